"""One rebuild: discovery, visits and rules as in a crawl, the archive in the site's place."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aimf_scraper.addresses import Site
from aimf_scraper.archive.reader import Capture
from aimf_scraper.crawling.account.settling import close
from aimf_scraper.crawling.answers.visit import Visitor
from aimf_scraper.crawling.discovery.discover import Discovery
from aimf_scraper.crawling.frontier import Frontier
from aimf_scraper.crawling.session import DATABASE, Session
from aimf_scraper.crawling.wire.fetch import Answer
from aimf_scraper.errors import PageError, RecordError, UsageError
from aimf_scraper.pages.api.rest import read_items
from aimf_scraper.rebuilding import workers
from aimf_scraper.rebuilding.answers import NOT_ARCHIVED, ArchiveFetcher, response_of
from aimf_scraper.rebuilding.shelf import Shelf
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.records import Damage
    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.account.settling import Outcome
    from aimf_scraper.gazetteer.additions import Additions
    from aimf_scraper.pages.api.rest import RestItem
    from aimf_scraper.pages.reading import HtmlPage
    from aimf_scraper.records import Kind

#: Pages handed to the other cores at a time: enough to keep them busy, few in memory.
_CHUNK: Final = 64
_REST: Final = "/wp-json/wp/v2/"
_GONE: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A finished rebuild. ``captures``: how many the archive holds; ``pages``: how many were read."""

    outcome: Outcome
    captures: int
    pages: int
    damage: tuple[Damage, ...]


