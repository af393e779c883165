"""What a table's columns may hold, declared as a class of ``Row``."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar, get_type_hints


class Row:
    """A line of a table: a frozen dataclass whose fields are the columns, in their order.

    ``key``: the columns that no two lines may share; all of them where it is empty.
    ``read_at``: the folder, the file and the line it was read from; it counts for no comparison.
    """

    __slots__ = ("_place",)
    key: ClassVar[tuple[str, ...]] = ()
    _place: str

    @property
    def read_at(self) -> str:
        """Where the row stands: "partners/cues.tsv:12", empty where it was made in code."""
        return getattr(self, "_place", "")


def set_place(row: Row, place: str) -> None:
    """Note where *row* was read."""
    object.__setattr__(row, "_place", place)


@dataclass(frozen=True, slots=True)
class Range:
    """A number from ``least`` to ``most``, both included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression whose repeats are bounded: hostile text must cost linear time."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A text that ``pattern`` matches from end to end: a country's code."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Blanks:
    """A phrase in which "_" at either end is a blank that counts."""


@dataclass(frozen=True, slots=True)
class Split:
    """Values of one cell, parted by ``mark``; an empty cell holds none."""

    mark: str


def columns(row: Any) -> dict[str, Any]:
    return _declared(row)[0]


def optional(row: Any) -> frozenset[str]:
    return _declared(row)[1]


@cache
def _declared(row: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the columns that a class of ``Row`` declares with their types, and which may lack in TOML."""
    hints = get_type_hints(row, include_extras=True)
    columns = {one.name: hints[one.name] for one in fields(row)}
    return columns, frozenset(one.name for one in fields(row) if one.default is not MISSING)
