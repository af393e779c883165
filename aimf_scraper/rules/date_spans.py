"""The simple dates of a text: a day, a month, a year, a season, each with its own words.

Two cheap passes find where to look, one for months (``str.find``), one for
numbers; what a date is made of is then read around each, within a bounded reach.
Ranges, cues and years left out are others' work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from aimf_scraper.rules.date_convert import convert
from aimf_scraper.rules.date_modifiers import month_modifier, weekday_before, year_modifier
from aimf_scraper.rules.date_words import Month, month_stems, months, traps
from aimf_scraper.rules.edtf import When

YEARS: Final = range(1000, 2100)


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
        if self.when.day:
            return "day"
        if self.when.month:
            return "month"
        return "division" if self.when.division else "year"


_WORD: Final = re.compile(r"[a-z]+")
_DAY_BEFORE: Final = re.compile(
    r"""
    (?<![0-9]) (?<![0-9][.,])  # not the tail of 2019 or of 3.12
    ([0-9]{1,2} | premier) (?:[ ]?er)? [ -]{0,2} \Z
    """,
    re.VERBOSE,
)
_YEAR_AFTER: Final = re.compile(
    r"""
    (?: [ ]{1,2} | [.,/-][ ]? | [ ]de[ ](?:l'an(?:nee)?[ ])? | )  # "juin2022" happens
    ([0-9]{4,8}) (?![0-9a-z]|[.,/-][0-9]|[ ]000)
    """,
    re.VERBOSE,
)
_RELATIVE: Final = re.compile(r" (?:(?P<last>derniere?|passee?|ecoulee?)|prochaine?)(?![a-z])")
_NUMBER: Final = re.compile(r"[0-9]+(?:[./-][0-9]+)*")
_LONGEST_NUMBER: Final = 10  # "12/05/2019"
_DMY: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|(?<=/)[0-9]{2})\Z")
_YMD: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{2})\2([0-9]{2})\Z")
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\Z")
_MONTH_YEAR: Final = re.compile(r"(0[1-9]|1[0-2])/([0-9]{4})\Z")
_TWO_YEARS: Final = re.compile(r"([0-9]{4})[/-]([0-9]{4}|[0-9]{2})\Z")


@cache
def _counted() -> re.Pattern[str]:
    # "2025 l'organisation" and "2025 M. Diop" hold no litres and no metres.
    return re.compile(rf" ?(?:[%€$]|(?:{traps('counted')})(?![a-z'])(?<! [a-z](?=[.])))")


@cache
def _numbered() -> re.Pattern[str]:
    # "loi n° 2014-45", "tél. : 2022-2023", "réf. 2019-06": numbers, whatever they look like.
    return re.compile(rf"(?<![a-z])(?:{traps('numbered')})[ .:]{{0,3}}\Z")


def plausible_year(digits: str) -> int | None:
    """Return the year that *digits* write, or ``None``.

    >>> plausible_year("2019"), plausible_year("20121"), plausible_year("0800")
    (2019, None, None)
    """
    return int(digits) if len(digits) == 4 and digits.isdecimal() and int(digits) in YEARS else None


def counted(folded: str, at: int) -> bool:
    """Whether the number that ends at *at* counts things ("2019 places")."""
    return _counted().match(folded, at) is not None


def find_spans(folded: str) -> list[Span]:
    """Return the simple dates of *folded* in reading order, none overlapping."""
    spans = _month_spans(folded)
    taken = iter([*spans, Span(len(folded) + 1, 0, len(folded) + 1, When(), "")])
    found: list[Span] = []
    block = next(taken)
    for m in _NUMBER.finditer(folded):
        while m.start() >= block.end:
            found.append(block)
            block = next(taken)
        if m.end() <= block.start and 2 <= m.end() - m.start() <= _LONGEST_NUMBER:
            found += _number_spans(folded, m)
    found += [block, *taken]
    found.pop()  # the guard
    return [span for span in found if span.rule]


def has_month(folded: str) -> bool:
    """Whether a month's name may stand in *folded*: cheap, and never wrong when it says no."""
    return any(stem in folded for stem in month_stems())


def _month_spans(folded: str) -> list[Span]:
    spans: list[Span] = []
    names = months()
    for stem in month_stems():
        at = folded.find(stem)
        while at >= 0:
            end = at + len(stem)
            if not (at and folded[at - 1].isalpha()):
                word = _WORD.match(folded, at)
                month = names.get(word.group()) if word else None
                if word and month:
                    end = word.end()
                    span = _month_span(folded, at, end, month)
                    if span:
                        spans.append(span)
            at = folded.find(stem, end)
    spans.sort(key=lambda span: span.core)
    return [one for i, one in enumerate(spans) if not i or one.start >= spans[i - 1].end]


def _month_span(folded: str, at: int, end: int, month: Month) -> Span | None:
    """Read the date around the month's name at *at*; a span without a rule is no date."""
    dotted = month.short and folded.startswith(".", end)
    end += dotted
    before = _DAY_BEFORE.search(folded, max(0, at - 9), at)
    number = 0 if not before else 1 if before[1] == "premier" else int(before[1])
    day = before if 1 <= number <= 31 else None
    year = None
    mistyped = False
    after = _YEAR_AFTER.match(folded, end)
    if after and not (after[0][0] in ".,/" and not day):
        year = plausible_year(after[1])
        # "le 10 mai 2000 personnes" counts, "le 10 mai 2024 maires et élus" does not.
        if year and (not counted(folded, after.end()) or (day and year % 100)):
            end = after.end()
        elif year:
            year = None
        elif len(after[1]) > 4 and after[0][0] == " ":
            mistyped, end = True, after.end()
    if month.short and not (year or (day and dotted)):
        return None
    if day is None:
        if mistyped:
            return Span(at, at, end, When(), "")
        start, vague = month_modifier(folded, at)
        rule = "dates.month_year" if year else "dates.month"
        span = Span(start, at, end, When(year, month.number), rule, vague=vague, bare=not year)
    else:
        converted = convert(f"{number} {month.name} {{}}", year)
        if converted is None:  # "31 février": no date, and no February either
            return Span(day.start(), day.start(), end, When(), "")
        start, weekday = weekday_before(folded, day.start())
        rule = "dates.day_month_year" if year else "dates.day_month"
        when = When(year, converted[0], converted[1])
        span = Span(start, day.start(), end, when, rule, weekday=weekday, mistyped=mistyped)
    if year is None and not mistyped:
        relative = _RELATIVE.match(folded, end)
        if relative:
            span.end = relative.end()
            span.relative = -1 if relative["last"] else 1
            span.bare = False
    return span


def _number_spans(folded: str, m: re.Match[str]) -> list[Span]:
    """Read the number *m* as a date, as a year, or as two years that make a range."""
    start, end, text = m.start(), m.end(), m.group()
    if len(text) == 3 or (len(text) == 2 and text[1] != "0"):
        return []
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    if before.isalnum() or before in "_/@#+.," or after.isalnum() or after in "_@/%€":
        return []
    if (
        len(text) == 2 and text[1] == "0" and folded.endswith("annees ", 0, start)
    ):  # "les années 90"
        when = When(1900 + int(text), decade=True)
        return [Span(start - len("annees "), start, end, when, "dates.decade")]
    if len(text) == 4:
        year = plausible_year(text)
        return [_year_span(folded, start, end, year)] if year else []
    if len(text) < 6 or (before == "-" and start > 1 and folded[start - 2].isalnum()):
        return []
    if _numbered().search(folded, max(0, start - 16), start):
        return []
    dated = _numeric_date(text)
    if dated:
        begin, weekday = (start, None) if not dated.day else weekday_before(folded, start)
        rule = "dates.numeric" if dated.day else "dates.numeric_month"
        if len(text) <= 8 and text[-3] == "/":  # "8/04/21"
            rule = "dates.short_year"
        return [Span(begin, start, end, dated, rule, weekday=weekday)]
    pair = _TWO_YEARS.match(text)
    if not pair or counted(folded, end):
        return []
    first = plausible_year(pair[1])
    second = plausible_year(pair[1][: 4 - len(pair[2])] + pair[2])
    if not first or not second or not first < second:
        return []
    head = _year_span(folded, start, start + 4, first)
    return [head, Span(start + 5, start + 5, end, When(second), "dates.year", bare=True)]


def _numeric_date(text: str) -> When | None:
    if m := _DMY.match(text):
        year = plausible_year(m[4] if len(m[4]) == 4 else f"20{m[4]}")
        converted = year and convert(f"{m[1]}{m[2]}{m[3]}{m[2]}{{}}", year)
        # dateparser would read 12/31/2019 the American way; a French page means a slip.
        if converted and year and converted == (int(m[3]), int(m[1])):
            return When(year, *converted)
    elif m := _YMD.match(text):
        year = plausible_year(m[1])
        converted = year and convert(f"{{}}-{m[3]}-{m[4]}", year)
        if converted and year:
            return When(year, *converted)
    elif m := _YEAR_MONTH.match(text):
        year = plausible_year(m[1])
        return When(year, int(m[2])) if year and year >= 1500 else None
    elif m := _MONTH_YEAR.match(text):
        year = plausible_year(m[2])
        return When(year, int(m[1])) if year and year >= 1900 else None
    return None


def _year_span(folded: str, start: int, end: int, year: int) -> Span:
    found = year_modifier(folded, start, year)
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
