"""A small site on loopback whose every answer is known, and a crawl of it in a process of its own."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "<html><title>Lomé</title><p>Bonjour</p></html>".encode() * 20


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    chunked: bool = False


HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS = {
    "/robots.txt": Answer(
        200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret/\n"
    ),
    "/": Answer(200, HTML, b"<title>Accueil</title>"),
    "/gzip": Answer(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)),
    "/chunked": Answer(200, HTML, PAGE, chunked=True),
    "/twin": Answer(200, HTML, PAGE),
    "/old": Answer(301, {"Location": "/twin"}, b""),
    "/missing": Answer(404, HTML, b"Page introuvable"),
    "/etag": Answer(200, HTML | {"ETag": '"v1"'}, b"<title>ETag</title>"),
    "/cut": Answer(200, HTML | {"Content-Length": "500"}, b"half a page"),
    "/secret/x": Answer(200, HTML, b"robots may not see this"),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answer = ANSWERS.get(self.path, ANSWERS["/missing"])
        if self.path.startswith("/big?"):
            answer = Answer(200, HTML, random.Random(self.path).randbytes(50_000))
        etag = answer.headers.get("ETag")
        if etag is not None and self.headers.get("If-None-Match") == etag:
            answer = Answer(304, {"ETag": etag}, b"")
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            half = len(answer.body) // 2
            for part in (answer.body[:half], answer.body[half:], b""):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
            return
        if "Content-Length" not in answer.headers and answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        if "Content-Length" in answer.headers:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Serve the site; yield its address without a final slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


CRAWL = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

urls, settings, headers = json.loads(sys.stdin.read())

class Everything(Spider):
    name = "everything"
    notes = []
    handle_httpstatus_list = [304, 404]

    async def start(self):
        for url in urls:
            yield Request(url, headers=headers, dont_filter=True, errback=self.failed)

    def parse(self, response):
        note = response.meta.get("aimf_capture")
        said = [note.record_id, note.payload_digest, note.refers_to] if note else None
        self.notes.append([response.url, response.status, said])

    def failed(self, failure):
        self.notes.append([failure.request.url, None, repr(failure.value)])

process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(Everything)
process.crawl(crawler)
process.start()
stats = {k: v for k, v in crawler.stats.get_stats().items() if isinstance(v, int)}
print(json.dumps([Everything.notes, stats]))
"""


def crawl(
    data: Path,
    urls: list[str],
    *,
    headers: dict[str, str] | None = None,
    program: str = CRAWL,
    **settings: Any,
) -> tuple[dict[str, Any], dict[str, int]]:
    """Crawl *urls* with the capture middleware; return note and status by address, and the stats."""
    made = {
        "AIMF_DATA": str(data),
        "AIMF_SITE": "http://127.0.0.1",
        "AIMF_CONTACT": "mailto:test@example.org",
        "AIMF_ARCHIVE": True,
        # Scrapy 2.19 lets every request pass that waits for robots.txt beside another.
        "CONCURRENT_REQUESTS": 1,
        "ROBOTSTXT_OBEY": True,
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "DOWNLOAD_HANDLERS": {"http": "aimf_scraper.crawling.wire.as_served.AsServedHandler"},
        "DOWNLOADER_MIDDLEWARES": {"aimf_scraper.crawling.wire.capture.CaptureMiddleware": 950},
    } | settings
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps([urls, made, headers]),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    notes, stats = json.loads(done.stdout)
    return {url: (status, note) for url, status, note in notes}, stats
