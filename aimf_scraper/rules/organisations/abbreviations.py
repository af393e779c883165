"""Acronyms that a text explains itself: "full name (ACRONYM)" and its turns.

"Faîtière des Communes du Togo (FCT)", "AFD (Agence française de
développement)", "le SIAAP – Syndicat interdépartemental ... –". What the text
says comes before what the authority file knows.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.organisations.latin import UPPER
from aimf_scraper.rules.organisations.word_families import any_word, words_of
from aimf_scraper.text.fold import fold

_ACRONYM: Final = rf"[^\W\d_][\w./-]{{1,14}}(?:\s(?:{any_word('acronym_of')}))?"
_AFTER: Final = re.compile(rf"\(\s?(?P<acronym>{_ACRONYM})\s?(?=[),;:–-])")
#: "Association burundaise des élus locaux, dite ABELO", "Union des femmes – l'UFD".
_APPOSED: Final = re.compile(
    rf"(?:,\s|\s[–—-]\s|\s)(?:(?:dite?|alias|ou|soit)\s)?(?:l['’]|la\s|le\s)?(?P<acronym>{_ACRONYM})(?=[\s,.;:)–]|\Z)"
)
_APPOSES: Final = (", ", " –", " —", " - ", *words_of("apposes"))
_BRACKET: Final = re.compile(r"\((?=\s?\w)")
_DASH: Final = re.compile(r"(?<=[^\S\n])[–—-](?=[^\S\n])")
#: The same in folded text, where all dashes are one mark: one is found far faster than any of three.
_FOLDED_DASH: Final = re.compile(r"-(?<=[^\S\n]-)(?=[^\S\n])")
_LAST_WORD: Final = Pattern(rf"(?<![\w-]){UPPER}[\w./-]{{1,14}}")
_NAME: Final = re.compile(
    rf"\s?(?P<name>{UPPER}[^()\n–—;:]{{5,110}}?)\s?(?:\)|\s[–—-]\s|,|\.(?=\s|$)|\n|$)"
)
_WORD: Final = re.compile(r"[^\W_]+")
#: Words of a name that its acronym leaves out.
_SMALL: Final = re.compile(any_word("not_in_acronym"))
_REACH: Final = 140
_MOST_WORDS: Final = 14


class Learned(NamedTuple):
    """``acronym`` at its own place, ``name`` at its own, as one text explains them."""

    acronym: str
    acronym_start: int
    acronym_end: int
    start: int
    end: int


def find_explained(text: str, folded: str, name_ends: dict[int, int]) -> list[Learned]:
    """Return the acronyms that *text* explains, in reading order.

    *name_ends* maps where a known organisation's name ends to where it starts:
    such a name is believed whatever its initials.
    """
    found = []
    if "(" in text:
        for m in _AFTER.finditer(text):
            if not _like_acronym(m["acronym"]):
                continue
            end = m.start() - text.startswith((" ", "\u00a0"), m.start() - 1)
            start = name_ends.get(end)
            if start is None:
                start = _name_start(text, folded, end, m["acronym"])
            elif not _stands_for(text[start:end], m["acronym"]):
                continue
            if start is not None:
                found.append(Learned(m["acronym"], *m.span("acronym"), start, end))
    for end, start in name_ends.items():
        if not text.startswith(_APPOSES, end):
            continue
        said = _APPOSED.match(text, end)
        if (
            said
            and _like_acronym(said["acronym"])
            and _initials_fit(text[start:end], said["acronym"])
        ):
            found.append(Learned(said["acronym"], *said.span("acronym"), start, end))
    for opens in _openings(text, folded):
        end = opens - text.startswith((" ", "\u00a0"), opens - 1)
        acronym = _LAST_WORD.right_before(text, end)
        name = _NAME.match(text, opens + 1) if acronym else None
        if (
            acronym
            and name
            and _like_acronym(acronym[0])
            and _initials_fit(name["name"], acronym[0])
        ):
            found.append(Learned(acronym[0], *acronym.span(), *name.span("name")))
    return sorted(found, key=lambda one: (one.acronym_start, one.start))


def _openings(text: str, folded: str) -> list[int]:
    """Return where the brackets and the dashes stand that may open an acronym's full name."""
    brackets = [m.start() for m in _BRACKET.finditer(text)]
    dashes = [m.start() for m in _FOLDED_DASH.finditer(folded) if _DASH.match(text, m.start())]
    return brackets + dashes


def _like_acronym(word: str) -> bool:
    """Tell "ANCB", "Aimf", "Refela-Cam" and "pS-Eau" from "Cambodge" by what is around them.

    In brackets a word in title case may be a country; only its initials, or a
    name known to stand before it, can tell. So: two capitals, or up to six letters.
    """
    capitals = len([char for char in word if char.isupper()])
    return capitals >= 2 or (word[0].isupper() and len(word) <= 6)


def _stands_for(name: str, acronym: str) -> bool:
    """Tell "(WHO)", "(Feicom)" after a known name from "(RDC)", "(Rwanda)" after a town's."""
    if _initials_fit(name, acronym):
        return True
    initial = fold(name)[0]
    return sum(char.isupper() for char in acronym) >= 3 and fold(acronym)[0] == initial


def name_before(text: str, folded: str, opens: int, acronym: str) -> int | None:
    """Return where the name starts that the bracket at *opens* gives *acronym* for, or ``None``."""
    end = opens - text.startswith((" ", "\u00a0"), opens - 1)
    return _name_start(text, folded, end, acronym)


def _significant(name: str) -> list[str]:
    return [word for word in _WORD.findall(fold(name)) if not _SMALL.fullmatch(word)]


def _initials_fit(name: str, acronym: str) -> bool:
    """Tell whether the letters of *acronym* run through the words of *name*, each word's first."""
    letters = [char for char in fold(acronym) if char.isalpha()]
    words = _significant(name)
    if not letters or not words or len(words) > _MOST_WORDS or words[0][0] != letters[0]:
        return False
    initials = [word[0] for word in words]
    if initials == letters:
        return True
    # "Ademe", "Feicom": some words lend more than a letter; some small words lend one too.
    flow = iter(fold(name))
    inside = all(letter in flow for letter in letters)
    shared = sum(initial in letters for initial in initials)
    return inside and len(letters) >= 3 and shared >= max(2, len(words) - 1)


def _name_start(text: str, folded: str, end: int, acronym: str) -> int | None:
    """Return where the name that ends at *end* starts by its initials, or ``None``."""
    least = max(0, end - _REACH)
    floor = max(text.rfind("\n", least, end), text.rfind("(", least, end), least - 1) + 1
    words = list(_WORD.finditer(text, floor, end))[-_MOST_WORDS - 10 :]
    first = fold(acronym)[0]
    best = None
    for word in reversed(words):
        if folded[word.start()] != first or not text[word.start()].isupper():
            continue
        if _initials_fit(text[word.start() : end], acronym):
            best = word.start()
            break
    return best
