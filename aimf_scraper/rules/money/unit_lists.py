"""Sums under a unit that is said once for all: "(en millions de FCFA) : digues, 980 ; pépinières, 115"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.money import currencies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aimf_scraper.rules.numbers.figures import Number

_LONGEST: Final = 400  # code points of a list after its unit
_ITEM: Final = re.compile(r"[ ]?(?:\((?:[^()\n]{1,40})\))?[ ]?(?:[;,.|\n]|et |$)")
_NAMED: Final = Pattern(r"(?<![a-z])[a-z][a-z' -]{0,40}(?:\([^()\n]{1,30}\) ?)?[ ]?[:,=-]?[ ]")
# A line of the list is a label and its figure, and no sentence.
_LINE: Final = re.compile(
    r"[ ]{0,4}[-•*]?[ ]?[^\W\d][^\n.]{0,60}?[ ]?[:=][ ]?[0-9][^\n]{0,30}(?:\n|\Z)"
)


def anchors() -> tuple[str, ...]:
    """Return how a unit begins that stands over a list: "(en millions de FCFA) : ..."."""
    return (
        *("en mill", "en k", "en m€", "en meur", "en €", "en eur", "en f"),
        *("(k€", "(m€", "(€", "(mill"),
    )


class Unit(NamedTuple):
    """A unit over a list: the list stands at ``start:end``."""

    start: int
    end: int
    scale: str
    currency: str


@cache
def _unit(scales: str) -> re.Pattern[str]:
    after = currencies.forms("after").pattern
    return re.compile(
        rf"""
        (?: \( | (?<![a-z])en[ ] ) (?:en[ ])? (?: (?P<scale>{scales}) [ ]? (?:d'[ ]?|de[ ])? )?
        (?P<currency>{after}) (?:[ ](?:ht|ttc|courants|constants))? [ ]?\)? [ ]?(?P<then>:|\n)
        """,
        re.VERBOSE,
    )


def units(folded: str, places: Sequence[int], scales: str) -> Iterator[Unit]:
    """Yield the units that stand over a list of *folded*.

    *places*: where one may begin; *scales*: the multipliers' expression.
    """
    taken = 0
    for at in places:
        m = _unit(scales).search(folded, max(taken, at - 1), at + 60) if at >= taken else None
        if m is None:
            continue
        line_end = folded.find("\n", m.end())
        line_end = len(folded) if line_end == -1 else line_end
        end = line_end
        if m["then"] == "\n" or not folded[m.end() : line_end].strip():
            end = m.end() if m["then"] == "\n" else line_end + 1
            while line := _LINE.match(folded, end, m.end() + _LONGEST):
                end = line.end()
        end = min(end, m.end() + _LONGEST)
        yield Unit(m.end(), end, m["scale"] or "", m["currency"])
        taken = end


def items(folded: str, unit: Unit, found: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers of the list under *unit* that stand for a sum: named before, and no count."""
    for number in found:
        if number.spelled or not unit.start <= number.start < unit.end:
            continue
        named = _NAMED.right_before(folded, number.start, unit.start)
        if named and _ITEM.match(folded, number.end):
            yield number
