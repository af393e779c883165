"""From the day of writing to the day that is meant: what ``deixis.tsv``'s units and ways come to."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple

from aimf_scraper.rules.numbers import words
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import values
from aimf_scraper.rules.time.modifiers import nth
from aimf_scraper.rules.time.ranges import real

Unit = Literal[
    "day", "weekday", "this_weekday", "last_weekday", "weekday_of", "week", "weekend", "month", "year",
    "of_year", "end_of_year", "start_of_year", "season", "this_season", "counted", "day_of",
    "back_to_school", "told_season", "told_division", "weekday_pair",
]  # fmt: skip
#: The dates meant, and what of them was worked out.
Dated = tuple[When, When | None, tuple[str, ...]]

_WHOLE: Final = ("day", "month", "year")
_SATURDAY: Final = 5


class Told(NamedTuple):
    """The words of a date told from the day of writing. ``anchor``: the string that it was found by."""

    start: int
    end: int
    unit: Unit
    anchor: str
    groups: dict[str, str | None]

    @property
    def number(self) -> int | None:
        """The number of "il y a trois ans", ``None`` where its word is none."""
        written = self.groups.get("number") or ""
        value = int(written) if written.isdecimal() else words.value(written)
        return int(value) if value else None


def resolve(told: Told, way: int, published: date) -> Dated | None:
    """Return what is meant, *way* units from the day of writing; ``None`` where there is no such day."""
    unit = told.unit
    if unit == "day":
        return _day(published, way), None, _WHOLE
    if unit in {"weekday", "this_weekday", "last_weekday", "weekday_of"}:
        return _weekday(told, way, published), None, _WHOLE
    if unit in {"week", "weekend"}:
        return _week(unit, way, published)
    if unit == "month":
        return _month(published, way), None, ("month", "year")
    if unit in {"year", "of_year"}:
        return When(published.year + way), None, ("year",)
    if unit in {"end_of_year", "start_of_year"}:
        month = 12 if unit == "end_of_year" else 1
        return When(published.year + way, month, approximate=True), None, ("month", "year")
    if unit == "told_season":
        return _turn(When(published.year, division=values("season")[told.anchor]), way, published)
    if unit == "told_division":
        return _division(told, way, published)
    if unit == "weekday_pair":
        return _weekday_pair(told, way, published)
    if unit in {"season", "this_season"}:
        return _season(told, way, published), None, ("year",)
    if unit == "back_to_school":
        month = values("part")["rentree"]
        behind, ahead = published.month < month, published.month >= month
        year = published.year + (ahead if way > 0 else -behind)
        return When(year, month, approximate=True), None, ("month", "year")
    if unit == "counted":
        return _counted(told, way, published)
    return _day_of(told, way, published)


def _weekday(told: Told, way: int, published: date) -> When:
    named = values("weekday")[told.anchor]
    if told.unit == "weekday_of":
        return _day(published, named - published.weekday() + 7 * way)
    ahead = (named - published.weekday()) % 7
    behind = ahead - 7 if ahead else 0
    if told.unit == "last_weekday":  # never the day of writing itself
        return _day(published, (ahead or 7) if way > 0 else (behind or -7))
    if told.unit == "weekday" and way < 0:
        return _day(published, behind)
    return _day(published, ahead if way > 0 else behind)


def _weekday_pair(told: Told, way: int, published: date) -> Dated | None:
    """Return "vendredi et samedi", ``None`` where the second is not the day after the first."""
    first, second = (values("weekday")[name or ""] for name in (told.anchor, told.groups["second"]))
    if (second - first) % 7 != 1:
        return None
    apart = (second - published.weekday()) % 7
    if way > 0:  # the first of them ahead, or today
        apart = (first - published.weekday()) % 7 + 1
    elif apart:
        apart -= 7
    return _day(published, apart - 1), _day(published, apart), _WHOLE


def _division(told: Told, way: int, published: date) -> Dated | None:
    """Return "au deuxième trimestre" in the year that the verb's tense gives."""
    of_year = 4 if told.anchor == "trimestre" else 2
    which = nth(told.groups.get("nth") or "", of_year)
    if not 1 <= which <= of_year:
        return None
    base = 32 if of_year > 2 else 39
    return _turn(When(published.year, division=base + which), way, published)


def _turn(when: When, way: int, published: date) -> Dated:
    """Return *when*, a part of the year of writing, in the year that *way* makes it one of."""
    year = published.year
    month = f"{year:04}-{published.month:02}"
    if way < 0 and when.start is not None and when.start > month:
        year -= 1
    if way > 0 and when.end is not None and when.end < month:
        year += 1
    return when._replace(year=year), None, ("year",)


def _week(unit: Unit, way: int, published: date) -> Dated:
    monday = -published.weekday()
    if unit == "week":
        return _day(published, monday + 7 * way), _day(published, monday + 7 * way + 6), _WHOLE
    weeks = way if way < 0 or published.weekday() >= _SATURDAY else 0
    saturday = monday + _SATURDAY + 7 * weeks
    return _day(published, saturday), _day(published, saturday + 1), _WHOLE


def _season(told: Told, way: int, published: date) -> When:
    division = values("season")[told.anchor]
    begins, ends = (division - 20) * 3, (division - 20) * 3 + 2
    year = published.year
    year += -1 if way < 0 and published.month <= ends else 0
    year += 1 if way > 0 and published.month >= begins else 0
    return When(year, division=division)


def _counted(told: Told, way: int, published: date) -> Dated:
    unit = (told.groups.get("unit") or "")[:2]
    if unit == "an":
        return When(published.year + way), None, ("year",)
    if unit == "mo":
        return _month(published, way), None, ("month", "year")
    if unit == "se":
        return _day(published, 7 * way)._replace(approximate=True), None, _WHOLE
    return _day(published, way), None, _WHOLE


def _day_of(told: Told, way: int, published: date) -> Dated | None:
    """Return "le 12 courant" and "du 4 au 22 de ce mois": days of the month of writing."""
    begins, ends = told.groups.get("day"), told.groups.get("last")
    first = _month(published, way)._replace(day=int(begins or 0))
    last = first._replace(day=int(ends)) if ends else None
    if not (first.day and real(first)) or (last and not (last.day and real(last))):
        return None
    return first, last, ("month", "year")


def _month(published: date, way: int) -> When:
    year, month = divmod(published.year * 12 + published.month - 1 + way, 12)
    return When(year, month + 1)


def _day(published: date, days: int) -> When:
    ordinal = max(1, min(date.max.toordinal(), published.toordinal() + days))
    day = date.fromordinal(ordinal)
    return When(day.year, day.month, day.day)
