"""Whether a multiplier or a currency may follow a number: asked of every number, so cheaply."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from aimf_scraper.rules import currencies, numbers

_SINGLE: Final = frozenset(" kmf€$£¥()")  # may stand alone, or before anything


class _Openings(NamedTuple):
    """How whatever may follow the number of an amount begins: three letters, or two in all."""

    begun: frozenset[str]
    whole: frozenset[str]


@cache
def _openings() -> _Openings:
    words = {
        *currencies.forms("after").words(),
        *numbers.SCALES,
        *(f"{scale}s" for scale in numbers.SCALES),
        *("de ", "d'", "of ", "en ", ".-", ",-", "--", "- "),
    }
    begun = {word[:3] for word in words if len(word) > 2} | {f"d'{sign}" for sign in "€$£"}
    return _Openings(
        frozenset(begun | {word[:3] for word in words if " " in word}),
        frozenset(word for word in words if len(word) <= 2),
    )


def may_follow(folded: str, end: int) -> bool:
    """Tell cheaply whether a multiplier or a currency may come next; most numbers have none."""
    end += folded.startswith(" ", end)
    first = folded[end : end + 1]
    if first in _SINGLE:
        return True
    begun, whole = _openings()
    return folded[end : end + 3] in begun or folded[end : end + 2] in whole
