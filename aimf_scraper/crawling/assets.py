"""What pages are made of: pictures, styles, scripts, fonts and attachments, for the archive alone.

After the pages, every newest archived page and style sheet is looked through,
so that it makes no difference in which run a page itself was asked for. What
the archive holds already is asked for again once in ``AIMF_EVERY_DAYS``, on
condition that it changed.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from scrapy import Request, signals
from scrapy.exceptions import StopDownload

from aimf_scraper.archive.exchange import media_type_of
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.links import asked_for, links_of_css, links_of_html
from aimf_scraper.archive.payload import Head
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.crawling.wire.capture import CONDITIONS
from aimf_scraper.crawling.wire.egress import ASSET_META, Guard
from aimf_scraper.crawling.wire.fetch import DOWNLOAD_ERRORS, reason_of
from aimf_scraper.pages.claims.file_names import MEDIA_TYPES, ending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.http.headers import Headers

    from aimf_scraper.crawling.session import Session

#: A style sheet imports another, that one a third: no site needs more.
_MOST_ROUNDS: Final = 5
_AT_ONCE: Final = 8
_RETRIES: Final = 1
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
#: Attachments by their address; sound and film are none.
_DOCUMENTS: Final = frozenset(
    end for end, kind in MEDIA_TYPES.items() if not kind.startswith(("audio/", "video/"))
)
#: Text also for what servers say instead of a picture that is not there.
_WANTED_TYPE: Final = re.compile(
    r"(?:image|font|text)/"
    r"|application/(?:pdf|msword|rtf|zip|epub\+zip|json|xml|xhtml\+xml|octet-stream"
    r"|(?:x-|ecma|java)[a-z]{0,4}script|(?:x-)?font|vnd\.(?:ms-|openxmlformats-|oasis\.))"
)


class Assets:
    """Fetches, through the crawl's own downloader: polite, obeying robots.txt, archived."""

    def __init__(self, crawler: Crawler, session: Session) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._session = session
        self._folder = Path(settings["AIMF_DATA"]) / "archive"
        self._guard = Guard(session.site, tuple(settings.getlist("AIMF_ASSET_HOSTS")))
        self._max_bytes = settings.getint("AIMF_ASSET_MAX_BYTES")
        self._seen: set[str] = set()

    @classmethod
    def of(cls, crawler: Crawler, session: Session) -> Self | None:
        """Return the crawl's assets; ``None`` where none are wanted, or no archive would take them."""
        settings = crawler.settings
        if not (settings.getbool("AIMF_ASSETS") and settings.getbool("AIMF_ARCHIVE")):
            return None
        assets = cls(crawler, session)
        crawler.signals.connect(assets.refuse_type, signal=signals.headers_received)
        return assets

    async def fetch(self) -> None:
        """Fetch what the archived pages need and the archive lacks; count it in the account."""
        with CaptureIndex(self._session.data / "aimf.db") as index:
            archive = Archive([self._folder], index.place_of) if self._folder.is_dir() else None
            if archive is None:
                return
            recent = index.asked_since(self._fresh_since())
            wanted = [url async for url in self._in_archive(index, archive)]
            for _ in range(_MOST_ROUNDS):
                asking = [url for url in sorted(set(wanted)) if url not in recent | self._seen]
                if not asking:
                    return
                self._seen.update(asking)
                requests = [self._request(url, index, archive) for url in asking]
                gate = asyncio.Semaphore(_AT_ONCE)
                found = await asyncio.gather(*(self._ask(one, gate) for one in requests))
                wanted = [url for urls in found for url in urls]

    def refuse_type(self, headers: Headers, request: Request) -> None:
        """Stop the download of an asset that is a film, a program or the like."""
        if ASSET_META in request.meta:
            kind = media_type_of((headers.get("Content-Type") or b"").decode("latin-1"))
            if kind is not None and not _WANTED_TYPE.match(kind):
                raise StopDownload(fail=True)

    async def _in_archive(self, index: CaptureIndex, archive: Archive) -> AsyncIterator[str]:
        """Yield what the newest captures of the site's pages, and all style sheets, name."""
        for captured in index.newest_of_all():
            is_page = captured.media_type in _PAGE_TYPES and self._is_own(captured.url)
            if is_page or captured.media_type == "text/css":
                capture = archive.load(captured.file, captured.offset)
                if isinstance(capture, Capture):
                    for url in self._named(capture.url, capture.media_type, capture.body):
                        yield url
                await asyncio.sleep(0)  # the reactor's thread is ours alone no longer than a page

    def _named(self, at: str, media_type: str | None, body: bytes) -> Iterator[str]:
        """Yield the addresses of the assets that the page or style sheet *at* names."""
        if media_type == "text/css":
            links = links_of_css(body, at)
        elif media_type in _PAGE_TYPES:
            links = links_of_html(body, at)
        else:
            return
        for link in links:
            own = self._is_own(link.url)
            if not own and self._guard.refusal(link.url, asset=True) is not None:
                continue  # of a host that nobody listed
            if link.loads is not None or (own and ending(link.url) in _DOCUMENTS):
                yield asked_for(link.url)

    def _is_own(self, url: str) -> bool:
        return self._guard.refusal(url) is None

    def _fresh_since(self) -> str:
        """Return since when a capture is too fresh to be asked for again, as WARC writes it."""
        started = datetime.fromisoformat(self._session.started_at)
        if not self._session.full:
            started -= timedelta(days=self._session.every_days)
        return started.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _request(self, url: str, index: CaptureIndex, archive: Archive) -> Request:
        headers = {"Accept": "*/*"}
        newest = index.latest(url)
        head = archive.head(newest.file, newest.offset) if newest else None
        if isinstance(head, Head):
            said = {name: head.get(header) for name, header in CONDITIONS.items()}
            headers |= {name: value for name, value in said.items() if value}
        meta = {ASSET_META: True, "download_maxsize": self._max_bytes, "max_retry_times": _RETRIES}
        return Request(url, headers=headers, meta=meta, dont_filter=True)

    async def _ask(self, request: Request, gate: asyncio.Semaphore) -> list[str]:
        """Ask for one asset, count what came of it, and return what it names itself."""
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("the crawl is not running")
        async with gate:
            try:
                response = await engine.download_async(request)
            except StopDownload:
                self._count("unwanted-type")
            except DOWNLOAD_ERRORS as error:
                self._count(reason_of(error))
            else:
                return self._taken(response)
        return []

    def _taken(self, response: Response) -> list[str]:
        if response.status == 304:
            self._count("unchanged")
        elif response.status != 200:
            self._count(f"http-{response.status}")
        else:
            self._count("captured")
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
            if media_type_of(content_type) == "text/css":
                return list(self._named(response.url, "text/css", response.body))
        return []

    def _count(self, what: str) -> None:
        self._session.account.outcomes[f"assets/{what}"] += 1
