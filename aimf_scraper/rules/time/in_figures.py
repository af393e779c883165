"""Dates written in figures: "8/04/2021", "1er/03/2023", "3-VII-2018", "2019/2021", "T1-2022", "2019".

Each form is read around one of ``candidates``, the only pass over a text's
figures; a form without a row in tests/rules is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.time.calendar import numbered
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.modifiers import weekday_before, year_modifier
from aimf_scraper.rules.time.numeric import numeric_date, plausible_year
from aimf_scraper.rules.time.words import excluding


@dataclass(slots=True)
class Span:
    """``folded[start:end]`` with its own words; ``core`` is where its digits or month begin.

    ``bare``: a year that is a date only if something says so. ``mistyped``: a
    year was written that is none ("20121"). ``vague``: "fin", "début", "mi".
    ``relative``: -1 for "dernier", 1 for "prochain".
    """

    start: int
    core: int
    end: int
    when: When
    rule: str
    bare: bool = False
    vague: str = ""
    weekday: int | None = None
    relative: int = 0
    mistyped: bool = False
    inferred: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """``day``, ``month``, ``year`` or ``division``: only like joins like."""
        when = self.when
        if when.day:
            return "day"
        if when.month:
            return "month"
        return "division" if when.division else "year"


# What may be a date in figures, every digit read as "0". The first branch is a whole day, so that
# "12/03/2020-15/04/2020" is two of them; the second takes every other run of figures as far as it goes, unless it is too short for a
# date ("5", "45") and neither "1/2" nor after "années".
_CANDIDATE: Final = re.compile(
    rb"""
    0 (?<!00) (?:
        0? (?:er)? (?P<sep>[ ]?[./-][ ]?) (?:00?|[ivx]{1,4}) (?P=sep)
            (?:0000|00) (?![0a-z]|(?P=sep)0)
      | (?=[0./-]{3}|/|(?<=annees[ ]0)0) 0* (?:[./-]0+){0,40}
    )
    """,
    re.VERBOSE,
)
_LONGEST_CANDIDATE: Final = 16  # "14 / 02 / 2019"
_DAYS_TO: Final = re.compile(r"[0-9]{1,2}[/-](?=[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}\Z)")
_TWO_YEARS: Final = re.compile(r"([0-9]{4})[/-]([0-9]{4}|[0-9]{2})\Z")
_DAY_MONTH: Final = re.compile(r"([0-9]{1,2})/(0?[1-9]|1[0-2])\Z")
_PART: Final = re.compile(r"[1-4][/-]([0-9]{4})\Z")  # of "T1-2022", "S2/2021"
_PART_AFTER: Final = re.compile(r"[ -]?([tsqh])([1-4])(?![a-z0-9])")
_PART_LETTERS: Final = frozenset("tsqh")
#: Of "2024-03-12T09:00:00+01:00".
_TIME_AFTER: Final = re.compile(
    r"t[0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:\.[0-9]{1,6})?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?"
)
_YEAR_BEHIND: Final = re.compile(r",[ ]?([0-9]{4})(?![0-9]|[.,/-][0-9])")  # "12/08, 2015"
_FARTHEST: Final = 15  # "1914-18", "2015-30"; "2015-32" is something else
_SHORTEST_DATE: Final = 6


@cache
def _counted() -> re.Pattern[str]:
    # "2025 l'organisation" and "2025 M. Diop" hold no litres and no metres.
    return re.compile(rf" ?(?:[%€$]|(?:{excluding('counted')})(?![a-z'])(?<! [a-z](?=[.])))")


@cache
def _numbered() -> Pattern:
    # "loi n° 2014-45", "tél. : 2022-2023", "réf. 2019-06": numbers, whatever they look like.
    return Pattern(rf"(?<![a-z])(?:{excluding('numbered')})[ .:]{{0,3}}")


def counted(folded: str, at: int) -> bool:
    """Whether the number that ends at *at* counts things ("2019 places")."""
    return _counted().match(folded, at) is not None


def candidates(digit_mask: bytes) -> list[tuple[int, int]]:
    """Return where a date in figures may stand in a text's ``Part.digit_mask``, in reading order."""
    spans = [match.span() for match in _CANDIDATE.finditer(digit_mask)]
    return [(start, end) for start, end in spans if end - start <= _LONGEST_CANDIDATE]


def spans_of(folded: str, start: int, end: int, joined: int) -> list[Span]:
    """Read the candidate ``folded[start:end]``, the time of day of a moment behind it included."""
    moment = _TIME_AFTER.match(folded, end) if folded.startswith("t", end) else None
    spans = _read(folded, start, end, joined, after=" " if moment else folded[end : end + 1] or " ")
    if moment and spans:
        spans[-1].end = moment.end()
    return spans


