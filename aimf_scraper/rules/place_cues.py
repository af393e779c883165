"""What stands before a name and says what it is: "la mairie de", "à", "d'".

The words are in ``data/place_cues.tsv``, folded, without marks. Reading goes
leftwards from the name over at most a dozen words of the same clause, so its
cost does not grow with the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from aimf_scraper.rules.scan import Part

_REACH: Final = 90  # characters looked at before a name
_MOST_WORDS: Final = 12
_PAREN: Final = re.compile(r"\([^()\n]{1,30}\)")
_FILLER: Final = "\0"
_OPENING: Final = " '\"«“("  # what may lie between a cue and its name
_GAP: Final = 3
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
#: What an article's own preposition makes of it: "de la", "à la".
_BEFORE_ARTICLE: Final = {"de": "of_the", "d": "of_the", "a": "at_the"}
_LETS_A_HEAD: Final = frozenset({"of", "of_the"})


class Clause:
    """The words that run up to a name, nearest first, read only as far as asked.

    A mark that parts ends them; what stands in brackets is passed over. A word
    comes folded, with where it begins.
    """

    __slots__ = ("_base", "_chunks", "_edge", "_empty", "_read")

    def __init__(self, part: Part, start: int) -> None:
        base = max(0, start - _REACH)
        window = part.folded[base:start]
        if ")" in window:
            window = _PAREN.sub(lambda m: _FILLER * len(m.group()), window)
        edge = len(window.rstrip(_OPENING))
        self._base = base
        self._edge = edge
        self._read: list[tuple[str, int]] = []
        self._empty = 0
        self._chunks: list[str] = []
        gap = len(window) - edge
        if gap <= _GAP and not (gap and "\n" in window[edge:]):
            joined = window[:edge].replace("'", " ").replace("-", " ")
            self._chunks = joined.rsplit(" ", _MOST_WORDS)

    def word(self, number: int) -> tuple[str, int] | None:
        """Return the word *number* back from the name, 0 the nearest; ``None`` past the first."""
        read = self._read
        while number >= len(read):
            if not self._chunks:
                return None
            self._step()
        return read[number]

    def _step(self) -> None:
        """Read one more chunk between blanks."""
        chunk = self._chunks.pop()
        at = self._edge - len(chunk)
        self._edge = at - 1
        start = self._base + at
        if chunk.isalnum() and start != self._base:
            self._empty = 0
            self._read.append((chunk, start))
        elif not chunk:
            self._empty += 1
            if self._empty == _DASH:
                self._chunks.clear()
        elif not chunk.startswith(_FILLER):
            self._read_marked(chunk, at)

    def _read_marked(self, chunk: str, at: int) -> None:
        """Read a chunk that holds a mark, or that the window may cut: "M.", "(siege"."""
        whole = at > 0 or self._base == 0
        word = chunk.rstrip(".")
        if word == chunk and whole and chunk.isalnum():
            self._empty = 0
            self._read.append((chunk, self._base + at))
            return
        if word.isalnum() and whole and (len(word) == 1 or self._is_title(word)):
            self._read.append((word, self._base + at))  # "M. ", "C. U. "
            return
        tail = _TAIL.search(chunk)
        if tail is not None and (at + tail.start() or not self._base):
            self._read.append((tail.group(), self._base + at + tail.start()))
        self._chunks.clear()

    def _is_title(self, word: str) -> bool:
        return not self._read and word in little_words("honorific")


class Lead(NamedTuple):
    """What leads to a name.

    ``cue``: a class of ``place_cues.tsv``, or ``None``. ``start``: where the
    cue's own words begin, the name's start where there is none. ``preposition``:
    ``of``, ``of_the``, ``at``, ``at_the``, ``in``, ``the``, ``None``.
    """

    cue: str | None
    start: int
    preposition: str | None
    clause: Clause
    skipped: int

    def word(self, number: int) -> tuple[str, int] | None:
        """Return the word *number* back from the preposition, or from the name without one."""
        return self.clause.word(self.skipped + number)


@cache
def little_words(kind: str) -> frozenset[str]:
    """Return the words of ``place_words.tsv`` of one class: ``function`` or ``inner``."""
    return frozenset(word for word, one in rows("place_words") if one == kind)


@cache
def _ends_adjectives() -> frozenset[str]:
    return little_words("function") - {"et"}


class _Phrases(NamedTuple):
    """The cues that end in one word.

    ``longer``: phrases, their words from last to first, by the word before the
    last, the longest first.
    """

    alone: str | None
    longer: dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _cues() -> dict[str, _Phrases]:
    by_last: dict[str, _Phrases] = {}
    for phrase, cue, *_ in sorted(rows("place_cues"), key=lambda row: -row[0].count(" ")):
        words = tuple(reversed(phrase.split()))
        known = by_last.setdefault(words[0], _Phrases(None, {}))
        if len(words) == 1:
            by_last[phrase] = known._replace(alone=cue)
        else:
            known.longer.setdefault(words[1], []).append((words, cue))
    return by_last


def lead_of(part: Part, start: int) -> Lead:
    """Return what stands before the name that begins at *start*."""
    clause = Clause(part, start)
    nearest = clause.word(0)
    if nearest is None:
        return Lead(None, start, None, clause, 0)
    word, at = nearest
    preposition = None
    skipped = 0
    if word == "a" and part.text[at] in "àÀA":
        preposition, skipped = "at", 1
    elif word in _PREPOSITIONS:
        preposition, skipped = _PREPOSITIONS[word], 1
        if preposition == "the":
            before = clause.word(1)
            contracted = _BEFORE_ARTICLE.get(before[0]) if before else None
            if contracted is not None:
                preposition, skipped = contracted, 2
    if preposition is None or preposition in _LETS_A_HEAD:
        found = _head(part, clause, skipped)
        if found is not None:
            return Lead(found[0], found[1], preposition, clause, skipped)
    return Lead(None, start, preposition, clause, skipped)


def _head(part: Part, clause: Clause, first: int) -> tuple[str, int] | None:
    """Return the cue and where it begins, up to two adjectives before word *first*."""
    cues = _cues()
    for number in range(first, first + _BETWEEN + 1):
        one = clause.word(number)
        if one is None:
            return None
        word, at = one
        phrases = cues.get(word)
        if phrases is not None:
            found = _longest_cue(clause, number, phrases)
            if found is not None and (number == first or found[0] in _ADJECTIVE_HEADS):
                return found
        if word in _ends_adjectives() or part.text[at].isupper():
            return None
    return None


def _longest_cue(clause: Clause, number: int, phrases: _Phrases) -> tuple[str, int] | None:
    """Return the longest of *phrases* that ends at word *number*, and where it begins."""
    before = clause.word(number + 1) if phrases.longer else None
    if before is not None:
        for phrase, cue in phrases.longer.get(before[0], ()):
            found = [clause.word(number + i) for i in range(len(phrase))]
            if found[-1] is not None and tuple(one[0] for one in found if one) == phrase:
                return cue, found[-1][1]
    last = clause.word(number)
    return (phrases.alone, last[1]) if phrases.alone and last else None
