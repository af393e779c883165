"""Our reader and other libraries', each asked the same of a page: its text, its title, its day."""

from __future__ import annotations

import importlib
import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.source.decode import decode
from corpora.sets import text_of_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OURS: Final = "ours"


class Read(NamedTuple):
    """What a reader made of a page; ``why`` it gave no text, where it says so.

    ``cards``: the words of a listing's cards, where the page was read as one.
    """

    text: str = ""
    title: str = ""
    day: str = ""
    why: str = ""
    cards: str = ""


@dataclass(frozen=True)
class Reader:
    """``gives``: of ``text``, ``title`` and ``day`` what the reader can be asked for."""

    name: str
    package: str
    gives: frozenset[str]
    read: Callable[[bytes, str, frozenset[str]], Read]

    def missing(self) -> str | None:
        """Return why the reader cannot be asked here, or ``None``."""
        try:
            with _quiet():
                for module in _MODULES.get(self.package, ()):
                    importlib.import_module(module)
        except ImportError as error:
            return f"{self.package} is not installed here ({error})"
        return None

    def release(self) -> str:
        """Return the version, nothing for our own: it is the checkout's."""
        return "" if self.name == OURS else version(self.package)


def _ours(body: bytes, url: str, asked: frozenset[str]) -> Read:  # noqa: ARG001 - as the others
    try:
        page = read_html(body, url)
    except PageError as error:
        return Read(why=error.reason)
    reading = page.reading
    if reading is None:
        cards = page.listing.cards if page.listing else ()
        said = "\n".join(one for card in cards for one in (card.title, card.lead) if one)
        return Read(why="listing only", cards=said)
    why = "" if reading.text else "no text"
    return Read(reading.text or "", reading.title or "", (reading.published or "")[:10], why)


def _trafilatura(body: bytes, url: str, asked: frozenset[str], **options: bool) -> Read:
    import trafilatura

    text, title, day = "", "", ""
    if "text" in asked:  # the settings of its own evaluation
        text = trafilatura.extract(body, include_comments=False, include_tables=True, **options)
    if asked & {"title", "day"}:
        meta = trafilatura.extract_metadata(body, default_url=url)
        title, day = (meta.title or "", meta.date or "") if meta else ("", "")
    return Read(text or "", title, day)


def _readability(body: bytes, url: str, asked: frozenset[str]) -> Read:  # noqa: ARG001 - as above
    from readability import Document

    document = Document(decode(body))
    return Read(text_of_html(document.summary(html_partial=True)), document.short_title() or "")


def _newspaper(body: bytes, url: str, asked: frozenset[str]) -> Read:  # noqa: ARG001 - as above
    from newspaper import Article

    article = Article(url, fetch_images=False)
    article.download(input_html=decode(body))
    article.parse()
    return Read(article.text or "", article.title or "", str(article.publish_date or "")[:10])


def _resiliparse(body: bytes, url: str, asked: frozenset[str]) -> Read:  # noqa: ARG001 - as above
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(decode(body))
    return Read(extract_plain_text(tree, main_content=True), tree.title or "")


def _htmldate(body: bytes, url: str, asked: frozenset[str]) -> Read:  # noqa: ARG001 - as above
    from htmldate import find_date

    return Read(day=find_date(decode(body), url=url, original_date=True) or "")


_MODULES: Final = {
    "trafilatura": ("trafilatura",),
    "readability-lxml": ("readability",),
    "newspaper4k": ("newspaper",),
    "resiliparse": ("resiliparse.extract.html2text",),
    "htmldate": ("htmldate",),
}
_ALL: Final = frozenset({"text", "title", "day"})
READERS: Final = (
    Reader(OURS, "aimf-scraper", _ALL, _ours),
    Reader("trafilatura", "trafilatura", _ALL, _trafilatura),
    Reader(
        "trafilatura, for precision",
        "trafilatura",
        frozenset({"text"}),
        partial(_trafilatura, favor_precision=True),
    ),
    Reader("readability-lxml", "readability-lxml", frozenset({"text", "title"}), _readability),
    Reader("newspaper4k", "newspaper4k", _ALL, _newspaper),
    Reader("resiliparse", "resiliparse", frozenset({"text", "title"}), _resiliparse),
    Reader("htmldate", "htmldate", frozenset({"day"}), _htmldate),
)


def ask(reader: Reader, body: bytes, url: str, asked: frozenset[str]) -> Read:
    """Return what *reader* gives; what it raises is told as the reason, never hidden."""
    with _quiet():
        try:
            return reader.read(body, url, asked)
        except Exception as error:  # noqa: BLE001 - a reader that breaks has lost the page; the run goes on
            return Read(why=f"raised {type(error).__name__}: {str(error)[:80]}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep other libraries' warnings off the table of figures."""
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def of_readers(names: list[str] | None) -> list[Reader]:
    """Return the readers called *names*, all where none is named.

    Raises:
        ValueError: there is no reader of such a name.
    """
    known: dict[str, Any] = {one.name: one for one in READERS}
    for name in names or ():
        if name not in known:
            raise ValueError(f"no reader is called {name!r}; there are: {', '.join(known)}")
    return [known[name] for name in names or known]
