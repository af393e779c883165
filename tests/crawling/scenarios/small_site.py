"""A small site on loopback: a few items, the ways that name them, and one thing that is odd.

What an item says of itself stands nowhere else, so that a record which holds
words of another one's page, or half of its own, is seen.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/xml; charset=utf-8"}
JSON = {"Content-Type": "application/json; charset=utf-8"}
#: Names of no place, one an item.
_NAMES = (
    "Arvelle",
    "Bossigny",
    "Corvaux",
    "Dremont",
    "Esquilles",
    "Fontarce",
    "Grisval",
    "Hautrive",
)


class Answer(NamedTuple):
    """``drips``: it never comes to its end, a byte now and then."""

    status: int
    headers: dict[str, str]
    body: str | bytes = ""
    drips: bool = False


class Asked(NamedTuple):
    """A request: its target as sent, and the parts of it."""

    target: str
    path: str
    query: dict[str, str]
    host: str = ""


@dataclass
class Item:
    """One article; ``path`` may hold a query."""

    number: int
    path: str
    end: str = ""
    modified: str = "2024-02-01T08:00:00"
    more: str = ""

    @property
    def name(self) -> str:
        return f"{_NAMES[self.number % len(_NAMES)]}-{self.number}"

    @property
    def title(self) -> str:
        return f"Un puits de plus pour {self.name}{self.more}"

    @property
    def first(self) -> str:
        return (
            f"Depuis ce printemps, les familles de {self.name} tirent l’eau d’un puits neuf, creusé "
            "par la commune à deux pas de l’école et du dispensaire."
        )

    @property
    def last(self) -> str:
        return f"Un gardien élu par les habitants de {self.name} en tient le registre.{self.end}"

    @property
    def body(self) -> str:
        return f"<p>{self.first}</p><p>{self.last}</p>"


def items(count: int, where: str = "/actualite/puits-{}/") -> list[Item]:
    return [Item(number, where.format(number)) for number in range(count)]


def page(title: str, main: str, *, head: str = "", marks: str = "single single-post") -> str:
    return (
        f'<!doctype html><html lang="fr"><head><title>{title} – Portail</title>{head}</head>'
        f'<body class="{marks}"><main>{main}</main></body></html>'
    )


@dataclass
class SmallSite:
    """``odd`` answers first; ``None`` lets the site answer as usual."""

    held: list[Item] = field(default_factory=lambda: items(4))
    odd: Callable[[Asked], Answer | None] = lambda _: None
    sitemap: bool = True
    listed: int = 99
    rest: bool = False
    feed: bool = False
    head: Callable[[Item], str] = lambda _: ""
    body: Callable[[Item], str] = lambda item: item.body
    home_extra: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def at(self, item: Item) -> str:
        return self.url + item.path

    def article(self, item: Item) -> str:
        main = f"<article><h1>{item.title}</h1><div>{self.body(item)}</div></article>"
        return page(item.title, main, head=self.head(item))

    def listing(self, shown: list[Item], after: str = "") -> str:
        cards = "".join(
            f'<article><h2><a href="{self.at(one)}">{one.title}</a></h2><p>À lire.</p></article>'
            for one in shown
        )
        return page("Accueil", f"<h1>Actualités</h1>{cards}{after}", marks="blog home")

    def urlset(self, urls: list[str] | None = None) -> str:
        named = [self.at(one) for one in self.held] if urls is None else urls
        return f"<urlset>{''.join(f'<url><loc>{one}</loc></url>' for one in named)}</urlset>"

    def rss(self) -> str:
        entries = "".join(
            f"<item><title>{one.title}</title><link>{self.at(one)}</link></item>"
            for one in self.held
        )
        return f'<rss version="2.0"><channel><link>/</link>{entries}</channel></rss>'

    def post(self, item: Item) -> dict[str, object]:
        return {
            "id": 40 + item.number,
            "link": self.at(item),
            "type": "post",
            "status": "publish",
            "date": "2024-01-05T08:00:00",
            "modified_gmt": item.modified,
            "title": {"rendered": item.title},
            "content": {"rendered": item.body},
            "excerpt": {"rendered": f"<p>{item.first}</p>"},
        }

    def posts(self, asked: Asked, *, cap: int = 100, totals: bool = True) -> Answer:
        """Answer for a page of the API's collection."""
        size = min(int(asked.query.get("per_page", "10")), cap)
        number = int(asked.query.get("page", "1"))
        held = list(self.held)
        if asked.query.get("orderby") == "modified":
            held.sort(key=lambda one: one.modified, reverse=True)
        shown = held[(number - 1) * size : number * size]
        if not shown:
            return Answer(400, JSON, '{"code": "rest_post_invalid_page_number"}')
        said = {"X-WP-Total": str(len(held)), "X-WP-TotalPages": str(-(-len(held) // size))}
        return Answer(
            200, JSON | (said if totals else {}), json.dumps([self.post(i) for i in shown])
        )

    def answer(self, asked: Asked) -> Answer:
        odd = self.odd(asked)
        if odd is not None:
            return odd
        for item in self.held:
            if item.path == (asked.target if "?" in item.path else asked.path):
                return Answer(200, HTML | self.headers, self.article(item))
        if asked.path == "/" and not asked.query:
            return Answer(200, HTML, self.listing(self.held[: self.listed], self.home_extra))
        if asked.path == "/wp-sitemap.xml" and self.sitemap:
            return Answer(200, XML, self.urlset())
        if asked.path == "/feed/" and self.feed and not asked.query:
            return Answer(200, XML, self.rss())
        if asked.path == "/wp-json/wp/v2/types" and self.rest:
            return Answer(200, JSON, '{"post": {"slug": "post", "rest_base": "posts"}}')
        if asked.path == "/wp-json/wp/v2/posts" and self.rest:
            return self.posts(asked)
        return Answer(404, HTML, page("Rien", "<h1>Rien</h1>", marks="error404"))

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *said: object) -> None:
                pass

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
                site.requests.append(self.path)
                answer = site.answer(
                    Asked(self.path, parts.path, query, self.headers.get("Host", ""))
                )
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(10_000 if answer.drips else len(body)))
                self.end_headers()
                if answer.drips:
                    self.drip()
                else:
                    self.wfile.write(body)

            def drip(self) -> None:
                self.close_connection = True
                while not site.over.wait(0.2):
                    try:
                        self.wfile.write(b" ")
                    except OSError:  # whoever asked has gone
                        return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
