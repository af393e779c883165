"""What stands before a name and says what it is: "la mairie de", "à", "d'".

The words are in ``cues.tsv``, folded, without marks. Reading goes
leftwards from the name over at most a dozen words of the same clause, so its
cost does not grow with the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.places.cues import cues_of, said_by

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part

_REACH: Final = 90  # characters looked at before a name
_MOST_WORDS: Final = 12
_NEAR_WORDS: Final = 3  # read at once; the others of a clause wait until they are asked for
_PAREN: Final = re.compile(r"\([^()\n]{1,30}\)")
_FILLER: Final = "\0"
_AT: Final = " a "
_A_GRAVE: Final = frozenset("àÀA")  # of what is folded to "a"
_OPENING: Final = " '\"«“("  # what may lie between a cue and its name
_GAP: Final = 3
_DASH: Final = 2  # empty pieces: " - " parts, "d'un  mot" does not
_TAIL: Final = re.compile(r"[^\W_]+\Z")
_BETWEEN: Final = 2  # adjectives between a head and its "de": "ville côtière de"
_ADJECTIVE_HEADS: Final = frozenset({"town_hall", "mayor", "place"})
#: What may stand between a head and a name: "ville de", "commune du", "commune".
_LETS_A_HEAD: Final = frozenset({"of", "of_the", None})


class Lead:
    """What leads to a name: a cue, a preposition, and the words before.

    ``cue``: a class of ``place_cues.tsv``, or ``None``. ``start``: where the
    cue's own words begin, the name's start where there is none. ``preposition``:
    ``of``, ``of_the``, ``at``, ``at_the``, ``in``, ``the``, ``None``.

    The words are those of the clause, nearest first, cut and read only as far as
    asked. A mark that parts ends them; what stands in brackets is passed over.
    """

    __slots__ = (
        *("cue", "preposition", "skipped", "start"),
        *("_base", "_chunks", "_edge", "_empty", "_far", "_folded", "_read", "_whole"),
    )

    def __init__(self, folded: str, start: int) -> None:
        self.cue: str | None = None
        self.start = start
        self.preposition: str | None = None
        self.skipped = 0  # words of the preposition
        self._folded: str | None = folded  # until the first word is asked for
        self._edge = start
        self._read: list[tuple[str, int]] = []

    def word(self, number: int) -> tuple[str, int] | None:
        """Return the word *number* back from the preposition, or from the name without one.

        0 is the nearest; a word comes folded, with where it begins; ``None`` past the first.
        """
        number += self.skipped
        read = self._read
        if self._folded is not None:
            self._cut(self._folded)
        while number >= len(read):
            if not self._chunks:
                return None
            self._step()
        return read[number]

    def _cut(self, folded: str) -> None:
        """Cut what stands before the name at the blanks, and read the nearest plain words.

        All that is farther stays in one: few names need it to be told.
        """
        start = self._edge
        base = start - _REACH if start > _REACH else 0
        line = folded.rfind("\n", base, start) + 1
        self._whole = line > 0 or base == 0  # else the window may cut its first word
        base = line or base
        window = folded[base:start]
        if ")" in window:
            window = _PAREN.sub(lambda m: _FILLER * len(m.group()), window)
        words = window.rstrip(_OPENING)
        edge = len(words)
        gap = len(window) - edge
        chunks: list[str] = []
        if gap <= _GAP:
            chunks = words.replace("'", " ").replace("-", " ").rsplit(" ", _NEAR_WORDS)
            while len(chunks) > 1 and chunks[-1].isalnum():
                word = chunks.pop()
                edge -= len(word)
                self._read.append((word, base + edge))
                edge -= 1
        self._folded = None
        self._base, self._edge, self._chunks = base, edge, chunks
        self._far = _MOST_WORDS - _NEAR_WORDS
        self._empty = 0

    def _step(self) -> None:
        """Read one more chunk between blanks."""
        if self._far and len(self._chunks) == 1:
            self._chunks = self._chunks[0].rsplit(" ", _NEAR_WORDS)
            self._far -= _NEAR_WORDS
        chunk = self._chunks.pop()
        at = self._edge - len(chunk)
        self._edge = at - 1
        if chunk.isalnum() and at:
            self._empty = 0
            self._read.append((chunk, self._base + at))
        elif not chunk:
            self._empty += 1
            if self._empty == _DASH:
                self._chunks.clear()
        elif not chunk.startswith(_FILLER):
            self._read_marked(chunk, at)

    def _read_marked(self, chunk: str, at: int) -> None:
        """Read a chunk that holds a mark, or that the window may cut: "M.", "(siege"."""
        whole = at > 0 or self._whole
        word = chunk.rstrip(".")
        if word == chunk and whole and chunk.isalnum():
            self._empty = 0
            self._read.append((chunk, self._base + at))
            return
        if word.isalnum() and whole and (len(word) == 1 or self._is_title(word)):
            self._read.append((word, self._base + at))  # "M. ", "C. U. "
            return
        tail = _TAIL.search(chunk) if chunk[-1].isalnum() else None
        if tail is not None and (at + tail.start() or self._whole):
            self._read.append((tail.group(), self._base + at + tail.start()))
        self._chunks.clear()

    def _is_title(self, word: str) -> bool:
        return not self._read and word in little_words("honorific")


@cache
def _ends_adjectives() -> frozenset[str]:
    return little_words("function") - {"et"}


class _Cues:
    """The cues that end in certain words: ``cue`` is those words', if they are one.

    ``before``: the longer cues, by the word before.
    """

    __slots__ = ("before", "cue")

    def __init__(self) -> None:
        self.cue: str | None = None
        self.before: dict[str, _Cues] = {}


@cache
def cue_rows() -> dict[str, tuple[str, str]]:
    """Return what each lead makes of a name and where it stands, by its words."""
    rows: dict[str, tuple[str, str]] = {
        one.phrase: (one.says, one.read_at) for one in cues_of("lead") if one.says
    }
    for head in municipal_words().values():
        if head.cue is not None:
            rows[head.word.replace("'", " ")] = head.cue, head.read_at
    return rows


@cache
def _cues() -> dict[str, _Cues]:
    """Return the cues by their last word, and so on to their first."""
    every = _Cues()
    for phrase, (cue, _) in cue_rows().items():
        known = every
        for word in reversed(phrase.split()):
            known = known.before.setdefault(word, _Cues())
        known.cue = cue
    return every.before


def lead_of(part: Part, start: int) -> Lead:
    """Return what stands before the name that begins at *start*."""
    folded, text = part.folded, part.text
    lead = Lead(folded, start)
    if folded[start - len(_AT) : start] == _AT and text[start - 2] in _A_GRAVE:
        lead.preposition, lead.skipped = "at", 1  # told without reading a word
        return lead
    nearest = lead.word(0)
    if nearest is None:
        return lead
    word, at = nearest
    if word == "a" and text[at] in _A_GRAVE:
        lead.preposition, lead.skipped = "at", 1
        return lead
    preposition = said_by("preposition").get(word)
    skipped = 0 if preposition is None else 1
    if preposition == "the":
        before = lead.word(1)
        contracted = said_by("before_article").get(before[0]) if before else None
        if contracted is not None:
            preposition, skipped = contracted, 2
    lead.preposition, lead.skipped = preposition, skipped
    if preposition in _LETS_A_HEAD:
        head = _head(text, lead)
        if head is not None:
            lead.cue, lead.start = head
    return lead


def _head(text: str, lead: Lead) -> tuple[str, int] | None:
    """Return the cue and where it begins, up to two adjectives before the name."""
    cues = _cues()
    for number in range(_BETWEEN + 1):
        one = lead.word(number)
        if one is None:
            return None
        word, at = one
        if word in cues:
            cue, begins = _longest_cue(lead, number, cues[word], at)
            if cue is not None and (number == 0 or cue in _ADJECTIVE_HEADS):
                return cue, begins
        if word in _ends_adjectives() or text[at].isupper():
            return None
    return None


def _longest_cue(lead: Lead, number: int, cues: _Cues, at: int) -> tuple[str | None, int]:
    """Return the longest of *cues* that ends at word *number*, and where it begins.

    *at*: where that word does.
    """
    cue, begins = cues.cue, at
    while cues.before:
        number += 1
        one = lead.word(number)
        longer = cues.before.get(one[0]) if one else None
        if one is None or longer is None:
            break
        cues = longer
        if cues.cue is not None:
            cue, begins = cues.cue, one[1]
    return cue, begins
