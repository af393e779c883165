"""How sure a value is, with the line of the table that gave the figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from aimf_scraper.tables import Range, Row, read_tsv

if TYPE_CHECKING:
    from pathlib import Path


class Score(NamedTuple):
    """``value`` from 0 to 1. ``row``: the line that gave it; ``column`` in that line, if it has several.

    ``capped``: a list's beginning, or a notation, allowed no more.
    """

    value: float
    row: Row | None = None
    column: str = ""
    capped: bool = False

    def at_most(self, most: float) -> Score:
        """Return the score, no higher than *most*."""
        return self._replace(value=most, capped=True) if most < self.value else self

    @property
    def where(self) -> str:
        """Where the figure stands: "cities/confidence.tsv:12, large"."""
        if self.row is None:
            return ""
        column = f", {self.column}" if self.column else ""
        return f"{self.row.read_at}{column}{' (capped)' if self.capped else ''}"


#: Not to be said at all.
NONE = Score(0.0)


@dataclass(frozen=True, slots=True)
class Figure(Row):
    """A line of a kind's ``confidence.tsv``: what was read, how sure that is, and why so sure."""

    key: ClassVar = ("what",)
    what: str
    figure: Annotated[float, Range(0, 1)]
    why: str


class Figures:
    """The figures of one table, each by what it is of; read when first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def rows(self) -> dict[str, Figure]:
        return {row.what: row for row in read_tsv(self._path, Figure)}

    @cached_property
    def _values(self) -> dict[str, float]:
        return {what: row.figure for what, row in self.rows.items()}

    def __getitem__(self, what: str) -> float:
        return self._values[what]

    def score(self, what: str) -> Score:
        """Return the figure of *what*, with the line that it stands in."""
        return Score(self[what], self.rows[what])

    def get(self, what: str, default: float) -> float:
        return self._values.get(what, default)

    def at(self, what: str) -> str:
        """Return where the figure stands, empty where the table has none of that name."""
        row = self.rows.get(what)
        return row.read_at if row else ""

    def group(self, head: str) -> dict[str, float]:
        """Return the figures whose names begin with *head*, by what follows it."""
        size = len(head)
        return {what[size:]: one for what, one in self._values.items() if what.startswith(head)}
