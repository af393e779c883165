"""Beneficiaries: how many people, households or pupils a project serves.

A count is a number and one of the nouns of ``units.tsv``. How
sure it is comes from the words around: served ("au profit de", "formés"), or
only the size of the town, which is told as a setting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from aimf_scraper.records import Beneficiaries
from aimf_scraper.rules.engine.confidence import NONE, Figures
from aimf_scraper.rules.engine.cues import Cue, CueIndex, cues_of
from aimf_scraper.rules.engine.explanation import Explained
from aimf_scraper.rules.engine.mention import Mention
from aimf_scraper.rules.engine.patterns import Pattern, any_of
from aimf_scraper.rules.engine.resolver import resolve
from aimf_scraper.rules.engine.span import Span
from aimf_scraper.rules.numbers import approximation, figures
from aimf_scraper.tables import Regex, Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.records import Approximation
    from aimf_scraper.rules.engine.cues import CueHit, Cues
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.numbers.figures import Number

MAX_COUNTS: Final = 400
_LEAST: Final = 5  # "3 femmes" is an anecdote
_MOST: Final = 1_000_000_000
# The lower end of a range that leads up to a count: at least so many.
_RANGE: Final = Pattern(
    r"(?:(?:entre|between)[ ](?=[0-9 ]{1,10}(?:et|and)[ ])|(?<![0-9a-z/.,-])(?!(?:19|20)[0-9]{2}[ ])(?=[0-9 ]{1,10}(?:a|-|to)[ ])(?<![0-9][ ]))"
    r"([0-9]{1,3}(?:[ ][0-9]{3}){0,2}|[0-9]{1,7})[ ](?:et|and|a|-|to)[ ]"
)
_LINKS: Final = (" et ", " and ", " a ", " - ", " to ")
_WIDEST: Final = 20
_FOLDER: Final = Path(__file__).parent
#: How sure each is.
_SURE: Final = Figures(_FOLDER / "confidence.tsv")
_THREE_LETTERS: Final = re.compile(r"[a-z]{3}(?![?*{])")
_ASKED: Final = ("beneficiaries/cues.tsv, nobody",)


@dataclass(frozen=True, slots=True)
class BeneficiaryCue(Cue):
    """A line of ``cues.tsv``."""

    family: Literal["served", "setting", "nobody"]
    says: None
    weight: None


@dataclass(frozen=True, slots=True)
class CountedNoun(Row):
    """A line of ``units.tsv``."""

    noun: Annotated[str, Regex()]


@cache
def cue_index() -> CueIndex[BeneficiaryCue]:
    return CueIndex(read_tsv(_FOLDER / "cues.tsv", BeneficiaryCue))


class _Units(NamedTuple):
    """The nouns that are counted; ``openings`` are the first four characters after a count."""

    openings: frozenset[str]
    noun: re.Pattern[str]


@cache
def _units() -> _Units:
    nouns = [row.noun for row in read_tsv(_FOLDER / "units.tsv", CountedNoun)]
    return _Units(
        openings=_openings(nouns),
        noun=re.compile(
            r"[ ](?:(?P<scale>millions?|milliers?|mille|m(?= d'))(?P<half> et demie?)?[ ])?(?:d'|de )?"
            rf"(?P<unit>{any_of(nouns)})(?![a-z0-9])"
        ),
    )


def _openings(units: Sequence[str]) -> frozenset[str]:
    """Return how every match of the expression of units begins: most numbers fail there.

    >>> sorted(_openings(["habitants", "ames"]))
    [' ame', " d'a", " d'h", ' de ', ' hab', ' m d', ' mil']
    """
    begun = {unit[:3] for unit in units}
    if not all(map(_THREE_LETTERS.match, units)):
        raise ValueError("a unit begins with three plain letters")
    return frozenset(
        {
            " mil",
            " m d",
            " de ",
            *(f" {three}" for three in begun),
            *(f" d'{three[0]}" for three in begun),
        }
    )


class _Count(NamedTuple):
    """How many ``people``, or households; ``unit`` in lower case, as written."""

    people: int
    unit: str
    approximation: Approximation | None


def find_beneficiaries(doc: Doc) -> tuple[Beneficiaries, ...]:
    """Return the counts of people served, in reading order; never raises.

    Unit: people, households ... as ``unit`` says, in lower case. The same
    count of the same noun said again is one fact with more evidence.
    """
    counts = resolve(doc.get(_counts), lambda one: (one.people, one.unit), most=MAX_COUNTS)
    return tuple(
        Beneficiaries(
            count=one.first.value.people,
            unit=one.first.value.unit,
            approximation=next(filter(None, (m.value.approximation for m in one.mentions)), None),
            as_written=one.first.written,
            evidence=one.evidence(repeat="beneficiaries.repeat"),
            confidence=one.score.value,
        )
        for one in counts
    )


def explain_beneficiaries(doc: Doc) -> Explained:
    """Return why each count is of people served, or of none."""
    counts = doc.get(_counts)
    return Explained(
        tuple(one.reason(_ASKED) for one in counts if one.score.value),
        tuple(
            one.refusal("its words say that nobody is served")
            for one in counts
            if not one.score.value
        ),
    )


def _counts(doc: Doc) -> list[Mention[_Count]]:
    by_part, openings = doc.get(figures.find_numbers), _units().openings
    cues = cues_of(doc, cue_index(), "beneficiary_cues")
    counts = []
    for part in doc.parts:
        folded = part.folded
        for number in by_part[part.source]:
            end = number[1]
            if folded[end : end + 4] in openings:
                one = _read(part, number, cues[part.source])
                if one is not None:
                    counts.append(one)
    return counts


def _read(part: Part, number: Number, cues: Cues[BeneficiaryCue]) -> Mention[_Count] | None:
    folded = part.folded
    unit = _units().noun.match(folded, number.end)
    if unit is None:
        return None
    scale = figures.power(unit["scale"] or "")
    value = figures.value(folded, number, scaled=scale >= 6)
    if value is None:
        return None
    count = (value + Decimal("0.5") if unit["half"] else value).scaleb(scale)
    if not _LEAST <= count < _MOST or count != int(count):
        return None
    bend, start, end = approximation.around(folded, number.start, unit.end())
    if bend is None and number.spelled and "aine" in folded[number.start : number.end]:
        bend = "about"
    low = None
    if folded.endswith(_LINKS, 0, number.start):
        low = part.context.leads(_RANGE, number.start)
    least = low and Decimal(low[1].replace(" ", "")).scaleb(scale)
    if low and least and least < count <= least * _WIDEST:  # "entre 400 et 500 familles"
        count, bend, start = least, "over", low.start()
    by, hits = _weighed(cues, Span(start, end))
    noun = part.text[unit.start("unit") : unit.end("unit")].lower()
    return Mention(
        part,
        start,
        end,
        _Count(int(count), noun, bend),
        f"beneficiaries.{'words' if number.spelled else 'figures'}",
        _SURE.score(by) if by else NONE,
        hits,
    )


def _weighed(
    cues: Cues[BeneficiaryCue], count: Span
) -> tuple[str | None, tuple[CueHit[BeneficiaryCue], ...]]:
    """Return what ``confidence.tsv`` calls the count, and the cues that say so.

    ``None`` for the first where nobody is served. Of those before it, the nearest decides.
    """
    against = cues.after(count, "nobody") or cues.before(count, "nobody")
    if against:
        return None, tuple(against)
    before = sorted(cues.before(count, "served", "setting"), key=lambda hit: -hit.end)
    if before:
        return before[0].cue.family, tuple(before)
    after = cues.after(count, "served")
    return ("served" if after else "plain"), tuple(after)
