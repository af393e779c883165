"""The cities of a document: each place once, with every mention as evidence.

``places`` proposes every name of the gazetteer, ``exclusions`` takes away what
is no place, ``city_context`` tells which of several is meant, and
``city_confidence`` how sure that is. Quarters yield their city. A rule is named
after the cue: ``cities.town_hall``, ``cities.at``, ``cities.bare`` ...
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer import places_named, whole_of
from aimf_scraper.gazetteer.candidates import NO_PLACE
from aimf_scraper.records import City, Evidence
from aimf_scraper.rules.cities.confidence import (
    IN_INSTITUTION,
    LEAST,
    UNRESOLVED,
    confidence,
    is_large,
)
from aimf_scraper.rules.cities.countries import is_city_not_country
from aimf_scraper.rules.cities.cues import cue_index, pattern_of
from aimf_scraper.rules.cities.disambiguation import context_of
from aimf_scraper.rules.cities.exclusions import find_masked
from aimf_scraper.rules.cities.figures import FIGURES
from aimf_scraper.rules.cities.roles import roles_of
from aimf_scraper.rules.engine.confidence import NONE, Score
from aimf_scraper.rules.engine.cues import cues_of
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.places.cues import said_by
from aimf_scraper.rules.places.exclusions import EXCLUSIONS, institution_at
from aimf_scraper.rules.places.mentions import cue_words, find_places

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.records import CityRole
    from aimf_scraper.rules.cities.disambiguation import Context
    from aimf_scraper.rules.engine.document import Doc, Part, Term
    from aimf_scraper.rules.places.mention import PlaceMention

_FROM_TERM: Final = FIGURES["city.term"]
_TOWNS: Final = frozenset({"city", "commune", "quarter"})
_SOURCES: Final = ("title", "summary", "text")
_OF_TOWN_HALLS: Final = frozenset({"town_hall", "mayor"})
_STRONG_CUES: Final = frozenset({"town_hall", "mayor", "label", "list"})
#: Cues whose words are part of what is quoted: "la CU de Ngaoundéré".
_QUOTED_CUES: Final = frozenset({"town_hall", "mayor", "district"})


@dataclass(slots=True)
class _Found:
    """A city on its way out: ``place`` is ``None`` where only a name is known.

    ``score``: how sure its surest mention is.
    """

    name: str
    place: Place | None
    country: str | None
    score: Score = NONE
    mentions: list[PlaceMention] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def add(self, mention: PlaceMention, score: Score) -> None:
        self.mentions.append(mention)
        self.score = max(self.score, score, key=_value)


def _value(score: Score) -> float:
    return score.value


def find_cities(doc: Doc) -> tuple[City, ...]:
    """Return the cities in the order they are first met, terms of the markup last."""
    found = [*doc.get(_in_text).found]
    found += _from_terms(doc, found)
    cues = cues_of(doc, cue_index(), "city_cues")
    roles = roles_of([(one.place, one.mentions) for one in found], cues)
    return tuple(_city(one, role) for one, role in zip(found, roles, strict=True))


class _Decision(NamedTuple):
    """What became of a mention: the town it is, or why it is none."""

    mention: PlaceMention
    place: Place | None
    why_not: str | None
    score: Score = NONE


class _Read(NamedTuple):
    """The cities of the texts, and the decision on every mention of a place."""

    found: list[_Found]
    decisions: list[_Decision]


def _in_text(doc: Doc) -> _Read:
    context = doc.get(context_of)
    mentions = doc.get(find_places)
    masked = doc.get(find_masked)
    found: dict[tuple[str, str | None], _Found] = {}
    weak: list[tuple[PlaceMention, Place]] = []
    sites: list[PlaceMention] = []
    decisions: list[_Decision] = []
    before = 0.0  # how sure the mention before was: a list goes on as it began
    for i, mention in enumerate(mentions):
        previous = mentions[i - 1] if i else None
        if i in masked:
            before = 0.0 if masked[i] == "region" else IN_INSTITUTION
            if masked[i] == "site":
                sites.append(mention)
            decisions.append(_Decision(mention, None, masked[i]))
            continue
        if not mention.candidates:
            _keep_unresolved(found, mention, context, previous)
            before = max(before, LEAST)
            continue
        place = context.best(mention)
        if place is None:  # a country: "Yaoundé (Cameroun), Douala"
            continue
        if mention.cue in _OF_TOWN_HALLS and context.is_elsewhere(mention, place):
            _keep_unresolved(found, mention._replace(candidates=NO_PLACE), context, previous)
            before = LEAST
            continue
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        score = NONE
        if not _is_country(mention, previous):
            score = confidence(mention, place, context, before, following)
        before = score.value
        if place.kind == "quarter" and not _is_commune(mention, previous, place):
            place = whole_of(place) or place
        why_not = None if before >= LEAST else "too weak a cue for such a name"
        decisions.append(_Decision(mention, place, why_not, score))
        if before >= LEAST:
            _keep(found, place, mention, score)
        else:
            weak.append((mention, place))
    if not found:
        _add_sites(found, sites, context)
    elif weak:
        _add_weak(found, weak)
    return _Read(sorted(found.values(), key=_first_met), decisions)


def _keep(
    found: dict[tuple[str, str | None], _Found], place: Place, mention: PlaceMention, score: Score
) -> None:
    key = (place.name, place.country)
    if key not in found:
        found[key] = _Found(place.name, place, place.country)
    found[key].add(mention, score)


def _is_commune(mention: PlaceMention, previous: PlaceMention | None, quarter: Place) -> bool:
    """Say whether a quarter stands for itself: it has a mayor and a name of its own."""
    told = mention
    if mention.cue == "list" and previous is not None:
        told = previous
    has_mayor = told.cue == "mayor" or told.part.context.follows(pattern_of("hall"), told.cue_start)
    return bool(has_mayor) and not quarter.name.startswith(f"{quarter.within} ")


def _is_country(mention: PlaceMention, previous: PlaceMention | None) -> bool:
    """Say whether a name that a country and a city share is the country's here."""
    shared = mention.candidates.country is not None
    return shared and not is_city_not_country(mention, previous)


