"""Pictures of an article: the largest that an image, its lazy attributes or a style offers."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aimf_scraper.pages.claims.file_names import FILE_ENDING, IMAGE_ENDINGS, ending
from aimf_scraper.records import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.source.urls import Base

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
_MAX_ADDRESS_CHARS: Final = 2_000


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
    if url is None or ending(url) not in IMAGE_ENDINGS:
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
    found = FILE_ENDING.search(value.strip())
    return found is not None and found[1].lower() in IMAGE_ENDINGS


def _largest(srcset: str) -> str | None:
    """Return the address with the greatest width or density in *srcset*."""
    best, best_size = None, -1.0
    for found in _CANDIDATE.finditer(srcset[:10_000]):
        size = found[2] or "1"
        number = float(size) if size.replace(".", "", 1).isdecimal() else 0.0
        if number > best_size and not found[1].startswith("data:"):
            best, best_size = found[1], number
    return best
