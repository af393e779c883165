"""Listings that change while their pages are read: what slips over to a page that was read is looked for.

Where an item leaves page 1 between two requests, the first of page 2 moves to page 1
and is on none of the pages read. So the first page of a listing is read once more at
the end, and the page that shows an item which is not there; where it shows another
list, the pages after it too, until one stands as it was read. Of a short listing all are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from aimf_scraper.crawling.session import Session

    #: The address of a page -> what it shows now, ``None`` where it cannot be had.
    ReadAgain = Callable[[str], Awaitable["frozenset[str] | None"]]

#: So often a listing that goes on changing is read again.
_MOST_ROUNDS: Final = 3
#: A listing of so few pages is read again whole: an item may leave its second page too.
_SHORT: Final = 4
#: Those that name an item whatever the listing does.
_SURE: Final = frozenset({"rest", "sitemap"})


class _Round(NamedTuple):
    """What reading again brought: an item never seen, or pages that all show something else."""

    is_new: bool
    is_shuffled: bool


class Shifts:
    """What each page of each listing (known by its stem) showed when it was last read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        #: Pages from which a listing was read again, by the reason.
        self._settled: set[tuple[str, str]] = set()

    def note(self, stem: str, url: str, shown: frozenset[str]) -> None:
        """Take what the page at *url* shows."""
        self._shown[stem][url] = shown

    async def settle(self, read: ReadAgain) -> None:
        """Read again what may have changed since it was read; a listing that never stands still is a gap."""
        for stem, url in self._doubtful():
            for _ in range(_MOST_ROUNDS):
                again = await self._again(stem, url, read)
                if not again.is_new:
                    break
            if again.is_new or again.is_shuffled:
                said = "its order changes while it is read, so that items may be missing"
                self._session.account.gap("listing", url, said)

    def _doubtful(self) -> Iterator[tuple[str, str]]:
        """Yield the listings to be read again, each with the pages to begin with."""
        for stem, pages in sorted(self._shown.items()):
            if len(pages) < 2 or all(
                map(self._is_named_surely, frozenset().union(*pages.values()))
            ):
                continue
            first = next(iter(pages))
            for url in [*pages]:
                shown = pages[
                    url
                ]  # as it is by now: another page before it may have been the reason
                why = [item for item in sorted(shown) if self._is_not_there(item)]
                why += ["first"] if url == first else []
                is_new = {(url, one) for one in why} - self._settled
                self._settled |= is_new
                if is_new:
                    yield stem, url

    async def _again(self, stem: str, begin: str, read: ReadAgain) -> _Round:
        """Read the pages of a listing again, from the one at *begin* until a page of a long one stands as it was read."""
        pages = self._shown[stem]
        seen: frozenset[str] = frozenset().union(*pages.values())
        is_new, shuffled, count = False, 0, 0
        for url in [*pages][[*pages].index(begin) :]:
            if self._session.budget.spent() is not None:
                break
            before, shown = pages[url], await read(url)
            if shown is None:
                break
            if shown == before:
                if len(pages) > _SHORT:
                    break
                continue
            pages[url] = shown
            is_new |= not shown <= seen
            count += 1
            shuffled += 2 * len(shown & before) < len(before)
        return _Round(is_new, is_shuffled=count > 1 and count == shuffled)

    def _is_named_surely(self, url: str) -> bool:
        registry = self._session.registry
        key = registry.key_of_item(url)
        entry = registry.entries.get(registry.resolve(key)) if key else None
        return entry is not None and not _SURE.isdisjoint(entry.ways)

    def _is_not_there(self, url: str) -> bool:
        """Return whether the item at *url* was asked for in this run, and is gone."""
        key = self._session.registry.key_of_item(url)
        known = self._session.known.get(key) if key else None
        is_asked = known is not None and (known.checked_at or "") >= self._session.started_at
        return known is not None and is_asked and known.state == "gone"
