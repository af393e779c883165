"""Every organisation that a text names, partner or not, each with its span.

Four sources, the surest first: the authority file, town halls, acronyms that
the text itself explains, and the shape of names never seen before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer.organisations import NameHit, authority
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import heads
from aimf_scraper.rules.organisations.latin import CAP, dotted_names
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
from aimf_scraper.rules.places.mentions import find_places
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.gazetteer.organisations import Organisation
    from aimf_scraper.rules.engine.document import Doc, Part, PhraseMatch
    from aimf_scraper.rules.organisations.municipalities import TownHall
    from aimf_scraper.rules.organisations.name_grammar import Shape
    from aimf_scraper.rules.places.mention import PlaceMention

#: Small, these are first of all stretches of land.
_TERRITORIES: Final = ("region", "departement", "district", "province")
_DONORS: Final = frozenset({"FR", "CH", "BE", "CA"})
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
        if (mention := _known(part, hit, countries, places)) is not None
    ]
    known = _with_dotted(part, known, countries, places)
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
    return OrganisationMention(part, s.start, s.end, s.name, s.type, rule, f"name:{key}")


def _with_dotted(
    part: Part,
    known: list[OrganisationMention],
    countries: set[str],
    places: dict[int, PlaceMention],
) -> list[OrganisationMention]:
    """Return *known* and the acronyms that are written with full stops."""
    found = list(known)
    for m in dotted_names(part.text):
        named = authority().by_acronym.get(m[0].replace(".", ""), ())
        if named:
            hit = NameHit(m.start(), m.end(), named, "acronym")
            mention = _known(part, hit, countries, places)
            found += [mention] if mention else []
    return without_overlaps(found) if len(found) > len(known) else known


def _broken_off(text: str, end: int) -> bool:
    """Return whether the line ends within the name: "Union des jardiniers et", and more below."""
    line_end = text.find("\n", end, end + _LINK_MOST)
    return line_end > end and text[end:line_end].strip() in little_words("chain")


_LINK_MOST: Final = 8


def _is_national(one: Organisation) -> bool:
    """Tell whether any country may have a body of that name; donors' work abroad under theirs."""
    return one.name.endswith(")") and one.country not in _DONORS


def _of_another_country(one: Organisation, written: str, countries: set[str]) -> bool:
    """Tell whether *written* leaves out the country in the name of a body whose country is not here."""
    return (
        one.type == "public"
        and bool(countries)
        and one.country not in _DONORS
        and len(written) < len(one.name)
        and fold(one.name).startswith(f"{written} d")
    )


def _goes_on_from_place(part: Part, hit: NameHit, places: dict[int, PlaceMention]) -> bool:
    """Return whether an acronym ends another body's name: "Lorraine INP"."""
    ends = {place.end for place in places.values()}
    return part.text[hit.start - 1 : hit.start] == " " and hit.start - 1 in ends


def _known(
    part: Part, hit: NameHit, countries: set[str], places: dict[int, PlaceMention]
) -> OrganisationMention | None:
    """Return *hit* as a mention; of several organisations, the one whose country is on the page.

    A country right behind makes it the branch there: "Oxfam Mali".

    "Ministère des Finances" is Cameroon's only on a page that is about Cameroon.
    """
    if hit.start > 1 and part.text[hit.start - 1] == "-" and part.text[hit.start - 2].islower():
        return None  # "Fort-de-France" is a town, "AFD-AIMF" are two bodies
    written = part.text[hit.start : hit.end]
    if hit.form == "acronym" and (
        _goes_on_from_place(part, hit, places)
        or (not written.isupper() and fold(written) in stop_words("word"))
        or (len(hit.organisations) == 1 and _is_of_another_kind(part, hit))
    ):
        return None
    if _FOREIGN_GOES_ON.match(part.text, hit.end):
        return None  # "European Union of Jewish Students"
    named = hit.organisations
    if len(named) > 1:
        named = tuple([one for one in named if one.country in countries])
        if len(named) != 1:
            return None
    found = named[0]
    end = hit.end
    name = found.name
    if found.type in _BRANCHED and part.text.startswith(" ", end):
        branch = places.get(end + 1)
        if branch is not None and _is_country(branch):
            end = branch.end
            name = f"{part.text[hit.start : end]}"
    if hit.form == "bare" and (
        _ends_a_name(part, hit.start)
        or (not _has_article(part, hit.start) and _needs_article(hit, places))
    ):
        return None
    own = _name_goes_on(part.text, hit, found)
    if own:
        if found.type in _OF_THE_STATE:
            return None  # "France 3", "France Inter"
        return _another(part, hit.start, own, found)
    if (
        hit.form == "name"
        and found.country not in countries
        and (
            _is_national(found)
            or _of_another_country(found, part.folded[hit.start : end], countries)
        )
    ):
        return None
    return OrganisationMention(
        part,
        hit.start,
        end,
        name,
        found.type,
        AUTHORITY,
        f"id:{found.id}",
        authority_id=found.id,
        bare=hit.form == "bare"
        or (part.text[hit.start].islower() and part.folded.startswith(_TERRITORIES, hit.start)),
    )


