"""Gazetteer: the places that the rules look up, and how they were built.

GeoNames (CC BY 4.0) and our own tables, packed by ``scripts/build_gazetteer.py``;
``data/LICENSE.md`` says what comes from where. Nothing is read before the first
look-up.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from aimf_scraper.gazetteer.additions import in_force
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.gazetteer.tables import CountryRow
from aimf_scraper.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.gazetteer.additions import AddedTown

DATA: Final = Path(__file__).parent / "data"

PlaceKind = Literal["city", "commune", "quarter", "region", "country"]
#: What a user who adds a town may mean.
TOWNS: Final = frozenset({"city", "commune"})


@dataclass(frozen=True, slots=True, eq=False)  # each is made once: equal is identical
class Place:
    """A place as the gazetteer knows it. ``name``: its usual French name.

    ``geonames_id``, ``latitude`` and ``longitude`` are ``None`` where GeoNames
    lacks the place; ``population`` is 0 where it is not known. ``country`` is
    ISO 3166-1 alpha-2, ``""`` for what is larger than a country. ``within``
    names the city, in the same country, that a quarter or a commune is part of.
    """

    geonames_id: int | None
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: PlaceKind
    member: bool
    within: str | None


class Gazetteer:
    """The packed files, read once; places are made when they are asked for."""

    def __init__(self, folder: Path = DATA, towns: Iterable[AddedTown] = ()) -> None:
        self._rows = _lines(folder / "places.tsv.gz")
        self._names = [_pair(line) for line in _lines(folder / "names.tsv.gz")]
        self._add(towns)
        self._made: dict[int, Place] = {}
        self._found: dict[str, tuple[Place, ...]] = {}

    def _add(self, towns: Iterable[AddedTown]) -> None:
        """Take *towns* of the user in: as well known as a member, since somebody named them.

        One that is here already goes by its other names too.
        """
        numbers = dict(self._names) if towns else {}
        for one in towns:
            known = self._number_of(one, numbers)
            if known is None:
                told = (one.geonames_id, one.name, one.country, one.latitude, one.longitude)
                cells = ["" if value is None else str(value) for value in told]
                self._rows.append("\t".join([*cells, "0", "city", "1", ""]))
                known = str(len(self._rows) - 1)
            for form in {searchable(name) for name in (one.name, *one.aliases)} - {""}:
                held = numbers[form].split(",") if form in numbers else []
                if known not in held:
                    numbers[form] = ",".join([*held, known])
        if numbers:
            self._names = sorted(numbers.items())

    def _number_of(self, town: AddedTown, numbers: dict[str, str]) -> str | None:
        """Return the row of a town that is here already, ``None`` if it is not."""
        if town.geonames_id is not None:
            mark = f"{town.geonames_id}\t"
            return next((str(n) for n, row in enumerate(self._rows) if row.startswith(mark)), None)
        held = numbers.get(searchable(town.name), "").split(",")
        return next((n for n in held if n and _is_town_of(self._rows[int(n)], town.country)), None)

    def numbered(self, geonames_id: int) -> Place | None:
        """Return the place of that number at GeoNames, ``None`` if it is not here."""
        mark = f"{geonames_id}\t"
        at = next((n for n, row in enumerate(self._rows) if row.startswith(mark)), None)
        return None if at is None else self._place(at)

    def towns_named(self, name: str, country: str) -> list[Place]:
        """Return the towns of that country that go by *name*."""
        found = self.named(searchable(name))
        return [one for one in found if one.country == country and one.kind in TOWNS]

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return dict(self._names)

    def named(self, form: str) -> tuple[Place, ...]:
        """Return the places that go by *form*, as ``names.searchable`` gives it."""
        if form not in self._found:
            numbers = self._numbers.get(form)
            if numbers is None:
                return ()
            self._found[form] = tuple(self._place(int(n)) for n in numbers.split(","))
        return self._found[form]

    def forms(self) -> list[str]:
        """Return every form that a place goes by, as a text has it; its place here is its number."""
        return [name.removeprefix("*") for name, _ in self._names]

    def form(self, number: int) -> str:
        """Return the form of that number, as ``named`` takes it.

        One that begins with ``*`` has lost its article ("Caire") and counts
        only where the sentence has it.
        """
        return self._names[number][0]

    def well_known(self, least: int) -> list[str]:
        """Return the forms of AIMF's members and of towns of *least* inhabitants or more."""
        known = set()
        for number, row in enumerate(self._rows):
            _, _, _, _, _, people, kind, member, _ = row.split("\t")
            if kind == "city" and (member or int(people) >= least):
                known.add(str(number))
        return [form for form, numbers in self._names if not known.isdisjoint(numbers.split(","))]

    def _place(self, number: int) -> Place:
        if number not in self._made:
            identity, name, country, lat, lon, people, kind, member, within = self._rows[
                number
            ].split("\t")
            self._made[number] = Place(
                geonames_id=int(identity) if identity else None,
                name=name,
                country=country,
                latitude=float(lat) if lat else None,
                longitude=float(lon) if lon else None,
                population=int(people),
                kind=cast("PlaceKind", kind),
                member=bool(member),
                within=within or None,
            )
        return self._made[number]


def _is_town_of(row: str, country: str) -> bool:
    cells = row.split("\t")
    return cells[2] == country and cells[6] in TOWNS


def _pair(line: str) -> tuple[str, str]:
    name, _, numbers = line.partition("\t")
    return name, numbers


def _lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package, read when first asked for."""
    return Gazetteer(towns=in_force().towns)


def places_named(name: str) -> tuple[Place, ...]:
    """Return every place called *name*, whatever its accents, case and hyphens.

    >>> [(p.name, p.country) for p in places_named("TAMATAVE")]
    [('Toamasina', 'MG')]
    """
    return gazetteer().named(searchable(name))


def whole_of(part: Place) -> Place | None:
    """Return the city that *part* is a quarter or commune of, ``None`` if of none.

    >>> whole_of(places_named("Poto-Poto")[0]).name
    'Brazzaville'
    """
    if part.within is None:
        return None
    for place in places_named(part.within):
        if place.country == part.country and place.kind == "city":
            return place
    return None


def country_name(code: str) -> str | None:
    """Return the usual French name of the country *code*, ``None`` if there is none.

    >>> country_name("CI")
    "Côte d'Ivoire"
    """
    return _country_names().get(code)


@cache
def _country_names() -> dict[str, str]:
    return {one.code: one.name for one in read_tsv(DATA / "countries.tsv", CountryRow)}
