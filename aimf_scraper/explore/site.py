"""The dataset as a site of plain files: opened from a disk, or put on any web space.

A page for each record, town, partner, country and theme, lists of them, the report, and search in the
browser; in French and English, each page leading to itself in the other. Links are relative, nothing is
asked of another host, and the same database gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.explore import look, overview, sections
from aimf_scraper.explore.entity_pages import (
    ENTITY_KINDS,
    EntityKind,
    entity_body,
    entity_keys,
    read_entity,
)
from aimf_scraper.explore.file_names import file_name
from aimf_scraper.explore.look import Link, content_policy, render
from aimf_scraper.explore.profile import ALL, read_profile
from aimf_scraper.explore.record_page import read_record_page, record_body, record_title
from aimf_scraper.explore.report import dataset_sections, headed, report_body
from aimf_scraper.explore.site_folder import NewFolder, replaced
from aimf_scraper.explore.site_search import SearchIndex
from aimf_scraper.explore.sums import read_sums
from aimf_scraper.explore.texts import LANGUAGES, Language, Texts
from aimf_scraper.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from aimf_scraper.explore.sums import Sums
    from aimf_scraper.store import Store

#: The folder of the pages of each kind of thing, and the list of them at the top.
FOLDERS: Final[dict[str, str]] = {
    "record": "records",
    "town": "towns",
    "partner": "partners",
    "country": "countries",
    "theme": "themes",
}
_SCRIPT: Final = Path(__file__).with_name("site_search.js")
_POLICY: Final = content_policy(script="'self'")
#: In the menu's order: the file, the sentence that names it.
_MENU: Final = (
    ("index.html", "nav.home"),
    ("search.html", "nav.search"),
    *((f"{folder}.html", f"nav.{folder}") for folder in FOLDERS.values()),
    ("report.html", "nav.report"),
)


class FileLinks:
    """Where the page of a thing is, seen from a page; ``prefix`` leads to the language's folder."""

    def __init__(self, prefix: str, files: Mapping[str, Mapping[str, str]]) -> None:
        self._prefix = prefix
        self._files = files

    def _to(self, kind: str, key: str) -> str | None:
        name = self._files[kind].get(key)
        return None if name is None else f"{self._prefix}{FOLDERS[kind]}/{name}.html"

    def record(self, key: str) -> str | None:
        return self._to("record", key)

    def town(self, key: str) -> str | None:
        return self._to("town", key)

    def partner(self, key: str) -> str | None:
        return self._to("partner", key)

    def country(self, code: str) -> str | None:
        return self._to("country", code)

    def theme(self, name: str) -> str | None:
        return self._to("theme", name)

    def capture(self, record: str, fact: str, number: int) -> None:
        """The archive is no part of the site."""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the pages; ``folders``: where each language's pages begin, "" or "en/"."""

    out: NewFolder
    folders: Mapping[Language, str]
    files: Mapping[str, Mapping[str, str]]
    as_of: str | None
    #: Told of every thing whose pages are written, and how many there are.
    seen: Callable[[int], None]

    @property
    def things(self) -> int:
        return sum(map(len, self.files.values()))

    def links(self, name: str) -> FileLinks:
        return FileLinks(_up(name), self.files)

    def write(
        self,
        name: str,
        language: Language,
        title: str,
        body: Markup,
        *,
        head: Markup | None = None,
        scripts: tuple[str, ...] = (),
    ) -> None:
        """Write a page; *name* is its path in the folder of its language."""
        texts = Texts(language)
        to_top = _up(name)
        to_root = _up(self.folders[language] + name)
        menu = [Link(to_top + file, texts(said), name == file) for file, said in _MENU]
        page = look.page(
            title=title,
            head=head,
            body=body,
            texts=texts,
            home=f"{to_top}index.html",
            nav=menu,
            languages={one: f"{to_root}{self.folders[one]}{name}" for one in LANGUAGES},
            stylesheet_href=f"{to_root}look.css",
            policy=_POLICY,
            scripts=[to_root + one for one in scripts],
            moment=self.as_of,
        )
        self.out.write(self.folders[language] + name, page)


def _up(name: str) -> str:
    return "../" * name.count("/")


