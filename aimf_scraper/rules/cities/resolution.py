"""Which towns the names of a text are: from mentions of places to cities, each once.

What is masked or too weakly said is left, with the reason; a name that no gazetteer holds is
kept behind a town hall's word, for a reader to resolve.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer import whole_of
from aimf_scraper.gazetteer.candidates import NO_PLACE
from aimf_scraper.rules.cities.confidence import (
    IN_INSTITUTION,
    LEAST,
    UNRESOLVED,
    confidence,
    is_large,
)
from aimf_scraper.rules.cities.countries import is_city_not_country
from aimf_scraper.rules.cities.cues import pattern_of
from aimf_scraper.rules.cities.disambiguation import context_of
from aimf_scraper.rules.cities.exclusions import find_masked
from aimf_scraper.rules.cities.figures import FIGURES
from aimf_scraper.rules.engine.confidence import NONE, Score
from aimf_scraper.rules.places.mentions import find_places

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.cities.disambiguation import Context
    from aimf_scraper.rules.engine.document import Doc, Term
    from aimf_scraper.rules.places.mention import PlaceMention

_OF_TOWN_HALLS: Final = frozenset({"town_hall", "mayor"})
_STRONG_CUES: Final = frozenset({"town_hall", "mayor", "label", "list"})
_SOURCES: Final = ("title", "summary", "text")


@dataclass(slots=True)
class FoundCity:
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


class Decision(NamedTuple):
    """What became of a mention: the town it is, or why it is none."""

    mention: PlaceMention
    place: Place | None
    why_not: str | None
    score: Score = NONE


class Read(NamedTuple):
    """The cities of the texts, and the decision on every mention of a place."""

    found: list[FoundCity]
    decisions: list[Decision]


def read_towns(doc: Doc) -> Read:
    context = doc.get(context_of)
    mentions = doc.get(find_places)
    masked = doc.get(find_masked)
    found: dict[tuple[str, str | None], FoundCity] = {}
    weak: list[tuple[PlaceMention, Place]] = []
    sites: list[PlaceMention] = []
    decisions: list[Decision] = []
    before = 0.0  # how sure the mention before was: a list goes on as it began
    for i, mention in enumerate(mentions):
        previous = mentions[i - 1] if i else None
        if i in masked:
            before = 0.0 if masked[i] == "region" else IN_INSTITUTION
            if masked[i] == "site":
                sites.append(mention)
            decisions.append(Decision(mention, None, masked[i]))
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
        decisions.append(Decision(mention, place, why_not, score))
        if before >= LEAST:
            _keep(found, place, mention, score)
        else:
            weak.append((mention, place))
    if not found:
        _add_sites(found, sites, context)
    elif weak:
        _add_weak(found, weak)
    return Read(sorted(found.values(), key=_first_met), decisions)


def _keep(
    found: dict[tuple[str, str | None], FoundCity],
    place: Place,
    mention: PlaceMention,
    score: Score,
) -> None:
    key = (place.name, place.country)
    if key not in found:
        found[key] = FoundCity(place.name, place, place.country)
    found[key].add(mention, score)


def _is_commune(mention: PlaceMention, previous: PlaceMention | None, quarter: Place) -> bool:
    """Return whether a quarter stands for itself: it has a mayor and a name of its own."""
    told = mention
    if mention.cue == "list" and previous is not None:
        told = previous
    has_mayor = told.cue == "mayor" or told.part.context.follows(pattern_of("hall"), told.cue_start)
    return bool(has_mayor) and not quarter.name.startswith(f"{quarter.within} ")


def _is_country(mention: PlaceMention, previous: PlaceMention | None) -> bool:
    """Return whether a name that a country and a city share is the country's here."""
    shared = mention.candidates.country is not None
    return shared and not is_city_not_country(mention, previous)


def _add_weak(
    found: dict[tuple[str, str | None], FoundCity], weak: list[tuple[PlaceMention, Place]]
) -> None:
    """Add the mentions too weak alone of cities that are certain elsewhere on the page."""
    for mention, place in weak:
        one = found.get((place.name, place.country))
        if one is not None and mention.candidates.country is None:
            one.add(mention, Score(LEAST, FIGURES.rows["city.least"]))
    for one in found.values():
        one.mentions.sort(key=_position)  # as they are without the weak ones


def _add_sites(
    found: dict[tuple[str, str | None], FoundCity], sites: list[PlaceMention], context: Context
) -> None:
    """Take the town of a museum or hospital on a page that names no town otherwise."""
    for mention in sites:
        place = context.best(mention)
        if place is not None and is_large(place):
            _keep(
                found, place, mention._replace(cue="site"), Score(LEAST, FIGURES.rows["city.least"])
            )


def _first_met(one: FoundCity) -> tuple[int, int]:
    return _position(one.mentions[0])


def _position(mention: PlaceMention) -> tuple[int, int]:
    return _SOURCES.index(mention.part.source), mention.start


def _keep_unresolved(
    found: dict[tuple[str, str | None], FoundCity],
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
    one = found.setdefault(key, FoundCity(mention.name, None, country))
    one.add(mention, Score(UNRESOLVED, FIGURES.rows["city.unresolved"]))
