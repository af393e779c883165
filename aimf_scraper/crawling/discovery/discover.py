"""Discovery: every way walked, side by side, before the first page is asked for.

Waiting for all of them costs nothing (the pages are asked for anyway) and
gives each page all that listings, feeds and the API say of it, so that a
record does not depend on which answer came first.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import TYPE_CHECKING

from aimf_scraper.archive.payload import digest_of
from aimf_scraper.crawling.discovery.feeds import FeedDiscovery
from aimf_scraper.crawling.discovery.listings import ListingDiscovery
from aimf_scraper.crawling.discovery.rest import RestDiscovery
from aimf_scraper.crawling.discovery.sitemaps import SitemapDiscovery
from aimf_scraper.crawling.faults import contained
from aimf_scraper.crawling.taking_up import recall_links
from aimf_scraper.crawling.wire.fetch import NOT_OURS, ROBOTS_FAILED, UNREACHABLE
from aimf_scraper.crawling.wire.robots import CRAWL_DELAY
from aimf_scraper.errors import PageError, SiteUnreachableError
from aimf_scraper.pages.cut_off import is_closed
from aimf_scraper.pages.html import read_html

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Answer, Fetcher
    from aimf_scraper.pages.reading import Reading


class Discovery:
    """All ways of one run."""

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        self.rest = RestDiscovery(session, fetcher)
        self.sitemaps = SitemapDiscovery(session, fetcher)
        self.feeds = FeedDiscovery(session, fetcher)
        self.listings = ListingDiscovery(session, fetcher)

    @property
    def has_more(self) -> bool:
        """Whether a way goes on once the pages that it led to are read."""
        return self.listings.has_more

    @property
    def is_short(self) -> bool:
        """Whether a listing is known that was not walked, though every way is."""
        return not self.session.walked_changes_only and self.listings.is_short

    async def walk(self) -> None:
        """Walk every way; where the API vouches for what it does not name, only for changes."""
        await self._knock()
        if self.session.newest is None:
            await asyncio.gather(
                self._contained("rest", self.rest.walk()),
                self._contained("sitemap", self.sitemaps.walk()),
                self._contained("feed", self.feeds.walk()),
            )
        else:
            await self._contained("rest", self.rest.walk())
            quick = self.session.walked_changes_only = self.rest.whole
            await self._contained("sitemap", self.sitemaps.walk(changed_only=quick))
            await self._contained("feed", self.feeds.walk(first_page_only=quick))
        if not self.session.walked_changes_only:
            recall_links(self.session.known, self.session.registry)
        await self.walk_listings()
        way = self.listings.name
        if not (self.session.walked_changes_only or self.session.account.has_gap(way)):
            self.session.walked.add((way, None))
        self._demand_something()

    def _demand_something(self) -> None:
        """Raise SiteUnreachableError where every way was refused: nobody could tell that from no change."""
        said = set(self.fetcher.tally)
        if said == {"robots"}:
            raise SiteUnreachableError(
                f"the robots.txt of {self.session.site.base_url} forbids everything: "
                "ask the site's keeper, nothing was fetched"
            )
        is_crawl = self.session.why == "site"
        if is_crawl and said and all(one in NOT_OURS or one.startswith("HTTP 4") for one in said):
            raise SiteUnreachableError(
                f"{self.session.site.base_url} shows nothing of itself ({', '.join(sorted(said))}): "
                "if it has moved, give its address of today with --site; what is held stays"
            )

    async def _contained(self, way: str, walk: Awaitable[None]) -> None:
        """Walk a way; a fault of our own is its hole, and the other ways go on."""
        await contained(self.session, way, f"{self.session.site.base_url}/", walk)

    async def _knock(self) -> None:
        """Ask for the home page; raises SiteUnreachableError where nobody answers at all."""
        home = f"{self.session.site.base_url}/"
        answer = await self.fetcher.get(home)
        if (answer.reason or "").startswith(ROBOTS_FAILED):
            raise SiteUnreachableError(
                f"the robots.txt of {self.session.site.base_url} cannot be read "
                f"({answer.reason}), so nothing may be asked for: run again later"
            )
        if answer.reason == CRAWL_DELAY:
            raise SiteUnreachableError(answer.detail)
        if answer.reason in UNREACHABLE:
            raise SiteUnreachableError(
                f"{self.session.site.base_url} could not be reached ({answer.reason}): "
                "check the address and the network, then run again"
            )
        self.fetcher.keep(answer)
        self.session.habits.closes_pages = not answer.ok or is_closed(answer.body)
        if answer.ok and answer.body:
            self.session.habits.home_digest = digest_of(answer.body)
            # As another page's, or an address would decide and not what stands there.
            self.session.habits.home = _reading(answer, f"{home}aimf-scraper/")
        await self._probe()

    async def _probe(self) -> None:
        """Ask for an address that cannot be, to know what the site answers then, if it says 200."""
        base = self.session.site.base_url
        url = f"{base}/aimf-scraper-{zlib.crc32(base.encode()):08x}/"
        answer = await self.fetcher.get(url)
        if not answer.ok or answer.final_url != url:
            return
        self.session.habits.not_there = _reading(answer, url)

    async def walk_listings(self) -> None:
        """Walk the listings found so far, and the feeds that they name."""
        if self.session.walked_changes_only:
            await self.listings.glance()
            return
        await self.listings.walk()
        for url in sorted(self.listings.feeds):
            await self.feeds.read(url)


def _reading(answer: Answer, url: str) -> Reading | None:
    """Return what *answer* says, read as the page at *url*; ``None`` where it is known for no page anyway."""
    try:
        reading = read_html(answer.body, url, answer.content_type).reading
    except PageError:
        return None
    return reading if reading is not None and reading.text else None