def write_site(
    store: Store,
    folder: Path,
    *,
    first: Language = "fr",
    seen: Callable[[int], None] = lambda _things: None,
) -> int:
    """Write the site, all or nothing, and return how many pages it has.

    *first*: the language that the site begins with; the other's pages are in a folder of their own.
    *seen*: told after each thing that has pages how many of them there are in all.

    Raises:
        UsageError: *folder* holds files that are no site of ours.
        StoreError: it cannot be written, or the database not be read; what was there stays.
    """
    folders: dict[Language, str] = {one: "" if one == first else f"{one}/" for one in LANGUAGES}
    with replaced(folder) as out, store.snapshot():
        told = overview.read_overview(store)
        writer = _Writer(out, folders, _names(store), told.as_of, seen)
        out.write("look.css", look.stylesheet())
        out.write("search.js", _SCRIPT.read_text(encoding="utf-8"))
        _write_front(writer, told)
        _write_records(writer, store)
        sums = read_sums(store)
        for kind in ENTITY_KINDS:
            _write_entities(writer, store, kind, sums)
        _write_lists(writer, store)
        return sum(name.endswith(".html") for name in out.names)


def _names(store: Store) -> dict[str, dict[str, str]]:
    """Return the name of the file of every thing that has a page."""
    readable: dict[EntityKind, dict[str, str]] = {
        "town": _named(store, "SELECT id, name FROM cities"),
        "partner": _named(store, "SELECT id, name FROM bodies"),
        "country": _named(store, "SELECT code, name FROM countries"),
        "theme": {},
    }
    names: dict[str, dict[str, str]] = {
        kind: {key: file_name(key, said.get(key, key)) for key in entity_keys(store, kind)}
        for kind, said in readable.items()
    }
    return {"record": {key: file_name(key) for key in sorted(store.standing())}, **names}


def _named(store: Store, sql: str) -> dict[str, str]:
    return {str(key): str(name or key) for key, name in store.query(sql)}


def _write_front(writer: _Writer, told: overview.Overview) -> None:
    for language in LANGUAGES:
        texts, links = Texts(language), writer.links("index.html")
        parts = dataset_sections(told, texts, links)
        find = render("find.html", texts, action="search.html")
        head = overview.standing(told, texts) + overview.figures(told, texts) + find
        body = head + headed(list(parts.items()), texts)
        writer.write("index.html", language, texts("nav.home"), body)
        report = report_body(told, texts, links)
        writer.write("report.html", language, texts("nav.report"), report)


def _write_records(writer: _Writer, store: Store) -> None:
    """Write a page for each record that stands, and what the search looks words up in."""
    index = SearchIndex()
    for key, stem in writer.files["record"].items():
        page = read_record_page(store, key)
        if page is None:  # not while the snapshot holds
            continue
        name = f"records/{stem}.html"
        index.add(page.record, name)
        for language in LANGUAGES:
            texts, links = Texts(language), writer.links(name)
            title = page.record["title"] or texts("record.untitled")
            head = record_title(page, texts, links)
            writer.write(name, language, title, record_body(page, texts, links), head=head)
        writer.seen(writer.things)
    for file, text in index.files():
        writer.out.write(f"search/{file}", text)


def _write_entities(writer: _Writer, store: Store, kind: EntityKind, sums: Sums) -> None:
    for key, stem in writer.files[kind].items():
        entity = read_entity(store, kind, key, sums=sums)
        if entity is None:  # not while the snapshot holds
            continue
        name = f"{FOLDERS[kind]}/{stem}.html"
        for language in LANGUAGES:
            texts, links = Texts(language), writer.links(name)
            writer.write(name, language, entity.title, entity_body(entity, texts, links))
        writer.seen(writer.things)


def _write_lists(writer: _Writer, store: Store) -> None:
    """Write the lists that the menu leads to, and the page of the search."""
    profile = read_profile(store, ALL, most=1_000_000)
    for language in LANGUAGES:
        texts, links = Texts(language), writer.links("index.html")
        bodies: dict[str, Markup] = {
            "records": sections.record_list(profile, texts, links),
            "towns": sections.town_map(profile, texts, links, texts("map.title"), unfolded=True),
            "partners": sections.partner_table(profile, texts, links, most=None),
            "countries": sections.counted_table(
                [(one, links.country(one.key)) for one in profile.countries], texts, "country"
            ),
            "themes": sections.counted_table(
                [(one, links.theme(one.key)) for one in profile.themes], texts, "theme"
            ),
        }
        for name, body in bodies.items():
            writer.write(f"{name}.html", language, texts(f"nav.{name}"), body)
        search: dict[str, Any] = {
            "root": _up(writer.folders[language] + "search.html"),
            "kinds": {kind: texts(f"kind.{kind}") for kind in KINDS},
        }
        body = render("site_search.html", texts, **search)
        writer.write("search.html", language, texts("nav.search"), body, scripts=("search.js",))
