"""Beneficiaries: how many people, households or pupils a project serves.

A count is a number and one of the nouns of ``cues.toml``. How
sure it is comes from the words around: served ("au profit de", "formés"), or
only the size of the town, which is told as a setting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from aimf_scraper.records import Beneficiaries, Evidence
from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.engine.patterns import any_of, word_starts
from aimf_scraper.rules.numbers import approximation, figures
from aimf_scraper.tables import Regex, Row, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.numbers.figures import Number

MAX_COUNTS: Final = 400
_BEFORE: Final = 90
_AFTER: Final = 45
_LEAST: Final = 5  # "3 femmes" is an anecdote
_MOST: Final = 1_000_000_000
# The lower end of a range that leads up to a count: at least so many.
_RANGE: Final = re.compile(
    r"(?:(?:entre|between)[ ](?=[0-9 ]{1,10}(?:et|and)[ ])|(?<![0-9a-z/.,-])(?!(?:19|20)[0-9]{2}[ ])(?=[0-9 ]{1,10}(?:a|-|to)[ ])(?<![0-9][ ]))"
    r"([0-9]{1,3}(?:[ ][0-9]{3}){0,2}|[0-9]{1,7})[ ](?:et|and|a|-|to)[ ]\Z"
)
_LINKS: Final = (" et ", " and ", " a ", " - ", " to ")
_LONGEST_LOW: Final = 24
_WIDEST: Final = 20
#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_THREE_LETTERS: Final = re.compile(r"[a-z]{3}(?![?*{])")


_Patterns = tuple[Annotated[str, Regex()], ...]


@dataclass(frozen=True, slots=True)
class _Table(Row):
    """``cues.toml``."""

    units: _Patterns
    served_before: _Patterns
    served_after: _Patterns
    setting_before: _Patterns
    not_before: _Patterns
    not_after: _Patterns


class _Cues(NamedTuple):
    """What the words around a count say; ``openings`` are the first four characters after it."""

    openings: frozenset[str]
    unit: re.Pattern[str]
    served_before: re.Pattern[str]
    served_after: re.Pattern[str]
    setting: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]


@cache
def _cues() -> _Cues:
    table = read_toml(Path(__file__).with_name("cues.toml"), _Table)
    return _Cues(
        openings=_openings(table.units),
        unit=re.compile(
            r"[ ](?:(?P<scale>millions?|milliers?|mille)[ ])?(?:d'|de )?"
            rf"(?P<unit>{any_of(table.units)})(?![a-z0-9])"
        ),
        served_before=word_starts(table.served_before),
        served_after=word_starts(table.served_after),
        setting=word_starts(table.setting_before),
        not_before=word_starts(table.not_before),
        not_after=re.compile("|".join(table.not_after)),
    )


def _openings(units: Sequence[str]) -> frozenset[str]:
    """Return how every match of the expression of units begins: most numbers fail there.

    >>> sorted(_openings(["habitants", "ames"]))
    [' ame', " d'a", " d'h", ' de ', ' hab', ' mil']
    """
    begun = {unit[:3] for unit in units}
    if not all(map(_THREE_LETTERS.match, units)):
        raise ValueError("a unit begins with three plain letters")
    return frozenset(
        {" mil", " de ", *(f" {three}" for three in begun), *(f" d'{three[0]}" for three in begun)}
    )


class _Count(NamedTuple):
    """A count of people; ``by``: what ``confidence.tsv`` calls it, ``None`` where nobody is served."""

    fact: Beneficiaries
    by: str | None
    cue: str | None


def find_beneficiaries(doc: Doc) -> tuple[Beneficiaries, ...]:
    """Return the counts of people served, in reading order; never raises.

    Unit: people, households ... as ``unit`` says, in lower case. The same
    count of the same noun said again is one fact with more evidence.
    """
    found: dict[tuple[int, str], Beneficiaries] = {}
    for fact, by, _ in doc.get(_counts):
        if by is None:
            continue
        key = (fact.count, fact.unit)
        found[key] = _again(found[key], fact) if key in found else fact
        if len(found) == MAX_COUNTS:
            break
    return tuple(found.values())


def explain_beneficiaries(doc: Doc) -> Explained:
    """Return why each count is of people served, or of none."""
    reasons = []
    refused = []
    for fact, by, cue in doc.get(_counts):
        if by is None:
            why = "its words say that nobody is served"
            refused.append(NotTaken(fact.evidence[0], why, f"{_CUES_AT}, not_before or not_after"))
            continue
        at = {"served": "served_before or served_after", "setting": "setting_before"}.get(by)
        reasons.append(
            Reason(
                fact.evidence[0],
                fact.confidence,
                _SURE.at(by),
                cue,
                f"{_CUES_AT}, {at}" if at else None,
                (f"{_CUES_AT}, not_before", f"{_CUES_AT}, not_after"),
            )
        )
    return Explained(tuple(reasons), tuple(refused))


_CUES_AT: Final = "beneficiaries/cues.toml"


def _counts(doc: Doc) -> list[_Count]:
    by_part, openings = doc.get(figures.find_numbers), _cues().openings
    counts = []
    for part in doc.parts:
        folded = part.folded
        for number in by_part[part.source]:
            end = number[1]
            if folded[end : end + 4] in openings and (one := _read(part, number)) is not None:
                counts.append(one)
    return counts


def _read(part: Part, number: Number) -> _Count | None:
    folded = part.folded
    unit = _cues().unit.match(folded, number.end)
    if unit is None:
        return None
    scale = figures.power(unit["scale"] or "")
    value = figures.value(folded, number, scaled=scale >= 6)
    if value is None:
        return None
    count = value.scaleb(scale)
    if not _LEAST <= count < _MOST or count != int(count):
        return None
    bend, start, end = approximation.around(folded, number.start, unit.end())
    if bend is None and number.spelled and "aine" in folded[number.start : number.end]:
        bend = "about"
    low = None
    if folded.endswith(_LINKS, 0, number.start):
        low = _RANGE.search(folded, max(0, number.start - _LONGEST_LOW), number.start)
    least = low and Decimal(low[1].replace(" ", "")).scaleb(scale)
    if low and least and least < count <= least * _WIDEST:  # "entre 400 et 500 familles"
        count, bend, start = least, "over", low.start()
    by, cue = _weighed(part, start, end)
    evidence = part.evidence(
        start, end, f"beneficiaries.{'words' if number.spelled else 'figures'}"
    )
    fact = Beneficiaries(
        count=int(count),
        unit=part.text[unit.start("unit") : unit.end("unit")].lower(),
        approximation=bend,
        as_written=evidence.quote,
        evidence=(evidence,),
        confidence=_SURE[by] if by else 0.0,
    )
    return _Count(fact, by, cue)


def _weighed(part: Part, start: int, end: int) -> tuple[str | None, str | None]:
    """Return what ``confidence.tsv`` calls the count at ``start:end``, and the words that say so.

    ``None`` for the first where nobody is served.
    """
    cues, folded = _cues(), part.folded
    floor = max(start - _BEFORE, part.sentences.start(start))
    against = cues.not_after.match(folded, end, end + _AFTER)
    against = against or cues.not_before.search(folded, floor, start)
    if against:
        return None, part.text[slice(*against.span())]
    served = cues.served_before.search(folded, floor, start)
    setting = cues.setting.search(folded, floor, start)
    if setting:
        setting_end = _last_end(cues.setting, folded, floor, start)
        served_end = _last_end(cues.served_before, folded, floor, start) if served else 0
        if setting_end > served_end:
            return "setting", part.text[slice(*setting.span())]
    if served is None and setting is None:
        stop = min(end + _AFTER, part.sentences.clause_end(end))
        served = cues.served_after.search(folded, end, stop)
    if served:
        nearest = [*cues.served_before.finditer(folded, floor, start)][-1:] or [served]
        return "served", part.text[slice(*nearest[0].span())]
    return ("served", None) if setting else ("plain", None)


def _last_end(cue: re.Pattern[str], folded: str, start: int, end: int) -> int:
    return [match.end() for match in cue.finditer(folded, start, end)][-1]


def _again(first: Beneficiaries, again: Beneficiaries) -> Beneficiaries:
    repeats = tuple(
        Evidence(e.source, e.start, e.end, e.quote, "beneficiaries.repeat") for e in again.evidence
    )
    return Beneficiaries(
        count=first.count,
        unit=first.unit,
        approximation=first.approximation or again.approximation,
        as_written=first.as_written,
        evidence=first.evidence + repeats,
        confidence=max(first.confidence, again.confidence),
    )
