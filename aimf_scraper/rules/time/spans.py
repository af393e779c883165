"""The simple dates of a text: a day, a month, a year, a season, each with its own words.

Two cheap passes find where to look, one for months (``stems``), one for
figures; what a date is made of is then read around each, within a bounded reach.
Ranges, cues and years left out are others' work.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.numbers import words
from aimf_scraper.rules.time.calendar import named
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.in_figures import (
    TURN,
    Span,
    candidates,
    counted,
    plausible_year,
    spans_of,
)
from aimf_scraper.rules.time.modifiers import month_modifier, weekday_before
from aimf_scraper.rules.time.ranges import real
from aimf_scraper.rules.time.words import Month, months

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.rules.engine.document import Part

_WORD: Final = re.compile(r"[a-z]+")
_DAY_BEFORE: Final = re.compile(
    r"""
    (?<![0-9]) (?<![0-9][.,])  # not the tail of 2019 or of 3.12
    (?: ([0-9]{1,2}) (?:[ ]?(?:er|°|st|nd|rd|th))? | premier ) [ /-]{0,2} \Z
    """,
    re.VERBOSE,
)
_OF_MONTH: Final = ("du mois de ", "du mois d'")
_NO_DAYS: Final = (" en ", " de ")  # before a month, most of the time
_DAY_WORDS: Final = re.compile(
    r"(?<![a-z])(?:le|du|au|ce|et) (vingt(?:-| et )une?|vingt[ -][a-z]{3,6}|trente(?:-et-| et )un"
    r"|[a-z]{3,8}(?:-[a-z]{4})?)[ ]\Z"
)
_YEAR_AFTER: Final = re.compile(
    r"""
    (?: [ ]{1,2} | [.,/-][ ]? | [ ]de[ ](?:l'an(?:nee)?[ ])? | ,?[ ]celui[ ]de[ ] | [ ]?(?P<open>\() | )
    ([0-9]{4,8}) (?![0-9a-z]|[.,/-][0-9]|[ ]000) (?(open)\))  # "juin2022", "juin (2022)" happen
    """,
    re.VERBOSE,
)
_SHORT_YEAR: Final = re.compile(r"-([0-9]{2})(?![0-9a-z-])")
#: "31 octobre 98": two figures that end there, or that a preposition follows.
_SPACED_SHORT_YEAR: Final = re.compile(
    r"[ ]([0-9]{2})(?=[ ]?(?:\Z|[\n.,;)–-](?![0-9]))| (?:a|au|aux|en|dans|par|avec|sur|chez|et) [^0-9])"
)
_YEAR_WORDS: Final = re.compile(
    r"(?<![a-z])(?:deux[ -]mille|mil(?:le)? neuf[ -]cent)(?:[ -](?:et|une?|deux|trois|quatre|cinq|six|sept"
    r"|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante)"
    r"(?![a-z])){1,5}"
)
_OTHER_MONTH: Final = re.compile(r" ?[-/&] ?([a-z]{3,9})")
_ENGLISH_DAYS: Final = re.compile(
    r"[ ]([0-9]{1,2})(?:st|nd|rd|th)?(?:[ ]?-[ ]?([0-9]{1,2}))?,[ ]([0-9]{4})(?![0-9])"
)
_RELATIVE: Final = re.compile(r" (?:(?P<last>derniere?|passee?|ecoulee?)|prochaine?)(?![a-z])")
_by_core: Final = attrgetter("core")


def find_spans(part: Part, places: Mapping[str, list[int]]) -> list[Span]:
    """Return the simple dates of *part* in reading order, none overlapping.

    *places*: where the stems of months and of years in words stand.
    """
    folded = part.folded
    taken = _month_spans(folded, places["month"])
    if places["year_words"]:
        taken = _with_year_words(folded, taken)
    if len(taken) > 1:
        taken.sort(key=_by_core)
        taken = [one for i, one in enumerate(taken) if not i or one.start >= taken[i - 1].end]
    found: list[Span] = []
    i, joined = 0, -1
    for start, end in candidates(part.digit_mask):
        while i < len(taken) and taken[i].end <= start:
            found.append(taken[i])
            i += 1
        if i == len(taken) or end <= taken[i].start:
            spans = spans_of(folded, start, end, joined)
            if spans:
                found += spans
                joined = end
    found += taken[i:]
    return [span for span in found if span.rule]


def _with_year_words(folded: str, months: list[Span]) -> list[Span]:
    """Add "en deux mille onze": years in words, from 1900 on, after a month or alone."""
    ending = {span.end: span for span in months if span.when.year is None}
    for m in _YEAR_WORDS.finditer(folded):
        value = words.value(m[0].replace("mille neuf", "mil neuf").replace("mil ", "mille "))
        if value is None or not 1900 < value < 2100:
            continue
        year, month = int(value), ending.get(m.start() - 1)
        if month is None:
            when = When(year)
            months.append(Span(m.start(), m.start(), m.end(), when, "dates.year", bare=True))
        elif real(dated := month.when._replace(year=year)):
            month.when, month.end, month.bare = dated, m.end(), False
            month.rule = "dates.day_month_year" if month.when.day else "dates.month_year"
    return months


def _month_spans(folded: str, places: list[int]) -> list[Span]:
    spans: list[Span] = []
    names = months()
    for at in places:
        if at and folded[at - 1].isalpha():
            continue
        word = _WORD.match(folded, at)
        month = names.get(word[0]) if word else None
        if word and month:
            spans += _around_month(folded, at, word.end(), month)
    return spans


def _around_month(folded: str, at: int, end: int, month: Month) -> list[Span]:
    if month.form == "english" and (m := _ENGLISH_DAYS.match(folded, end)):
        return _english(m, at, month)
    span = _month_span(folded, at, end, month)
    return [span] if span else []


def _english(m: re.Match[str], at: int, month: Month) -> list[Span]:
    """Read "March 12, 2021" and "March 12-15, 2021"."""
    year = plausible_year(m[3])
    days = [named(int(day), month.name, year) for day in (m[1], m[2]) if day]
    if year is None or None in days:
        return []
    whens = [When(year, *day) for day in days if day]
    rule = "dates.day_month_year"
    if len(whens) == 1:
        return [Span(at, at, m.end(), whens[0], rule)]
    return [
        Span(at, at, m.end(1), whens[0], rule),
        Span(m.start(2), m.start(2), m.end(), whens[1], rule),
    ]


def _day_before(folded: str, at: int) -> tuple[int, int] | None:
    """Return the day of the month named at *at* and where it is written."""
    for of_month in _OF_MONTH:  # "le 14 du mois d'avril"
        if folded.endswith(of_month, 0, at):
            at -= len(of_month)
            break
    if folded.endswith(_NO_DAYS, 0, at):
        return None
    if (number := _DAY_BEFORE.search(folded, max(0, at - 9), at)) is not None:
        return int(number[1] or 1), number.start()
    if folded[at - 1 : at] == " " and (spelled := _DAY_WORDS.search(folded, max(0, at - 24), at)):
        value = words.value(spelled[1])
        if value is not None and value > 1:
            return int(value), spelled.start(1)
    return None


def _year_after(
    folded: str, end: int, *, day: bool, hyphened: bool
) -> tuple[int | None, int, bool]:
    """Return the year after a month that ends at *end*, where it ends, and whether it is mistyped."""
    after = _YEAR_AFTER.match(folded, end)
    if after is None:
        short = _SHORT_YEAR.match(folded, end) if hyphened else None
        if short is None and day:
            short = _SPACED_SHORT_YEAR.match(folded, end)
        if short is None:
            return None, end, False
        return (1900 if int(short[1]) >= TURN else 2000) + int(short[1]), short.end(1), False
    if after[0][0] in ".,/" and not (day or (folded[end - 1] == "." and after[0][0] == " ")):
        return None, end, False
    year = plausible_year(after[2])
    # "le 10 mai 2000 personnes" counts, "le 10 mai 2024 maires et élus" does not.
    if year and (not counted(folded, after.end()) or (day and year % 100)):
        return year, after.end(), False
    if not year and len(after[2]) > 4 and after[0][0] == " ":
        return None, after.end(), True
    return None, end, False


def _month_span(folded: str, at: int, end: int, month: Month) -> Span | None:
    """Read the date around the month's name at *at*; a span without a rule is no date."""
    dotted = month.form == "short" and folded.startswith(".", end)
    end += dotted
    before = _day_before(folded, at)
    day = before if before and 1 <= before[0] <= 31 else None
    hyphened = day is not None and folded.startswith("-", at - 1)  # "12-mars-21"
    year, end, mistyped = _year_after(folded, end, day=day is not None, hyphened=hyphened)
    if month.form != "full" and not (year or (day and (dotted or month.form == "english"))):
        other = _OTHER_MONTH.match(folded, end)  # "janv.-déc. 2021"
        if day or other is None or other[1] not in months():
            return None
    if day is None:
        if mistyped:
            return Span(at, at, end, When(), "")
        start, vague = month_modifier(folded, at)
        rule = "dates.month_year" if year else "dates.month"
        span = Span(start, at, end, When(year, month.number), rule, vague=vague, bare=not year)
    else:
        number, written = day
        converted = named(number, month.name, year)
        if converted is None:  # "31 février": no date, and no February either
            return Span(written, written, end, When(), "")
        start, weekday = weekday_before(folded, written)
        rule = "dates.day_month_year" if year else "dates.day_month"
        if year and not folded[end - 3].isdecimal() and not hyphened:
            rule = "dates.short_year"
        when = When(year, converted[0], converted[1])
        span = Span(start, written, end, when, rule, weekday=weekday, mistyped=mistyped)
    if year is None and not mistyped:
        relative = _RELATIVE.match(folded, end)
        if relative:
            span.end = relative.end()
            span.relative = -1 if relative["last"] else 1
            span.bare = False
    return span
