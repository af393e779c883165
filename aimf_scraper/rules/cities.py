"""The cities of a document: each place once, with every mention as evidence.

``places`` proposes every name of the gazetteer; here the context decides. A
cue word decides nearly alone; a bare name counts when it is a large town or an
AIMF member, or when the page speaks of its country; a name that is also a word
or a first name needs more. Quarters yield their city. The name of the rule is
the cue: ``cities.town_hall``, ``cities.at``, ``cities.bare`` ...
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import places_named, whole_of
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.records import City, Evidence
from aimf_scraper.rules.city_context import Context, context_of, is_francophone, towns_of
from aimf_scraper.rules.city_roles import roles_of
from aimf_scraper.rules.countries import is_city_not_country
from aimf_scraper.rules.organisations import find_organisations
from aimf_scraper.rules.place_masks import is_homonym, is_in_proper_name, mask_of
from aimf_scraper.rules.places import PlaceMention, find_places

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.scan import Scan, Term

_LARGE: Final = 100_000  # inhabitants: known without more
_WORLD_CITY: Final = 600_000  # the same, outside the francophone world
_TOWN: Final = 15_000
_SHORT: Final = 4  # letters: such a name alone may be anything
_UNRESOLVED: Final = 0.5
_MISSPELT: Final = 0.75
_HOMONYMS_LISTED: Final = 0.75
_LEAST: Final = 0.6  # what is less sure is not said
_FROM_TERM: Final = 0.97
_ARTICLES: Final = ("la ", "le ", "les ", "l'")


@dataclass
class Found:
    """A city on its way out: the place, or only a name, and where it was met."""

    name: str
    place: Place | None
    country: str | None
    mentions: list[tuple[PlaceMention, float]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


def find(scan: Scan) -> tuple[City, ...]:
    """Return the cities in the order they are first met, terms of the markup last."""
    found = scan.once(find_cities)
    roles = roles_of([(one.place, [m for m, _ in one.mentions]) for one in found])
    return tuple(
        _city(one, role) for one, role in zip(found, roles, strict=True)
    )


def find_cities(scan: Scan) -> tuple[Found, ...]:
    """Return the places with their mentions, before roles are given."""
    context = scan.once(context_of)
    mentions = scan.once(find_places)
    masked = _masked(scan, mentions)
    by_place: dict[tuple[str, str | None], Found] = {}
    waiting: list[tuple[PlaceMention, Place]] = []
    previous: PlaceMention | None = None
    sure_of_previous = 0.0
    for i, mention in enumerate(mentions):
        if i in masked:
            # a list goes on as it began: "universités de Dschang et de Maroua"
            sure_of_previous, previous = (-1.0 if masked[i] != "region" else 0.0), mention
            continue
        place = context.best(mention)
        if place is None:
            if not mention.candidates:
                _keep_unresolved(by_place, mention, context)
            if not any(p.kind == "country" for p in mention.candidates):
                sure_of_previous = 0.0
            previous = mention
            continue
        sure = 0.0
        if not is_city_not_country_conflict(mention, mentions[i - 1] if i else None):
            following = mentions[i + 1] if i + 1 < len(mentions) else None
            sure = _confidence(mention, place, context, sure_of_previous)
            if sure == 0 and _opens_list(mention, place, following):
                sure = _HOMONYMS_LISTED
            if _is_region_of(mention, previous):
                sure = 0.0
        place = whole_of(place) or place if place.kind == "quarter" else place
        if sure >= _LEAST:
            one = by_place.setdefault((place.name, place.country), Found(place.name, place, place.country))
            one.mentions.append((mention, sure))
        elif sure > 0 or mention.cue is None:
            waiting.append((mention, place))
        sure_of_previous, previous = sure, mention
    for mention, place in waiting:
        known = by_place.get((place.name, place.country))
        if known is not None:
            known.mentions.append((mention, _LEAST))
    for one in by_place.values():
        one.mentions.sort(key=lambda m: _position(m[0]))
    found = sorted(by_place.values(), key=lambda one: _position(one.mentions[0][0]))
    return (*found, *_from_terms(scan, found, context))


def is_city_not_country_conflict(mention: PlaceMention, previous: PlaceMention | None) -> bool:
    """Say whether the name is a country's here, though a city is called so too."""
    if not any(p.kind == "country" for p in mention.candidates):
        return False
    return not is_city_not_country(mention, previous)


