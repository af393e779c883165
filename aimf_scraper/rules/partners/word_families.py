"""The words that the expressions of this room are built from: ``word_families.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from aimf_scraper.rules.engine.word_families import FamilyWord, WordFamilies

Family = Literal[
    "another_subject",
    "of_whom",
    "joins",
    "pronoun_before",
    "reflexive_before",
    "says_nothing_will",
    "says_nothing_did",
    "adverb_behind",
    "adverb_before",
    "will_do",
    "towards",
    "what_is_done",
    "no_doing",
    "unit",
    "unit_anywhere",
    "comes_from",
    "comes_as",
    "hands_over",
    "already",
    "announces",
    "scale",
    "half_a_scale",
    "currency_behind",
    "currency_in_words",
    "number_in_words",
    "the_rest",
    "sum_begins",
    "money",
    "given_to",
    "counted",
    "joined",
    "closes",
    "no_verb",
    "plain_join",
    "plain_comma",
    "ties",
    "of_towns",
    "since",
    "led_to",
    "leads_to_name",
    "leads_behind_kind",
    "plain_gap",
    "article",
    "leads_to_verb",
    "rest_by",
    "again",
    "has",
    "participle",
    "when",
    "at_day",
    "on_the_spot",
    "no_inversion",
    "agreement",
    "through",
    "source_of",
    "recent",
    "source",
    "by_body",
    "passing_to",
    "event",
    "hosted",
    "mayor",
    "town_to_verb",
    "hall_goes_on",
    "another_town",
    "state_goes_on",
    "hall_by_rank",
    "help_with_money",
    "pays_with",
    "financed",
    "before_place",
    "behind_place",
    "before_object",
    "in_names_of_bodies",
]


@dataclass(frozen=True, slots=True)
class PartnerWord(FamilyWord):
    """A line of ``word_families.tsv``."""

    family: Family


_FAMILIES: Final[WordFamilies[Family]] = WordFamilies(Path(__file__).parent, PartnerWord)
words_of: Final = _FAMILIES.words
any_word: Final = _FAMILIES.any_of
