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

    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Session.of(crawler))

    def process_item(self, item: Draft) -> dict[str, Any]:
        """Save *item*; hand its record on as JSON data, for `scrapy crawl ... -O out.json`."""
        try:
            self.session.save(item)
        except RecordError as error:
            self.session.refuse(item, error)
            raise DropItem(str(error), log_level="INFO") from error
        except StoreError as error:
            self.session.fail(error)
            raise CloseSpider("store-failed") from error
        return to_json(item.record)  # type: ignore[no-any-return]  # a record is an object
