"""Names that only a list vouches for: under a label, or in prose behind a sure phrase.

Each is ``bare``: without a word beside it that makes it a partner it is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.partners.bare_names import bare
from aimf_scraper.rules.partners.list_items import items_after, items_of
from aimf_scraper.rules.partners.things import is_thing
from aimf_scraper.rules.partners.town_halls import (
    SUPPORTS,
    hall_of,
    is_its_own,
    is_town,
    may_be_its_own,
)
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.mention import OrganisationMention
    from aimf_scraper.rules.partners.cues import CueHit
    from aimf_scraper.rules.partners.list_items import ListItem
    from aimf_scraper.rules.partners.lists import ListSpan
    from aimf_scraper.rules.partners.ties import Tie
    from aimf_scraper.rules.places.mention import PlaceMention

LIST_ITEM: Final = "partners.list_item"
#: No partner, but who stands beside a person in a list keeps the list's cue.
PERSON: Final = "partners.person"

_LIST_REACH: Final = 400
#: How sure a label must be that its list names partners for a town's name to be its town hall.
_TOWNS_IN_LIST: Final = 0.9


class Known(NamedTuple):
    """What a part is known to name.

    ``taken``: organisations, start to end; ``covered``: marks of what they cover; ``places`` by
    where they start; ``halls``: keys of the town halls that the document names.
    """

    taken: dict[int, int]
    covered: bytearray
    places: Mapping[int, PlaceMention]
    halls: Collection[str]


def listed(
    doc: Doc,
    part: Part,
    lists: list[ListSpan],
    hits: list[CueHit],
    ties: list[Tie],
    *,
    known: Known,
) -> list[OrganisationMention]:
    """Return the names in lists that nothing but the list vouches for."""
    if not lists and not hits and not ties:
        return []
    found: dict[int, OrganisationMention] = {}
    known_ends = set(known.taken.values())
    lists_of_items = _lists_of_items(part, lists, hits, known)
    lists_of_items += [_tied(part, tie, known) for tie in ties]
    for items in lists_of_items:
        towns = len([one for one in items if one.town])
        for item in items:
            start, end = item.start, item.end
            if start in found or any(known.covered[start:end]):
                continue
            if part.text.startswith(" (", start - 2) and start - 2 in known_ends:
                continue  # "Société des transports de Tunis (Transtu)": its short name
            one = _hall(part, item, towns, known) if item.town else _name(part, item, known)
            if one is not None:
                found[start] = one
    return [m for m in found.values() if not (m.rule == LIST_ITEM and is_thing(doc, m))]


def _lists_of_items(
    part: Part, lists: list[ListSpan], hits: list[CueHit], known: Known
) -> list[list[ListItem]]:
    """Return the items of every list, those of labels first."""
    ends = {start: p.end for start, p in known.places.items()}
    towns = {start: p.end for start, p in known.places.items() if is_town(p)} if lists else {}
    found: list[list[ListItem]] = []
    for span in lists:
        # who sits "autour de la table" need not pay: a town there is only a town
        weak = span.hit.cue.role == "partner" and span.hit.cue.weight < _TOWNS_IN_LIST
        found.append([*items_of(part.text, span, known.covered, {} if weak else towns)])
    seen = -1
    for hit in hits:
        if hit.end == seen:
            continue
        seen = hit.end
        limit = min(part.sentences.end(seen), seen + _LIST_REACH)
        limit -= part.text[limit - 1 : limit] in {".", "!", "?"}  # no name runs over its end
        items = items_after(part, seen, limit, known.taken, ends)
        clause = part.sentences.clause_end(seen) if _towns_do(part, hit) else seen
        found.append([item for item in items if not item.town or item.start < clause])
    return found


def _tied(part: Part, tie: Tie, known: Known) -> list[ListItem]:
    """Return the towns and persons of an agreement's sides; a bare town only beside a body, or where towns are meant."""
    limit = min(part.sentences.end(tie.end), tie.end + _TIE_REACH)
    limit -= part.text[limit - 1 : limit] in {".", "!", "?"}
    ends = {start: p.end for start, p in known.places.items() if is_town(p)}
    items = [*items_after(part, tie.end, limit, known.taken, ends, to=tie.to)]
    items = [one for one in items if one.town or is_person(part.text[one.start : one.end])]
    beside = any(tie.end <= start < limit for start in known.taken)
    return items if tie.of_towns or beside else []


_TIE_REACH: Final = 120


def _towns_do(part: Part, hit: CueHit) -> bool:
    """Return whether a town that *hit* leads to can only be its town hall: it pays, it supports."""
    cue = hit.cue
    between = part.folded.endswith("entre", hit.start, hit.end)  # places, as often
    return cue.role == "funder" or (cue.weight >= SUPPORTS and not between)


def _hall(part: Part, item: ListItem, towns: int, known: Known) -> OrganisationMention | None:
    place = known.places.get(item.start)
    if place is None or not is_town(place):
        return None
    hall = hall_of(part, place)
    beside = towns > 1 or hall.key in known.halls
    return hall if is_its_own(place) or (beside and may_be_its_own(place)) else None


def _name(part: Part, item: ListItem, known: Known) -> OrganisationMention | None:
    start, end = item.start, item.end
    place = known.places.get(start)
    if place is not None and place.end >= end:
        return None
    name = " ".join(part.text[start:end].split())
    if authority().knows(name):
        return None  # seen and refused: "Agences régionales (Corse, Normandie)"
    return bare(part, start, end, name, PERSON if is_person(name) else LIST_ITEM)


def is_person(name: str) -> bool:
    """Return whether *name* is a person's: by its title or by a given name before another name.

    >>> is_person("Mme Paule Ndi"), is_person("Karim Sollac"), is_person("Caritas Sénégal")
    (True, True, False)
    """
    words = fold(name).split()
    if len(words) < 2:
        return False
    if words[0].rstrip(".") in little_words("honorific"):
        return True
    return len(words) <= 3 and all(is_given_name(one) for one in words[0].split("-"))
