"""What looks like an adjective of French: ``adjective_endings.tsv`` as a pattern."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal

from aimf_scraper.tables import Row, read_tsv


@dataclass(frozen=True, slots=True)
class _Letters(Row):
    key: ClassVar = ("letters", "kind")
    letters: str
    kind: Literal["ending", "word", "hall", "verb"]


@cache
def adjective(*, of_halls: bool = False) -> str:
    """Return the pattern of an adjective in small letters, to be put into others.

    *of_halls*: what is said of town halls too ("villes partenaires", "communes voisines").
    """
    table = read_tsv(Path(__file__).with_name("adjective_endings.tsv"), _Letters)
    endings = "|".join(one.letters for one in table if one.kind == "ending")
    words = "|".join(
        one.letters for one in table if one.kind == "word" or (of_halls and one.kind == "hall")
    )
    verbs = "|".join(one.letters for one in table if one.kind == "verb")
    return rf"(?!(?:{verbs})(?![a-zß-öø-ÿœ-]))(?:(?:{words})(?![a-zß-öø-ÿœ-])|[a-zß-öø-ÿœ-]{{1,18}}(?:{endings}))"
