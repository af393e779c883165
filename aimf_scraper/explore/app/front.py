"""The front page, the map, and the pages of all towns, partners, countries and themes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.explore import look, overview, sections
from aimf_scraper.explore.app.pages import key_of, not_there
from aimf_scraper.explore.entity_pages import (
    ENTITY_KINDS,
    Entity,
    EntityKind,
    entity_body,
    read_entity,
)
from aimf_scraper.explore.overview import Overview, read_overview
from aimf_scraper.explore.questions import questions
from aimf_scraper.explore.record_page import read_record_page, record_body
from aimf_scraper.explore.report import dataset_sections, headed
from aimf_scraper.explore.sums import read_sums
from aimf_scraper.explore.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette import Response
    from markupsafe import Markup

    from aimf_scraper.explore.app.explore_app import ExploreApp

_NEWEST: Final = 5
#: Among so many records there is one of most kinds of facts.
_SHOWN_FIRST: Final = 5


def overview_of(app: ExploreApp) -> Overview:
    """Return how the dataset stands; of a large one as it stood a moment ago."""

    def read() -> Overview:
        return read_overview(app.served.store(), with_changes=False)

    found: Overview = app.remembered.get("overview", read)
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


def make_ready(app: ExploreApp) -> None:
    """Work out the front page, and show some records to nobody: what rules need is loaded then."""
    newest = overview_of(app).profile.records[:_SHOWN_FIRST]
    pages = [read_record_page(app.served.store(), one.id) for one in newest]
    for language in LANGUAGES:
        texts = Texts(language)
        for page in filter(None, pages):
            record_body(page, texts, app.links)
        app.remembered.get(("front", language), partial(front_body, app, texts))


def front_body(app: ExploreApp, texts: Texts) -> Markup:
    now = overview_of(app)
    profile = replace(now.profile, records=now.profile.records[:_NEWEST])
    asked = [(one.name, one.en if texts.language == "en" else one.fr) for one in questions()]
    parts = {
        **dataset_sections(now, texts, app.links),
        "front.newest": sections.record_list(profile, texts, app.links),
        "front.questions": look.render("questions.html", texts, questions=asked),
        "completeness": overview.completeness(now, texts),
        "coverage": overview.coverage(now, texts),
        "sureness": overview.sureness(now, texts),
    }
    find = look.render("find.html", texts, action="/search")
    head = overview.standing(now, texts) + overview.figures(now, texts) + find
    return head + headed([(name, part) for name, part in parts.items() if part], texts)


def map_page(app: ExploreApp, request: Any) -> Response:
    """Show all towns on the map, and which partners work where."""

    def body(texts: Texts) -> Markup:
        profile = overview_of(app).profile
        drawn = sections.town_map(profile, texts, app.links, texts("map.title"))
        return drawn + sections.network(profile, texts, app.links)

    return _kept(app, request, "map", "nav.map", body)


def towns(app: ExploreApp, request: Any) -> Response:
    """List all towns, with the map of them."""

    def body(texts: Texts) -> Markup:
        profile = overview_of(app).profile
        return sections.town_map(profile, texts, app.links, texts("map.title"), unfolded=True)

    return _kept(app, request, "towns", "nav.towns", body)


def partners(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        return sections.partner_table(overview_of(app).profile, texts, app.links, most=None)

    return _kept(app, request, "partners", "nav.partners", body)


def countries(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        rows = [(one, app.links.country(one.key)) for one in overview_of(app).profile.countries]
        return sections.counted_table(rows, texts, "country")

    return _kept(app, request, "countries", "nav.countries", body)


def themes(app: ExploreApp, request: Any) -> Response:
    def body(texts: Texts) -> Markup:
        rows = [(one, app.links.theme(one.key)) for one in overview_of(app).profile.themes]
        return sections.counted_table(rows, texts, "theme")

    return _kept(app, request, "themes", "nav.themes", body)


def entity(app: ExploreApp, request: Any) -> Response:
    """Show what all records together say of a town, a partner, a country or a theme."""
    kind, key = request.url_vars["kind"], key_of(request)
    found = app.remembered.get((kind, key), lambda: _read_entity(app, kind, key))
    if found is None:
        return not_there(app, request)
    body = entity_body(found, app.texts(request), app.links)
    return app.page(request, title=found.title, body=body)


def _read_entity(app: ExploreApp, kind: EntityKind, key: str) -> Entity | None:
    # Euros of all projects, of the state that the page is of: read once for all pages.
    state = app.served.state()
    if app.sums is None or app.sums[0] != state:
        app.sums = (state, read_sums(app.served.store()))
    return read_entity(app.served.store(), kind, key, sums=app.sums[1])


VIEWS: Final[dict[str, Callable[[ExploreApp, Any], Response]]] = {
    r"/$": front,
    r"/map$": map_page,
    r"/towns$": towns,
    r"/partners$": partners,
    r"/countries$": countries,
    r"/themes$": themes,
    rf"/(?P<kind>{'|'.join(ENTITY_KINDS)})/(?P<key>.+)$": entity,
}
