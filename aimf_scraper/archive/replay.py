"""Archived pages for a browser, on loopback: as they looked, harmless, from the archive alone.

Every address in a page or style sheet is led back to
``/YYYYMMDDhhmmss/ADDRESS``; all else is as served. Whatever the page says, its
scripts do not run and nothing is asked of any other host: the headers of every
answer say so (CSP, with its sandbox). ReplayWeb.page runs scripts as well,
from a WACZ.
"""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urljoin

from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.links import asked_for, links_of_css, links_of_html
from aimf_scraper.archive.listing import captures_of, nearest, stamp_of
from aimf_scraper.archive.reader import Archive, Capture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.links import Link

_LOOPBACK: Final = "127.0.0.1"
_HARMLESS: Final = {
    "Content-Security-Policy": (
        "default-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'none'; "
        "form-action 'none'; base-uri 'self'; sandbox allow-popups"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
#: What may stand in an address but not in an unquoted or quoted url(); and back again.
_UNSAFE: Final = {"'": "%27", "(": "%28", ")": "%29"}


def led_back(body: bytes, links: Iterable[Link], stamp: str) -> bytes:
    """Return *body* with its *links* leading into the archive as of *stamp*."""
    parts = []
    at = 0
    for link in links:
        if link.start < at:
            continue
        bare, fragment = urldefrag(link.url)
        to = f"/{stamp}/{asked_for(bare)}" + (f"#{asked_for(fragment)}" if fragment else "")
        for one, instead in _UNSAFE.items():
            to = to.replace(one, instead)
        parts += [body[at : link.start], (escape(to) if link.escaped else to).encode()]
        at = link.end
    return b"".join([*parts, body[at:]])


def capture_at(index: CaptureIndex, folder: Path, url: str, stamp: str) -> Capture | None:
    """Return the capture of *url* nearest to *stamp*, a good one where there is any."""
    plain = url
    for one, instead in _UNSAFE.items():
        plain = plain.replace(instead, one)
    known = captures_of(index, url) or captures_of(index, plain)
    best = nearest(known, stamp, folder)
    if best is None:
        return None
    capture = Archive([folder], index.place_of).load(best.file, best.offset)
    return capture if isinstance(capture, Capture) else None


class ReplayServer:
    """Serves the captures of *folder*; use it in a ``with``, or ``serve_forever`` and ``close``.

    *index* is one in memory, for a *database* that cannot be written.

    Raises:
        OSError: the port is taken.
    """

    def __init__(
        self, folder: Path, database: Path, *, port: int = 0, index: CaptureIndex | None = None
    ) -> None:
        self._server = _Server((_LOOPBACK, port), _Handler)
        self._server.folder = folder
        self._server.database = database
        self._server.index = index
        self.url = f"http://{_LOOPBACK}:{self._server.server_address[1]}"

    def address_of(self, captured: Captured) -> str:
        """Return where a browser sees *captured*."""
        return f"{self.url}/{stamp_of(captured.date)}/{captured.url}"

    def serve_forever(self) -> None:
        """Serve until interrupted, in the calling thread."""
        self._server.serve_forever(0.1)

    def shutdown(self) -> None:
        """End ``serve_forever`` in another thread."""
        self._server.shutdown()

    def close(self) -> None:
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    folder: Path
    database: Path
    index: CaptureIndex | None = None
    looking_up = Lock()

    def capture(self, url: str, stamp: str) -> Capture | None:
        """Return the capture of *url* nearest to *stamp*, a good one where there is any."""
        with self._index() as index:
            return capture_at(index, self.folder, url, stamp)

    @contextmanager
    def _index(self) -> Iterator[CaptureIndex]:
        if self.index is not None:
            with self.looking_up:
                yield self.index
            return
        # A connection of its own: SQLite's belong to a thread.
        with CaptureIndex(self.database, create=False) as index:
            yield index


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "aimf-scraper"
    sys_version = ""
    server: _Server

    def do_GET(self) -> None:
        """Answer from the archive."""
        host, port = self.server.server_address[:2]
        if self.headers.get("Host") not in {f"{host!s}:{port}", f"localhost:{port}"}:
            self._say(403, "only for this machine")  # a page that rebinds its name to us
            return
        stamp, _, url = self.path.removeprefix("/").partition("/")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) == 14 and "://" in url):
            self._say(404, "archived pages are at /YYYYMMDDhhmmss/ADDRESS")
            return
        capture = self.server.capture(url, stamp)
        if capture is None:
            self._say(404, f"not in the archive: {url}")
            return
        location = capture.header("Location")
        if 300 <= capture.status < 400 and location:
            self._say(capture.status, "", [("Location", _target(capture.url, location, stamp))])
            return
        body, kind = capture.body, capture.media_type
        if kind in _PAGES:
            body = led_back(body, links_of_html(body, capture.url), stamp)
        elif kind == "text/css":
            body = led_back(body, links_of_css(body, capture.url), stamp)
        self._send(capture.status, body, [("Content-Type", capture.header("Content-Type") or "")])

    do_HEAD = do_GET  # noqa: N815 - http.server looks methods up by these names

    def _say(self, status: int, what: str, headers: Iterable[tuple[str, str]] = ()) -> None:
        plain = ("Content-Type", "text/plain; charset=utf-8")
        self._send(status, f"{what}\n".encode("utf-8", "replace"), [plain, *headers])

    def _send(self, status: int, body: bytes, headers: Iterable[tuple[str, str]]) -> None:
        self.send_response(status if 200 <= status < 600 else 502)
        for name, value in (*headers, *_HARMLESS.items()):
            # The archive's header values are the site's: none may break out of its line.
            self.send_header(name, "".join(one for one in value if one.isprintable()))
        if self.headers.get("Sec-Fetch-Dest") == "font":
            # A sandboxed page has no origin; fonts are asked for with one.
            self.send_header("Access-Control-Allow-Origin", "null")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except ConnectionError:  # the browser went away
                self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Stay silent."""


def _target(url: str, location: str, stamp: str) -> str:
    try:
        return f"/{stamp}/{asked_for(urljoin(url, location))}"
    except ValueError:
        return "/"
