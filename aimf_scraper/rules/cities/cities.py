"""The cities of a document: each place once, with every mention as evidence.

``places`` proposes every name of the gazetteer, ``exclusions`` takes away what
is no place, ``disambiguation`` tells which of several is meant, ``confidence``
how sure that is, and ``resolution`` makes one city of all that is said of it. Quarters yield their city. A rule is named
after the cue: ``cities.town_hall``, ``cities.at``, ``cities.bare`` ...
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import places_named
from aimf_scraper.identifiers import NO_IDS, Ids
from aimf_scraper.records import City, Evidence
from aimf_scraper.rules.cities.confidence import (
    LEAST,
)
from aimf_scraper.rules.cities.cues import cue_index
from aimf_scraper.rules.cities.disambiguation import context_of
from aimf_scraper.rules.cities.figures import FIGURES
from aimf_scraper.rules.cities.resolution import Decision, FoundCity, read_towns
from aimf_scraper.rules.cities.roles import roles_of
from aimf_scraper.rules.engine.confidence import NONE, Score
from aimf_scraper.rules.engine.cues import cues_of
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.places.cues import said_by
from aimf_scraper.rules.places.exclusions import EXCLUSIONS, institution_at
from aimf_scraper.rules.places.mentions import cue_words

if TYPE_CHECKING:
    from aimf_scraper.records import CityRole
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.places.mention import PlaceMention

_FROM_TERM: Final = FIGURES["city.term"]
_TOWNS: Final = frozenset({"city", "commune", "quarter"})
#: Cues whose words are part of what is quoted: "la CU de Ngaoundéré".
_QUOTED_CUES: Final = frozenset({"town_hall", "mayor", "district"})


def find_cities(doc: Doc) -> tuple[City, ...]:
    """Return the cities in the order they are first met, terms of the markup last."""
    found = [*doc.get(read_towns).found]
    found += _from_terms(doc, found)
    cues = cues_of(doc, cue_index(), "city_cues")
    roles = roles_of([(one.place, one.mentions) for one in found], cues)
    return tuple(_city(one, role) for one, role in zip(found, roles, strict=True))


def explain_cities(doc: Doc) -> Explained:
    """Return why each name is a city, or none."""
    read = doc.get(read_towns)
    scores = {(one.mention.part.source, one.mention.start): one.score for one in read.decisions}
    taken = doc.get(find_town_mentions)
    reasons: list[Reason] = []
    for one in read.found:
        for mention in one.mentions:
            score = scores.get((mention.part.source, mention.start), NONE)
            if score.value < LEAST:  # no decision of its own: unresolved, or sure elsewhere
                score = one.score if one.place is None else _WEAK
            words, at = cue_words(mention)
            reasons.append(
                Reason(
                    _evidence(mention),
                    round(score.value, 2),
                    score.where,
                    cue=words or mention.cue,
                    cue_at=at or None,
                    asked=EXCLUSIONS,
                )
            )
    refused = [
        NotTaken(_evidence(one.mention), one.why_not, _said_at(one) or None)
        for one in read.decisions
        if one.why_not is not None
        and one.mention.candidates.towns
        and (one.mention.part.source, one.mention.start) not in taken
    ]
    return Explained(tuple(reasons), tuple(refused))


_WEAK: Final = Score(LEAST, FIGURES.rows["city.least"])


def _said_at(one: Decision) -> str:
    return one.score.where if one.score.row else institution_at(one.mention)


def find_town_mentions(doc: Doc) -> frozenset[tuple[str, int]]:
    """Return which mentions of places are cities where they stand, by part and by start.

    What is refused here is no town for any other rule.
    """
    return frozenset(
        (mention.part.source, mention.start)
        for one in doc.get(read_towns).found
        for mention in one.mentions
    )


def _from_terms(doc: Doc, found: list[FoundCity]) -> list[FoundCity]:
    """Lay the markup's city terms over *found*; return the cities only they name."""
    context = doc.get(context_of)
    more: list[FoundCity] = []
    for term in doc.document.terms:
        if term.taxonomy != "city":
            continue
        towns = [p for p in places_named(term.label) if p.kind in _TOWNS]
        known = next((one for one in [*found, *more] if one.place and one.place in towns), None)
        if known is not None:
            known.terms.append(term)
            continue
        place = max(
            towns,
            key=lambda p: (p.country in context.named, p.member, p.population),
            default=None,
        )
        country = place.country if place else context.majority()
        more.append(FoundCity(place.name if place else term.label, place, country, terms=[term]))
    return more


def _city(one: FoundCity, role: CityRole) -> City:
    evidence = [_evidence(mention) for mention in one.mentions]
    sure = one.score.value
    if one.terms:
        evidence += [Evidence(t.source, None, None, t.label, "cities.term") for t in one.terms]
        sure = max(sure, _FROM_TERM)
    place = one.place
    return City(
        name=one.name,
        as_written=evidence[0].quote,
        country=one.country,
        geonames_id=place.geonames_id if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        role=role,
        ids=Ids(geonames=place.geonames_id) if place else NO_IDS,
        evidence=tuple(evidence),
        confidence=round(sure, 2),
    )


def _evidence(mention: PlaceMention) -> Evidence:
    cue, start, end = mention.cue, mention.start, mention.end
    if not mention.candidates:
        rule = "cities.unresolved"
    elif mention.misspelt:
        rule = "cities.misspelt"
    else:
        rule = f"cities.{cue or 'bare'}"
    if cue in _QUOTED_CUES:
        start, end = _with_article(mention.part, mention.cue_start), mention.cue_end
    return mention.part.evidence(start, end, rule)


def _with_article(part: Part, start: int) -> int:
    """Return where the cue begins with the article before it: "la CU de Ngaoundéré"."""
    article = part.context.leads(_article(), start)
    return article.start() if article else start


@cache
def _article() -> Pattern:
    words = [word for word, said in said_by("preposition").items() if said == "the"]
    return Pattern(rf"(?<![^\W_])(?:{'|'.join(f'{word}[ ]' for word in words)}|l')")
