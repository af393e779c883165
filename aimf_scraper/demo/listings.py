"""The demo's listing pages, in every form of pagination that the real site has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aimf_scraper.demo.answers import Answer, redirect
from aimf_scraper.demo.cards import card
from aimf_scraper.demo.chrome import not_found, page
from aimf_scraper.demo.terms import Term, taxonomies, terms_of
from aimf_scraper.demo.world import KINDS

if TYPE_CHECKING:
    from aimf_scraper.demo.answers import Request
    from aimf_scraper.demo.cards import Style
    from aimf_scraper.demo.catalogue import Item
    from aimf_scraper.demo.world import World

#: Kind -> the heading of its section on a mixed page.
SECTIONS: Final = {
    "news": "Actualités",
    "action": "Actions",
    "publication": "Publications & Réflexions",
}
_PROJECTS: Final = "/nos-projets/toutes/"
_PROJECTS_A_PAGE: Final = 9
_STANDING_WORDS: Final = (
    "Chaque année, près de 10 millions d’euros sont investis par l’AIMF et ses partenaires en appui"
    " aux projets de terrain portés et mis en œuvre par les villes membres dans une variété de"
    " domaines : climat, économie sociale et circulaire, eau/assainissement, culture…"
)
_PAGED: Final = re.compile(r"(?P<path>/.{0,200}?/)(?:page/(?P<number>[0-9]{1,4})/)?")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the items under it; ``None``: no heading."""

    heading: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """``size`` is how many items of each section a page shows."""

    path: str
    title: str
    style: Style
    size: int
    sections: tuple[Section, ...]
    only_next: bool = False
    words: str = ""


def answer(world: World, known: dict[str, Listing], request: Request) -> Answer | None:
    """Return the listing page at *request*, ``None`` where none of the *known* stands there."""
    if request.path == "/":
        return _served(world, home(world))
    if request.path == _PROJECTS:
        return _served(world, _projects(world, request.query))
    match = _PAGED.fullmatch(request.path)
    listing = known.get(match["path"]) if match else None
    if match is None or listing is None:
        return None
    if match["number"] == "1":
        return redirect(world.base + listing.path)
    number = int(match["number"] or 1)
    most = max(len(section.items) for section in listing.sections)
    if number < 1 or (number > 1 and (number - 1) * listing.size >= most):
        return Answer(404, not_found(world).encode())
    return _served(world, _page_of(world, listing, number))


def _served(world: World, html: str) -> Answer:
    return Answer(200, html.encode(), modified=world.changed_last)


def all_listings(world: World) -> dict[str, Listing]:
    """Return every listing with ``/page/N/`` by its address."""
    of_kind = {kind: tuple(world.known_by("listing", kind)) for kind in KINDS}
    made = [
        Listing(
            "/toutes-nos-actualites/",
            "Toutes nos actualités",
            "titled",
            12,
            (Section(None, of_kind["news"]),),
        ),
        Listing("/evenement/", "Événements", "whole", 4, (Section(None, of_kind["event"]),)),
        Listing(
            "/document/", "Publications", "titled", 5, (Section(None, of_kind["publication"]),)
        ),
    ]
    listed = sorted((one for items in of_kind.values() for one in items), key=_newest)
    of_term: dict[Term, list[Item]] = {}
    for item in listed:
        for term in terms_of(item):
            of_term.setdefault(term, []).append(item)
    made += [
        _of_term(term, tuple(of_term.get(term, ())))
        for taxonomy in taxonomies().values()
        for term in taxonomy.terms
    ]
    return {one.path: one for one in made}


def _newest(item: Item) -> tuple[float, int]:
    return (-item.published.timestamp(), -item.post)


def _of_term(term: Term, items: tuple[Item, ...]) -> Listing:
    whole = (Section(None, items),)
    match term.taxonomy:
        case "nos-themes" | "types-d-article":
            sections = tuple(
                Section(heading, tuple(one for one in items if one.kind == kind))
                for kind, heading in SECTIONS.items()
            )
            words = _STANDING_WORDS if term.taxonomy == "types-d-article" else ""
            return Listing(term.path, term.label, "bare", 6, sections, True, words)
        case "pays":
            return Listing(term.path, term.label, "titled", 8, whole)
        case _:
            return Listing(term.path, term.label, "plain", 10, whole)


