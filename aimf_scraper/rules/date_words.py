"""The words of French dates: months, weekdays, and the cues right before a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

from aimf_scraper.rules import tables
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.records import DateRole

Sense = Literal["at", "since", "until", "from", "between", "about", "period", "bracket", "label"]
BareYear = Literal["strong", "weak", "bracket", "range"]

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ARTICLES: Final = frozenset({"le", "la", "les", "l'", "ce", "cet", "cette", "ces"})
_TOKEN: Final = re.compile(r"[a-z0-9']+|[^\sa-z0-9']")
_REACH: Final = 44  # the longest cue, its article and the blanks between


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    short: bool  # "sept": a month only beside a day or a year
    name: str  # as dateparser's French knows it


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words before a date say of it. ``start`` is where they begin."""

    sense: Sense
    role: DateRole | None
    year: BareYear
    start: int = 0


@cache
def months() -> dict[str, Month]:
    """Return the months by folded spelling."""
    found: dict[str, Month] = {}
    names: dict[int, str] = {}
    for spelling, number, form in tables.rows("months"):
        name = names.setdefault(int(number), spelling)
        found[fold(spelling)] = Month(int(number), form == "short", name)
    return found


@cache
def month_stems() -> tuple[str, ...]:
    """Return the fewest strings of which one begins every spelling of a month."""
    stems: list[str] = []
    for spelling in sorted(months()):
        if not (stems and spelling.startswith(stems[-1])):
            stems.append(spelling)
    return tuple(stems)


@cache
def _cues() -> dict[str, Cue]:
    return {
        " ".join(_TOKEN.findall(fold(phrase))): Cue(
            cast("Sense", sense), cast("DateRole", role) if role else None, cast("BareYear", year)
        )
        for phrase, sense, role, year in tables.rows("date_cues")
    }


def cue_before(folded: str, at: int) -> Cue | None:
    """Return the longest cue that ends at *at*, articles between them passed over."""
    begin = max(0, at - _REACH, folded.rfind("\n", max(0, at - _REACH), at) + 1)
    tokens = [(m.start(), m.group()) for m in _TOKEN.finditer(folded, begin, at)]
    cues = _cues()
    while tokens:
        for length in range(min(6, len(tokens)), 0, -1):
            cue = cues.get(" ".join(word for _, word in tokens[-length:]))
            if cue:
                return Cue(cue.sense, cue.role, cue.year, tokens[-length][0])
        if tokens[-1][1] not in _ARTICLES:
            return None
        tokens.pop()
    return None


@cache
def role_cues() -> tuple[tuple[str, DateRole], ...]:
    """Return the stems that tell what a date is to the action, with the role."""
    return tuple((stem, cast("DateRole", role)) for stem, role in tables.rows("date_roles"))


@cache
def traps(trap: str) -> str:
    """Return the words of one kind of trap as a regex alternation, a plural ``s`` understood."""
    words = sorted((word for kind, word in tables.rows("date_traps") if kind == trap), key=len)
    return "|".join(f"{re.escape(word)}s?" for word in reversed(words))
