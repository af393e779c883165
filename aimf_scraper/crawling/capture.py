"""Every answer of the site goes into the archive, as the downloader had it.

The middleware stands next to the downloader (order 950, behind Scrapy's own
HTTP cache at 900), so it sees what no other part has touched: still
compressed, redirects, errors and robots.txt too. It adds to the request's
meta, and so to the response's, where the answer lies::

    response.meta["aimf_capture"].record_id, .payload_digest

A conditional request answered 304 gets the digest of the payload it confirms.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urldefrag, urlsplit
from uuid import uuid4

from scrapy import signals
from scrapy.exceptions import NotConfigured

from aimf_scraper import __version__
from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.exchange import Earlier, Exchange
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.worker import WriterThread
from aimf_scraper.archive.writer import CONFORMS_TO, WarcWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.http.headers import Headers

    from aimf_scraper.archive.exchange import Captured

logger = logging.getLogger(__name__)

META: Final = "aimf_capture"
FAILURES: Final = "aimf/capture_failures"
WRITTEN: Final = "aimf/captures"
REVISITS: Final = "aimf/capture_revisits"

#: Headers that never leave this machine: archives are given away.
_SECRET: Final = frozenset({b"authorization", b"proxy-authorization", b"cookie"})
#: Chunks are joined already, so what announced them is dropped.
_GONE: Final = frozenset({b"transfer-encoding"})
_ROOM_POLL_SEC: Final = 0.005
#: Scrapy keeps no reason phrase; readers ignore it, the format wants one.
_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class CaptureNote:
    """Where the answer lies; ``refers_to`` is set where the archive held its payload already."""

    record_id: str
    payload_digest: str
    date: str
    refers_to: str | None


def utc_stamp() -> str:
    """Return the time as WARC writes it: UTC, to the second, with a Z."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_record_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


class CaptureMiddleware:
    """Writes each exchange to ``AIMF_DATA/archive`` and its place into ``AIMF_DATA/aimf.db``.

    Off where ``AIMF_ARCHIVE`` is false. What could not be written is counted
    under ``aimf/capture_failures``; the crawl itself goes on.
    """

    def __init__(
        self,
        crawler: Crawler,
        *,
        clock: Callable[[], str] = utc_stamp,
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        settings = crawler.settings
        if not settings.getbool("AIMF_ARCHIVE"):
            raise NotConfigured
        data = Path(settings["AIMF_DATA"])
        self._crawler = crawler
        self._clock = clock
        self._new_id = new_id
        self._index = CaptureIndex(data / "aimf.db")
        # A crash may have left records that the index does not know.
        catch_up(self._index, data / "archive")
        writer = WarcWriter(
            data / "archive",
            info={
                "software": f"aimf-scraper/{__version__}",
                "operator": settings["AIMF_CONTACT"],
                "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
                "format": "WARC File Format 1.1",
                "conformsTo": CONFORMS_TO,
                "http-header-user-agent": settings["USER_AGENT"],
                "description": f"crawl of {settings['AIMF_SITE']}",
            },
            clock=clock,
            new_id=new_id,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        #: What this run wrote or is about to write; the index knows the earlier runs.
        self._by_digest: dict[str, Earlier] = {}
        self._latest: dict[str, Earlier] = {}
        self._on_disk: deque[Captured] = deque()
        self._failed: deque[tuple[Exchange, OSError]] = deque()
        self._thread = WriterThread(writer, written=self._note_written, failed=self._note_failed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.close, signal=signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        """Hand the exchange to the writer's thread; wait only while its queue is full."""
        request.meta.pop(META, None)
        if urlsplit(request.url).scheme not in ("http", "https") or "cached" in response.flags:
            return response
        self._loop = asyncio.get_running_loop()
        exchange = self._exchange(request, response)
        self._remember(exchange)
        while not self._thread.has_room:  # noqa: ASYNC110 - it is emptied by a thread, not by a task
            await asyncio.sleep(_ROOM_POLL_SEC)
        self._thread.submit(exchange)
        request.meta[META] = CaptureNote(
            exchange.record_id,
            exchange.payload_digest,
            exchange.fetched_at,
            exchange.earlier.record_id if exchange.earlier else None,
        )
        return response

    def close(self) -> None:
        """Write what waits, and index it."""
        self._thread.close()
        self._settle()
        self._index.close()

    def _exchange(self, request: Request, response: Response) -> Exchange:
        url = urldefrag(request.url).url
        digest = digest_of(response.body)
        earlier = self._earlier(url, response.status, digest, len(response.body))
        host = urlsplit(url).netloc.rpartition("@")[2]
        protocol = response.protocol or ""
        return Exchange(
            url=url,
            method=request.method,
            request_headers=(
                (b"Host", host.encode()),
                *_pairs(request.headers, _SECRET | {b"host"}),
            ),
            request_body=request.body,
            status=response.status,
            reason=_PHRASES.get(response.status, ""),
            protocol=protocol if protocol.startswith("HTTP/") else "HTTP/1.1",
            response_headers=_pairs(response.headers, _GONE),
            body=response.body,
            fetched_at=self._clock(),
            record_id=self._new_id(),
            request_id=self._new_id(),
            payload_digest=earlier.payload_digest if earlier else digest,
            ip=str(response.ip_address) if response.ip_address else None,
            earlier=earlier,
            truncated="disconnect" if "dataloss" in response.flags else None,
        )

    def _earlier(self, url: str, status: int, digest: str, size: int) -> Earlier | None:
        """Return the capture that already holds this answer's payload."""
        if status == 304:
            return self._latest.get(url) or self._index.latest_payload(url)
        if not size:
            return None  # there is no payload to share
        return self._by_digest.get(digest) or self._index.with_payload(digest)

    def _remember(self, exchange: Exchange) -> None:
        own = Earlier(
            exchange.record_id, exchange.url, exchange.fetched_at, exchange.payload_digest
        )
        payload = exchange.earlier or own
        if exchange.body:
            self._by_digest.setdefault(exchange.payload_digest, payload)
        if exchange.status == 200:
            self._latest[exchange.url] = payload

    def _forget(self, record_id: str) -> None:
        """Let no later revisit refer to a record that was never written."""
        for known in (self._by_digest, self._latest):
            for key in [key for key, one in known.items() if one.record_id == record_id]:
                del known[key]

    def _note_written(self, captured: Captured) -> None:
        self._on_disk.append(captured)
        self._wake()

    def _note_failed(self, exchange: Exchange, error: OSError) -> None:
        self._failed.append((exchange, error))
        self._wake()

    def _wake(self) -> None:
        """Ask the reactor's thread, from the writer's, to index what is on disk.

        aimf.db has one writing thread: a second one would meet the store in
        the middle of its transactions.
        """
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        stats = self._crawler.stats
        assert stats is not None
        while self._failed:
            exchange, error = self._failed.popleft()
            stats.inc_value(FAILURES)
            logger.error("%s is not in the archive: %s", exchange.url, error)
            self._forget(exchange.record_id)
        done = [self._on_disk.popleft() for _ in range(len(self._on_disk))]
        if not done:
            return
        stats.inc_value(WRITTEN, len(done))
        stats.inc_value(REVISITS, sum(one.revisit for one in done))
        try:
            self._index.add(done)
        except sqlite3.Error:
            # The records themselves are safe; the next run finds them (catch_up).
            stats.inc_value(FAILURES, len(done))
            logger.exception("%d captures are in the archive but not in its index", len(done))


def _pairs(headers: Headers, without: frozenset[bytes]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple(
        (name, value)
        for name, values in headers.items()
        if name.lower() not in without
        for value in values
    )
