"""A mention of an organisation, whatever told that it is one, and which count where two overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.records import PartnerType
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.places.mention import PlaceMention

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


def settled(
    known: list[OrganisationMention],
    halls: list[OrganisationMention],
    shapes: list[OrganisationMention],
) -> list[OrganisationMention]:
    """Choose between names that overlap.

    A town hall wins over a shorter known name at the same place ("Ville de
    Paris"); a shape wins only where it says more than what it holds ("Université
    de la Ville de Paris", "Institut Pasteur de Bangui").
    """
    kept = _taken_in(known, halls, lambda hall, m: hall.start <= m.start and m.end < hall.end)
    return _taken_in(kept, shapes, _says_more)


def _taken_in(
    kept: list[OrganisationMention],
    more: list[OrganisationMention],
    wins: Callable[[OrganisationMention, OrganisationMention], bool],
) -> list[OrganisationMention]:
    """Return *kept* with those of *more* that overlap nothing, or win over all they overlap."""
    if not more:
        return kept
    if not kept:
        return without_overlaps(more)
    starts = [m.start for m in kept]
    ends = [m.end for m in kept]
    beaten: set[int] = set()
    added = []
    for one in without_overlaps(more):
        rivals = range(bisect_right(ends, one.start), bisect_left(starts, one.end))
        if all(wins(one, kept[i]) for i in rivals):
            beaten.update(rivals)
            added.append(one)
    left = [m for i, m in enumerate(kept) if i not in beaten] if beaten else kept
    return sorted([*left, *added], key=_by_place)


def _says_more(shape: OrganisationMention, inner: OrganisationMention) -> bool:
    """Tell whether *shape* names another body than the *inner* name does."""
    if (shape.start, shape.end) == (inner.start, inner.end) and (
        inner.bare or (shape.type, inner.type) == ("foundation", "company")
    ):
        return shape.name != inner.as_written  # "Fondation Suez" of "les fondations Veolia et Suez"
    longer = shape.end - shape.start > inner.end - inner.start
    if not (longer and shape.start <= inner.start and inner.end <= shape.end):
        return False
    if inner.rule == TOWN_HALL:
        return shape.type in {"network", "ngo", "academic", "company"}
    if shape.start == inner.start:
        return shape.type in {"academic", "foundation"}
    return inner.bare
