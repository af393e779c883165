"""All rules, in order: one line each. A new kind of fact is one line more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aimf_scraper.rules import (
    beneficiaries,
    budgets,
    cities,
    countries,
    dates,
    partners,
    status,
    themes,
)
from aimf_scraper.rules.scan import Scan

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
    from aimf_scraper.rules.scan import Document
    from aimf_scraper.rules.themes import Theme


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
    scan = Scan(document)
    return Facts(
        status=scan.once(status.find),
        themes=scan.once(themes.find),
        countries=scan.once(countries.find),
        cities=scan.once(cities.find),
        partners=scan.once(partners.find),
        budgets=scan.once(budgets.find),
        dates=scan.once(dates.find),
        beneficiaries=scan.once(beneficiaries.find),
    )
