"""A site of a few articles on loopback, and what is odd about it, in a few lines.

    with SmallSite(4, odd={"/actualite/lavoir-1/": Reply(500)}) as site: ...

``odd`` answers for its paths in place of the site. A second site can be the
stranger who must never be asked. After a crawl, ``check_invariants`` says
whether every article is held as its own record or named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from .conftest import Ran

_QUARTERS = ("Bandol", "Cazelle", "Drovin", "Faumel", "Gresan", "Jautin", "Mirval", "Norbec")
_TOWNS = ("Lomé", "Cotonou", "Dakar", "Niamey", "Bamako", "Kigali", "Douala", "Tunis")


@dataclass(frozen=True)
class Reply:
    """An answer. ``announced``: another Content-Length than the body's; then the line drops."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None


def to(location: str, status: int = 302) -> Reply:
    return Reply(status, headers={"Location": location})


@dataclass(frozen=True)
class Article:
    number: int

    @property
    def path(self) -> str:
        return f"/actualite/lavoir-{self.number}/"

    @property
    def title(self) -> str:
        quarter = _QUARTERS[self.number % len(_QUARTERS)]
        return f"Un lavoir rouvre à {quarter}-{self.number}"

    @property
    def first(self) -> str:
        town = _TOWNS[self.number % len(_TOWNS)]
        return f"La Ville de {town} a rouvert le lavoir numéro {self.number}, fermé en 2011."

    @property
    def last(self) -> str:
        return f"Le gardien numéro {self.number} y tient un registre ouvert à tous les riverains."

    def page(self, more: str = "") -> bytes:
        middle = (
            f"Les travaux ont coûté {20 + self.number} 000 euros et duré {3 + self.number} mois."
        )
        return _page(
            self.title,
            f"<article><h1>{self.title}</h1><p>{self.first}</p><p>{middle}</p>"
            f"<p>{self.last}</p>{more}</article>",
            "single single-post",
        )


def _page(title: str, main: str, css_class: str) -> bytes:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body class="{css_class}"><main>{main}</main></body></html>'
    ).encode()


class SmallSite:
    """Answers for as long as its ``with`` lasts; ``asked`` holds every path, in order."""

    def __init__(
        self,
        articles: int = 4,
        odd: Mapping[str, Reply] | Callable[[str], Reply | None] | None = None,
        links: str = "",
    ) -> None:
        self.articles = [Article(number) for number in range(articles)]
        self.odd = odd or {}
        self.links = links
        self.edits: dict[str, str] = {}
        self.asked: list[str] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def requests(self) -> list[tuple[str, str, int]]:
        """What ``conftest.run`` wants of a site."""
        return [("GET", path, 0) for path in self.asked]

    def reply(self, path: str) -> Reply:
        odd = self.odd(path) if callable(self.odd) else self.odd.get(path)
        if odd is not None:
            return odd
        for one in self.articles:
            if one.path == path:
                return Reply(body=one.page(self.edits.get(path, "")))
        if path == "/robots.txt":
            return Reply(headers={"Content-Type": "text/plain"})
        if path == "/wp-sitemap.xml":
            urls = "".join(f"<url><loc>{self.url}{one.path}</loc></url>" for one in self.articles)
            xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
            return Reply(body=xml.encode(), headers={"Content-Type": "application/xml"})
        if path == "/":
            cards = "".join(
                f'<article class="post"><h3><a href="{one.path}">{one.title}</a></h3></article>'
                for one in self.articles
            )
            return Reply(body=_page("Accueil", f"<h1>Accueil</h1>{cards}{self.links}", "home blog"))
        return Reply(404, _page("Introuvable", "<h1>Page introuvable</h1>", "error404"))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: SmallSite

    def handle_error(self, *_: object) -> None:
        """A client that went away is none of our business."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append(self.path)
        reply = site.reply(self.path)
        self.send_response(reply.status)
        headers = {"Content-Type": "text/html; charset=utf-8"} | reply.headers
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(reply.announced or len(reply.body)))
        if reply.announced:
            self.close_connection = True
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Stay silent."""


def check_invariants(site: SmallSite, ran: Ran) -> None:
    """Assert that each article is held whole as its own record, or named; and nothing else is."""
    assert "Traceback" not in ran.err, ran.err
    with ran.open() as store:
        records = list(store.records())
    texts = [record["text"] for record in records]
    lost = []
    for one in site.articles:
        holding = [text for text in texts if one.first in text]
        assert len(holding) <= 1, one.path
        if not holding or one.last not in holding[0]:
            lost.append(one.path)
    known = [one.first for one in site.articles]
    assert all(any(first in text for first in known) for text in texts), texts
    assert ran.code in {0, 3, 130}, (ran.code, ran.err)
    if ran.code == 0:
        gaps = {one["url"] for one in ran.completeness["known_gaps"]}
        assert {f"{site.url}{path}" for path in lost} <= gaps
    for path in lost:
        assert path in ran.err or re.search(r"(?m)^ *hole", ran.err), path


def stored(data: Path) -> bytes:
    """Return the whole archive of *data*, unpacked."""
    import gzip

    files = sorted((data / "archive").glob("*.warc.gz"))
    return b"".join(gzip.decompress(one.read_bytes()) for one in files)
