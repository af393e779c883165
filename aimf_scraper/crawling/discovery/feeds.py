"""Feeds: the newest items, page by page while the feed goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.discovery.asking import ask, note_mends
from aimf_scraper.pages.api.feed import read_feed, reading_of_feed_item

if TYPE_CHECKING:
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Fetcher, Read
    from aimf_scraper.pages.api.feed import Feed
    from aimf_scraper.records import Kind

_USUAL: Final = "/feed/"
_MAX_PAGES: Final = 200
_XML: Final = "application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"


class FeedDiscovery:
    """Reads the site's feeds: ``/feed/`` and those that its pages name."""

    name: Final = "feed"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        self._read: set[str] = set()

    async def walk(self, *, first_page_only: bool = False) -> None:
        await self.read(f"{self.session.site.base_url}{_USUAL}", first_page_only=first_page_only)

    async def read(self, url: str, *, first_page_only: bool = False) -> None:
        """Read the feed at *url*, then its ``?paged=N`` while they bring new items."""
        if url in self._read or not self.session.site.holds(url):
            return
        self._read.add(url)
        seen: set[str] = set()
        for number in range(1, 2 if first_page_only else _MAX_PAGES):
            page = url if number == 1 else f"{url}{'&' if '?' in url else '?'}paged={number}"
            read = await ask(
                self.fetcher,
                page,
                lambda answer: read_feed(answer.body, answer.url),
                accept=_XML,
            )
            if read.said is None:
                self._closed(page, read, is_first=number == 1 and url.endswith(_USUAL))
                return
            note_mends(self.session, self.name, page, read.said.mends)
            new = [item for item in read.said.items if item.url not in seen]
            if not new:
                return
            for item in new:
                seen.add(item.url)
                # A feed holds posts; one of comments leads to places on pages of any sort.
                presumed: Kind | None = None if "#" in item.url else "news"
                entry = self.session.registry.note(item.url, self.name, presumed=presumed)
                if entry is not None:
                    entry.feed = entry.feed or reading_of_feed_item(item, url)

    def _closed(self, url: str, read: Read[Feed], *, is_first: bool) -> None:
        """Note why the feed goes no further: 404 is its end, or that there is none."""
        problem = read.problem or ""
        if is_first:
            self.session.account.closed_ways.setdefault(self.name, problem)
        if not read.answer.is_refusal:
            self.session.account.gap(self.name, url, problem)
