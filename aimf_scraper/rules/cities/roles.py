"""Which city is the page's own (``main``) and which is only mentioned.

What a title names is main. Without it, the towns that a cue ("la mairie de"), a
heading or the head of a sentence ("À Toliara, ...") puts first are, with the
towns listed beside them and those of the first line that names one. A partner's
home, a guest's and the place of a meeting are mentioned, unless the page has no
other town. A page may have several, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.cities.cues import pattern_of, told_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.gazetteer import Place
    from aimf_scraper.records import CityRole
    from aimf_scraper.rules.cities.cues import CityCue
    from aimf_scraper.rules.engine.cues import Cues
    from aimf_scraper.rules.places.mention import PlaceMention

_LONGEST_ITEM: Final = 120  # characters: a longer line is no heading and no item
_LOOKED_AT: Final = 8  # mentions of a town: a page says early what it is to it
_BULLETS: Final = frozenset("-–•*·")
_OPENING: Final = " \u00a0«\"'(•-–"


class Standing(IntEnum):
    """What a mention says of its town, from a partner's home to the page's own."""

    UNSAID = 0
    PARTNER = 1
    TOWN_HALL = 2  # among the partners
    MET = 3
    OWN = 4
    FURTHER = 5  # as much the page's own as what is told first: "Deux autres suivront à Ségou"
    STRONG = 6
    TWIN = 7
    TITLE = 8
    TITLE_TWIN = 9


#: What takes a donor's town along: "les villes de Fès et Montpellier", a twinning.
_TWINS: Final = frozenset({Standing.TWIN, Standing.TITLE_TWIN})
_OPENS_LINE: Final = frozenset({"label", "title"})
_OFFICE: Final = frozenset({"town_hall", "district"})
#: Cues of a town that a sentence turns to: "Bamako, Ségou et Kayes ..."
_TURNS_TO: Final = frozenset({None, "list", "town_hall", "mayor", "district", "place"})
#: Where most partners of the South's towns are at home.
_NORTH: Final = frozenset({"FR", "CH", "BE", "LU", "CA", "MC", "DE", "ES", "IT", "GB"})


class _Line(NamedTuple):
    """A line of the document. ``turns``: it does more than name the town in passing."""

    turns: bool
    in_text: bool
    start: int


@dataclass(slots=True, eq=False)
class _Town:
    """What is said of a city. ``line``: the first that names it as the page's own."""

    is_north: bool
    heaviest: Standing
    line: _Line | None = None
    main: bool = False
    is_granted: bool = False


def roles_of(
    cities: list[tuple[Place | None, list[PlaceMention]]],
    cues: Mapping[str, Cues[CityCue]],
) -> list[CityRole]:
    """Return a role for each city, given its place and its mentions; *cues* of each part."""
    towns = [_weighed(place, mentions, cues) for place, mentions in cities]
    most = max([town.heaviest for town in towns], default=Standing.UNSAID)
    if most < Standing.OWN:
        _take_second_best(towns)
    else:
        least = Standing.TITLE if most >= Standing.TITLE else Standing.OWN
        south = any(t.heaviest >= least and not t.is_north for t in towns)
        fit = [t for t in towns if not (south and t.is_north) or t.heaviest in _TWINS]
        if most < Standing.TITLE:
            _take_first(fit)
        else:
            for town in fit:
                town.main = town.heaviest >= Standing.TITLE
        _take_listed(towns, fit, [mentions for _, mentions in cities])
    places = [place for place, _ in cities]
    names = {place.name for place, town in zip(places, towns, strict=True) if place and town.main}
    return [
        "main"
        if (town.main or town.is_granted) and not (place and place.within in names)
        else "mentioned"
        for place, town in zip(places, towns, strict=True)
    ]


def _take_first(towns: list[_Town]) -> None:
    """Take the towns that are put first, and those of the first line that turns to one."""
    strong = any(t.heaviest >= Standing.STRONG for t in towns)
    lines = [t.line for t in towns if t.line is not None]
    passing = None if strong else min(lines, default=None)
    first = min((line for line in lines if line.turns), default=passing)
    for town in towns:
        is_first = town.line is not None and town.line == first
        town.main = is_first or town.heaviest >= Standing.FURTHER


def _take_listed(towns: list[_Town], fit: list[_Town], mentions: list[list[PlaceMention]]) -> None:
    """Take the towns that stand in one list with a main one, of those that are *fit*."""
    if all(t.main or t.heaviest < Standing.OWN for t in fit):
        return
    if not any(mention.cue == "list" for mine in mentions for mention in mine):
        return
    may_be = set(fit)
    everyone = sorted(
        (mention.part.source == "text", mention.start, number, mention.cue or "")
        for number, mine in enumerate(mentions)
        for mention in mine
    )
    runs: list[list[_Town]] = []
    listing = False
    for _, _, number, cue in everyone:
        if cue != "list":
            runs.append([])
            listing = (cue or None) in _TURNS_TO
        town = towns[number]
        if listing and town in may_be:
            runs[-1].append(town)
    for run in runs:
        if any(town.main for town in run):
            for town in run:
                town.main = town.main or town.heaviest >= Standing.OWN


