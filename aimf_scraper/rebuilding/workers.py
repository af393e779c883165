"""What other cores and machines do: read an archived page, and run the rules over a draft."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.assembly import Draft, build_record
from aimf_scraper.crawling.answers.hints import pack
from aimf_scraper.errors import INTERNAL, IncompleteError, PageError, RecordError, said_of
from aimf_scraper.gazetteer.additions import use
from aimf_scraper.pages.cut_off import ends_in_a_tag, is_closed, is_fatal
from aimf_scraper.pages.html import read_html
from aimf_scraper.rules.version import rules_version
from aimf_scraper.store import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aimf_scraper.corrections import Correction
    from aimf_scraper.gazetteer.additions import Additions
    from aimf_scraper.pages.reading import HtmlPage
    from aimf_scraper.store import Prepared


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker must know: where the archive lies for it, the user's additions, which rules we have."""

    paths: tuple[Path, ...]
    additions: Additions
    rules: str


#: Why a page as served is no article, where its scripts may write one.
_SHELLS: Final = frozenset({"needs-script", "empty", "no-text"})
#: The archive that this process has open, and for which setup.
_opened: list[tuple[Setup, Archive]] = []
#: A process has one set of rules: threads of a Dask worker take turns.
_turn = Lock()


def start(setup: Setup) -> None:
    """Open the archive once a process, and let its rules know the user's additions.

    Raises:
        IncompleteError: this process has other rules than the one that asks.
    """
    if _opened and _opened[0][0] == setup:
        return
    use(setup.additions)
    if (here := rules_version()) != setup.rules:
        raise IncompleteError(
            f"a worker has the rules {here}, and {setup.rules} are asked for: "
            "install the same aimf-scraper everywhere"
        )
    _opened[:] = [(setup, Archive(setup.paths))]


def get_ready() -> None:
    """Load what the rules look up, by reading a page of nothing much; keep it out of every clearing up."""
    page = b"<html lang=fr><article><h1>Titre</h1><p>La ville de Dakar, en 2024.</p></article>"
    read_html(page, "https://x.example/")
    build_record(Draft(url=None, kind="page", id="page:", text="La ville de Dakar, en 2024."))
    gc.collect()
    gc.freeze()


def piece(setup: Setup, work: Callable[..., Any], rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Return what *work* makes of each row, in a process that may have been asked for nothing before."""
    with _turn:
        start(setup)
        return [work(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class PageRead:
    """An archived page, read. ``page`` or ``error``; the capture goes without its body.

    ``damage``: why the capture could not be read at all. ``end``: bytes that end
    as the body does, for those who ask whether it came to its end. ``packed``: the page's
    reading, as the store keeps it.
    """

    capture: Capture | None
    page: HtmlPage | None = None
    error: tuple[str, str] | None = None
    damage: str | None = None
    end: bytes = b""
    packed: bytes = b""


class Place(NamedTuple):
    """Where a capture lies: file and byte; those of a revisit's payload; of the HTML that scripts made of it."""

    file: str
    offset: int
    lender: tuple[str, int] | None = None
    shown: tuple[str, int] | None = None


def read_page(place: Place, url: str) -> PageRead:
    """Load and read the capture at *place*."""
    ((_, archive),) = _opened
    capture = archive.load(place.file, place.offset, place.lender)
    if not isinstance(capture, Capture):
        return PageRead(None, damage=capture.what)
    bare = replace(capture, body=b"")
    if capture.status != 200:
        return PageRead(bare)
    try:
        page = _page_of(archive, capture, place, url)
        reading = page.article()  # refuses dummy text
        # Worked out here, not by the one process that writes.
        packed = b"" if reading is None else pack(reading)
        _ = page.link_urls
        return PageRead(bare, page=page, end=_end_of(capture.body), packed=packed)
    except PageError as error:
        return PageRead(bare, error=(error.reason, error.detail))
    except Exception as error:  # noqa: BLE001 - a fault of ours costs one page, and is named
        return PageRead(bare, error=(INTERNAL, said_of(error)))


def _page_of(archive: Archive, capture: Capture, place: Place, url: str) -> HtmlPage:
    """Return the page as it was served; as its scripts left it where that alone says anything.

    Raises:
        PageError: it is none.
    """
    said: HtmlPage | PageError
    try:
        said = read_html(capture.body, url, capture.header("Content-Type"))
    except PageError as error:
        said = error
    if place.shown is not None and _says_nothing(said):
        html = archive.shown_html(*place.shown, capture.refers_to or capture.record_id)
        shown = _shown(html, url) if html is not None else None
        said = shown or said
    if isinstance(said, PageError):
        raise said
    return said


def _says_nothing(said: HtmlPage | PageError) -> bool:
    """Return whether a page as it was served is a shell: no text of its own, and nothing listed."""
    if isinstance(said, PageError):
        return said.reason in _SHELLS
    return not (said.reading and said.reading.text) and not (said.listing and said.listing.cards)


def _shown(html: bytes, url: str) -> HtmlPage | None:
    """Return the page that scripts made, its reading marked so, where it is an article with a text."""
    try:
        page = read_html(html, url, "text/html; charset=utf-8")
        reading = page.article()
    except PageError:
        return None
    if reading is None or not reading.text:
        return None
    return replace(page, reading=replace(reading, source="browser"))


def _end_of(body: bytes) -> bytes:
    said = b"</html>" if is_closed(body) else b""
    if is_fatal(body):
        said += b"<b>Fatal error</b>:"
    return said + b"<" if ends_in_a_tag(body) else said


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft became: a record ready to be stored; or an error."""

    record: Prepared | None = None
    error: tuple[str, str] | None = None


def record_of(draft: Draft, corrections: tuple[Correction, ...]) -> Made:
    """Return what *draft* makes with the *corrections* of it, or why it makes no record."""
    try:
        return Made(prepared(build_record(draft, corrections), draft.uncorrected))
    except RecordError as error:
        return Made(error=(error.reason, error.detail))
    except Exception as error:  # noqa: BLE001 - as above
        return Made(error=(INTERNAL, said_of(error)))
