"""Little words around names, and what they say of the name: ``little_words.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from aimf_scraper.tables import Row, read_tsv

Use = Literal[
    "function",
    "inner",
    "chain",
    "honorific",
    "generic",
    "own_name",
    "nature",
    "indefinite",
    "clause",
    "determiner",
    "pronoun",
]


@dataclass(frozen=True, slots=True)
class _LittleWord(Row):
    word: str
    use: Use


@cache
def little_words(use: Use) -> frozenset[str]:
    """Return the words of the table with one *use*."""
    table = read_tsv(Path(__file__).with_name("little_words.tsv"), _LittleWord)
    return frozenset(one.word for one in table if one.use == use)