def _add_weak(
    found: dict[tuple[str, str | None], _Found], weak: list[tuple[PlaceMention, Place]]
) -> None:
    """Add the mentions too weak alone of cities that are certain elsewhere on the page."""
    for mention, place in weak:
        one = found.get((place.name, place.country))
        if one is not None and mention.candidates.country is None:
            one.add(mention, Score(LEAST, FIGURES.rows["city.least"]))
    for one in found.values():
        one.mentions.sort(key=_position)  # as they are without the weak ones


def _add_sites(
    found: dict[tuple[str, str | None], _Found], sites: list[PlaceMention], context: Context
) -> None:
    """Take the town of a museum or hospital on a page that names no town otherwise."""
    for mention in sites:
        place = context.best(mention)
        if place is not None and is_large(place):
            _keep(
                found, place, mention._replace(cue="site"), Score(LEAST, FIGURES.rows["city.least"])
            )


def explain_cities(doc: Doc) -> Explained:
    """Return why each name is a city, or none."""
    read = doc.get(_in_text)
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


def _said_at(one: _Decision) -> str:
    return one.score.where if one.score.row else institution_at(one.mention)


def find_town_mentions(doc: Doc) -> frozenset[tuple[str, int]]:
    """Return which mentions of places are cities where they stand, by part and by start.

    What is refused here is no town for any other rule.
    """
    return frozenset(
        (mention.part.source, mention.start)
        for one in doc.get(_in_text).found
        for mention in one.mentions
    )


def _first_met(one: _Found) -> tuple[int, int]:
    return _position(one.mentions[0])


def _position(mention: PlaceMention) -> tuple[int, int]:
    return _SOURCES.index(mention.part.source), mention.start


def _keep_unresolved(
    found: dict[tuple[str, str | None], _Found],
    mention: PlaceMention,
    context: Context,
    previous: PlaceMention | None,
) -> None:
    """Keep a name that the gazetteer lacks, in the country of its neighbours or its page."""
    is_union = mention.part.context.leads(pattern_of("union"), mention.cue_start)
    if is_union or mention.cue not in _STRONG_CUES:
        return
    country = context.country_said(mention) or context.majority()
    if mention.cue == "list" and previous is not None:
        neighbour = context.best(previous)
        country = neighbour.country if neighbour else country
    short = (f"{mention.name}-", f"{mention.name} ")
    for known in found.values():  # "Romans", after "Romans-sur-Isère"
        if known.place is not None and known.name.startswith(short):
            known.add(mention, Score(LEAST, FIGURES.rows["city.least"]))
            return
    key = (mention.name, country)
    one = found.setdefault(key, _Found(mention.name, None, country))
    one.add(mention, Score(UNRESOLVED, FIGURES.rows["city.unresolved"]))


def _from_terms(doc: Doc, found: list[_Found]) -> list[_Found]:
    """Lay the markup's city terms over *found*; return the cities only they name."""
    context = doc.get(context_of)
    more: list[_Found] = []
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
        more.append(_Found(place.name if place else term.label, place, country, terms=[term]))
    return more


def _city(one: _Found, role: CityRole) -> City:
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