def _take_second_best(towns: list[_Town]) -> None:
    """Where no town is the page's own: the town hall among the partners, the place of meeting."""
    for weight in (Standing.TOWN_HALL, Standing.MET):
        for town in towns:
            town.main = town.heaviest == weight and not town.is_north
        if any(town.main for town in towns):
            return


def _weighed(
    place: Place | None, mentions: list[PlaceMention], cues: Mapping[str, Cues[CityCue]]
) -> _Town:
    """Return what the weightiest mention says; only the markup's word is the page's own."""
    is_north = place is not None and place.country in _NORTH
    town = _Town(is_north, heaviest=Standing.UNSAID if mentions else Standing.OWN)
    for mention in mentions[:_LOOKED_AT]:
        weight = _weight(mention, cues[mention.part.source])
        if weight >= Standing.OWN and (town.line is None or not town.line.turns):
            line = _line_of(mention)
            town.line = line if line.turns or town.line is None else town.line
        town.heaviest = max(town.heaviest, weight)
        town.is_granted = town.is_granted or (not is_north and _is_granted(mention))
        if weight >= Standing.STRONG:
            break
    return town


def _line_of(mention: PlaceMention) -> _Line:
    start = mention.part.sentences.start(mention.start)
    return _Line(mention.cue in _TURNS_TO, mention.part.source == "text", start)


def _weight(mention: PlaceMention, cues: Cues[CityCue]) -> Standing:
    in_title = mention.part.source == "title"
    if mention.cue in _OPENS_LINE:
        return Standing.TITLE if in_title else Standing.STRONG
    told = told_of(mention, cues)
    if told == "gathered" and not in_title:
        return Standing.PARTNER
    folded, cue_start = mention.part.folded, mention.cue_start
    if mention.cue == "town_hall" and folded.startswith("villes de", cue_start):
        return Standing.TITLE_TWIN if in_title else Standing.TWIN
    if told == "twin":
        return Standing.TITLE_TWIN if in_title else Standing.TWIN
    if told == "partner" or (told == "guest" and not in_title):
        return Standing.TOWN_HALL if mention.cue in _OFFICE else Standing.PARTNER
    if in_title:
        return Standing.TITLE_TWIN if _is_one_of_two(mention) else Standing.TITLE
    if told == "host":
        return Standing.OWN
    if mention.cue in _OFFICE:
        return Standing.STRONG  # no meeting is "at the town of"
    if told == "meeting":
        return Standing.MET if mention.lead.preposition == "at" else Standing.PARTNER
    if told == "own":
        return Standing.FURTHER
    return Standing.STRONG if _is_turned_to(mention) or _is_item(mention) else Standing.OWN


def _is_one_of_two(mention: PlaceMention) -> bool:
    """Return whether a title begins with the town and another: "Nantes et Dschang dressent le bilan"."""
    folded, text = mention.part.folded, mention.part.text
    led = text[: mention.start].rstrip(_OPENING)
    if led and led[-1] not in ":|.":
        return False
    return folded.startswith(" et ", mention.end) and text[mention.end + 4 :][:1].isupper()


def _is_turned_to(mention: PlaceMention) -> bool:
    """Return whether a sentence begins with the town as its place: "À Toliara, ..."."""
    if mention.lead.preposition != "at":
        return False
    text = mention.part.text
    start, end = mention.part.context.before(mention.start)
    preposition = start + len(text[start:end].rstrip(" \u00a0")) - 1
    before = text[start:preposition].rstrip(_OPENING)
    return before.endswith(":") or mention.part.sentences.opens(preposition)


def _is_granted(mention: PlaceMention) -> bool:
    """Return whether the town opens an item with a sum: "• Manga (Burkina Faso) : marché, 20 000 euros".

    "Ville de Thiès : 20 000 euros" may as well be a giver.
    """
    if mention.cue in _OFFICE:
        return False
    text = mention.part.text
    start, end = mention.part.context.around(mention, "line")
    if text[start : start + 1] not in _BULLETS or text[start : mention.start].strip(_OPENING):
        return False
    return pattern_of("sum").regex.search(mention.part.folded, mention.end, end) is not None


def _is_item(mention: PlaceMention) -> bool:
    """Return whether the town stands in a heading or an item of a list, not in a sentence."""
    text = mention.part.text
    start, end = mention.part.context.around(mention, "line")
    if mention.start - start > _LONGEST_ITEM:
        return False
    if text[start : start + 1] in _BULLETS or text[start + 1 : start + 2] == ")":
        return True
    is_short = end - start < _LONGEST_ITEM and text[end : end + 1] == "\n"
    if not is_short or text[end - 1] in ".!?":
        return False
    return not mention.part.sentences.breaks(mention.start, end - 1)  # "à Kaya. Il prévoit :"