def _read(folded: str, start: int, end: int, joined: int, *, after: str) -> list[Span]:
    """Read the candidate ``folded[start:end]`` as a date, as a year, or as two years.

    *joined*: where the last date ended, which a hyphen may join to this one.
    """
    length = end - start
    before = folded[start - 1] if start else " "
    plain = before in " (\n'[-" and after in " .,;:)\n]-"
    in_parts = folded[end + 1 : end + 2] in _PART_LETTERS
    if (
        length == 4 and plain and not in_parts and folded[start + 1 : end - 1].isdecimal()
    ):  # most years
        year = plausible_year(folded[start:end])
        return [_year_span(folded, start, end, year)] if year else []
    text = folded[start:end]
    decade = None
    if length == 2 and text[1] == "0":
        decade = expression("decade_before").right_before(folded, start)
    if length < 4 and "/" not in text and not decade:
        return []
    if part := _part_of_year(folded, start, end, text):
        return [part]
    if before.isalnum() or before in "_/@#+.," or after.isalnum() or after in "_@/%€":
        return []
    if decade:
        when = When(1900 + int(text), decade=True)  # "les années 90"
        return [Span(decade.start(), start, end, when, "dates.decade")]
    if length == 4 and (year := plausible_year(text)):
        return [_year_span(folded, start, end, year)]
    if before == "-" and joined != start - 1 and start > 1 and folded[start - 2].isalnum():
        return []
    if length < _SHORTEST_DATE:
        return _day_month(folded, start, end, text)
    if _numbered().right_before(folded, start):
        return []
    return _long(folded, start, end, text)


def _long(folded: str, start: int, end: int, text: str) -> list[Span]:
    if days := _DAYS_TO.match(text):  # "12-15/04/2020": the first day is the group's
        start, text = start + days.end(), text[days.end() :]
    led = (
        expression("the_day").right_before(folded, start) is not None
        or folded[max(0, start - 2) : start].strip() == ":"
        or _alone(folded, start, end)
    )
    dated, rule = numeric_date(text, led=led)
    if rule == "dates.year_or_month" and expression("season_years").right_before(folded, start):
        return _two_years(folded, start, end, text)
    if dated:
        begin, weekday = weekday_before(folded, start) if dated.day else (start, None)
        return [Span(begin, start, end, dated, rule, weekday=weekday)]
    return _two_years(folded, start, end, text)


def _two_years(folded: str, start: int, end: int, text: str) -> list[Span]:
    """Read "2019-2021" and "1914-18"."""
    pair = _TWO_YEARS.match(text)
    if not pair or counted(folded, end):
        return []
    first = plausible_year(pair[1])
    second = plausible_year(pair[1][: 4 - len(pair[2])] + pair[2])
    if not first or not second or not first < second:
        return []
    if len(pair[2]) == 2 and second - first > _FARTHEST:
        return []
    head = _year_span(folded, start, start + 4, first)
    return [head, Span(start + 5, start + 5, end, When(second), "dates.year", bare=True)]


def _day_month(folded: str, start: int, end: int, text: str) -> list[Span]:
    m = _DAY_MONTH.match(text)
    if not m:
        return []
    behind = _YEAR_BEHIND.match(folded, end)
    year = plausible_year(behind[1]) if behind else None
    if year is None and not _is_led(folded, start, end, m[2]):
        return []
    converted = numbered(int(m[1]), int(m[2]), year)
    if converted != (int(m[2]), int(m[1])):
        return []
    begin, weekday = weekday_before(folded, start)
    if year is not None and behind is not None:
        end = behind.end()
    rule = "dates.numeric" if year else "dates.numeric_day_month"
    return [Span(begin, start, end, When(year, *converted), rule, weekday=weekday)]


def _is_led(folded: str, start: int, end: int, month: str) -> bool:
    """Return whether the words around "14/02" make it a day: "le 1/3 des élèves" is a third."""
    if len(month) == 2 and _alone(folded, start, end):
        return True
    if expression("numeric_led").right_before(folded, start) is None:
        return False
    goes_on = (
        expression("numeric_goes_on").right_after(folded, end) or folded[start - 3 : start] == "au "
    )
    return bool(goes_on) or len(month) == 2


def _alone(folded: str, start: int, end: int) -> bool:
    """Return whether the line holds nothing else."""
    return folded[start - 1 : start] in {"", "\n"} and folded[end : end + 1] in {"", "\n"}


def _part_of_year(folded: str, start: int, end: int, text: str) -> Span | None:
    """Read "T1-2022", "S2/2021", "1T2022", "2022 T1"; the plain "T1 2022" is the year's own."""
    before = folded[start - 1 : start]
    if before in _PART_LETTERS:
        glued = folded[start - 2 : start - 1]
        if (m := _PART.match(text)) and not glued.isalnum():
            return _part(start - 1, end, m[1], before, int(text[0]))
        if len(text) == 4 and glued in {"1", "2", "3", "4"}:
            return _part(start - 2, end, text, before, int(glued))
    elif len(text) == 4 and (after := _PART_AFTER.match(folded, end)) and not before.isalnum():
        return _part(start, after.end(), text, after[1], int(after[2]))
    return None


def _part(start: int, end: int, digits: str, unit: str, number: int) -> Span | None:
    year = plausible_year(digits)
    half = unit in {"s", "h"}
    if year is None or (half and number > 2):
        return None
    when = When(year, division=(39 if half else 32) + number)
    return Span(start, start, end, when, "dates.part_of_year")


def _year_span(folded: str, start: int, end: int, year: int) -> Span:
    found = year_modifier(folded, start, year)
    if found is None:
        return Span(start, start, end, When(year), "dates.year", bare=True)
    bare = not found.stands
    return Span(
        found.start,
        start,
        end,
        found.when,
        found.rule,
        bare=bare,
        vague=found.vague,
        inferred=found.inferred,
    )
