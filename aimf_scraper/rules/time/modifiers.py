"""What stands before a day, a month or a year and belongs to it: "lundi", "fin", "été", "T3"."""

from __future__ import annotations

from typing import Final, NamedTuple

from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.words import WEEKDAYS

_NTH: Final = {
    **dict.fromkeys(("premier", "premiere", "i", "ier", "ie"), 1),
    **dict.fromkeys(("second", "seconde", "deuxieme", "ii", "iie", "iieme"), 2),
    **dict.fromkeys(("troisieme", "iii", "iiie", "iiieme"), 3),
    **dict.fromkeys(("quatrieme", "iv", "ive", "iveme"), 4),
}
SEASONS: Final = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}
WINTER: Final = SEASONS["hiver"]
# A part of a year is its month; "courant" says no more than the year.
_SCHOOL_BEGINS: Final = 9
_PART_MONTHS: Final = {"fin": 12, "debut": 1, "mi": 6, "milieu": 6}


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
    # Of "lundi" as of "dimanche": most days have no weekday, and this tells it at a tenth of the cost.
    if folded.find("di", max(0, at - 14), at) < 0:
        return at, None
    m = expression("weekday_before").before(folded, at)
    return (m.start(), WEEKDAYS.index(m[1])) if m else (at, None)


def month_modifier(folded: str, at: int) -> tuple[int, str]:
    """Return where the month at *at* begins with its words, and which part of it is meant."""
    m = expression("month_modifier").before(folded, at)
    return (m.start(), m["part"] or "mois") if m else (at, "")


def nth(written: str, last: int) -> int:
    """Return which one "troisième", "3e" or "III" is, *last* for the last one; 0 where it is none."""
    if written[:1].isdecimal():
        return int("".join([char for char in written if char.isdecimal()]))
    return last if written.startswith("dern") else _NTH.get(written, 0)


def year_modifier(folded: str, at: int, year: int) -> Modified | None:
    """Read what stands before the year at *at* and belongs to it, ``None`` where nothing does."""
    m = expression("year_modifier").before(folded, at)
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
        which = nth(m["nth"] or m["nth_last"] or m["short"] or m["short_first"], last_one)
        if not 1 <= which <= last_one:
            return None
        division = (39 if last_one == 2 else 32) + which
        return Modified(start, When(year, division=division), "dates.part_of_year")
    if season := m["season"]:
        # "a été 2019": the participle, not the summer.
        if (
            season == "ete"
            and start == m.start()
            and expression("participle").before(folded, start)
        ):
            return None
        return Modified(start, When(year, division=SEASONS[season]), "dates.season")
    if m["decade"]:
        if year % 10:
            return Modified(at, When(year), "dates.year")
        return Modified(start, When(year, decade=True), "dates.decade")
    return Modified(start, When(year), "dates.year")
