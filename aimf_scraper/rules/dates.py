"""Dates and periods: from French prose to EDTF, with the precision that was stated.

The spans are found by our own patterns (``date_spans``), joined to ranges
(``date_ranges``), taken or left by the words around them (``date_reading``),
converted by dateparser (``date_convert``), and given a year where one was left
out (``date_years``). This module makes facts of them: role, EDTF, evidence.

Conventions, for a reader of ``start`` and ``end``: a point has no ``end``;
"depuis 2018" is open (``2018/..``) and has none either; "d'ici à 2050" is the
point 2050 with the role ``deadline``. "fin 2022" is ``2022-12~``, its month
``inferred``. A season, quarter or half gives its first and last month. "entre
2019 et 20121" keeps its start and has an unknown end (``2019/``).
"""

from __future__ import annotations

import re
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

from aimf_scraper.records import DateFact
from aimf_scraper.rules import date_reading, date_relative, date_years, stems
from aimf_scraper.rules.date_words import role_cues
from aimf_scraper.rules.edtf import When, interval

if TYPE_CHECKING:
    from aimf_scraper.records import DateRole
    from aimf_scraper.rules.date_ranges import Stated
    from aimf_scraper.rules.scan import Part, Scan

_HISTORY: Final = 1990
_PUBLISHED: Final = re.compile(
    r"(?<![a-z])(?:publie|poste|mise? en ligne|paru|redige)e?s? ?(?:le|:|en date du)? ?\Z"
)
_DATELINE: Final = re.compile(r"(?:\A|\n)[^\W\d_][\w' ’-]{1,30}, (?:le )?\Z")
_DATELINE_ENDS: Final = re.compile(r" ?(?:\([^()\n]{2,20}\) ?)?(?:[-\u2010-\u2015:.]|\n|\Z)")
_by_start: Final = attrgetter("start")
_CLAUSE: Final = 80  # how far before a date its verb may stand


def find(scan: Scan) -> tuple[DateFact, ...]:
    """Return the dates of the document in reading order, the same date once; never raises."""
    parts = scan.parts
    places = scan.once(stems.find)
    stated = [date_reading.read(part, places[part.source]) for part in parts]
    published = scan.document.published or _written_on(parts, stated)
    for part, found in zip(parts, stated, strict=True):
        near = places[part.source]["relative"]
        if near and (relative := date_relative.find(part.folded, near, published)):
            found.extend(relative)
            found.sort(key=_by_start)
    if not any(stated):
        return ()
    date_years.resolve(parts, stated, published)
    days = {one.first.month for found in stated for one in found if one.first.day}
    gathered: dict[tuple[str | None, str | None, str], list[tuple[Part, Stated]]] = {}
    for part, found in zip(parts, stated, strict=True):
        for one in found:
            if one.rule == "dates.month" and not one.relative and one.first.month in days:
                continue  # "en novembre", told to the day elsewhere on the page
            start, end = bounds(one)
            # "fin 2022" and "décembre 2022" are one date, "les années 1990" and 1990 are not
            told = edtf_of(one) if start is None else "X" if one.first.decade else ""
            gathered.setdefault((start, end, told), []).append((part, one))
    return tuple(_fact(start, end, told) for (start, end, _), told in gathered.items())


def _written_on(parts: tuple[Part, ...], stated: list[list[Stated]]) -> date | None:
    """Return the day on which the text says that it was written, where the markup does not.

    "Publié le 19/11/2015", or a line that begins or signs with "Lomé, le 12 mars 2021".
    """
    for part, found in zip(parts, stated, strict=True):
        for one in found:
            year, month, day = one.first[:3]
            if one.last or not (year and month and day) or year < _HISTORY:
                continue
            if _PUBLISHED.search(part.folded, max(0, one.start - 40), one.start) or (
                _DATELINE.search(part.text, max(0, one.start - 40), one.start)
                and _DATELINE_ENDS.match(part.text, one.end)
            ):
                return date(year, month, day)
    return None


def edtf_of(one: Stated) -> str:
    """Return the EDTF form of *one*, its year filled in or not."""
    if one.last:
        return interval(one.first, one.last)
    if one.ending == "open":
        return interval(one.first, None)
    return one.first.edtf + ("/" if one.ending == "unknown" else "")


def bounds(one: Stated) -> tuple[str | None, str | None]:
    """Return ``start`` and ``end`` of *one* as the contract has them."""
    if one.last:
        return one.first.start, one.last.end or one.last.start
    return one.first.start, None if one.ending else one.first.end


def _fact(start: str | None, end: str | None, told: list[tuple[Part, Stated]]) -> DateFact:
    """Make one fact of every place that tells one date; the most telling one speaks for it."""
    roles = [_role(part, one) for part, one in told]
    best = 0
    if len(told) > 1:
        best = min(
            range(len(told)), key=lambda i: (roles[i] == "mentioned", -told[i][1].confidence, i)
        )
    part, one = told[best]
    return DateFact(
        edtf=edtf_of(one),
        start=start,
        end=end,
        role=roles[best],
        as_written=part.text[one.start : one.end],
        inferred=one.inferred,
        evidence=tuple(part.evidence(said.start, said.end, said.rule) for part, said in told),
        confidence=_confidence(one),
    )


def _confidence(one: Stated) -> float:
    named = one.weekday
    if "year" not in one.inferred and named is not None and one.first.year:
        falls = date_years.weekday(one.first)
        if falls is not None and falls != named:
            return 0.75  # "lundi 3 mai 2020" was a Sunday: one of the two is a slip
    return 0.5 if one.mistyped else one.confidence


def _months(first: When, last: When) -> int:
    years = (last.year or 0) - (first.year or 0)
    return years * 12 + (last.month or 0) - (first.month or 0)


def _role(part: Part, one: Stated) -> DateRole:
    if one.role:
        return cast("DateRole", one.role)
    if one.first.year is not None and one.first.year < _HISTORY:
        return "mentioned"
    if one.first == When():
        return "event"  # "la semaine dernière", not resolved
    if one.first.decade or (one.last and (not one.first.day or _months(one.first, one.last) > 1)):
        return "period"
    folded = part.folded
    begin = max(0, one.start - _CLAUSE)
    begin = max(begin, folded.rfind("\n", begin, one.start), folded.rfind(". ", begin, one.start))
    cues, means = role_cues(day=one.first.day is not None)
    if told := cues.findall(folded, begin, one.start):
        return means[told[-1]]
    return "event" if one.first.month and "month" not in one.inferred else "mentioned"
