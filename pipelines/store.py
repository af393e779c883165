"""Step 900: the record and its page's crawl state, committed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import CloseSpider, DropItem

from aimf_scraper.crawling.session import Session
from aimf_scraper.errors import RecordError, StoreError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aimf_scraper.assembly import Draft


class StorePipeline:
    """Saves one record a transaction; a store that fails ends the crawl, nothing lost."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Session.of(crawler))

    def process_item(self, item: Draft) -> Draft:
        try:
            self.session.save(item)
        except RecordError as error:
            self.session.refuse(item, error)
            raise DropItem(str(error), log_level="INFO") from error
        except StoreError as error:
            self.session.fail(error)
            raise CloseSpider("store-failed") from error
        return item
