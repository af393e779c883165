"""Whether a multiplier or a currency may follow a number: asked of every number, so cheaply."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

from aimf_scraper.rules.money import currencies
from aimf_scraper.rules.numbers import figures

_SINGLE: Final = frozenset(" kmf€$£¥()")  # may stand alone, or before anything


class _Openings(NamedTuple):
    """How whatever may follow the number of an amount begins: three letters, or two in all."""

    begun: frozenset[str]
    whole: frozenset[str]


@cache
def _openings() -> _Openings:
    words = {
        *currencies.forms("after").words(),
        *figures.SCALES,
        *(f"{scale}s" for scale in figures.SCALES),
        *("de ", "d'", "of ", "en ", ".-", ",-", "--", "- "),
    }
    begun = {word[:3] for word in words if len(word) > 2} | {f"d'{sign}" for sign in "€$£"}
    return _Openings(
        frozenset(begun | {word[:3] for word in words if " " in word}),
        frozenset(word for word in words if len(word) <= 2),
    )


@lru_cache(maxsize=4096)  # the same few hundred on every page: " hab", " mar", ", le"
def may_follow(next_four: str) -> bool:
    """Tell whether a multiplier or a currency may begin so; most numbers have none.

    >>> may_follow(" mil"), may_follow("€"), may_follow(" vil")
    (True, True, False)
    """
    opening = next_four.removeprefix(" ")
    if opening[:1] in _SINGLE:
        return True
    begun, whole = _openings()
    return opening[:3] in begun or opening[:2] in whole
