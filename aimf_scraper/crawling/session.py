"""What the parts of one crawl share: the site, the store, the run and its account.

Scrapy builds spiders, pipelines and extensions apart; each asks
``Session.of(crawler)`` for the same object.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from aimf_scraper.addresses import Site
from aimf_scraper.crawling.account import Account, Hole, Outcome, settle
from aimf_scraper.crawling.address_book import AddressBook
from aimf_scraper.crawling.budget import RunBudget
from aimf_scraper.crawling.earlier import newest_seen, resumed_since
from aimf_scraper.crawling.hints import hops_of, unpack
from aimf_scraper.crawling.hops import LinkChains
from aimf_scraper.errors import AimfError, RecordError, UsageError
from aimf_scraper.records import KINDS
from aimf_scraper.store import PageState, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.crawler import Crawler

    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.address_book import Entry
    from aimf_scraper.pages.reading import HtmlPage
    from aimf_scraper.records import Kind
    from aimf_scraper.store import State
    from aimf_scraper.store.store import Why

DATABASE: Final = "aimf.db"

#: What to do where nobody is named whom the site's keeper can write to.
WHO_ASKS: Final = (
    "the site's keeper must be able to reach you. Put an e-mail or web address of yours into "
    'aimf-scraper.toml, under [politeness]: contact = "..." (or say it with --contact, or as '
    "AIMF_POLITENESS_CONTACT)"
)

_SESSIONS: WeakKeyDictionary[Crawler, Session] = WeakKeyDictionary()


def utc_now() -> str:
    """Return the time as records write it: UTC, to the second."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def _clock(now: str | None) -> Callable[[], str]:
    """Return the clock; one that always says *now* where that is set."""
    return utc_now if now is None else lambda: now


