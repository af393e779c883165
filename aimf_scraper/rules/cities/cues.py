"""The words around a town that tell what it is to the page, or that it is none: ``cues.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from aimf_scraper.rules.engine.cues import Cue, CueIndex
from aimf_scraper.rules.engine.patterns import Pattern, any_of
from aimf_scraper.rules.engine.span import Span
from aimf_scraper.tables import read_tsv

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.cues import Cues
    from aimf_scraper.rules.places.mention import PlaceMention

Told = Literal["gathered", "twin", "partner", "guest", "host", "meeting", "own"]
#: Both make the town one of those that are gathered.
Joint = Literal["people", "meets"]
Other = Literal[
    "union",
    "hall",
    "envoy",
    "aside",
    "metonym",
    "sum",
    "island",
    "of_country",
    "within",
    "region",
    "near",
]
#: What is said of a town, the weightiest first.
_TOLD: Final[tuple[Told, ...]] = get_args(Told)
_JOINT: Final[tuple[Joint, ...]] = get_args(Joint)
_OF_ITS_WORDS: Final = ("twin", "partner", "host", "meeting", "own")
_OF_OTHERS: Final = ("gathered", *_JOINT, "guest")


@dataclass(frozen=True, slots=True)
class CityCue(Cue):
    """A line of ``cues.tsv``."""

    family: Literal[Told, Joint, Other]
    says: None
    weight: None


@cache
def cue_index() -> CueIndex[CityCue]:
    return CueIndex([row for row in _table() if row.family in {*_TOLD, *_JOINT}])


@cache
def _table() -> tuple[CityCue, ...]:
    return read_tsv(Path(__file__).with_name("cues.tsv"), CityCue)


@cache
def pattern_of(family: Other) -> Pattern:
    """Return one pattern for all phrases of *family*."""
    phrases = [row.phrase for row in _table() if row.family == family]
    return Pattern(f"(?:{any_of(phrases)})")


def told_of(mention: PlaceMention, cues: Cues[CityCue]) -> Told | None:
    """Return what is said of the town, the weightiest of all that is; ``None`` if nothing is."""
    own, name = Span(mention.cue_start, mention.cue_end), Span(mention.start, mention.end)
    # A guest's word may be the town's own cue: "les délégations de Bucarest".
    asked = (
        ((own, _OF_ITS_WORDS), (name, _OF_OTHERS)) if own != name else ((name, (*_TOLD, *_JOINT)),)
    )
    hits = [
        hit
        for thing, families in asked
        for hit in (*cues.before(thing, *families), *cues.after(thing, *families))
    ]
    said: set[str] = {hit.cue.family for hit in hits}
    if said.issuperset(_JOINT):
        said.add("gathered")
    if mention.lead.preposition == "at":
        said.discard("gathered")  # where they meet
        if "meeting" in said:
            said.discard("guest")
    return next((told for told in _TOLD if told in said), None)
