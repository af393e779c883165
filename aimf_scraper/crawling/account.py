"""The account of a run: what it did, what is missing and why, and what that makes it.

Completeness is proved, not hoped: every page that any way of discovery named
must be held, or its absence explained by the site's own answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.discovery.url_registry import WAYS, Entry
from aimf_scraper.crawling.figures import figures
from aimf_scraper.crawling.hints import tells_all
from aimf_scraper.crawling.invariants import broken, told
from aimf_scraper.crawling.known_gaps import find_known, told_of
from aimf_scraper.crawling.run_account import Account, Gap, Outcome, RunStatus
from aimf_scraper.records import as_kind
from aimf_scraper.settling import account_of

if TYPE_CHECKING:
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.records import Kind
    from aimf_scraper.store import PageState

__all__ = ["Account", "Gap", "Outcome", "RunStatus", "close", "missing"]

#: States that explain why a page is not held: the site said so, or we chose so.
_EXPLAINED: Final = frozenset({"fetched", "rejected", "gone", "out_of_scope"})
#: Of the addresses that go round in circles, so many are named.
_MAX_CIRCLES: Final = 20


def close(session: Session, reason: str) -> Outcome:
    """Settle the account of *session*, commit it, and close the store; asked again, say it again."""
    if session.outcome is None:
        session.outcome = settle(session, reason)
        session.store.close()
    return session.outcome


def settle(session: Session, reason: str) -> Outcome:
    """Close the account of *session*: what is gone, what is missing, what the run was worth."""
    for url in sorted(session.registry.circles)[:_MAX_CIRCLES]:
        session.account.note("link", url, "goes round in circles, and is not followed")
    lost = missing(session)
    gaps = [(one.way, one.url, one.reason) for one in session.account.gaps]
    gaps += [("page", one["url"], one["reason"]) for one in lost]
    known = find_known(
        gaps,
        session.earlier,
        site=session.site.base_url,
        after=session.known_gaps_after,
        now=session.started_at,
    )
    is_known = {(one.way, one.url, one.reason) for one in known}
    is_open = {way for way, *_ in set(gaps) - is_known}
    status = _status(session, reason, is_open)
    is_seen = _saw_all(session, status, is_open)
    gone = _pages_gone(session) if is_seen and session.why == "site" else []
    moved = session.store.merge_moved(
        session.run, session.started_at, gone=[page.url for page in gone], since=session.started_at
    )
    session.account.outcomes["moved"] += moved
    session.account.outcomes["gone"] += session.store.mark_gone(
        [page.record_id for page in gone if page.record_id], session.run, session.started_at
    )
    corrections = session.settle_corrections()
    session.store.resolve_links(session.site.canonical)
    held = session.store.counts()
    counts = {
        **figures(session, without={one.url for one in known if one.way == "page"}),
        "outcomes": dict(sorted(session.account.outcomes.items())),
        "capture_failures": session.account.capture_failures,
        "corrections": account_of(corrections, session.corrections.problems),
        "invariants": told(broken(session)),
        "lies": [
            {"way": lie.way, "url": lie.url, "what": lie.reason}
            for lie in sorted(session.account.lies, key=lambda one: (one.way, one.url))
        ],
    }
    completeness = {
        "walked": "changes" if session.walked_changes_only else "whole",
        "rest_newest": {**(session.newest or {}), **session.account.rest_newest},
        "kinds": {
            kind: {"held": held.get(kind, 0), **_named(session, kind)} for kind in session.kinds
        },
        "closed_ways": dict(sorted(session.account.closed_ways.items())),
        "holes": [  # the name that is stored since the first version
            {"way": gap.way, "url": gap.url, "reason": gap.reason}
            for gap in sorted(session.account.gaps, key=lambda one: (one.way, one.url))
            if (gap.way, gap.url, gap.reason) not in is_known
        ],
        "notes": [
            {"way": note.way, "url": note.url, "what": note.reason}
            for note in sorted(session.account.notes, key=lambda one: (one.way, one.url))
        ],
        "missing": [one for one in lost if ("page", one["url"], one["reason"]) not in is_known],
        "known_gaps": [told_of(one) for one in known],
    }
    session.store.finish_run(session.run, session.clock(), status, counts, completeness)
    return Outcome(session.run, status, counts, completeness)


def _named(session: Session, kind: Kind) -> dict[str, int]:
    """Return how many pages of *kind* each way names; for REST its own total, where it gave one."""
    named: Counter[str] = Counter()
    for entry in session.registry:
        if entry.kind == kind:
            named.update(entry.ways)
    if kind in session.account.rest_totals:
        named["rest"] = session.account.rest_totals[kind]
    return {way: named[way] for way in WAYS if way in named}


def missing(session: Session) -> list[dict[str, str]]:
    """Return every page that some way named and that is neither held nor explained."""
    found = []
    # A quick run names no page that failed the last time; it fails all the same.
    waiting = [
        Entry(url, as_kind(state.kind), {*state.found_by})
        for url, state in sorted(session.known.items())
        if session.walked_changes_only
        and state.state == "failed"
        and url not in session.registry.entries
    ]
    for entry in (*session.registry, *waiting):
        if entry.kind is not None and entry.kind not in session.kinds:
            continue
        state = session.known.get(entry.url)
        if state is not None and (state.state in _EXPLAINED or _is_held(state)):
            continue
        if entry.part_of is not None:
            continue  # its article is missing then
        if entry.kind is None and entry.ways <= {"link"}:
            continue  # a link in a text to something that may never have been an item
        bound = session.out_of_bounds.get(entry.url)
        reason = bound or session.not_asked.get(entry.url) or (state.reason if state else None)
        reason = reason or "not asked for"
        found.append({"url": entry.url, "kind": entry.kind or "?", "reason": reason})
    return found


def _is_held(state: PageState) -> bool:
    """Return whether an item whose page failed is held whole all the same: the API tells it."""
    return bool(state.record_id) and state.reading is None and tells_all(state.hints)


def _status(session: Session, reason: str, open_gaps: set[str]) -> RunStatus:
    """Return what the run was worth. *open_gaps*: the ways that have some, ``page`` for pages."""
    if reason == "shutdown":
        return "interrupted"
    if reason != "finished":
        return "failed"
    account = session.account
    if open_gaps - {"page"} or account.outcomes["error"] or account.capture_failures:
        return "incomplete"
    if session.is_cut:
        return "partial"
    return "incomplete" if open_gaps else "complete"


def _saw_all(session: Session, status: RunStatus, open_gaps: set[str]) -> bool:
    """Return whether every way was walked to its end: a page that fails hides nothing of the others."""
    account = session.account
    is_done = status in {"complete", "incomplete"}
    is_cut = session.is_cut or session.out_of_bounds or session.not_asked
    failed = open_gaps - {"page"} or account.outcomes["error"] or account.capture_failures
    return is_done and not (is_cut or failed)


def _pages_gone(session: Session) -> list[PageState]:
    """Return the pages with a record that the site says are gone.

    Only a run that walked every way may declare it, and only of what no way names any more:
    an item that a listing still shows is kept as its card tells of it. Whether
    one does is known where the listings were walked.
    """
    return [
        page
        for page in session.known.values()
        if page.state == "gone"
        and page.record_id
        and (page.reading is not None or not session.walked_changes_only)
        and not _is_listed(session, page.url)
    ]


def _is_listed(session: Session, url: str) -> bool:
    entry = session.registry.entries.get(url)
    return entry is not None and bool(entry.ways - {"link", "seed"})