_FOREIGN_GOES_ON: Final = re.compile(rf" (?:of|for) (?:the )?{CAP}")
_GOES_ON: Final = re.compile(rf"[ \u00a0](?:\d|{CAP}(?:[ \u00a0]{CAP}){{0,2}})")


def _name_goes_on(text: str, hit: NameHit, found: Organisation) -> int:
    """Return where the longer name ends that *hit* only begins: "Bouygues Telecom"; 0 where none."""
    one_word = text[hit.start : hit.end].isalpha()
    if hit.form != "bare" and not (one_word and found.type == "company"):
        return 0
    more = _GOES_ON.match(text, hit.end)
    return more.end() if more else 0


_OF_THE_STATE: Final = frozenset({"public", "local_government"})
_ARTICLE: Final = ("le ", "la ", "les ", "du ", "au ", "l'")


def _needs_article(hit: NameHit, places: dict[int, PlaceMention]) -> bool:
    """Tell "le Québec", the province, from "Québec", the town; "la Bretagne" from "rue de Bretagne"."""
    place = places.get(hit.start)
    if place is None:
        return False  # "Plaine Commune" is no place
    return bool(place.candidates.towns) or hit.organisations[0].type == "local_government"


def _has_article(part: Part, start: int) -> bool:
    at_line = not part.text[part.text.rfind("\n", 0, start) + 1 : start].strip(" \t•*-")
    return at_line or part.folded.endswith(_ARTICLE, 0, start)


def _ends_a_name(part: Part, start: int) -> bool:
    """Return whether another name goes on with what begins at *start*: "CARSAT Hauts-de-France"."""
    before = part.text[max(0, start - _NAME_REACH) : start]
    word = before.rstrip(" \u00a0").rpartition(" ")[2].rpartition("’")[2].rpartition("'")[2]
    if before[-1:] not in {" ", "\u00a0"} or not word[:1].isupper() or not word[-1].isalnum():
        return False
    return fold(word) not in little_words("function")


def _is_of_another_kind(part: Part, hit: NameHit) -> bool:
    """Tell "le groupe IRD", a firm, from the institute of that acronym."""
    word = part.folded[max(0, hit.start - _NAME_REACH) : hit.start].rstrip(" ").rpartition(" ")[2]
    kind = heads("kind").get(word.rpartition("'")[2])
    return kind == "company" and hit.organisations[0].type != "company"


_NAME_REACH: Final = 26


def _another(part: Part, start: int, end: int, like: Organisation) -> OrganisationMention:
    """Return the body of its own that *part* names at *start:end*."""
    name = " ".join(part.text[start:end].split())
    return OrganisationMention(part, start, end, name, like.type, SHAPE, f"name:{fold(name)}")


#: Organisations whose branches are bodies of their own.
_BRANCHED: Final = frozenset({"ngo", "foundation"})


def _is_country(place: PlaceMention) -> bool:
    return bool(place.candidates) and all(one.kind == "country" for one in place.candidates)


#: "Grand Lomé" is no part of the village of Grand.
_HALF_NAMES: Final = frozenset({"grand", "grande", "petit", "petite", "haut", "haute", "bas"})
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
    if place is not None and _is_country(place):
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
