"""What Datasette asks of us: our routes, our frame around its pages.

Datasette keeps one list of plug-ins a process: each hook looks whether it is asked by an
app of ours, and stays silent for any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasette import hookimpl
from markupsafe import Markup

from aimf_scraper.explore.app.french import french_page
from aimf_scraper.explore.app.guard import NONCE, Guard, NonceExtension
from aimf_scraper.explore.app.routes import routes

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from jinja2 import Environment

    from aimf_scraper.explore.app.explore_app import ExploreApp


#: Tables whose ids are those of records.
_WITH_PAGES: Final = frozenset({"records", "projects", "gone_records"})

#: Datasette's names for its pages of the database, of a table or view, and of a query.
_DESCRIBED: Final = frozenset({"database", "table", "query"})


def _site(datasette: Any) -> ExploreApp | None:
    return getattr(datasette, "explore", None)


class Hooks:
    """Registered once; ``__name__`` is how Datasette calls a plug-in."""

    __name__ = "aimf_scraper_explore"

    @hookimpl  # type: ignore[untyped-decorator] # pluggy's
    def register_routes(self, datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
        site = _site(datasette)
        return routes(site, datasette) if site else []

    @hookimpl  # type: ignore[untyped-decorator] # as above
    def asgi_wrapper(self, datasette: Any) -> Callable[[Any], Any]:
        site = _site(datasette)
        if site is None:
            return lambda app: app
        return lambda app: Guard(app, loopback=site.loopback)

    @hookimpl  # type: ignore[untyped-decorator] # as above
    def prepare_jinja2_environment(self, env: Environment, datasette: Any) -> None:
        if _site(datasette):
            env.add_extension(NonceExtension)

    @hookimpl  # type: ignore[untyped-decorator] # as above
    def extra_template_vars(
        self, database: str | None, view_name: str | None, request: Any, datasette: Any
    ) -> dict[str, Any]:
        site = _site(datasette)
        if site is None:
            return {}
        nonce = request.scope.get(NONCE, "") if request else ""
        told = {NONCE: nonce, **site.frame(request)}
        if request and site.texts(request).language == "fr" and view_name in _DESCRIBED:
            name = request.url_vars.get("table") if database else None
            told |= french_page(name, site.served.columns())
        return told

    @hookimpl  # type: ignore[untyped-decorator] # as above
    def render_cell(self, value: Any, column: str, table: str, datasette: Any) -> Markup | None:
        """Lead from a record's id to its page."""
        site = _site(datasette)
        if isinstance(value, dict):  # it refers to another table, with what that row is called
            value = value.get("value")
        is_id = column in {"record_id", "target_id"} or (column == "id" and table in _WITH_PAGES)
        if site is None or not isinstance(value, str) or not is_id:
            return None
        return Markup('<a href="{}">{}</a>').format(site.links.record(value), value)

    @hookimpl  # type: ignore[untyped-decorator] # as above
    def actor_from_request(self, datasette: Any) -> None:
        """Nobody is known by name; each request is when to see whether the file was replaced."""
        if _site(datasette):
            datasette.look_again()

    @hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator] # as above
    def handle_exception(
        self, datasette: Any, request: Any, exception: Exception
    ) -> Generator[None, Any, None]:
        """Answer in our frame; Datasette's own way, which prints what every variable held, is not asked."""
        outcome = yield
        site = _site(datasette)
        if site is not None:
            outcome.force_result([site.fault(request, exception)])


HOOKS = Hooks()
