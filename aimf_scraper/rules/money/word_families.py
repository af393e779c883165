"""The words that the expressions of this room are built from: ``word_families.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from aimf_scraper.rules.engine.word_families import FamilyWord, WordFamilies

Family = Literal[
    "bend",
    "set_behind",
    "said_again",
    "said_later",
    "one_more",
    "without_taxes",
    "with_taxes",
    "total_behind",
    "opens_shares",
    "out_of_which",
    "share_of",
    "share_given",
    "by_or_to",
    "the_rest",
    "then",
    "then_too",
    "for_each",
    "head",
    "rated",
    "rated_of",
    "is_worth",
    "numbered",
    "scale",
    "short_scale",
    "of_a_country",
    "unit_of_many",
    "has_of_it",
    "gave_of_it",
    "range_link",
    "grew",
    "about_before",
    "adverb_of_it",
    "measured_out",
    "was_before",
    "behind_a_bare_sum",
    "joins_givers",
    "giver_head",
]


@dataclass(frozen=True, slots=True)
class MoneyWord(FamilyWord):
    """A line of ``word_families.tsv``."""

    family: Family


_FAMILIES: Final[WordFamilies[Family]] = WordFamilies(Path(__file__).parent, MoneyWord)
words_of: Final = _FAMILIES.words
any_word: Final = _FAMILIES.any_of
