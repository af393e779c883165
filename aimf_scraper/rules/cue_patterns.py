"""Tables of cue words as expressions: one search for a whole table, then the row that it hit."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD_START: Final = "(?<![a-z0-9])"
# A pattern that begins with a letter or digit as it stands, no repeat behind it.
_LITERAL: Final = re.compile(r"[a-z0-9](?![?*{])")
# A pattern that begins with a choice of plain words: "(?:sur|pour) trois ans".
_CHOICE: Final = re.compile(r"\(\?:([^()\\]+)\)(?![?*{])")


def _spelled_out(pattern: str) -> list[str]:
    """Return what *pattern* is the same as, a choice at its head written out.

    >>> _spelled_out("(?:sur|pour) [0-9] ans")
    ['sur [0-9] ans', 'pour [0-9] ans']
    """
    choice = _CHOICE.match(pattern)
    if choice is None:
        return [pattern]
    return [head + pattern[choice.end() :] for head in choice[1].split("|")]


def any_of(patterns: Sequence[str]) -> str:
    """Return *patterns* as one alternation over their first letters: most words fail there.

    >>> any_of(["dons?", "bourses?", "dotations?"])
    'd(?:ons?|otations?)|b(?:ourses?)'
    """
    tails: dict[str, list[str]] = {}
    rest = []
    for one in (each for pattern in patterns for each in _spelled_out(pattern)):
        if _LITERAL.match(one):
            tails.setdefault(one[0], []).append(one[1:])
        else:
            rest.append(one)
    lettered = [f"{letter}(?:{'|'.join(ends)})" for letter, ends in tails.items()]
    return "|".join([*lettered, *rest])


def word_starts(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return one expression for *patterns*, each from the start of a word on."""
    return re.compile(f"{_WORD_START}(?:{any_of(patterns)})")


class CueTable:
    """Rows of patterns; where several match at one place, the first row counts."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._all = word_starts([one for row in rows for one in row])
        self._every: list[
            tuple[int, re.Pattern[str]]
        ] = []  # rows of patterns without a first letter
        self._by_first: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for number, row in enumerate(rows):
            compiled = number, re.compile(any_of(row))
            each = [one for pattern in row for one in _spelled_out(pattern)]
            if all(map(_LITERAL.match, each)):
                for first in sorted({one[0] for one in each}):
                    self._by_first.setdefault(first, []).append(compiled)
            else:
                self._every.append(compiled)
        for first, own in self._by_first.items():
            self._by_first[first] = sorted([*own, *self._every], key=itemgetter(0))

    def finditer(self, folded: str, start: int, end: int) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the number of the row and its match, in reading order, none overlapping."""
        hit = self._all.search(folded, start, end)
        while hit:
            at = hit.start()
            for number, row in self._by_first.get(folded[at], self._every):
                match = row.match(folded, at, end)
                if match:
                    yield number, match
                    break
            hit = self._all.search(folded, max(hit.end(), at + 1), end)
