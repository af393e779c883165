"""Expressions that know how far they reach, and tables of them searched in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from aimf_scraper.tables import ENDLESS, beginnings, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")

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


def longest_first(words: Iterable[str]) -> list[str]:
    """Return *words* as an alternation wants them, in the same order in every run.

    >>> longest_first({"pays", "payse", "paye"})
    ['payse', 'paye', 'pays']
    """
    return sorted(words, key=lambda word: (-len(word), word))


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


class Pattern:
    """A regular expression of bounded reach; how far it reaches and how it begins is worked out.

    ``reach``: the most characters of a match. ``first``: the characters that a match may begin
    with, empty where it may be any. ``beginnings``: the texts, by ``tables.beginnings``.
    """

    __slots__ = ("_ending", "beginnings", "first", "reach", "regex")

    def __init__(self, regex: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.regex = re.compile(regex, flags)
        self.reach = width(regex, int(flags))
        if self.reach >= ENDLESS:
            raise ValueError(f"{regex!r} repeats something without bound")
        self.beginnings = beginnings(regex, int(flags))
        self.first = frozenset(one[:1] for one in self.beginnings) - {""}
        # On a line of its own: a verbose expression may end in a comment.
        self._ending = re.compile(
            f"(?:{regex}\n)\\Z" if flags & re.VERBOSE else f"(?:{regex})\\Z", flags
        )

    def right_before(self, text: str, at: int, floor: int = 0) -> re.Match[str] | None:
        """Return the match that ends right at *at*, looking no farther back than it can reach.

        *floor*: where it begins at the earliest.
        """
        return self._ending.search(text, max(floor, at - self.reach), at)

    def right_after(self, text: str, at: int, end: int | None = None) -> re.Match[str] | None:
        """Return the match that begins right at *at* and ends before *end*."""
        return self.regex.match(text, at, len(text) if end is None else end)


class CueTable(Generic[T]):
    """Patterns and what they mean; where several match at one place, the first row counts.

    Every pattern ends in an empty group of its own: the one that a match
    closed tells the row, so that no row is tried again.
    """

    def __init__(self, rows: Sequence[tuple[Sequence[str], T]]) -> None:
        spelled_out = [
            (pattern, meaning)
            for patterns, meaning in rows
            for one in patterns
            for pattern in _spelled_out(one)
        ]
        marked = [f"{pattern}(?P<_{i}>)" for i, (pattern, _) in enumerate(spelled_out)]
        self._all = word_starts(marked)
        self._means = {
            group: spelled_out[int(name[1:])][1] for name, group in self._all.groupindex.items()
        }

    def hits(self, folded: str, start: int, end: int) -> list[tuple[T, re.Match[str]]]:
        """Return every match and what it means, in reading order, none overlapping."""
        means = self._means
        found = self._all.finditer(folded, start, end)
        return [(means[match.lastindex or 0], match) for match in found]
