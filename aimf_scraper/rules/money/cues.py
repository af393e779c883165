"""What the words around an amount say of it, as ``cues.toml`` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from aimf_scraper.records import BudgetScope
from aimf_scraper.tables import Range, Regex, Row, read_toml

Patterns = tuple[Annotated[str, Regex()], ...]


@dataclass(frozen=True, slots=True)
class ScopeCue(Row):
    """``strong``: it wins over a weak one. ``side``: where it stands towards the amount.

    ``yields``: it gives way to what a list or a gift says.
    """

    scope: BudgetScope
    strong: bool
    side: Literal["before", "after", "both"]
    patterns: Patterns
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Words(Row):
    patterns: Patterns


@dataclass(frozen=True, slots=True)
class Parts(Row):
    of_which: Patterns
    out_of: Patterns
    joins: Patterns
    aims: Patterns


@dataclass(frozen=True, slots=True)
class Excluded(Row):
    """``why`` an amount is no budget. In euros: ``from_eur`` least, ``below_eur`` most.

    ``gifts``: nor does its sentence tell of a gift of this project.
    """

    why: str
    where: Literal["leading", "after", "sentence", "aside", "wished"]
    patterns: Patterns
    from_eur: Annotated[int, Range(0, 10**12)] = 0
    below_eur: Annotated[int, Range(1, 10**12)] | None = None
    gifts: bool = False


@dataclass(frozen=True, slots=True)
class Kept(Row):
    small: Patterns
    given: Patterns
    own: Patterns
    large: Patterns
    money: Patterns


@dataclass(frozen=True, slots=True)
class Standing(Row):
    every_year: Patterns
    invests: Patterns
    whole: Patterns


@dataclass(frozen=True, slots=True)
class Cues(Row):
    scope: tuple[ScopeCue, ...]
    part: Words
    parts: Parts
    residue: Words
    bare: Words
    qualifier: Words
    turn: Words
    decided: Words
    excluded: tuple[Excluded, ...]
    kept: Kept
    standing: Standing


@cache
def cues() -> Cues:
    """Return the table."""
    return read_toml(Path(__file__).with_name("cues.toml"), Cues)
