"""What stands before a day, a month or a year and belongs to it: "lundi", "fin", "été", "T3"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aimf_scraper.rules.date_words import WEEKDAYS
from aimf_scraper.rules.edtf import When

_WEEKDAY: Final = re.compile(rf"(?<![a-z])({'|'.join(WEEKDAYS)})s?,?[ ](?:le[ ])?\Z")
_MONTH: Final = re.compile(
    r"""
    (?<![a-z])
    (?: (?P<part>fin|debut|mi|milieu|courant) (?: - | [ ](?:de[ ]|d'|du[ ])? )(?:mois[ ](?:de[ ]|d'))?
      | mois[ ](?:de[ ]|d')
    ) \Z
    """,
    re.VERBOSE,
)
_YEAR: Final = re.compile(
    r"""
    (?<![a-z])
    (?: (?P<part>fin|debut|mi|milieu|courant)
        (?: - | [ ](?:de[ ](?:l')? | d')? ) (?:(?:annee|an|exercice)[ ])?
      | (?P<nth>[1-4](?:er|ere|e|eme|nd)?|premier|second|deuxieme|troisieme|quatrieme|dernier)[ ]
        (?P<unit>trimestre|semestre)[ ](?:de[ ])?(?:l'annee[ ])?
      | (?P<short_unit>[tsq])(?P<short>[1-4])[ /-]
      | (?P<season>printemps|ete|automne|hiver)[ ](?:de[ ])?(?:l'annee[ ])?
      | (?P<decade>annees)[ ]
      | (?:annee|an|exercice)[ ](?:civile[ ]|scolaire[ ]|budgetaire[ ]|universitaire[ ])?
    ) \Z
    """,
    re.VERBOSE,
)
_NTH: Final = {
    "premier": 1,
    "second": 2,
    "deuxieme": 2,
    "troisieme": 3,
    "quatrieme": 4,
}
_SEASONS: Final = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}
# "a été 2019": the participle, not the summer.
_PARTICIPLE: Final = re.compile(r"(?<![a-z'])(?:a|ont|avait|avaient|aura|auront|ayant|avoir)[ ]\Z")
# A part of a year is its month; "courant" says no more than the year.
_PART_MONTHS: Final = {"fin": 12, "debut": 1, "mi": 6, "milieu": 6}
_REACH: Final = 40


@dataclass(frozen=True, slots=True)
class Modified:
    """A year with the words before it. ``stands``: they make it a date without a cue."""

    start: int
    when: When
    rule: str
    stands: bool = True
    vague: str = ""
    inferred: tuple[str, ...] = ()


def weekday_before(folded: str, at: int) -> tuple[int, int | None]:
    """Return where the date at *at* begins with its weekday, and the weekday (Monday is 0)."""
    m = _WEEKDAY.search(folded, max(0, at - 14), at)
    return (m.start(), WEEKDAYS.index(m[1])) if m else (at, None)


def month_modifier(folded: str, at: int) -> tuple[int, str]:
    """Return where the month at *at* begins with its words, and which part of it is meant."""
    m = _MONTH.search(folded, max(0, at - 24), at)
    return (m.start(), m["part"] or "mois") if m else (at, "")


def year_modifier(folded: str, at: int, year: int) -> Modified:
    """Read what stands before the year at *at* and belongs to it."""
    plain = Modified(at, When(year), "dates.year", stands=False)
    m = _YEAR.search(folded, max(0, at - _REACH), at)
    if not m:
        return plain
    start = m.start()
    if folded.endswith(("l'", "d'"), 0, start):
        start -= 2
    if part := m["part"]:
        month = _PART_MONTHS.get(part)
        if month is None:
            return Modified(start, When(year), "dates.year")
        when = When(year, month, approximate=True)
        return Modified(start, when, "dates.part_of_year", vague=part, inferred=("month",))
    if m["unit"] or m["short"]:
        half = (m["unit"] or m["short_unit"]) in {"semestre", "s"}
        last = 2 if half else 4
        nth = int(m["short"] or 0) or _NTH.get(m["nth"]) or 0
        nth = nth or (last if m["nth"] == "dernier" else int(m["nth"][0]))
        if nth > last:
            return plain
        return Modified(
            start, When(year, division=(39 if half else 32) + nth), "dates.part_of_year"
        )
    if season := m["season"]:
        if season == "ete" and _PARTICIPLE.search(folded, max(0, start - 8), start):
            return plain
        return Modified(start, When(year, division=_SEASONS[season]), "dates.season")
    if m["decade"]:
        if year % 10:
            return Modified(at, When(year), "dates.year")
        return Modified(start, When(year, decade=True), "dates.decade")
    return Modified(start, When(year), "dates.year")
