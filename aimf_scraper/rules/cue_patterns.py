"""Tables of cue words as expressions: one search for a whole table, then the row that it hit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD_START: Final = "(?<![a-z0-9])"
# A pattern that begins with a letter as it stands, no repeat behind it.
_LITERAL: Final = re.compile(r"[a-z](?![?*{])")


def any_of(patterns: Sequence[str]) -> str:
    """Return *patterns* as one alternation over their first letters: most words fail there.

    >>> any_of(["dons?", "bourses?", "dotations?"])
    'd(?:ons?|otations?)|b(?:ourses?)'
    """
    tails: dict[str, list[str]] = {}
    rest = []
    for one in patterns:
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
        self._rows = [re.compile("|".join(row)) for row in rows]

    def finditer(self, folded: str, start: int, end: int) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the number of the row and its match, in reading order, none overlapping."""
        hit = self._all.search(folded, start, end)
        while hit:
            for number, row in enumerate(self._rows):
                match = row.match(folded, hit.start(), end)
                if match:
                    yield number, match
                    break
            hit = self._all.search(folded, max(hit.end(), hit.start() + 1), end)