def _position(mention: PlaceMention) -> tuple[int, int]:
    return ("title", "summary", "text").index(mention.part.source), mention.start


def _masked(scan: Scan, mentions: tuple[PlaceMention, ...]) -> dict[int, str]:
    """Return, by number, the mentions that are no place where they stand, and why."""
    organisations: dict[str, list[tuple[int, int]]] = {}
    for o in scan.once(find_organisations):
        if o.town_hall is None and o.type != "local_government" and not o.bare:
            organisations.setdefault(o.part.source, []).append((o.start, o.end))
    masked: dict[int, str] = {}
    cursor: dict[str, int] = {}
    for i, mention in enumerate(mentions):
        source = mention.part.source
        spans = organisations.get(source, [])
        at = cursor.get(source, 0)
        while at < len(spans) and spans[at][1] <= mention.start:
            at += 1
        cursor[source] = at
        inside = at < len(spans) and spans[at][0] <= mention.start and mention.end <= spans[at][1]
        reason = mask_of(mention)
        if reason == "joined" and _joins_towns(mentions, i):
            reason = None
        if reason is not None:
            masked[i] = reason
        elif inside and mention.cue not in {"town_hall", "mayor", "district", "label"}:
            masked[i] = "organisation"
        elif mention.cue == "list" and masked.get(i - 1) == "organisation":
            if mention.lead.preposition in {"of", None} and not _alone_in_list(mention):
                masked[i] = "organisation"
    return masked


def _joins_towns(mentions: tuple[PlaceMention, ...], i: int) -> bool:
    """Say whether a hyphen joins two large towns: "la coopération Lyon-Ouagadougou"."""
    mention = mentions[i]
    for j in (i - 1, i + 1):
        if 0 <= j < len(mentions) and mentions[j].part is mention.part:
            other = mentions[j]
            gap = max(mention.start, other.start) - min(mention.end, other.end)
            if gap == 1:
                return all(any(is_large(p) for p in towns_of(m)) for m in (mention, other))
    return False


def _alone_in_list(mention: PlaceMention) -> bool:
    """Say whether a comma or bracket cuts the name off from what it is listed after."""
    before = mention.part.folded[max(0, mention.start - 12) : mention.start]
    return "," in before or "(" in before or ")" in before


def _confidence(
    mention: PlaceMention, place: Place, context: Context, sure_of_previous: float
) -> float:
    """Return how sure it is that *mention* is the town *place*."""
    form = mention.part.folded[mention.start : mention.end].replace("-", " ")
    word = is_homonym(form, "word") or is_homonym(form.replace("'", " "), "word")
    given = is_homonym(form, "given") or _looks_like_acronym(mention)
    if _has_foreign_article(mention, place):
        return 0.0
    said = context.country_said(mention) == place.country
    supported = said or context.supports(place)
    large = is_large(place)
    if place.kind == "quarter":
        whole = whole_of(place)
        large = whole is not None and is_large(whole) and (" " in form or mention.cue is not None)
    town = large or (place.population >= _TOWN and is_francophone(place.country))
    known = large or supported
    cue = mention.cue
    if mention.misspelt:
        return _MISSPELT
    if cue in {"town_hall", "mayor", "label"}:
        if any(p.kind == "country" for p in mention.candidates):
            return 0.95
        return 0.98 if known else 0.95 if town else 0.85 if not word else 0.7
    if said:
        return 0.96 if not word else 0.9
    if cue == "district":
        return (0.95 if known else 0.85 if town else 0.7) - 0.2 * word
    if cue == "title":
        return 0.0 if (word or given) and not supported else 0.96 if known else 0.85 if town else 0.5
    if cue == "at":
        if word or given:
            return 0.94 if known else 0.65 if town else 0.0
        return 0.97 if known else 0.92 if town else 0.8
    if is_in_proper_name(mention) and form.count(" ") < 2:
        return 0.0 if word or given or not large or not (supported or place.member) else 0.7
    if cue == "place":
        return 0.0 if (word or given) and not known else 0.95 if known else 0.85 if town else 0.7
    if cue == "list" and sure_of_previous >= _LEAST:
        if word or given:
            return 0.9 if known else 0.0
        return min(0.97, sure_of_previous) if known else 0.9 if town else 0.8
    if cue == "list" and sure_of_previous < 0 and not known:
        return 0.0
    if word or given:
        return 0.8 if cue == "of" and place.member and supported else 0.0
    if cue == "of":
        return 0.95 if large and supported else 0.93 if known else 0.8 if town else 0.0
    if large:
        return 0.95 if supported else 0.92
    if supported:
        return 0.9 if town else 0.75
    return 0.75 if (town and len(form) > _SHORT) or form.count(" ") >= 2 else 0.0


