"""The whole site: every way of discovery, then page after page. The others narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from aimf_scraper.crawling.assets import Assets
from aimf_scraper.crawling.capture import FAILURES
from aimf_scraper.crawling.discovery.discover import Discovery
from aimf_scraper.crawling.fetch import DOWNLOAD_ERRORS, Fetcher, reason_of
from aimf_scraper.crawling.frontier import Frontier
from aimf_scraper.crawling.session import Session
from aimf_scraper.crawling.visit import Visitor
from aimf_scraper.errors import AimfError, RecordError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from aimf_scraper.assembly import Draft
    from aimf_scraper.store import State


class SiteSpider(Spider):
    """Crawls actions, news, events and publications; AIMF_KINDS says which."""

    name = "site"
    session: Session
    discovery: Discovery
    frontier: Frontier
    visitor: Visitor
    assets: Assets | None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.session = Session.of(crawler)
        spider.discovery = Discovery(spider.session, Fetcher(crawler))
        spider.frontier = Frontier(spider.session)
        spider.visitor = Visitor(spider.session)
        spider.assets = Assets.of(crawler, spider.session)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.frontier.arrived, signal=signal)
        crawler.signals.connect(spider.item_failed, signal=signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request | Draft]:
        """Walk every way, then ask for pages in rounds, until no page names a new one."""
        try:
            await self.discovery.walk()
        except AimfError as error:
            self.session.fail(error)
            raise CloseSpider(type(error).__name__) from error
        self._save_found()
        while True:
            for request in self.frontier.requests(self.read_page, self.page_failed):
                yield request
                await self.frontier.room()
            await self.frontier.quiet()
            if self.frontier.is_at_limit:
                break
            for draft in self.visitor.undecided():
                yield self.frontier.sent(draft)
            await self.discovery.walk_listings()
            self._save_found()
            if not (self.frontier.has_more or self.discovery.has_more):
                break
        for draft in self.visitor.undecided(last=True):
            yield self.frontier.sent(draft)
        await self.frontier.quiet()
        for draft in self.frontier.settled(self.visitor):
            yield self.frontier.sent(draft)
        await self.frontier.quiet()
        self._save_found()
        if self.assets is not None:
            await self.assets.fetch()

    def read_page(self, response: Response, url: str) -> Iterator[Draft]:
        """Take the answer to the request for the page at *url*."""
        with self.frontier.done(url):
            draft = self.visitor.answered(self.session.entry(url), response)
            if draft is not None:
                yield self.frontier.sent(draft)

    def page_failed(self, failure: Failure) -> Iterator[Draft]:
        """Note why a page could not be had; a failure of our own goes up."""
        url = failure.request.cb_kwargs["url"]  # type: ignore[attr-defined]  # Scrapy adds it
        with self.frontier.done(url):
            error = failure.value
            if not isinstance(error, DOWNLOAD_ERRORS):
                failure.raiseException()
            reason = reason_of(error)
            state: State = "rejected" if reason == "robots" else "failed"
            self.session.reject(url, reason, str(error)[:500])
            draft = self.visitor.missing(self.session.entry(url), reason, state=state)
            if draft is not None:
                yield self.frontier.sent(draft)

    def item_failed(self, item: Draft, failure: Failure) -> None:
        """Keep a failure of our own beside the page that met it; Scrapy logs where it came from."""
        error = RecordError("internal-error", repr(failure.value)[:500])
        self.session.refuse(item, error, state="failed")
        self.session.account.outcomes["error"] += 1

    def _save_found(self) -> None:
        """Commit what the ways told of pages since the last time, a kill notwithstanding."""
        self.session.save_found(
            self.visitor.found(one) for one in self.session.registry.take_news()
        )

    def closed(self, reason: str) -> None:
        stats = self.crawler.stats
        self.session.account.capture_failures = stats.get_value(FAILURES, 0) if stats else 0
        self.session.close(reason)
