"""A name of a place in a text, and what says that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aimf_scraper.gazetteer.candidates import Candidates
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.places.left_context import Lead


class PlaceMention(NamedTuple):
    """A name of the gazetteer, capitalised, at ``part.text[start:end]``.

    ``cue`` is what says that a place is meant, strongest first:

    ========== ==========================================================
    town_hall  "ville de", "Mairie de", "CU de", "Nantes Métropole"
    mayor      "maire de", "Syndic de", "Gouverneur de"
    label      "Lieu : "
    title      the name opens a title or a line and a colon or dash follows
    district   "Région de", "Province de", "village de"
    place      "habitants de", "capitale de", "quartier de"
    at         "à", "vers"
    list       the neighbour of a mention, parted by a comma or "et"
    of         "de", without a word of the kinds above
    ========== ==========================================================

    ``cue_start`` is where the cue's words begin, without an article before
    them, ``cue_end`` where they end ("Nantes Métropole"); ``start`` and ``end``
    where there are none. ``misspelt``: the text is one letter off the name.
    ``candidates`` is empty where the gazetteer does not hold the name; ``form`` is the
    name as ``gazetteer.names.searchable`` gives it.
    """

    part: Part
    start: int
    end: int
    cue: str | None
    cue_start: int
    cue_end: int
    lead: Lead
    candidates: Candidates
    form: str
    misspelt: bool = False

    @property
    def name(self) -> str:
        return self.part.text[self.start : self.end]
