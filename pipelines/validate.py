"""Step 400: no record whose invariants do not hold goes further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from aimf_scraper.assembly import validate
from aimf_scraper.crawling.session import Session
from aimf_scraper.errors import RecordError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aimf_scraper.assembly import Draft


class ValidatePipeline:
    """Drops what is no record into ``rejects``, with its reason."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Session.of(crawler))

    def process_item(self, item: Draft) -> Draft:
        try:
            validate(item)
        except RecordError as error:
            self.session.refuse(item, error)
            raise DropItem(str(error), log_level="INFO") from error
        return item
