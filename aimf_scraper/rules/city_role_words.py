"""The words around a town that make a partner, a guest or a meeting place of it.

They are in ``data/city_roles.tsv``. Their stems are looked for once a text; only
where one stands in the sentence before a town is it read closely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from aimf_scraper.rules.places import PlaceMention
    from aimf_scraper.rules.scan import Part

_AFTER: Final = 60  # characters looked at behind a town
#: The kinds, the weightiest first.
_KINDS: Final = ("twin", "partner", "guest", "meeting")
_GUEST: Final = _KINDS.index("guest")
_KINDS_AFTER: Final = {"twin_after": "twin", "gives": "partner", "meeting_after": "meeting"}


class _Hit(NamedTuple):
    """A stem in a text, and what may go on from it: ``(rank in _KINDS, rest)``."""

    start: int
    end: int
    rests: tuple[tuple[int, re.Pattern[str] | None], ...]


class RoleWords:
    """The words in the parts of one document, each part searched when first asked about."""

    def __init__(self) -> None:
        self._hits: dict[str, tuple[list[int], list[_Hit]]] = {}

    def around(self, mention: PlaceMention, sentence: int) -> str | None:
        """Return what is said of the town: a kind, ``None`` if nothing is.

        *sentence*: where the sentence begins.
        """
        part = mention.part
        if part.source not in self._hits:
            found = _hits_in(part)
            self._hits[part.source] = ([hit.start for hit in found], found)
        starts, hits = self._hits[part.source]
        rank = len(_KINDS)
        first = bisect_left(starts, sentence)
        last = bisect_left(starts, mention.start, first)
        for hit in hits[first:last]:
            for one, rest in hit.rests:
                # a guest's word may be the town's own cue: "les délégations de Bucarest"
                limit = mention.start if one == _GUEST else mention.cue_start
                if one < rank and hit.end <= limit:
                    goes_on = rest is None or rest.match(part.folded, hit.end, limit)
                    rank = one if goes_on else rank
        after = part.folded[mention.cue_end : mention.cue_end + _AFTER]
        for stem, one, pattern in _after():
            if one < rank and stem in after and pattern.match(after):
                rank = one
        return _KINDS[rank] if rank < len(_KINDS) else None


def _hits_in(part: Part) -> list[_Hit]:
    """Return the stems that begin a word of *part*, in order."""
    finder, rests = _before()
    folded = part.folded
    return [
        _Hit(start, end, rests[number])
        for number, start, end in finder.find_matches_as_indexes(folded, overlapping=True)
        if not (start and folded[start - 1].isalnum())
    ]


@cache
def _before() -> tuple[AhoCorasick, list[tuple[tuple[int, re.Pattern[str] | None], ...]]]:
    by_stem: dict[str, list[tuple[int, re.Pattern[str] | None]]] = {}
    for kind, stem, rest in rows("city_roles"):
        if kind in _KINDS:
            goes_on = re.compile(rest) if rest else None
            by_stem.setdefault(stem, []).append((_KINDS.index(kind), goes_on))
    return AhoCorasick(list(by_stem)), [tuple(rests) for rests in by_stem.values()]


@cache
def _after() -> list[tuple[str, int, re.Pattern[str]]]:
    """Return ``(stem, rank in _KINDS, pattern)``, the patterns of one kind and stem together."""
    patterns: dict[tuple[str, int], list[str]] = {}
    for kind, stem, rest in rows("city_roles"):
        if kind in _KINDS_AFTER:
            rank = _KINDS.index(_KINDS_AFTER[kind])
            patterns.setdefault((stem, rank), []).append(rest)
    return [(stem, rank, re.compile("|".join(each))) for (stem, rank), each in patterns.items()]
