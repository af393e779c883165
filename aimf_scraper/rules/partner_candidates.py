"""Names that only a cue makes organisations: items of lists, unknown acronyms, mayors.

Each is ``bare``: without a word beside it that makes it a partner it is dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.organisations import OrganisationMention
from aimf_scraper.rules.organisations_heads import type_of
from aimf_scraper.rules.partner_lists import is_acronym, items_after, items_of
from aimf_scraper.rules.town_halls import place_key
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.rules.partner_cues import CueHit
    from aimf_scraper.rules.partner_lists import ListItem, ListSpan
    from aimf_scraper.rules.places import PlaceMention
    from aimf_scraper.rules.scan import Part

LIST_ITEM: Final = "partners.list_item"
ACRONYM: Final = "partners.acronym"
MAYOR: Final = "partners.mayor"
SHORTLY: Final = "partners.said_shortly"

_TOWNS: Final = frozenset({"city", "commune"})
_MAYORS: Final = ("maire ", "bourgmestre ", "syndic ", "syndique ", "mairesse ")
_TITLE_MOST: Final = 30
#: A weaker phrase is too common to vouch for a name nobody knows ("avec Jean").
_VOUCHES: Final = 0.85
_LIST_REACH: Final = 400
_UPPER_RUN: Final = re.compile(r"(?<![\w-])[A-Z][A-Z&-]{1,10}[A-Z](?![\w-])")
_NAMED_THING: Final = re.compile(
    r"\b(?i:projets?|programmes?|plans?|logiciel|initiative|label|norme|outil|concours|prix"
    r"|d[ée]marche|m[ée]thode|strat[ée]gie|appel|r[ée]seau)\s(?:[a-zà-ÿ'’]{1,12}\s){0,3}[«\"(]?\s?"
    r"(?P<name>[A-Z][A-Z&-]{1,10}[A-Z])(?![\w-])"
)
_SHORT: Final = re.compile(
    r"\bl[ae] (?P<head>municipalite|mairie|commune|conseil municipal)"
    r"(?! (?:de|du|des|et|urbaine|rurale)\b| d')(?![\w'-])"
)


def listed(
    part: Part,
    lists: list[ListSpan],
    hits: list[CueHit],
    taken: dict[int, int],
    places: dict[int, int],
) -> list[OrganisationMention]:
    """Return the names in lists that nothing but the list vouches for.

    *taken* maps where known organisations start to where they end, *places* known places.
    """
    covered = _covered(part, taken)
    items: list[ListItem] = []
    for span in lists:
        items += items_of(part.text, span, covered)
    for hit in hits:
        if hit.cue.side == "before" and hit.cue.weight >= _VOUCHES:
            limit = min(len(part.text), hit.end + _LIST_REACH)
            items += items_after(part.text, hit.end, limit, taken, places)
    found: dict[int, OrganisationMention] = {}
    for item in items:
        if any(covered[item.start : item.end]) or places.get(item.start, 0) >= item.end:
            continue
        name = " ".join(part.text[item.start : item.end].split())
        found.setdefault(item.start, _bare(part, item.start, item.end, name, LIST_ITEM))
    return list(found.values())


def mayors(
    part: Part, places: Iterable[PlaceMention], taken: dict[int, int]
) -> list[OrganisationMention]:
    """Return the mayors: who signs for a town is its town hall, but only beside a cue."""
    covered = _covered(part, taken)
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


def acronyms(part: Part, taken: dict[int, int]) -> list[OrganisationMention]:
    """Return what looks like the acronym of an organisation nobody knows."""
    covered = _covered(part, taken)
    found = [
        _bare(part, m.start(), m.end(), m[0], ACRONYM)
        for m in _UPPER_RUN.finditer(part.text)
        if not covered[m.start()] and is_acronym(m[0]) and not _in_capitals(part.text, m.start())
    ]
    if found:
        things = {m["name"] for m in _NAMED_THING.finditer(part.text)}
        found = [m for m in found if m.name not in things]
    return found


def said_shortly(
    part: Part,
    places: Iterable[PlaceMention],
    taken: dict[int, int],
    hall: OrganisationMention | None,
) -> list[OrganisationMention]:
    """Return each "la municipalité" that can only be one town's.

    *hall* is the document's only town hall, if it names one; else the town is
    the first that the part names outside an organisation's name.
    """
    covered = _covered(part, taken)
    town = next((p for p in places if _is_town(p) and not covered[p.start]), None)
    if hall is None and town is None:
        return []
    found = []
    for m in _SHORT.finditer(part.folded):
        start, end = m.span("head")
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
    return f"d’{name}" if fold(name[0]) in "aeiouy" else f"de {name}"


def _covered(part: Part, taken: dict[int, int]) -> bytearray:
    covered = bytearray(len(part.text) + 1)
    for start, end in taken.items():
        covered[start:end] = b"\1" * (end - start)
    return covered


def _in_capitals(text: str, at: int) -> bool:
    """Tell whether the words around *at* are all in capitals: a heading, or a family name."""
    around = text[max(0, at - 12) : at + 24]
    return sum(c.isupper() for c in around) > sum(c.islower() for c in around)
