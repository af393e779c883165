"""Dates and periods: from French prose to EDTF, with the precision that was stated.

The spans are found by our own patterns (``spans``), joined to ranges
(``ranges``), taken or left by the words around them (``reading``),
converted by dateparser (``calendar``), and given a year where one was left
out (``year_inference``). This module makes facts of them: role, EDTF, evidence.

Conventions, for a reader of ``start`` and ``end``: a point has no ``end``;
"depuis 2018" is open (``2018/..``) and has none either; "d'ici à 2050" is the
point 2050 with the role ``deadline``. "fin 2022" is ``2022-12~``, its month
``inferred``. A season, quarter or half gives its first and last month. "entre
2019 et 20121" keeps its start and has an unknown end (``2019/``).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from aimf_scraper.records import DateFact
from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.time import following, reading, relative, year_inference
from aimf_scraper.rules.time.edtf import When, interval
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.role_frames import framed_role
from aimf_scraper.rules.time.words import role_cues

if TYPE_CHECKING:
    from aimf_scraper.records import DateRole
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.time.ranges import Stated

#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_HISTORY: Final = 1990

_DATELINE_ENDS: Final = re.compile(r" ?(?:\([^()\n]{2,20}\) ?)?(?:[-\u2010-\u2015:.]|\n|\Z)")
#: "Thiès, le 3 mai", as the first words of a text.
_OPENING: Final = re.compile(r"[a-z][a-z0-9' -]{1,30}, (?:le )?[0-9]")
_NOT_LONG_AGO: Final = frozenset({"start", "deadline"})
_SOON: Final = 7  # days
_by_start: Final = attrgetter("start")
_LONGEST_LABEL: Final = 48
_BULLETS: Final = " \n-•*:"


def find_dates(doc: Doc) -> tuple[DateFact, ...]:
    """Return the dates of the document in reading order, the same date once; never raises."""
    stated = doc.get(_stated)
    days = {one.first.month for _, found in stated for one in found if one.first.day}
    gathered: dict[tuple[str | None, str | None, str], list[tuple[Part, Stated]]] = {}
    for part, found in stated:
        for one in found:
            if _is_told_to_the_day(one, days):
                continue
            start, end, edtf = written(one.first, one.last, one.ending)
            # "fin 2022" and "décembre 2022" are one date, "les années 1990" and 1990 are not
            told = edtf if start is None else "X" if one.first.years > 1 else ""
            gathered.setdefault((start, end, told), []).append((part, one))
    published = doc.document.published
    return tuple([_fact(told, published) for told in gathered.values()])


def _is_told_to_the_day(one: Stated, days: set[int | None]) -> bool:
    """Return whether *one* is "en novembre", told to the day elsewhere on the page."""
    return one.rule == "dates.month" and not one.relative and one.first.month in days


def explain_dates(doc: Doc) -> Explained:
    """Return why each date is one, or none."""
    stated = doc.get(_stated)
    days = {one.first.month for _, found in stated for one in found if one.first.day}
    reasons: list[Reason] = []
    refused: list[NotTaken] = []
    for part, found in stated:
        for one in found:
            evidence = part.evidence(one.start, one.end, one.rule)
            if _is_told_to_the_day(one, days):
                refused.append(NotTaken(evidence, "told to the day elsewhere on the page"))
                continue
            sure = _confidence(one)
            by = _slip(one) if sure != one.confidence else one.by or one.rule
            words = part.text[slice(*one.cue)].strip() if one.cue else None
            reasons.append(
                Reason(evidence, sure, _SURE.at(by), words, one.cue_at or None, _EXCLUSIONS)
            )
        dropped: list[reading.Refused] = []
        reading.read(part, doc.anchors[part.source], dropped)
        refused += [
            NotTaken(part.evidence(no.start, no.end, "dates.refused"), no.why, no.at or None)
            for no in dropped
        ]
    return Explained(tuple(reasons), tuple(refused))


_EXCLUSIONS: Final = ("time/exclusions.tsv",)


def _stated(doc: Doc) -> list[tuple[Part, list[Stated]]]:
    """Return what every part states, the years that are left out worked out."""
    parts = doc.parts
    places = doc.anchors
    stated = [reading.read(part, places[part.source]) for part in parts]
    by_markup = doc.document.published
    published = by_markup or _written_on(parts, stated)
    told_from = _dateline(parts, stated, by_markup) if by_markup else published
    for part, found in zip(parts, stated, strict=True):
        near = places[part.source]["relative"]
        if near and (
            more := relative.find_relative(
                part, near, found, told_from, told_from if by_markup else None
            )
        ):
            found.extend(more)
            found.sort(key=_by_start)
    if any(stated):
        year_inference.resolve(parts, stated, published)
    for part, found in zip(parts, stated, strict=True):
        following.resolve(part, found)
    return list(zip(parts, stated, strict=True))


def _written_on(parts: tuple[Part, ...], stated: list[list[Stated]]) -> date | None:
    """Return the day on which the text says that it was written, where the markup does not.

    "Publié le 19/11/2015", a line that begins or signs with "Lomé, le 12 mars 2021", "ce mardi 17 mai 2022".
    """
    for part, found in zip(parts, stated, strict=True):
        for one in found:
            year, month, day = one.first[:3]
            if one.last or not (year and month and day) or year < _HISTORY:
                continue
            if expression("published").right_before(part.folded, one.start) or (
                expression("dateline").right_before(part.folded, one.start)
                and _DATELINE_ENDS.match(part.text, one.end)
            ):
                return date(year, month, day)
            if expression("this_day").right_before(part.folded, one.start):
                return date(year, month, day)
    return None


def _dateline(parts: tuple[Part, ...], stated: list[list[Stated]], published: date) -> date:
    """Return the day from which the text tells "hier": its dateline's, if the page came out soon after."""
    if not any(part.source == "text" and _OPENING.match(part.folded) for part in parts):
        return published
    signed = _written_on(parts, stated)
    soon = signed is not None and 0 <= (published - signed).days <= _SOON
    return signed if signed and soon else published


