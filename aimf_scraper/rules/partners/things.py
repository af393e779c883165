"""Names that a document gives to projects, prizes and devices: no organisation's, wherever they stand.

"Le programme Emergence" makes every other "Emergence" of the document a programme;
"la Dotation d'action territoriale (DAT)" makes "DAT" a subsidy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.common_nouns import common_nouns, is_common_noun
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.abbreviations import name_before
from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.mention import OrganisationMention

_NOUN_BEFORE: Final = Pattern(r"(?<![a-z'])([a-z]{4,16}) [«\"(]?")
_BRACKETED_REACH: Final = 140
_CHAIN_MOST: Final = 7


def _answers(doc: Doc) -> dict[str, bool]:
    """Return what was asked about names of the document so far, to be added to."""
    return dict.fromkeys(("",), False) if doc.parts else {}


def is_named_thing(doc: Doc, name: str) -> bool:
    """Return whether the document says of *name* somewhere what thing it is: "le programme Emergence"."""
    answers = doc.get(_answers)
    if name not in answers:
        if len(answers) > _NAMES_MOST:
            return False
        answers[name] = any(_said_in(part, name) for part in doc.parts)
    return answers[name]


def _said_in(part: Part, name: str) -> bool:
    at = -1
    for _ in range(_PLACES_MOST):
        at = part.text.find(name, at + 1)
        if at < 0:
            return False
        before = part.folded[part.context.before(at, "near").start : at]
        words = before.rstrip(_OPENING)
        quoted = before.endswith(_QUOTES)
        word = words.rpartition(" ")[2]
        if quoted and word in _LINKS:
            word = words.rpartition(" ")[0].rpartition(" ")[2]
        if before[-1:] in _OPENING and word.rpartition("'")[2] in common_nouns("thing"):
            return True
    return False


#: A text with more names that only a list vouches for is no text.
_NAMES_MOST: Final = 300
_PLACES_MOST: Final = 20
_OPENING: Final = ' \u00a0«"“'
_QUOTES: Final = ("« ", '"', "“", "«", "«\u00a0")
_LINKS: Final = frozenset({"de", "du", "des"})


_SMALL_WORD: Final = re.compile(r"(?<![\w.@/’'-])[a-zß-öø-ÿœ]{4,20}(?![\w@/-]|\.\w)")


def find_small_words(doc: Doc) -> frozenset[str]:
    """Return the words, folded, that the document writes small: "familles" beside "les Familles"."""
    return frozenset(fold(word) for part in doc.parts for word in _SMALL_WORD.findall(part.text))


def is_thing(doc: Doc, m: OrganisationMention) -> bool:
    """Return whether *m*, which only its place vouches for, is a thing's name."""
    name = fold(m.name)
    if name.isalpha() and m.name[1:].islower() and name in doc.get(find_small_words):
        return True
    if is_named_thing(doc, m.name) or _is_part_of_thing(doc, m.name):
        return True
    if not m.name.isupper():
        return False
    folded = m.part.folded
    noun = _NOUN_BEFORE.right_before(folded, m.start)
    if noun is not None and noun[1] not in stop_words("leads") and "\n" not in noun[0]:
        return True
    return _beside_a_thing(m) or any(_explained_as_thing(part, m.name) for part in doc.parts)


def _is_part_of_thing(doc: Doc, name: str) -> bool:
    """Return whether *name* is a thing's acronym and more: "DAT de Nantes"."""
    first, _, rest = name.partition(" ")
    if not rest or not first.isupper():
        return False
    return is_named_thing(doc, first) or any(_explained_as_thing(part, first) for part in doc.parts)


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
