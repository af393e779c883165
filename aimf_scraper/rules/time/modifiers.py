"""What stands before a day, a month or a year and belongs to it: "lundi", "fin", "été", "T3"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import expression, values

if TYPE_CHECKING:
    import re

WINTER: Final = 24
SUMMER: Final = 22


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
    pattern = expression("weekday_before")
    if folded.find("di", max(0, at - pattern.reach), at) < 0:
        return at, None
    m = pattern.right_before(folded, at)
    return (m.start(), values("weekday")[m[1]]) if m else (at, None)


def month_modifier(folded: str, at: int) -> tuple[int, str]:
    """Return where the month at *at* begins with its words, and which part of it is meant."""
    m = expression("month_modifier").right_before(folded, at)
    return (m.start(), m["part"] or "mois") if m else (at, "")


def nth(written: str, last: int) -> int:
    """Return which one "troisième", "3e" or "III" is, *last* for the last one; 0 where it is none."""
    if written[:1].isdecimal():
        return int("".join([char for char in written if char.isdecimal()]))
    which = values("nth").get(written, 0)
    return last if which < 0 else which


def year_modifier(folded: str, at: int, year: int) -> Modified | None:
    """Read what stands before the year at *at* and belongs to it, ``None`` where nothing does."""
    m = expression("year_modifier").right_before(folded, at)
    if not m:
        return None
    start = m.start()
    if folded.endswith(("l'", "d'"), 0, start):
        start -= 2
    if part := m["part"]:
        month = values("part").get(part)
        if month is None:
            return Modified(start, When(year), "dates.year")
        when = When(year, month, approximate=True)
        return Modified(start, when, "dates.part_of_year", vague=part, inferred=("month",))
    if m["school"]:
        when = When(year, values("part")["rentree"], approximate=True)
        return Modified(start, when, "dates.part_of_year", inferred=("month",))
    unit = m["unit"] or m["unit_first"] or m["short_unit"] or m["unit_last"]
    if unit:
        return _nth_of_year(m, unit, start, year)
    if m["season"]:
        return _season(folded, m, start, year)
    if m["decade"]:
        if year % 10:
            return Modified(at, When(year), "dates.year")
        return Modified(start, When(year, decade=True), "dates.decade")
    return Modified(start, When(year), "dates.year")


def _nth_of_year(m: re.Match[str], unit: str, start: int, year: int) -> Modified | None:
    """Read "premier semestre", "T3"; ``None`` where a year has no such one."""
    last_one = 4 if unit[0] in "tq" else 2
    which = nth(m["nth"] or m["nth_last"] or m["short"] or m["short_first"], last_one)
    if not 1 <= which <= last_one:
        return None
    division = (39 if last_one == 2 else 32) + which
    return Modified(start, When(year, division=division), "dates.part_of_year")


def _season(folded: str, m: re.Match[str], start: int, year: int) -> Modified | None:
    season = values("season")[m["season"]]
    bare = start == m.start()
    if season == SUMMER and bare and expression("participle").right_before(folded, start):
        return None  # "a été 2019": the participle, not the summer
    return Modified(start, When(year, division=season), "dates.season")
