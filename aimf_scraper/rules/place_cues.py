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
_MOST_WORDS: Final = 12
_PAREN: Final = re.compile(r"\([^()\n]{1,30}\)")
_FILLER: Final = "\0"
_OPENING: Final = " '\"«“("  # what may lie between a cue and its name
_GAP: Final = 3
_JOINTS: Final = str.maketrans("'-", "  ")
_DASH: Final = 2  # empty pieces: " - " parts, "d'un  mot" does not
_TAIL: Final = re.compile(r"[^\W_]+\Z")
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
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the phrases by their last word, the longest first."""
    by_last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, cue, *_ in rows("place_cues"):
        words = tuple(phrase.split())
        by_last.setdefault(words[-1], []).append((words, cue))
    for phrases in by_last.values():
        phrases.sort(key=lambda p: -len(p[0]))
    return by_last


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
        window = _PAREN.sub(lambda m: _FILLER * len(m.group()), window)
    edge = len(window.rstrip(_OPENING))
    if len(window) - edge > _GAP or "\n" in window[edge:]:
        return []
    found: list[tuple[str, int]] = []
    empty = 0
    for chunk in reversed(window[:edge].translate(_JOINTS).rsplit(" ", _MOST_WORDS)):
        at = edge - len(chunk)
        edge = at - 1
        if chunk.isalnum() and (at or not base):
            empty = 0
            found.append((chunk, base + at))
        elif not chunk:
            empty += 1
            if empty == _DASH:
                break
        elif not chunk.startswith(_FILLER):
            word = chunk.rstrip(".")
            whole = at > 0 or base == 0
            if word.isalnum() and whole and (len(word) == 1 or _is_title(word, found)):
                found.append((word, base + at))  # "M. ", "C. U. "
                continue
            tail = _TAIL.search(chunk)
            if tail is not None and (at + tail.start() or not base):
                found.append((tail.group(), base + at + tail.start()))
            break
    found.reverse()
    return found


def _is_title(word: str, found: list[tuple[str, int]]) -> bool:
    return not found and word in little_words("honorific")


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
        for phrase, cue in cues.get(words[last - 1][0], ()):
            first = last - len(phrase)
            if first < 0 or (skipped and cue not in _ADJECTIVE_HEADS):
                continue
            if all(words[first + i][0] == word for i, word in enumerate(phrase)):
                return cue, words[first][1]
    return None
