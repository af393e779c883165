"""Dates as full days, for tools that know no other: the first and the last day that is meant."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def first_day(start: str | None) -> str | None:
    """Return the first day of *start* (YYYY, YYYY-MM or YYYY-MM-DD); ``None`` where none is known.

    >>> first_day("2014"), first_day("2014-02"), first_day(None)
    ('2014-01-01', '2014-02-01', None)
    """
    parts = _parts(start)
    return None if parts is None else _day(parts[0], parts[1] or 1, parts[2] or 1)


def last_day(edtf: str, start: str | None, end: str | None) -> str | None:
    """Return the last day of a date; ``None`` where its end is open or not known.

    A date without an *end* ends with the precision stated: a year on 31 December.

    >>> last_day("2014/2019", "2014", "2019"), last_day("2024-02", "2024-02", None)
    ('2019-12-31', '2024-02-29')
    >>> last_day("2018/..", "2018", None), last_day("XXXX-02-27", None, None)
    (None, None)
    """
    parts = _parts(end or (None if "/" in edtf else start))
    if parts is None:
        return None
    year, month, day = parts[0], parts[1] or 12, parts[2]
    return _day(year, month, day or _month_days(year, month))


def _parts(date: str | None) -> tuple[int, int, int] | None:
    """Return year, month and day, 0 where not stated; ``None`` where it is no such date."""
    found = _DATE.fullmatch(date or "")
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    is_month = month <= 12 and (month or not day) and (month or not found[2])
    if not year or not is_month or (day and day > _month_days(year, month)):
        return None
    return year, month, day


def _month_days(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _day(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"
