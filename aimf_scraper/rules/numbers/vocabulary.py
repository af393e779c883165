"""The words that French numbers are written with: ``words.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from aimf_scraper.tables import Range, Row, read_tsv

Kind = Literal[
    "one", "unit", "teen", "ten", "hundred", "thousand", "scale", "joint", "half", "about"
]


@dataclass(frozen=True, slots=True)
class NumberWord(Row):
    """A line of ``words.tsv``."""

    key: ClassVar = ("word",)
    word: str
    plural: Literal["s"] | None
    value: Annotated[float, Range(0, 10**9)]
    kind: Kind


@cache
def words_of(*kinds: Kind) -> dict[str, float]:
    """Return the words of some kinds, in the singular, and what each is worth; all without *kinds*."""
    table = read_tsv(Path(__file__).with_name("words.tsv"), NumberWord)
    return {one.word: one.value for one in table if not kinds or one.kind in kinds}


@cache
def written(*kinds: Kind) -> str:
    """Return an expression for the words of some kinds, their plurals with them."""
    table = read_tsv(Path(__file__).with_name("words.tsv"), NumberWord)
    return "|".join(f"{one.word}{'s?' if one.plural else ''}" for one in table if one.kind in kinds)
