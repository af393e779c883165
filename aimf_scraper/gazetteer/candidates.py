"""The places of one name, and what they are: asked for every mention, worked out once a name."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import gazetteer

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place

_REMEMBERED: Final = 4096  # bounded, since a crawl is long
_TOWNS: Final = frozenset({"city", "commune", "quarter"})


class Candidates(tuple["Place", ...]):  # noqa: SLOT001 - keeps what was worked out
    """The places that a name may mean."""

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of place among them."""
        return frozenset(place.kind for place in self)

    @cached_property
    def towns(self) -> tuple[Place, ...]:
        """The cities, communes and quarters."""
        return tuple(place for place in self if place.kind in _TOWNS)

    @cached_property
    def country(self) -> Place | None:
        """The country, ``None`` if there is none."""
        return next((place for place in self if place.kind == "country"), None)

    @cached_property
    def country_of_towns(self) -> str | None:
        """The code of the one country that the towns are in, ``None`` if there is no one."""
        countries = {place.country for place in self.towns}
        return countries.pop() if len(countries) == 1 else None


NO_PLACE: Final = Candidates()


@lru_cache(maxsize=_REMEMBERED)
def candidates_of(form: str) -> Candidates:
    """Return the places that go by *form*, as ``names.searchable`` gives it."""
    return Candidates(gazetteer().named(form))
