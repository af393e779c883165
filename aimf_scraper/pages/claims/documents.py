"""Documents that an article offers: links to files, and what frames and viewers show."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from aimf_scraper.pages.claims.file_names import IMAGE_ENDINGS, MEDIA_TYPES, ending
from aimf_scraper.pages.source.rare_attributes import OF_VIEWERS
from aimf_scraper.pages.source.tree import short_words, words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.records import Attachment
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.source.urls import Base

_TYPES: Final = frozenset(MEDIA_TYPES.values())
#: Where the link is a file of unknown kind.
_UNKNOWN_TYPE: Final = "application/octet-stream"
_NOT_SHOWN: Final = frozenset({"header", "footer", "nav", "aside", "form", "noscript"})
_MAX_ADDRESS_CHARS: Final = 2_000
_MAX_EMBEDDED: Final = 50
_FRAMES: Final = ("iframe", "object", "embed")
_EMBEDDED: Final = etree.XPath(
    " | ".join([*(f"//{tag}" for tag in _FRAMES), *(f"//@{name}/.." for name in OF_VIEWERS)])
)
_EMBEDDED_AT: Final = ("src", "data", "data-src", "data-lazy-src", *OF_VIEWERS)
#: One document's entry in a list, row in a table, box of a gallery.
_ENTRIES: Final = frozenset({"li", "dl", "tr", "figure"})
_BOXES: Final = frozenset({"p", "div", "td", "dd"})
_MOST_BOXES: Final = 4
_MOST_ELEMENTS: Final = 40
_MAX_NAME_CHARS: Final = 160
_EDGES: Final = " \t\n|:;,-–—•·"


def document_type(el: _Element, url: str) -> str | None:
    """Return the media type of the document that the link *el* leads to, ``None`` where it leads to a page.

    Told by the file's ending, by ``type``, by ``download``, or by a parameter that only hands out files.
    """
    end = ending(url)
    if known := MEDIA_TYPES.get(end):
        return known
    if end in IMAGE_ENDINGS:
        return None
    said = (el.get("type") or "").strip().lower()
    if said in _TYPES:
        return said
    if (named := _named_in_query(url)) is not None:
        return named
    if el.get("download") is None and not _hands_out(url):
        return None
    hint = fold(f"{el.get('download') or ''} {words_of(el)[:300]}")
    said = next((one for one in re.findall("[a-z0-9]{2,5}", hint) if one in MEDIA_TYPES), "")
    return MEDIA_TYPES.get(said, _UNKNOWN_TYPE)


def _named_in_query(url: str) -> str | None:
    """Return the type of the file that a parameter of *url* names: "?file=files/plan.pdf"; no viewer's."""
    path, mark, query = url.partition("?")
    if not mark or "viewer" in path.lower():
        return None
    for part in query[:_MAX_ADDRESS_CHARS].partition("#")[0].split("&"):
        key, _, value = part.partition("=")
        if key.lower() in table("media")["file_keys"]:
            _, dot, end = value.rpartition(".")
            return MEDIA_TYPES.get(end.lower()) if dot else None
    return None


def _hands_out(url: str) -> bool:
    """Return whether a parameter of *url* asks for a file: "?download=412"."""
    if "?" not in url:
        return False
    keys = {one.partition("=")[0].lower() for one in url.partition("?")[2][:500].split("&")}
    return not keys.isdisjoint(table("media")["download_keys"])


def attachment(el: _Element, url: str, text: str, heading: str | None) -> Attachment | None:
    """Return the document that a link leads to, ``None`` where it leads to none.

    Its title is the link's words, unless they only say "Télécharger": then the
    title attribute, the name beside it, the heading above, the file's name.
    """
    media_type = document_type(el, url)
    if media_type is None:
        return None
    said = text.strip()
    if not names_document(said):
        name = unquote(PurePosixPath(urlsplit(url).path).stem).replace("_", " ").replace("-", " ")
        titled = (el.get("title") or "").strip()
        titled = "" if _is_generic(titled) else titled
        said = titled or _name_beside(el, said) or heading or name or said
    return Attachment(url, said, media_type)


def names_document(said: str) -> bool:
    """Return whether *said*, a link's words, tells what the document is."""
    return not _is_generic(said) and judge_line(said) is Line.TEXT


def _name_beside(el: _Element, said: str) -> str | None:
    """Return what stands beside the link *el* in the entry, row or figure of that document alone.

    *said*: the link's words. A paragraph or a box says the name of an icon without words.
    """
    for box in islice(el.iterancestors(), _MOST_BOXES):
        if box.tag not in _ENTRIES and (said or box.tag not in _BOXES):
            continue
        if next(islice(box.iter(), _MOST_ELEMENTS, None), None) is not None:
            return None
        words = short_words(box, _MAX_NAME_CHARS)
        if not words or len({one.get("href") for one in box.iter("a")}) > 1:
            return None
        if box.tag == "tr":
            words = " ".join(map(words_of, box))
        name = words.replace(said, " ", 1).strip(_EDGES) if said else words.strip(_EDGES)
        if not _is_generic(name):
            return " ".join(name.split()) if judge_line(name) is Line.TEXT else None
    return None


def _is_generic(said: str) -> bool:
    """Return whether *said* says only what to do with a document: "Télécharger le PDF (3 Mo)"."""
    words = re.findall("[a-z]+", fold(said))
    return set(words) <= _generic()


@cache
def _generic() -> frozenset[str]:
    return frozenset(table("media")["generic"])


def embedded_documents(root: _Element, base: Base, *, viewers: bool = True) -> Iterator[Attachment]:
    """Yield the documents that *root* shows in a frame or a viewer's box, each titled by it or its file.

    *viewers*: it may hold boxes that the scripts of viewers fill.
    """
    found_in = _EMBEDDED(root) if viewers else root.iter(*_FRAMES)
    for el in islice(cast("Iterable[_Element]", found_in), _MAX_EMBEDDED):
        said = next(filter(None, map(el.get, _EMBEDDED_AT)), None)
        url = base.join(said)
        if not url or any(one.tag in _NOT_SHOWN for one in el.iterancestors()):
            continue
        if ending(url) not in MEDIA_TYPES or "?" in url:
            url = _shown_by(url, base) or url
        url = url.partition("#")[0]  # how a viewer opens it: "#toolbar=0"
        if found := attachment(el, url, "", None):
            yield found


def _shown_by(url: str, base: Base) -> str | None:
    """Return the document that a viewer's address names in a parameter."""
    _, _, query = url.partition("?")
    keys = table("media")["viewer_keys"]
    for part in query[:4_000].partition("#")[0].split("&"):
        key, _, value = part.partition("=")
        if (
            key.lower() in keys
            and (target := base.join(unquote(value)))
            and ending(target) in MEDIA_TYPES
        ):
            return target
    return None
