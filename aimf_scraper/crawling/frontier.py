"""The pages still to ask for: chosen by plan, in order, counted in and out."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from scrapy import Request

from aimf_scraper.crawling.discovery.url_registry import Entry
from aimf_scraper.crawling.plan import decide
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.visit import Visitor
    from aimf_scraper.store import PageState


#: Every status but 200 is an answer as well: spider middlewares leave it to the visitor.
_ANSWERS: Final = [*range(300, 309), *range(400, 600)]
#: How often a page that failed in an earlier run is asked for again within this one.
_RETRIES_AFTER_FAILURE: Final = 1


class Frontier:
    """Hands out requests for pages and knows when all of them are answered."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asked = 0
        self.answered = 0
        #: How many pages this run asks for, as far as is known by now.
        self.planned = 0
        self._waiting: set[str] = set()
        self._drafts = 0
        self._quiet = asyncio.Event()

    @property
    def is_at_limit(self) -> bool:
        return bool(self.session.limit) and self.asked >= self.session.limit

    @property
    def is_spent(self) -> bool:
        """Whether the run may ask for nothing more."""
        return self.session.budget.spent() is not None

    @property
    def has_more(self) -> bool:
        """Tell whether there is a page to ask for that was not asked for yet."""
        return any(True for _ in self._candidates())

    def requests(
        self, callback: Callable[..., object], errback: Callable[..., object]
    ) -> Iterator[Request]:
        """Yield a request for every page that the plan wants, sorted by address."""
        for url, headers in self.take():
            self._waiting.add(url)
            known = self.session.known.get(url)
            meta: dict[str, Any] = {"dont_redirect": True, "handle_httpstatus_list": _ANSWERS}
            if known is not None and known.state == "failed":
                meta["max_retry_times"] = _RETRIES_AFTER_FAILURE
            yield Request(
                url,
                callback=callback,
                errback=errback,
                cb_kwargs={"url": url},
                headers=headers,
                dont_filter=True,
                meta=meta,
            )

    def take(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield address and conditions of every page that the plan wants, and claim it."""
        chosen = list(self._candidates())
        self.planned = self.asked + len(chosen)
        for url, headers in chosen:
            if self.is_at_limit:
                self.session.is_cut = True
                return
            if self.is_spent:
                return
            if self.session.claim(url):
                self.asked += 1
                yield url, headers

    @contextmanager
    def done(self, url: str) -> Iterator[None]:
        """Count the page at *url* as answered when the block ends, however it ends."""
        try:
            yield
        finally:
            self._waiting.discard(url)
            self.answered += 1
            self._quiet.set()

    def sent(self, draft: Draft) -> Draft:
        """Count *draft* as on its way through the pipelines; hand it on."""
        self._drafts += 1
        return draft

    def arrived(self) -> None:
        """Count a draft as stored or dropped."""
        self._drafts -= 1
        self._quiet.set()

    async def quiet(self) -> None:
        """Wait until every page asked for is answered, and every draft stored or dropped."""
        while self._waiting or self._drafts:
            self._quiet.clear()
            await self._quiet.wait()

    def settled(self, visitor: Visitor) -> Iterator[Draft]:
        """Yield the drafts of pages that were read before all was known of them.

        A card on a listing that only a page named, or a card that changed while
        its page did not: the record is laid together again from what is held.
        """
        for entry in self.session.registry:
            known = self.session.known.get(entry.url)
            if known is None or known.state != "fetched" or known.reading is None:
                continue
            draft = visitor.again(entry, known)
            if draft is not None:
                yield draft

    def _candidates(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield each page to ask for, with the conditions of its request."""
        session = self.session
        today = date.fromisoformat(session.started_at[:10])
        entries = session.registry.entries
        for url in sorted(entries.keys() | session.known.keys()):
            if session.is_claimed(url) or url in session.registry.aliases:
                continue
            entry, state = entries.get(url), session.known.get(url)
            kind = entry.kind if entry else state.kind if state else None
            if kind is not None and kind not in session.kinds:
                continue
            decision = decide(
                state,
                entry,
                full=session.full,
                vouched=url in session.vouched,
                today=today,
                every_days=session.every_days,
                resumed_since=session.resumed_since,
            )
            if decision == "skip":
                continue
            if entry is None:
                entries[url] = Entry(url, as_kind(state.kind) if state else None)
            yield url, _conditions(state) if state and decision == "revalidate" else {}


def _conditions(state: PageState) -> dict[str, str]:
    """Return the headers that ask only for what is not held already."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}
