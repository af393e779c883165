"""Which names are one body each where they stand: a name, and what tells it from its namesakes.

Two towns of one name have two town halls, and each country has a "Ministère des Finances":
such names have a *scope*, the town or the country that the record tells of.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from aimf_scraper.gazetteer import places_named
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.resolving.names import (
    Compared,
    acronym_key,
    compared,
    is_acronym,
    is_of_each_country,
    may_stand_for,
)
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.tables import Row, Shape, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.gazetteer import Place
    from aimf_scraper.gazetteer.organisations import Organisation

_LINK: Final = re.compile(r" (?:de la |de l'|de |d'|du |des )?")
_TOWN: Final = "geonames:"


class Town(NamedTuple):
    name: str
    geonames_id: int | None
    country: str | None


class Mention(NamedTuple):
    """A partner of a record. ``written``: every way in which its page calls it."""

    record_id: str
    position: int
    name: str
    type: str
    written: tuple[str, ...]
    countries: tuple[str, ...]
    towns: tuple[Town, ...]


class Hall(NamedTuple):
    """A town hall: what sort of one, and of which place, as they are compared."""

    head: str
    place: str


@dataclass(slots=True)
class Unit:
    """A name with its scope, and what all records say of it."""

    name: str
    scope: str
    compared: Compared
    hall: Hall | None
    authority: Organisation | None
    records: int = 0
    types: Counter[str] = field(default_factory=Counter)
    countries: set[str] = field(default_factory=set)
    #: Acronyms that some record explains as this name.
    shorts: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.scope

    @property
    def alike(self) -> str:
        """What is the same for all spellings of the name."""
        if self.hall is not None:
            return f"{self.hall.head}|{self.hall.place}"
        return self.compared.key or self.name

    @property
    def short(self) -> str | None:
        """The acronym that the name is, ``None`` where it is written out."""
        return acronym_key(self.name) if is_acronym(self.name) else None

    @property
    def type(self) -> str:
        if self.authority is not None:
            return self.authority.type
        return min(self.types, key=lambda one: (-self.types[one], one), default="other")


def units_of(mentions: Iterable[Mention]) -> dict[tuple[str, str], Unit]:
    """Return every name with its scope; the order of *mentions* makes no difference."""
    units: dict[tuple[str, str], Unit] = {}
    for one in mentions:
        key = (one.name, scope_of(one))
        unit = units.get(key)
        if unit is None:
            unit = units[key] = Unit(*key, compared(one.name), None, known_as(one.name))
        unit.hall = min(filter(None, (unit.hall, hall_of(one))), default=None)
        unit.records += 1
        unit.types[one.type] += 1
        unit.countries.update(one.countries)
        unit.shorts.update(_explained(one, unit.compared))
    return units


def _explained(one: Mention, name: Compared) -> Iterator[str]:
    bracket = (name.bracket,) if name.bracket else ()
    if is_acronym(one.name):
        return
    for written in (*one.written, *bracket):
        if is_acronym(written) and may_stand_for(written, name.words):
            yield acronym_key(written)


@lru_cache(maxsize=16_384)
def known_as(name: str) -> Organisation | None:
    """Return the organisation of the authority file whose own name *name* is."""
    key = compared(name).key
    found = _by_key().get(key)
    return found[0] if found is not None and len(found) == 1 else None


@cache
def _by_key() -> dict[str, tuple[Organisation, ...]]:
    by_key: dict[str, tuple[Organisation, ...]] = {}
    for one in authority().organisations:
        key = compared(one.name).key
        by_key[key] = (*by_key.get(key, ()), one)
    return by_key


def scope_of(one: Mention) -> str:
    """Return what tells the body from those of the same name: a town, a country, or nothing.

    A town is told as ``geonames:ID``, a country by its code; nothing is "": the name is enough,
    or the record does not say.
    """
    hall = hall_of(one)
    if hall is not None:
        return _town(one, hall)
    words = compared(one.name).words
    own = is_of_each_country(words) and known_as(one.name) is None
    if own and not _names_a_country(words) and len(one.countries) == 1:
        return one.countries[0]
    return ""


def _names_a_country(words: tuple[str, ...]) -> bool:
    if not nationalities().isdisjoint(words):
        return True
    return any(
        place.kind == "country" for word in words if len(word) > 3 for place in places_named(word)
    )


def hall_of(one: Mention) -> Hall | None:
    """Return the town hall that a name is of, ``None`` where it is none."""
    if one.type != "local_government":
        return None
    found = _hall(one.name)
    if found is None:
        return None
    head, place = found
    where = _plain_halls().get(head, frozenset())
    plain = None in where or not where.isdisjoint(one.countries)
    return Hall("ville" if plain else head, compared(place).key)


@dataclass(frozen=True, slots=True)
class _PlainHall(Row):
    head: str
    country: Annotated[str, Shape("[A-Z]{2}")] | None


@cache
def _plain_halls() -> dict[str, frozenset[str | None]]:
    """Return the plain names of a town hall, with the countries where they are; ``None``: everywhere."""
    found: dict[str, frozenset[str | None]] = {}
    for one in read_tsv(Path(__file__).with_name("plain_halls.tsv"), _PlainHall):
        found[one.head] = found.get(one.head, frozenset()) | {one.country}
    return found


@lru_cache(maxsize=16_384)
def _hall(name: str) -> tuple[str, str] | None:
    folded = fold(name.replace("\u00a0", " "))
    for head in _hall_heads():
        if folded.startswith(head):
            link = _LINK.match(folded, len(head))
            if link is not None and link.end() < len(folded):
                return head, name[link.end() :]
    return None


@cache
def _hall_heads() -> tuple[str, ...]:
    """Return the words of the table for a town's institution, the longest first."""
    heads = [
        one.word for one in municipal_words().values() if one.level == "town" and not one.plural_of
    ]
    return tuple(sorted(heads, key=lambda head: (-len(head), head)))


def _town(one: Mention, hall: Hall) -> str:
    """Return which town a hall's is: the record's own of that name, else the gazetteer's only one."""
    own = {town for town in one.towns if town.geonames_id and compared(town.name).key == hall.place}
    if own:  # of two namesakes on one page, nobody says which
        return f"{_TOWN}{own.pop().geonames_id}" if len(own) == 1 else ""
    found = _hall(one.name)
    known = [place for place in _towns_named(found[1] if found else "") if place.geonames_id]
    for chosen in (
        [place for place in known if place.country in one.countries],
        known if not one.countries else [],
        [place for place in known if place.member],
    ):
        if len(chosen) == 1:
            return f"{_TOWN}{chosen[0].geonames_id}"
    return one.countries[0] if len(one.countries) == 1 else ""


@lru_cache(maxsize=16_384)
def _towns_named(name: str) -> tuple[Place, ...]:
    return tuple(
        place for place in places_named(searchable(name)) if place.kind in {"city", "commune"}
    )
