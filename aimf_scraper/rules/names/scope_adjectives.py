"""Adjectives that say how far a body reaches or where it is at home: ``scope_adjectives.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal

from aimf_scraper.rules.engine.patterns import any_of, longest_first
from aimf_scraper.tables import Row, read_tsv


@dataclass(frozen=True, slots=True)
class _ScopeAdjective(Row):
    key: ClassVar = ("adjective",)
    adjective: str
    kind: Literal["scope", "nationality"]


@cache
def _table() -> tuple[_ScopeAdjective, ...]:
    return read_tsv(Path(__file__).with_name("scope_adjectives.tsv"), _ScopeAdjective)


@cache
def scope_adjective() -> re.Pattern[str]:
    """Return the pattern of any of them in a folded text, whole words alone.

    >>> bool(scope_adjective().search("la fondation marocaine")), bool(scope_adjective().search("la marocanite"))
    (True, False)
    """
    forms = longest_first({form for one in _table() for form in _forms(one.adjective)})
    return re.compile(rf"(?<![a-z0-9])(?:{any_of(forms)})(?![a-z0-9])")


@cache
def nationalities() -> frozenset[str]:
    """Return every form of the adjectives of countries, regions and towns, folded."""
    return frozenset(
        form for one in _table() if one.kind == "nationality" for form in _forms(one.adjective)
    )


def _forms(adjective: str) -> tuple[str, ...]:
    if adjective.endswith("e"):
        return (adjective, f"{adjective}s")
    if adjective.endswith("al"):
        stem = adjective[:-2]
        return (adjective, f"{adjective}e", f"{adjective}es", f"{stem}aux")
    double = "n" if adjective.endswith(("en", "eton")) else ""
    feminine = (
        "grecque"
        if adjective == "grec"
        else "turque"
        if adjective == "turc"
        else f"{adjective}{double}e"
    )
    plural = adjective if adjective.endswith("s") else f"{adjective}s"
    return (adjective, plural, feminine, f"{feminine}s")
