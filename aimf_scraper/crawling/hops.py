"""How deep a chain of links may go in which no page is an item.

Calendars name a next month for ever, and a relative link that a server answers
with the same page again makes an address one step longer each time. An item,
or a page that a way of discovery names, begins anew: old articles that only
"previous article" leads to are found however many they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.crawling.address_book import AddressBook, Entry
    from aimf_scraper.store import PageState


class LinkChains:
    """Enters the links of pages into the book, as far as the budget of hops goes."""

    def __init__(self, book: AddressBook, most: int) -> None:
        self._book = book
        self._most = most
        #: Addresses that were not entered.
        self.left_out: set[str] = set()
        self._texts: set[int] = set()

    def is_news(self, text: str | None) -> bool:
        """Return whether no page of this run had *text* so far; a page without text is none."""
        if not text:
            return False
        known = hash(text) in self._texts
        self._texts.add(hash(text))
        return not known

    def read(self, entry: Entry, known: PageState | None, text: str | None) -> int:
        """Return how many links *entry*'s page is away from an item, now that its *text* is read."""
        ways = entry.ways | set(known.found_by if known else ())
        entry.hops = 0 if self.is_news(text) or ways - {"link"} else max(1, entry.hops)
        return entry.hops

    def follow(self, links: Iterable[str], hops: int, known: Iterable[str] = ()) -> None:
        """Enter *links* of a page that is *hops* away from an item; *known*: addresses held."""
        for url in links:
            if hops < self._most:
                self._enter(url, hops + 1)
                continue
            address = self._book.site.address(url)
            if address is None or address.is_a == "other":
                continue
            if address.url in self._book.entries or address.url in known:
                self._enter(url, hops + 1)
            elif address.url not in self._book.listings:
                self.left_out.add(address.url)

    def _enter(self, url: str, hops: int) -> None:
        is_new = len(self._book.entries)
        entry = self._book.note(url, "link")
        if entry is not None and (len(self._book.entries) > is_new or hops < entry.hops):
            entry.hops = hops
