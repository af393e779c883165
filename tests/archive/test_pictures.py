"""What archived pages look like: through a real Chromium, with nothing but the archive to ask."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from itertools import count
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.browser import browser
from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.manifest import add_to_manifest
from aimf_scraper.archive.pictures import Pictures
from aimf_scraper.archive.records import RawRecord, records_of
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.verify import verify
from aimf_scraper.archive.wacz import write_wacz
from aimf_scraper.demo.assets import png
from tests.archive.browser import chromium, shows
from tests.archive.conftest import as_earlier, made_exchange, write
from tests.archive.png import rows_of
from tests.archive.test_wacz import member
from tests.availability import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITE = "https://site.example/"
PICTURE = png("quais")


@contextmanager
def neighbour() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that must not be asked; yield its address and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(other: str) -> bytes:
    """A page whose words a script writes, and that asks for whatever it can think of."""
    return f"""<!doctype html><title>Quais</title><body style="margin:0"><img src="/quais.png">
        <img src="http://{other}/img"><link rel="preconnect" href="http://{other}/">
        <iframe src="http://{other}/frame"></iframe>
        <script>
          document.body.append("Les quais de Dori, " + (6 * 7) + " ans après");
          fetch("http://{other}/fetch").catch(() => 0);
          fetch("/data.json").then((one) => one.json())
            .then((one) => document.body.append(" et " + one.said));
          new WebSocket("ws://{other}/socket");
          window.open("http://{other}/window");
          navigator.sendBeacon("http://{other}/beacon", "x");
          navigator.serviceWorker && navigator.serviceWorker.register("/worker.js");
          new EventSource("http://{other}/events");
        </script>""".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def pictured(folder: Path, database: Path) -> tuple[int, tuple[str, ...]]:
    chromium()
    if find_spec("playwright") is None:
        unavailable("no playwright: install the extra browser")
    ids = (f"<urn:uuid:00000000-0000-4000-b000-{number:012d}>" for number in count())
    with CaptureIndex(database) as index, browser() as running:
        catch_up(index, folder)
        pictures = Pictures(
            folder, index, clock=lambda: "2026-01-01T00:00:00Z", new_id=lambda: next(ids)
        )
        done = pictures.make(pictures.wanted(), running)
        assert pictures.wanted() == [] or done.failed
        add_to_manifest(folder, index.all())
        assert catch_up(index, folder) == 0
    return done.made, done.failed


def test_a_page_is_pictured_as_its_scripts_leave_it(folder: Path, tmp_path: Path) -> None:
    with neighbour() as (other, asked):
        front = made_exchange(1, url=SITE, body=page(other))
        write(
            folder,
            [
                front,
                made_exchange(
                    2,
                    url=SITE + "quais.png",
                    headers=((b"Content-Type", b"image/png"),),
                    body=PICTURE,
                ),
                made_exchange(
                    3,
                    url=SITE + "data.json",
                    headers=((b"Content-Type", b"application/json"),),
                    body=b'{"said": "un pont"}',
                ),
                made_exchange(4, url=SITE, earlier=as_earlier(front)),
                made_exchange(5, url=SITE + "none", status=404, body=b"<p>rien"),
            ],
        )
        assert pictured(folder, tmp_path / "aimf.db") == (1, ())
        assert asked == []
    found = {
        one.url: one
        for source in sources_in([folder])
        for one in records_of(source)
        if isinstance(one, RawRecord) and one.kind == "resource"
    }
    assert found.keys() == {f"urn:{what}:{SITE}" for what in ("view", "thumbnail", "text", "dom")}
    assert {one.date for one in found.values()} == {front.fetched_at}
    assert shows(rows_of(found[f"urn:view:{SITE}"].block), PICTURE)
    assert found[f"urn:thumbnail:{SITE}"].block.startswith(b"\xff\xd8\xff")
    assert "Les quais de Dori, 42 ans après" in found[f"urn:dom:{SITE}"].block.decode()
    shown = found[f"urn:text:{SITE}"].block.decode()
    assert "Les quais de Dori, 42 ans après et un pont" in shown
    assert verify(folder).problems == []


def test_a_wacz_finds_the_pictures_and_the_text_that_was_shown(
    folder: Path, tmp_path: Path
) -> None:
    body = "<title>Quais</title><body><script>document.body.append('écrit par un script')</script>"
    write(folder, [made_exchange(1, url=SITE, body=body.encode())])
    assert pictured(folder, tmp_path / "aimf.db") == (1, ())
    write_wacz(tmp_path / "x.wacz", [folder], title="x", describe=lambda _: None)
    lines = gzip.decompress(member(tmp_path / "x.wacz", "indexes/index.cdx.gz")).decode()
    assert f"urn:thumbnail:{SITE} 20240101000001 " in lines
    row = json.loads(member(tmp_path / "x.wacz", "pages/pages.jsonl").splitlines()[1])
    assert row["text"] == "écrit par un script"


def test_a_page_that_never_ends_costs_itself_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_LOAD_MS", "_STEP_MS"):  # nobody waits here for a slow machine's page
        monkeypatch.setattr(f"aimf_scraper.archive.browser.{name}", 4_000)
    write(
        folder,
        [
            made_exchange(1, url=SITE + "loop", body=b"<title>x</title><script>for(;;);</script>"),
            made_exchange(2, url=SITE + "plain", body=b"<title>y</title><p>Bonjour"),
        ],
    )
    made, failed = pictured(folder, tmp_path / "aimf.db")
    assert made == 1
    (line,) = failed
    assert line.startswith(SITE + "loop of ")
