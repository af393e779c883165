"""A proxy between a crawl and its site that does what networks do, the same way each time."""

from __future__ import annotations

import http.client
import socket
import struct
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType

#: What may happen to a request, and how often.
SHARES: Final = {"503": 0.05, "reset": 0.03, "truncated": 0.02, "slow": 0.02, "429": 0.01}
_SLOW_SEC: Final = 0.3
_HOP_BY_HOP: Final = frozenset({"connection", "proxy-connection", "keep-alive"})


class FaultyProxy:
    """An HTTP proxy for as long as the ``with`` lasts.

    What happens is chosen by the seed, the path asked for and how often it was
    asked for: the order in which requests arrive does not matter. ``done``
    counts what was done.
    """

    def __init__(self, seed: int) -> None:
        self.done: Counter[str] = Counter()
        self._seed = seed
        self._asked: Counter[str] = Counter()
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program use the proxy, for loopback as well."""
        port = self._server.server_address[1]
        return {"http_proxy": f"http://127.0.0.1:{port}", "no_proxy": ""}

    def fault(self, path: str) -> str | None:
        """Return what to do to this request for *path*; ``None``: pass it on."""
        with self._lock:
            self._asked[path] += 1
            chance = Random(f"{self._seed} {path} {self._asked[path]}").random()
            for name, share in SHARES.items():
                if chance < share:
                    self.done[name] += 1
                    return name
                chance -= share
            self.done["passed"] += 1
            return None

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
    request_queue_size = 128
    proxy: FaultyProxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        fault = self.server.proxy.fault(path)
        if fault == "reset":
            self._reset()
        elif fault in {"503", "429"}:
            self._refuse(int(fault))
        else:
            if fault == "slow":
                time.sleep(_SLOW_SEC)
            self._pass_on(parts.netloc, path, truncated=fault == "truncated")

    def _reset(self) -> None:
        """Close the connection so that the other end sees it reset."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def _refuse(self, status: int) -> None:
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _pass_on(self, host: str, path: str, *, truncated: bool) -> None:
        upstream = http.client.HTTPConnection(host, timeout=30)
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP
        }
        upstream.request("GET", path, headers={**headers, "Connection": "close"})
        answer = upstream.getresponse()
        body = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in answer.getheaders()):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        upstream.close()
        if truncated and len(body) > 1:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        else:
            self.wfile.write(body)

    def finish(self) -> None:
        if self.connection.fileno() != -1:
            super().finish()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Stay silent."""
