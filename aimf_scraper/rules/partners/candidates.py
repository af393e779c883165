"""Names that only a cue makes organisations: items of lists, unknown acronyms, mayors.

Each is ``bare``: without a word beside it that makes it a partner it is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.rules.organisations.municipalities import place_key
from aimf_scraper.rules.organisations.organisations import OrganisationMention
from aimf_scraper.rules.partners.cues import VOUCHES
from aimf_scraper.rules.partners.list_items import is_acronym, items_after, items_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.cues import CueHit
    from aimf_scraper.rules.partners.list_items import ListItem
    from aimf_scraper.rules.partners.lists import ListSpan
    from aimf_scraper.rules.places.mention import PlaceMention

LIST_ITEM: Final = "partners.list_item"
#: No partner, but who stands beside a person in a list keeps the list's cue.
PERSON: Final = "partners.person"
ACRONYM: Final = "partners.acronym"
MAYOR: Final = "partners.mayor"
TOWN: Final = "partners.town"
SHORTLY: Final = "partners.said_shortly"

_TOWNS: Final = frozenset({"city", "commune"})
_MAYORS: Final = ("maire ", "bourgmestre ", "syndic ", "syndique ", "mairesse ")
_TITLE_MOST: Final = 30
_LIST_REACH: Final = 400
_CAPITALS: Final = re.compile(r"([A-Z][A-Z&-]{1,10}[A-Z])(?![a-z])(?:-[A-Z][a-z]{2,12})?")
#: What such a name may hold is marked "A"; a character that is no ASCII is one byte too.
_CAPITAL_MARKS: Final = bytes(
    ord("A") if char in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ&-" else ord(" ") for char in range(256)
)
_THING_REACH: Final = 80
_NAMED_THING: Final = re.compile(
    r"\b(?:projets?|programmes?|plans?|logiciel|initiative|label|norme|outil|concours|prix|demarche"
    r"|methode|strategie|appel|facilite|dispositif|guichet|plateforme|campagne|operation|mecanisme"
    r"|application|festival|reseau) (?:(?!par |avec |entre |est |sont |a |ont )[a-z'-]{1,16},? ){0,5}(?:l')?[«\"(]?\s?\Z"
)
_NOUN_BEFORE: Final = re.compile(r"(?<![a-z'])([a-z]{4,16}) [«\"(]?\Z")
#: "soutient", "ont signé": what a town can only do by its town hall.
_SUPPORTS: Final = 0.93
#: How sure a label must be that its list names partners for a town's name to be its town hall.
_TOWNS_IN_LIST: Final = 0.9
_TOWN_TO_VERB: Final = frozenset({" ", ", ", " y ", " a ", " ont ", " en ", " lui "})
_TO_VERB_MOST: Final = max(map(len, _TOWN_TO_VERB))
_GOES_ON: Final = re.compile(r"['-]| (?:de|du|des|et|urbaine|rurale)\b| d'")


def listed(
    part: Part,
    lists: list[ListSpan],
    hits: list[CueHit],
    *,
    taken: dict[int, int],
    covered: bytearray,
    places: Mapping[int, PlaceMention],
) -> list[OrganisationMention]:
    """Return the names in lists that nothing but the list vouches for.

    *taken* maps where known organisations start to where they end, *covered*
    marks them; *places* are the known places by where they start.
    """
    if not lists and not hits:
        return []
    ends = {start: p.end for start, p in places.items()}
    towns = {start: p.end for start, p in places.items() if _is_town(p)} if lists else {}
    items: list[ListItem] = []
    for span in lists:
        # who sits "autour de la table" need not pay: a town there is only a town
        weak = span.hit.cue.role == "partner" and span.hit.cue.weight < _TOWNS_IN_LIST
        items += items_of(part.text, span, covered, {} if weak else towns)
    seen = -1
    for hit in hits:
        if hit.end == seen:
            continue
        seen = hit.end
        limit = min(part.sentences.end(seen), seen + _LIST_REACH)
        limit -= part.text[limit - 1 : limit] in {".", "!", "?"}  # no name runs over its end
        pays = hit.cue.role == "funder"
        for item in items_after(part.text, seen, limit, taken, ends):
            if pays or not item.town:
                items.append(item)
    known_ends = set(taken.values())
    found: dict[int, OrganisationMention] = {}
    for start, end, town in items:
        if start in found or any(covered[start:end]):
            continue
        if part.text.startswith(" (", start - 2) and start - 2 in known_ends:
            continue  # "Société des transports de Tunis (Transtu)": its short name
        if town:
            place = places.get(start)
            if place is not None and _is_town(place):
                found[start] = _hall_of(part, place)
        elif places.get(start) is None or ends[start] < end:
            name = " ".join(part.text[start:end].split())
            title = fold(name).split()[0].rstrip(".")
            person = title in little_words("honorific") and " " in name
            found[start] = _bare(part, start, end, name, PERSON if person else LIST_ITEM)
    return [m for m in found.values() if not (m.rule == LIST_ITEM and _is_thing(m))]


def _hall_of(part: Part, place: PlaceMention) -> OrganisationMention:
    """Return the town hall that the town's name alone stands for: "financé par Genève"."""
    return OrganisationMention(
        part,
        place.start,
        place.end,
        f"Ville {_of(place.name)}",
        "local_government",
        TOWN,
        f"town:{place_key(place.name)}",
        town_hall=place,
        bare=True,
    )


