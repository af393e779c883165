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
from aimf_scraper.rules.numbers import approximation, figures, residue, words
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
# What joins the lower end of a range to a count: at least so many.
_LINK: Final = Pattern(r"[ ]?(?:et|and|a|-|/|to|ou)[ ]?")
_BETWEEN: Final = Pattern(r"(?:entre|between)[ ]")
_YEAR: Final = Pattern(r"(?:19|20)[0-9]{2}")
#: After these another number counts something else: "12 000 hommes et 5 000 femmes".
_PARTING: Final = frozenset({"et", "and", "a", "-", "to"})
_MILLION: Final = 6  # a power of ten
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
        found = by_part[part.source]
        for at, number in enumerate(found):
            end = number[1]
            if folded[end : end + 4] in openings or folded.startswith((" (", ")"), end):
                one = _read(part, found[max(0, at - 1) : at + 1], cues[part.source])
                if one is not None:
                    counts.append(one)
    return counts


def _read(
    part: Part, numbers: Sequence[Number], cues: Cues[BeneficiaryCue]
) -> Mention[_Count] | None:
    """Return the count of the last of *numbers*; the one before it may be its range's lower end."""
    number = numbers[-1]
    unit = _units().noun.match(part.folded, number.end)
    if unit is None:
        return None
    said = _number_of(part, number, unit)
    if said is None:
        return None
    bend, start, end = _bent(part, number, unit)
    low = _range_of(part, numbers, unit, said)
    if low is not None:
        if low.is_none:
            return None
        said, bend, start = low.least, "over", low.start
    by, hits = _weighed(cues, Span(start, end))
    noun = part.text[unit.start("unit") : unit.end("unit")].lower()
    return Mention(
        part,
        start,
        end,
        _Count(int(said), noun, bend),
        f"beneficiaries.{'words' if number.spelled else 'figures'}",
        _SURE.score(by) if by else NONE,
        hits,
    )


def _number_of(part: Part, number: Number, unit: re.Match[str]) -> Decimal | None:
    """Return how many *number* and the scale in *unit* say, ``None`` where nobody is counted so."""
    if unit["bracket"] and not part.folded.endswith("(", 0, number.start):
        return None
    if unit["scale"] == "m" and part.text[unit.start("scale")] != "M":
        return None  # metres
    scale = figures.power(unit["scale"] or "")
    value = figures.value(part.folded, number, scaled=scale >= _MILLION)
    if value is None:
        return None
    count = (value + Decimal("0.5") if unit["half"] else value).scaleb(scale)
    return count if _LEAST <= count < _MOST and count == int(count) else None


def _bent(part: Part, number: Number, unit: re.Match[str]) -> tuple[Approximation | None, int, int]:
    """Return what bends the count, and where it stands with the words that do."""
    begins = number.start
    if unit["bracket"] and (spelled := words.ending(part.folded, begins - 1)) is not None:
        begins = spelled
    bend, start, end = approximation.around(part.folded, begins, unit.end())
    if bend is None and number.spelled and words.is_round(part.folded[number.start : number.end]):
        bend = "about"
    if bend is None and "+" in unit[0]:
        bend = "over"
    return bend, start, end


class _Low(NamedTuple):
    """The lower end of a range and where it begins; ``is_none``: what leads up is no range, and no count."""

    least: Decimal
    start: int
    is_none: bool = False


def _range_of(
    part: Part, numbers: Sequence[Number], unit: re.Match[str], count: Decimal
) -> _Low | None:
    """Return the lower end of the range that leads up to *count*, ``None`` where none does."""
    number = numbers[-1]
    lower = words.lower_end(part.folded, *number[:2], count) if number.spelled else None
    if lower is not None:
        return _Low(lower[1], lower[0])
    link = part.context.leads(_LINK, number.start)
    if link is not None and len(numbers) > 1 and numbers[0].end == link.start():
        scale = figures.power(unit["scale"] or "")
        low = _lower_end(part, numbers[0], link[0], count, scale)
        if low is not None:  # "entre 400 et 500 familles"
            between = part.context.leads(_BETWEEN, numbers[0].start)
            return _Low(low, between.start() if between else numbers[0].start)
        return None if link[0].strip() in _PARTING else _Low(count, number.start, is_none=True)
    if residue.is_before(part.folded, number.start):
        return _Low(count, number.start, is_none=True)
    return None


def _lower_end(part: Part, low: Number, link: str, count: Decimal, scale: int) -> Decimal | None:
    """Return how many a range up to *count* begins with, ``None`` where it is no range.

    The lower end may leave out what the upper has: "2 à 3 millions", "500 à 600 000".
    """
    folded = part.folded
    if link.strip() in {"et", "and"} and not part.context.leads(_BETWEEN, low.start):
        return None
    if _YEAR.regex.fullmatch(folded, low.start, low.end) or residue.is_before(folded, low.start):
        return None
    value = figures.value(folded, low)
    if not value or (value != int(value) and not scale):
        return None
    for power in (scale, 3 if count % 1000 == 0 else 0, 0):
        least = value.scaleb(power)
        if least < count <= least * _WIDEST:
            return least
    return None


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
