"""Capitals that prose names for a state or a union: ``metonyms.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal

from aimf_scraper.tables import Row, read_tsv

Hall = Literal["never", "beside"]


@dataclass(frozen=True, slots=True)
class _Metonym(Row):
    """A line of the table, whose comment says what the columns mean."""

    key: ClassVar = ("town",)
    town: str
    means: str
    hall: Hall
    union: Literal["union"] | None


@cache
def metonyms() -> dict[str, Hall]:
    """Return when each capital's name, folded, may be its town hall's."""
    table = read_tsv(Path(__file__).with_name("metonyms.tsv"), _Metonym)
    return {one.town: one.hall for one in table}


@cache
def seat_of(town: str) -> str | None:
    """Return the union that *town*, folded, mostly speaks for, ``None`` where it is a state or nothing."""
    table = read_tsv(Path(__file__).with_name("metonyms.tsv"), _Metonym)
    return next((one.means for one in table if one.town == town and one.union), None)
