"""Dates told from the day of writing: "la semaine dernière", "l'an prochain", "lundi dernier".

Without a publication date they are kept, unresolved (``XXXX``): a reader sees
that a date was meant, and no year is made up.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.numbers import words
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.ranges import Stated, real
from aimf_scraper.rules.time.words import WEEKDAYS

_AROUND: Final = re.compile(
    rf"""(?<![a-z])(?:(?P<week>la[ ]semaine) | (?P<weekend>(?:le[ ])?(?:week-?end|fin[ ]de[ ]semaine)) | (?P<month>le[ ]mois) | (?P<year>l'an(?:nee)?)
    | (?:le[ ])?(?P<weekday>{"|".join(WEEKDAYS)}) | (?:au[ ]|le[ ]|l'|cet[ ])(?P<season>printemps|ete|automne))
    [ ](?P<way>derniere?|passee?|prochaine?)(?![a-z])
    | (?<![a-z0-9.,/])(?P<day>[0-9]{{1,2}})[ ]?(?:er)?[ ](?:du[ ](?:mois[ ])?)?(?P<here>courant|de[ ]ce[ ]mois)(?![a-z][ ][0-9])""",
    re.VERBOSE,
)
#: "avant la fin de l'année": of the year of writing.
_YEAR_ENDS: Final = re.compile(
    r"fin (?:de l'|d')annee(?! (?:[0-9]|scolaire|civile|universitaire|academique|fiscale|budgetaire|derniere"
    r"|passee|prochaine|precedente|suivante))"
)
#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_SEASONS: Final = {"printemps": 21, "ete": 22, "automne": 23}
_REACH: Final = 24
_SATURDAY: Final = 5
_LONGEST_STEM: Final = 13


def anchors() -> tuple[str, ...]:
    """Return the strings of which one stands in every date that is told from the day of writing."""
    return (
        *("fin de l'annee", "fin d'annee", "dernier", "prochain", "passe", "courant", "de ce mois"),
        *("hier", "demain", "il y a "),
        *(f"ce {day}" for day in WEEKDAYS),
    )


def find_relative(
    folded: str, places: list[int], published: date | None, by_markup: date | None = None
) -> list[Stated]:
    """Return the relative dates of *folded* in reading order; *places*: their anchors'.

    *published* may be read off the text; *by_markup* is what the page itself says. "hier" and the
    like say so little that they are read only by the latter.
    """
    found: list[Stated] = []
    for at in places:
        if published and (ends := _YEAR_ENDS.match(folded, at)):
            when = When(published.year, 12, approximate=True)
            found.append(
                Stated(
                    *ends.span(),
                    when,
                    rule="dates.relative",
                    confidence=_SURE["dates.relative"],
                    inferred=("month", "year"),
                )
            )
            continue
        if by_markup and (day := _DEICTIC.match(folded, at)) and not _in_word(folded, at):
            found.append(_from_that_day(day, by_markup))
            continue
        m = _AROUND.search(folded, max(0, at - _REACH), at + _LONGEST_STEM)
        if m and at in {m.start("way"), m.start("here")}:
            found.append(_resolved(m, published))
    return found


#: Told from the day of writing alone: "hier", "ce mercredi", "il y a trois ans".
_DEICTIC: Final = re.compile(
    rf"(?P<yesterday>hier)(?![a-z])|(?P<tomorrow>demain)(?![a-z])"
    rf"|ce (?P<weekday>{'|'.join(WEEKDAYS)})(?! ?[0-9])(?![a-z])"
    r"|il y a (?P<number>[0-9]{1,2}|[a-z]{2,8}) (?P<unit>ans|mois)(?![a-z])"
)


def _in_word(folded: str, at: int) -> bool:
    return at > 0 and (folded[at - 1].isalnum() or folded[at - 1] in "-'")


def _from_that_day(m: re.Match[str], published: date) -> Stated:
    stated = Stated(m.start(), m.end(), When(), rule="dates.relative")
    stated.confidence = _SURE["dates.relative"]
    stated.inferred = ("day", "month", "year")
    if m["weekday"]:
        gap = (published.weekday() - WEEKDAYS.index(m["weekday"])) % 7
        stated.first = _day(_days(published, -gap))
    elif m["number"]:
        number = _number(m["number"])
        if number is None:
            return stated
        months = published.year * 12 + published.month - 1 - number
        year, month = divmod(months, 12)
        in_years = m["unit"] == "ans"
        stated.first = When(published.year - number) if in_years else When(year, month + 1)
        stated.inferred = ("year",) if in_years else ("month", "year")
    else:
        stated.first = _day(_days(published, -1 if m["yesterday"] else 1))
    return stated


def _number(written: str) -> int | None:
    value = int(written) if written.isdecimal() else words.value(written)
    return int(value) if value else None


def _resolved(m: re.Match[str], published: date | None) -> Stated:
    stated = Stated(
        m.start(),
        m.end(),
        When(),
        rule="dates.relative",
        confidence=_SURE["dates.relative_unresolved"],
    )
    if published is None:
        return stated
    stated.confidence = _SURE["dates.relative"]
    if m["day"]:  # "le 12 courant": of the month of writing
        when = When(published.year, published.month, int(m["day"]))
        if not real(when):
            return stated
        stated.first, stated.inferred = when, ("month", "year")
        return stated
    way = 1 if m["way"].startswith("prochain") else -1
    if m["week"]:
        monday = _days(published, 7 * way - published.weekday())
        stated.first, stated.last = _day(monday), _day(_days(monday, 6))
        stated.inferred = ("day", "month", "year")
    elif m["weekend"]:
        week_on = way < 0 or published.weekday() >= _SATURDAY
        first = _days(published, _SATURDAY - published.weekday() + 7 * way * week_on)
        stated.first, stated.last = _day(first), _day(_days(first, 1))
        stated.inferred = ("day", "month", "year")
    elif m["month"]:
        year, month = divmod(published.year * 12 + published.month - 1 + way, 12)
        stated.first, stated.inferred = When(year, month + 1), ("month", "year")
    elif m["year"]:
        stated.first, stated.inferred = When(published.year + way), ("year",)
    elif m["weekday"]:
        gap = (WEEKDAYS.index(m["weekday"]) - published.weekday()) % 7 or 7
        stated.first = _day(_days(published, gap if way > 0 else gap - 7 or -7))
        stated.inferred = ("day", "month", "year")
    else:
        division = _SEASONS[m["season"]]
        begins, ends = (division - 20) * 3, (division - 20) * 3 + 2
        year = published.year
        year += -1 if way < 0 and published.month <= ends else 0
        year += 1 if way > 0 and published.month >= begins else 0
        stated.first, stated.inferred = When(year, division=division), ("year",)
    return stated


def _days(from_day: date, days: int) -> date:
    return date.fromordinal(max(1, min(date.max.toordinal(), from_day.toordinal() + days)))


def _day(day: date) -> When:
    return When(day.year, day.month, day.day)
