"""One date by itself: what the words before it make of it, or that it is none."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.time.bare_years import begins_entry, duration_after, is_year, typed_on
from aimf_scraper.rules.time.edtf import When, months_of
from aimf_scraper.rules.time.expressions import expression, values
from aimf_scraper.rules.time.modifiers import nth
from aimf_scraper.rules.time.ranges import Stated
from aimf_scraper.rules.time.words import of_event

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.in_figures import Span
    from aimf_scraper.rules.time.words import Cue

#: How often each rule is right.
CONFIDENCE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_COMMON_YEAR: Final = 2001  # stands for a year left out
_SATURDAY: Final = 5
_WEEKS: Final = 53


def read_single(part: Part, span: Span, cue: Cue | None, *, timeline: bool) -> Stated | None:
    """Return what *span* says after *cue*, ``None`` where it is no date."""
    folded, unit = part.folded, span.unit
    start = written_from(folded, span.start, cue, year=unit == "year")
    one = stated(span, start, span.end, span.when)
    if cue:
        one.role = cue.role or ""
        one.ending = "open" if cue.sense == "since" else ""
        if cue.sense == "about":
            one.first = span.when._replace(approximate=True)
        if cue.sense == "between" and span.when.year:  # "entre janvier 2019 et ..."
            one.half, one.ending, one.role = True, "unknown", "period"
        if cue.role == "deadline" and expression("counted_from").right_before(folded, cue.start):
            one.role = "mentioned"  # "deux semaines avant le 13 mai"
    if unit == "year" and cue and cue.sense in {"between", "from", "period"}:
        typed = typed_on(folded, span.end)
        if typed and span.when.years == 1:
            one.start, one.end = cue.start, typed.end()
            one.ending, one.rule, one.role, one.half = "unknown", "dates.mistyped", "period", False
            one.confidence = CONFIDENCE["dates.mistyped"]
            return one
    until_now = expression("until_now").right_after(folded, span.end) if span.when.year else None
    if until_now:
        one.end, one.ending, one.role = until_now.end(), "open", "start"
        return one
    if _stretch(folded, span, one):
        return one
    if not span.bare:
        return one
    if unit == "month":
        return one if span.vague or (cue and _tells_month(part, span, cue)) else None
    return _bare_year(part, span, cue, one, timeline=timeline)


def _tells_month(part: Part, span: Span, cue: Cue) -> bool:
    """Return whether *cue* makes a month alone a date: "en mai", "les pluies de septembre"."""
    if cue.sense in {"of", "from"}:  # "la province de Mai-Ndombe"
        return part.text[span.core].islower() and not part.text.startswith("-", span.end)
    return cue.sense in {"at", "since", "until", "about"}


def _bare_year(
    part: Part, span: Span, cue: Cue | None, one: Stated, *, timeline: bool
) -> Stated | None:
    if not is_year(part, span, of_event(part.folded, cue), timeline=timeline):
        return None
    duration = duration_after(part.folded, span.end) if begins_entry(part, span) else None
    if duration:
        one.end, one.role = duration.end(), "period"
    if cue is None or cue.year != "strong" or cue.sense == "of":
        one.rule, one.confidence = "dates.bare_year", CONFIDENCE["dates.bare_year"]
    return one


def _stretch(folded: str, span: Span, one: Stated) -> bool:
    """Make *one* the stretch of time that the words before *span* name; return whether they do."""
    if span.unit == "day":
        return _days_around(folded, span, one)
    if span.unit == "month" and not span.vague:
        return _part_of_month(folded, span, one)
    if span.unit == "year":
        return _week_of_year(folded, span, one)
    return span.unit == "division" and _parts_of_year(folded, span, one)


def _days_around(folded: str, span: Span, one: Stated) -> bool:
    """Read "la semaine du 7 octobre", "le week-end du 11 mai", "le lendemain du 13 février"."""
    when = span.when
    try:
        day = date(when.year or _COMMON_YEAR, when.month or 1, when.day or 1)
    except ValueError:  # 29 February of a year that is not said
        return False
    if m := expression("week_of").right_before(folded, span.start):
        one.start, one.last = m.start(), _after(when, day, 6)
        return True
    if m := expression("weekend_of").right_before(folded, span.start):
        if when.year is None or day.weekday() != _SATURDAY:
            return False
        one.start, one.last = m.start(), _after(when, day, 1)
        return True
    m = expression("day_after").right_before(folded, span.start)
    if m is None:
        return False
    shift = _SHIFTS[m.lastgroup or ""]
    one.start, one.first, one.weekday = m.start(), _after(when, day, shift), None
    one.rule, one.confidence = "dates.beside", CONFIDENCE["dates.beside"]
    one.inferred = ("day",)
    return True


_SHIFTS: Final = {"after": 1, "two_after": 2, "before": -1, "two_before": -2}


def _after(when: When, day: date, days: int) -> When:
    """Return the day *days* after *day*, which *when* is; its year stays unknown where it was."""
    other = day + timedelta(days)
    year = None if when.year is None else other.year
    return When(year, other.month, other.day)


def _part_of_month(folded: str, span: Span, one: Stated) -> bool:
    """Read "la deuxième quinzaine de juin", "la première semaine de mars"."""
    month = span.when
    longest = monthrange(month.year or _COMMON_YEAR, month.month or 1)[1]
    if m := expression("fortnight").right_before(folded, span.start):
        second = m["second"] is not None
        one.first, one.last = (
            month._replace(day=16 if second else 1),
            month._replace(day=longest if second else 15),
        )
        one.rule, one.confidence = "dates.part_of_month", CONFIDENCE["dates.part_of_month"]
    elif m := expression("week_in_month").right_before(folded, span.start):
        which = nth(m["nth"], 0)
        first = 7 * which - 6 if which else longest - 6
        one.first, one.last = month._replace(day=first), month._replace(day=first + 6)
        one.rule, one.confidence, one.inferred = "dates.week", CONFIDENCE["dates.week"], ("day",)
    else:
        return False
    one.start = m.start()
    return True


def _week_of_year(folded: str, span: Span, one: Stated) -> bool:
    """Read "la semaine 12 de 2021", "la 3e semaine de 2018": weeks as the calendar numbers them."""
    m = expression("week_of_year").right_before(folded, span.start)
    year = span.when.year
    if m is None or year is None:
        return False
    which = int(m["number"]) if m["number"] else nth(m["nth"], _WEEKS)
    try:
        monday = date.fromisocalendar(year, which, 1)
    except ValueError:
        if which != _WEEKS:
            return False
        monday = date.fromisocalendar(year, _WEEKS - 1, 1)
    sunday = monday + timedelta(6)
    one.start = m.start()
    one.first = When(monday.year, monday.month, monday.day)
    one.last = When(sunday.year, sunday.month, sunday.day)
    one.rule, one.confidence = "dates.week", CONFIDENCE["dates.week"]
    one.inferred = ("day", "month")
    return True


def _parts_of_year(folded: str, span: Span, one: Stated) -> bool:
    """Read "T1 et T2 2018", "les 2e et 3e trimestres 2016", "printemps-été 2022"."""
    m = expression("earlier_part").right_before(folded, span.start)
    division = span.when.division or 0
    if m is None or (m["season"] is not None) != (division < _QUARTERS):
        return False
    base = 39 if division >= _HALVES else 32
    earlier = (
        values("season")[m["season"]] if m["season"] else base + nth(m["nth"] or m["short"], 0)
    )
    listed = m["link"].strip().startswith("et") and not m["link"].strip().startswith("et au")
    if not base * (m["season"] is None) < earlier < division or (listed and division - earlier > 1):
        return False
    first = months_of(earlier)
    last = months_of(division)
    if not first or not last:
        return False
    year = span.when.year
    one.start, one.first, one.last = m.start(), When(year, first[0]), When(year, last[1])
    return True


_QUARTERS: Final = 33
_HALVES: Final = 40


def written_from(
    folded: str, start: int, cue: Cue | None, *, ranged: bool = False, year: bool = False
) -> int:
    """Return where the date as written begins: with its own preposition, without an article."""
    if cue:
        own = cue.sense in {"since", "until", "between", "about"}
        if own or (ranged and cue.sense == "from") or (year and cue.sense == "at"):
            return cue.start
    if year and not ranged:
        return start
    article = expression("own_article").right_before(folded, start)
    return article.start() if article else start


def stated(span: Span, start: int, end: int, first: When, last: When | None = None) -> Stated:
    return Stated(
        start,
        end,
        first,
        last,
        rule=span.rule,
        confidence=CONFIDENCE[span.rule],
        inferred=span.inferred,
        weekday=span.weekday,
        relative=span.relative,
        mistyped=span.mistyped,
    )
