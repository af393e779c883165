"""Names of places that are also words of French or given names: ``homonyms.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from aimf_scraper.tables import Row, read_tsv


@dataclass(frozen=True, slots=True)
class _Homonym(Row):
    name: str
    kind: Literal["word", "given"]


@cache
def _table() -> tuple[_Homonym, ...]:
    return read_tsv(Path(__file__).with_name("homonyms.tsv"), _Homonym)


@cache
def _every() -> frozenset[str]:
    return frozenset(one.name for one in _table())


@cache
def _given() -> frozenset[str]:
    return frozenset(one.name for one in _table() if one.kind == "given")


def is_homonym(form: str) -> bool:
    """Return whether *form* is also a word of French or a given name."""
    return form in _every()


def is_given_name(form: str) -> bool:
    """Return whether *form* is also a given name."""
    return form in _given()