def towns_that_pay(
    part: Part, following: list[CueHit], places: Mapping[int, PlaceMention], covered: bytearray
) -> list[OrganisationMention]:
    """Return the towns that the text lets pay or be partners: "Lausanne finance l'étude"."""
    found = []
    starts = [hit.start for hit in following]
    for p in places.values():
        end = p.end
        at = bisect_right(starts, end)
        if at == len(starts) or starts[at] > end + _TO_VERB_MOST:
            continue
        in_grand = part.text.endswith("Grand ", 0, p.start)  # "le Grand Tunis" is no town hall
        if p.cue == "at" or covered[p.start] or in_grand or not _is_town(p):
            continue
        verbs = following[at : bisect_right(starts, end + _TO_VERB_MOST)]
        if any(part.folded[end : v.start] in _TOWN_TO_VERB and _pays(part, v) for v in verbs):
            found.append(_hall_of(part, p))
    return found


def _pays(part: Part, verb: CueHit) -> bool:
    """Tell whether who does what *verb* says pays, or is a partner."""
    cue = verb.cue
    least = VOUCHES if cue.role == "funder" else _SUPPORTS
    return (cue.weight >= least and cue.role in {"funder", "partner"}) or (
        part.folded.startswith("partenaire", verb.start)
    )


def mayors(
    part: Part, places: Iterable[PlaceMention], covered: bytearray
) -> list[OrganisationMention]:
    """Return the mayors: who signs for a town is its town hall, but only beside a cue."""
    found = []
    for p in places:
        if p.cue != "mayor" or p.start - p.cue_start > _TITLE_MOST or not _is_town(p):
            continue
        if not part.folded.startswith(_MAYORS, p.cue_start) or any(covered[p.cue_start : p.end]):
            continue
        found.append(
            OrganisationMention(
                part,
                p.cue_start,
                p.end,
                f"Mairie {_of(p.name)}",
                "local_government",
                MAYOR,
                f"town:{place_key(p.name)}",
                town_hall=p,
                bare=True,
            )
        )
    return found


def acronyms(part: Part, covered: bytearray) -> list[OrganisationMention]:
    """Return what looks like the acronym of an organisation nobody knows."""
    found = []
    text = part.text
    for m in _in_a_row(text):
        start = m.start()
        if covered[start] or not is_acronym(m[1]):
            continue
        end = m.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() or after.isalnum() or before in {"-", "_"} or after in {"-", "_"}:
            continue
        if not _in_capitals(text, start, end):
            found.append(_bare(part, start, end, m[0], ACRONYM))
    return [m for m in found if not _is_thing(m)]