def _page_of(world: World, listing: Listing, number: int) -> str:
    first = (number - 1) * listing.size
    pages = max(-(-len(section.items) // listing.size) for section in listing.sections)
    parts = [f"<h1>{escape(listing.title)}</h1>"]
    if listing.words:
        parts.append(f"<p>{listing.words}</p>")
    for section in listing.sections:
        if section.heading:
            parts.append(f"<h2>{escape(section.heading)}</h2>")
        parts.append(_cards(world, section.items[first : first + listing.size], listing.style))
    parts.append(_pagination(world, listing, number, pages))
    return _framed(world, listing.title, "\n".join(parts))


def _cards(world: World, items: tuple[Item, ...], style: Style) -> str:
    if not items:
        return '<div class="elementor-posts-nothing-found">No items found</div>'
    shown = "\n".join(card(world, one, style) for one in items)
    return f'<div class="elementor-posts-container elementor-grid">\n{shown}\n</div>'


def _pagination(world: World, listing: Listing, number: int, pages: int) -> str:
    if pages < 2:
        return ""

    def address(n: int) -> str:
        return world.base + listing.path + (f"page/{n}/" if n > 1 else "")

    links = []
    if not listing.only_next:
        near = sorted({1, number - 1, number, number + 1, pages} & set(range(1, pages + 1)))
        links = [
            f'<span class="page-numbers current">{n}</span>'
            if n == number
            else f'<a class="page-numbers" href="{address(n)}">{n}</a>'
            for n in near
        ]
    if number < pages:
        links.append(
            f'<a class="next page-numbers" href="{address(number + 1)}">Suivant &raquo;</a>'
        )
    return f'<nav class="elementor-pagination" aria-label="Pagination">{" ".join(links)}</nav>'


def _projects(world: World, query: dict[str, str]) -> str:
    """Return the filtered list of actions; past its end it is empty, with status 200."""
    items = world.known_by("listing", "action")
    chosen = query.get("tax", "")
    if chosen:
        items = [
            one for one in items if chosen in {f"{t.taxonomy}:{t.number}" for t in terms_of(one)}
        ]
    asked = query.get("pagenum", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    first = (max(number, 1) - 1) * _PROJECTS_A_PAGE
    pages = -(-len(items) // _PROJECTS_A_PAGE)

    def address(tax: str, n: int) -> str:
        filters = {"jsf": "epro-posts", **({"tax": tax} if tax else {}), "pagenum": n}
        if n == 1:
            filters.pop("pagenum")
        return escape(f"{world.base}{_PROJECTS}?{urlencode(filters)}")

    themes = "\n".join(
        f'<a class="jet-filter-row" href="{address(f"nos-themes:{one.number}", 1)}">'
        f"{escape(one.label)}</a>"
        for one in taxonomies()["nos-themes"].terms
    )
    numbers = "\n".join(
        f'<a class="jet-filters-pagination__link" data-value="{n}" href="{address(chosen, n)}">'
        f"{n}</a>"
        for n in range(1, pages + 1)
    )
    main = (
        f"<h1>Nos projets</h1>\n<p>{_STANDING_WORDS}</p>\n<div>{themes}</div>\n"
        + _cards(world, tuple(items[first : first + _PROJECTS_A_PAGE]), "titled")
        + f'\n<div class="jet-filters-pagination">{numbers}</div>'
    )
    return _framed(world, "Nos projets", main)


def home(world: World, *, cards: bool = True) -> str:
    """Return the front page: the newest of each kind, and the ways to the rest."""
    parts = ['<h1 class="screen-reader-text">AIMF</h1>']
    for kind in KINDS if cards else ():
        newest = tuple(world.known_by("listing", kind)[:3])
        heading = {**SECTIONS, "event": "Événements"}[kind]
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts.append(_cards(world, newest, "titled"))
    return _framed(world, "Accueil", "\n".join(parts), home_page=True)


def _framed(world: World, title: str, inner: str, *, home_page: bool = False) -> str:
    crumbs = "" if home_page else f'<p id="breadcrumbs">Accueil / {escape(title)}</p>'
    main = (
        '<div data-elementor-type="archive" class="elementor elementor-location-archive" '
        f'id="content">{crumbs}\n{inner}\n<h2>Pays checkbox</h2><p>test</p></div>'
    )
    return page(world, title=title, main=main, body_class="home" if home_page else "archive")
