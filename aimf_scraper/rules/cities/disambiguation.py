"""What a page tells about which "Victoria" or "Limbé" is meant.

The country in brackets after the name, the countries named, the page's country
terms, the towns that are beyond doubt, AIMF membership; population last.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from aimf_scraper.rules.cities.countries import country_of_term, find_named
from aimf_scraper.rules.cities.cues import pattern_of
from aimf_scraper.rules.cities.figures import FIGURES
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.places.mentions import find_places
from aimf_scraper.tables import Row, Shape, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.engine.document import Doc
    from aimf_scraper.rules.places.mention import PlaceMention

_REGION: Final = frozenset({"region"})
_BEYOND_DOUBT: Final = frozenset({"town_hall", "mayor", "label", "title", "at", "list"})
_OFFICE: Final = frozenset({"town_hall", "mayor"})
_SOME: Final = 2  # towns of one country: the page is about it
_NOT_OVERLOOKED: Final = 200_000  # inhabitants
#: What speaks for one of several towns of a name.
_FOR: Final = FIGURES.group("which.")


@dataclass(frozen=True)
class Context:
    """The countries of a page. ``said``: of one mention, by its position.

    ``only_said``: those whose country a town beside them tells: "Kara, près d'Ati, au Tchad".
    ``told``: the countries of the towns that the page is sure to name, quarters without a town hall left out.
    """

    named: frozenset[str]
    beside: Counter[str]
    said: dict[tuple[str, int], str]
    only_said: frozenset[tuple[str, int]] = frozenset()
    told: frozenset[str] = frozenset()
    _best: dict[tuple[tuple[Place, ...], str | None], Place | None] = field(default_factory=dict)

    def country_said(self, mention: PlaceMention) -> str | None:
        return self.said.get((mention.part.source, mention.start))

    def is_in_another(
        self, mention: PlaceMention, place: Place, previous: PlaceMention | None
    ) -> bool:
        """Return whether *mention* is told of another country than *place*'s: of a namesake.

        "Kara, près d'Ati, au Tchad"; a little town in a list of those of the country that the page is about.
        """
        at = mention.part.source, mention.start
        if at in self.only_said:
            return self.said[at] != place.country
        page = self.majority()
        said = self.said.get(at)
        if said is not None and said != place.country and mention.cue is not None:
            # "Warwick, au Royaume-Uni", of which only the one in Quebec is known
            return place.population < _NOT_OVERLOOKED and not place.member
        if mention.cue != "list" or previous is None or page is None or at in self.said:
            return False
        little = place.population < _NOT_OVERLOOKED and not place.member
        if not little or place.country in self.named or self.beside.get(place.country, 0) > 1:
            return False
        beside = self.best(previous)
        return page in self.named and (beside is None or beside.country == page)

    def supports(self, place: Place) -> bool:
        """Return whether the page speaks of the place's country, or of towns there."""
        return place.country in self.named or self.beside.get(place.country, 0) >= _SOME

    def is_elsewhere(self, mention: PlaceMention, place: Place) -> bool:
        """Return whether the page is about another country than the little-known *place*'s.

        "La commune d'Ibanda" on a page about Bukavu is not the town in Uganda.
        """
        if place.member or is_francophone(place.country) or self.supports(place):
            return False
        if place.population >= _NOT_OVERLOOKED:
            return False
        page = self.majority()
        return page is not None and self.country_said(mention) != place.country != page

    def is_far_quarter(self, mention: PlaceMention, place: Place) -> bool:
        """Return whether *place* is a quarter of a town in a country of which the page tells nothing.

        "À Arafat", on a page about Rufisque, is no quarter of Nouakchott.
        """
        if place.kind != "quarter" or place.country in self.named or place.country in self.told:
            return False
        if self.country_said(mention) == place.country:
            return False
        page = self.majority()
        return page is not None and page != place.country

    def best(self, mention: PlaceMention) -> Place | None:
        """Return the likeliest of the mention's towns, ``None`` if it has none."""
        towns = mention.candidates.towns
        if len(towns) < 2:
            return towns[0] if towns else None
        said = self.country_said(mention)
        key = (towns, said)
        if key not in self._best:
            self._best[key] = self._likeliest(towns, said)
        return self._best[key]

    def _likeliest(self, towns: tuple[Place, ...], said: str | None) -> Place:
        return max(
            towns,
            key=lambda p: (
                _FOR["said"] * (p.country == said)
                + _FOR["named"] * (p.country in self.named)
                + _FOR["beside"] * min(self.beside.get(p.country, 0), _SOME)
                + _FOR["member"] * p.member
                + _FOR["known"] * is_francophone(p.country)
                + _FOR["size"] * math.log10(p.population + 1),
                p.population,
                -(p.geonames_id or 0),
            ),
        )

    def majority(self) -> str | None:
        """Return the one country that the page is about, ``None`` if there is no one."""
        if len(self.named) == 1:
            return next(iter(self.named))
        if self.named:
            most = self.beside.most_common(1)
            return most[0][0] if most and most[0][0] in self.named else None
        most = self.beside.most_common(2)
        if most and (len(most) == 1 or most[0][1] > most[1][1]):
            return most[0][0]
        return None


