"""What one run may spend: minutes and requests. A spent budget ends the asking, not the run.

Whatever was fetched is kept and read; what was not asked for any more is named.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, Self
from weakref import WeakKeyDictionary

from aimf_scraper.crawling.fetch import ForbiddenError
from aimf_scraper.crawling.retry import ASKED_TO_WAIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler

MINUTES: Final = "budget-minutes"
REQUESTS: Final = "budget-requests"
#: Reasons for which an address was not asked for at all: they say nothing of it.
NOT_ASKED: Final = frozenset({MINUTES, REQUESTS, ASKED_TO_WAIT})

_BUDGETS: WeakKeyDictionary[Crawler, RunBudget] = WeakKeyDictionary()


class RunBudget:
    """Counts requests and time from its making on."""

    def __init__(
        self, *, minutes: float, requests: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._minutes = minutes
        self._requests = requests
        self._clock = clock
        self._begun = clock()
        self.asked = 0

    @classmethod
    def of(cls, crawler: Crawler) -> RunBudget:
        """Return the budget of *crawler*, opened by whoever asks first."""
        if crawler not in _BUDGETS:
            _BUDGETS[crawler] = cls(
                minutes=crawler.settings.getfloat("AIMF_BUDGET_MINUTES"),
                requests=crawler.settings.getint("AIMF_BUDGET_REQUESTS"),
            )
        return _BUDGETS[crawler]

    @property
    def spent(self) -> str | None:
        """Return which budget is spent, ``None`` while there is something left."""
        if self.asked >= self._requests:
            return REQUESTS
        return MINUTES if self._clock() - self._begun >= self._minutes * 60 else None

    @property
    def said(self) -> str:
        """What is spent, for people."""
        name = "minutes" if self.spent == MINUTES else "requests"
        limit = self._minutes if self.spent == MINUTES else self._requests
        return f"the run's budget of {limit:g} {name} is spent"


class BudgetMiddleware:
    """Counts every request that leaves, retries and redirects too; refuses once all is spent."""

    def __init__(self, crawler: Crawler) -> None:
        self._budget = RunBudget.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy's own form
        spent = self._budget.spent
        if spent is not None:
            raise ForbiddenError(spent, self._budget.said)
        self._budget.asked += 1
