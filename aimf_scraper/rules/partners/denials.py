"""What a sentence says of a body that has no part in what the text tells of, or perhaps will have.

The phrases stand in ``cues.tsv``: ``denied`` speaks of what stands before it ("l'AFD n'intervient
pas"), ``onward`` of what follows up to the comma ("inspiré d'un projet mené par l'ONG"), ``doubt``
of its whole clause ("pourrait").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.partners.word_families import any_word

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.cues import CueHit

#: Where another subject may begin: "mais l'État n'intervient pas", "dont la Fondation s'est retirée".
_ANOTHER_SUBJECT: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<relative>{any_word('of_whom')})|(?P<joins>{any_word('joins')})"
    rf"|{any_word('another_subject')})(?![^\W_])"
)
_PLURAL: Final = re.compile(r"(?:(?<![vt]i)ent|ont)(?![^\W_])")
_WORD: Final = re.compile(r"[^\W_]+")
_WITHOUT: Final = "sans "
_WOULD_NOT: Final = re.compile(r"(?<![a-z])n(?:e |')(?:y )?[a-z]{2,14}rai(?:t|ent) ")
_ENDS: Final = re.compile(r"[,;:]")

#: A longer clause is no sentence.
_REACH: Final = 300


class Denials:
    """Tells of which names of one part it is said that they have no part, or may have one."""

    def __init__(self, part: Part, hits: list[CueHit]) -> None:
        self._folded = part.folded
        self._sentences = part.sentences
        self._hits = hits

    def __bool__(self) -> bool:
        return bool(self._hits)

    def most(self, start: int) -> float:
        """Return how sure what begins at *start* can make us at most: 0 where it has no part, 1 where nothing is said."""
        first = max(self._sentences.clause_start(start), start - _REACH)
        last = min(self._sentences.clause_end(start), start + _REACH)
        most = 1.0
        for hit in self._hits[bisect_left(self._hits, (first,)) : bisect_left(self._hits, (last,))]:
            side = hit.cue.side
            if side == "doubt":
                most = min(most, hit.cue.weight)
            elif side == "denied":
                if self._begins(hit, first) <= start < hit.start:
                    return 0.0
            elif hit.end <= start:
                if self._affirms(hit, start):
                    continue
                end = _ENDS.search(self._folded, hit.end, last)
                if end is None or start < end.start():
                    return 0.0
        return most

    def _affirms(self, hit: CueHit, start: int) -> bool:
        """Tell "sans le soutien de Metz, la halle n'aurait pas été bâtie": it had it."""
        if not self._folded.startswith(_WITHOUT, hit.start):
            return False
        last = min(self._sentences.end(start), start + _REACH)
        return _WOULD_NOT.search(self._folded, start, last) is not None

    def _begins(self, hit: CueHit, first: int) -> int:
        """Return where the subject begins of what is denied."""
        begins = first
        for found in _ANOTHER_SUBJECT.finditer(self._folded, first, hit.start):
            if (found["relative"] or found["joins"]) and "," in self._folded[
                found.end() : hit.start
            ]:
                continue  # "Enabel, qui mène un autre programme, n'intervient pas"
            if found["joins"] and _PLURAL.search(self._folded, hit.start, hit.end):
                continue  # "l'AFD et Enabel n'interviennent pas"
            words = _WORD.findall(self._folded, found.end(), hit.start)
            if not all(word in little_words("pronoun") for word in words):
                begins = found.start()
        return begins