def rebuild(
    data: Path,
    *,
    kinds: tuple[Kind, ...],
    sources: Sequence[Path] = (),
    site: str | None = None,
    cores: int | None = None,
    corrections: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Rebuilt:
    """Read the archive of *data* (or *sources*) again into its database.

    What differs from the earlier records is a change by the rules. A database
    that is not there is made: the archive is enough.

    Args:
        data: the data folder, locked by the caller.
        kinds: which kinds of records to make.
        sources: WARC or WACZ files to read in place of ``data/archive``.
        site: the site that they are of; by default what the database or most
            of the captures say.
        cores: how many processes read pages; by default one a core.
        corrections: where people wrote down what is wrong; by default in the data folder.
        tell: called with pages done and planned.

    Raises:
        UsageError: there is nothing to read.
    """
    paths = tuple(sources) or (data / "archive",)
    if not sources and not paths[0].is_dir():
        raise UsageError(f"{paths[0]}: no archive; crawl first, or name files with --from")
    shelf = Shelf(paths)
    base = site or _site_of(data) or shelf.main_site()
    if base is None:
        raise UsageError(f"{', '.join(map(str, paths))}: no captured page in the archive")
    session = Session(
        site=Site(base),
        data=data,
        kinds=kinds,
        full=True,
        command="rebuild",
        why="rules",
        corrections=corrections,
    )
    done = "failed"
    try:
        with _pool(paths, cores, session.by_hand.additions) as pool:
            pages = _Rebuild(session, shelf, pool, tell).run()
        done = "finished"
    finally:
        outcome = close(session, done)
    return Rebuilt(outcome, len(shelf), pages, tuple(shelf.damage))


def _site_of(data: Path) -> str | None:
    if not (data / DATABASE).exists():
        return None
    with open_store(data / DATABASE) as store:
        return next((run.site for run in reversed(store.runs()) if run.site), None)


@contextmanager
def _pool(
    paths: tuple[Path, ...], cores: int | None, additions: Additions
) -> Iterator[ProcessPoolExecutor]:
    # Spawned, not forked: the parent has the database open.
    with ProcessPoolExecutor(
        cores or os.cpu_count() or 1,
        mp_context=get_context("spawn"),
        initializer=workers.start,
        initargs=(paths, additions),
    ) as pool:
        yield pool


class _Rebuild:
    def __init__(
        self,
        session: Session,
        shelf: Shelf,
        pool: ProcessPoolExecutor,
        tell: Callable[[int, int], None] | None,
    ) -> None:
        self._session = session
        self._shelf = shelf
        self._pool = pool
        self._tell = tell
        self._fetcher = ArchiveFetcher(shelf)
        self._frontier = Frontier(session)
        self._visitor = Visitor(session, self._page_read)
        self._read: dict[str, workers.PageRead] = {}
        self._api = f"{session.site.base_url}{_REST}"
        self._named: dict[str, set[str]] = {}

    def run(self) -> int:
        """Take a crawl's rounds over the archive; return how many pages were read."""
        before = {state.record_id for state in self._session.known.values() if state.record_id}
        discovery = Discovery(self._session, self._fetcher)
        asyncio.run(discovery.walk())
        self._enter_every_answer(discovery)
        pages = 0
        while True:
            asked = [url for url, _ in self._frontier.take()]
            for start in range(0, len(asked), _CHUNK):
                pages += self._pages(asked[start : start + _CHUNK])
                if self._tell is not None:
                    self._tell(pages, self._frontier.planned)
            self._save(self._visitor.undecided())
            asyncio.run(discovery.walk_listings())
            if not (self._frontier.has_more or discovery.has_more):
                break
        self._save(self._visitor.undecided(last=True))
        self._save(self._frontier.settled(self._visitor))
        self._session.save_found(self._visitor.found(entry) for entry in self._session.registry)
        self._mark_gone(before)
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

    def _mark_gone(self, before: set[str]) -> None:
        """Mark the records that this rebuild made of pages whose newest answer is that they are gone.

        Those alone: of the records that were there *before*, the crawls have said it.
        """
        for url, state in sorted(self._session.known.items()):
            if state.record_id is None or state.record_id in before or state.reading is None:
                continue
            last = self._shelf.last(url)
            if last is not None and last.status in _GONE and url not in self._listed(last):
                at = last.date.replace("Z", "+00:00")
                self._session.account.outcomes["gone"] += self._session.store.mark_gone(
                    [state.record_id], self._session.run, at
                )

    def _listed(self, captured: Captured) -> set[str]:
        """Return what the API named in the run of *captured*: that is not gone, only not to be had."""
        run = captured.file.rpartition("-")[0]
        if run not in self._named:
            self._named[run] = {
                url
                for one in self._shelf.of_folder(self._api)
                if one.file.rpartition("-")[0] == run
                and isinstance(capture := self._shelf.load(one), Capture)
                for item in _items(capture)
                if (url := self._session.registry.key_of_item(item.link))
            }
        return self._named[run]

    def _pages(self, urls: list[str]) -> int:
        """Read the pages at *urls*, on every core, and save what they lead to."""
        places = []
        for url in urls:
            captured = self._shelf.best(self._frontier.address_of(url))
            if captured is not None:
                places.append((url, (captured.file, captured.offset)))
        found = [place for _, place in places]
        spelt = [url for url, _ in places]
        self._read = dict(
            zip(spelt, self._pool.map(workers.read_page, found, spelt, chunksize=8), strict=True)
        )
        self._save(draft for url in urls if (draft := self._visit(url)) is not None)
        return len(places)

    def _visit(self, url: str) -> Draft | None:
        entry = self._session.entry(url)
        read = self._read.get(url)
        if read is None or read.capture is None:
            known = self._session.known.get(url)
            if known is not None and known.reading is not None:
                return None  # what was read of it stands
            return self._visitor.missing(entry, NOT_ARCHIVED)
        return self._visitor.answered(entry, response_of(read.capture, url, body=b""))

    def _page_read(self, body: bytes, url: str, content_type: str | None) -> HtmlPage:  # noqa: ARG002 - a Read's arguments; the bytes stayed with the worker
        read = self._read[url]
        if read.page is None:
            raise PageError(*(read.error or ("damaged", url)))
        return read.page

    def _save(self, drafts: Iterable[Draft]) -> None:
        waiting = list(drafts)
        corrections = [self._session.by_hand.of_record(draft.id) for draft in waiting]
        made = self._pool.map(workers.record_of, waiting, corrections, chunksize=8)
        for draft, one in zip(waiting, made, strict=True):
            if one.error is not None:
                self._session.refuse(draft, RecordError(*one.error))
                continue
            draft.record, draft.uncorrected = one.record, one.uncorrected
            self._session.save(draft)


def _items(capture: Capture) -> tuple[RestItem, ...]:
    try:
        return read_items(capture.body, capture.url)
    except PageError:  # the API's list of types, or an answer that discovery has met already
        return ()
