"""All rules, in order: one line each. A new kind of fact is one line more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimf_scraper.rules.beneficiaries import beneficiaries
from aimf_scraper.rules.cities import cities, countries
from aimf_scraper.rules.money import budgets
from aimf_scraper.rules.partners import partners
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.status import status
from aimf_scraper.rules.themes import themes
from aimf_scraper.rules.time import dates

if TYPE_CHECKING:
    from aimf_scraper.records import (
        Beneficiaries,
        Budget,
        City,
        Country,
        DateFact,
        Evidence,
        Partner,
        Status,
    )
    from aimf_scraper.rules.engine.document import Document
    from aimf_scraper.rules.themes.themes import Theme


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules found in one document, field by field as in a record."""

    status: tuple[Status | None, tuple[Evidence, ...]]
    themes: tuple[Theme, ...]
    countries: tuple[Country, ...]
    cities: tuple[City, ...]
    partners: tuple[Partner, ...]
    budgets: tuple[Budget, ...]
    dates: tuple[DateFact, ...]
    beneficiaries: tuple[Beneficiaries, ...]


def find_facts(document: Document) -> Facts:
    """Run every rule over *document*; never raises, whatever the text."""
    doc = open_document(document)
    return Facts(
        status=doc.get(status.find_status),
        themes=doc.get(themes.find_themes),
        countries=doc.get(countries.find_countries),
        cities=doc.get(cities.find_cities),
        partners=doc.get(partners.find_partners),
        budgets=doc.get(budgets.find_budgets),
        dates=doc.get(dates.find_dates),
        beneficiaries=doc.get(beneficiaries.find_beneficiaries),
    )
