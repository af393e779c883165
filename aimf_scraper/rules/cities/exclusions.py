"""Which mentions of a document are no place where they stand, neighbours considered.

``places.exclusions`` judges a mention alone; here come the organisations that were
found, the list a name stands in, and a town's name that is its region's too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.rules.cities.confidence import is_large
from aimf_scraper.rules.cities.cues import pattern_of
from aimf_scraper.rules.names.metonyms import seat_of
from aimf_scraper.rules.organisations.organisations import find_organisations
from aimf_scraper.rules.places.exclusions import mask_of
from aimf_scraper.rules.places.mentions import find_places
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc
    from aimf_scraper.rules.places.mention import PlaceMention

_CUES_OF_A_TOWN = frozenset({"town_hall", "mayor", "label"})


def find_masked(doc: Doc) -> dict[int, str]:
    """Return why a mention is no place, by its number in ``find_places``."""
    mentions = doc.get(find_places)
    in_organisation = _in_organisations(doc, mentions)
    masked: dict[int, str] = {}
    for i, mention in enumerate(mentions):
        reason = mask_of(mention)
        if reason == "joined" and _joins_towns(mentions, i):
            reason = None
        if reason is not None:
            masked[i] = reason
        elif (i in in_organisation and mention.cue not in _CUES_OF_A_TOWN) or (
            masked.get(i - 1) in {"organisation", "site"} and _goes_on(mention, mentions[i - 1])
        ):
            masked[i] = "organisation"
        elif _speaks_for_union(doc, mention):
            masked[i] = "metonym"
        elif (
            _is_region(mention)
            or (i and _is_region_of(mention, mentions[i - 1]))
            or (
                masked.get(i - 1) == "region"
                and mention.cue == "list"
                and _of_regions(mention, mentions[i - 1])
            )
        ):
            masked[i] = "region"
    return masked


def _in_organisations(doc: Doc, mentions: tuple[PlaceMention, ...]) -> set[int]:
    """Return the numbers of the mentions inside an organisation that is no town hall."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in doc.get(find_organisations):
        if one.town_hall is None and one.type != "local_government" and not one.bare:
            spans.setdefault(one.part.source, []).append((one.start, one.end))
    inside = set()
    part, mine, at = None, [], 0
    for i, mention in enumerate(mentions):
        if mention.part is not part:
            part, at = mention.part, 0
            mine = spans.get(part.source, [])
        while at < len(mine) and mine[at][1] <= mention.start:
            at += 1
        if at < len(mine) and mine[at][0] <= mention.start and mention.end <= mine[at][1]:
            inside.add(i)
    return inside


def _joins_towns(mentions: tuple[PlaceMention, ...], i: int) -> bool:
    """Return whether a hyphen joins large towns of two countries: "coopération Lyon-Ouagadougou".

    Of one country, they are a line ("Thiès-Dakar") or a person's name.
    """
    mention = mentions[i]
    for j in (i - 1, i + 1):
        if 0 <= j < len(mentions) and mentions[j].part is mention.part:
            other = mentions[j]
            gap = max(mention.start, other.start) - min(mention.end, other.end)
            if gap == 1:
                one, two = (_large_in(m) for m in (mention, other))
                return bool(one and two) and one.isdisjoint(two)
    return False


def _large_in(mention: PlaceMention) -> set[str]:
    return {p.country for p in mention.candidates.towns if is_large(p)}


def _goes_on(mention: PlaceMention, previous: PlaceMention) -> bool:
    """Return whether a list goes on inside a name: "universités de Dschang et de Maroua".

    A comma or a bracket cuts it off.
    """
    if mention.cue != "list" or mention.lead.preposition not in {"of", None}:
        return False
    between = mention.part.folded[previous.end : mention.start]
    return not any(mark in between for mark in ",()")


def _speaks_for_union(doc: Doc, mention: PlaceMention) -> bool:
    """Return whether a bare name is the union's whose seat the town is: "a rappelé que Bruxelles appuie".

    Only on a page that names the union.
    """
    union = seat_of(mention.form)
    if union is None or mention.cue is not None or mention.lead.preposition is not None:
        return False
    part = mention.part
    if not part.context.leads(pattern_of("metonym"), mention.start):
        return False
    return any(fold(union) in one.folded for one in doc.parts)


def _is_region(mention: PlaceMention) -> bool:
    """Return whether a town's name is its region's here: "la région de Ségou", "deux régions du Niger, Agadez"."""
    if mention.cue not in {"district", "list", "of", None}:
        return False
    if "region" in mention.candidates.kinds and mention.part.folded.endswith(
        "region ", 0, mention.start
    ):
        return True  # "la Région Bretagne"
    led = mention.part.context.leads(pattern_of("region"), mention.start)
    if led is None:
        return False
    if led[0].startswith("ile"):  # "l'île de Santiago"; Gorée is a town
        return all(town.population > _OF_AN_ISLAND for town in mention.candidates.towns[:1])
    return mention.part.text[
        led.start()
    ].islower()  # "la Région de Nouakchott" is a body of its town


_OF_AN_ISLAND = 1_000_000  # inhabitants of a town that no island is called after


def _of_regions(mention: PlaceMention, previous: PlaceMention) -> bool:
    """Return whether *mention* goes on a list of regions: "les régions de Kayes et Ségou"."""
    folded = mention.part.folded
    begins = max(0, previous.start - _REGIONS_REACH)
    return "regions " in folded[begins : previous.start] and previous.part is mention.part


_REGIONS_REACH = 60


def _is_region_of(mention: PlaceMention, previous: PlaceMention) -> bool:
    """Return whether a name shared with a region tells where the town before it lies."""
    if previous.part is not mention.part:
        return False
    if "region" not in mention.candidates.kinds:
        return False
    return mention.part.folded[previous.end : mention.start].strip() == "("
