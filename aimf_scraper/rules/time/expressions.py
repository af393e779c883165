"""The phrases that dates are written in: ``expressions.tsv``, each looked for within its own reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal

from aimf_scraper.errors import SetupError
from aimf_scraper.rules.engine.patterns import Pattern
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


@cache
def expression(name: str) -> Pattern:
    """Return the pattern called *name* in ``expressions.tsv``."""
    return Pattern(written_out(name))


@dataclass(frozen=True, slots=True)
class Value(Row):
    """A line of ``values.tsv``."""

    key: ClassVar = ("kind", "word")
    kind: Literal["weekday", "nth", "season", "part"]
    word: str
    value: int


@cache
def values(kind: str) -> dict[str, int]:
    """Return what the words of one kind come to: "troisieme" is 3."""
    table = read_tsv(Path(__file__).with_name("values.tsv"), Value)
    return {line.word: line.value for line in table if line.kind == kind}
