"""Every address of a run: which ways found it, what they say of the page.

One entry a page, however many addresses it has. Pure bookkeeping: nothing here
asks the site or the store anything.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.discovery.entry import Entry
from aimf_scraper.crawling.discovery.spellings import Spellings
from aimf_scraper.crawling.discovery.ways import UNNAMING, ways_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aimf_scraper.addresses import Address, Site
    from aimf_scraper.crawling.discovery.spellings import Apart
    from aimf_scraper.pages.reading import Card
    from aimf_scraper.records import Kind

#: Those that name a page once, and by its own address.
_SURE: Final = frozenset({"rest", "sitemap"})
#: Those whose addresses are items'; a listing's cards are as well, not its other links.
_OF_ITEMS: Final = _SURE | {"feed"}


#: The fields of an entry that hold what one way told of the item.
_TOLD: Final = ("rest", "rest_modified", "sitemap_lastmod", "feed")


class UrlRegistry:
    """The entries of a run by canonical URL, and the other addresses that mean them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.entries: dict[str, Entry] = {}
        self.aliases: dict[str, str] = {}
        self.listings: dict[str, Address] = {}
        #: Addresses whose path goes round in circles: a wrong link on a page that answers to all.
        self.circles: set[str] = set()
        #: The addresses that may be only other spellings of one page.
        self.spellings = Spellings(site)
        #: page -> the old addresses of it that ways name tonight -> how, and which ways
        self._named_before: defaultdict[str, dict[str, tuple[str, set[str]]]] = defaultdict(dict)
        self._doubted: set[str] = set()
        self._named_aliases: defaultdict[str, set[str]] = defaultdict(set)
        self._news: set[str] = set()

    def note(
        self,
        url: str,
        way: str,
        *,
        kind: Kind | None = None,
        presumed: Kind | None = None,
        depth: int = 0,
        is_card: bool = False,
    ) -> Entry | None:
        """Enter *url* as found by *way*; ``None`` where it is no page of the site.

        Listings go to ``listings`` instead, unless *way* knows for sure that
        there is an item behind the address (the REST API, a sitemap of a kind).
        """
        address = self.site.address(url, as_item=is_card or way in _OF_ITEMS)
        if address is None or self._is_no_page(address, way, kind):
            return None
        key = self.spellings.key(address)
        canonical = self.aliases.get(key, key)
        entry = self.entries.get(canonical)
        if entry is None:
            entry = self.entries[canonical] = Entry(canonical, kind or address.kind)
        elif entry.kind is None or (kind is not None and way == "rest"):
            entry.kind = kind or address.kind  # the site's own word, whichever answer came first
        if address.base:
            self.spellings.add(address.url, address.base)
        if canonical == key:
            entry.spell(address.named, way)
            entry.direct = ways_with(entry.direct, way)
        else:
            self._note_alias(address, key, canonical, way)
        entry.presumed = entry.presumed or presumed
        entry.depth = min(entry.depth, depth if way == "link" else 0)
        if way not in entry.ways:
            entry.ways = ways_with(entry.ways, way)
            self._news.add(canonical)
        if way != "link":
            for apart in self.spellings.named_apart(address, way):
                self._tell_apart(entry, apart)
        return self.entries.get(self.spellings.key(address), entry) if canonical == key else entry

    def _is_no_page(self, address: Address, way: str, kind: Kind | None) -> bool:
        """Return whether no item can be at *address*; note a listing, and a path that goes in circles."""
        if address.is_a == "other":
            return True
        if address.is_a == "plain" and way == "link":
            return True  # a parameter of anything, as far as is known
        if address.repeats and way in {"link", "listing", "archive"}:
            self.circles.add(address.url)
            return True
        if address.is_a == "listing" and kind is None:
            self.listings.setdefault(address.url, address)
            return True
        return False

    def _note_alias(self, address: Address, key: str, canonical: str, way: str) -> None:
        """Note that *way* names the page at *canonical* by an address that was found to mean it."""
        if way not in UNNAMING:
            _, ways = self._named_before[canonical].setdefault(key, (address.named, set()))
            ways.add(way)
        if way in _SURE or (self.spellings.base(key) is not None and way != "link"):
            self._named_aliases[key].add(way)

    def _tell_apart(self, entry: Entry, apart: Apart) -> None:
        """Enter *apart*, which differs from the address of *entry* in spelling alone, as a page to be compared."""
        if apart.url in self.aliases:
            return
        ways = apart.ways
        other = self.entries[apart.url] = Entry(apart.url, entry.kind, ways, direct=ways)
        other.presumed, other.depth, other.named = entry.presumed, 0, apart.named
        if apart.is_told:
            # Told before anybody knew that there are two.
            for name in _TOLD:
                setattr(other, name, getattr(entry, name))
                setattr(entry, name, None)
            other.cards, entry.cards = entry.cards, {}
        entry.ways -= apart.alone
        entry.named, entry.rank, entry.again = apart.other, 0, True
        self._news |= {apart.url, entry.url}

    def part_from(self, entry: Entry, is_open: Callable[[str], bool]) -> Entry | None:
        """Return the entry of an address that is known to mean *entry*'s, named by a way, and *is_open*.

        It is a page of its own from now on, and *entry* is what no way named but by it.
        """
        for address, (named, ways) in sorted(self._named_before[entry.url].items()):
            if not is_open(address) or self.resolve(address) != entry.url:
                continue
            del self.aliases[address]
            found = self.entries[address] = Entry(
                address,
                entry.kind,
                frozenset(ways),
                named=named,
                depth=0,
                again=True,
                was=entry.url,
            )
            entry.ways -= ways - entry.direct
            if entry.is_only_linked:
                for name in _TOLD:
                    setattr(found, name, getattr(entry, name))
                    setattr(entry, name, None)
                found.cards, entry.cards = entry.cards, {}
            return found
        return None

    def forget_way(self, way: str, urls: Iterable[str]) -> None:
        """Take back that *way*, the API, names the pages at *urls*: it is asked anew which it names."""
        for url in urls:
            if (entry := self.entries.get(url)) is not None:
                entry.ways -= {way}
                entry.direct -= {way}
                entry.rest = entry.rest_modified = None

    def key_of_item(self, url: str) -> str | None:
        """Return the key of the item that a way names at *url*, ``None`` where it is none of the site's."""
        address = self.site.address(url, as_item=True)
        return self.spellings.key(address) if address is not None else None

    def alias(self, address: str, canonical: str) -> Entry | None:
        """Say that *address* means *canonical*; what was known of the one goes to the other.

        Where *canonical* is known to mean another one, the entry is that one's:
        two old names of a page are no page of their own.
        """
        end = self.resolve(canonical)
        canonical = canonical if end == address else end
        if address == canonical:
            return self.entries.get(canonical)
        self.aliases[address] = canonical
        old = self.entries.pop(address, None)
        if old is None:
            return self.entries.get(canonical)
        entry = self.entries.get(canonical)
        if entry is None:
            known = self.site.address(canonical, as_item=True)
            kind = old.kind or (known.kind if known else None)
            entry = self.entries[canonical] = Entry(canonical, kind)
        if old.part_of is None:
            entry.ways |= old.ways
        entry.depth = min(entry.depth, old.depth)
        if len(old.chain) >= len(entry.chain):
            entry.chain = (*old.chain, address)
        entry.rest = entry.rest or old.rest
        entry.feed = entry.feed or old.feed
        entry.cards = old.cards | entry.cards
        entry.rest_modified = entry.rest_modified or old.rest_modified
        entry.sitemap_lastmod = entry.sitemap_lastmod or old.sitemap_lastmod
        return entry

    def is_its_own(self, entry: Entry) -> bool:
        """Return whether *entry* is no mere spelling, as far as is known, and was nowhere else before."""
        return not self.spellings.is_apart(entry.url) and entry.was is None

    def meant(self, address: Address) -> str:
        """Return the key of the page that *address* is known to mean in the end."""
        return self.resolve(self.spellings.key(address))

    def resolve(self, address: str) -> str:
        """Return the address that *address* is known to mean in the end, or where it goes in circles."""
        seen = set()
        while address in self.aliases and address not in seen:
            seen.add(address)
            address = self.aliases[address]
        return address

    def add_card(
        self, card: Card, *, kind: Kind | None = None, presumed: Kind | None = None
    ) -> Entry | None:
        """Enter the page that *card* leads to, with what the card says of it."""
        if card.url is None:
            return None
        entry = self.note(card.url, "listing", kind=kind, presumed=presumed, is_card=True)
        if entry is not None and card.listing_url not in entry.cards:
            entry.cards[card.listing_url] = card
            self._news.add(entry.url)
        return entry

    def doubted(self, is_due: Callable[[str], bool]) -> Iterator[Entry]:
        """Yield the entries of addresses that were taken for another page's, and that a way tells apart.

        An alias that an earlier run noted is doubted where the API or the sitemap
        names both as items; one that showed the same page under other parameters,
        when it *is_due*. Each is an entry of its own until the site itself says
        again where it leads.
        """
        for address, ways in sorted(self._named_aliases.items()):
            entry = self.entries.get(self.aliases.get(address, ""))
            if entry is None or address in self._doubted:
                continue
            if not (_SURE & ways & entry.direct) and not (
                self.spellings.base(address) is not None and is_due(address)
            ):
                continue
            self._doubted.add(address)
            del self.aliases[address]
            found = self.entries[address] = Entry(address, entry.kind, frozenset(ways), again=True)
            known = self.site.address(address, as_item=True)
            found.named = known.named if known is not None else address
            found.depth = 0
            yield found
        self._named_aliases.clear()

    def forget_chain(self, entry: Entry) -> Entry:
        """Take back the aliases that led to *entry*: its redirects lead nowhere. Return where they began."""
        first = entry.chain[0] if entry.chain else entry.url
        for address in entry.chain:
            self.aliases.pop(address, None)
        self.entries.pop(entry.url, None)
        entry.url = entry.named = first
        self.entries[first] = entry
        return entry

    def take_news(self) -> list[Entry]:
        """Return the entries of which more is known than when this was last called."""
        taken = [self.entries[url] for url in sorted(self._news & self.entries.keys())]
        self._news.clear()
        return taken

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries sorted by address: discovery order depends on the network."""
        return iter([self.entries[url] for url in sorted(self.entries)])
