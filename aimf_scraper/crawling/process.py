"""Scrapy's process, run once: started, stopped by signals, never left hanging."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from scrapy.crawler import AsyncCrawlerProcess

from aimf_scraper import interrupts
from aimf_scraper.memory import settle_collector

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import Settings

#: What is under way when a signal comes may end within this time; then all stops.
_GRACE_SEC: Final = 0.7


class Process:
    """One crawl; the reactor runs only once in a process."""

    def __init__(self, settings: Settings, spider: str | type[Spider]) -> None:
        self._process = AsyncCrawlerProcess(settings)
        self.crawler: Crawler = self._process.create_crawler(spider)
        #: A signal ended the crawl.
        self.interrupted = False

    def run(self, **arguments: Any) -> None:
        """Crawl to the end, or until a signal comes.

        Raises:
            AimfError: the spider could not begin.
        """
        # Scrapy leaves it to the handler to drop what nobody wants to see, made up already.
        logging.getLogger("scrapy").setLevel(self.crawler.settings["LOG_LEVEL"])
        settle_collector()
        task = self._process.crawl(self.crawler, **arguments)
        with interrupts.handled(self._stop):
            self._process.start(install_signal_handlers=False)
        if self.interrupted or not task.done() or task.cancelled():
            return
        error = task.exception()
        if error is not None:
            raise error

    def _stop(self) -> None:
        """End the crawl soon; at once where it was asked before. Called by a signal."""
        again, self.interrupted = self.interrupted, True
        _reactor().callFromThread(self._crash if again else self._wind_down)

    def _wind_down(self) -> None:
        _reactor().callLater(_GRACE_SEC, self._crash)
        self._stopping = asyncio.ensure_future(self._process.stop())

    def _crash(self) -> None:
        """Leave the loop without waiting for anybody who does not answer."""
        if _reactor().running:
            _reactor().crash()


def _reactor() -> Any:
    """Return Twisted's reactor, which is installed by the time that a process is made."""
    from twisted.internet import reactor  # noqa: PLC0415 - to import it earlier would choose another

    return reactor
