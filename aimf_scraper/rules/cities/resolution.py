"""Which towns the names of a text are: from mentions of places to cities, each once.

What is masked or too weakly said is left, with the reason; a name that no gazetteer holds is
kept behind a town hall's word, for a reader to resolve.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
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
    """Return the cities of the texts, and what became of each mention."""
    mentions = doc.get(find_places)
    masked = doc.get(find_masked)
    reader = _Reader(doc.get(context_of))
    beside = zip_longest((None, *mentions), mentions, mentions[1:])
    for number, (previous, mention, following) in enumerate(beside):
        if mention is None:  # behind the last
            break
        if number in masked:
            reader.leave(mention, masked[number])
        else:
            reader.read(mention, previous, following)
    if not reader.found:
        _add_sites(reader.found, reader.sites, reader.context)
    elif reader.weak:
        _add_weak(reader.found, reader.weak)
    return Read(sorted(reader.found.values(), key=_first_met), reader.decisions)


@dataclass(slots=True)
class _Reader:
    """Takes one mention after the other. ``before``: how sure the last was: a list goes on as it began."""

    context: Context
    found: dict[tuple[str, str | None], FoundCity] = field(default_factory=dict)
    weak: list[tuple[PlaceMention, Place]] = field(default_factory=list)
    sites: list[PlaceMention] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    before: float = 0.0

    def leave(self, mention: PlaceMention, mask: str) -> None:
        """Note that *mention* is no place where it stands."""
        self.before = 0.0 if mask == "region" else IN_INSTITUTION
        if mask == "site":
            self.sites.append(mention)
        self.decisions.append(Decision(mention, None, mask))

    def read(
        self, mention: PlaceMention, previous: PlaceMention | None, following: PlaceMention | None
    ) -> None:
        if not mention.candidates:
            _keep_unresolved(self.found, mention, self.context, previous)
            self.before = max(self.before, LEAST)
            return
        place = self.context.best(mention)
        if place is None:  # a country: "Yaoundé (Cameroun), Douala"
            return
        if mention.cue in _OF_TOWN_HALLS and self.context.is_elsewhere(mention, place):
            unknown = mention._replace(candidates=NO_PLACE)
            _keep_unresolved(self.found, unknown, self.context, previous)
            self.before = LEAST
            return
        if self.context.is_in_another(mention, place, previous):
            unknown = mention._replace(candidates=NO_PLACE, cue="list")
            _keep_unresolved(self.found, unknown, self.context, None)
            self.before = LEAST
            return
        score = NONE
        far = self.context.is_far_quarter(mention, place)
        if not far and not _is_country(mention, previous):
            score = confidence(mention, place, self.context, self.before, following)
        self.before = score.value
        if place.kind == "quarter" and not _is_commune(mention, previous, place):
            place = whole_of(place) or place
        is_sure = score.value >= LEAST
        why_not = None if is_sure else "too weak a cue for such a name"
        self.decisions.append(Decision(mention, place, why_not, score))
        if is_sure:
            _keep(self.found, place, mention, score)
        else:
            self.weak.append((mention, place))


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
