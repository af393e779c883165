"""Beneficiaries: how many people, households or pupils a project serves.

A count is a number and one of the nouns of ``units.tsv``. How
sure it is comes from the words around: served ("au profit de", "formés"). The size of a town,
told as a setting, serves nobody; nor do its staff, unless the words say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aimf_scraper.records import Beneficiaries
from aimf_scraper.rules.beneficiaries.units import counted_nouns
from aimf_scraper.rules.engine.confidence import NONE, Figures
from aimf_scraper.rules.engine.cues import Cue, CueIndex, cues_of
from aimf_scraper.rules.engine.explanation import Explained
from aimf_scraper.rules.engine.mention import Mention
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.engine.resolver import resolve
from aimf_scraper.rules.engine.span import Span
from aimf_scraper.rules.numbers import approximation, figures, residue, words
from aimf_scraper.tables import read_tsv

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
# What may stand before and behind a count that has its line or item for itself.
_ALONE: Final = re.compile(r"[-–•* ]{0,4}(?:[^\n:.]{1,40}: ?)?")
_ENDS: Final = re.compile(r"[ .]{0,3}(?:\Z|\n)")
_YEAR: Final = Pattern(r"(?:19|20)[0-9]{2}")
#: After these another number counts something else: "12 000 hommes et 5 000 femmes".
_PARTING: Final = frozenset({"et", "and", "a", "-", "to"})
_MILLION: Final = 6  # a power of ten
_WIDEST: Final = 20
_FOLDER: Final = Path(__file__).parent
#: How sure each is.
_SURE: Final = Figures(_FOLDER / "confidence.tsv")
_ASKED: Final = ("beneficiaries/cues.tsv, nobody",)


@dataclass(frozen=True, slots=True)
class BeneficiaryCue(Cue):
    """A line of ``cues.tsv``."""

    family: Literal["served", "setting", "nobody", "calamity", "struck"]
    says: None
    weight: None


@cache
def cue_index() -> CueIndex[BeneficiaryCue]:
    return CueIndex(read_tsv(_FOLDER / "cues.tsv", BeneficiaryCue))


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
    by_part, openings = doc.get(figures.find_numbers), counted_nouns().openings
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
    unit = counted_nouns().noun.match(part.folded, number.end)
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
    if by and (struck := cues.before(Span(start, end), "struck")) and _is_of_calamity(part, start):
        by, hits = None, tuple(struck)
    if by == "plain" and _is_size(part, Span(start, end), unit.span("unit")):
        by = None
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


@cache
def _calamity() -> re.Pattern[str]:
    table = read_tsv(_FOLDER / "cues.tsv", BeneficiaryCue)
    return re.compile("|".join([row.phrase for row in table if row.family == "calamity"]))


def _is_of_calamity(part: Part, at: int) -> bool:
    """Return whether the sentence before the one at *at* tells of a calamity."""
    return _calamity().search(part.folded, part.sentences.around(at, 1)[0], at) is not None


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
    after = cues.after(count, "served")
    served = any(hit.cue.family == "served" for hit in before)
    if before and before[0].cue.family == "setting" and not after:
        return ("setting" if served else None), tuple(before)
    if served or after:
        return "served", tuple(before or after)
    return "plain", ()


def _is_size(part: Part, count: Span, unit: tuple[int, int]) -> bool:
    """Return whether a count that no word calls served is a town's size, or its staff.

    One that has its line or item for itself is told on purpose: "Population servie : 350 habitants".
    """
    if not counted_nouns().only_served.fullmatch(part.folded, *unit):
        return False
    line = part.context.line(count.start).start
    alone = _ALONE.fullmatch(part.folded, line, count.start)
    return alone is None or _ENDS.match(part.folded, count.end) is None
