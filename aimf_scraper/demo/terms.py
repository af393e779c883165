"""The demo's taxonomies and which of their terms hang on an item."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.demo.catalogue import tables

if TYPE_CHECKING:
    from aimf_scraper.demo.catalogue import Item

#: An item's status -> the term that says so.
_STATUS_TERMS: Final = {
    "ongoing": "action-en-cours",
    "completed": "action-realisee",
    "planned": "action-a-venir",
}


@dataclass(frozen=True, slots=True)
class Term:
    """``code`` and ``region`` are a country's own, ``None`` elsewhere."""

    taxonomy: str
    number: int
    slug: str
    label: str
    code: str | None = None
    region: str | None = None

    @property
    def path(self) -> str:
        return f"/{self.taxonomy}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Taxonomy:
    name: str
    label: str
    terms: tuple[Term, ...]


@cache
def taxonomies() -> dict[str, Taxonomy]:
    made = {}
    for table in tables("terms.toml")["taxonomy"]:
        name = table["name"]
        terms = tuple(Term(name, *row) for row in table["terms"])
        made[name] = Taxonomy(name, table["label"], terms)
    return made


@cache
def _by_slug() -> dict[tuple[str, str], Term]:
    return {(one.taxonomy, one.slug): one for tax in taxonomies().values() for one in tax.terms}


@cache
def _by_code() -> dict[str, Term]:
    return {one.code: one for one in taxonomies()["pays"].terms if one.code}


def term(taxonomy: str, slug: str) -> Term:
    """Return the term; raises KeyError where the taxonomy has none of that slug."""
    return _by_slug()[taxonomy, slug]


def terms_of(item: Item) -> list[Term]:
    """Return the terms of *item*: themes, countries, their regions, status, kind of event."""
    countries = [_by_code()[code] for code in item.countries]
    regions = list(dict.fromkeys(one.region for one in countries if one.region))
    return [
        *(term("nos-themes", slug) for slug in item.themes),
        *countries,
        *(term("region", slug) for slug in regions),
        *([term("types-d-article", _STATUS_TERMS[item.status])] if item.status else []),
        *([term("type-d-evenement", item.event_type)] if item.event_type else []),
    ]
