"""The demo as a function: a request in, an answer out; no socket here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.demo import assets, feeds, listings, rest, rest_objects
from aimf_scraper.demo.answers import HTML, Answer, Request, redirect
from aimf_scraper.demo.chrome import not_found, page
from aimf_scraper.demo.layouts import attachment_path, item_page, picture_path
from aimf_scraper.demo.world import World

if TYPE_CHECKING:
    from aimf_scraper.demo.catalogue import Item

#: robots.txt by name; ``none`` answers 404. ``{base}`` is the site's address.
ROBOTS: Final = {
    "default": (
        "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
        "Disallow: /prive/\n\nSitemap: {base}/wp-sitemap.xml\n"
    ),
    "forbid-all": "User-agent: *\nDisallow: /\n",
    "forbid-rest": "User-agent: *\nDisallow: /wp-json/\nDisallow: /prive/\n",
    "none": None,
}
_OTHER_PATHS: Final = {
    "/actions/": "/nos-projets/toutes/",
    "/actualite/": "/toutes-nos-actualites/",
    "/sitemap.xml": "/wp-sitemap.xml",
}
_IS_FILE: Final = re.compile(r"/[^/]{1,200}\.[a-z0-9]{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """What of the site is switched off.

    ``rest``, ``sitemap``, ``feed``, ``listings``: ``False`` answers ``off_status``
    (401 or 403 for a forbidden API, 404 for one that is not there). ``robots``:
    a name of ``ROBOTS`` or a robots.txt of its own. ``hidden_types``: rest_base
    of types without REST ("documents"). ``filler``: so many short news more.
    """

    rest: bool = True
    sitemap: bool = True
    feed: bool = True
    listings: bool = True
    off_status: int = 404
    robots: str = "default"
    hidden_types: frozenset[str] = frozenset()
    filler: int = 0


class Site:
    """One day of the demo. Every answer is made once and kept."""

    def __init__(self, number: int, base: str, options: Options) -> None:
        self.world = World(number, base, options.filler)
        self.options = options
        self._kept: dict[str, Answer] = {}
        self._moved = {path: one.path for one in self.world.everything for path in one.old_paths}
        self._gone = {one.item.path: one.status for one in self.world.gone}
        self._files = self._known_files()
        self._listings = listings.all_listings(self.world)

    def answer(self, request: Request) -> Answer:
        """Return what the site says to *request*, conditions of its headers aside."""
        if request.method not in {"GET", "HEAD"}:
            return Answer(405, b"", headers=(("Allow", "GET, HEAD"),))
        kept = self._kept.get(request.target)
        if kept is None:
            kept = self._made(request)
            if len(self._kept) < 10_000:  # whoever asks for endless addresses fills no memory
                self._kept[request.target] = kept
        return kept

    def _made(self, request: Request) -> Answer:
        path = request.path
        if path == "/robots.txt":
            return self._robots()
        if path == rest.PREFIX or path.startswith(f"{rest.PREFIX}/"):
            return self._rest(request)
        if path in self._files:
            return self._files[path]
        made = self._lists(request) or self._page(request)
        return made or Answer(404, not_found(self.world).encode())

    def _robots(self) -> Answer:
        text = ROBOTS.get(self.options.robots, self.options.robots)
        if text is None:
            return Answer(404, not_found(self.world).encode())
        return Answer(200, text.format(base=self.world.base).encode(), "text/plain; charset=UTF-8")

    def _rest(self, request: Request) -> Answer:
        if not self.options.rest:
            code = "rest_no_route" if self.options.off_status == 404 else "rest_forbidden"
            return rest_objects.error(code, "API désactivée.", self.options.off_status)
        return rest.answer(self.world, request, self.options.hidden_types)

    def _lists(self, request: Request) -> Answer | None:
        """Return the sitemap, feed or listing at *request*, or that it is switched off."""
        path, options = request.path, self.options
        if "p" in request.query and path == "/":
            return None
        if (found := feeds.sitemap(self.world, path)) is not None:
            is_on = options.sitemap
        elif (found := feeds.feed(self.world, request)) is not None:
            is_on = options.feed
        elif (found := listings.answer(self.world, self._listings, request)) is not None:
            is_on = options.listings
        else:
            return None
        if is_on:
            return found
        if path == "/":
            return Answer(200, listings.home(self.world, cards=False).encode())
        return Answer(options.off_status, not_found(self.world).encode())

    def _page(self, request: Request) -> Answer | None:
        path, base = request.path, self.world.base
        number = request.query.get("p", "")
        if path == "/" and number.isascii() and number.isdigit() and len(number) < 10:
            item = self.world.by_post.get(int(number))
            return redirect(base + item.path) if item else None
        for address in (request.target, path):
            moved = self._moved.get(address) or _OTHER_PATHS.get(address)
            if moved:
                return redirect(base + moved)
        if path in self._gone:
            return Answer(self._gone[path], not_found(self.world).encode())
        if path in self.world.by_path:
            return self._item(self.world.by_path[path])
        if not path.endswith("/") and not _IS_FILE.search(path):
            query = request.target.partition("?")[2]
            return redirect(f"{base}{path}/" + (f"?{query}" if query else ""))
        return None

    def _item(self, item: Item) -> Answer:
        if item.page_status >= 500:
            words = "<h1>Une erreur critique est survenue sur ce site.</h1>"
            return Answer(item.page_status, page(self.world, title="Erreur", main=words).encode())
        if item.page_status != 200:
            return Answer(item.page_status, not_found(self.world).encode())
        charset = "text/html" if item.layout == "table" else HTML
        modified = None if "novalidator" in item.traits else item.modified
        body = item_page(self.world, item)
        return Answer(200, body, charset, modified=modified)

    def _known_files(self) -> dict[str, Answer]:
        when = self.world.items[-1].published
        files = {
            "/wp-content/themes/demo/style.css": (assets.STYLE.encode(), "text/css"),
            "/wp-includes/js/demo.js": (assets.SCRIPT.encode(), "text/javascript"),
            "/wp-content/uploads/2021/02/logo-aimf.png": (assets.png("logo"), "image/png"),
            "/favicon.ico": (assets.png("favicon", 16, 16), "image/png"),
        }
        for item in self.world.everything:
            if item.layout != "table" and item.page_status == 200:
                files[picture_path(item)] = (assets.png(item.slug), "image/png")
            if item.attachment:
                files[attachment_path(item)] = (assets.pdf(item.title), "application/pdf")
        return {path: Answer(200, *made, modified=when) for path, made in files.items()}
