"""Retries that a site's keeper would not mind: Retry-After counts, for every request.

Scrapy's own middleware asks again at once. Ours waits: as long as the server
says, else twice as long each time; and while it waits for an answer that said
"later", no other request goes to that host either.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

from scrapy.downloadermiddlewares.retry import get_retry_request

from aimf_scraper.crawling.fetch import is_transient, reason_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)


def retry_after_sec(value: str | None, *, now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait; ``None`` where it says nothing.

    >>> retry_after_sec("120", now=datetime(2024, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after_sec("Mon, 01 Jan 2024 00:00:30 GMT", now=datetime(2024, 1, 1, tzinfo=UTC))
    30.0
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 10**6))
    if not value:
        return None
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


class PoliteRetryMiddleware:
    """Wait before asking again; give up where the server wants more than we may wait.

    Takes the place of Scrapy's ``RetryMiddleware`` and obeys the same settings
    and meta (``RETRY_TIMES``, ``RETRY_HTTP_CODES``, ``max_retry_times``).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._codes = {int(code) for code in crawler.settings.getlist("RETRY_HTTP_CODES")}
        self._backoff_sec = crawler.settings.getfloat("AIMF_BACKOFF_SEC")
        self._longest_sec = crawler.settings.getfloat("AIMF_RETRY_AFTER_MAX_SEC")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in self._codes:
            return response
        header = response.headers.get("Retry-After")
        asked = retry_after_sec(
            header.decode("latin-1") if header else None, now=datetime.now(tz=UTC)
        )
        if asked is not None and asked > self._longest_sec:
            logger.warning("%s asks for %d s of quiet: given up", request.url, asked)
            return response
        again = self._again(request, f"HTTP {response.status}")
        if again is None:
            return response
        self._keep_quiet(request, self._delay_sec(request) if asked is None else asked)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        if not is_transient(exception):
            return None
        again = self._again(request, reason_of(exception))
        if again is not None:
            await asyncio.sleep(self._delay_sec(request))
        return again

    def _again(self, request: Request, reason: str) -> Request | None:
        if self.crawler.spider is None:
            return None
        return get_retry_request(
            request, spider=self.crawler.spider, reason=reason, give_up_log_level="INFO"
        )

    def _delay_sec(self, request: Request) -> float:
        tries: int = request.meta.get("retry_times", 0)
        return min(self._backoff_sec * 2.0**tries, self._longest_sec)

    def _keep_quiet(self, request: Request, seconds: float) -> None:
        """Let nothing go to the host of *request* for so long, what waits in its slot included.

        A slot's next request goes ``delay`` seconds after ``lastseen``; there is always
        a delay (``run.scrapy_settings``).
        """
        engine = self.crawler.engine
        slots = engine.downloader.slots if engine is not None else {}
        slot = slots.get(request.meta.get("download_slot", ""))
        if slot is not None:
            slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)
