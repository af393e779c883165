"""What the parts of one crawl share: the site, the store, the run and its account.

Scrapy builds spiders, pipelines and extensions apart; each asks
``Session.of(crawler)`` for the same object.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from aimf_scraper.addresses import Site
from aimf_scraper.corrections import FILE_NAME as CORRECTIONS
from aimf_scraper.crawling.account.account import Account
from aimf_scraper.crawling.account.earlier import newest_seen, resumed_since
from aimf_scraper.crawling.answers.held_texts import HeldTexts
from aimf_scraper.crawling.answers.hints import without_told
from aimf_scraper.crawling.answers.record_ids import RecordIds
from aimf_scraper.crawling.answers.site_habits import SiteHabits
from aimf_scraper.crawling.by_hand import ByHand
from aimf_scraper.crawling.discovery.url_registry import UrlRegistry
from aimf_scraper.crawling.taking_up import failed_before, misread, misworded, variants
from aimf_scraper.crawling.wire.budget import Budget
from aimf_scraper.crawling.wire.capture import BEGAN
from aimf_scraper.crawling.wire.contact import WHO_ASKS
from aimf_scraper.crawling.wire.retry import speak_for_themselves
from aimf_scraper.errors import AimfError, RecordError, UsageError
from aimf_scraper.records import KINDS
from aimf_scraper.store import PageState, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.crawler import Crawler

    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.account.account import Outcome
    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.pages.reading import HtmlPage
    from aimf_scraper.records import Kind
    from aimf_scraper.store import Prepared, State
    from aimf_scraper.store.store import Why

DATABASE: Final = "aimf.db"

_SESSIONS: WeakKeyDictionary[Crawler, Session] = WeakKeyDictionary()


def utc_now() -> str:
    """Return the time as records write it: UTC, to the second."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


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
        known_gaps_after: int = 3,
        budget: Budget | None = None,
        audit_pages: int = 0,
        corrections: Path | None = None,
        in_time: bool = False,
    ) -> None:
        self.site = site
        self.data = data
        self.kinds = kinds
        self.limit = limit
        self.full = full
        self.every_days = every_days
        self.why = why
        #: What made the changes that this run sees: the site, where old crawls are replayed *in_time*.
        self.told_by: Why = "site" if in_time else why
        self.clock = clock
        self.budget = budget or Budget()
        self.account = Account()
        self.registry = UrlRegistry(site)
        self.known_gaps_after = known_gaps_after
        #: Pages that this run wanted and did not ask for, and why.
        self.not_asked: dict[str, str] = {}
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
        #: What people said of facts, laid over what the rules find in this run.
        self.by_hand = ByHand(self.store, corrections or data / CORRECTIONS)
        self.by_hand.settle(self.run, self.started_at)
        self.known: dict[str, PageState] = {state.url: state for state in self.store.known_pages()}
        for address, canonical in self.store.aliases():
            self.registry.aliases[address] = canonical
        self.ids = RecordIds(self.store.record_addresses(), self.registry.resolve)
        self.held_texts = HeldTexts(self.known, self.ids)
        self._take_up_known()
        #: Pages that the REST API says did not change since the last good run.
        self.vouched: set[str] = set()
        #: Pages that are not asked for because a way says that they did not change, and which.
        self.vouched_for: dict[str, str] = {}
        #: Way and kind (``None``: every kind) of what discovery walked to its end, nothing lost.
        self.walked: set[tuple[str, str | None]] = set()
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
        self.is_cut = False  #: Set by the frontier: the limit left pages out.
        self._claimed: set[str] = set()
        self.habits = SiteHabits()
        #: Pages that a bound kept from being asked for, and which.
        self.out_of_bounds: dict[str, str] = {}
        #: How many pages of a pattern of addresses, that only links or listings name, show no item.
        self.fruitless: Counter[str] = Counter()
        #: How many vouched-for pages a run reads all the same.
        self.audit_pages = audit_pages
        #: Pages that are asked for to see whether the way that vouches for them is right.
        self.audited: dict[str, str] = {}

    def _take_up_known(self) -> None:
        """Mend what earlier versions took for one page, or for two; recall what may be spellings."""
        self.registry.spellings.recall([*self.known, *self.registry.aliases])
        for url, canonical in variants(self.known, self.site, self.registry.aliases):
            self.add_alias(url, canonical)
        wrong = misread(self.known, self.registry, self.ids)
        self.store.forget_answers(wrong)
        named = misworded(self.store.held_words, self.earlier, self.site)
        astray = [self.known[url] for url in named if url in self.known]
        self.store.forget_told((one.url, without_told(one.hints)) for one in astray)
        for url in (*wrong, *(one.url for one in astray)):
            self.remember(url)

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
                clock=utc_now if (now := settings.get("AIMF_NOW")) is None else lambda: str(now),
                known_gaps_after=settings.getint("AIMF_KNOWN_GAPS_AFTER"),
                audit_pages=settings.getint("AIMF_AUDIT_PAGES"),
                corrections=Path(said) if (said := settings["AIMF_CORRECTIONS"]) else None,
                budget=Budget.of(crawler),
            )
            BEGAN[crawler] = session.started_at
            speak_for_themselves(
                crawler, failed_before(session.known, session.earlier, site.base_url)
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

    def unclaim(self, url: str) -> None:
        """Let the page at *url* be asked for once more, at another spelling."""
        self._claimed.discard(url)

    def stop(self, url: str, bound: str) -> None:
        """Note that *bound* keeps the page at *url* from being asked for."""
        self.out_of_bounds[url] = bound

    def entry(self, url: str) -> Entry:
        """Return the entry of the page that *url* means by now."""
        return self.registry.entries[self.registry.aliases.get(url, url)]

    def add_alias(self, address: str, canonical: str) -> Entry | None:
        """Remember that *address* means *canonical*; return the entry of both."""
        self.store.add_alias(address, canonical)
        return self.registry.alias(address, canonical)

    def forget_aliases(self, addresses: Iterable[str]) -> None:
        """Forget that *addresses* mean another's: the redirects of them lead nowhere."""
        self.store.forget_aliases(addresses)

    def note_links(self, page: HtmlPage, depth: int = 0) -> None:
        """Enter every page and listing that *page*, itself *depth* links away, links to."""
        for url in page.link_urls:
            self.registry.note(url, "link", depth=depth + 1)
        for card in page.listing.cards if page.listing else ():
            self.registry.add_card(card)

    def save_page(self, page: PageState) -> None:
        self.store.save_page(page)
        self.remember(page.url)

    def remember(self, url: str) -> None:
        """Read the state of *url* as it stands committed."""
        state = self.store.known_page(url)
        if state is not None:
            self.known[url] = state

    def save_found(self, states: Iterable[PageState]) -> None:
        """Commit what discovery found, so that a killed run leaves it behind."""
        found = list(states)
        self.store.save_pages(found)
        for state in found:
            self.remember(state.url)

    def save(self, draft: Draft, made: Prepared | None = None) -> None:
        """Commit the record of *draft*, or what another process *made* of it, with its page's state.

        Raises:
            StoreError: the database cannot be written.
            RecordError: the record cannot be stored as it is.
        """
        record = made or draft.record
        if record is None or draft.page is None:
            raise RecordError("no-record", f"{draft.id}: the rules were not run")
        outcome = self.store.save(
            record,
            run=self.run,
            seen_at=self.started_at,
            why=self.told_by,
            page=draft.page,
            uncorrected=draft.uncorrected,
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
        """Note that the page at *url* was not asked for; its state stays as it was.

        One that failed in an earlier run is the gap that it was: such pages come
        last, so that nothing else is left out with it.
        """
        self.account.outcomes[f"page/{reason}"] += 1
        known = self.known.get(url)
        if known is not None and known.state == "failed":
            return
        self.not_asked[url] = reason
        self.stopped(reason, detail)

    def stopped(self, reason: str, detail: str) -> None:
        """Note once that *reason* kept the run from asking on."""
        said = [gap.reason.partition(":")[0] for gap in self.account.gaps if gap.way == "run"]
        if reason not in said:
            self.account.gap("run", f"{self.site.base_url}/", f"{reason}: {detail}")

    def reject(self, url: str, reason: str, detail: str) -> None:
        self.store.reject(self.run, url, reason, detail, self.clock())
        self.account.outcomes[f"rejected/{reason}"] += 1
