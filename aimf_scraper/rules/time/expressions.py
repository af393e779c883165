"""The phrases that dates are written in: ``expressions.tsv``, each looked for within its own reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final

from aimf_scraper.errors import SetupError
from aimf_scraper.tables import ENDLESS, Blanks, Row, read_tsv, width

_PART: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Line(Row):
    """A line of ``expressions.tsv``."""

    key: ClassVar = ("name",)
    name: str
    pattern: Annotated[str, Blanks()]
    example: Annotated[str, Blanks()]


@cache
def lines() -> dict[str, Line]:
    """Return the lines of the table by name."""
    return {line.name: line for line in read_tsv(Path(__file__).with_name("expressions.tsv"), Line)}


@cache
def written_out(name: str) -> str:
    """Return the pattern called *name*, the patterns it names put in.

    Raises:
        SetupError: there is no such name, or the pattern repeats something without bound.
    """
    line = lines().get(name)
    if line is None:
        raise SetupError(f"time/expressions.tsv has no pattern {name!r}")
    pattern = _PART.sub(lambda m: written_out(m[1]), line.pattern)
    if width(pattern) >= ENDLESS:
        raise SetupError(f"{line.read_at}: {name} repeats something without bound")
    return pattern


class Expression:
    """A pattern of the table. Its reach is worked out from it, so no window is ever too narrow."""

    __slots__ = ("_reach", "pattern")

    def __init__(self, name: str) -> None:
        written = written_out(name)
        self.pattern = re.compile(written)
        self._reach = width(written)

    def before(self, folded: str, at: int) -> re.Match[str] | None:
        """Return the match that ends at *at*."""
        return self.pattern.search(folded, max(0, at - self._reach), at)

    def after(self, folded: str, at: int) -> re.Match[str] | None:
        """Return the match that begins at *at*."""
        return self.pattern.match(folded, at)


@cache
def expression(name: str) -> Expression:
    """Return the expression called *name* in ``expressions.tsv``."""
    return Expression(name)
