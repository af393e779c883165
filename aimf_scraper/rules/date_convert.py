"""From a span to the calendar, through dateparser.

dateparser costs 0.25 s to load and 0.4 ms a span: ten dates a page would cost
more than every rule together. So it is loaded when the first date is met, and
what it is asked is only what a year does not change: "10 mai" and "8/04", once
each for common and once for leap years. That is at most 732 days in words and
as many per numeric form, remembered for good; the year is put on afterwards.
dateparser still decides everything it knows: French names, the order of
numbers, which days exist.
"""

from __future__ import annotations

import calendar
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

# Years that stand for all others: dateparser never sees the year of the text.
_LEAP: Final = 2000
_COMMON: Final = 2001


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


@lru_cache(maxsize=4096)
def _convert(span: str) -> tuple[int, int] | None:
    found = _parser().get_date_data(span).date_obj
    return (found.month, found.day) if found else None


def convert(span: str, year: int | None) -> tuple[int, int] | None:
    """Return month and day of *span*, in which ``{}`` stands for the year.

    ``None`` where there is no such day in *year*; without a year, 29 February
    is a day. *span* is a day and a month's full French name, or numbers.

    >>> convert("10 mai {}", 2019), convert("8/04/{}", 2021), convert("29 février {}", 2023)
    ((5, 10), (4, 8), None)
    """
    leap = year is None or calendar.isleap(year)
    return _convert(span.format(_LEAP if leap else _COMMON))
