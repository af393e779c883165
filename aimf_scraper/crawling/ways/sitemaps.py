"""Sitemaps: WordPress' own, an SEO plugin's, or whichever robots.txt names."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final

from protego import Protego

from aimf_scraper.crawling.account import Hole
from aimf_scraper.errors import PageError
from aimf_scraper.pages.sitemap import read_sitemap

if TYPE_CHECKING:
    from aimf_scraper.crawling.fetch import Fetcher
    from aimf_scraper.crawling.session import Session

_USUAL: Final = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
_MAX_FILES: Final = 500
#: Sitemaps of what is no item: their addresses would only be asked in vain.
_NO_ITEMS: Final = re.compile(r"(?:taxonomies|users|author|category|post_tag|_tag|image|video)")


class SitemapWay:
    """Reads every sitemap of the site, from robots.txt or the usual addresses."""

    name: Final = "sitemap"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        self.whole = False

    async def walk(self) -> None:
        account = self.session.account
        named = await self._named_by_robots()
        roots = named or [f"{self.session.site.base_url}{path}" for path in _USUAL]
        answered = False
        for root in roots:
            read = await self._tree(root, required=bool(named) or answered)
            answered = answered or read
            if read and not named:
                break
        if not answered:
            account.closed_ways[self.name] = "no sitemap answers"
        self.whole = answered and not any(hole.way == self.name for hole in account.holes)

    async def _named_by_robots(self) -> list[str]:
        answer = await self.fetcher.get(
            f"{self.session.site.base_url}/robots.txt", meta={"dont_obey_robotstxt": True}
        )
        if not answer.ok:
            return []
        robots = Protego.parse(answer.body[:500_000].decode("utf-8", "replace"))
        return [url for url in robots.sitemaps if self.session.site.holds(url)][:20]

    async def _tree(self, root: str, *, required: bool) -> bool:
        """Read *root* and the files it names; tell whether *root* is a sitemap."""
        waiting = deque([root])
        seen = {root}
        is_sitemap = False
        while waiting and len(seen) <= _MAX_FILES:
            url = waiting.popleft()
            answer = await self.fetcher.get(url, accept="application/xml,text/xml,*/*;q=0.5")
            problem = None if answer.ok else answer.said
            if problem is None:
                try:
                    sitemap = read_sitemap(answer.body, answer.url)
                except PageError as error:
                    problem = error.reason
            if problem is not None:
                expected = url != root or (required and answer.status not in {403, 404, 410})
                server_failed = answer.status is not None and answer.status >= 500
                if expected or server_failed:
                    self.session.account.holes.append(Hole(self.name, url, problem))
                continue
            is_sitemap = True
            for child in sitemap.children:
                if child.url not in seen and self.session.site.holds(child.url):
                    seen.add(child.url)
                    if not _NO_ITEMS.search(child.url.rsplit("/", 1)[-1]):
                        waiting.append(child.url)
            for entry in sitemap.entries:
                self._enter(entry.url, entry.lastmod)
        return is_sitemap

    def _enter(self, url: str, lastmod: str | None) -> None:
        entry = self.session.book.note(url, self.name)
        if entry is None:
            return
        entry.sitemap_lastmod = lastmod or entry.sitemap_lastmod
