"""The words around a town that make a partner, a guest or a meeting place of it.

They are in ``role_cues.tsv``. Their stems are looked for once a text; only
where one stands in the sentence before a town is it read closely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from aimf_scraper.tables import Regex, Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aimf_scraper.rules.engine.document import Part, PhraseMatch
    from aimf_scraper.rules.places.mention import PlaceMention

_AFTER: Final = 60  # characters looked at behind a town
#: The kinds, the weightiest first.
_KINDS: Final = ("twin", "partner", "guest", "meeting")
_GUEST: Final = _KINDS.index("guest")
_KINDS_AFTER: Final = {"twin_after": "twin", "gives": "partner", "meeting_after": "meeting"}


@dataclass(frozen=True, slots=True)
class _RoleCue(Row):
    """A line of ``role_cues.tsv``."""

    kind: Literal["twin", "partner", "guest", "meeting", "twin_after", "gives", "meeting_after"]
    stem: str | None
    rest: Annotated[str, Regex()] | None


@cache
def _table() -> tuple[_RoleCue, ...]:
    return read_tsv(Path(__file__).with_name("role_cues.tsv"), _RoleCue)


#: What may go on from a stem: ``(rank in _KINDS, rest)`` of each kind.
_Rests = tuple[tuple[int, "re.Pattern[str] | None"], ...]
#: A stem in a text: start, end, rests. A plain tuple: few of a page's thirty are near a town.
_Hit = tuple[int, int, _Rests]


class RoleWords:
    """The words in the parts of one document, each part looked at when first asked about.

    *matched*: of each part, number, start and end of the stems that may stand there.
    """

    def __init__(self, matched: Mapping[str, Iterable[PhraseMatch]]) -> None:
        self._matched = matched
        self._hits: dict[str, tuple[list[int], list[_Hit]]] = {}

    def around(self, mention: PlaceMention, sentence: int) -> str | None:
        """Return what is said of the town: a kind, ``None`` if nothing is.

        *sentence*: where the sentence begins.
        """
        part = mention.part
        if part.source not in self._hits:
            found = _hits_in(part, self._matched[part.source])
            self._hits[part.source] = ([start for start, _, _ in found], found)
        starts, hits = self._hits[part.source]
        rank = len(_KINDS)
        first = bisect_left(starts, sentence)
        last = bisect_left(starts, mention.start, first)
        for _, end, rests in hits[first:last]:
            for one, rest in rests:
                # a guest's word may be the town's own cue: "les délégations de Bucarest"
                limit = mention.start if one == _GUEST else mention.cue_start
                if one < rank and end <= limit:
                    goes_on = rest is None or rest.match(part.folded, end, limit)
                    rank = one if goes_on else rank
        after = part.folded[mention.cue_end : mention.cue_end + _AFTER]
        for stem, one, pattern in _after():
            if one < rank and stem in after and pattern.match(after):
                rank = one
        return _KINDS[rank] if rank < len(_KINDS) else None


def _hits_in(part: Part, matched: Iterable[PhraseMatch]) -> list[_Hit]:
    """Return the stems that begin a word of *part*, in order."""
    folded, found = part.folded, _before()
    return [
        (start, end, found[number][1])
        for number, start, end in matched
        if folded[start:end] == found[number][0] and not (start and folded[start - 1].isalnum())
    ]


def stems() -> list[str]:
    """Return the stems that a text is searched for; a stem's place here is its number."""
    return [stem for stem, _ in _before()]


@cache
def _before() -> list[tuple[str, _Rests]]:
    by_stem: dict[str, list[tuple[int, re.Pattern[str] | None]]] = {}
    for cue in _table():
        if cue.kind in _KINDS and cue.stem:
            goes_on = re.compile(cue.rest) if cue.rest else None
            by_stem.setdefault(cue.stem, []).append((_KINDS.index(cue.kind), goes_on))
    return [(stem, tuple(rests)) for stem, rests in by_stem.items()]


@cache
def _after() -> list[tuple[str, int, re.Pattern[str]]]:
    """Return ``(stem, rank in _KINDS, pattern)``, the patterns of one kind and stem together."""
    patterns: dict[tuple[str, int], list[str]] = {}
    for cue in _table():
        if cue.kind in _KINDS_AFTER and cue.rest:
            rank = _KINDS.index(_KINDS_AFTER[cue.kind])
            patterns.setdefault((cue.stem or "", rank), []).append(cue.rest)
    return [(stem, rank, re.compile("|".join(each))) for (stem, rank), each in patterns.items()]
