"""What stands in the markup as words and no reader sees so: icons that fonts draw, stamps for machines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

#: "location_on", "euro": what an icon font draws as one picture.
_LIGATURE: Final = re.compile(r"[a-z0-9]{1,20}(?:[_-][a-z0-9]{1,20}){0,5}")
#: A moment as machines write it: readers are not shown one.
_MOMENT: Final = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:")
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


def is_machine_stamp(el: _Element) -> bool:
    """Return whether *el*, named as the date of a change, is written for machines alone.

    Themes hide it beside the visible date: ``<span class="updated" style="display:none">``.
    """
    text = (el.text or "").strip()
    if len(el) or "updated" not in (el.get("class") or "").split():
        return False
    style = (el.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or _MOMENT.match(text) is not None
