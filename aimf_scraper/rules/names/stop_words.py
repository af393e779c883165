"""Words in capitals that are no organisation's name: ``no_organisations.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from aimf_scraper.tables import Row, read_tsv

Sense = Literal["acronym", "word", "leads", "over", "inner"]


@dataclass(frozen=True, slots=True)
class _StopWord(Row):
    sense: Sense
    word: str


@cache
def stop_words(sense: Sense) -> frozenset[str]:
    """Return the words of one *sense* of the table."""
    table = read_tsv(Path(__file__).with_name("no_organisations.tsv"), _StopWord)
    return frozenset(one.word for one in table if one.sense == sense)
