"""How facts are shown to people in one line, and by what a city is known across records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Data = dict[str, Any]


def first_and(first: str, second: str) -> Callable[[Data], str]:
    """Return what shows a fact by one field, and another in brackets where it says more."""

    def shown(fact: Data) -> str:
        said, more = fact.get(first), fact.get(second)
        return str(said) if more in (None, "", said) else f"{said} ({more})"

    return shown


def a_sum(fact: Data) -> str:
    most = f"–{fact['amount_max']}" if fact["amount_max"] is not None else ""
    return f"{fact['as_written']} ({fact['currency']} {fact['amount']}{most})"


def a_gift(fact: Data) -> str:
    gives, gets = fact["provider"] or "?", fact["receiver"]
    whom = f" → {gets}" if gets else ""
    what = "" if fact["amount"] is None else f": {fact['currency']} {fact['amount']}"
    return f"{gives}{whom}{what}"


def city_key(city: Data) -> str:
    """Return the key of a city: GeoNames' where it is known, else its name.

    Taken from the city alone, so that records read in any order give one key.

    >>> city_key({"geonames_id": 2224827, "country": "CM", "name": "Ngaoundéré"})
    'geonames:2224827'
    >>> city_key({"geonames_id": None, "country": "TG", "name": "Ogou 1"})
    'name:TG/Ogou 1'
    """
    if city["geonames_id"] is not None:
        return f"geonames:{city['geonames_id']}"
    return f"name:{city['country'] or '?'}/{city['name']}"
