"""The day of an event in a sheet over the text ("Date : 3 septembre 2023", "Lieu : …"): no publication."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import may_hold_day, read_day
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.pages.layout.blocks import Block

#: A line of a sheet is no longer.
_MAX_LINE_CHARS: Final = 120
_MAX_LABEL_CHARS: Final = 30
#: So many lines from the day the place or the hours are said.
_NEAR: Final = 4
_EDGES: Final = " :-•*–—|"


def is_event_day(blocks: Sequence[Block], at: int) -> bool:
    """Return whether the line *at* says when an event is: a labelled day, in a sheet that says where.

    The label stands in the line or in the one before it; so does that of the place, the
    hours or the price, a few lines further or before.
    """
    text = blocks[at].text
    if len(text) > _MAX_LINE_CHARS or not may_hold_day(text) or read_day(text) is None:
        return False
    if not (_names(text, _labels()[0]) or (at and _is(blocks[at - 1], _labels()[0]))):
        return False
    near = (*range(max(0, at - _NEAR), at), *range(at + 1, min(len(blocks), at + 1 + _NEAR)))
    return any(
        _names(blocks[one].text, _labels()[1]) or _is(blocks[one], _labels()[1]) for one in near
    )


def _names(text: str, labels: re.Pattern[str]) -> bool:
    """Return whether a short line begins with one of *labels* and goes on with its value."""
    if len(text) > _MAX_LINE_CHARS:
        return False
    label, value = label_and_value(text)
    return bool(value) and labels.fullmatch(fold(label.strip(_EDGES))) is not None


def label_and_value(text: str) -> tuple[str, str]:
    """Return the two halves of a sheet's line: "Lieu : Kandi", "Lieu | Kandi" (a table's row)."""
    label, mark, value = text.partition(":")
    if " | " in label:
        label, mark, value = text.partition(" | ")
    return (label, value.strip()) if mark else (text, "")


def _is(block: Block, labels: re.Pattern[str]) -> bool:
    """Return whether a line is one of *labels*, and nothing else."""
    text = block.text
    return len(text) <= _MAX_LABEL_CHARS and labels.fullmatch(fold(text.strip(_EDGES))) is not None


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the labels of an event's day, and those that stand beside it."""
    data = table("dates")["event"]
    when, beside = ("|".join(map(re.escape, data[name])) for name in ("when", "beside"))
    return re.compile(when), re.compile(beside)
