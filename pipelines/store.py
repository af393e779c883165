"""Step 900: the record and its page's crawl state, committed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import CloseSpider, DropItem

from aimf_scraper.crawling.session import Session
from aimf_scraper.errors import RecordError, StoreError
from aimf_scraper.records import to_json

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aimf_scraper.assembly import Draft


class StorePipeline:
    """Saves one record a transaction; a store that fails ends the crawl, nothing lost."""

    def __init__(self, session: Session, *, feeds: bool = False) -> None:
        """*feeds*: records are asked for in a feed as well (`scrapy crawl ... -O out.json`)."""
        self.session = session
        self._feeds = feeds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Session.of(crawler), feeds=bool(crawler.settings.getdict("FEEDS")))

    def process_item(self, item: Draft) -> Draft | dict[str, Any]:
        """Save *item*; hand it on, as JSON data where a feed asks for it."""
        try:
            self.session.save(item)
        except RecordError as error:
            self.session.refuse(item, error)
            raise DropItem(str(error), log_level="INFO") from error
        except StoreError as error:
            self.session.fail(error)
            raise CloseSpider("store-failed") from error
        return to_json(item.record) if self._feeds else item
