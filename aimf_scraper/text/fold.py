"""Folding: case and accents taken away, every offset kept.

Names are compared folded ("YAOUNDE" is "Yaoundé"). A fold that kept no
offsets would lose the evidence, so each character becomes exactly one: NFKD's
first code point, lower-cased where that is one character.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

_PUNCTUATION = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}


class _Table(dict[int, str]):
    """A translation table that works each code point out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[0]
        lower = base.lower()
        folded = _PUNCTUATION.get(char) or (lower if len(lower) == 1 else base)
        self[code] = folded
        return folded


@cache
def _table() -> _Table:
    return _Table()


def fold(text: str) -> str:
    """Return *text* in lower case without accents, curly quotes straight; never raises.

    ``len(fold(text)) == len(text)`` holds for every text, so an offset in the
    one is an offset in the other. Hyphens and dashes become ``-``, no-break
    spaces plain ones; ``œ`` and ``æ`` stay one character.

    >>> fold("Huê – Côte d’Ivoire")
    "hue - cote d'ivoire"
    """
    if text.isascii():
        return text.lower()
    table = _table()
    if len(table) > sys.maxunicode >> 4:  # hostile text must not fill the memory
        table.clear()
    return text.translate(table)
