"""Items whose page cannot be had: why, and what others tell of them in its place.

An item that was read whole before stays as it was. Of one that never was, the
API, a feed or a card may tell; where none does, its page's state says why.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.answers.hints import readings_of, tells_all, tells_words
from aimf_scraper.crawling.answers.waiting import NAMING, listings_alive
from aimf_scraper.crawling.patterns import pattern_of
from aimf_scraper.crawling.plan import is_denied
from aimf_scraper.errors import INTERNAL, said_of
from aimf_scraper.pages.not_pages import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.answers.drafts import DraftMaker
    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.store import PageState, State

logger = logging.getLogger(__name__)

#: Reasons that make a page no item of the dataset, whatever a card shows of it.
NO_ITEM: Final = frozenset({"template", "password"})
#: Reasons for which a page is none, today and tomorrow.
_NO_PAGE: Final = frozenset({"not-html", "too-deep"})
#: Failures of a page that will be the same tomorrow: its cards tell all that can be had.
_CARD_STANDS_IN: Final = frozenset({"no-article", "not-archived"})


class Unheld:
    """Keeps why a page is not held, and lays an item together from what others tell."""

    def __init__(self, session: Session, make: DraftMaker) -> None:
        self.session = session
        self.make = make
        self._denied: dict[str, tuple[Entry, PageState]] = {}

    def missing(
        self, entry: Entry, reason: str, *, state: State = "failed", http_status: int | None = None
    ) -> Draft | None:
        """Note that the page of *entry* cannot be had; return the item as others tell of it.

        An item that was read whole before stays as it was.
        """
        session = self.session
        if entry.ways <= {"link", "listing"}:
            session.fruitless[pattern_of(entry.url)] += 1
        known = session.known.get(entry.url)
        page = self.make.state(
            entry, state=state, http_status=http_status, reason=reason, checked_at=session.clock()
        )
        page = replace(page, tries=(known.tries if known else 0) + 1)
        hints = page.hints
        # Of a page that may answer tomorrow a card is no stand-in: it would pass for the text.
        is_late = state == "failed" and reason not in _CARD_STANDS_IN
        if is_late:
            tells = tells_all(hints)
        elif is_denied(page):
            tells = tells_words(hints)
        else:
            tells = bool(readings_of(hints))
        was_read = known is not None and known.reading is not None
        kind = entry.kind
        session.account.outcomes[f"page/{reason}"] += 1
        if was_read or not tells or kind not in session.kinds or reason in NO_ITEM:
            session.save_page(page)
            return None
        if state == "gone" and not entry.ways & {"rest", "feed"}:
            # A listing shows it and the site denies it: is there anything behind that listing?
            session.save_page(page)
            self._denied[entry.url] = (entry, page)
            return None
        return self.make.draft(entry, kind, page, page_reading=None)

    def refused(self, entry: Entry, *, is_file: bool = False) -> State:
        """Return the state of a page that the site denies, or that is none.

        Of an item that some way names, or whose text is held, that is a gap: it may
        answer tomorrow, and its text is as old as the last answer until then. Where
        the item was never read, what a listing or the API tells of it stands in; of
        a file (*is_file*) a title is enough.
        """
        known = self.session.known.get(entry.url)
        was_read = known is not None and known.reading is not None
        is_item = entry.likely_kind in self.session.kinds and bool(entry.ways & NAMING)
        hints = self.make.state(entry, state="found").hints
        is_told = bool(readings_of(hints)) if is_file else tells_words(hints)
        return "failed" if was_read or (is_item and not is_told) else "rejected"

    def unreadable(self, entry: Entry, reason: str) -> State:
        """Return the state of a page that cannot be read for *reason*, a PageError's.

        What may be another answer tomorrow (a captcha, maintenance, nothing) is asked again.
        """
        known = self.session.known.get(entry.url)
        if reason in NO_ITEM:
            was_read = known is not None and known.reading is not None
            return "failed" if was_read else "rejected"
        if reason in _NO_PAGE:
            return self.refused(entry, is_file=True)
        if reason == NOT_FOUND and not entry.ways & {"rest", "sitemap", "feed"}:
            return "gone"  # as by status 404: nothing but old links lead to it
        return "failed"

    def broke(self, entry: Entry, error: Exception) -> None:
        """Note that our own code gave up on the page of *entry*: a gap with its name, no more."""
        said = said_of(error)
        self.session.reject(entry.url, INTERNAL, said)
        logger.warning("%s: %s: %s", entry.url, INTERNAL, said)
        page = self.make.state(
            entry, state="failed", reason=INTERNAL, checked_at=self.session.clock()
        )
        known = self.session.known.get(entry.url)
        self.session.account.outcomes[f"page/{INTERNAL}"] += 1
        self.session.save_page(replace(page, tries=(known.tries if known else 0) + 1))

    def shown(self) -> Iterator[Draft]:
        """Yield the drafts of items that the site denies and that a listing shows beside living ones."""
        alive = listings_alive(self.session) if self._denied else frozenset()
        for url, (entry, state) in sorted(self._denied.items()):
            if entry.kind is not None and not alive.isdisjoint(entry.cards):
                del self._denied[url]
                yield self.make.draft(entry, entry.kind, state, page_reading=None)
