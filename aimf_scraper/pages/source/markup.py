"""A page's markup mended before it is parsed: inline drawings, elements without an end tag."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A whole inline drawing without a word in it: a builder's icon. Nothing but its
#: own tags can be in a match, and no repeat gives back, so time is linear.
_DRAWING: Final = re.compile(
    rb"<svg\b[^<>]*+>"
    rb"(?:\s*+</?(?:path|g|circle|ellipse|rect|line|polyline|polygon|use|defs|symbol|stop|mask"
    rb"|clipPath|linearGradient|radialGradient)\b[^<>]*+>)*+"
    rb"\s*+</svg>"
)
#: Elements that hold nothing, of which libxml2 does not know it: what follows would stand
#: in them. From HTML's "void elements" (WHATWG HTML, 13.1.2) and its obsolete features.
#: A value may hold ">" but no "<" here, so no byte is looked at twice.
_OPENED: Final = re.compile(
    rb"""<(bgsound|command|embed|keygen|source|track|wbr)\b"""
    rb"""((?:[^<>"']|"[^"<]{0,2000}+"|'[^'<]{0,2000}+')*+)>""",
    re.IGNORECASE,
)
#: Of these, the one whose content nobody reads.
_LOSES: Final = "embed"


#: So many paragraphs in what is shown without scripts only are no hint to switch them on.
_MIN_PARAGRAPHS: Final = 3


def open_noscript(root: _Element) -> None:
    """Make a box of each ``<noscript>`` that holds the page: its text, or all after an open box in it."""
    for el in root.iter("noscript"):
        paragraphs = islice(el.iter("p"), _MIN_PARAGRAPHS)
        if (
            next(el.iter("main", "h1"), None) is not None
            or len(list(paragraphs)) == _MIN_PARAGRAPHS
        ):
            el.tag = "div"


def without_drawings(html: bytes) -> bytes:
    """Return *html* without icons: in a builder's menu they are a third of all elements."""
    return _DRAWING.sub(b"", html) if b"<svg" in html else html


def loses_text(root: _Element) -> bool:
    """Return whether text stands in an ``<embed>``: all after it, up to its parent's end."""
    return any(len(el) or (el.text and not el.text.isspace()) for el in root.iter(_LOSES))


def close_void_elements(html: bytes) -> bytes:
    """Return *html* with an end tag behind each void element that libxml2 leaves open."""
    return _OPENED.sub(rb"<\1\2></\1>", html)
