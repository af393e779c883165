"""The rounds of a crawl, taken over an archive: discovery, visits and rules."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from aimf_scraper.archive.reader import Capture
from aimf_scraper.crawling.answers.hints import pack
from aimf_scraper.crawling.answers.visit import Visitor
from aimf_scraper.crawling.discovery.discover import Discovery
from aimf_scraper.crawling.frontier import Frontier
from aimf_scraper.crawling.wire.fetch import Answer
from aimf_scraper.errors import PageError, RecordError
from aimf_scraper.pages.api.rest import read_items
from aimf_scraper.rebuilding import workers
from aimf_scraper.rebuilding.answers import NOT_ARCHIVED, ArchiveFetcher, response_of
from aimf_scraper.rebuilding.counting import PAGE_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.api.rest import RestItem
    from aimf_scraper.pages.reading import HtmlPage, Reading
    from aimf_scraper.rebuilding.pools import Pool
    from aimf_scraper.rebuilding.runs import Run
    from aimf_scraper.rebuilding.shelf import Shelf

#: Pages asked for at a time: enough to keep other cores busy, few in memory. The same
#: whoever reads them, so that nothing depends on it.
_AT_ONCE: Final = 128
_REST: Final = "/wp-json/wp/v2/"
_GONE: Final = frozenset({404, 410})


class _Asked(NamedTuple):
    """Pages that others are reading: those asked for, the capture chosen of each that has one, what comes."""

    urls: list[str]
    chosen: list[tuple[str, Captured]]
    found: Iterator[workers.PageRead]


class ArchiveReading:
    """One reading of what lies on the shelf, into the database of a session.

    *in_time*: one of several, in order of date; only what is new since the one
    before is read. *last*: no later one comes.
    """

    def __init__(
        self,
        session: Session,
        shelf: Shelf,
        pool: Pool,
        tell: Callable[[int, int], None] | None,
        *,
        in_time: bool = False,
        last: bool = True,
    ) -> None:
        self._session = session
        self._shelf = shelf
        self._pool = pool
        self._tell = tell
        self._in_time = in_time
        self._last = last
        self._fetcher = ArchiveFetcher(shelf)
        self._frontier = Frontier(session)
        self._visitor = Visitor(session, self._page_read, self._pack)
        self._read: dict[str, workers.PageRead] = {}
        self._api = f"{session.site.base_url}{_REST}"
        self._named: dict[Run | str, set[str]] = {}

    def run(self) -> int:
        """Take a crawl's rounds over the archive; return how many pages were read."""
        states = () if self._in_time else self._session.known.values()
        before = {state.record_id for state in states if state.record_id}
        discovery = Discovery(self._session, self._fetcher)
        asyncio.run(discovery.walk())
        self._enter_every_answer(discovery)
        pages = self._rounds(discovery)
        if self._enter_captures():
            pages += self._rounds(discovery)
        self._save(self._visitor.undecided(last=True))
        self._save(self._frontier.settled(self._visitor))
        self._session.save_found(self._visitor.found(entry) for entry in self._session.registry)
        self._mark_gone(before)
        return pages

    def _rounds(self, discovery: Discovery) -> int:
        pages = 0
        while True:
            asyncio.run(discovery.walk_listings())
            asked = [url for url, _ in self._frontier.take()]
            chunks = [asked[at : at + _AT_ONCE] for at in range(0, len(asked), _AT_ONCE)]
            ahead = self._ask(chunks[0]) if chunks else None
            for after in (*chunks[1:], []):
                # Others read the next pages while this process looks at and saves these.
                now, ahead = ahead, self._ask(after)
                pages += self._pages(now) if now is not None else 0
                if self._tell is not None:
                    self._tell(self._frontier.asked, self._frontier.planned)
            self._save(self._visitor.undecided())
            asyncio.run(discovery.walk_listings())
            if not (self._frontier.has_more or discovery.has_more):
                return pages

    def _enter_every_answer(self, discovery: Discovery) -> None:
        """Enter all that the API ever said, oldest first, so that the newest word on a page stands.

        A refresh asks for the last changes only, and what is gone by now only
        earlier answers tell of.
        """
        entered: dict[str, str] = {}
        for captured in self._shelf.of_folder(self._api):
            kind = discovery.rest.kinds.get(urlsplit(captured.url).path.removeprefix(_REST))
            if kind is None or entered.get(captured.url) == captured.payload_digest:
                continue
            entered[captured.url] = captured.payload_digest
            capture = self._shelf.load(captured)
            if isinstance(capture, Capture):
                answer = Answer(captured.url, response_of(capture, captured.url))
                discovery.rest.enter_answer(answer, kind)

    def _enter_captures(self) -> bool:
        """Enter the captured pages that nothing in the archive leads to; return whether there are any.

        They come last: what the site itself says of a page weighs more than that
        somebody captured it.
        """
        session, registry = self._session, self._session.registry
        entered = False
        for url, captures in self._shelf.addresses():
            if not any(one.status == 200 and one.media_type in PAGE_TYPES for one in captures):
                continue
            address = session.site.address(url)
            if address is None or address.is_a == "other":
                continue
            self._shelf.note_spelling(address.named, url)
            is_known = (
                *(address.url in registry.entries, address.url in registry.aliases),
                *(address.url in registry.listings, address.url in session.known),
            )
            if not any(is_known):
                registry.note(url, "archive")
                entered = True
        return entered

    def _mark_gone(self, before: set[str]) -> None:
        """Mark the records that this rebuild made of pages whose newest answer is that they are gone.

        Those alone: of the records that were there *before*, the crawls have said it.
        One that stands word for word at a new address has moved.
        """
        session = self._session
        gone: dict[str, tuple[str, str]] = {}
        for url, state in sorted(session.known.items()):
            if state.record_id is None or state.record_id in before or state.reading is None:
                continue
            last = self._shelf.last(url)
            if last is None or url in self._listed(last):
                continue
            if last.status in _GONE or (self._in_time and state.state == "gone"):
                at = session.started_at if self._in_time else last.date.replace("Z", "+00:00")
                gone[url] = (state.record_id, at)
        if self._in_time:
            session.account.outcomes["moved"] += session.store.merge_moved(
                session.run, session.started_at, gone=gone, since=session.started_at
            )
        for record_id, at in gone.values():
            session.account.outcomes["gone"] += session.store.mark_gone(
                [record_id], session.run, at
            )

    def _listed(self, captured: Captured) -> set[str]:
        """Return what the API named in the run of *captured*: that is not gone, only not to be had."""
        run = self._run_of(captured)
        if run not in self._named:
            self._named[run] = {
                url
                for one in self._shelf.of_folder(self._api)
                if self._run_of(one) == run
                and isinstance(capture := self._shelf.load(one), Capture)
                for item in _items(capture)
                if (url := self._session.registry.key_of_item(item.link))
            }
        return self._named[run]

    def _run_of(self, captured: Captured) -> Run | str:
        """Return the run of ours that made *captured*, of others' what its file's name begins with."""
        return self._shelf.runs.of(captured) or captured.file.rpartition("-")[0]

    def _ask(self, urls: list[str]) -> _Asked:
        """Have the best captures of *urls* read, but for those that stand as they were read."""
        return self._ask_for([url for url in urls if not self._stands(url)])

    def _ask_for(self, urls: list[str]) -> _Asked:
        chosen = [
            (url, captured)
            for url in urls
            if (captured := self._shelf.best(self._frontier.address_of(url))) is not None
        ]
        places = [self._shelf.place(captured) for _, captured in chosen]
        found = self._pool.map(workers.read_page, places, [url for url, _ in chosen])
        return _Asked(urls, chosen, found)

    def _pages(self, asked: _Asked) -> int:
        """Take what was read of the pages *asked* for, and save what they lead to."""
        urls, waiting, read = asked.urls, True, 0
        while waiting:
            damaged = []
            for (url, captured), one in zip(asked.chosen, asked.found, strict=True):
                self._read[url] = one
                self._shelf.note(captured, one.damage, one.capture)
                if one.damage is not None:
                    damaged.append(url)  # the next best may be whole
                else:
                    read += 1
            waiting = bool(damaged)
            asked = self._ask_for(damaged) if waiting else asked
        with self._session.store.together():
            self._save(draft for url in urls if (draft := self._visit(url)) is not None)
        for url in urls:
            self._read.pop(url, None)
        return read

    def _stands(self, url: str) -> bool:
        """Return whether what the crawl before read of the page is what it would be read as now."""
        known = self._session.known.get(url)
        if not self._in_time or known is None or known.reading is None:
            return False
        best = self._shelf.best(self._frontier.address_of(url))
        is_asked = self._session.entry(url).again or self._session.entry(url).part_of is not None
        return best is not None and best.record_id == known.warc_record_id and not is_asked

    def _visit(self, url: str) -> Draft | None:
        entry = self._session.entry(url)
        read = self._read.get(url)
        if read is None or read.capture is None:
            known = self._session.known.get(url)
            if known is not None and known.reading is not None:
                return None  # what was read of it stands
            return self._visitor.missing(entry, NOT_ARCHIVED)
        return self._visitor.answered(entry, response_of(read.capture, url, body=read.end))

    def _page_read(self, body: bytes, url: str, content_type: str | None) -> HtmlPage:  # noqa: ARG002 - a Read's arguments; the bytes stayed with the worker
        read = self._read[url]
        if read.page is None:
            raise PageError(*(read.error or ("damaged", url)))
        return read.page

    def _pack(self, reading: Reading) -> bytes:
        """Return *reading* as the store keeps it: the worker that read the page has packed it already."""
        read = self._read.get(reading.url)
        is_its = read is not None and read.page is not None and read.page.reading is reading
        return read.packed if read is not None and is_its else pack(reading)

    def _save(self, drafts: Iterable[Draft]) -> None:
        waiting = list(drafts)
        corrections = [self._session.by_hand.of_record(draft.id) for draft in waiting]
        # What the rules do not ask for stays here.
        bare = [replace(draft, readings=(), page=None) for draft in waiting]
        made = self._pool.map(workers.record_of, bare, corrections)
        for draft, one in zip(waiting, made, strict=True):
            if one.error is not None:
                self._session.refuse(draft, RecordError(*one.error))
                continue
            try:
                self._session.save(draft, one.record)
            except RecordError as error:  # a number that no database holds
                self._session.refuse(draft, error)


def _items(capture: Capture) -> tuple[RestItem, ...]:
    try:
        return read_items(capture.body, capture.url)
    except PageError:  # the API's list of types, or an answer that discovery has met already
        return ()
