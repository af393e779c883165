"""Days without their year, as agendas and cards show them: "05 oct.", "mar. 5 octobre", "05/10"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from aimf_scraper.pages.claims.days import is_weekday
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

_MAX_CHARS: Final = 30
_MAX_PIECE_CHARS: Final = 12
_MIN_MONTH_CHARS: Final = 3
_FIGURES: Final = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])[/.](?:0?[1-9]|1[0-2])\.?")
_DAY: Final = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])(?:er)?")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WORDS: Final = re.compile(r"[a-z]+|[0-9]+(?:er\b)?")


def is_short_day(text: str) -> bool:
    """Return whether *text* is a day without its year, and nothing else.

    >>> is_short_day("05 oct."), is_short_day("Mar. 5 octobre"), is_short_day("05/10"), is_short_day("5 quais")
    (True, True, True, False)
    """
    if len(text) > _MAX_CHARS:
        return False
    said = fold(text).strip(" ,-–—|•·()")
    if _FIGURES.fullmatch(said):
        return True
    words = _WORDS.findall(said)
    if words and words[0] in _articles():
        del words[0]
    if words and is_weekday(words[0]):
        del words[0]
    return len(words) == 2 and _is_day_and_month(*words)


def is_day_piece(text: str) -> bool:
    """Return whether *text* may be a part of a day: its number, its month, its weekday, its year."""
    said = fold(text).strip(" .,")
    return len(said) <= _MAX_PIECE_CHARS and (
        is_day_number(said)
        or is_weekday(said)
        or _YEAR.fullmatch(said) is not None
        or _is_month(said)
    )


def is_day_number(text: str) -> bool:
    """Return whether *text* is the number of a day of a month: "05", "1er"."""
    return _DAY.fullmatch(text.strip()) is not None


def _is_day_and_month(one: str, two: str) -> bool:
    day, month = (one, two) if one[0].isdigit() else (two, one)
    return is_day_number(day) and _is_month(month)


def _is_month(word: str) -> bool:
    """Return whether *word* is a month, or how its name begins: "jui" may be two of them."""
    return len(word) >= _MIN_MONTH_CHARS and any(one.startswith(word) for one in _months())


@cache
def _months() -> tuple[str, ...]:
    return tuple(name for names in table("dates")["months"] for name in names.split())


@cache
def _articles() -> frozenset[str]:
    return frozenset(table("dates")["articles"])
