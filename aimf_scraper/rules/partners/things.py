"""Names that a document gives to projects, prizes and devices: no organisation's, wherever they stand.

"Le programme Emergence" makes every other "Emergence" of the document a programme;
"la Dotation d'action territoriale (DAT)" makes "DAT" a subsidy.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern, any_of
from aimf_scraper.rules.names.common_nouns import common_nouns, is_common_noun
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.abbreviations import name_before
from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.rules.organisations.latin import UPPER
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.mention import OrganisationMention

_NAME: Final = re.compile(
    rf"(?P<open>[«“\"]\s?)?(?:[ldLD]['’])?(?P<first>{UPPER}[\w’'-]{{1,30}})(?P<more>(?:\s{UPPER}[\w’'-]{{0,30}}){{0,3}})"
)
_NOUN_BEFORE: Final = Pattern(r"(?<![a-z'])([a-z]{4,16}) [«\"(]?")
_BRACKETED_REACH: Final = 140
_CHAIN_MOST: Final = 7


@cache
def _thing_noun() -> re.Pattern[str]:
    """Return the pattern of what comes before the name of a thing: "programme ", "projet intitulé "."""
    nouns = any_of(sorted(common_nouns("thing"), key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{nouns}) (?:(?:intitulee?s?|denommee?s?|d[eu]|des) |d')?")


def find_things(doc: Doc) -> frozenset[str]:
    """Return the names, folded, that the document says are of things."""
    found: set[str] = set()
    for part in doc.parts:
        for noun in _thing_noun().finditer(part.folded):
            name = _NAME.match(part.text, noun.end())
            if name is None:
                continue
            of = noun[0].endswith((" de ", " du ", " des ", " d'"))
            if of and not name["open"]:
                continue  # "le projet de Nantes" is no project called Nantes
            found.add(fold(name["first"]))
            found.add(fold(name["first"] + name["more"]))
    return frozenset(found)


_SMALL_WORD: Final = re.compile(r"(?<![\w.@/’'-])[a-zß-öø-ÿœ]{4,20}(?![\w@/-]|\.\w)")


def find_small_words(doc: Doc) -> frozenset[str]:
    """Return the words, folded, that the document writes small: "familles" beside "les Familles"."""
    return frozenset(fold(word) for part in doc.parts for word in _SMALL_WORD.findall(part.text))


def is_thing(doc: Doc, m: OrganisationMention) -> bool:
    """Return whether *m*, which only its place vouches for, is a thing's name."""
    name = fold(m.name)
    if name.isalpha() and m.name[1:].islower() and name in doc.get(find_small_words):
        return True
    things = doc.get(find_things)
    if name in things or name.split()[0] in things & _short_things(m.name):
        return True
    if not m.name.isupper():
        return False
    folded = m.part.folded
    noun = _NOUN_BEFORE.right_before(folded, m.start)
    if noun is not None and noun[1] not in stop_words("leads") and "\n" not in noun[0]:
        return True
    return _beside_a_thing(m) or any(_explained_as_thing(part, m.name) for part in doc.parts)


def _short_things(name: str) -> frozenset[str]:
    """Return the first word of "DAT de Nantes" where it is an acronym: it is the thing's name alone."""
    first, _, rest = name.partition(" ")
    return frozenset({fold(first)} if rest and first.isupper() else ())


def _beside_a_thing(m: OrganisationMention) -> bool:
    """Return whether *m* stands behind a thing that it is the short name of: "un plan, le PCCI"."""
    folded = m.part.folded
    start = m.start
    for opening in ("l'", "le ", "la "):
        if folded.endswith(opening, 0, start):
            start -= len(opening)
            break
    if not folded.endswith((", ", " (", " - ", ' "'), 0, start):
        return False
    least = max(0, start - _BRACKETED_REACH, folded.rfind("\n", 0, start) + 1)
    return _ends_with_thing(m.part.text[least:start].rstrip(' ,(-"«“'))


def _ends_with_thing(text: str) -> bool:
    """Tell "un programme de climat" from "le projet est financé par l’ANXB"."""
    for word in reversed(text.split()[-_CHAIN_MOST:]):
        plain = fold(word).rpartition("'")[2]
        if plain in common_nouns("thing"):
            return True
        if word[-1] in ",;:)" or not word.islower():
            return False
        if plain in little_words("function") and plain not in little_words("chain"):
            return False
    return False


def _explained_as_thing(part: Part, acronym: str) -> bool:
    """Return whether *part* spells *acronym* out, and what it spells is no organisation."""
    at = part.text.find(f"({acronym})")
    if at < 0:
        return False
    start = name_before(part.text, part.folded, at, acronym)
    if start is None:
        return False
    name = part.text[start:at].strip()
    first = fold(name).replace("-", " ").split()[0].rpartition("'")[2]
    if first in common_nouns("thing") - common_nouns("body"):
        return True
    return type_of(name) == "other" and is_common_noun(first)
