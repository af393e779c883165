"""What a body does, as the verb behind its name says: any deed at all, whatever the verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.partners.word_families import any_word
from aimf_scraper.tables import Row, read_tsv

#: What may part a name from its verb: a bracket, an apposition.
_APART: Final = r"(?:(?: \([^()\n]{0,40}\))?, [^,.;:\n]{0,80}, | (?:\([^()\n]{0,40}\) )?)"
#: What a body will do or has done; verbs of saying and of being known are none of it.
_DEEDS: Final = re.compile(
    rf"{_APART}(?:{any_word('pronoun_before', 'reflexive_before')})?"
    rf"(?:(?!{any_word('says_nothing_will')})"
    r"[a-z]{3,16}(?:ra|ront)|(?:a|ont) (?:[a-z]{4,14}ment )?"
    rf"(?!{any_word('says_nothing_did')})[a-z]{{2,14}}(?:e|i|u|is|it))(?![a-z'-])"
)
#: What a body does to something: "monte les murs", "transporte gratuitement les décors".
_ACTS: Final = re.compile(
    rf"{_APART}(?:{any_word('pronoun_before')})?"
    rf"(?P<verb>[a-z]{{3,16}}(?:e|ent|it|issent|d|dent))(?:{any_word('adverb_behind')})? (?:{any_word('what_is_done')})"
)


@dataclass(frozen=True, slots=True)
class NoDeed(Row):
    """A line of ``no_deeds.tsv``."""

    key: ClassVar = ("verb",)
    verb: str


@cache
def no_deeds() -> frozenset[str]:
    """Return the forms of verbs that tell of no deed for a project: "compte", "dénonce"."""
    return frozenset(one.verb for one in read_tsv(Path(__file__).with_name("no_deeds.tsv"), NoDeed))


#: "effectués par quarante étudiants de l'": what a body's people have done, the body has.
_BY_STAFF: Final = Pattern(
    rf"(?<![a-z])(?!{any_word('no_doing')})"
    r"[a-z-]{3,20}(?:e|ee|es|ees|i|ie|is|ies|it|ite|its|ites|u|ue|us|ues) (?:(?:en|depuis|au|du|le|pendant) [a-z0-9 ]{2,24} )?par"
    r" (?:les |des |ses |\d{1,4} |[a-z]{4,12} )[a-z]{4,14}s (?:de |du |d')(?:la |l'|les )?(?:[a-z]{3,12} )?"
)
_BY_REACH: Final = 56


def by_staff(folded: str, start: int) -> bool:
    """Return whether what begins at *start* is the body whose people did what is told of."""
    if folded.find(" par ", max(0, start - _BY_REACH), start) < 0:  # told at a tenth of the cost
        return False
    return _BY_STAFF.right_before(folded, start) is not None


def has_done(folded: str, end: int) -> bool:
    """Return whether what ends at *end* is said to have done something, or to be about to."""
    return _DEEDS.match(folded, end) is not None


def acting(folded: str, end: int) -> tuple[int, int] | None:
    """Return the span of the verb by which what ends at *end* does something to something now."""
    acts = _ACTS.match(folded, end)
    if acts is None or acts["verb"] in no_deeds():
        return None
    return acts.span("verb")
