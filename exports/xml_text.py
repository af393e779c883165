"""Texts for XML: what XML cannot hold is mended, the rest escaped."""

from __future__ import annotations

import re
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: Any) -> str:
    r"""Return *value* as the content of an element.

    >>> text("a < b\x00")
    'a &lt; b\ufffd'
    """
    return escape(_NOT_XML.sub("\ufffd", str(value)), {"\r": "&#13;"})


def attribute(value: Any) -> str:
    """Return *value* as an attribute's value, in its quotes."""
    return quoteattr(
        _NOT_XML.sub("\ufffd", str(value)), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    )
