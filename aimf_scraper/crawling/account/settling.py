"""The account of a run: what it did, what is missing and why, and what that makes it.

Completeness is proved, not hoped: every page that any way of discovery named
must be held, or its absence explained by the site's own answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.crawling.account.absent import (
    held_as_told,
    is_failing,
    missing,
    never_read,
    not_asked_tonight,
    not_taken,
    pages_gone,
)
from aimf_scraper.crawling.account.account import Account, Gap, Outcome, RunStatus
from aimf_scraper.crawling.account.figures import figures
from aimf_scraper.crawling.account.invariants import broken, told, twins_of
from aimf_scraper.crawling.account.known_gaps import AUDIT, find_known, told_of
from aimf_scraper.crawling.account.lost_ways import named_by_way, note_lost_ways
from aimf_scraper.crawling.discovery.ways import WAYS
from aimf_scraper.resolving.settling import settle_bodies

if TYPE_CHECKING:
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.records import Kind

__all__ = ["Account", "Gap", "Outcome", "RunStatus", "close"]

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
    is_crawl = session.why == "site"
    standing = session.store.standing() if is_crawl else frozenset()
    named: dict[str, dict[str, int]] = {kind: _named(session, kind) for kind in session.kinds}
    if is_crawl and reason == "finished":
        note_lost_ways(session, named)
    lost = missing(session, standing)
    gaps = [(one.way, one.url, one.reason) for one in session.account.gaps]
    gaps += [("page", one["url"], one["reason"]) for one in lost]
    # Held whole as the API tells it: no gap, but a page that fails for good counts as a known one.
    as_told = held_as_told(session, standing) if is_crawl else []
    failing = {("page", one["url"], one["reason"]) for one in as_told if is_failing(session, one)}
    lies = {(AUDIT, one.url, one.reason) for one in session.account.lies}
    known = find_known(
        [*gaps, *failing, *lies],
        session.earlier,
        site=session.site.base_url,
        after=session.known_gaps_after,
        now=session.started_at,
    )
    weak = failing | lies
    known = [one for one in known if not (one.early and (one.way, one.url, one.reason) in weak)]
    is_known = {(one.way, one.url, one.reason) for one in known}
    is_open = {way for way, *_ in set(gaps) - is_known}
    status = _status(session, reason, is_open)
    is_seen = _saw_all(session, status, is_open)
    believed = {one.url for one in known if one.way == "page" and not one.early}
    gone = pages_gone(session, believed) if is_seen and is_crawl else []
    told_gone = [
        {"url": page.url, "reason": page.reason or "gone"}
        for page in gone
        if page.record_id in standing
    ]
    known = [one for one in known if one.url not in {page.url for page in gone}]
    moved = session.store.merge_moved(
        session.run, session.started_at, gone=[page.url for page in gone], since=session.started_at
    )
    session.account.outcomes["moved"] += moved
    session.account.outcomes["gone"] += session.store.mark_gone(
        [page.record_id for page in gone if page.record_id], session.run, session.started_at
    )
    corrections = session.by_hand.settle(session.run, session.started_at)
    session.store.resolve_links(session.site.canonical)
    settle_bodies(session.store)
    held = session.store.counts()
    for url, other in twins_of(session) if is_crawl else ():
        session.account.note("address", url, f"shows the title and text of {other} as well")
    counts = {
        **figures(session, without={one.url for one in known if one.way == "page"}),
        "outcomes": dict(sorted(session.account.outcomes.items())),
        "capture_failures": session.account.capture_failures,
        "corrections": corrections,
        "invariants": told(broken(session)),
        "lies": [
            {"way": lie.way, "url": lie.url, "what": lie.reason}
            for lie in sorted(session.account.lies, key=lambda one: (one.way, one.url))
            if (AUDIT, lie.url, lie.reason) not in is_known
        ],
    }
    completeness: dict[str, Any] = {
        "walked": "changes" if session.walked_changes_only else "whole",
        "rest_newest": {**(session.newest or {}), **session.account.rest_newest},
        "kinds": {kind: {"held": held.get(kind, 0), **named[kind]} for kind in session.kinds},
        "named": named_by_way(session),
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
        "lies": [{"url": url, "reason": reason} for _, url, reason in sorted(lies - is_known)],
        "gone": told_gone,
        "not_taken": not_taken(session, standing) if is_crawl else [],
        "held_as_told": as_told,
        "not_asked_tonight": not_asked_tonight(session) if is_crawl else {},
        "every_days": session.every_days,
    }
    if session.is_cut:
        completeness["cut"] = {"limit": session.limit, "left": len(never_read(session))}
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
