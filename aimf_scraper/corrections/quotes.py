"""Where the words of a correction stand: kinds of blanks and apostrophes do not count, nothing else.

A spreadsheet or an e-mail program turns a no-break space into a plain one; it does not
turn one number into another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The order in which sources are looked through.
_SOURCES: Final = ("text", "title", "summary")
_ALIKE: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_DIGITS: Final = re.compile(r"\d+")
#: What joins two groups of digits to one number: 12 500, 12.500, 12,5.
_JOINS: Final = frozenset(" \u00a0\u202f.,'’")


def normal(text: str) -> str:
    r"""Return *text* as it is compared.

    >>> normal("  3,5\u00a0M€ de l’UE ")
    "3,5 M€ de l'UE"
    """
    return " ".join(text.split()).translate(_ALIKE)


def digits_of(text: str) -> list[str]:
    """Return the groups of digits in *text*: two quotes of one number have the same."""
    return _DIGITS.findall(text)


def places_of(quote: str, texts: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Yield source, start and end of each place where *quote* stands as words of their own."""
    words = normal(quote).split()
    if not words:
        return
    pattern = re.compile(r"\s{1,9}".join(map(_spelt, words)))
    for source in _SOURCES:
        text = texts.get(source, "")
        for found in pattern.finditer(text):
            if _stands_alone(text, found.start(), found.end()):
                yield source, found.start(), found.end()


def _spelt(word: str) -> str:
    return re.escape(word).replace("'", "['’‘ʼ]").replace(r"\-", "[-‐‑]")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether no letter or digit goes on at either side, and no number."""
    before, first = text[max(0, start - 2) : start], text[start]
    last, after = text[end - 1], text[end : end + 2]
    if before and (before[-1].isalnum() and first.isalnum()):
        return False
    if after and (after[0].isalnum() and last.isalnum()):
        return False
    if first.isdigit() and len(before) == 2 and before[0].isdigit() and before[1] in _JOINS:
        return False
    return not (last.isdigit() and len(after) == 2 and after[0] in _JOINS and after[1].isdigit())
