"""The words of French dates: months, weekdays, and the cues right before a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from aimf_scraper.rules import tables
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.records import DateRole
    from aimf_scraper.rules.scan import Part

Sense = Literal[
    "at", "of", "since", "until", "from", "between", "about", "period", "bracket", "label"
]
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


class Cue(NamedTuple):
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
def _cues() -> dict[str, list[tuple[list[str], Cue]]]:
    """Return the cues by their last word, the longest first."""
    found: dict[str, list[tuple[list[str], Cue]]] = {}
    for phrase, sense, role, year in tables.rows("date_cues"):
        cue = Cue(
            cast("Sense", sense), cast("DateRole", role) if role else None, cast("BareYear", year)
        )
        words = _TOKEN.findall(fold(phrase))
        found.setdefault(words[-1], []).append((words, cue))
    for cues in found.values():
        cues.sort(key=lambda one: -len(one[0]))
    return found


def cue_before(part: Part, at: int) -> Cue | None:
    """Return the longest cue that ends at *at*, articles between them passed over."""
    folded = part.folded
    begin = max(0, at - _REACH)
    begin = max(begin, folded.rfind("\n", begin, at) + 1)
    words = _TOKEN.findall(folded, begin, at)
    cues = _cues()
    while words:
        for own, cue in cues.get(words[-1], ()):
            if words[-len(own) :] == own:
                starts = [m.start() for m in _TOKEN.finditer(folded, begin, at)]
                start = starts[len(words) - len(own)]
                if own == ["des"] and part.text[start + 1] in "eE":
                    return Cue("from", None, "range", start)  # "des 12 et 13 mai", not "dès"
                return Cue(cue.sense, cue.role, cue.year, start)
        if words.pop() not in _ARTICLES:
            return None
    return None


@cache
def role_cues(*, day: bool) -> tuple[tuple[str, DateRole], ...]:
    """Return the stems that tell what a date is to the action, with the role.

    A *day* is an event whatever begins or ends on it, unless it is a deadline or history.
    """
    return tuple(
        (stem, cast("DateRole", role))
        for stem, role in tables.rows("date_roles")
        if not day or role in {"deadline", "mentioned"}
    )


@cache
def traps(trap: str) -> str:
    """Return the words of one kind of trap as a regex alternation, a plural ``s`` understood."""
    words = sorted((word for kind, word in tables.rows("date_traps") if kind == trap), key=len)
    return "|".join(f"{re.escape(word)}s?" for word in reversed(words))
