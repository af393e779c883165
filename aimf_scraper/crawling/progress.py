"""Progress on standard error: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from tqdm import tqdm

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_LINE_EVERY_SEC: Final = 10.0


class Progress:
    """Shows discovery first, then how many pages of how many are answered.

    The total is known once every way of discovery is walked; pages that only
    another page names make it grow. With AIMF_VERBOSE each answer is named, too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._terminal = sys.stderr.isatty()
        self._names_all = crawler.settings.getbool("AIMF_VERBOSE")
        self._bar: Any = None
        self._asked = 0
        self._said_at = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings.getbool("AIMF_QUIET"):
            raise NotConfigured
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.answered, signal=signals.response_received)
        crawler.signals.connect(progress.spider_closed, signal=signals.spider_closed)
        return progress

    def spider_opened(self) -> None:
        self._said_at = time.monotonic()
        if self._terminal:
            self._bar = tqdm(desc="finding pages", unit=" requests", file=sys.stderr, leave=False)
        else:
            self._say("finding pages")

    def answered(self, response: Response) -> None:
        """Count one answer; the first of a page turns the bar to pages."""
        self._asked += 1
        if self._names_all:
            tqdm.write(f"{response.status} {response.url}", file=sys.stderr)
        frontier = getattr(self._crawler.spider, "frontier", None)
        planned, done = (frontier.planned, frontier.answered) if frontier else (0, 0)
        if self._bar is None:
            if time.monotonic() - self._said_at >= _LINE_EVERY_SEC:
                self._say(f"{done} of {planned} pages" if planned else f"{self._asked} requests")
            return
        if planned:
            if self._bar.total != planned:
                self._bar.total = planned
                self._bar.set_description("reading pages", refresh=False)
                self._bar.unit = " pages"
            self._bar.n = done
            self._bar.update(0)
        else:
            self._bar.update(1)

    def spider_closed(self) -> None:
        if self._bar is not None:
            self._bar.close()

    def _say(self, what: str) -> None:
        self._said_at = time.monotonic()
        print(what, file=sys.stderr, flush=True)
