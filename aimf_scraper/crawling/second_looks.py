"""Pages that are read though no date says that they changed: a few by lot, and those shown otherwise."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.account.known_gaps import lied_before
from aimf_scraper.crawling.answers.hints import depth_in, told_otherwise
from aimf_scraper.crawling.discovery.entry import Entry
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.store import PageState

#: So many pages of which a card changed are read out of turn in a run.
_MOST_SHOWN_OTHERWISE: Final = 20


class SecondLooks:
    """What one run looks at once more."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._audit_done = False
        #: Pages for which a way vouched wrongly the last time: they are tried each time.
        self._doubted = lied_before(session.earlier, session.site.base_url)
        self._shown_otherwise: set[str] = set()

    def is_shown_otherwise(
        self, entry: Entry | None, state: PageState | None, way: str | None
    ) -> bool:
        """Return whether a listing's card or the API tells other words of a page than before.

        *way*: the one that says all the same that the page did not change; it is
        audited then. Of so many pages at most: a listing may print the hour into each card.
        """
        if entry is None or state is None or state.reading is None:
            return False
        url = state.url
        if url not in self._shown_otherwise and len(self._shown_otherwise) < _MOST_SHOWN_OTHERWISE:
            if not told_otherwise(entry, state.hints):
                return False
            self._shown_otherwise.add(url)
            if way is not None and self.session.why == "site":
                self.session.audited[url] = way
        return url in self._shown_otherwise

    def ways_in_doubt(self) -> frozenset[str]:
        """Return the ways that were wrong on a page tonight, which may be wrong on any.

        A page on which one was wrong the last time as well was followed up then.
        """
        lies = self.session.account.lies
        return frozenset(one.way for one in lies if one.url not in self._doubted)

    def audits(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield a few pages, chosen by lot, that a way vouches for: is it right?"""
        session = self.session
        if self._audit_done or not session.audit_pages:
            return
        self._audit_done = True
        lot = Random(f"{session.site.base_url} {session.started_at}")  # noqa: S311 - a sample, no secret
        since = session.resumed_since
        pages = sorted(
            url
            for url in session.vouched_for
            # What the run that this one takes up read an hour ago needs no proof.
            if not since or (session.known[url].checked_at or "") < since
        )
        drawn = lot.sample(pages, min(len(pages), session.audit_pages))
        for url in sorted({*drawn, *self._doubted.intersection(pages)}):
            if url not in session.registry.entries:
                session.registry.entries[url] = known_entry(session.known[url])
            session.audited[url] = session.vouched_for[url]
            yield url, {}


def known_entry(state: PageState) -> Entry:
    """Return the entry of a page that no way names tonight."""
    return Entry(state.url, as_kind(state.kind), depth=depth_in(state.hints))
