"""Sentences that begin with the verb: "Contribuent au financement les villes de Metz et de Kara"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.partners.cues import VOUCHES
from aimf_scraper.rules.partners.word_families import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.partners.cues import CueHit

#: A subject this far from its sentence's begin is another verb's.
OPENING_MOST: Final = 120
_HITS_MOST: Final = 8
_HAVE: Final = re.compile(r"(?:ont|avaient|auront) ")
_MANY_DO: Final = ("ent", "ont")
_LED_TO: Final = words_of("led_to")
#: Commas between verb and subject: none, or words set off (", à parts égales,").
_SET_OFF: Final = frozenset({0, 2})


def opens_with_deed(
    folded: str, following: Sequence[CueHit], starts: Sequence[int], first: int, start: int
) -> bool:
    """Return whether the sentence that begins at *first* opens with what the name at *start* does.

    *following*: the verbs of the text, *starts* where they stand.
    """
    if start - first > OPENING_MOST or folded.endswith(_LED_TO, 0, start):
        return False  # "Financent le projet de la ville de Kara": whose it is
    have = _HAVE.match(folded, first)
    verb = have.end() if have else first
    at = bisect_left(starts, verb)
    for hit in following[at : at + _HITS_MOST]:
        if hit.start != verb:
            break
        word = folded[hit.start : hit.end].partition(" ")[0]
        plural = have is not None or word.endswith(_MANY_DO)
        if plural and hit.cue.role in {"funder", "partner"} and hit.cue.weight >= VOUCHES:
            return folded.count(",", hit.end, start) in _SET_OFF
    return False
