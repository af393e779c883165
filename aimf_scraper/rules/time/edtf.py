"""Extended Date/Time Format (ISO 8601-2:2019, annex A), the part that French prose needs.

Day, month, year; decade ``199X``, century ``17XX``; season, quarter and half by division number
(``2023-23``, ``2021-33``, ``2016-40``); ``~`` for what is approximate; ``XXXX``
for a year that is not known.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: First and last month of a division. Seasons are the meteorological ones of the north, as
#: French prose means them; winter is not here, since "hiver 2023" does not say which one.
_MONTHS: Final = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}


class When(NamedTuple):
    """A point of the calendar as precise as it was stated; ``year`` ``None`` is not known.

    ``division``: EDTF's number of a season (21-24), quarter (33-36) or half (40-41).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    division: int | None = None
    decade: bool = False
    approximate: bool = False
    century: bool = False

    @property
    def edtf(self) -> str:
        """The EDTF form.

        >>> When(2023, division=23).edtf, When(None, 2, 27).edtf, When(2026, approximate=True).edtf
        ('2023-23', 'XXXX-02-27', '2026~')
        """
        written = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.century:
            return f"{written[:2]}XX"
        if self.decade:
            return f"{written[:3]}X"
        if self.division:
            written += f"-{self.division:02d}"
        if self.month:
            written += f"-{self.month:02d}"
        if self.day:
            written += f"-{self.day:02d}"
        # No reader takes "~" behind a year that is not known.
        return f"{written}~" if self.approximate and self.year is not None else written

    @property
    def start(self) -> str | None:
        """When it begins, as precise as stated: a division gives its first month."""
        year, month, day, division = self[:4]
        if year is None:
            return None
        if division:
            months = _MONTHS.get(division)
            return f"{year:04d}-{months[0]:02d}" if months else f"{year:04d}"
        if day:
            return f"{year:04d}-{month:02d}-{day:02d}"
        return f"{year:04d}-{month:02d}" if month else f"{year:04d}"

    @property
    def end(self) -> str | None:
        """When it ends where that is not where it begins: a division, a decade; else ``None``."""
        if self.year is None:
            return None
        if self.division and (months := _MONTHS.get(self.division)):
            return f"{self.year:04d}-{months[1]:02d}"
        return str(self.year + self.years - 1) if self.years > 1 else None

    @property
    def years(self) -> int:
        """How many years it is: ten of a decade, a hundred of a century."""
        return 100 if self.century else 10 if self.decade else 1

    @property
    def order(self) -> tuple[int, int, int]:
        """What points of known years are put in order by."""
        months = _MONTHS.get(self.division or 0, (0, 0))
        return (self.year or 0, self.month or months[0], self.day or 0)


def months_of(division: int) -> tuple[int, int] | None:
    """Return the first and the last month of a division, ``None`` of winter."""
    return _MONTHS.get(division)


def interval(first: When, last: When | None, open_end: str = "..") -> str:
    """Return *first*``/``*last*; an open end is ``..``, since it goes on, one not known is empty.

    >>> interval(When(2014), When(2019)), interval(When(2018), None), interval(When(2018), None, "")
    ('2014/2019', '2018/..', '2018/')
    """
    begins, ends = _as_end(first, 0), _as_end(last, 1) if last else None
    return f"{begins.edtf}/{ends.edtf if ends else open_end}"


def _as_end(when: When, side: int) -> When:
    """Return *when* as an end of an interval: no reader of EDTF takes a season or a masked year there."""
    if when.years > 1 and when.year is not None:
        return When(when.year + (when.years - 1) * side)
    if when.division is None:
        return when
    months = _MONTHS.get(when.division)
    return when._replace(division=None, month=months[side] if months else None)
