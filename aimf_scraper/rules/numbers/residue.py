"""What is left unread right beside a number, so that its value would be another one.

"12 45 000 €" is no 45 000, "deux 500 000 €" no 500 000, "10^6 habitants" no 6: where digits, number
words or signs of reckoning stand directly at a number, nothing is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.numbers import words
from aimf_scraper.tables import Row, read_tsv

#: Another figure, or a sign that reckons with it: "12 ", "10^", "x ", "⅓".
_FIGURE: Final = Pattern(r"(?:[0-9][ ]|[0-9][ ]?[x×*^_]|[\^×*_]|[⅐-⅞][ ]?)")
#: A year may stand before a number.
_YEAR: Final = Pattern(r"(?<![0-9.,'])(?:19|20)[0-9]{2}[ ]")
_WORD: Final = Pattern(r"(?:(?<![a-z])([a-z]{2,8})[ ])?(?<![a-z])([a-z]{3,12})[ ]")


@dataclass(frozen=True, slots=True)
class Companion(Row):
    """A line of ``companions.tsv``."""

    key: ClassVar = ("word",)
    word: str


@cache
def _companions() -> frozenset[str]:
    table = read_tsv(Path(__file__).with_name("companions.tsv"), Companion)
    return frozenset(one.word for one in table)


def is_before(folded: str, start: int) -> bool:
    """Return whether something unread stands right before the number at *start*.

    >>> [is_before(text, at) for text, at in (("12 45 000 eur", 3), ("en 2019 45 000", 8), ("de 45 000", 3))]
    [True, False, False]
    """
    if _FIGURE.right_before(folded, start):
        return not _YEAR.right_before(folded, start)
    word = _WORD.right_before(folded, start)
    if word is None or not words.is_number_word(word[2]):
        return False
    return word[1] not in _companions()
