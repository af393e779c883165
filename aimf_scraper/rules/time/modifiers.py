"""What stands before a day, a month or a year and belongs to it: "lundi", "fin", "été", "T3"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.words import WEEKDAYS, last_word

_PARTS: Final = ("fin", "debut", "mi", "milieu", "courant")
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
# What all that precedes ends in, to be ruled out before it is searched.
_BEFORE_MONTH: Final = tuple(
    [f"{part}{joint}" for part in _PARTS for joint in " -"] + ["de ", "d'", "du "]
)
_YEAR: Final = re.compile(
    r"""
    (?<![a-z])
    (?: (?P<part>fin|debut|mi|milieu|courant)
        (?: - | [ ](?:de[ ](?:l')? | d')? ) (?:(?:annee|an|exercice)[ ])?
      | (?P<school>rentree)[ ](?:(?:scolaire|universitaire)[ ])?(?:de[ ])?
      | (?P<nth>[1-4](?:er|ere|e|eme|nd|nde)?|(?:i{1,3}|iv)(?:er|e|eme)?
          |premiere?|seconde?|deuxieme|troisieme|quatrieme|dernier)[ ]
        (?P<unit>trimestre|semestre|moitie)[ ](?:de[ ])?(?:l'(?:annee|an|exercice)[ ])?
      | (?P<unit_first>trimestre|semestre)[ ](?P<nth_last>[1-4])[ ](?:de[ ])?(?:l'annee[ ])?
      | (?P<short_unit>[tsq])(?P<short>[1-4])[ ]
      | (?P<short_first>[1-4])(?P<unit_last>[tsq])[ ]
      | (?P<season>printemps|ete|automne|hiver)[ ](?:de[ ])?(?:l'annee[ ])?
      | (?P<decade>annees)[ ]
      | (?:annee|an|exercice)[ ](?:(?:civile|scolaire|budgetaire|universitaire|fiscale|academique|fiscal|civil)[ ])?
    ) \Z
    """,
    re.VERBOSE,
)
_NTH: Final = {
    **dict.fromkeys(("premier", "premiere", "i", "ier", "ie"), 1),
    **dict.fromkeys(("second", "seconde", "deuxieme", "ii", "iie", "iieme"), 2),
    **dict.fromkeys(("troisieme", "iii", "iiie", "iiieme"), 3),
    **dict.fromkeys(("quatrieme", "iv", "ive", "iveme"), 4),
}
_SEASONS: Final = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}
# "a été 2019": the participle, not the summer.
_PARTICIPLE: Final = re.compile(r"(?<![a-z'])(?:a|ont|avait|avaient|aura|auront|ayant|avoir)[ ]\Z")
# What may stand before the "de" of a year that belongs to it: "fin de 2019", not "le budget de 2019".
_BEFORE_DE: Final = frozenset(
    [*_PARTS, *_SEASONS, "rentree", "scolaire", "trimestre", "semestre", "moitie", *"1234"]
)
# The last word before such a year: without one of them there is nothing to read.
_LAST_WORDS: Final = _BEFORE_DE | {
    *("rentree", "de", "annee", "annees", "an", "exercice"),
    *("civile", "civil", "scolaire", "budgetaire", "universitaire", "fiscale", "academique"),
    *("t1", "t2", "t3", "t4", "1t", "2t", "3t", "4t"),
    *("s1", "s2", "1s", "2s", "q1", "q2", "q3", "q4"),
}
# A part of a year is its month; "courant" says no more than the year.
_SCHOOL_BEGINS: Final = 9
_PART_MONTHS: Final = {"fin": 12, "debut": 1, "mi": 6, "milieu": 6}
_REACH: Final = 40


class Modified(NamedTuple):
    """A year with the words before it. ``stands``: they make it a date without a cue."""

    start: int
    when: When
    rule: str
    stands: bool = True
    vague: str = ""
    inferred: tuple[str, ...] = ()


def weekday_before(folded: str, at: int) -> tuple[int, int | None]:
    """Return where the date at *at* begins with its weekday, and the weekday (Monday is 0)."""
    begin = max(0, at - 14)
    # Of "lundi" as of "dimanche": most days have no weekday, and this tells it at a tenth of the cost.
    m = _WEEKDAY.search(folded, begin, at) if folded.find("di", begin, at) >= 0 else None
    return (m.start(), WEEKDAYS.index(m[1])) if m else (at, None)


def month_modifier(folded: str, at: int) -> tuple[int, str]:
    """Return where the month at *at* begins with its words, and which part of it is meant."""
    if not folded.endswith(_BEFORE_MONTH, 0, at):
        return at, ""
    m = _MONTH.search(folded, max(0, at - 24), at)
    return (m.start(), m["part"] or "mois") if m else (at, "")


def year_modifier(folded: str, at: int, year: int) -> Modified | None:
    """Read what stands before the year at *at* and belongs to it, ``None`` where nothing does."""
    end = at - (folded[at - 1 : at] in {" ", "-"})
    begin = max(0, at - _REACH)
    last = last_word(folded, begin, end) if end else ""
    if last not in _LAST_WORDS:
        return None
    if last == "de" and (end < 4 or last_word(folded, begin, end - 3) not in _BEFORE_DE):
        return None
    m = _YEAR.search(folded, begin, at)
    if not m:
        return None
    start = m.start()
    if folded.endswith(("l'", "d'"), 0, start):
        start -= 2
    if part := m["part"]:
        month = _PART_MONTHS.get(part)
        if month is None:
            return Modified(start, When(year), "dates.year")
        when = When(year, month, approximate=True)
        return Modified(start, when, "dates.part_of_year", vague=part, inferred=("month",))
    if m["school"]:
        when = When(year, _SCHOOL_BEGINS, approximate=True)
        return Modified(start, when, "dates.part_of_year", inferred=("month",))
    unit = m["unit"] or m["unit_first"] or m["short_unit"] or m["unit_last"]
    if unit:
        last_one = 4 if unit[0] in "tq" else 2
        written = m["nth"] or m["nth_last"] or m["short"] or m["short_first"]
        nth = _NTH.get(written) or (last_one if written == "dernier" else int(written[0]))
        if nth > last_one:
            return None
        division = (39 if last_one == 2 else 32) + nth
        return Modified(start, When(year, division=division), "dates.part_of_year")
    if season := m["season"]:
        if (
            season == "ete"
            and start == m.start()
            and _PARTICIPLE.search(folded, max(0, start - 8), start)
        ):
            return None
        return Modified(start, When(year, division=_SEASONS[season]), "dates.season")
    if m["decade"]:
        if year % 10:
            return Modified(at, When(year), "dates.year")
        return Modified(start, When(year, decade=True), "dates.decade")
    return Modified(start, When(year), "dates.year")
