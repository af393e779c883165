"""The pages still to ask for: chosen by plan, in order, counted in and out."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from scrapy import Request

from aimf_scraper.crawling.account.absent import has_left
from aimf_scraper.crawling.answers.hints import left_in, named_in
from aimf_scraper.crawling.patterns import pattern_of
from aimf_scraper.crawling.plan import decide, is_of_resumed, is_turn, vouched_by
from aimf_scraper.crawling.second_looks import SecondLooks, known_entry
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.answers.visit import Visitor
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.store import PageState


#: Every status but 200 is an answer as well: spider middlewares leave it to the visitor.
_ANSWERS: Final = [*range(300, 309), *range(400, 600)]
#: How often a page that failed in an earlier run is asked for again within this one.
_RETRIES_AFTER_FAILURE: Final = 1
#: So many requests wait for their answers at most: enough to keep any number of connections busy.
_IN_FLIGHT: Final = 64


class Frontier:
    """Hands out requests for pages and knows when all of them are answered."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asked = 0
        self.answered = 0
        #: How many pages this run asks for, as far as is known by now.
        self.planned = 0
        self._waiting: set[str] = set()
        self.looks = SecondLooks(session)
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
        candidates = (url for url, _ in self._candidates())
        return any(not self._is_out_of_bounds(url) for url in candidates)

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
                self.address_of(url),
                callback=callback,
                errback=errback,
                cb_kwargs={"url": url},
                headers=headers,
                dont_filter=True,
                meta=meta,
            )

    @property
    def is_leaving_out(self) -> bool:
        """Whether pages are left that did not fail in an earlier run already."""
        return any(not self._is_late(url) for url, _ in self._candidates())

    def take(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield address and conditions of every page that the plan wants, and claim it.

        What failed in an earlier run comes when nothing else is left: the quiet
        that it asks for, or the time that it takes, then costs no other page.
        """
        session = self.session
        chosen = [*self._candidates(), *self.looks.audits()]
        self.planned = self.asked + len(chosen)
        chosen = [one for one in chosen if not self._is_late(one[0])] or chosen
        for url, headers in chosen:
            if self.is_at_limit:
                session.is_cut = True
                return
            if self.is_spent:
                return
            if self._is_out_of_bounds(url):
                continue
            if session.claim(url):
                self.asked += 1
                entry = session.registry.entries[url]
                entry.again = False
                entry.asked = (*entry.asked, self.address_of(url))
                if entry.kind in session.kinds and session.registry.is_its_own(entry):
                    session.ids.of(entry.kind, url)  # in order of address, not of answers
                yield url, headers

    def _is_late(self, url: str) -> bool:
        """Return whether the page at *url* waits till all else is done.

        It failed in an earlier run, or the one that was cut short has read it.
        """
        known, entry = self.session.known.get(url), self.session.registry.entries.get(url)
        is_wanted_now = entry is not None and (entry.again or entry.part_of is not None)
        if known is None or is_wanted_now:
            return False
        is_read = known.state == "fetched" and is_of_resumed(known, self.session.resumed_since)
        return known.state == "failed" or is_read

    def address_of(self, url: str) -> str:
        """Return the address to ask for the page whose key is *url*, spelled as it was named."""
        entry, known = self.session.registry.entries.get(url), self.session.known.get(url)
        if entry is not None and (entry.named != url or entry.is_spelled):
            named = entry.named
        else:
            named = (named_in(known.hints) if known else None) or url
        return self.session.site.at_twin(named, entry.twin) if entry is not None else named

    def _is_out_of_bounds(self, url: str) -> bool:
        """Return whether a bound keeps the page at *url* from being asked for; name the bound."""
        session = self.session
        entry = session.registry.entries[url]
        known = session.known.get(url)
        bound = session.budget.spent()
        if bound is not None:
            session.account.gap("budget", session.site.base_url, f"the run stopped at {bound}")
        elif (known is not None and known.record_id) or entry.part_of is not None:
            return False
        elif entry.is_only_linked:
            hops = session.budget.hops
            if entry.depth > hops:
                bound = f"budget.hops = {hops}"
                said = f"a chain of more than {hops} links leads to it"
                session.account.gap("link", pattern_of(url), said)
        if bound is None and entry.ways <= {"link", "listing"}:
            most = session.budget.pages_per_pattern
            if session.fruitless[pattern_of(url)] >= most:
                bound = f"budget.pages_per_pattern = {most}"
                said = f"{most} pages like it showed no item"
                session.account.gap("link", pattern_of(url), said)
        if bound is not None:
            session.stop(url, bound)
        return bound is not None

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

    async def room(self) -> None:
        """Wait until few pages asked for are unanswered: what they tell may spare the next ones."""
        while len(self._waiting) >= _IN_FLIGHT:
            self._quiet.clear()
            await self._quiet.wait()

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
        days = 1 if session.full else session.every_days
        for doubted in session.registry.doubted(partial(is_turn, today=today, every_days=days)):
            session.forget_aliases([doubted.url])
        for url in sorted(entries.keys() | session.known.keys()):
            if session.is_claimed(url) or url in session.out_of_bounds:
                continue
            if url in session.registry.aliases:
                continue
            entry, state = entries.get(url), session.known.get(url)
            if entry is not None and (entry.again or entry.part_of is not None):
                yield url, {}
                continue
            if entry is not None and state is not None and state.record_id:
                is_settled = "rest" in state.found_by and "rest" not in entry.ways
                if entry.kind is None or is_settled:
                    entry.kind = as_kind(state.kind)  # its page said so, or the API did
            kind = entry.kind if entry else state.kind if state else None
            if kind is not None and kind not in session.kinds:
                continue
            left = {*has_left(session, state, entry)} if state is not None else set()
            if left and state is not None:
                left -= left_in(state.hints)
            is_vouched = url in session.vouched
            way = vouched_by(state, entry, vouched=is_vouched)
            decision = decide(
                state,
                entry,
                # Whoever was wrong on one page tonight may be on any.
                full=session.full or way in self.looks.ways_in_doubt(),
                vouched=is_vouched,
                today=today,
                every_days=session.every_days,
                resumed_since=session.resumed_since,
                has_left=bool(left),
            )
            if decision == "skip" and not self.looks.is_shown_otherwise(entry, state, way):
                if way is not None:
                    session.vouched_for[url] = way
                continue
            if entry is None:
                entry = entries[url] = known_entry(session.known[url])
            entry.left |= left
            yield url, _conditions(state) if state and decision == "revalidate" else {}


def _conditions(state: PageState) -> dict[str, str]:
    """Return the headers that ask only for what is not held already."""
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}
