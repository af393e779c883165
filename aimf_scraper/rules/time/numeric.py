"""What one run of figures says as a date, whatever stands around it: "8/04/2021", "3-VII-2018", "03/2015"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from aimf_scraper.rules.time.calendar import numbered, year_first
from aimf_scraper.rules.time.edtf import When

YEARS: Final = range(1000, 2100)
_DMY: Final = re.compile(
    r"([0-9]{1,2})(?:er)?[ ]?([/.-])[ ]?([0-9]{1,2}|[ivx]{1,4})[ ]?\2[ ]?([0-9]{4}|[0-9]{2})\Z"
)
_YMD: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\Z")
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})[-/](0?[1-9]|1[0-2])\Z")
_MONTH_YEAR: Final = re.compile(r"(0?[1-9]|1[0-2])([/.-])([0-9]{4})\Z")
_RECENT: Final = range(1950, 2061)
_ROMAN: Final = {
    roman: number
    for number, roman in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
TURN: Final = 60  # "98" is 1998, "25" is 2025


@lru_cache(maxsize=1024)
def plausible_year(digits: str) -> int | None:
    """Return the year that *digits* write, or ``None``.

    >>> plausible_year("2019"), plausible_year("20121"), plausible_year("0800")
    (2019, None, None)
    """
    return int(digits) if len(digits) == 4 and digits.isdecimal() and int(digits) in YEARS else None


def numeric_date(text: str, *, led: bool) -> tuple[When | None, str]:
    """Return what *text* says and by which rule, ``None`` where it is no date.

    *led*: "le" or a label stands before it, or it is alone in its line.
    """
    if m := _DMY.match(text):
        short = len(m[4]) == 2
        if short and m[2] == "." and not (led or len(m[1]) == len(m[3]) == 2):
            return None, ""  # "1.2.25" is a version
        year = plausible_year(f"{19 if int(m[4]) >= TURN else 20}{m[4]}" if short else m[4])
        month = _ROMAN.get(m[3]) or (int(m[3]) if m[3].isdecimal() else 0)
        converted = year and month and numbered(int(m[1]), month, year)
        # dateparser would read 12/31/2019 the American way; a French page means a slip.
        if converted and year and converted == (month, int(m[1])):
            if not short:
                return When(year, *converted), "dates.numeric"
            return When(year, *converted), f"dates.{'short_year' if m[2] == '/' else 'dotted_year'}"
    elif m := _YMD.match(text):
        year = plausible_year(m[1])
        converted = year and year_first(int(m[3]), int(m[4]), year)
        if converted and year:
            return When(year, *converted), "dates.numeric"
    elif m := _YEAR_MONTH.match(text):
        year, month = plausible_year(m[1]), int(m[2])
        if year and year >= 1500 and (text[4] == "-" or month <= year % 100 or len(m[2]) == 1):
            either = len(m[2]) == 2 and month == (year + 1) % 100  # "2009-10"
            return When(year, month), "dates.year_or_month" if either else "dates.numeric_month"
    elif m := _MONTH_YEAR.match(text):
        year = plausible_year(m[3])
        clear = m[2] == "/" or (m[2] == "-" and len(m[1]) == 2)  # else "5-2014" after a label only
        early = m[2] == "/" and len(m[1]) == 2 and year and year >= 1900
        if year and (clear or led) and (early or year in _RECENT):
            return When(year, int(m[1])), "dates.numeric_month"
    return None, ""
