"""The words that make an organisation a partner: ``data/partner_cues.tsv``, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from ahocorasick_rs import AhoCorasick

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import PartnerRole

Side = Literal["before", "after", "label", "around", "never", "seldom", "instead"]

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
def _table() -> tuple[AhoCorasick, list[tuple[Cue, ...]]]:
    phrases: dict[str, dict[Cue, None]] = {}
    for side, phrase, role, weight in rows("partner_cues"):
        cue = Cue(cast("Side", side), cast("PartnerRole", role), float(weight))
        for written in spread(phrase):
            phrases.setdefault(written, {})[cue] = None
    return AhoCorasick(list(phrases)), [tuple(cues) for cues in phrases.values()]


def find_cues(folded: str) -> list[CueHit]:
    """Return every cue in *folded*, overlapping ones too, by where they start."""
    automaton, cues = _table()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        if start and folded[start - 1].isalnum():
            continue
        if folded[end - 1] != "'" and end < len(folded) and folded[end].isalnum():
            continue
        found += [CueHit(start, end, cue) for cue in cues[index]]
    return found
