"""ReplayWeb.page opens our WACZ and shows a page of the demo with its picture."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.assets import png
from aimf_scraper.demo.server import DemoSite
from tests.archive.browser import chromium, screenshot, shows
from tests.archive.command import aimf, records
from tests.availability import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = "action:siem-reap-boues-de-vidange-et-regeneration-des-sols"
#: The replay goes on after a page is loaded, so a picture holds the frame around it until then.
FRAME = b"""<!doctype html><body style="margin:0">
<iframe src="/inner" style="width:100%;height:2390px;border:0"></iframe>
<img src="/wait" width="1" height="1">"""
_QUIET_SEC = 3.0
_LONGEST_SEC = 20.0
#: One start in six its service worker never takes over the frame that it was registered
#: for, and nothing is asked of the WACZ at all: then, and only then, a new browser tries again.
_STARTS = 6


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    files: dict[str, tuple[str, bytes]]
    asked_at = 0.0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/wait":
            self._wait()
        kind, body = self.server.files.get(path, ("text/plain", b""))
        wanted = self.headers.get("Range", "")
        status, more = (200 if path in self.server.files else 404), []
        if wanted.startswith("bytes="):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start = int(first) if first else max(0, len(body) - int(last))
            end = min(int(last), len(body) - 1) if first and last else len(body) - 1
            more = [("Content-Range", f"bytes {start}-{end}/{len(body)}")]
            status, body = 206, body[start : end + 1]
        if path == "/site.wacz":
            self.server.asked_at = time.monotonic()
        self.send_response(status)
        sizes = [("Content-Length", str(len(body))), ("Accept-Ranges", "bytes")]
        for name, value in [("Content-Type", kind), *sizes, *more]:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - http.server looks methods up by these names

    def _wait(self) -> None:
        """Return when the WACZ was asked for and is asked for no more."""
        begun = time.monotonic()
        while time.monotonic() - begun < _LONGEST_SEC:
            time.sleep(0.2)
            last = self.server.asked_at
            if last and time.monotonic() - last > _QUIET_SEC:
                return

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(package: Path, wacz: Path, url: str) -> Iterator[_Server]:
    inner = (
        '<!doctype html><body style="margin:0"><script src="/ui.js"></script>'
        f'<replay-web-page source="/site.wacz" url="{url}" replayBase="/replay/" '
        'embed="replayonly" style="height:100vh;display:block"></replay-web-page>'
    )
    server = _Server(("127.0.0.1", 0), _Handler)
    server.files = {
        "/": ("text/html", FRAME),
        "/inner": ("text/html", inner.encode()),
        "/ui.js": ("text/javascript", (package / "ui.js").read_bytes()),
        "/replay/sw.js": ("text/javascript", (package / "sw.js").read_bytes()),
        "/site.wacz": ("application/wacz", wacz.read_bytes()),
    }
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def package() -> Path:
    found = os.environ.get("AIMF_REPLAYWEBPAGE")
    if not found:
        unavailable("no ReplayWeb.page: run tests/archive/get-tools and set AIMF_REPLAYWEBPAGE")
    return Path(found)


def test_it_shows_a_page_with_its_picture(package: Path, tmp_path: Path) -> None:
    chromium()
    data = tmp_path / "data"
    with DemoSite() as site:
        aimf("crawl", "--quiet", "--with-assets", "--site", site.url, "--data", data)
    aimf("archive", "wacz", "--data", data, "--out", tmp_path / "site.wacz")
    record = records(data)[RECORD]
    for start in range(_STARTS):
        with served(package, tmp_path / "site.wacz", record["url"]) as server:
            address = f"http://127.0.0.1:{server.server_address[1]}/"
            rows = screenshot(address, tmp_path / f"shot-{start}")
        if server.asked_at:
            break
    assert shows(rows, png(RECORD.partition(":")[2]))
    assert not shows(rows, png("of another page"))
