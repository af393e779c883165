"""When a listing has shown all that it will: pages that repeat, that show nothing, that lead nowhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from aimf_scraper.addresses import page_number
from aimf_scraper.crawling.patterns import pattern_of

if TYPE_CHECKING:
    from aimf_scraper.crawling.session import Session

#: So many pages in a row that show nothing, or nothing new, and nobody asks for the next.
_MAX_BARREN: Final = 3
#: The number of a page, or of the first card on it, as no filter of WordPress's writes it.
_PAGE_OF_A_LIST: Final = re.compile(r"(?!id=|article=|tax=)[a-z_-]{1,30}=[0-9]{1,6}", re.IGNORECASE)
Page = tuple[int, str, str | None]


class ListingBounds:
    """What the pages of each listing (known by its stem) brought so far."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        self._barren: Counter[str] = Counter()
        self._over: set[str] = set()
        #: pattern of addresses -> listing pages like it that showed nothing
        self._empty: Counter[str] = Counter()
        self._walked: Counter[str] = Counter()
        #: what the pages walked since the last pause lead to
        self._led_to: defaultdict[str, set[str]] = defaultdict(set)
        self._paused: defaultdict[str, list[Page]] = defaultdict(list)

    @property
    def has_paused(self) -> bool:
        """Whether a listing waits for the pages that it led to to be read."""
        return bool(self._paused)

    def is_over(self, stem: str, url: str, shown: frozenset[str]) -> bool:
        """Take what the page at *url* shows; return whether its listing is not worth another page."""
        # The first page under its number (``?paged=1``) is no end; its later pages are yet to come.
        repeats = bool(shown) and shown in self._shown[stem] and page_number(url) > 1
        new = shown - self._seen[stem]
        self._shown[stem].add(shown)
        self._seen[stem] |= shown
        self._led_to[stem] |= new
        self._barren[stem] = 0 if new else self._barren[stem] + 1
        if not shown:
            self._empty[pattern_of(url)] += 1
        if repeats:
            self._session.account.note("listing", url, "shows what an earlier page of it shows")
        is_over = repeats or self._barren[stem] >= _MAX_BARREN
        if is_over:
            self._over.add(stem)
        return is_over

    def is_spent(self, stem: str, url: str, number: int) -> bool:
        """Return whether a page is not asked for: its listing is over, or pages like it showed nothing."""
        if number > 1 and stem in self._over:
            return True
        most = self._session.budget.pages_per_pattern
        pattern = pattern_of(url)
        if "#" not in pattern or self._empty[pattern] < most:
            return False
        self._session.account.gap("listing", pattern, f"{most} pages like it showed no item")
        return True

    def pause(self, stem: str, page: Page) -> bool:
        """Return whether *page* has to wait until what its listing led to is read; keep it then."""
        if self._walked[stem] < self._session.budget.pages_per_pattern:
            self._walked[stem] += 1
            return False
        self._paused[stem].append(page)
        return True

    def resumed(self) -> list[Page]:
        """Return the pages that waited, of every listing that led to an item; the others are gaps."""
        going_on: list[Page] = []
        for stem, pages in sorted(self._paused.items()):
            if any(self._is_item(url) for url in self._led_to[stem]):
                going_on += pages
            else:
                said = f"{self._walked[stem]} pages of it led to no item"
                self._session.account.gap("listing", min(pages)[1], said)
            self._walked[stem] = 0
            self._led_to[stem].clear()
        self._paused.clear()
        return going_on

    def _is_item(self, url: str) -> bool:
        key = self._session.registry.key_of_item(url)
        known = self._session.known.get(self._session.registry.resolve(key)) if key else None
        return known is not None and known.record_id is not None


def stem_of(url: str) -> str:
    """Return what the pages of one listing share of their addresses."""
    head, _, query = url.partition("?")
    head = head.partition("/page/")[0].rstrip("/")
    kept = [one for one in query.split("&") if not _PAGE_OF_A_LIST.fullmatch(one)]
    return f"{head}?{'&'.join(kept)}"
