"""Step 350: what people said of the record's facts, laid over what the rules found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from aimf_scraper.assembly import correct
from aimf_scraper.crawling.session import Session

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aimf_scraper.assembly import Draft


class CorrectPipeline:
    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Session.of(crawler))

    def process_item(self, item: Draft) -> Draft:
        return correct(item, self.session.by_hand.of_record(item.id))
