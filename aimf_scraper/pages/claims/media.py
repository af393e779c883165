"""Attachments and images of an article's body."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from aimf_scraper.records import Attachment, Image
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
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
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-src")
_GENERIC: Final = re.compile(
    r"(?:telecharge|download|cliquez|ici$|pdf$|lire (?:le|la) |consulter|voir le )"
)


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


def attachment(el: _Element, url: str, text: str, heading: str | None) -> Attachment | None:
    """Return the document that a link leads to, ``None`` where it leads to none.

    Its title is the link's words, unless they only say "Télécharger": then the
    title attribute, the heading above, the file's name.
    """
    media_type = MEDIA_TYPES.get(ending(url))
    if media_type is None:
        return None
    said = text.strip()
    if not said or _GENERIC.match(fold(said)) or judge_line(said) is not Line.TEXT:
        name = unquote(PurePosixPath(urlsplit(url).path).stem).replace("_", " ").replace("-", " ")
        said = (el.get("title") or "").strip() or heading or name or said
    return Attachment(url, said, media_type)


def image(el: _Element, base: Base) -> Image | None:
    """Return the picture of an ``<img>``, the largest offered, ``None`` for decoration."""
    url = _best_source(el, base)
    if url is None:
        return None
    name = urlsplit(url).path.lower()
    if name.endswith(".svg") or _DECORATION.search(name[name.rfind("/") :]):
        return None
    for side in ("width", "height"):
        size = el.get(side) or ""
        if size.isascii() and size.isdigit() and int(size[:6]) < _MIN_PIXELS:
            return None
    return Image(url, " ".join((el.get("alt") or "").split()))


def _best_source(el: _Element, base: Base) -> str | None:
    best = _largest(el.get("data-srcset") or el.get("data-lazy-srcset") or el.get("srcset") or "")
    for candidate in (best, *(el.get(name) for name in _LAZY), el.get("src")):
        if candidate and not candidate.startswith("data:") and (url := base.join(candidate)):
            return url
    return None


def _largest(srcset: str) -> str | None:
    """Return the address with the greatest width or density in *srcset*."""
    best, best_size = None, 0.0
    for part in srcset[:10_000].split(", "):
        fields = part.strip().rstrip(",").split()
        if not fields:
            continue
        size = fields[1][:-1] if len(fields) > 1 else "1"
        number = float(size) if size.replace(".", "", 1).isdecimal() and size.isascii() else 0.0
        if number > best_size:
            best, best_size = fields[0], number
    return best
