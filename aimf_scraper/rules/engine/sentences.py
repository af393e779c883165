"""Where sentences and lines begin and end: asked here, and nowhere else in the rules.

A sentence ends at a full stop, an exclamation or question mark or an ellipsis that is
followed by a blank and by anything but a small letter, and at the end of its line. No
sentence ends behind an abbreviation ("M. Diop", "env. 300", "sept. 2021":
``abbreviations.tsv``), an initial ("J. Ky"), the number of a heading or an item ("1. Eau"),
or within a number ("1.200").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final, Literal

from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

#: What may end a sentence; most full stops that end none are seen by the character behind them.
_MARK: Final = re.compile(r"[.!?…\n]")
_MAY_FOLLOW: Final = frozenset(" \u00a0\u202f\t.!?…»\"”’')]")
#: The end of a sentence from its mark on.
_END: Final = re.compile(
    r"[.!?…]{1,4}(?:[ \u00a0\u202f]?[»\"”’')\]]){0,3}+(?=[ \t\u00a0\u202f]{1,4}[^\sa-zß-öø-ÿœ])"
)
#: The word before a full stop, with the full stops inside it ("S.E.M").
_WORD: Final = re.compile(r"[^\W_]{1,6}(?:[.-]{1,2}[^\W_]{1,4}){0,4}\Z")
_LAST_WORD: Final = re.compile(r"[^\W_]+\Z")
_WORD_REACH: Final = 30
_LONGEST: Final = 7  # letters: no abbreviation has so many
#: A heading's or an item's number at the head of its line: "1.", "2.3.", "IV.", "a.".
_NUMBER: Final = re.compile(r"[ \t•*–-]{0,4}(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[A-Za-z])\Z")
_NUMBER_REACH: Final = 16
_BLANKS: Final = " \t\u00a0\u202f"
#: What may stand before the first word of a sentence.
_OPENING: Final = " \t\u00a0\u202f«\"“'’(•*–-"


@dataclass(frozen=True, slots=True)
class _Abbreviation(Row):
    """A line of ``abbreviations.tsv``."""

    key: ClassVar = ("word",)
    word: str
    next: Literal["any", "figure"]
    kind: Literal["title"] | None


@cache
def _table() -> tuple[_Abbreviation, ...]:
    return read_tsv(Path(__file__).with_name("abbreviations.tsv"), _Abbreviation)


@cache
def _abbreviations() -> dict[str, str]:
    return {one.word: one.next for one in _table()}


@cache
def _titles() -> frozenset[str]:
    return frozenset(one.word for one in _table() if one.kind == "title")


_LONGEST_TITLE: Final = 4


def without_title_points(folded: str) -> str:
    """Return a folded text in which "M. Nour" is "m  nour": what it says ends no clause either.

    Offsets hold. Patterns that stop at a full stop go on behind a title, as behind "Monsieur".

    >>> without_title_points("selon m. nour, mme. ky et le dr. ba. fin.")
    'selon m  nour, mme  ky et le dr  ba. fin.'
    """
    pieces: list[str] = []
    done = 0
    at = folded.find(". ")
    while at >= 0:
        before = folded[at - _LONGEST_TITLE - 1 if at > _LONGEST_TITLE else 0 : at]
        if not before.isalpha() or len(before) <= _LONGEST_TITLE:
            word = _LAST_WORD.search(before)
            if word is not None and word[0] in _titles():
                pieces += [folded[done:at], " "]
                done = at + 1
        at = folded.find(". ", at + 1)
    return "".join([*pieces, folded[done:]]) if pieces else folded


class Sentences:
    """The sentences and lines of one text; read once, when first asked."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = _starts(text)

    def span(self, at: int) -> tuple[int, int]:
        """Return where the sentence of *at* begins, behind the mark that ends the last, and ends."""
        starts = self._starts
        index = bisect_right(starts, at)
        end = starts[index] if index < len(starts) else len(self._text)
        return starts[index - 1], end

    def start(self, at: int) -> int:
        """Return where the sentence of *at* begins; *at* itself where one ends there."""
        starts = self._starts
        return starts[bisect_right(starts, at) - 1]

    def clause_start(self, at: int) -> int:
        """Return where the part of the sentence of *at* begins that semicolons cut off."""
        start = self.start(at)
        return max(start, self._text.rfind("; ", start, at) + 1)

    def clause_end(self, at: int) -> int:
        """Return where the part of the sentence of *at* ends that semicolons cut off."""
        end = self.end(at)
        found = self._text.find("; ", at, end)
        return end if found < 0 else found

    def end(self, at: int) -> int:
        """Return where the sentence of *at* ends, before the end of its line."""
        end = self.span(at)[1]
        return end - (end > at and self._text[end - 1] == "\n")

    def around(self, at: int, number: int) -> tuple[int, int]:
        """Return the span from *number* sentences before the one of *at* to as many behind it."""
        starts = self._starts
        index = bisect_right(starts, at)
        last = index + number
        return starts[max(0, index - 1 - number)], (
            starts[last] if last < len(starts) else len(self._text)
        )

    def breaks(self, start: int, end: int) -> bool:
        """Return whether a sentence ends between *start* and *end*."""
        starts = self._starts
        return bisect_right(starts, end) != bisect_right(starts, start)

    def opens(self, at: int) -> bool:
        """Return whether the word at *at* is the first of its sentence, marks left aside."""
        return not self._text[self.start(at) : at].strip(_OPENING)


def _starts(text: str) -> list[int]:
    """Return where the sentences of *text* begin."""
    starts = [0]
    past = 0
    for mark in _MARK.finditer(text):
        at = mark.start()
        if at < past:
            continue
        if mark[0] == "\n":
            starts.append(at + 1)
            continue
        follows = text[at + 1 : at + 3]
        if follows[:1] == " " and follows[1:].isupper() and text[at - _LONGEST : at].isalpha():
            starts.append(at + 1)  # nearly all of them
        elif follows[:1] in _MAY_FOLLOW:
            end = _END.match(text, at)
            if end is not None and (
                mark[0] != "." or text[at - _LONGEST : at].isalpha() or _ends(text, at, end.end())
            ):
                past = end.end()
                starts.append(past)
    return starts


def _ends(text: str, at: int, end: int) -> bool:
    """Return whether the full stop at *at* ends a sentence: no abbreviation, initial or number is before it."""
    if text[at + 1] in ".…":
        return True
    before = _WORD.search(text, max(0, at - _WORD_REACH), at)
    if before is None:
        return True
    word = before[0]
    if (
        len(word) == 1
        and word.isupper()
        and not text[before.start() - 1 : before.start()].isalnum()
    ):
        return not _names_follow(text, end)
    line = text.rfind("\n", max(0, at - _NUMBER_REACH), at) + 1
    if at - line < _NUMBER_REACH and _NUMBER.match(text, line, at):
        return False
    follows = _abbreviations().get(fold(word))
    if follows is None:
        return True
    behind = text[end : end + 5].lstrip(_BLANKS)
    return follows == "figure" and not behind[:1].isdigit()


def _names_follow(text: str, end: int) -> bool:
    """Return whether a word in capitals follows, whose initial the letter before may be."""
    behind = text[end : end + 6].lstrip(_BLANKS)
    return behind[:1].isupper()
