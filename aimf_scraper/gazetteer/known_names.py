"""What is known of names before the user adds any, and what each of their additions would add."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import TOWNS, Gazetteer
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.gazetteer.organisations import every_name, name_key, shipped_organisations

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.gazetteer.additions import AddedBody, AddedNames, AddedTown

#: Degrees: two places of one name that are further apart are two towns.
_NEAR: Final = 0.5


class KnownNames:
    """The bodies and towns that ship with the package, and those of the additions taken so far.

    ``body``, ``names`` and ``town`` take one addition in, and return what it adds.

    Raises:
        ValueError: it adds nothing, or what it adds would be found as two things; why, for people.
    """

    def __init__(self) -> None:
        self._bodies: dict[str, set[str]] = {}
        for one in shipped_organisations():
            for name in every_name(one):
                self._bodies.setdefault(name_key(name), set()).add(one.name)
        self._house: str | None = None
        self._towns: list[AddedTown] = []

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer()

    def body(self, body: AddedBody) -> AddedBody:
        """Take an organisation in."""
        names = (body.name, *body.aliases, *body.acronyms)
        for name in names:
            if name_key(name) in self._bodies:
                raise ValueError(
                    f"{name} is a name of {self._called(name)} already: other names of a known "
                    "body go into [[names]]"
                )
        if body.house:
            if self._house is not None:
                raise ValueError(f"house: {self._house} publishes the site already, as said above")
            self._house = body.name
        for name in names:
            self._bodies[name_key(name)] = {body.name}
        return body

    def names(self, added: AddedNames) -> AddedNames:
        """Take other names of a known body in; those that it has already are left out."""
        held = self._bodies.get(name_key(added.of), set())
        if not held:
            raise ValueError(
                f"of: no body is known as {added.of}; a new one goes into [[organisations]]"
            )
        if len(held) > 1:
            raise ValueError(
                f"of: {added.of} is what several are called ({self._called(added.of)}): say a full name"
            )
        for name in added.names:
            if self._bodies.get(name_key(name), held) != held:
                raise ValueError(f"{name} is a name of {self._called(name)} already")
        fresh = tuple(name for name in added.names if name_key(name) not in self._bodies)
        if not fresh:
            raise ValueError(
                f"adds nothing: {self._called(added.of)} is known by {', '.join(added.names)} already"
            )
        for name in fresh:
            self._bodies[name_key(name)] = held
        return replace(added, names=fresh)

    def town(self, town: AddedTown) -> AddedTown:
        """Take a town in; of one that is known its other names, under its number at GeoNames."""
        forms = {searchable(name) for name in (town.name, *town.aliases)}
        said = f"{town.name} ({town.country})"
        if "" in forms:
            raise ValueError(f"{said}: a name without Latin letters would never be found")
        if any(self._is_same(one, town, forms) for one in self._towns):
            raise ValueError(f"{said} stands in the file already, by its name or another")
        known = self._known(town)
        if known is not None:
            if all(known in self._gazetteer.named(form) for form in forms):
                raise ValueError(f"adds nothing: {said} is known already")
            town = replace(town, geonames_id=known.geonames_id)
        self._towns.append(town)
        return town

    def _is_same(self, one: AddedTown, other: AddedTown, forms: set[str]) -> bool:
        """Return whether *one* was taken in as the town that *other*, of the names *forms*, is."""
        if one.geonames_id is not None and other.geonames_id is not None:
            return one.geonames_id == other.geonames_id
        shared = forms & {searchable(name) for name in (one.name, *one.aliases)}
        return one.country == other.country and bool(shared)

    def _known(self, town: AddedTown) -> Place | None:
        """Return the town of the gazetteer that *town* is, ``None`` if it is another."""
        said = f"{town.name} ({town.country})"
        if town.geonames_id is not None:
            known = self._gazetteer.numbered(town.geonames_id)
            if known is not None and (known.country != town.country or known.kind not in TOWNS):
                where = f"{known.name} ({known.country})"
                raise ValueError(f"geonames_id {town.geonames_id} is {where}, not {said}")
            return known
        places = self._gazetteer.towns_named(town.name, town.country)
        if len(places) > 1:
            raise ValueError(f"several towns are known as {said}: say which by its geonames_id")
        if places and _is_far(town, places[0]):
            raise ValueError(
                f"{said} is known already, elsewhere: say by its geonames_id if it is another town"
            )
        return places[0] if places else None

    def _called(self, name: str) -> str:
        return ", ".join(sorted(self._bodies[name_key(name)]))


def _is_far(town: AddedTown, place: Place) -> bool:
    pairs = ((town.latitude, place.latitude), (town.longitude, place.longitude))
    return any(
        one is not None and other is not None and abs(one - other) > _NEAR for one, other in pairs
    )
