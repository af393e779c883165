"""The front page, the map, and the pages of all towns, partners, countries and themes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.explore import look, overview, sections
from aimf_scraper.explore.overview import Overview, read_overview
from aimf_scraper.explore.questions import questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette import Response
    from markupsafe import Markup

    from aimf_scraper.explore.app import ExploreApp
    from aimf_scraper.explore.texts import Texts

_NEWEST: Final = 8


def overview_of(app: ExploreApp) -> Overview:
    """Return how the dataset stands; of a large one as it stood a moment ago."""
    found: Overview = app.remembered.get("overview", lambda: read_overview(app.served.store()))
    return found


def _kept(
    app: ExploreApp, request: Any, name: str, title: str, body: Callable[[Texts], Markup]
) -> Response:
    """Return a page whose body is made once for each state of the database and language."""
    texts = app.texts(request)
    made: Markup = app.remembered.get((name, texts.language), lambda: body(texts))
    return app.page(request, title=texts(title), body=made)


def front(app: ExploreApp, request: Any) -> Response:
    """Show how the dataset stands, and the ways into it."""
    return _kept(app, request, "front", "nav.home", lambda texts: front_body(app, texts))


def front_body(app: ExploreApp, texts: Texts) -> Markup:
    now = overview_of(app)
    profile = now.profile
    return look.render(
        "front.html",
        texts,
        parts=[overview.standing(now, texts), overview.figures(now, texts)],
        newest=sections.record_list(
            replace(profile, records=profile.records[:_NEWEST]), texts, app.links
        ),
        map=sections.town_map(profile, texts, app.links, texts("nav.map")),
        money=sections.money_charts(profile.money, texts, app.links),
        quality=[
            overview.completeness(now, texts),
            overview.coverage(now, texts),
            overview.sureness(now, texts),
        ],
        questions=[(one.name, one.en if texts.language == "en" else one.fr) for one in questions()],
    )


def map_page(app: ExploreApp, request: Any) -> Response:
    """Show all towns on the map, and which partners work where."""

    def body(texts: Texts) -> Markup:
        profile = overview_of(app).profile
        return sections.town_map(profile, texts, app.links, texts("nav.map")) + sections.network(
            profile, texts, app.links
        )

    return _kept(app, request, "map", "nav.map", body)


def towns(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        rows = overview_of(app).profile.towns
        return sections.tags(
            [(one.name, app.links.town(one.key), one.records) for one in rows], texts
        )

    return _kept(app, request, "towns", "nav.towns", body)


def partners(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        return sections.partner_table(overview_of(app).profile, texts, app.links)

    return _kept(app, request, "partners", "nav.partners", body)


def countries(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        rows = overview_of(app).profile.countries
        return sections.tags(
            [(one.name, app.links.country(one.key), one.records) for one in rows], texts
        )

    return _kept(app, request, "countries", "nav.countries", body)


def themes(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        rows = overview_of(app).profile.themes
        return sections.tags(
            [(one.name, app.links.theme(one.key), one.records) for one in rows], texts
        )

    return _kept(app, request, "themes", "nav.themes", body)


VIEWS: Final[dict[str, Callable[[ExploreApp, Any], Response]]] = {
    r"/$": front,
    r"/map$": map_page,
    r"/towns$": towns,
    r"/partners$": partners,
    r"/countries$": countries,
    r"/themes$": themes,
}
