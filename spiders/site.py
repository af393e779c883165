"""The whole site: every way of discovery, then page after page. The others narrow it."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from aimf_scraper.crawling.account.settling import close
from aimf_scraper.crawling.answers.visit import Visitor
from aimf_scraper.crawling.assets import Assets
from aimf_scraper.crawling.discovery.discover import Discovery
from aimf_scraper.crawling.frontier import Frontier
from aimf_scraper.crawling.session import Session
from aimf_scraper.crawling.wire.budget import NOT_ASKED
from aimf_scraper.crawling.wire.capture import FAILURES
from aimf_scraper.crawling.wire.fetch import DOWNLOAD_ERRORS, Fetcher, reason_of
from aimf_scraper.crawling.wire.robots import TOLD
from aimf_scraper.errors import INTERNAL, AimfError, RecordError, StoreError, said_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from aimf_scraper.assembly import Draft
    from aimf_scraper.store import State


logger = logging.getLogger(__name__)


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
            async for wanted in self._crawled():
                yield wanted
        except AimfError as error:
            self.session.fail(error)
            raise CloseSpider(type(error).__name__) from error
        except Exception as error:
            # Scrapy would go on and call the crawl finished.
            self.session.fail(AimfError(f"{INTERNAL}: {said_of(error)}"))
            raise CloseSpider(INTERNAL) from error

    async def _crawled(self) -> AsyncIterator[Request | Draft]:
        await self.discovery.walk()
        self._save_found()
        while True:
            for request in self.frontier.requests(self.read_page, self.page_failed):
                yield request
                await self.frontier.room()
            await self.frontier.quiet()
            if self.frontier.is_at_limit or self.frontier.is_spent:
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
        self._tell_what_was_left_out()

    def read_page(self, response: Response, url: str) -> Iterator[Draft]:
        """Take the answer to the request for the page at *url*."""
        with self.frontier.done(url), self._ending_the_run():
            entry = self.session.entry(url)
            try:
                draft = self.visitor.answered(entry, response)
            except (AimfError, sqlite3.Error):
                raise
            except Exception as error:  # noqa: BLE001 - a fault of ours costs this page alone
                self.visitor.broke(self.session.entry(url), error)
                return
            if draft is not None:
                yield self.frontier.sent(draft)

    def page_failed(self, failure: Failure) -> Iterator[Draft]:
        """Note why a page could not be had; a failure of our own goes up."""
        url = failure.request.cb_kwargs["url"]  # type: ignore[attr-defined]  # Scrapy adds it
        with self.frontier.done(url), self._ending_the_run():
            error = failure.value
            if not isinstance(error, DOWNLOAD_ERRORS):
                failure.raiseException()
            reason = reason_of(error)
            if reason in NOT_ASKED:
                self.session.leave_out(url, reason, str(error))
                return
            entry = self.session.entry(url)
            # A held text that may be asked for no more is as old as its last answer: a gap.
            is_kept_out = reason == "robots" and not self.visitor.was_read(entry)
            state: State = "rejected" if is_kept_out else "failed"
            self.session.reject(url, reason, str(error)[:500])
            draft = self.visitor.missing(entry, reason, state=state)
            if draft is not None:
                yield self.frontier.sent(draft)

    def item_failed(self, item: Draft, failure: Failure) -> None:
        """Keep a failure of our own beside the page that met it; Scrapy logs where it came from."""
        error = failure.value
        if error is None or isinstance(error, CloseSpider):
            return
        said = said_of(error)
        logger.warning("%s: %s: %s", item.url or item.id, INTERNAL, said)
        try:
            self.session.refuse(item, RecordError(INTERNAL, said), state="failed")
        except AimfError as lost:
            self.session.fail(lost)

    def _save_found(self) -> None:
        """Commit what the ways told of pages since the last time, a kill notwithstanding."""
        self.session.save_found(
            self.visitor.found(one) for one in self.session.registry.take_news()
        )

    def _tell_what_was_left_out(self) -> None:
        budget = self.session.budget
        is_short = self.session.not_asked or self.frontier.is_leaving_out or self.discovery.is_short
        if is_short and (spent := budget.spent()) is not None:
            self.session.stopped(budget.bound, spent)

    @contextmanager
    def _ending_the_run(self) -> Iterator[None]:
        """End the crawl where the database or the disk fails: the next page would fare no better."""
        try:
            yield
        except AimfError as error:
            self.session.fail(error)
            raise CloseSpider(type(error).__name__) from error
        except sqlite3.Error as error:
            self.session.fail(StoreError(f"{self.session.store.path}: {error}"))
            raise CloseSpider("StoreError") from error

    def closed(self, reason: str) -> None:
        stats = self.crawler.stats
        self.session.account.capture_failures = stats.get_value(FAILURES, 0) if stats else 0
        for url, what in stats.get_value(TOLD, []) if stats else ():
            self.session.account.note("robots", url, what)
        try:
            close(self.session, reason)
        except AimfError as error:  # told by whoever started the run
            self.session.fail(error)
        except Exception as error:  # noqa: BLE001 - Scrapy would print it and go on
            self.session.fail(AimfError(f"{INTERNAL}: {said_of(error)}"))