def _in_a_row(text: str) -> Iterator[re.Match[str]]:
    """Yield what is written in capitals.

    Few words are: three marks in a row are found four times as fast as a class of characters.
    """
    marks = text.encode("ascii", "replace").translate(_CAPITAL_MARKS)
    at = marks.find(b"AAA")
    while at >= 0:
        m = _CAPITALS.match(text, at)
        if m:
            yield m
        at = marks.find(b"AAA", m.end() if m else at + 1)


def _is_thing(m: OrganisationMention) -> bool:
    """Tell "sa facilité FICOL" and "un programme de climat, le PCCI" from "avec FICOL"."""
    if not (m.name.isupper() or m.rule == ACRONYM):
        return False
    folded = m.part.folded
    first = max(0, m.start - _THING_REACH, folded.rfind("\n", 0, m.start) + 1)
    if _NAMED_THING.search(folded, first, m.start):
        return True
    noun = _NOUN_BEFORE.search(folded, first, m.start)
    return noun is not None and noun[1] not in stop_words("leads")


def said_shortly(
    part: Part,
    hits: list[CueHit],
    places: Iterable[PlaceMention],
    covered: bytearray,
    hall: OrganisationMention | None,
) -> list[OrganisationMention]:
    """Return each "la municipalité" that can only be one town's.

    *hall* is the document's only town hall, if it names one; else the town is
    the first that the part names outside an organisation's name.
    """
    spans = [
        (hit.start + len("la "), hit.end)
        for hit in hits
        if not _GOES_ON.match(part.folded, hit.end)
    ]
    if not spans:
        return []
    town = next((p for p in places if _is_town(p) and not covered[p.start]), None)
    if hall is None and town is None:
        return []
    found = []
    for start, end in spans:
        head = part.text[start:end]
        name, key, place = "", "", town
        if hall is not None:
            name, key, place = hall.name, hall.key, hall.town_hall
        elif town is not None:
            name = f"{head[0].upper()}{head[1:]} {_of(town.name)}"
            key = f"town:{place_key(town.name)}"
        found.append(
            OrganisationMention(
                part, start, end, name, "local_government", SHORTLY, key, town_hall=place, bare=True
            )
        )
    return found


def _bare(part: Part, start: int, end: int, name: str, rule: str) -> OrganisationMention:
    key = f"name:{fold(name)}"
    return OrganisationMention(part, start, end, name, type_of(name), rule, key, bare=True)


def _is_town(p: PlaceMention) -> bool:
    return bool(p.candidates) and p.candidates[0].kind in _TOWNS


def _of(name: str) -> str:
    """Return *name* with the "de" before it: "du Havre", "d’Abidjan".

    >>> _of("Le Havre"), _of("Les Cayes"), _of("Abidjan"), _of("La Rochelle")
    ('du Havre', 'des Cayes', 'd’Abidjan', 'de La Rochelle')
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return f"{contracted}{name.removeprefix(article)}"
    return f"d’{name}" if fold(name[0]) in "aeiouy" else f"de {name}"


def marked(part: Part, taken: Mapping[int, int]) -> bytearray:
    """Return a mark for each character of *part* that lies in what *taken* spans."""
    covered = bytearray(len(part.text) + 1)
    for start, end in taken.items():
        covered[start:end] = b"\1" * (end - start)
    return covered


def mark(covered: bytearray, mentions: Iterable[OrganisationMention]) -> None:
    """Mark in *covered* what *mentions* span."""
    for m in mentions:
        covered[m.start : m.end] = b"\1" * (m.end - m.start)


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words around *start:end* are all in capitals: a heading, or a family name."""
    around = text[max(0, start - 12) : start] + text[end : start + 24]
    capitals = len([char for char in around if char.isupper()])
    return capitals > len([char for char in around if char.islower()])
