"""Who pays a sum, by where its name stands towards the figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.organisations.head_nouns import heads
from aimf_scraper.rules.partners.cues import CueHit, deeds
from aimf_scraper.rules.partners.word_families import any_word, words_of
from aimf_scraper.tables import Row, read_tsv

#: "1,2 million d'euros de l'UE", "à 20 % par la Métropole", "18 de l'UE": who pays follows the sum.
_SUM: Final = Pattern(rf"(?:{any_word('unit')}|(?<![\d.,])\d{{1,3}}(?:,\d{{1,3}})?)")
_LINK: Final = Pattern(
    rf"(?:,? (?:{any_word('comes_from')})| (?:{any_word('comes_as')})?)"
    r"(?:(?:de |du |d')(?:la |les? |l')?|(?:par |des )(?:la |les? |l')?)"
)
_LINK_REACH: Final = 20
_REACH: Final = 48
_UNITS: Final = words_of("unit_anywhere")
#: "la Région, 95 millions de francs", "Montréal, avec 60 000 dollars", "SIAAP (20 000 €)".
_SUM_AFTER: Final = re.compile(
    r"(?: ?\([^()\n]{0,40}\))?(?: ?, | ?: | ?\(| ?; ?| ?\.{3,40} ?| )(?:elle, |lui, )?"
    rf"(?:{any_word('hands_over')}|, |(?:a |ont )?(?:{any_word('already')})?(?:{any_word('announces')})(?:e|es|ent|s) )?"
    rf"(?:\d[\d .,\u00a0\u202f']{{0,14}}(?: ?(?:{any_word('scale')}))?(?: de | d')? ?(?:{any_word('currency_behind')})"
    rf"|{any_word('half_a_scale')}|(?:le |l'|la )(?:{any_word('the_rest')})\b"
    rf"|(?:(?:{any_word('number_in_words')})[ -]){{2,8}}(?:d')?(?:{any_word('currency_in_words')}))"
)
#: A sum, its digits or its unit: what there must be before looking closer.
_DIGIT: Final = re.compile(rf"[0-9€%]|{any_word('sum_begins')}")


@dataclass(frozen=True, slots=True)
class _GettingVerb(Row):
    key: ClassVar = ("verb",)
    verb: str


@cache
def getting_verbs() -> frozenset[str]:
    """Return the verbs of getting money, as ``getting_verbs.tsv`` has them."""
    table = read_tsv(Path(__file__).with_name("getting_verbs.tsv"), _GettingVerb)
    return frozenset(one.verb for one in table)


def speaks_of_money(folded: str) -> bool:
    """Tell whether *folded* holds any unit of money or a share at all."""
    for unit in _UNITS:  # noqa: SIM110 - asked of every text: a generator takes thrice as long
        if unit in folded:
            return True
    return False


#: "95 000 francs à Caritas": who gets the sum follows it.
_GETS_AFTER: Final = re.compile(
    r"(?: ?\([^()\n]{0,40}\))? (?:a |ont )?(?P<verb>[a-z]{4,11}) (?=\d)"
)
_LINK_TO: Final = Pattern(r" (?:a (?:la |l')?|aux? )")


def gets_before(folded: str, start: int, sentence: int) -> CueHit | None:
    """Return the sum that what begins at *start* is said to get."""
    start -= _kind_before(folded, start)
    link = _LINK_TO.right_before(folded, start)
    if link is None:
        return None
    at = link.start()
    if (
        _SUM.right_before(folded, at, sentence)
        and _DIGIT.search(folded, max(0, start - _REACH), start)
        and not folded.endswith("%", 0, at)
    ):
        return CueHit(start, start, deeds()["receiving"])
    return None


def _kind_before(folded: str, start: int) -> int:
    """Return how long the small word of kind before a name is: "à l'association Nouvelle Planète"."""
    words = folded[max(0, start - _LINK_REACH) : start]
    word = words.rstrip(" ").rpartition(" ")[2].rpartition("'")[2]
    return len(word) + 1 if words.endswith(f"{word} ") and word in heads("kind") else 0


def gets_after(folded: str, end: int) -> CueHit | None:
    """Return the verb by which what ends at *end* gets a sum: "a reçu 18 000 euros"."""
    gets = _GETS_AFTER.match(folded, end)
    if gets is None or gets["verb"] not in getting_verbs():
        return None
    return CueHit(gets.start("verb"), gets.end("verb"), deeds()["receiving"])


def link_before(folded: str, start: int) -> int | None:
    """Return where the words begin that may link what begins at *start* to the sum before them."""
    link = _LINK.right_before(folded, start)
    return link.start() if link else None


def sum_before(folded: str, start: int, link: int, sentence: int) -> CueHit | None:
    """Return the sum that what begins at *start* is said to pay, in a sentence that speaks of money.

    *link* is where ``link_before`` says, *sentence* where the sentence begins.
    """
    if (
        _SUM.right_before(folded, link, sentence)
        and _DIGIT.search(folded, max(0, start - _REACH), start)
        and speaks_of_money(folded[sentence:start])
    ):
        return CueHit(start, start, deeds()["paid"])
    return None


def sum_after(folded: str, end: int) -> CueHit | None:
    """Return the sum that stands right behind what ends at *end*: "SIAVHY ..... 4 500 €"."""
    if _SUM_AFTER.match(folded, end) and _DIGIT.search(folded, end, end + _REACH):
        return CueHit(end, end, deeds()["paying"])
    return None
