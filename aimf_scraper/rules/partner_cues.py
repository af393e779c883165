"""The words that make an organisation a partner: ``data/partner_cues.tsv``, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from ahocorasick_rs import AhoCorasick, Implementation

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import PartnerRole

Side = Literal["before", "after", "label", "around", "never", "seldom", "instead", "short"]

_ENDINGS: Final = {
    " de": (" de", " du", " des", " d'"),
    " a": (" a", " au", " aux"),
}
_BRACES: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table. ``weight``: how sure it makes us, 0 to 1."""

    side: Side
    role: PartnerRole
    weight: float


class CueHit(NamedTuple):
    """``folded[start:end]`` is the cue's phrase."""

    start: int
    end: int
    cue: Cue


class Cues(NamedTuple):
    """The cues of one text by where they stand towards a name.

    ``leading`` (before, never, seldom) in the order of their ends, the others of their starts.
    """

    leading: list[CueHit]
    following: list[CueHit]
    labels: list[CueHit]
    around: list[CueHit]
    short: list[CueHit]


_BUCKET: Final[dict[str, int]] = {
    "before": 0,
    "never": 0,
    "seldom": 0,
    "after": 1,
    "instead": 1,
    "label": 2,
    "around": 3,
    "short": 4,
}


def spread(phrase: str) -> Iterator[str]:
    """Yield every phrase that *phrase* with its braces and its last word stands for.

    >>> list(spread("appui{,s} de"))
    ['appui de', 'appui du', 'appui des', "appui d'", 'appuis de', 'appuis du', 'appuis des', "appuis d'"]
    """
    pieces = _BRACES.split(phrase)
    choices = [piece.split(",") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for chosen in product(*choices):
        written = " ".join("".join(chosen).split()) if chosen else ""
        for ending, forms in _ENDINGS.items():
            if written.endswith(ending):
                yield from (written[: -len(ending)] + form for form in forms)
                break
        else:
            yield written


@cache
def _table() -> tuple[AhoCorasick, list[tuple[tuple[int, Cue], ...]]]:
    phrases: dict[str, dict[tuple[int, Cue], None]] = {}
    for side, phrase, role, weight in rows("partner_cues"):
        cue = Cue(cast("Side", side), cast("PartnerRole", role), float(weight))
        for written in spread(phrase):
            phrases.setdefault(written, {})[_BUCKET[side], cue] = None
    finder = AhoCorasick(list(phrases), implementation=Implementation.ContiguousNFA)
    return finder, [tuple(cues) for cues in phrases.values()]


def find_cues(folded: str) -> Cues:
    """Return every cue in *folded*, overlapping ones too."""
    automaton, table = _table()
    found = Cues([], [], [], [], [])
    size = len(folded)
    # Overlapping matches come in the order of their ends.
    for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        if start and folded[start - 1].isalnum():
            continue
        if end < size and folded[end].isalnum() and folded[end - 1] != "'":
            continue
        for bucket, cue in table[index]:
            found[bucket].append(CueHit(start, end, cue))
    found.following.sort(key=_start)
    found.around.sort(key=_start)
    return found


def _start(hit: CueHit) -> int:
    return hit.start
