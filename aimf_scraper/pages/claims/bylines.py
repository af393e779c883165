"""Lines that say who wrote or put up a page, without a date: "Écrit par : Jo", "Par Jo, 18:20. Lien permanent"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

#: A longer line is a sentence.
_MAX_BYLINE_CHARS: Final = 110
#: Who signs, with all that a theme prints behind the name.
_MAX_NAME_CHARS: Final = 60
_MAX_LABEL_CHARS: Final = 30
_EDGES: Final = " -•*|–—:[]()#.,"
_HOUR: Final = r"(?:,| a| at| -)? ?[0-2]?[0-9] ?[h:] ?[0-5][0-9]"


def is_byline(line: str) -> bool:
    """Return whether *line* says who put the page up, and nothing else; linear, never raises.

    >>> is_byline("Posté par kita à 18:20 - Permalien"), is_byline("Écrit par Jo, le livre a paru.")
    (True, False)
    """
    if not 4 < len(line) <= _MAX_BYLINE_CHARS:
        return False
    said = fold(line).strip(_EDGES)
    patterns = _patterns()
    if patterns.ends.search(said) and (patterns.begins.match(said) or patterns.hour.match(said)):
        return True
    found = patterns.begins.match(said)
    if found is None or line.rstrip()[-1] in ".!?;":
        return False
    rest = said[found.end() :].strip(_EDGES)
    if not 0 < len(rest) <= _MAX_NAME_CHARS:
        return False
    name = line[len(line) - len(line.lstrip(_EDGES)) + found.end() :].lstrip(_EDGES)
    return name[:1].isupper() or patterns.user.fullmatch(rest) is not None


def names_rubric(line: str) -> bool:
    """Return whether *line* names the page's rubric, label first: "Catégorie parente : Vie locale"."""
    label, colon, value = line.partition(":")
    if (
        not colon
        or not value.strip()
        or len(line) > _MAX_BYLINE_CHARS
        or len(label) > _MAX_LABEL_CHARS
    ):
        return False
    return fold(label.strip()) in _rubrics()


class _Patterns(NamedTuple):
    begins: re.Pattern[str]
    hour: re.Pattern[str]
    ends: re.Pattern[str]
    user: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Return what a byline begins with, "par Jo, 18:20", what ends one, and an account's name."""
    data = table("dates")["bylines"]
    signed, ends, by = ("|".join(map(re.escape, data[name])) for name in ("signed", "ends", "by"))
    return _Patterns(
        re.compile(
            rf"(?:(?:article|billet|texte|contenu|note) )?(?:{signed})e?s? (?:{by})(?![a-z]) ?:? ?"
        ),
        re.compile(rf"(?:{by}) [^,]{{1,40}}{_HOUR}"),
        re.compile(rf"(?:{ends})$"),
        re.compile(rf"[a-z0-9._-]{{2,30}}(?:{_HOUR})?(?: ?[-,|].{{0,50}})?"),
    )


@cache
def _rubrics() -> frozenset[str]:
    return frozenset(table("dates")["bylines"]["rubrics"])
