"""The words around a town that make a partner, a guest or a meeting place of it.

They are in ``data/city_roles.tsv``. Their stems are looked for once a text; only
where one stands in the sentence before a town is it read closely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aimf_scraper.rules.place_mention import PlaceMention
    from aimf_scraper.rules.scan import Part, Sighting

_AFTER: Final = 60  # characters looked at behind a town
#: The kinds, the weightiest first.
_KINDS: Final = ("twin", "partner", "guest", "meeting")
_GUEST: Final = _KINDS.index("guest")
_KINDS_AFTER: Final = {"twin_after": "twin", "gives": "partner", "meeting_after": "meeting"}


#: What may go on from a stem: ``(rank in _KINDS, rest)`` of each kind.
_Rests = tuple[tuple[int, "re.Pattern[str] | None"], ...]
#: A stem in a text: start, end, rests. A plain tuple: few of a page's thirty are near a town.
_Hit = tuple[int, int, _Rests]


class RoleWords:
    """The words in the parts of one document, each part looked at when first asked about.

    *sighted*: of each part, number, start and end of the stems that may stand there.
    """

    def __init__(self, sighted: Mapping[str, Iterable[Sighting]]) -> None:
        self._sighted = sighted
        self._hits: dict[str, tuple[list[int], list[_Hit]]] = {}

    def around(self, mention: PlaceMention, sentence: int) -> str | None:
        """Return what is said of the town: a kind, ``None`` if nothing is.

        *sentence*: where the sentence begins.
        """
        part = mention.part
        if part.source not in self._hits:
            found = _hits_in(part, self._sighted[part.source])
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


def _hits_in(part: Part, sighted: Iterable[Sighting]) -> list[_Hit]:
    """Return the stems that begin a word of *part*, in order."""
    folded, found = part.folded, _before()
    return [
        (start, end, found[number][1])
        for number, start, end in sighted
        if folded[start:end] == found[number][0] and not (start and folded[start - 1].isalnum())
    ]


def stems() -> list[str]:
    """Return the stems that a text is searched for; a stem's place here is its number."""
    return [stem for stem, _ in _before()]


@cache
def _before() -> list[tuple[str, _Rests]]:
    by_stem: dict[str, list[tuple[int, re.Pattern[str] | None]]] = {}
    for kind, stem, rest in rows("city_roles"):
        if kind in _KINDS:
            goes_on = re.compile(rest) if rest else None
            by_stem.setdefault(stem, []).append((_KINDS.index(kind), goes_on))
    return [(stem, tuple(rests)) for stem, rests in by_stem.items()]


@cache
def _after() -> list[tuple[str, int, re.Pattern[str]]]:
    """Return ``(stem, rank in _KINDS, pattern)``, the patterns of one kind and stem together."""
    patterns: dict[tuple[str, int], list[str]] = {}
    for kind, stem, rest in rows("city_roles"):
        if kind in _KINDS_AFTER:
            rank = _KINDS.index(_KINDS_AFTER[kind])
            patterns.setdefault((stem, rank), []).append(rest)
    return [(stem, rank, re.compile("|".join(each))) for (stem, rank), each in patterns.items()]
