"""Retries that a site's keeper would not mind: Retry-After counts, for every request.

Scrapy's own middleware asks again at once. Ours waits: as long as the server
says, else twice as long each time; and while it waits for an answer that said
"later", no other request goes to that host either. Where the server wants more
than we may wait, nothing more goes to it in this run, unless it wanted that of
the same address the last time already.

It stands next to the downloader, so that it sees every answer as it came: a
body that is not whole is asked for again like an error of the server.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Self
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadTimeoutError

from aimf_scraper.crawling.wire.bodies import problem_of
from aimf_scraper.crawling.wire.fetch import ForbiddenError, is_transient, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy import Request
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

#: The host asked for more quiet than a run may last: nothing more is asked of it.
ASKED_TO_WAIT: Final = "asked-to-wait"
#: Nobody means a longer wait than a month: the year 9999 is a default, or a mistake.
_LONGEST_MEANT_SEC: Final = 31 * 86_400.0

_BEGAN: Final = "aimf_answer_began"
#: An answer that came drop by drop for the whole of a time-out is asked for so often again.
_RETRIES_OF_DRIPPING: Final = 1


def retry_after_sec(value: str | None, *, now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait; ``None`` where it says nothing.

    What nobody can mean (the year 9999, a number of thirty digits) says nothing.

    >>> retry_after_sec("120", now=datetime(2024, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after_sec("Mon, 01 Jan 2024 00:00:30 GMT", now=datetime(2024, 1, 1, tzinfo=UTC))
    30.0
    >>> retry_after_sec("Fri, 31 Dec 9999 23:59:59 GMT", now=datetime(2024, 1, 1, tzinfo=UTC))
    """
    value = (value or "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        asked = float(value[:20])
    else:
        try:
            when = parsedate_to_datetime(value)
            if when.tzinfo is None:
                when = when.replace(tzinfo=UTC)
            asked = max(0.0, (when - now).total_seconds())
        except (ValueError, TypeError, OverflowError):  # no date, or one that no calendar has
            return None
    return asked if asked <= _LONGEST_MEANT_SEC else None


_ALONE: WeakKeyDictionary[Crawler, frozenset[str]] = WeakKeyDictionary()


def speak_for_themselves(crawler: Crawler, addresses: Iterable[str]) -> None:
    """Note the *addresses* that failed in the run before: a quiet that they ask for concerns them alone.

    The first time it ends the asking of their host. One that asks for it night
    after night would keep the whole site from being read for ever.
    """
    _ALONE[crawler] = frozenset(map(_plain, addresses))


def _plain(address: str) -> str:
    return address.rstrip("/")


def refuse_waiting(slot: Slot, error: ForbiddenError) -> None:
    """Give *error* to every request that waits in *slot* for its turn."""
    while slot.queue:
        _, waiting = slot.queue.popleft()
        waiting.errback(error)


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
        #: host -> what it asked for
        self._closed: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.begins, signal=signals.headers_received)
        return middleware

    def begins(self, request: Request) -> None:
        """Note that an answer is on its way: one that takes too long then comes drop by drop."""
        request.meta[_BEGAN] = True

    def process_request(self, request: Request) -> None:
        """Refuse what would go to a host that asked for a long quiet."""
        said = self._closed.get(self._host(request))
        if said is not None:
            raise ForbiddenError(ASKED_TO_WAIT, said)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        broken = problem_of(response)
        if response.status not in self._codes:
            if broken is None:
                return response
            again = self._again(request, broken.reason)
            if again is None:
                raise broken
            await asyncio.sleep(self._delay_sec(request))
            return again
        header = response.headers.get("Retry-After")
        asked = retry_after_sec(
            header.decode("latin-1") if header else None, now=datetime.now(tz=UTC)
        )
        if asked is not None and asked > self._longest_sec:
            if _plain(request.url) in _ALONE.get(self.crawler, ()):
                return response
            self._close(request, f"HTTP {response.status}, Retry-After {asked:.0f} s")
            return response
        again = self._again(request, f"HTTP {response.status}")
        if again is None:
            return response
        self._keep_quiet(request, self._delay_sec(request) if asked is None else asked)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        if not is_transient(exception):
            return None
        is_dripping = request.meta.get(_BEGAN) and isinstance(exception, DownloadTimeoutError)
        if is_dripping and request.meta.get("retry_times", 0) >= _RETRIES_OF_DRIPPING:
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
        slot = self._slot(request)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)

    def _close(self, request: Request, said: str) -> None:
        """Let nothing more go to the host of *request*, what waits in its slot included."""
        host = self._host(request)
        if host not in self._closed:
            self._closed[host] = said
            logger.warning("%s: %s: nothing more is asked of it in this run", host, said)
        slot = self._slot(request)
        if slot is not None:
            refuse_waiting(slot, ForbiddenError(ASKED_TO_WAIT, said))

    def _host(self, request: Request) -> str:
        engine = self.crawler.engine
        return engine.downloader.get_slot_key(request) if engine is not None else ""

    def _slot(self, request: Request) -> Slot | None:
        engine = self.crawler.engine
        slots = engine.downloader.slots if engine is not None else {}
        return slots.get(request.meta.get("download_slot", ""))