class Session:
    """One crawl of one site into one data folder."""

    def __init__(
        self,
        *,
        site: Site,
        data: Path,
        kinds: tuple[Kind, ...],
        limit: int = 0,
        full: bool = False,
        every_days: int = 14,
        command: str = "crawl",
        why: Why = "site",
        clock: Callable[[], str] = utc_now,
        hops: int = 10,
        known_gaps_after: int = 3,
        budget: RunBudget | None = None,
    ) -> None:
        self.site = site
        self.data = data
        self.kinds = kinds
        self.limit = limit
        self.full = full
        self.every_days = every_days
        self.why = why
        self.clock = clock
        self.account = Account()
        self.book = AddressBook(site)
        self.chains = LinkChains(self.book, hops)
        self.hops = hops
        self.known_gaps_after = known_gaps_after
        #: ``None`` where nothing is asked for (a rebuild).
        self.budget = budget
        #: Pages that this run wanted and did not ask for, and why.
        self.not_asked: dict[str, str] = {}
        #: New address -> the addresses that led there by redirects, the first one first.
        self.redirects: dict[str, tuple[str, ...]] = {}
        self.store: Store = open_store(data / DATABASE)
        self.started_at = clock()
        options: dict[str, Any] = {"kinds": list(kinds), "limit": limit, "full": full}
        earlier = self.earlier = tuple(self.store.runs())
        others = {run.site for run in earlier if run.site} - {site.base_url}
        if others:
            self.store.close()
            raise UsageError(
                f"{data} holds {', '.join(sorted(others))}: choose another --data "
                f"for {site.base_url}"
            )
        self.run = self.store.start_run(command, self.started_at, options, site.base_url)
        self.known: dict[str, PageState] = {state.url: state for state in self.store.pages()}
        for address, canonical in self.store.aliases():
            self.book.aliases[address] = canonical
        #: Pages that the REST API says did not change since the last good run.
        self.vouched: set[str] = set()
        self.resumed_since = resumed_since(earlier, site.base_url)
        #: The newest change seen by kind, where it is enough to ask what changed since.
        self.newest = (
            None if full else newest_seen(earlier, site.base_url, self.started_at, every_days)
        )
        self.outcome: Outcome | None = None
        #: What ended the run before its time.
        self.failure: AimfError | None = None
        #: Set by discovery: the API vouched for what it did not name.
        self.walked_changes_only = False
        #: Set by the frontier: the limit left pages out.
        self.is_cut = False
        self._claimed: set[str] = set()

    @classmethod
    def of(cls, crawler: Crawler) -> Session:
        """Return the session of *crawler*, opened by whoever asks first."""
        session = _SESSIONS.get(crawler)
        if session is None:
            settings = crawler.settings
            wanted = settings.getlist("AIMF_KINDS")
            unknown = [kind for kind in wanted if kind not in KINDS]
            if unknown or not wanted:
                raise UsageError(f"unknown kind {unknown}: choose from {', '.join(KINDS)}")
            site = Site(settings["AIMF_SITE"])
            if not (site.is_loopback or settings["AIMF_CONTACT"]):
                raise UsageError(f"{site.base_url}: say who asks: {WHO_ASKS}")
            session = _SESSIONS[crawler] = cls(
                site=site,
                data=Path(settings["AIMF_DATA"]),
                kinds=tuple(kind for kind in KINDS if kind in wanted),
                limit=settings.getint("AIMF_LIMIT"),
                full=settings.getbool("AIMF_FULL"),
                every_days=settings.getint("AIMF_EVERY_DAYS"),
                command=settings.get("AIMF_COMMAND", "crawl"),
                clock=_clock(settings.get("AIMF_NOW")),
                hops=settings.getint("AIMF_BUDGET_HOPS"),
                known_gaps_after=settings.getint("AIMF_KNOWN_GAPS_AFTER"),
                budget=RunBudget.of(crawler),
            )
        return session

    def claim(self, url: str) -> bool:
        """Take the page at *url* for this run; ``False`` where it is taken already."""
        if url in self._claimed:
            return False
        self._claimed.add(url)
        return True

    def is_claimed(self, url: str) -> bool:
        return url in self._claimed

    def entry(self, url: str) -> Entry:
        """Return the entry of the page that *url* means by now."""
        return self.book.entries[self.book.aliases.get(url, url)]

    def add_alias(self, address: str, canonical: str) -> Entry | None:
        """Remember that *address* means *canonical*; return the entry of both."""
        self.store.add_alias(address, canonical)
        return self.book.alias(address, canonical)

    def note_links(self, page: HtmlPage, source: Entry) -> None:
        """Enter every page and listing that *page*, the page of *source*, links to."""
        text = page.reading.text if page.reading else None
        hops = self.chains.read(source, self.known.get(source.url), text)
        self.chains.follow((link.url for link in page.links), hops, self.known)
        for card in page.listing.cards if page.listing else ():
            self.book.add_card(card)

    def undo_redirects(self, chain: tuple[str, ...]) -> Entry:
        """Forget that the first address of *chain* leads anywhere; return its entry."""
        first, last = chain[0], chain[-1]
        for address in chain:
            self.book.aliases.pop(address, None)
        self.store.drop_aliases(chain)
        entry = replace(self.book.entries.pop(last), url=first)
        self.book.entries[first] = entry
        return entry

    def recall_links(self) -> None:
        """Enter what articles linked to when they were read: they may not be asked for this time.

        A listing that only an article names would be forgotten otherwise.
        """
        for state in self.known.values():
            links = unpack(state.reading).links if state.reading else ()
            self.chains.follow((one.url for one in links), hops_of(state.hints), self.known)

    def save_page(self, page: PageState) -> None:
        self.store.save_page(page)
        self.remember(page.url)

    def remember(self, url: str) -> None:
        """Read the state of *url* as it stands committed."""
        state = self.store.page(url)
        if state is not None:
            self.known[url] = state

    def save_found(self, states: Iterable[PageState]) -> None:
        """Commit what discovery found, so that a killed run leaves it behind."""
        found = list(states)
        self.store.save_pages(found)
        for state in found:
            self.remember(state.url)

    def save(self, draft: Draft) -> None:
        """Commit the record of *draft* together with its page's state.

        Raises:
            StoreError: the database cannot be written.
            RecordError: the record cannot be stored as it is.
        """
        if draft.record is None or draft.page is None:
            raise RecordError("no-record", f"{draft.id}: the rules were not run")
        outcome = self.store.save(
            draft.record, run=self.run, seen_at=self.started_at, why=self.why, page=draft.page
        )
        self.account.outcomes[outcome] += 1
        self.remember(draft.page.url)

    def refuse(self, draft: Draft, error: RecordError, *, state: State = "rejected") -> None:
        """Keep the reason why *draft* made no record; an earlier record of it stands."""
        self.reject(draft.url or draft.id, error.reason, error.detail)
        if draft.page is not None:
            page = replace(draft.page, state=state, reason=error.reason, record_id=None)
            self.save_page(replace(page, reading=None, rest_modified=None, sitemap_lastmod=None))

    def fail(self, error: AimfError) -> None:
        """Keep what ends the run; whoever started it raises it."""
        self.failure = self.failure or error

    def leave_out(self, url: str, reason: str, detail: str) -> None:
        """Note that the page at *url* was not asked for; its state stays as it was."""
        self.not_asked[url] = reason
        self.account.outcomes[f"page/{reason}"] += 1
        self.stopped(reason, detail)

    def stopped(self, reason: str, detail: str) -> None:
        """Note once that *reason* kept the run from asking on."""
        if all(
            hole.way != "run" or hole.reason.partition(":")[0] != reason
            for hole in self.account.holes
        ):
            hole = Hole("run", f"{self.site.base_url}/", f"{reason}: {detail}")
            self.account.holes.append(hole)

    def reject(self, url: str, reason: str, detail: str) -> None:
        self.store.reject(self.run, url, reason, detail, self.clock())
        self.account.outcomes[f"rejected/{reason}"] += 1

    def close(self, reason: str) -> Outcome:
        """Settle the run's account, commit it, and close the store."""
        if self.outcome is None:
            self.outcome = settle(self, reason)
            self.store.close()
        return self.outcome
