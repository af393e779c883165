"""A mention of an organisation, whatever told that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerType
    from aimf_scraper.rules.places import PlaceMention
    from aimf_scraper.rules.scan import Part

AUTHORITY: Final = "organisations.authority"
TOWN_HALL: Final = "organisations.town_hall"
LEARNED: Final = "organisations.learned_acronym"
SHAPE: Final = "organisations.shape"
#: A shape that a building may have too: "Maison du patrimoine".
HOUSE: Final = "organisations.house"


class OrganisationMention(NamedTuple):
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
    past = -1
    for m in sorted(mentions, key=_by_place):
        if m.start >= past:
            kept.append(m)
            past = m.end
    return kept


def _by_place(m: OrganisationMention) -> tuple[int, int]:
    return m.start, -m.end
