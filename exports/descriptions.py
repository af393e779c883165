"""What each table and column means: one place for XLSX, the data package and the dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from aimf_scraper.tables import Row, read_tsv

_FILE: Final = Path(__file__).with_name("descriptions.tsv")
_FRENCH: Final = Path(__file__).with_name("descriptions_fr.tsv")


@dataclass(frozen=True, slots=True)
class Description(Row):
    """A line of ``descriptions.tsv``. ``column`` "-": the table itself; ``table`` "*": in every table."""

    key: ClassVar = ("table", "column")
    table: str
    column: str
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class FrenchDescription(Row):
    """A line of ``descriptions_fr.tsv``, of the same tables and columns."""

    key: ClassVar = ("table", "column")
    table: str
    column: str
    text: str


@cache
def _said() -> dict[tuple[str, str], Description]:
    return {(one.table, one.column): one for one in read_tsv(_FILE, Description)}


@cache
def _french() -> dict[tuple[str, str], str]:
    return {(one.table, one.column): one.text for one in read_tsv(_FRENCH, FrenchDescription)}


def in_french(table: str, column: str = "-") -> str | None:
    """Return what a table (``column`` "-") or a column holds, in French; ``None``: nobody wrote it."""
    known = _french()
    return known.get((table, column)) or known.get(("*", column))


def is_described(table: str, column: str = "-") -> bool:
    """Return whether somebody wrote what a table (``column`` "-") or a column holds."""
    return not {(table, column), ("*", column)}.isdisjoint(_said())


def of_table(table: str) -> str:
    """Return what a table holds; of a kind of fact that was added from outside, that it was."""
    one = _said().get((table, "-"))
    return one.text if one else "Facts of a kind that was added to those of this package."


def of_column(table: str, column: str) -> str:
    """Return what a column holds, its unit in brackets; as ``of_table`` where nobody wrote it."""
    one = _said().get((table, column)) or _said().get(("*", column))
    if one is None:
        return "A field of a kind of fact that was added to those of this package."
    return f"{one.text} ({one.unit})" if one.unit else one.text
