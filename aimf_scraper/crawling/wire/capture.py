"""Every answer of the site goes into the archive, as the downloader had it.

The middleware stands next to the downloader (order 950, behind Scrapy's own
HTTP cache at 900), so it sees what no other part has touched: still
compressed, redirects, errors and robots.txt too. It adds to the request's
meta, and so to the response's, where the answer lies::

    response.meta["aimf_capture"].record_id, .payload_digest

A conditional request answered 304 gets the digest of the payload it confirms.
Conditions that the archive cannot vouch for are left out of the request: a 304
would say "as before" of something that nobody kept.

It writes on the reactor's own thread: at 0.5 ms a page that is less than what
handing the interpreter lock to a writer's thread and back was measured to cost.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urldefrag, urlsplit
from uuid import uuid4
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.exceptions import NotConfigured

from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.exchange import Earlier
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.manifest import add_to_manifest, read_manifest
from aimf_scraper.archive.outlinks import outlinks
from aimf_scraper.archive.payload import Head, digest_of
from aimf_scraper.archive.reader import Archive
from aimf_scraper.archive.writer import RUN_OF_OURS, WarcWriter
from aimf_scraper.crawling.wire.as_served import taken_heads, taken_tls
from aimf_scraper.crawling.wire.exchanged import Heads, exchange_of
from aimf_scraper.crawling.wire.run_info import info_of, own_address
from aimf_scraper.errors import said_of
from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from aimf_scraper.archive.exchange import Exchange


logger = logging.getLogger(__name__)

META: Final = "aimf_capture"
FAILURES: Final = "aimf/capture_failures"
_MOST_SAID: Final = 500
WRITTEN: Final = "aimf/captures"
REVISITS: Final = "aimf/capture_revisits"
#: When the run of a crawler began, for its files to say so.
BEGAN: Final[WeakKeyDictionary[Crawler, str]] = WeakKeyDictionary()

#: Conditions of a request, and the header of an earlier answer that they repeat.
CONDITIONS: Final = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}


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
        self._folder = data / "archive"
        self._crawler = crawler
        self._clock = clock
        self._new_id = new_id
        with database_errors(data / "aimf.db"):
            self._index = CaptureIndex(data / "aimf.db")
            # A crash may have left records that the index does not know.
            catch_up(self._index, self._folder)
            self._index.leave_out(read_manifest(self._folder).away(self._folder))
        self._info = info_of(settings)
        self._writer = WarcWriter(self._folder, info=self._info, clock=clock, new_id=new_id)
        self._has_written = False
        #: What this run wrote; the index knows the earlier runs.
        self._by_payload: dict[tuple[str, str | None], Earlier] = {}
        self._latest: dict[str, Earlier] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.close, signal=signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        """Ask for the whole answer where the archive lacks what the conditions speak of."""
        said = {name: request.headers.get(name) for name in CONDITIONS}
        if not any(said.values()):
            return
        head = self._newest_head(urldefrag(request.url).url)
        for name, value in said.items():
            if value and (head is None or head.get(CONDITIONS[name]) != value.decode("latin-1")):
                del request.headers[name]

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the exchange before anything else happens to it."""
        request.meta.pop(META, None)
        heads = Heads(*taken_heads(response), taken_tls(response))
        if urlsplit(request.url).scheme not in ("http", "https") or "cached" in response.flags:
            return response
        stats = self._crawler.stats
        assert stats is not None
        exchange = self._exchange(request, response, heads)
        self._say_which_run(exchange.ip)
        try:
            captured = self._writer.write(exchange)
        except OSError as error:
            self._failed(f"{request.url} is not in the archive", error)
            return response
        self._note_outlinks(exchange, captured.media_type)
        stats.inc_value(WRITTEN)
        self._has_written = True
        if exchange.truncated:
            return response  # evidence; it never stands for the page
        self._remember(exchange)
        stats.inc_value(REVISITS, int(captured.revisit))
        request.meta[META] = CaptureNote(
            captured.record_id, captured.payload_digest, captured.date, captured.refers_to
        )
        try:
            self._index.add([captured])
        except sqlite3.Error as error:
            # The record itself is safe, and the next run finds it (catch_up).
            self._failed(f"{request.url} is not in the archive's index", error)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note what was asked for and not had: no answer, or none that may be asked for.

        Only beside answers: of a site that gave none at all there is no archive.
        """
        if not self._has_written or urlsplit(request.url).scheme not in ("http", "https"):
            return
        said = [
            ("fetchError", f"{type(exception).__name__}: {exception}"[:_MOST_SAID]),
            ("method", request.method),
        ]
        if via := request.headers.get("Referer"):
            said.append(("via", via.decode("latin-1")))
        url = urldefrag(request.url).url
        try:
            self._writer.note(url, said, at=self._clock(), record_id=self._new_id())
        except OSError as error:
            self._failed(f"that {request.url} was not had is not in the archive", error)

    def _note_outlinks(self, exchange: Exchange, media_type: str | None) -> None:
        """Note where a new answer leads; one that is as before leads where it led."""
        said = outlinks(exchange, media_type) if exchange.earlier is None else []
        if not said:
            return
        ids = (self._new_id(), exchange.record_id)
        try:
            self._writer.note(
                exchange.url, said, at=exchange.fetched_at, record_id=ids[0], goes_with=ids[1]
            )
        except OSError as error:
            self._failed(f"where {exchange.url} leads is not in the archive", error)

    def _say_which_run(self, peer: str | None) -> None:
        """Let the file that is about to be begun say which run it is part of, and from where."""
        if "isPartOf" not in self._info:
            began = BEGAN.get(self._crawler) or self._clock()
            self._info["isPartOf"] = f"{RUN_OF_OURS}{began}"
            if peer is not None and (own := own_address(peer)):
                self._info["ip"] = own

    def close(self) -> None:
        """Put the last file safely on disk."""
        try:
            self._writer.close()
        except OSError as error:
            self._failed("the archive's last file may not be safe on disk", error)
        try:
            if self._folder.is_dir():
                add_to_manifest(self._folder, self._index.all())
        except (OSError, sqlite3.Error) as error:
            # The next run, or `archive verify`, lists them.
            self._failed("the archive's new files are not in its manifest", error)
        self._index.close()

    def _failed(self, what: str, error: Exception) -> None:
        """Count a failure; the first is told, since a full disk makes one of each answer."""
        stats = self._crawler.stats
        assert stats is not None
        level = logging.DEBUG if stats.get_value(FAILURES) else logging.WARNING
        logger.log(level, "%s: %s", what, said_of(error))
        stats.inc_value(FAILURES)

    def _newest_head(self, url: str) -> Head | None:
        """Return the headers of the newest good capture of *url*, if its payload is there too."""
        newest = self._index.latest(url)
        if newest is None or self._index.latest_payload(url) is None:
            return None
        try:
            head = Archive([self._folder]).head(newest.file, newest.offset)
        except (KeyError, OSError):  # the file is gone, or cannot be read
            return None
        return head if isinstance(head, Head) else None

    def _exchange(self, request: Request, response: Response, heads: Heads) -> Exchange:
        url = urldefrag(request.url).url
        digest = digest_of(response.body)
        earlier = self._earlier(url, response.status, digest, len(response.body))
        return exchange_of(
            request,
            response,
            heads,
            at=self._clock(),
            ids=(self._new_id(), self._new_id()),
            payload_digest=earlier.payload_digest if earlier else digest,
            earlier=earlier,
        )

    def _earlier(self, url: str, status: int, digest: str, size: int) -> Earlier | None:
        """Return the capture that already holds this answer's payload."""
        if status == 304:
            return self._latest.get(url) or self._index.latest_payload(url)
        # Nothing is what many answers have in common: it is shared within one address only.
        alone = None if size else url
        return self._by_payload.get((digest, alone)) or self._index.with_payload(digest, alone)

    def _remember(self, exchange: Exchange) -> None:
        own = Earlier(
            exchange.record_id, exchange.url, exchange.fetched_at, exchange.payload_digest
        )
        payload = exchange.earlier or own
        if exchange.status != 304:
            alone = None if exchange.body else exchange.url
            self._by_payload.setdefault((exchange.payload_digest, alone), payload)
        if exchange.status == 200:
            self._latest[exchange.url] = payload
