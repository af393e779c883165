"""Listing pages: cards, and pagination in every form, never ended by one bad page.

A page that another page's pagination names must hold something. Empty or
failed, it is asked again; still so, it is a hole, and the run incomplete.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from aimf_scraper.addresses import page_number
from aimf_scraper.crawling.account import Hole
from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html

if TYPE_CHECKING:
    from aimf_scraper.crawling.fetch import Answer, Fetcher
    from aimf_scraper.crawling.session import Session
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
_MAX_LISTINGS: Final = 2_000
_TRIES: Final = 3


class ListingWay:
    """Walks listings breadth first, page 1 of each before any page 2."""

    name: Final = "listing"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        self.feeds: set[str] = set()
        self._done: set[str] = set()
        self._first_page: dict[str, frozenset[str]] = {}
        self._cards_of_page: dict[str, int] = {}

    async def walk(self) -> None:
        """Walk every listing that is known by now and not walked yet."""
        if not self._done:
            for path in KNOWN:
                address = self.session.site.address(path)
                if address is not None:
                    self.session.book.listings.setdefault(address.url, address)
        waiting: list[tuple[int, str, str | None]] = []
        while True:
            for url in sorted(self.session.book.listings):
                if url not in self._done:
                    self._done.add(url)
                    heapq.heappush(waiting, (page_number(url), url, None))
            if not waiting or len(self._done) > _MAX_LISTINGS:
                return
            number, url, named_by = heapq.heappop(waiting)
            for following in await self._page(url, number, named_by):
                if following not in self._done:
                    self._done.add(following)
                    heapq.heappush(waiting, (page_number(following), following, url))

    async def _page(self, url: str, number: int, named_by: str | None) -> list[str]:
        """Read one page of a listing; return the pages that its pagination names."""
        must_hold = named_by is not None or number > 1
        page: HtmlPage | None = None
        for attempt in range(_TRIES):
            answer = await self.fetcher.get(url, meta={"aimf_attempt": attempt})
            page, problem = self._read(answer)
            if page is not None and not self._is_new(answer, url):
                return []
            if page is not None and self._shows_something(page):
                return self._enter(page, url, number)
            if not must_hold or answer.status in {403, 404, 410} or answer.reason == "robots":
                break
        if page is not None:
            following = self._enter(page, url, number)
            if must_hold and not self._is_natural_end(page, named_by):
                self._hole(url, "empty")
            return following
        if (answer.status or 500) >= 500 and answer.reason != "robots":
            self._hole(url, answer.said)
        elif must_hold and answer.status in {404, 410}:
            if not self._is_past_the_end(named_by):
                self._hole(url, answer.said)
        elif problem is not None and must_hold:
            self._hole(url, problem)
        return []

    def _is_new(self, answer: Answer, url: str) -> bool:
        """Tell whether the listing that *url* led to is walked for the first time."""
        final = self.session.site.canonical(answer.final_url)
        if final is None or final == url:
            return True
        new = final not in self._done
        self._done.add(final)
        return new

    def _read(self, answer: Answer) -> tuple[HtmlPage | None, str | None]:
        if not answer.ok:
            return None, answer.said
        try:
            return read_html(answer.body, answer.final_url, answer.content_type), None
        except PageError as error:
            return None, error.reason

    def _shows_something(self, page: HtmlPage) -> bool:
        return (page.listing is not None and bool(page.listing.cards)) or page.reading is not None

    def _enter(self, page: HtmlPage, url: str, number: int) -> list[str]:
        book = self.session.book
        self.feeds.update(page.feeds)
        cards = page.listing.cards if page.listing else ()
        for card in cards:
            book.add_card(card, kind=self._kind_of(card))
        for link in page.links:
            book.note(link.url, self.name if link.in_body else "link")
        self._cards_of_page[url] = len(cards)
        shown = frozenset(card.url or card.lead or "" for card in cards)
        listing = self._stem(url)
        if number == 1:
            self._first_page[listing] = shown
        elif shown and shown == self._first_page.get(listing):
            return []  # a site that shows page 1 for every number
        if page.listing is None:
            return []
        following = []
        for target in page.listing.next_urls:
            address = self.session.site.address(target, url)
            if address is not None and address.is_a != "other":
                following.append(address.url)
        return following

    def _kind_of(self, card: Card) -> Kind | None:
        address = self.session.site.address(card.url) if card.url else None
        if address is not None and address.kind is not None:
            return address.kind
        return _KIND_OF_SECTION.get((card.section or "").strip().lower())

    def _is_natural_end(self, page: HtmlPage, named_by: str | None) -> bool:
        """Tell an honest last page ("no items") from one that came back empty by mistake.

        Honest: it says so itself, and the page before it was not full.
        """
        says_so = page.listing is not None and page.listing.empty
        return says_so and self._was_short(named_by)

    def _is_past_the_end(self, named_by: str | None) -> bool:
        """WordPress answers 404 past the last page: normal behind a page that was not full."""
        return self._was_short(named_by)

    def _was_short(self, named_by: str | None) -> bool:
        if named_by is None:
            return True
        first = len(self._first_page.get(self._stem(named_by), ()))
        return self._cards_of_page.get(named_by, 0) < first

    def _stem(self, url: str) -> str:
        head, _, query = url.partition("?")
        head = head.partition("/page/")[0].rstrip("/")
        kept = [one for one in query.split("&") if not one.startswith(("pagenum=", "paged="))]
        return f"{head}?{'&'.join(kept)}"

    def _hole(self, url: str, reason: str) -> None:
        self.session.account.holes.append(Hole(self.name, url, reason))
