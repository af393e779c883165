"""From what is written to the calendar, through dateparser.

dateparser costs 0.25 s to load and 0.4 ms a question: ten dates a page would
cost more than every rule together. So it is loaded when the first date is met,
and asked once for what it alone knows: which month a French name is, and which
of two numbers is the month in "8/04/2021" and in "2021-04-08". Which days a
month has, the calendar knows; tests/rules/test_date_convert.py holds that
dateparser, asked for every day, says the same.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.rules.time.words import months

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LEAP: Final = 2000  # stands for a year left out: 29 February is a day
_DAY_FIRST: Final = f"{{}}/{{:02d}}/{_LEAP}"
_YEAR_FIRST: Final = f"{_LEAP}-{{:02d}}-{{:02d}}"
# A day that may be a month as well tells which comes first; one that may not, whether
# the other order is read where the first makes no day.
_ASKED: Final = ((4, 5), (4, 13), (13, 4))


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # noqa: PLC0415  (0.2 s, so not before a date)

    settings: Any = {
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        # Fixed, so that nothing depends on today; complete spans never use it.
        "RELATIVE_BASE": datetime(_LEAP, 1, 1),  # noqa: DTZ001  (dateparser's naive calendar)
    }
    return DateDataParser(languages=["fr"], settings=settings)


def ask(span: str) -> tuple[int, int] | None:
    """Return month and day of a whole date as dateparser reads it."""
    found = _parser().get_date_data(span).date_obj
    return (found.month, found.day) if found else None


@cache
def _month_numbers() -> dict[str, int]:
    """Return the months by French name, all asked at once: no page pays for a new one."""
    names = {one.name for one in months().values()}
    asked = {name: ask(f"1 {name} {_LEAP}") for name in names}
    return {name: found[0] for name, found in asked.items() if found}


@cache
def _month_stands(form: str) -> tuple[int, ...]:
    """Return which of the numbers of *form* is the month: the first choice, then the second."""
    asked = ((numbers, ask(form.format(*numbers))) for numbers in _ASKED)
    return tuple(dict.fromkeys(numbers.index(found[0]) for numbers, found in asked if found))


def named(day: int, month: str, year: int | None) -> tuple[int, int] | None:
    """Return month and day of "10 mai", *month* a full French name.

    ``None`` where there is no such day in *year*; without a year, 29 February
    is a day. So it is below.

    >>> named(10, "mai", 2019), named(29, "février", None), named(29, "février", 2023)
    ((5, 10), (2, 29), None)
    """
    number = _month_numbers().get(month)
    return _day(year, number, day) if number else None


def numbered(first: int, second: int, year: int | None) -> tuple[int, int] | None:
    """Return month and day of "8/04/2021".

    >>> numbered(8, 4, 2021), numbered(12, 31, 2021), numbered(31, 2, 2021)
    ((4, 8), (12, 31), None)
    """
    return _ordered(_DAY_FIRST, (first, second), year)


def year_first(first: int, second: int, year: int) -> tuple[int, int] | None:
    """Return month and day of "2021-04-08".

    >>> year_first(4, 8, 2021), year_first(31, 12, 2021), year_first(2, 29, 2021)
    ((4, 8), (12, 31), None)
    """
    return _ordered(_YEAR_FIRST, (first, second), year)


def _ordered(form: str, numbers: tuple[int, int], year: int | None) -> tuple[int, int] | None:
    for at in _month_stands(form):
        found = _day(year, numbers[at], numbers[1 - at])
        if found:
            return found
    return None


def _day(year: int | None, month: int, day: int) -> tuple[int, int] | None:
    try:
        date(year or _LEAP, month, day)
    except ValueError:
        return None
    return month, day
