"""Sitemaps: WordPress' own, an SEO plugin's, or whichever robots.txt names."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from protego import Protego

from aimf_scraper.crawling.discovery.asking import ask, note_mends
from aimf_scraper.crawling.wire.robots import MOST_BYTES
from aimf_scraper.pages.api.sitemap import read_sitemap

if TYPE_CHECKING:
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Fetcher

_USUAL: Final = (
    "/wp-sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap.xml",
    "/sitemap.xml.gz",
    "/sitemap.txt",
)
_MAX_FILES: Final = 500
_MAX_ROOTS: Final = 20
#: An index names sitemaps; some sites have indexes of these. Further down it goes in circles.
_MAX_DEPTH: Final = 4
_XML: Final = "application/xml,text/xml,*/*;q=0.5"
#: Words of a file's name: a sitemap of terms or people lists no items, and would only be asked
#: for in vain. Whole words: "videotheque" is no video, and a type may be called what it likes
#: where WordPress says "posts" before it.
_WORD: Final = re.compile(r"[a-z]+")
_NO_ITEMS: Final = frozenset(
    {"taxonomies", "users", "author", "authors", "category", "categories", "tag", "tags"}
)


class SitemapDiscovery:
    """Reads every sitemap of the site, from robots.txt or the usual addresses."""

    name: Final = "sitemap"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher

    async def walk(self, *, changed_only: bool = False) -> None:
        """Enter every page; *changed_only*: leave out the files that do not say that they changed.

        What these would tell is known from the API, and they are read whenever
        all is walked.
        """
        named = await self._named_by_robots()
        found = False
        for root in named:
            found |= await self._tree(root, is_guess=False, changed_only=changed_only)
        # What robots.txt names may be dead, and the usual ones alive.
        for path in () if found else _USUAL:
            root = f"{self.session.site.base_url}{path}"
            if root in named:
                continue
            found = await self._tree(root, is_guess=True, changed_only=changed_only)
            if found:
                break
        if not found:
            self.session.account.closed_ways[self.name] = "no sitemap answers"
        elif not (changed_only or self.session.account.has_gap(self.name)):
            self.session.walked.add((self.name, None))

    async def _named_by_robots(self) -> list[str]:
        answer = await self.fetcher.get(
            f"{self.session.site.base_url}/robots.txt", meta={"dont_obey_robotstxt": True}
        )
        if not answer.ok:
            return []
        robots = Protego.parse(answer.body[:MOST_BYTES].decode("utf-8-sig", "replace"))
        named = [one for url in robots.sitemaps if (one := _joined(answer.final_url, url))]
        return [url for url in named if self.session.site.holds(url)][:_MAX_ROOTS]

    async def _tree(self, root: str, *, is_guess: bool, changed_only: bool) -> bool:
        """Read *root* and the files it names; tell whether *root* is a sitemap."""
        waiting = deque([(root, 1)])
        seen = {root}
        is_sitemap = False
        while waiting:
            url, depth = waiting.popleft()
            if depth > _MAX_DEPTH:
                self._gap(url, f"a sitemap in more than {_MAX_DEPTH - 1} others; not asked")
                continue
            if len(seen) > _MAX_FILES:
                self._gap(url, f"more than {_MAX_FILES} sitemaps")
                break
            read = await ask(
                self.fetcher,
                url,
                lambda answer: read_sitemap(answer.body, answer.url),
                accept=_XML,
            )
            if read.said is None:
                # A root may be missing, a guess be a page of another sort; a child may not.
                is_no_sitemap = read.answer.is_refusal or (is_guess and read.answer.ok)
                if url != root or not is_no_sitemap:
                    self._gap(url, read.problem or "")
                continue
            is_sitemap = True
            note_mends(self.session, self.name, url, read.said.mends)
            for child in read.said.children:
                if child.url in seen or not self.session.site.holds(child.url):
                    continue
                seen.add(child.url)
                is_wanted = not changed_only or self._may_have_changed(child.lastmod)
                if is_wanted and not _lists_no_items(child.url):
                    waiting.append((child.url, depth + 1))
            for entry in read.said.entries:
                self._enter(entry.url, entry.lastmod)
        return is_sitemap

    def _may_have_changed(self, lastmod: str | None) -> bool:
        """Tell whether a file says that it changed on the day of the newest change seen, or since."""
        newest = max((self.session.newest or {}).values(), default="")
        return lastmod is not None and lastmod[:10] >= newest[:10]

    def _gap(self, url: str, reason: str) -> None:
        self.session.account.gap(self.name, url, reason)

    def _enter(self, url: str, lastmod: str | None) -> None:
        entry = self.session.registry.note(url, self.name)
        if entry is not None:
            entry.sitemap_lastmod = lastmod or entry.sitemap_lastmod
            return
        address = self.session.site.address(url, as_item=True)
        if address is None:
            self.session.account.note(self.name, url, "is not an address of the site; not asked")
        elif address.is_a == "other" and "." in address.named.rstrip("/").rpartition("/")[2]:
            self.session.account.note(self.name, url, "is a file and no page; not asked")


def _lists_no_items(url: str) -> bool:
    words = _WORD.findall(url.rsplit("/", 1)[-1].lower())
    return "posts" not in words and not _NO_ITEMS.isdisjoint(words)


def _joined(base: str, url: str) -> str | None:
    """Return the sitemap that a line of the robots.txt at *base* names, ``None`` where it is no address."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return None
