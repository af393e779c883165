"""The demo over real HTTP on loopback, HTTP/1.1 with connections kept open."""

from __future__ import annotations

import socket
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from aimf_scraper.demo.answers import Answer, Request
from aimf_scraper.demo.site import Options, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_LOOPBACK = "127.0.0.1"
_SMALLEST_GZIP_BYTES = 500


class DemoSite:
    """The demo site, served while the ``with`` block lasts.

    ``requests`` logs (method, path with query, status) in the order answered.
    ``intercept`` may answer a request in the site's stead, for tests of what
    goes wrong; ``None`` leaves it to the site. Other keywords are those of
    ``Options``.

    >>> with DemoSite() as site:
    ...     site.url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(
        self,
        day: int = 1,
        port: int = 0,
        *,
        intercept: Callable[[Request], Answer | None] | None = None,
        **options: Any,
    ) -> None:
        """Bind the port (0: a free one).

        Raises:
            OSError: the port is taken.
            ValueError: there is no such day.
            TypeError: an option that ``Options`` does not have.
        """
        self.options = Options(**options)
        self.requests: list[tuple[str, str, int]] = []
        self._intercept = intercept
        self._server = _Server((_LOOPBACK, port), self)
        self.url = f"http://{_LOOPBACK}:{self._server.server_address[1]}"
        try:
            self._site = Site(day, self.url, self.options)
        except ValueError:
            self._server.server_close()
            raise
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="demo-site")

    @property
    def day(self) -> int:
        return self._site.world.number

    def set_day(self, day: int) -> None:
        """Let the site be as on *day* from the next request on."""
        self._site = Site(day, self.url, self.options)

    def answer(self, request: Request) -> Answer:
        """Return the whole answer to *request*, before conditions and compression."""
        own = self._intercept(request) if self._intercept else None
        return own or self._site.answer(request)

    def serve_forever(self) -> None:
        """Serve until interrupted, in the calling thread."""
        self._server.serve_forever()

    def close(self) -> None:
        self._server.hang_up()

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
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], demo: DemoSite) -> None:
        super().__init__(address, _Handler)
        self.demo = demo
        self._open: set[socket.socket] = set()
        self._lock = Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close every connection and wait for its thread: kept-open ones would not end."""
        with self._lock:
            for one in self._open:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:  # the client was faster
                    continue
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Apache"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet
    server: _Server

    def _answer(self) -> None:
        """Answer, as short as the client's headers allow."""
        target = self.path
        if target.startswith("http://"):  # asked as a proxy is
            parts = urlsplit(target)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, target, headers)
        answer = self.server.demo.answer(request)
        status = 304 if _unchanged(answer, headers) else answer.status
        self.server.demo.requests.append((self.command, target, status))
        try:
            self._send(answer, status, headers)
        except ConnectionError:  # the client hung up: nobody is left to tell
            self.close_connection = True

    # http.server looks methods up by these names.
    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - http.server looks methods up by these names

    def _send(self, answer: Answer, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.modified:
            self.send_header(
                "Last-Modified", format_datetime(answer.modified.astimezone(UTC), usegmt=True)
            )
            self.send_header("ETag", answer.etag)
        body = answer.body
        if status != 304:
            if self._may_gzip(answer, headers):
                body = answer.gzipped
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(body)))
        if self.command not in {"GET", "HEAD"}:
            self.send_header("Connection", "close")  # its body was not read
        self.end_headers()
        if status != 304 and self.command != "HEAD":
            self.wfile.write(body)

    @staticmethod
    def _may_gzip(answer: Answer, headers: dict[str, str]) -> bool:
        return (
            len(answer.body) >= _SMALLEST_GZIP_BYTES
            and answer.media_type.startswith(("text/", "application/json", "application/"))
            and answer.media_type != "application/pdf"
            and "gzip" in headers.get("accept-encoding", "")
        )

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # reset while waiting for the next request
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's own name
        """Stay silent: the requests are in ``DemoSite.requests``."""


def _unchanged(answer: Answer, headers: dict[str, str]) -> bool:
    """Tell whether the client has *answer* already (RFC 9110, 13.2.2)."""
    if answer.status != 200 or answer.modified is None:
        return False
    if "if-none-match" in headers:
        known = {one.strip() for one in headers["if-none-match"].split(",")}
        return "*" in known or answer.etag in known
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and answer.modified <= since
