"""What a run may use at most. What a bound stops is named, and makes the run incomplete."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self
from weakref import WeakKeyDictionary

from scrapy.exceptions import DownloadTimeoutError

from aimf_scraper.crawling.wire.fetch import ForbiddenError
from aimf_scraper.crawling.wire.retry import ASKED_TO_WAIT, refuse_waiting

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

MINUTES: Final = "budget.minutes"
REQUESTS: Final = "budget.requests"
#: Reasons for which an address was not asked for at all: they say nothing of it.
NOT_ASKED: Final = frozenset({MINUTES, REQUESTS, ASKED_TO_WAIT})

#: Many more pages of a hundred items than such a site has.
_PAGES_PER_TYPE: Final = 1_000
#: No answer may take more than this share of the run's time, however slowly it comes,
_SHARE_OF_ONE: Final = 0.25
#: but for those of a run that has next to none.
_ENOUGH_SEC: Final = 5.0
#: A time-out of nothing means none.
_SHORTEST_SEC: Final = 0.1


@dataclass(slots=True)
class Budget:
    """``0``: without bound.

    ``pages_per_pattern``: pages that showed no item, at addresses that differ in
    numbers only (months of a calendar), and pages of a listing that led to none.
    ``hops``: redirects in a row, and links in a row from a page that no way but
    links names.
    """

    minutes: float = 0
    requests: int = 0
    pages_per_pattern: int = 50
    hops: int = 10
    pages_per_type: int = _PAGES_PER_TYPE
    asked: int = 0
    begun: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, crawler: Crawler) -> Budget:
        """Return the budget of *crawler*, opened by whoever asks first."""
        if crawler not in _BUDGETS:
            _BUDGETS[crawler] = cls(**crawler.settings.getdict("AIMF_BUDGET"))
        return _BUDGETS[crawler]

    @property
    def seconds_left(self) -> float | None:
        """How long the run may still take, ``None`` where it has no bound."""
        return self.minutes * 60 - (time.monotonic() - self.begun) if self.minutes else None

    def timeout_sec(self, wished: float) -> float:
        """Return how many seconds one answer may take, at most those *wished*."""
        left = self.seconds_left
        if left is None:
            return wished
        share = max(self.minutes * 60 * _SHARE_OF_ONE, _ENOUGH_SEC)
        return max(min(wished, left, share), _SHORTEST_SEC)

    @property
    def bound(self) -> str:
        """Which bound of the whole run is reached, ``""`` while it may go on."""
        if self.requests and self.asked >= self.requests:
            return REQUESTS
        if self.minutes and time.monotonic() - self.begun >= self.minutes * 60:
            return MINUTES
        return ""

    def spent(self) -> str | None:
        """Return which bound of the whole run is reached and its value, ``None`` while it may go on."""
        bound = self.bound
        if not bound:
            return None
        return f"{bound} = {self.requests if bound == REQUESTS else self.minutes:g}"


_BUDGETS: WeakKeyDictionary[Crawler, Budget] = WeakKeyDictionary()


class BudgetMiddleware:
    """Counts every request that leaves, retries and redirects too; refuses once all is spent.

    When the time is over it ends the answers that are still on their way, and
    what waits for its turn.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._budget = Budget.of(crawler)
        self._timeout_sec = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._alarm: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if self._budget.bound:
            raise self._refusal()
        self._budget.asked += 1
        left = self._budget.seconds_left
        if left is None:
            return
        timeout_sec = float(request.meta.get("download_timeout", self._timeout_sec))
        request.meta["download_timeout"] = self._budget.timeout_sec(timeout_sec)
        if self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(left + _SHORTEST_SEC, self._end)

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 - Scrapy's own form
        """Call an answer that the end of the time cut off what it is: not asked for."""
        if isinstance(exception, DownloadTimeoutError) and self._budget.bound:
            raise self._refusal() from exception

    def _refusal(self) -> ForbiddenError:
        return ForbiddenError(self._budget.bound, f"the run's {self._budget.spent()} is spent")

    def _end(self) -> None:
        """Refuse what waits for its turn: between two requests there may be a minute."""
        engine = self.crawler.engine
        for slot in engine.downloader.slots.values() if engine is not None else ():
            refuse_waiting(slot, self._refusal())