@lru_cache(maxsize=4096)
def written(first: When, last: When | None, ending: str) -> tuple[str | None, str | None, str]:
    """Return ``start``, ``end`` and ``edtf`` as the contract has them: pages repeat the same years.

    >>> written(When(2014), When(2019), ""), written(When(2018), None, "open")
    (('2014', '2019', '2014/2019'), ('2018', None, '2018/..'))
    """
    if last:
        return first.start, last.end or last.start, interval(first, last)
    if ending:
        if first.years > 1:  # no reader takes a masked year in an interval
            return first.start, None, first.edtf
        return first.start, None, interval(first, None, ".." if ending == "open" else "")
    return first.start, first.end, first.edtf


def _fact(told: list[tuple[Part, Stated]], published: date | None) -> DateFact:
    """Make one fact of every place that tells one date; the most telling one speaks for it."""
    part, one = told[0]
    role = _role(part, one, published)
    for other_part, other in told[1:]:
        other_role = _role(other_part, other, published)
        if (other_role == "mentioned", -other.confidence) < (role == "mentioned", -one.confidence):
            part, one, role = other_part, other, other_role
    evidence = [part.evidence(said.start, said.end, said.rule) for part, said in told]
    start, end, edtf = written(one.first, one.last, one.ending)
    return DateFact(
        edtf=edtf,
        start=start,
        end=end,
        role=role,
        as_written=part.text[one.start : one.end],
        inferred=one.inferred,
        evidence=tuple(evidence),
        confidence=_confidence(one),
    )


def _slip(one: Stated) -> str:
    """Return the figure of what speaks against *one*, empty where nothing does."""
    if "year" not in one.inferred and one.weekday is not None and one.first.year:
        falls = year_inference.weekday(one.first)
        if falls is not None and falls != one.weekday:
            return "slip.weekday"  # "lundi 3 mai 2020" was a Sunday: one of the two is a slip
    if one.mistyped:
        return "slip.year"
    return "slip.half" if one.half else ""


def _confidence(one: Stated) -> float:
    slip = _slip(one)
    return min(_SURE[slip], one.confidence) if slip else one.confidence


def _months(first: When, last: When) -> int:
    years = (last.year or 0) - (first.year or 0)
    return years * 12 + (last.month or 0) - (first.month or 0)


def _role(part: Part, one: Stated, published: date | None) -> DateRole:
    told_long_ago = one.first.year is not None and one.first.year < _HISTORY
    if not told_long_ago and (framed := framed_role(part, one)):
        return framed
    if told_long_ago and one.role in _NOT_LONG_AGO:
        return "mentioned"  # "depuis 1986", "avant 1970": no project's term
    if one.role:
        return cast("DateRole", one.role)
    first, last = one.first, one.last
    if first.year is None:
        if first == When():
            return "event"  # "la semaine dernière", not resolved
    elif first.year < _HISTORY:
        return "mentioned"
    if first.years > 1 or (last and (not first.day or _months(first, last) > 1)):
        return "period"
    folded, start = part.folded, one.start
    labelled = False  # what a line's label says of a day is meant of it
    begin = part.context.before(start, "clause").start
    if not folded[begin:start].strip(_BULLETS):  # "Date de démarrage", and the date below it
        above = part.sentences.around(start, 1)[0]
        label = folded[above:begin].strip()
        if 0 < len(label) <= _LONGEST_LABEL and label[-1] not in ".!?":
            begin, labelled = above, True
    cues, means = role_cues(day=first.day is not None and not labelled)
    if told := cues.findall(folded, begin, start):
        return means[told[-1]]
    if published and not first.day and first.order[:2] < (published.year, published.month):
        return "mentioned"  # "la halle a brûlé en mai": the news' own day has a day
    return "event" if first.day or (first.month and "month" not in one.inferred) else "mentioned"
