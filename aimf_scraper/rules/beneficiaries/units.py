"""The nouns of those who are counted, as ``units.tsv`` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from aimf_scraper.rules.engine.patterns import any_of
from aimf_scraper.tables import Regex, Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Sequence

_THREE_LETTERS: Final = re.compile(r"[a-z]{3}(?![?*{])")


@dataclass(frozen=True, slots=True)
class CountedNoun(Row):
    """A line of ``units.tsv``; ``only``: it counts only where words say that these are served."""

    noun: Annotated[str, Regex()]
    only: Literal["served"] | None


class CountedNouns(NamedTuple):
    """The nouns that are counted; ``openings`` are the first four characters after a count."""

    openings: frozenset[str]
    noun: re.Pattern[str]
    only_served: re.Pattern[str]


@cache
def counted_nouns() -> CountedNouns:
    rows = read_tsv(Path(__file__).with_name("units.tsv"), CountedNoun)
    nouns = [row.noun for row in rows]
    return CountedNouns(
        only_served=re.compile(any_of([row.noun for row in rows if row.only])),
        openings=_openings(nouns),
        noun=re.compile(
            r"(?:[ ][(][a-z '-]{2,60}[)]|(?P<bracket>[)]))?"  # "300 (trois cents)", "trois cents (300)"
            r"(?:[ ]?[+])?[ ]?(?:(?P<scale>millions?|milliers?|mille|[mk])(?P<half> et demie?)?[ ])?(?<=[ ])"
            r"(?:d'|de )?"
            rf"(?P<unit>{any_of(nouns)})(?![a-z0-9])"
        ),
    )


def _openings(units: Sequence[str]) -> frozenset[str]:
    """Return how every match of the expression of units begins: most numbers fail there.

    >>> sorted(_openings(["habitants", "ames"]))
    [' + a', ' + d', ' + h', ' ame', " d'a", " d'h", ' de ', ' hab', ' k a', ' k d', ' k h', ' m a', \
' m d', ' m h', ' mil', '+ am', "+ d'", '+ ha', 'k am', "k d'", 'k ha', 'm am', "m d'", 'm de', 'm ha']
    """
    begun = {unit[:3] for unit in units}
    if not all(map(_THREE_LETTERS.match, units)):
        raise ValueError("a unit begins with three plain letters")
    return frozenset(
        {
            *(" mil", " de ", "m de"),
            *(f" {three}" for three in begun),
            *(f" d'{three[0]}" for three in begun),
            *(f"{scale} {three[:2]}" for scale in "mk+" for three in (*begun, "d'")),
            *(f" {scale} {three[0]}" for scale in "mk+" for three in (*begun, "d'")),
        }
    )