def is_large(place: Place) -> bool:
    """Say whether a reader knows the town without being told where it is."""
    least = _LARGE if is_francophone(place.country) else _WORLD_CITY
    return place.member or place.population >= least


def _has_foreign_article(mention: PlaceMention, place: Place) -> bool:
    """Say whether an article stands before a town that has none: "le Québec", "du Man"."""
    if mention.lead.preposition not in {"the", "of_the", "at_the"}:
        return False
    if place.kind != "city" or mention.cue in {"mayor", "label"}:
        return False
    return searchable(place.name).split()[0] not in {"le", "les", "la", "l"}


def _looks_like_acronym(mention: PlaceMention) -> bool:
    """Say whether the name is a few capitals in a line that has small letters."""
    if len(mention.name) > _SHORT or not mention.name.isupper():
        return False
    text = mention.part.text
    line = text[max(0, mention.start - 40) : mention.end + 40]
    return any(c.islower() for c in line)


def _opens_list(mention: PlaceMention, place: Place, following: PlaceMention | None) -> bool:
    """Say whether a large town begins a list of such: "Nice, Tours et Orléans"."""
    return (
        mention.cue in {None, "of"}
        and following is not None
        and following.cue == "list"
        and following.part is mention.part
        and not is_in_proper_name(mention)
        and is_large(place)
        and any(is_large(p) and p.country == place.country for p in towns_of(following))
    )


def _is_region_of(mention: PlaceMention, previous: PlaceMention | None) -> bool:
    """Say whether a name shared with a region tells where the town before it lies."""
    if previous is None or not any(p.kind == "region" for p in mention.candidates):
        return False
    gap = mention.part.folded[previous.end : mention.start]
    return gap.strip() == "(" and previous.part is mention.part


def _keep_unresolved(
    by_place: dict[tuple[str, str | None], Found], mention: PlaceMention, context: Context
) -> None:
    if mention.cue not in {"town_hall", "mayor", "label", "list"}:
        return
    country = context.country_said(mention) or context.majority()
    name = mention.name
    one = by_place.setdefault((name, country), Found(name, None, country))
    one.mentions.append((mention, _UNRESOLVED))


def _from_terms(scan: Scan, found: list[Found], context: Context) -> list[Found]:
    """Lay the markup's city terms over *found*; return the cities only they name."""
    more = []
    for term in scan.document.terms:
        if term.taxonomy != "city":
            continue
        towns = [p for p in places_named(term.label) if p.kind != "country" and p.kind != "region"]
        known = next((one for one in found if one.place in towns), None)
        if known is not None:
            known.terms.append(term)
            continue
        towns.sort(key=lambda p: (p.country in context.named, p.member, p.population), reverse=True)
        place = towns[0] if towns else None
        more.append(
            Found(
                place.name if place else term.label,
                place,
                place.country if place else context.majority(),
                terms=[term],
            )
        )
    return more


def _city(one: Found, role: str) -> City:
    evidence = [_evidence(mention) for mention, _ in one.mentions]
    evidence += [Evidence(t.source, None, None, t.label, "cities.term") for t in one.terms]
    sure = max((s for _, s in one.mentions), default=0.0)
    if one.terms:
        sure = max(sure, _FROM_TERM)
    place = one.place
    return City(
        name=one.name,
        as_written=evidence[0].quote,
        country=one.country,
        geonames_id=place.geonames_id if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        role="main" if role == "main" else "mentioned",
        evidence=tuple(evidence),
        confidence=round(sure, 2),
    )


def _evidence(mention: PlaceMention) -> Evidence:
    part = mention.part
    start, end = mention.start, mention.end
    if mention.cue in {"town_hall", "mayor", "district"}:
        start, end = mention.cue_start, mention.cue_end
        for article in _ARTICLES:
            if part.folded.endswith(article, 0, start) and part.text[start - len(article)].islower():
                before = part.folded[start - len(article) - 1 : start - len(article)]
                if not before or not before.isalnum():
                    start -= len(article)
                    break
    rule = "cities.misspelt" if mention.misspelt else f"cities.{mention.cue or 'bare'}"
    if not mention.candidates:
        rule = "cities.unresolved"
    return part.evidence(start, end, rule)
