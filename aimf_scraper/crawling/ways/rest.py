"""The REST API of WordPress: every item, its terms and dates, and exact totals.

Walked whole it costs one request per 100 items. With something to build on,
two requests a type tell what changed: the total, and ``modified_after``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aimf_scraper.crawling.account import Hole
from aimf_scraper.errors import PageError
from aimf_scraper.pages.rest import read_items, read_types
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.crawling.fetch import Answer, Fetcher
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.rest import RestItem, RestType
    from aimf_scraper.records import Kind

_ROOT: Final = "/wp-json/wp/v2"
_JSON: Final = "application/json"
_PER_PAGE: Final = 100
_MAX_PAGES: Final = 1_000
_FIELDS: Final = (
    "id,link,slug,type,status,date,date_gmt,modified,modified_gmt,"
    "title,content,excerpt,_links,_embedded"
)


class RestWay:
    """Walks the types of the API that hold a wanted kind."""

    name: Final = "rest"

    def __init__(self, session: Session, fetcher: Fetcher) -> None:
        self.session = session
        self.fetcher = fetcher
        #: Whether the API answered for every wanted kind and nothing is missing of it.
        self.whole = False
        #: rest_base -> kind, as the API's types say.
        self.kinds: dict[str, Kind] = {}

    async def walk(self, *, since: str | None = None) -> None:
        """Enter every item; with *since* (ISO 8601, UTC) only what changed after it.

        A type whose total does not fit what is already held is walked whole
        all the same.
        """
        answer = await self.fetcher.get(self._url("types"), accept=_JSON)
        types = self._types(answer)
        if types is None:
            return
        holes_before = len(self.session.account.holes)
        kinds: set[Kind] = set()
        for one in types:
            kind = as_kind(one.kind)
            if kind is None or kind not in self.session.kinds:
                continue
            kinds.add(kind)
            self.kinds[one.rest_base] = kind
            if since is None or not await self._changed_only(one.rest_base, kind, since):
                await self._whole(one.rest_base, kind)
        self.whole = len(self.session.account.holes) == holes_before and kinds >= set(
            self.session.kinds
        )

    def _types(self, answer: Answer) -> tuple[RestType, ...] | None:
        account = self.session.account
        if not answer.ok:
            if answer.status is not None and answer.status >= 500:
                account.holes.append(Hole(self.name, answer.url, answer.said))
            account.closed_ways[self.name] = answer.said
            return None
        try:
            return read_types(answer.body)
        except PageError as error:
            account.closed_ways[self.name] = error.reason
            return None

    async def _whole(self, rest_base: str, kind: Kind) -> None:
        total = pages = None
        seen = 0
        number = 0
        while number < min(pages or 1, _MAX_PAGES):
            number += 1
            answer = await self.fetcher.get(
                self._url(
                    rest_base,
                    per_page=_PER_PAGE,
                    page=number,
                    orderby="id",
                    order="asc",
                    _embed="wp:term",
                    _fields=_FIELDS,
                ),
                accept=_JSON,
            )
            items = self._items(answer)
            if items is None:
                continue
            if pages is None:
                total, pages = answer.number("X-WP-Total"), answer.number("X-WP-TotalPages")
            seen += self._enter(items, kind)
        if total is not None:
            self.session.account.rest_totals[kind] += total
            if seen < total:
                reason = f"{seen} of {total} items listed"
                self._hole(rest_base, reason)

    async def _changed_only(self, rest_base: str, kind: Kind, since: str) -> bool:
        """Enter what changed; tell whether that and what is held makes the total."""
        total_answer = await self.fetcher.get(
            self._url(rest_base, per_page=1, _fields="id"), accept=_JSON
        )
        total = total_answer.number("X-WP-Total")
        if not total_answer.ok or total is None:
            return False
        changed: list[RestItem] = []
        number, pages = 0, 1
        while number < min(pages, _MAX_PAGES):
            number += 1
            answer = await self.fetcher.get(
                self._url(
                    rest_base,
                    per_page=_PER_PAGE,
                    page=number,
                    orderby="id",
                    order="asc",
                    modified_after=since,
                    _embed="wp:term",
                    _fields=_FIELDS,
                ),
                accept=_JSON,
            )
            items = self._items(answer)
            if items is None:
                return False
            pages = answer.number("X-WP-TotalPages") or 1
            changed += items
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
        self._enter(self._items(answer) or (), kind)

    def _items(self, answer: Answer) -> tuple[RestItem, ...] | None:
        if not answer.ok:
            self.session.account.holes.append(Hole(self.name, answer.url, answer.said))
            return None
        try:
            return read_items(answer.body, answer.url)
        except PageError as error:
            self.session.account.holes.append(Hole(self.name, answer.url, error.reason))
            return None

    def _enter(self, items: Iterable[RestItem], kind: Kind) -> int:
        book = self.session.book
        count = 0
        for item in items:
            count += 1
            entry = book.note(item.link, self.name, kind=kind)
            if entry is None:
                continue
            entry.rest = item.reading
            entry.rest_modified = item.modified_gmt
            if item.id:
                short = self.session.site.canonical(f"/?p={item.id}")
                if short:
                    book.alias(short, entry.url)
        return count

    def _hole(self, rest_base: str, reason: str) -> None:
        self.session.account.holes.append(Hole(self.name, self._url(rest_base), reason))

    def _url(self, path: str, **query: str | int) -> str:
        suffix = f"?{urlencode(query)}" if query else ""
        return f"{self.session.site.base_url}{_ROOT}/{path}{suffix}"
