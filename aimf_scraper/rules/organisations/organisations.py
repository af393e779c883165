"""Every organisation that a text names, partner or not, each with its span.

Four sources, the surest first: the authority file, town halls, acronyms that
the text itself explains, and the shape of names never seen before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.organisations.known_names import is_country, known_mention, with_dotted
from aimf_scraper.rules.organisations.mention import (
    AUTHORITY,
    HOUSE,
    LEARNED,
    SHAPE,
    TOWN_HALL,
    OrganisationMention,
    settled,
    without_overlaps,
)
from aimf_scraper.rules.organisations.municipalities import NUMBERED, find_town_halls, place_key
from aimf_scraper.rules.organisations.name_grammar import find_shapes
from aimf_scraper.rules.organisations.own_abbreviations import learned_in, uses_of
from aimf_scraper.rules.organisations.word_families import words_of
from aimf_scraper.rules.places.mentions import find_places
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part, PhraseMatch
    from aimf_scraper.rules.organisations.municipalities import TownHall
    from aimf_scraper.rules.organisations.own_names import Shape
    from aimf_scraper.rules.places.mention import PlaceMention

#: No name runs over the end of a line or a cell.
_LINE_ENDS: Final = "\n\r\t\v\f\u2028\u2029"


__all__ = [
    "AUTHORITY",
    "HOUSE",
    "LEARNED",
    "SHAPE",
    "TOWN_HALL",
    "OrganisationMention",
    "find_organisations",
]


def find_organisations(doc: Doc) -> tuple[OrganisationMention, ...]:
    """Return the organisations named in the document, in reading order, none overlapping."""
    places = doc.get(find_places)
    matched = doc.phrases
    countries = {one.country for p in places for one in p.candidates[:1]}
    by_part = [
        _of_part(
            part, matched[part.source], countries, {p.start: p for p in places if p.part is part}
        )
        for part in doc.parts
    ]
    learned = learned_in(doc, by_part)
    found: list[OrganisationMention] = []
    for part, mentions in zip(doc.parts, by_part, strict=True):
        more = uses_of(part, learned) if learned else []
        found += without_overlaps([*more, *mentions]) if more else mentions
    return tuple(_said_in_full(found))


#: So many longer names are no one name.
_FULL_NAMES_MOST: Final = 6


def _said_in_full(found: list[OrganisationMention]) -> list[OrganisationMention]:
    """Let "l'Agence de l'eau" be the one that the text also names in full, if there is but one."""
    short = [m for m in found if m.rule == SHAPE]
    if not short:
        return found
    named = {m.part.folded[m.start : m.end]: m for m in found}
    names = sorted(named)
    meant: dict[str, OrganisationMention] = {}
    for m in short:
        if m.key in meant:
            continue
        begin = f"{m.part.folded[m.start : m.end]} "
        first = bisect_left(names, begin)
        near = names[first : first + _FULL_NAMES_MOST]
        full = {named[name].key: named[name] for name in near if name.startswith(begin)}
        full.pop(m.key, None)
        if len(full) == 1:
            meant[m.key] = next(iter(full.values()))
    if not meant:
        return found
    return [
        m._replace(name=o.name, key=o.key, type=o.type)
        if m.rule == SHAPE and (o := meant.get(m.key))
        else m
        for m in found
    ]


def _of_part(
    part: Part,
    matched: dict[str, list[PhraseMatch]],
    countries: set[str],
    places: dict[int, PlaceMention],
) -> list[OrganisationMention]:
    """Return the mentions in *part*, the surest source first where two overlap."""
    known = [
        mention
        for hit in authority().find(part.text, part.folded, matched["organisations"])
        if (mention := known_mention(part, hit, countries, places)) is not None
    ]
    known = with_dotted(part, known, countries, places)
    in_lines = part.text
    for end in _LINE_ENDS:
        in_lines = in_lines.replace(end, "\0")
    halls = [
        mention
        for hall in find_town_halls(in_lines, part.folded, matched["town_halls"])
        if (mention := _hall(part, hall, places)) is not None
    ]
    shapes = [
        _shape(part, s)
        for s in find_shapes(
            in_lines,
            part.folded,
            {m.start: m.end for m in known if not m.bare},
            matched["organisation_heads"],
        )
        if not _broken_off(part.text, s.end)
    ]
    return settled(known, halls, shapes)


def _shape(part: Part, s: Shape) -> OrganisationMention:
    """Return *s* as a mention, under the authority file's name where its full name is there."""
    rule = HOUSE if s.house else SHAPE
    named = authority().by_name(s.name) if s.shared else None
    if named is not None:
        return OrganisationMention(
            part,
            s.start,
            s.end,
            named.name,
            named.type,
            AUTHORITY,
            f"id:{named.id}",
            authority_id=named.id,
        )
    key = fold(s.name) if s.shared else " ".join(part.folded[s.start : s.end].split())
    land = s.shared and s.type == "local_government"  # "les provinces de A et de B"
    return OrganisationMention(part, s.start, s.end, s.name, s.type, rule, f"name:{key}", bare=land)


def _broken_off(text: str, end: int) -> bool:
    """Return whether the line ends within the name: "Union des jardiniers et", and more below."""
    line_end = text.find("\n", end, end + _LINK_MOST)
    rest = text[end:line_end].split() if line_end > end else []
    return bool(rest) and all(word in little_words("chain") for word in rest)


_LINK_MOST: Final = 14


#: "Grand Lomé" is no part of the village of Grand.
_HALF_NAMES: Final = frozenset(words_of("half_of_name"))
_NUMBER: Final = re.compile(rf"{NUMBERED}|\s?[IVX]{{1,4}}(?!\w)")


def _is_agglomeration(part: Part, place: PlaceMention | None) -> bool:
    """Tell "Grand Chambéry" from "le Grand Dakar" and "Grand Paris Express"."""
    if place is None or not any(one.country == "FR" for one in place.candidates.towns):
        return False
    if part.folded.startswith((" metropole", " agglo"), place.end):
        return True
    goes_on = part.text[place.end : place.end + 2]
    return not (goes_on[:1] in {" ", "-"} and goes_on[1:].isupper())


def _hall(
    part: Part, hall: TownHall, places: dict[int, PlaceMention]
) -> OrganisationMention | None:
    """Return *hall* ended where its place ends; ``None`` where only a place is meant."""
    place = places.get(hall.name_start)
    if place is None and not hall.strong:
        return None
    if place is not None and is_country(place):
        return None
    if hall.name.startswith("Grand ") and not _is_agglomeration(part, place):
        return None
    end, name = hall.end, hall.name
    if (
        place is not None
        and hall.level != "metropole"  # "Métropole Rouen Normandie"
        and place.end != hall.name_end
        and hall.end == hall.name_end
        and part.text[place.end : place.end + 1] != "-"
        and fold(part.text[hall.name_start : place.end]) not in _HALF_NAMES
    ):
        # "Grand Besançon Métropole": the place's cue runs on
        number = _NUMBER.match(part.text, place.end)
        end = number.end() if number else max(place.end, place.cue_end)
        kept = len(name) - (hall.name_end - hall.name_start)
        name = " ".join((name[:kept] + part.text[hall.name_start : end]).split())
    written = part.text[hall.name_start : end] if hall.end == hall.name_end else name
    return OrganisationMention(
        part,
        hall.start,
        end,
        name,
        "local_government",
        TOWN_HALL,
        f"{hall.level}:{place_key(written)}",
        town_hall=place,
        bare=not hall.strong,
    )
