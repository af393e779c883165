"""Every address of a run: which ways found it, what they say of the page.

One entry a page, however many addresses it has. Pure bookkeeping: nothing here
asks the site or the store anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.addresses import Address, Site
    from aimf_scraper.pages.reading import Card, Reading
    from aimf_scraper.records import Kind

#: The ways that lead to a page, in the order in which records name them.
WAYS: Final = ("rest", "sitemap", "feed", "listing", "link", "seed")


def sources_of(found_by: Iterable[str]) -> tuple[str, ...]:
    """Return the ways that a record names as its sources.

    Links between pages count only where nothing else led to the page: which of
    them are seen depends on which other pages are read.
    """
    ways = set(found_by)
    return tuple(way for way in WAYS if way in (ways - {"link"} or ways))


@dataclass(slots=True)
class Entry:
    """What is known of one page before (and after) it is asked for."""

    url: str
    kind: Kind | None
    ways: set[str] = field(default_factory=set)
    rest: Reading | None = None
    feed: Reading | None = None
    cards: dict[str, Card] = field(default_factory=dict)
    rest_modified: str | None = None
    sitemap_lastmod: str | None = None

    @property
    def found_by(self) -> tuple[str, ...]:
        return tuple(way for way in WAYS if way in self.ways)


class UrlRegistry:
    """The entries of a run by canonical URL, and the other addresses that mean them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.entries: dict[str, Entry] = {}
        self.aliases: dict[str, str] = {}
        self.listings: dict[str, Address] = {}
        self._news: set[str] = set()

    def note(self, url: str, way: str, *, kind: Kind | None = None) -> Entry | None:
        """Enter *url* as found by *way*; ``None`` where it is no page of the site.

        Listings go to ``listings`` instead, unless *way* knows for sure that
        there is an item behind the address (the REST API, a sitemap of a kind).
        """
        address = self.site.address(url)
        if address is None or address.is_a == "other":
            return None
        if address.is_a == "listing" and kind is None:
            self.listings.setdefault(address.url, address)
            return None
        canonical = self.aliases.get(address.url, address.url)
        entry = self.entries.get(canonical)
        if entry is None:
            entry = self.entries[canonical] = Entry(canonical, kind or address.kind)
        elif entry.kind is None:
            entry.kind = kind or address.kind
        if way not in entry.ways:
            entry.ways.add(way)
            self._news.add(canonical)
        return entry

    def alias(self, address: str, canonical: str) -> Entry | None:
        """Say that *address* means *canonical*; what was known of the one goes to the other."""
        if address == canonical:
            return self.entries.get(canonical)
        self.aliases[address] = canonical
        old = self.entries.pop(address, None)
        if old is None:
            return self.entries.get(canonical)
        entry = self.entries.get(canonical)
        if entry is None:
            known = self.site.address(canonical)
            kind = old.kind or (known.kind if known else None)
            entry = self.entries[canonical] = Entry(canonical, kind)
        entry.ways |= old.ways
        entry.rest = entry.rest or old.rest
        entry.feed = entry.feed or old.feed
        entry.cards = old.cards | entry.cards
        entry.rest_modified = entry.rest_modified or old.rest_modified
        entry.sitemap_lastmod = entry.sitemap_lastmod or old.sitemap_lastmod
        return entry

    def resolve(self, address: str) -> str:
        """Return the address that *address* is known to mean in the end, or where it goes in circles."""
        seen = set()
        while address in self.aliases and address not in seen:
            seen.add(address)
            address = self.aliases[address]
        return address

    def add_card(self, card: Card, *, kind: Kind | None = None) -> Entry | None:
        """Enter the page that *card* leads to, with what the card says of it."""
        if card.url is None:
            return None
        entry = self.note(card.url, "listing", kind=kind)
        if entry is not None and card.listing_url not in entry.cards:
            entry.cards[card.listing_url] = card
            self._news.add(entry.url)
        return entry

    def take_news(self) -> list[Entry]:
        """Return the entries of which more is known than when this was last called."""
        taken = [self.entries[url] for url in sorted(self._news & self.entries.keys())]
        self._news.clear()
        return taken

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries sorted by address: discovery order depends on the network."""
        return iter([self.entries[url] for url in sorted(self.entries)])
