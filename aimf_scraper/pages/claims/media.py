"""Attachments and images of an article's body."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from aimf_scraper.pages.source.rare_attributes import OF_VIEWERS
from aimf_scraper.pages.source.tree import short_words, words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.records import Attachment, Image
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.source.urls import Base

#: File name endings -> media types (IANA).
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
_TYPES: Final = frozenset(MEDIA_TYPES.values())
_LONGEST_ENDING: Final = 8
_IMAGE_ENDINGS: Final = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "svg", "avif", "bmp", "tif", "tiff"}
)
_ENDING: Final = re.compile(r"\.([A-Za-z0-9]{2,5})(?:[?#].{0,2000})?$", re.DOTALL)
#: Pictures that are no illustration, by a word of their file name.
_DECORATION: Final = re.compile(
    r"(?:^|[-_./])(?:icones?|icons?|pictos?|logos?|pixel|spacer|blank|transparent|avatar|gravatar|emoji|sprite|"
    r"puce|bullet|fleche|arrow|loader|spinner|placeholder|tracking|1x1)(?:[-_.0-9/]|$)"
)
_MIN_PIXELS: Final = 48
_SRCSETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-src")
_CANDIDATE: Final = re.compile(
    r"([^\s,]\S{0,2000}[^\s,])(?:\s{1,20}([0-9.]{1,9})[wx])?\s{0,20}(?:,|$)"
)
_BACKGROUND: Final = re.compile(
    r"background(?:-image)?\s{0,5}:[^;]{0,200}?url\(\s{0,5}[\"']?([^\"')\s]{1,1000})", re.IGNORECASE
)
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


def ending(url: str) -> str:
    """Return the lower-case ending of the file that *url* names, ``""`` where it names a page."""
    if url.endswith("/"):
        return ""  # nearly every link of a WordPress page
    found = (
        _ENDING.search(url[-_LONGEST_ENDING:])
        if not ("?" in url or "#" in url)
        else _ENDING.search(url)
    )
    return found[1].lower() if found and "/" in url[8:] else ""


def is_file(url: str) -> bool:
    """Tell whether *url* names a document or a picture, not a page."""
    end = ending(url)
    return end in MEDIA_TYPES or end in _IMAGE_ENDINGS


def document_type(el: _Element, url: str) -> str | None:
    """Return the media type of the document that the link *el* leads to, ``None`` where it leads to a page.

    Told by the file's ending, by ``type``, by ``download``, or by a parameter that only hands out files.
    """
    end = ending(url)
    if known := MEDIA_TYPES.get(end):
        return known
    if end in _IMAGE_ENDINGS:
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


def image(el: _Element, base: Base) -> Image | None:
    """Return the picture of an ``<img>``, the largest offered, ``None`` for decoration."""
    url = _best_source(el, base)
    if url is None:
        return None
    name = urlsplit(url).path.lower()
    if name.endswith(".svg") or _DECORATION.search(name[name.rfind("/") :]):
        return None
    # AMP pages state the shape of a picture, not its size: width="16" height="9".
    for side in () if el.tag.startswith("amp-") else ("width", "height"):
        size = el.get(side) or ""
        if size.isascii() and size.isdigit() and int(size[:6]) < _MIN_PIXELS:
            return None
    return Image(url, " ".join((el.get("alt") or "").split()))


def background(el: _Element, base: Base) -> Image | None:
    """Return the picture that the style of *el* puts behind its words, ``None`` where there is none."""
    found = _BACKGROUND.search((el.get("style") or "")[:_MAX_ADDRESS_CHARS])
    url = None if found is None else _picture(found[1], base)
    if url is None or ending(url) not in _IMAGE_ENDINGS:
        return None
    name = urlsplit(url).path.lower()
    if name.endswith(".svg") or _DECORATION.search(name[name.rfind("/") :]):
        return None
    return Image(url, "")


def _best_source(el: _Element, base: Base) -> str | None:
    return next((url for one in _sources(el) if one and (url := _picture(one, base))), None)


def _picture(said: str, base: Base) -> str | None:
    return None if said.lstrip()[:5].lower() == "data:" else base.join(said)


def _sources(el: _Element) -> Iterator[str | None]:
    """Yield the addresses that *el* gives its picture, the best first; the last ones stand beside it."""
    yield next((best for name in _SRCSETS if (best := _largest(el.get(name) or ""))), None)
    yield from map(el.get, _LAZY)
    src = el.get("src") or ""
    lazy = [value for name, value in el.attrib.items() if _is_lazy(str(name), str(value))]
    if not src or src.startswith("data:") or _DECORATION.search(src[src.rfind("/") :].lower()):
        yield from map(str, lazy)
    yield src
    for parent in islice(
        el.iterancestors("picture"), 1
    ):  # the parser puts an <img> into its <source>
        for source in parent.iter("source"):
            yield from (_largest(source.get(name) or "") for name in _SRCSETS)
    beside = el.getnext()
    if beside is not None and beside.tag == "noscript":
        yield from (one.get("src") for one in beside.iter("img"))


def _is_lazy(name: str, value: str) -> bool:
    """Return whether an attribute keeps a picture's address for a script: any ``data-*`` may."""
    if not name.startswith("data-") or len(value) > _MAX_ADDRESS_CHARS or " " in value.strip():
        return False
    found = _ENDING.search(value.strip())
    return found is not None and found[1].lower() in _IMAGE_ENDINGS


def _largest(srcset: str) -> str | None:
    """Return the address with the greatest width or density in *srcset*."""
    best, best_size = None, -1.0
    for found in _CANDIDATE.finditer(srcset[:10_000]):
        size = found[2] or "1"
        number = float(size) if size.replace(".", "", 1).isdecimal() else 0.0
        if number > best_size and not found[1].startswith("data:"):
            best, best_size = found[1], number
    return best