def context_of(doc: Doc) -> Context:
    """Gather what the page says about countries."""
    mentions = doc.get(find_places)
    countries = doc.get(find_named)
    named = {code for _, code, _ in countries}
    named |= {code for t in doc.document.terms if (code := country_of_term(t)) is not None}
    named |= {m.candidates[0].country for m in mentions if _is_overseas(m)}
    by_place = {(m.part.source, m.start): code for m, code, _ in countries}
    said = {}
    near = set()
    beside: list[str] = []
    told: set[str] = set()
    for mention, following in zip_longest(mentions, mentions[1:]):
        code = _said_after(mention, following, by_place)
        if code is not None and mention.candidates.towns:
            said[mention.part.source, mention.start] = code
        elif mention.cue in _BEYOND_DOUBT:
            country = mention.candidates.country_of_towns
            if country is not None:
                beside.append(country)
                if mention.cue in _OFFICE or mention.candidates.towns[0].kind != "quarter":
                    told.add(country)
    for mention, following in pairwise(mentions):
        code = said.get((following.part.source, following.start))
        if code is not None and _is_near(mention, following):
            said[mention.part.source, mention.start] = code
            near.add((mention.part.source, mention.start))
    _say_again(mentions, said, named)
    return Context(frozenset(named), Counter(beside), said, frozenset(near), frozenset(told))


def _say_again(
    mentions: tuple[PlaceMention, ...], said: dict[tuple[str, int], str], named: set[str]
) -> None:
    """Give every mention of a name the one country that is said of it: "À Castries, capitale de Sainte-Lucie".

    Not where the page names the country of a town that is called so.
    """
    of_form: dict[str, set[str]] = {}
    for mention in mentions:
        code = said.get((mention.part.source, mention.start))
        if code is not None:
            of_form.setdefault(mention.form, set()).add(code)
    for mention in mentions:
        codes = of_form.get(mention.form, set())
        towns = mention.candidates.towns
        if len(codes) == 1 and towns and named.isdisjoint(town.country for town in towns):
            said.setdefault((mention.part.source, mention.start), next(iter(codes)))


def _is_overseas(mention: PlaceMention) -> bool:
    """Return whether *mention* is a territory with a code of its own: "La Réunion", "Mayotte"."""
    return mention.candidates.kinds == _REGION and mention.candidates[0].country in _overseas()


def _is_near(mention: PlaceMention, following: PlaceMention) -> bool:
    """Return whether *following* tells where *mention* is: "Kara, près d'Ati"."""
    if following.part is not mention.part or not mention.candidates.towns:
        return False
    near = pattern_of("near").right_after(mention.part.folded, mention.end, following.start)
    return near is not None and near.end() == following.start


@cache
def _of_country() -> Pattern:
    """All that stands between a town and the country that is said of it."""
    joint, within = (pattern_of(family).regex.pattern for family in ("of_country", "within"))
    return Pattern(rf"[ ]?{joint}{within}?\Z")


def _said_after(
    mention: PlaceMention, following: PlaceMention | None, by_place: dict[tuple[str, int], str]
) -> str | None:
    """Return the country that the next name says of this one: "Limbé (Cameroun)"."""
    if (
        following is None
        or following.start - mention.end > _of_country().reach
        or following.part is not mention.part
    ):
        return None
    code = by_place.get((following.part.source, following.start))
    if following.candidates.kinds == _REGION:  # "Laval (Québec)"
        code = following.candidates[0].country
    if code is not None and _of_country().right_after(
        mention.part.folded, mention.end, following.start
    ):
        return code
    return None


@dataclass(frozen=True, slots=True)
class _Francophone(Row):
    key: ClassVar = ("code",)
    code: Annotated[str, Shape("[A-Z]{2}")]
    standing: Literal["overseas"] | None


def _table() -> tuple[_Francophone, ...]:
    return read_tsv(Path(__file__).with_name("francophone.tsv"), _Francophone)


@cache
def _francophone() -> frozenset[str]:
    return frozenset(one.code for one in _table())


@cache
def _overseas() -> frozenset[str]:
    return frozenset(one.code for one in _table() if one.standing == "overseas")


def is_francophone(country: str) -> bool:
    """Return whether AIMF has, or may have, members in *country*."""
    return country in _francophone()
