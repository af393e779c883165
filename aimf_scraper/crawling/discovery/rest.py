"""The REST API of WordPress: every item, its terms and dates, and exact totals.

Walked whole it costs one request per 100 items. With something to build on, one
request a type tells what changed: the items changed last, and the total. What
counts is the site's own time, never our clock: the newest change that the last
good run saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aimf_scraper.crawling.account import Gap
from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.rest import count_items, read_items, read_types
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.crawling.fetch import Answer, Fetcher, Read
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.api.rest import RestItem
    from aimf_scraper.records import Kind

_ROOT: Final = "/wp-json/wp/v2"
_JSON: Final = "application/json"
_PER_PAGE: Final = 100
_CHANGES_PER_PAGE: Final = 20
_MAX_PAGES: Final = 1_000
_FIELDS: Final = (
    "id,link,slug,type,status,date,date_gmt,modified,modified_gmt,"
    "title,content,excerpt,_links,_embedded"
)


class RestDiscovery:
    """Walks the types of the API that hold a wanted kind."""

    name: Final = "rest"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        #: rest_base -> kind, of the types walked.
        self.kinds: dict[str, Kind] = {}
        #: Whether the API answered for every wanted kind and nothing is missing of it.
        self.whole = False

    async def walk(self) -> None:
        """Enter every item; where a good run came before, only what changed since.

        A type whose total does not fit what is already held is walked whole
        all the same.
        """
        account = self.session.account
        read = await self.fetcher.read(
            self._url("types"), lambda answer: read_types(answer.body), accept=_JSON
        )
        if read.said is None:
            account.closed_ways[self.name] = read.problem or ""
            # An API that is not there answers 404, or a page of the theme's with 200.
            if not (read.answer.is_refusal or read.answer.ok):
                self._gap(read.answer.url, read.problem)
            return
        gaps_before = len(account.gaps)
        for one in read.said:
            kind = as_kind(one.kind)
            if kind is None or kind not in self.session.kinds:
                continue
            self.kinds[one.rest_base] = kind
            since = (self.session.newest or {}).get(kind)
            if since is None or not await self._changed_only(one.rest_base, kind, since):
                await self._whole(one.rest_base, kind)
        covered = set(self.kinds.values()) >= set(self.session.kinds)
        self.whole = covered and len(account.gaps) == gaps_before

    async def _whole(self, rest_base: str, kind: Kind) -> None:
        """Enter every item of a type; every page that fails, and every item short, is a gap."""
        total = pages = None
        listed = number = 0
        goes_on = True
        while goes_on and number < _MAX_PAGES:
            number += 1
            read = await self._page(rest_base, number, orderby="id", order="asc")
            if read.said is None:
                # Without a word on how many there are, 400 is the end of it.
                if number == 1 or pages is not None or not read.answer.is_refusal:
                    self._gap(read.answer.url, read.problem)
                goes_on = number < (pages or 0)
                continue
            total = read.answer.number("X-WP-Total") or total
            pages = read.answer.number("X-WP-TotalPages") or pages
            count, items = read.said
            listed += count
            self._enter(items, kind)
            goes_on = count == _PER_PAGE if pages is None else number < pages
        if total is not None:
            self.session.account.rest_totals[kind] += total
            if listed < total:
                self._gap(self._url(rest_base), f"{listed} of {total} items listed")

    async def _changed_only(self, rest_base: str, kind: Kind, since: str) -> bool:
        """Enter what changed; tell whether that and what is held makes the total."""
        changed: list[RestItem] = []
        total: int | None = None
        for number in range(1, _MAX_PAGES):
            read = await self._page(
                rest_base, number, per_page=_CHANGES_PER_PAGE, orderby="modified", order="desc"
            )
            if read.said is None:
                return False
            total = read.answer.number("X-WP-Total")
            count, items = read.said
            newer = [item for item in items if (item.modified_gmt or since) >= since]
            changed += newer
            if count < _CHANGES_PER_PAGE or len(newer) < len(items):
                break
        held = {
            state.url
            for state in self.session.known.values()
            if state.kind == kind and "rest" in state.found_by and state.state != "gone"
        }
        links = {self.session.site.canonical(item.link) for item in changed}
        if len(held | {link for link in links if link}) != total:
            return False
        self._enter(changed, kind)
        self.session.vouched |= held
        self.session.account.rest_totals[kind] += total
        return True

    def enter_answer(self, answer: Answer, kind: Kind) -> None:
        """Enter the items of one answer of the API, from wherever it comes."""
        try:
            self._enter(read_items(answer.body, answer.url) if answer.ok else (), kind)
        except PageError as error:
            self._gap(answer.url, error.reason)

    async def _page(
        self, rest_base: str, number: int, *, orderby: str, order: str, per_page: int = _PER_PAGE
    ) -> Read[tuple[int, tuple[RestItem, ...]]]:
        """Ask for one page of a type: how many items it lists, and those that we read."""
        url = self._url(
            rest_base,
            per_page=per_page,
            page=number,
            orderby=orderby,
            order=order,
            _embed="wp:term",
            _fields=_FIELDS,
        )
        return await self.fetcher.read(url, _read_page, accept=_JSON)

    def _enter(self, items: Iterable[RestItem], kind: Kind) -> None:
        registry, newest = self.session.registry, self.session.account.rest_newest
        for item in items:
            entry = registry.note(item.link, self.name, kind=kind)
            if entry is None:
                continue
            entry.rest = item.reading
            entry.rest_modified = item.modified_gmt
            if item.modified_gmt:
                newest[kind] = max(newest.get(kind, ""), item.modified_gmt)
            if item.id:
                short = self.session.site.canonical(f"/?p={item.id}")
                if short:
                    registry.alias(short, entry.url)

    def _gap(self, url: str, reason: str | None) -> None:
        self.session.account.gaps.append(Gap(self.name, url, reason or ""))

    def _url(self, path: str, **query: str | int) -> str:
        suffix = f"?{urlencode(query)}" if query else ""
        return f"{self.session.site.base_url}{_ROOT}/{path}{suffix}"


def _read_page(answer: Answer) -> tuple[int, tuple[RestItem, ...]]:
    """Return how many items a page lists, and those that we read; raises PageError."""
    items = read_items(answer.body, answer.url)
    count = count_items(answer.body)
    if not count and answer.number("X-WP-Total"):
        raise PageError("empty", f"{answer.url} is empty, of {answer.header('X-WP-Total')} items")
    return count, items
