"""Icons written as words or private characters: fonts turn them into pictures, readers must not see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

#: "location_on", "euro": what an icon font draws as one picture.
_LIGATURE: Final = re.compile(r"[a-z0-9]{1,20}(?:[_-][a-z0-9]{1,20}){0,5}")
#: Fonts that draw words.
_WORD_FONTS: Final = ("material-icons", "material-symbols", "fa", "icon", "picto", "glyph")


def is_icon(el: _Element) -> bool:
    """Return whether *el* is an icon whose font draws a word: ``<i class="material-icons">euro</i>``."""
    if len(el) or el.tag not in {"i", "span"}:
        return False
    text, names = el.text, el.get("class")
    if not text or not names or len(text) > 60:
        return False
    fonts = _WORD_FONTS if el.tag == "i" else _WORD_FONTS[:2]
    return (
        any(part.startswith(fonts) for part in names.lower().split())
        and _LIGATURE.fullmatch(text.strip()) is not None
    )
