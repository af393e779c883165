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
from aimf_scraper.rules.time.centuries import in_words
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.in_figures import Span, candidates, counted, spans_of
from aimf_scraper.rules.time.modifiers import month_modifier, weekday_before
from aimf_scraper.rules.time.numeric import TURN, YEARS, plausible_year
from aimf_scraper.rules.time.ranges import real
from aimf_scraper.rules.time.words import Month, months

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.rules.engine.document import Part

_WORD: Final = re.compile(r"[a-z]+")
_SHORT_YEAR: Final = re.compile(r"-(?P<year>[0-9]{2})(?![0-9a-z-])")
_ENDS: Final = re.compile(r"[ ]?(?:\Z|[\n.;:,)!?](?![0-9]))")
_DOT_YEAR: Final = re.compile(r"\.[ ][0-9]{4}(?![0-9])")
#: What is left of a year that nobody can read: "mai 201.", "12 mai 20 14"; not "12 mai 30 élus".
_UNREAD: Final = re.compile(
    r"[ ,./-]{1,2}'?[0-9]{2,3}(?=[ ]?(?:\Z|[\n;:.)!?](?![0-9])|[0-9]{2}\b))|[ ][0-9]{4}[.,/-][0-9]{1,4}"
)
_YEAR_BEHIND: Final = re.compile(r",?[ ][0-9]{4}(?![0-9])")
_FIRST_IN_WORDS: Final = 1900
_OTHER_MONTH: Final = re.compile(r" ?[-/&] ?([a-z]{3,9})")
_ENGLISH_DAYS: Final = re.compile(
    r"[ ]([0-9]{1,2})(?:st|nd|rd|th)?(?:[ ]?-[ ]?([0-9]{1,2}))?,[ ]([0-9]{4})(?![0-9])"
)
_by_core: Final = attrgetter("core")


def find_spans(part: Part, places: Mapping[str, list[int]]) -> list[Span]:
    """Return the simple dates of *part* in reading order, none overlapping.

    *places*: where the stems of months and of years in words stand.
    """
    folded = part.folded
    taken = _month_spans(folded, places["month"])
    if places["year_words"]:
        taken = _with_year_words(folded, places["year_words"], taken)
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


def _with_year_words(folded: str, places: list[int], months: list[Span]) -> list[Span]:
    """Add "en deux mille onze", "les années cinquante", "au XVIIIe siècle"."""
    ending = {span.end: span for span in months if span.when.year is None}
    for at in places:
        if long := in_words(folded, at):
            months.append(long)
            continue
        m = expression("years_in_words").right_after(folded, at)
        value = m and words.value(m[0].replace("mille neuf", "mil neuf").replace("mil ", "mille "))
        if not m or value is None or not _FIRST_IN_WORDS < value < YEARS.stop:
            continue
        year, month = int(value), ending.get(at - 1)
        if month is None:
            months.append(Span(at, at, m.end(), When(year), "dates.year", bare=True))
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
    if (
        of_month := expression("of_month").right_before(folded, at)
    ) is not None:  # "le 14 du mois d'avril"
        at = of_month.start()
    if expression("no_day_before").right_before(folded, at):
        return None
    if (number := expression("day_before").right_before(folded, at)) is not None:
        return int(number[1] or 1), number.start()
    if folded[at - 1 : at] == " " and (
        spelled := expression("day_in_words").right_before(folded, at)
    ):
        value = words.value(spelled[1])
        if value is not None and value > 1:
            return int(value), spelled.start(1)
    return None


def _year_after(
    folded: str, end: int, *, day: bool, hyphened: bool
) -> tuple[int | None, int, bool]:
    """Return the year after a month that ends at *end*, where it ends, and whether it is mistyped."""
    after = expression("year_after").right_after(folded, end)
    if after is None:
        short = _SHORT_YEAR.match(folded, end) if hyphened else None
        short = short or expression("spaced_short_year").right_after(folded, end)
        if short is None or _YEAR_BEHIND.match(folded, short.end()):  # "fév 15, 2013" is English
            unread = _UNREAD.match(folded, end)
            return None, unread.end() if unread else end, unread is not None
        written = int(short["year"])
        return written + (1900 if written >= TURN else 2000), short.end("year"), False
    ends = _ENDS.match(folded, after.end()) is not None
    if after[0][0] in ".,/" and not (
        day or ends or after[0][0] == "/" or (folded[end - 1] == "." and after[0][0] == " ")
    ):
        return None, end, False
    year = plausible_year(after["year"])
    # "le 10 mai 2000 personnes" counts, "le 10 mai 2024 maires et élus" does not.
    apart = after[0][0] == ","  # "le 5 mai, 2019 personnes"
    if year and (not counted(folded, after.end()) or (day and year % 100 and not apart)):
        return year, after.end(), False
    if not year and (len(after["year"]) > 4 or ends) and after[0][0] == " ":
        return None, after.end(), True
    return None, end, False


def _month_span(folded: str, at: int, end: int, month: Month) -> Span | None:
    """Read the date around the month's name at *at*; a span without a rule is no date."""
    dotted = folded.startswith(".", end) and (
        month.form == "short" or _DOT_YEAR.match(folded, end) is not None
    )
    end += dotted
    before = _day_before(folded, at)
    day = before if before and 1 <= before[0] <= 31 else None
    hyphened = day is not None and folded.startswith("-", at - 1)  # "12-mars-21"
    year, end, mistyped = _year_after(folded, end, day=day is not None, hyphened=hyphened)
    stands = dotted or month.form == "english" or _ENDS.match(folded, end)
    if month.form != "full" and not (year or (day and stands)):
        other = _OTHER_MONTH.match(folded, end)  # "janv.-déc. 2021"
        if day or other is None or other[1] not in months():
            return None
    if before and not day:  # "32 janvier 2015" is no date, and no January either
        return Span(before[1], before[1], end, When(), "")
    short = year is not None and not hyphened and not folded[end - 3].isdecimal()
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
        when = When(year, converted[0], converted[1])
        span = Span(start, written, end, when, rule, weekday=weekday, mistyped=mistyped)
    if short:
        span.rule = "dates.short_year"
    if year is None and not mistyped:
        relative = expression("relative_after").right_after(folded, end)
        if relative:
            span.end = relative.end()
            span.relative = -1 if relative["last"] else 1
            span.bare = False
    return span
