"""What stands around a place's name and says what it is: ``cues.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from aimf_scraper.rules.engine.cues import Cue
from aimf_scraper.rules.engine.patterns import Pattern, any_of
from aimf_scraper.tables import read_tsv

#: What a lead makes of a name, and what a preposition is.
Said = Literal[
    "town_hall", "mayor", "district", "place", "of", "of_the", "at", "at_the", "in", "the"
]
Family = Literal[
    "lead",
    "preposition",
    "before_article",
    "label",
    "metropolis",
    "office",
    "offices",
    "joint",
    "listed",
    "item",
    "quarter",
    "town_part",
    "that_of",
    "event",
    "event_name",
]


@dataclass(frozen=True, slots=True)
class PlaceCue(Cue):
    """A line of ``cues.tsv``."""

    family: Family
    says: Said | None
    weight: None


@cache
def cues_of(family: Family) -> tuple[PlaceCue, ...]:
    """Return the cues of one family, in the table's order."""
    table = read_tsv(Path(__file__).with_name("cues.tsv"), PlaceCue)
    return tuple(row for row in table if row.family == family)


@cache
def phrases_of(family: Family) -> tuple[str, ...]:
    return tuple(row.phrase for row in cues_of(family))


@cache
def said_by(family: Family) -> dict[str, Said]:
    """Return what each phrase of *family* says."""
    return {row.phrase: row.says for row in cues_of(family) if row.says}


@cache
def pattern_of(family: Family) -> Pattern:
    """Return one pattern for all phrases of *family*."""
    return Pattern(f"(?:{any_of(phrases_of(family))})")
