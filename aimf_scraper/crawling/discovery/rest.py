"""The REST API of WordPress: every item, its terms and dates.

Walked whole it costs one request per 100 items and one a type to see its end:
how many there are is what the pages show, and the totals that the API tells
are only compared with it. With something to build on, one request a type tells
what changed: the items changed last, and the total. What counts is the site's
own time, never our clock: the newest change that the last good run saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.discovery.asking import ask, note_mends
from aimf_scraper.crawling.discovery.rest_api import RestApi, server_clock
from aimf_scraper.crawling.discovery.rest_walk import Walk, count_of, goes_back, read_page, says
from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.rest import kind_of_type, read_collection
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Answer, Fetcher, Read
    from aimf_scraper.pages.api.rest import Collection, RestItem
    from aimf_scraper.records import Kind

_JSON: Final = "application/json"
_CHANGES_PER_PAGE: Final = 20
_MAX_PAGES: Final = 1_000
_FIELDS: Final = (
    "id,link,slug,type,status,date,date_gmt,modified,modified_gmt,"
    "title,content,excerpt,_links,_embedded"
)
#: Asked for where the list of types is closed: those of WordPress and of this site.
_USUAL_BASES: Final = (
    "posts", "actions", "actualite", "actualites", "evenement", "evenements", "document",
    "documents", "publications", "projets", "pages",
)  # fmt: skip
#: So often a type of which the total changes while it is listed is listed at most.
_MOST_ROUNDS: Final = 3
#: How many items a page are asked for: smaller where a site refuses, or fails at it.
_SIZES: Final = (100, 50, 20, 10)
#: So many pages in a row that fail, and nobody asks for the rest.
_MAX_FAILURES: Final = 2


class RestDiscovery:
    """Walks the types of the API that hold a wanted kind."""

    name: Final = "rest"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        self.api = RestApi(session.site, fetcher)
        #: rest_base -> kind, of the types walked.
        self.kinds: dict[str, Kind] = {}
        #: address -> the number of the item that the API names there.
        self._ids: dict[str, int] = {}
        self._walked_whole: set[Kind] = set()
        #: Whether the API answered for every wanted kind and nothing is missing of it.
        self.whole = False

    async def walk(self) -> None:
        """Enter every item; where a good run came before, only what changed since.

        A type whose total does not fit what is already held is walked whole
        all the same.
        """
        account = self.session.account
        types = await self.api.types()
        gaps_before = len(account.gaps)
        if types.said is not None:
            note_mends(self.session, self.name, types.answer.url, types.said.mends)
            for one in types.said.types:
                await self._type(one.rest_base, as_kind(one.kind), since=True)
        elif self.api.is_there:
            # The list of types is closed; the collections themselves may be open.
            account.note(self.name, types.answer.url, f"types: {types.problem}")
            for base in _USUAL_BASES:
                await self._type(base, as_kind(kind_of_type(base)), since=False)
        if types.said is None and not self.kinds:
            account.closed_ways[self.name] = types.problem or ""
            # An API that is not there answers 404, or a page of the theme's with 200.
            if not (types.answer.is_refusal or types.answer.ok):
                self._gap(types.answer.url, types.problem)
            return
        covered = set(self.kinds.values()) >= set(self.session.kinds)
        if not account.has_gap(self.name):
            self.session.walked |= {(self.name, kind) for kind in self._walked_whole}
        self.whole = covered and types.said is not None and len(account.gaps) == gaps_before

    async def _type(self, rest_base: str, kind: Kind | None, *, since: bool) -> None:
        """Walk one type; *since*: it is known to be there, and what changed may be enough."""
        if kind is None or kind not in self.session.kinds:
            return
        newest = (self.session.newest or {}).get(kind) if since else None
        if newest is None or not await self._changed_only(rest_base, kind, newest):
            await self._whole(Walk(rest_base, kind, _SIZES[0]), is_guess=not since)
        else:
            self.kinds[rest_base] = kind

    async def _whole(self, walk: Walk, *, is_guess: bool) -> None:
        """Enter every item of a type.

        Where its total changes from one page to the next, an item may have slipped
        over to a page that was read: all is listed once more. Every page that fails,
        and every item short of the total, is a gap.
        """
        listed: set[str] = set()
        for _ in range(_MOST_ROUNDS):
            found = await self._pages(walk, is_guess=is_guess)
            if found is None:
                return
            listed = found
            if len(walk.totals) < 2:
                break
            url = self.api.url(walk.rest_base)
            self.session.account.note(self.name, url, "its total changed while it was listed")
            self.session.registry.forget_way(self.name, walk.entered)
            walk.begin_again()
        else:
            self._gap(self.api.url(walk.rest_base), "its total changes while it is listed")
        if walk.rest_base in self.kinds:
            self._walked_whole.add(walk.kind)
        if walk.total is not None:
            self.session.account.rest_totals[walk.kind] += walk.total
            if len(listed) < walk.total:
                said = f"{len(listed)} of {walk.total} items listed"
                self._gap(self.api.url(walk.rest_base), said)

    async def _pages(self, walk: Walk, *, is_guess: bool) -> set[str] | None:
        """Enter what the pages of a type list until one is refused, empty, or brings nothing new.

        Return the keys of the items; ``None`` where there is no such type.
        """
        listed: set[str] = set()
        while walk.number < min(_MAX_PAGES, self.session.budget.pages_per_type):
            walk.number += 1
            read = await self._first(walk) if walk.number == 1 else await self._page(walk)
            if read.said is None:
                if walk.number == 1 and is_guess and read.answer.is_refusal:
                    return None
                if not self._goes_on_after(walk, read):
                    break
                continue
            self.kinds[walk.rest_base] = walk.kind
            walk.failures = 0
            note_mends(self.session, self.name, read.answer.url, read.said.mends)
            walk.total = count_of(read.answer, "X-WP-Total", walk.total)
            if walk.total is not None:
                walk.totals.add(walk.total)
            walk.pages = count_of(read.answer, "X-WP-TotalPages", walk.pages)
            items = (*read.said.items, *read.said.closed)
            walk.entered |= self._enter(items, walk.kind, read.answer)
            for number in read.said.unnamed:
                said = f"item {number} has no address, and cannot be asked for"
                self._gap(self.api.url(walk.rest_base), said)
            new = read.said.keys - listed
            listed |= new
            if not read.said.count:
                break
            if not new:
                self.session.account.note(self.name, read.answer.url, "a page given twice")
                break
            if walk.number == 1 and read.said.count < walk.size:
                # Fewer than asked for: all there is, or all that this site gives at a time.
                # Asked for by that number, the next page begins where this one ended.
                walk.size = read.said.count
        else:
            self._gap(self.api.url(walk.rest_base), f"more than {walk.number} pages")
        return listed

    async def _first(self, walk: Walk) -> Read[Collection]:
        """Ask for the first page: by hundreds, by less, and at last without any wish."""
        first: Read[Collection] | None = None
        for size, plain in (*((one, False) for one in _SIZES), (_SIZES[-1], True)):
            walk.size, walk.plain = size, plain
            read = await self._page(walk)
            status = read.answer.status or 0
            if read.said is not None:
                if first is not None:
                    self.session.account.note(
                        self.name, first.answer.url, f"{first.problem}; by {size} it is answered"
                    )
                return read
            first = first or read
            is_wish = status in {400, 403, 413, 414} or 500 <= status < 600
            if not is_wish or says(read.answer, "rest_no_route"):
                break
        return first or read

    def _goes_on_after(self, walk: Walk, read: Read[Collection]) -> bool:
        """Note why a page could not be had; return whether the next one is asked for.

        Past the last page the API answers 400, and so it may where we knew of
        no end: neither is a gap.
        """
        status = read.answer.status or 0
        if walk.number > 1 and status in {400, 404}:
            return False
        if walk.number > 1 and read.problem == "empty":
            return False
        self._gap(read.answer.url, read.problem)
        walk.failures += 1
        return walk.failures < _MAX_FAILURES and walk.number < (walk.pages or 0)

    async def _changed_only(self, rest_base: str, kind: Kind, since: str) -> bool:
        """Enter what changed, and what stands beside it; tell whether that and what is held makes the total."""
        shown: list[RestItem] = []
        answer: Answer | None = None
        total: int | None = None
        walk = Walk(rest_base, kind, size=_CHANGES_PER_PAGE)
        for number in range(1, _MAX_PAGES):
            walk.number = number
            read = await self._page(walk, orderby="modified", order="desc")
            if read.said is None or any(mend.loses for mend in read.said.mends):
                return False
            answer = read.answer
            if since > server_clock(answer, self.session.clock()):
                return False  # an item of the future was taken for the newest: see it all again
            total = answer.number("X-WP-Total")
            items = (*read.said.items, *read.said.closed)
            newer = [item for item in items if (item.modified_gmt or since) >= since]
            if goes_back(self.session, items, newer if number == 1 else items):
                return False
            shown += items
            if read.said.count < _CHANGES_PER_PAGE or len(newer) < len(items):
                break
        held = {
            state.url
            for state in self.session.known.values()
            if state.kind == kind and "rest" in state.found_by and state.state != "gone"
        }
        links = {self.session.registry.key_of_item(item.link) for item in shown}
        if answer is None or len(held | {link for link in links if link}) != total:
            return False
        self._enter(shown, kind, answer)
        self.session.vouched |= held
        self.session.account.rest_totals[kind] += total
        return True

    def enter_answer(self, answer: Answer, kind: Kind) -> None:
        """Enter the items of one answer of the API, from wherever it comes."""
        try:
            items = read_collection(answer.body, answer.url).items if answer.ok else ()
            self._enter(items, kind, answer)
        except PageError as error:
            self._gap(answer.url, error.reason)

    async def _page(
        self, walk: Walk, *, orderby: str = "id", order: str = "asc"
    ) -> Read[Collection]:
        """Ask for one page of a type."""
        wishes = {"orderby": orderby, "order": order, "_embed": "wp:term", "_fields": _FIELDS}
        url = self.api.url(
            walk.rest_base,
            per_page=walk.size,
            page=walk.number,
            **({} if walk.plain else wishes),
        )
        return await ask(self.fetcher, url, read_page, accept=_JSON)

    def _enter(self, items: Iterable[RestItem], kind: Kind, answer: Answer) -> set[str]:
        """Enter *items*; return the keys of their pages."""
        entered: set[str] = set()
        registry, newest = self.session.registry, self.session.account.rest_newest
        now = server_clock(answer, self.session.clock())
        for item in items:
            entry = registry.note(item.link, self.name, kind=kind)
            if entry is None:
                if self.session.site.address(item.link) is None:
                    self._gap(item.link, "an item at an address that is not the site's; not asked")
                continue
            key = registry.key_of_item(item.link) or entry.url
            first = self._ids.setdefault(key, item.id) if item.id else 0
            if item.id and first != item.id:
                low, high = sorted((first, item.id))
                self._gap(entry.url, f"the address of two items: {low} and {high}")
                continue
            entered.add(entry.url)
            if not item.is_closed:
                entry.rest = item.reading
            entry.rest_modified = item.modified_gmt
            if item.modified_gmt and item.modified_gmt <= now:
                # One that changes in the future must not hide what changes until then.
                newest[kind] = max(newest.get(kind, ""), item.modified_gmt)
            if item.id:
                short = self.session.site.canonical(f"/?p={item.id}")
                if short:
                    registry.alias(short, entry.url)
        return entered

    def _gap(self, url: str, reason: str | None) -> None:
        self.session.account.gap(self.name, url, reason or "")
