"""One pass over a text for every stem that dates, status and amounts look for.

Thirty ``str.find`` a page cost more than what is found; one automaton reads
the text once for all of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from ahocorasick_rs import BytesAhoCorasick, Implementation

from aimf_scraper.rules import tables
from aimf_scraper.rules.date_words import month_stems

if TYPE_CHECKING:
    from aimf_scraper.rules.scan import Scan

Family = Literal["month", "relative", "year_words", "status", "unit"]
#: Where a stem of a family stands, in reading order.
Places = dict[Family, list[int]]

_RELATIVE = ("dernier", "prochain", "passee", "courant", "de ce mois")
#: How a unit begins that stands over a list: "(en millions de FCFA) : ..."
_UNITS = (
    *("en mill", "en k", "en m€", "en meur", "en €", "en eur", "en f"),
    *("(k€", "(m€", "(€", "(mill"),
)
#: Holds every letter of the stems, and "€".
_ONE_BYTE: Final = "cp1252"
_YEAR_WORDS = ("deux mille ", "deux-mille-", "mil neuf", "mille neuf")


@cache
def _automaton() -> tuple[BytesAhoCorasick, tuple[Family, ...]]:
    families: dict[Family, tuple[str, ...]] = {
        "month": month_stems(),
        "relative": _RELATIVE,
        "year_words": _YEAR_WORDS,
        "unit": _UNITS,
        "status": tuple(words for where, words, _ in tables.rows("status") if where == "prose"),
    }
    stems = [stem for found in families.values() for stem in found]
    of = tuple(family for family, found in families.items() for _ in found)
    patterns = [stem.encode(_ONE_BYTE, "replace") for stem in stems]
    return BytesAhoCorasick(patterns, implementation=Implementation.DFA), of


def find(scan: Scan) -> dict[str, Places]:
    """Return the places of every family in every part, by its source."""
    return {part.source: find_in(part.folded) for part in scan.parts}


def find_in(folded: str) -> Places:
    """Return the places of every family in a folded text; never raises.

    >>> find_in("lundi dernier, 3 mai")
    {'month': [17], 'relative': [6], 'year_words': [], 'status': [], 'unit': []}
    """
    automaton, of = _automaton()
    places: Places = {"month": [], "relative": [], "year_words": [], "status": [], "unit": []}
    # A byte a character, so that offsets hold: three times as fast as reading the text itself.
    text = folded.encode(_ONE_BYTE, "replace")
    for number, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        places[of[number]].append(start)
    return places
