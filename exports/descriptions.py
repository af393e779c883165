"""What each table and column means: one place for XLSX, the data package and the dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from aimf_scraper.tables import Row, read_tsv

_FILE: Final = Path(__file__).with_name("descriptions.tsv")


@dataclass(frozen=True, slots=True)
class Description(Row):
    """A line of ``descriptions.tsv``. ``column`` "-": the table itself; ``table`` "*": in every table."""

    key: ClassVar = ("table", "column")
    table: str
    column: str
    unit: str | None
    text: str


@cache
def _said() -> dict[tuple[str, str], Description]:
    return {(one.table, one.column): one for one in read_tsv(_FILE, Description)}


def of_table(table: str) -> str:
    """Return what a table holds.

    Raises:
        KeyError: nobody described it; a test finds that out first.
    """
    return _said()[table, "-"].text


def of_column(table: str, column: str) -> str:
    """Return what a column holds, its unit in brackets; raises KeyError as ``of_table``."""
    one = _said().get((table, column)) or _said()["*", column]
    return f"{one.text} ({one.unit})" if one.unit else one.text
