"""What a town hall and its equals are called, written once for all rules: ``municipal_words.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal

from aimf_scraper.tables import Row, read_tsv

Level = Literal[
    "town",
    "agglomeration",
    "metropole",
    "cercle",
    "district",
    "region",
    "province",
    "department",
    "governorate",
    "wilaya",
    "canton",
    "prefecture",
]


@dataclass(frozen=True, slots=True)
class MunicipalWord(Row):
    """A line of the table, whose comment says what the columns mean."""

    key: ClassVar = ("word",)
    word: str
    level: Level
    written: Literal["always", "capital", "never"]
    cue: Literal["town_hall", "district", "mayor", "place"] | None
    plural_of: str | None
    said_of: Literal["house"] | None
    name: str | None
    link: Literal["may", "capital", "never"]


@cache
def municipal_words() -> dict[str, MunicipalWord]:
    """Return the words of the table, singular and plural, as a folded text has them."""
    table = read_tsv(Path(__file__).with_name("municipal_words.tsv"), MunicipalWord)
    return {one.word: one for one in table}
