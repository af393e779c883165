"""Listing pages: cards, and pagination in every form, never ended by one bad page.

A page that another page's pagination names must hold something, and so must
one that showed cards the last time. Empty or failed, it is asked for again;
still so, it is a gap, and the run incomplete.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from aimf_scraper.address_spelling import first_segment
from aimf_scraper.address_words import POST_ARCHIVES
from aimf_scraper.addresses import page_number
from aimf_scraper.crawling.answers.hints import listings_of
from aimf_scraper.crawling.discovery.listing_bounds import ListingBounds, stem_of
from aimf_scraper.crawling.discovery.shifts import Shifts
from aimf_scraper.crawling.faults import contained
from aimf_scraper.crawling.wire.fetch import NOT_THE_PAGE, TRIES
from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.not_pages import MOVED

if TYPE_CHECKING:
    from aimf_scraper.addresses import Address
    from aimf_scraper.crawling.discovery.listing_bounds import Page
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Answer, Fetcher
    from aimf_scraper.pages.reading import Card, HtmlPage
    from aimf_scraper.records import Kind

#: Listings known of the site, asked for whether or not a page links to them.
KNOWN: Final = (
    "/",
    "/types-d-article/action-en-cours/",
    "/toutes-nos-actualites/",
    "/nos-projets/toutes/",
    "/actions/",
    "/actualite/",
    "/evenement/",
    "/document/",
)
#: Section headings on mixed listings -> the kind of the cards below.
_KIND_OF_SECTION: Final[dict[str, Kind]] = {
    "actualités": "news",
    "actualites": "news",
    "actions": "action",
    "projets": "action",
    "événements": "event",
    "evenements": "event",
    "agenda": "event",
    "publications & réflexions": "publication",
    "publications": "publication",
}
_MAX_LISTINGS: Final = 5_000
#: So many cards that were there the last time do not vanish for good overnight.
_MANY: Final = 3


class ListingDiscovery:
    """Walks listings breadth first, page 1 of each before any page 2."""

    name: Final = "listing"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        self.feeds: set[str] = set()
        self._done: set[str] = set()
        self._first_page: dict[str, frozenset[str]] = {}
        self._first_links: dict[str, frozenset[str]] = {}
        self._cards_of_page: dict[str, int] = {}
        self._bounds = ListingBounds(session)
        self._shifts = Shifts(session)

    @property
    def has_more(self) -> bool:
        """Whether a listing goes on once the pages that it led to are read."""
        return self._bounds.has_paused

    @property
    def is_short(self) -> bool:
        """Whether a listing is known by now and not walked yet."""
        return not self._done.issuperset(self.session.registry.listings)

    async def walk(self) -> None:
        """Walk every listing that is known by now and not walked yet."""
        if not self._done:
            for path in KNOWN:
                address = self.session.site.address(path)
                if address is not None:
                    self.session.registry.listings.setdefault(address.url, address)
        waiting = self._bounds.resumed()
        heapq.heapify(waiting)
        while True:
            for url in sorted(self.session.registry.listings.keys() - self._done):
                self._done.add(url)
                heapq.heappush(waiting, (page_number(url), url, None))
            if not waiting:
                await self._shifts.settle(self._read_again)
                if self.session.registry.listings.keys() <= self._done:
                    return
                continue
            if len(self._done) > _MAX_LISTINGS + len(KNOWN):
                self._gap(waiting[0][1], f"more than {_MAX_LISTINGS} listing pages")
                return
            if (bound := self.session.budget.spent()) is not None:
                self._gap(waiting[0][1], f"the run stopped at {bound}")
                return
            await self._next(waiting)

    async def _next(self, waiting: list[Page]) -> None:
        """Walk the first page that waits, and let those wait that it names."""
        number, url, named_by = waited = heapq.heappop(waiting)
        stem = stem_of(url)
        if self._bounds.is_spent(stem, url, number) or self._bounds.pause(stem, waited):
            return
        page = self._page(url, number, named_by)
        for following in await contained(self.session, self.name, url, page) or ():
            if following not in self._done:
                self._done.add(following)
                heapq.heappush(waiting, (page_number(following), following, url))

    async def glance(self) -> None:
        """Read the home page, which was asked for already, and no listing behind it."""
        home = f"{self.session.site.base_url}/"
        if home not in self._done:
            self._done.add(home)
            await self._page(home, 1, None)

    async def _page(self, url: str, number: int, named_by: str | None) -> list[str]:
        """Read one page of a listing; return the pages that its pagination names."""
        must_hold = named_by is not None or number > 1
        for attempt in range(TRIES):
            if attempt:
                await self.fetcher.pause(attempt)
            answer = await self.fetcher.get(self._named(url))
            if not self._is_new(answer, url):
                return []
            page, problem, leads_to = self._read(answer)
            if page is not None and (_shows_something(page) or self._own_links(page, url)):
                return self._enter(page, url, number)
            if not answer.ok:
                break
        if page is not None:
            self._empty(page, url, named_by, must_hold=must_hold)
            return self._enter(page, url, number)
        if leads_to is not None and leads_to.url != url:
            # Its first page under another name (``/page/1/``), or a list that moved.
            self.session.registry.note(leads_to.named, "link", depth=1)
            return []
        # WordPress answers 404 past the last page, and where there is no such listing.
        is_end = answer.is_refusal and (not must_hold or self._was_short(named_by))
        # What never was a listing may be a file, or a redirect in circles.
        is_no_listing = not must_hold and problem in NOT_THE_PAGE
        if not (is_end or is_no_listing or answer.reason == "robots"):
            self._gap(url, problem or answer.said)
        return []

    async def _read_again(self, url: str) -> frozenset[str] | None:
        """Read a page of a listing once more; return what it shows, ``None`` where it cannot be had."""
        answer = await self.fetcher.get(self._named(url))
        page, problem, _ = self._read(answer)
        if page is None:
            said = problem or answer.said
            self.session.account.note(self.name, url, f"could not be read again: {said}")
            return None
        return self._take(page, url)

    def _empty(self, page: HtmlPage, url: str, named_by: str | None, *, must_hold: bool) -> None:
        """Make a page that shows nothing a gap, but for an honest end.

        Honest: it says so itself, and the page before it was not full.
        """
        says_so = page.listing is not None and page.listing.empty
        if must_hold:
            is_gap = not (says_so and self._was_short(named_by))
        else:
            is_gap = not says_so and self._cards_before(url) >= _MANY
        if is_gap:
            self._gap(url, "empty")

    def _own_links(self, page: HtmlPage, url: str) -> frozenset[str]:
        """Return the items that a page past the first links to and the first does not.

        They are what it lists, where its cards are in a form that we do not read.
        """
        first = self._first_links.get(stem_of(url))
        if first is None:
            return frozenset()
        site = self.session.site
        return frozenset(
            link.url
            for link in page.links
            if link.url not in first
            and (address := site.address(link.url)) is not None
            and address.is_a == "content"
        )

    def _cards_before(self, url: str) -> int:
        """Return how many pages in the store were shown on the listing page at *url*."""
        states = self.session.known.values()
        return sum(url in listings_of(state.hints) for state in states)

    def _is_new(self, answer: Answer, url: str) -> bool:
        """Tell whether the listing that *url* led to is walked for the first time."""
        address = self.session.site.address(answer.final_url, as_item=True)
        if address is None or url in {address.url, self.session.site.canonical(answer.final_url)}:
            return True
        final = address.url
        new = final not in self._done
        self._done.add(final)
        return new

    def _read(self, answer: Answer) -> tuple[HtmlPage | None, str | None, Address | None]:
        """Return the page of *answer*, else what is amiss and where on this site it sends its readers."""
        if not answer.ok:
            return None, answer.said, None
        try:
            page = read_html(answer.body, answer.final_url, answer.content_type)
        except PageError as error:
            is_moved = error.reason == MOVED
            leads_to = (
                self.session.site.address(error.detail, answer.final_url) if is_moved else None
            )
            is_page = leads_to is not None and leads_to.is_a != "other"
            return None, error.reason, leads_to if is_page else None
        return page, None, None

    def _take(self, page: HtmlPage, url: str) -> frozenset[str]:
        """Enter what one page of a listing leads to; return the items that it shows."""
        registry = self.session.registry
        self.feeds.update(page.feeds)
        cards = page.listing.cards if page.listing else ()
        presumed: Kind | None = "news" if first_segment(url) in POST_ARCHIVES else None
        for card in cards:
            registry.add_card(card, kind=self._kind_of(card), presumed=presumed)
        known = registry.listings.get(url)
        if known is not None and known.base and known.kind and page.reading and not cards:
            # A parameter of unknown meaning that chooses an article, not a part of the list.
            registry.note(url, self.name, kind=known.kind, is_card=True)
        own = frozenset() if cards else self._own_links(page, url)
        site = self.session.site
        shown_at = {site.canonical(card.url) for card in cards if card.url}
        for link in page.links:
            # A card's second link may lead to another page, which differs in slashes alone.
            is_listed = link.in_body or link.url in own or site.canonical(link.url) in shown_at
            registry.note(link.url, self.name if is_listed else "link", depth=1)
        self._cards_of_page[url] = len(cards) or len(own)
        return own | {card.url or card.lead or "" for card in cards}

    def _enter(self, page: HtmlPage, url: str, number: int) -> list[str]:
        """Enter what the page at *url* shows; return the pages that it names as the others of its list."""
        registry, listing = self.session.registry, stem_of(url)
        shown = self._take(page, url)
        self._shifts.note(listing, url, shown)
        if number == 1:
            self._first_page.setdefault(
                listing, shown if page.listing and page.listing.cards else frozenset()
            )
            self._first_links.setdefault(listing, frozenset(link.url for link in page.links))
        # A site that shows page 1 for every number, or the same page for ever.
        if self._bounds.is_over(listing, url, shown) or page.listing is None:
            return []
        following = []
        for target in (*page.listing.next_urls, *page.listing.earlier_urls):
            address = self.session.site.address(target, url, as_item=True)
            if address is not None and address.is_a != "other":
                registry.listings.setdefault(address.url, address)
                following.append(address.url)
        return following

    def _named(self, url: str) -> str:
        """Return the address to ask for, spelled as it was named."""
        known = self.session.registry.listings.get(url)
        return known.named if known is not None else url

    def _kind_of(self, card: Card) -> Kind | None:
        address = self.session.site.address(card.url) if card.url else None
        if address is not None and address.is_a == "listing":
            return None  # a tile that leads to another list is no item
        if address is not None and address.kind is not None:
            return address.kind
        return _KIND_OF_SECTION.get((card.section or "").strip().lower())

    def _was_short(self, named_by: str | None) -> bool:
        """Tell whether the page that named another was not full, or there was none."""
        if named_by is None:
            return True
        first = len(self._first_page.get(stem_of(named_by), ()))
        return self._cards_of_page.get(named_by, 0) < first

    def _gap(self, url: str, reason: str) -> None:
        self.session.account.gap(self.name, url, reason)


def _shows_something(page: HtmlPage) -> bool:
    return (page.listing is not None and bool(page.listing.cards)) or page.reading is not None
