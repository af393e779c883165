"""The words that the expressions of this room are built from: ``word_families.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from aimf_scraper.rules.engine.word_families import FamilyWord, WordFamilies

Family = Literal[
    "within_town",
    "land",
    "behind_town",
    "inner_level",
    "some_of",
    "duty_of",
    "no_place",
    "determiner",
    "another_body",
    "field_ending",
    "body_in_tion",
    "of_group",
    "in_charge",
    "infinitive",
    "goes_on",
    "with_duties",
    "for_another",
    "purpose",
    "not_in_acronym",
    "acronym_of",
    "apposes",
    "half_of_name",
    "foreign_inside",
    "explains",
    "article",
    "whose",
]


@dataclass(frozen=True, slots=True)
class OrganisationWord(FamilyWord):
    """A line of ``word_families.tsv``."""

    family: Family


_FAMILIES: Final[WordFamilies[Family]] = WordFamilies(Path(__file__).parent, OrganisationWord)
words_of: Final = _FAMILIES.words
any_word: Final = _FAMILIES.any_of
