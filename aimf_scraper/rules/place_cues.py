"""What stands before a name and says what it is: "la mairie de", "à", "d'".

The words are in ``data/place_cues.tsv``, folded, without marks. Reading goes
leftwards from the name over at most a dozen words of the same clause, so its
cost does not grow with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from aimf_scraper.rules.scan import Part

_REACH: Final = 90  # characters looked at before a name
_WORD: Final = re.compile(r"[^\W_]+")
_PAREN: Final = re.compile(r"\([^()\n]{1,30}\)")
#: What may lie between two words of one phrase.
_JOINT: Final = re.compile(r"[ '\-]{1,3}\Z|(?<=\b[a-z])\. ?\Z|\.-?\Z")
_BEFORE_NAME: Final = re.compile(r" ?['\"«“( ]{0,2} ?\Z")
#: The longest phrase of the table, in words.
_LONGEST: Final = 6
_BETWEEN: Final = 2  # adjectives between a head and its "de": "ville côtière de"
_ADJECTIVE_HEADS: Final = frozenset({"town_hall", "mayor", "place"})
_PREPOSITIONS: Final = {
    "de": "of",
    "d": "of",
    "of": "of",
    "du": "of_the",
    "des": "of_the",
    "au": "at_the",
    "aux": "at_the",
    "en": "in",
    "vers": "at",
    "depuis": "at",
    "le": "the",
    "la": "the",
    "les": "the",
    "l": "the",
}


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads to a name.

    ``cue``: a class of ``place_cues.tsv``, or ``None``. ``start``: where the
    cue's own words begin, the name's start where there is none. ``preposition``:
    ``of``, ``of_the``, ``at``, ``at_the``, ``in``, ``the``, ``None``. ``words``:
    the folded words of the clause before the preposition, nearest last, with
    where each begins.
    """

    cue: str | None
    start: int
    preposition: str | None
    words: tuple[tuple[str, int], ...]


@cache
def little_words(kind: str) -> frozenset[str]:
    """Return the words of ``place_words.tsv`` of one class: ``function`` or ``inner``."""
    return frozenset(word for word, one in rows("place_words") if one == kind)


@cache
def _cues() -> dict[str, str]:
    return {phrase: cue for phrase, cue, *_ in rows("place_cues")}


def lead_of(part: Part, start: int) -> Lead:
    """Return what stands before the name that begins at *start*."""
    words = _clause(part, start)
    preposition = None
    if words:
        word, at = words[-1]
        if word == "a" and (part.text[at] in "àÀA"):
            preposition = "at"
            words = words[:-1]
        elif word in _PREPOSITIONS:
            preposition = _PREPOSITIONS[word]
            words = words[:-1]
            if preposition == "the" and words and words[-1][0] in {"de", "d"}:
                preposition = "of_the"
                words = words[:-1]
            elif preposition == "the" and words and words[-1][0] == "a":
                preposition = "at_the"
                words = words[:-1]
    if preposition in {"of", "of_the", None} and words:
        found = _head(part, words)
        if found is not None:
            return Lead(found[0], found[1], preposition, tuple(words))
    return Lead(None, start, preposition, tuple(words))


def _clause(part: Part, start: int) -> list[tuple[str, int]]:
    """Return the words that run up to *start* without a mark that parts them."""
    base = max(0, start - _REACH)
    window = part.folded[base:start]
    if ")" in window:
        window = _PAREN.sub(lambda m: " " * len(m.group()), window)
        window = re.sub(r"  +", lambda m: " " * len(m.group()), window)
    found: list[tuple[str, int]] = []
    edge = len(window)
    for m in reversed(list(_WORD.finditer(window))):
        gap = window[m.end() : edge]
        joined = _BEFORE_NAME.match(gap) if not found else _JOINT.match(gap)
        if not found and gap == ". " and m.group() in little_words("honorific"):
            joined = _JOINT.match(" ")
        if not joined and gap.strip(" "):
            break
        if "\n" in gap:
            break
        if m.start() == 0 and base > 0:
            break  # perhaps the tail of a word
        found.append((m.group(), base + m.start()))
        edge = m.start()
    found.reverse()
    return found


def _head(part: Part, words: list[tuple[str, int]]) -> tuple[str, int] | None:
    cues = _cues()
    for skipped in range(_BETWEEN + 1):
        last = len(words) - skipped
        if last < 1:
            break
        if skipped:
            between, at = words[last]
            if between in little_words("function") - {"et"} or part.text[at].isupper():
                break
        for length in range(min(_LONGEST, last), 0, -1):
            cue = cues.get(" ".join(word for word, _ in words[last - length : last]))
            if cue is not None and (not skipped or cue in _ADJECTIVE_HEADS):
                return cue, words[last - length][1]
    return None
