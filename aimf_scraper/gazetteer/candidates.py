"""What the places of one name are: asked for every mention, so remembered for every name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place

_REMEMBERED: Final = 4096  # bounded, since a crawl is long
_TOWNS: Final = frozenset({"city", "commune", "quarter"})


@lru_cache(maxsize=_REMEMBERED)
def kinds_among(candidates: tuple[Place, ...]) -> frozenset[str]:
    """Return the kinds of place that *candidates* are of."""
    return frozenset(place.kind for place in candidates)


@lru_cache(maxsize=_REMEMBERED)
def towns_among(candidates: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return those of *candidates* that are cities, communes or quarters."""
    return tuple(place for place in candidates if place.kind in _TOWNS)


@lru_cache(maxsize=_REMEMBERED)
def country_among(candidates: tuple[Place, ...]) -> Place | None:
    """Return the country among *candidates*, ``None`` if there is none."""
    return next((place for place in candidates if place.kind == "country"), None)


@lru_cache(maxsize=_REMEMBERED)
def country_of_towns(candidates: tuple[Place, ...]) -> str | None:
    """Return the one country that the towns among *candidates* are in, ``None`` if no one."""
    countries = {place.country for place in towns_among(candidates)}
    return countries.pop() if len(countries) == 1 else None
