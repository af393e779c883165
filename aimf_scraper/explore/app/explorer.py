"""Datasette over aimf.db, ready made: descriptions, facets, saved queries, and our own pages in it.

The database is opened read-only; where the folder cannot be written, as a file that does not
change. Limits on time and rows of a query are Datasette's.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from aimf_scraper import settings
from aimf_scraper.archived import is_writable
from aimf_scraper.explore.app.hooks import HOOKS
from aimf_scraper.explore.questions import questions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aimf_scraper.explore.app.explore_app import ExploreApp

Data = dict[str, Any]

#: How Datasette calls the database: the file's name without its ending.
DATABASE_NAME: Final = "aimf"
_TEMPLATES: Final = Path(__file__).parents[1] / "datasette_templates"
#: What most people narrow a table down by.
_FACETS: Final = {
    "records": ["kind", "language", "status"],
    "projects": ["status", "country"],
    "project_budgets": ["currency", "scope", "may_be_added"],
    "project_countries": ["country_name"],
    "project_contributions": ["scope", "instrument", "may_be_added"],
    "project_partners": ["role", "type"],
    "evidence": ["fact", "source"],
    "contributions": ["instrument", "currency"],
    "rejects": ["reason"],
}
#: Of no use to who looks at data.
_HIDDEN: Final = ("_sqlite_migrations", "record_digests", "uncorrected_records", "aliases")


class Explorer(Datasette):  # type: ignore[misc] # Datasette has no types
    """Datasette with our own pages beside its own."""

    #: Datasette's threads.
    executor: Any

    def __init__(self, app: ExploreApp) -> None:
        #: Datasette makes its app while it is made: what our hooks ask must be there before.
        self.explore = app
        if not pm.is_registered(HOOKS):
            pm.register(HOOKS, HOOKS.__name__)
        path = str(app.served.path)
        fixed = not is_writable(app.served.data)
        super().__init__(
            [] if fixed else [path],
            immutables=[path] if fixed else [],
            metadata=metadata(app.served.columns()),
            template_dir=str(_TEMPLATES),
            settings={"default_page_size": 50, "truncate_cells_html": 400},
        )
        self._file = app.served.file()

    async def execute(self, *asked: Any, **more: Any) -> Any:
        """Ask the database; who asked for what cannot be is told so on the page, not the terminal."""
        return await super().execute(*asked, **{**more, "log_sql_errors": False})

    def look_again(self) -> None:
        """Leave the connections to a file that another one took the place of."""
        file = self.explore.served.file()
        if file == self._file:
            return
        self._file = file
        held = self.databases[DATABASE_NAME]
        fresh = Database(self, held.path, is_mutable=held.is_mutable)
        self.remove_database(DATABASE_NAME)
        self.add_database(fresh, name=DATABASE_NAME)
        # Connections belong to threads: new ones open the file that is there now.
        threads, self.executor = self.executor, ThreadPoolExecutor(self.setting("num_sql_threads"))
        threads.shutdown(wait=False)


def metadata(columns: Mapping[str, Sequence[str]]) -> Data:
    """Return what Datasette shows around our tables; *columns* of each of them by name."""
    describe = import_module(settings.AIMF_DESCRIPTIONS)
    tables: dict[str, Data] = {}
    for table, names in columns.items():
        told: Data = {"hidden": True} if table in _HIDDEN else {}
        if describe.is_described(table):
            told["description"] = describe.of_table(table)
        described = [name for name in names if describe.is_described(table, name)]
        if described:
            told["columns"] = {name: describe.of_column(table, name) for name in described}
        if table in _FACETS:
            told["facets"] = _FACETS[table]
        tables[table] = told
    queries = {
        one.name: {"sql": one.sql, "title": f"{one.number}. {one.en}", "description": one.fr}
        for one in questions()
    }
    about = "Read off the French pages of the AIMF, each value with its sentence."
    database = {"title": "AIMF", "description": about, "tables": tables, "queries": queries}
    return {"title": "AIMF", "databases": {DATABASE_NAME: database}}
