"""A mention of an organisation, whatever told that it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerType
    from aimf_scraper.rules.places import PlaceMention
    from aimf_scraper.rules.scan import Part

AUTHORITY: Final = "organisations.authority"
TOWN_HALL: Final = "organisations.town_hall"
LEARNED: Final = "organisations.learned_acronym"
SHAPE: Final = "organisations.shape"


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """``part.text[start:end]`` names an organisation.

    ``name``: canonical where the authority file has it, else as written.
    ``key``: alike for all mentions of one organisation in a document.
    ``town_hall``: the place whose town hall it is, where the place is known.
    ``bare``: it is also a plain word or a place, and means the organisation
    only beside a cue; so does a town hall that is written as the place is.
    """

    part: Part
    start: int
    end: int
    name: str
    type: PartnerType
    rule: str
    key: str
    authority_id: str | None = None
    town_hall: PlaceMention | None = None
    bare: bool = False

    @property
    def as_written(self) -> str:
        return self.part.text[self.start : self.end]


def without_overlaps(mentions: list[OrganisationMention]) -> list[OrganisationMention]:
    """Keep the first and, of those, the longest; *mentions* earlier in the list win ties."""
    kept: list[OrganisationMention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return kept
