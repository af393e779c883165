"""The report: one HTML file on the last run and the dataset, to send by mail or to publish.

It holds its style, needs no script and asks no host. The same database gives the same bytes: the only
times in it are the database's.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from aimf_scraper.explore import look, overview, sections
from aimf_scraper.explore.look import Link, web_link
from aimf_scraper.store import WHATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.explore.links import Links
    from aimf_scraper.explore.overview import Overview
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.store import Store

#: The report's sections in their order: the name of each is its address and its heading.
SECTIONS: Final = (
    *("changes", "completeness", "nav.map", "money", "nav.partners", "over.time"),
    *("coverage", "sureness", "checks"),
)


class SiteLinks:
    """Leads from a record to its page on the site, and from nothing else anywhere."""

    def __init__(self, store: Store) -> None:
        self._urls = {key: url for key, _, url in store.record_addresses()}

    def record(self, key: str) -> str | None:
        return web_link(self._urls.get(key))

    def town(self, key: str) -> None:
        """A single page leads to no other."""

    partner = country = theme = town

    def capture(self, record: str, fact: str, number: int) -> None:
        """The archive is not sent along."""


def report_page(store: Store, texts: Texts, *, error: str | None = None) -> str:
    """Return the whole report as one HTML page; *error*: what ended the run before its time."""
    told = overview.read_overview(store)
    body = report_body(told, texts, SiteLinks(store), error=error)
    nav = [Link(f"#{_anchor(name)}", texts(name)) for name in SECTIONS]
    title = texts("report.title")
    return look.page(title=title, body=body, texts=texts, home="#main", nav=nav, moment=told.as_of)


def report_body(told: Overview, texts: Texts, links: Links, *, error: str | None = None) -> Markup:
    """Return all sections of the report, those that say whether anything is wrong first."""
    head = overview.standing(told, texts) + overview.figures(told, texts)
    if error is not None:
        warning = Markup('<p class="warning">{}</p>').format(texts("run.ended", error=error))
        head = warning + head
    made = {
        "changes": overview.changes(told, texts, links),
        "completeness": overview.completeness(told, texts),
        "coverage": overview.coverage(told, texts),
        "sureness": overview.sureness(told, texts),
        "checks": overview.checks(told, texts),
        **dataset_sections(told, texts, links),
    }
    return head + headed([(name, made[name]) for name in SECTIONS], texts)


def dataset_sections(told: Overview, texts: Texts, links: Links) -> dict[str, Markup]:
    """Return what the dataset holds: map, money, partners, years."""
    profile = told.profile
    lead = Markup("<p>{}</p>").format(sections.money_lead(profile.money, texts))
    return {
        "nav.map": sections.town_map(profile, texts, links, texts("map.title")),
        "money": lead + sections.money_charts(profile.money, texts, links),
        "nav.partners": sections.network(profile, texts, links)
        + sections.partner_table(profile, texts, links),
        "over.time": sections.records_by_year(profile, texts)
        + sections.projects_over_time(profile.periods, texts, links),
    }


def headed(parts: Sequence[tuple[str, Markup]], texts: Texts) -> Markup:
    """Return parts below their headings, each with an address in the page."""
    section = Markup(
        '<section id="{}" aria-labelledby="{}-head"><h2 id="{}-head">{}</h2>\n{}</section>\n'
    )
    return Markup("").join(
        section.format(*[_anchor(name)] * 3, texts(name), part) for name, part in parts
    )


def _anchor(name: str) -> str:
    return name.removeprefix("nav.").replace(".", "-")


def report_data(store: Store) -> dict[str, Any]:
    """Return what the report says as JSON data, its changes and towns as numbers."""
    told = overview.read_overview(store)
    profile = told.profile
    return {
        "site": told.site,
        "as_of": told.as_of,
        "run": told.last_run.id if told.last_run else None,
        "status": told.last_run.status if told.last_run else None,
        "good": told.good,
        "counts": profile.counts,
        "gone": told.gone,
        "towns": len(profile.towns),
        "partners": len(profile.partners),
        "countries": len(profile.countries),
        "money": asdict(profile.money),
        "coverage": told.coverage,
        "completeness": told.completeness.get("kinds", {}),
        "gaps": told.gaps,
        "checks": told.checks,
        "changes": {what: sum(one.what == what for one in told.changes) for what in WHATS},
        "confidence": [one._asdict() for one in told.sureness],
    }


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(_plain(data), ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    """Return named rows as objects, not as lists."""
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
