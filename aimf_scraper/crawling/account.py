"""The account of a run: what it did, what is missing and why, and what that makes it.

Completeness is proved, not hoped: every page that any way of discovery named
must be held, or its absence explained by the site's own answer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from aimf_scraper.crawling.discovery.url_registry import WAYS
from aimf_scraper.crawling.figures import figures
from aimf_scraper.crawling.hints import has_own_text
from aimf_scraper.crawling.invariants import broken, told

if TYPE_CHECKING:
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.records import Kind
    from aimf_scraper.store import PageState

RunStatus = Literal["complete", "incomplete", "partial", "interrupted", "failed"]

#: States that explain why a page is not held: the site said so, or we chose so.
_EXPLAINED: Final = frozenset({"fetched", "rejected", "gone", "out_of_scope"})
#: Of the addresses that go round in circles, so many are named.
_MAX_CIRCLES: Final = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a way of discovery should have shown and did not."""

    way: str
    url: str
    reason: str


@dataclass(slots=True)
class Account:
    """What a run did and what it could not do, as it goes along."""

    outcomes: Counter[str] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)
    #: kind -> how many the REST API says exist
    rest_totals: Counter[str] = field(default_factory=Counter)
    #: kind -> the newest change that the REST API tells of, by the site's own time
    rest_newest: dict[str, str] = field(default_factory=dict)
    #: way -> why it could not be asked
    closed_ways: dict[str, str] = field(default_factory=dict)
    #: answers that could not be put into the archive
    capture_failures: int = 0
    #: what was mended, or doubted, and is no gap
    notes: list[Gap] = field(default_factory=list)
    #: ways that vouched for a page of which the text is another one
    lies: list[Gap] = field(default_factory=list)

    def gap(self, way: str, url: str, reason: str) -> None:
        """Note something that *way* should have shown and did not, once."""
        if (found := Gap(way, url, reason)) not in self.gaps:
            self.gaps.append(found)

    def note(self, way: str, url: str, what: str) -> None:
        """Note what *way* met at *url* that was amiss, though nothing may be lost by it."""
        if (found := Gap(way, url, what)) not in self.notes:
            self.notes.append(found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run, for the summary, the report and the exit code."""

    run: int
    status: RunStatus
    counts: dict[str, Any]
    completeness: dict[str, Any]


def settle(session: Session, reason: str) -> Outcome:
    """Close the account of *session*: what is gone, what is missing, what the run was worth."""
    status = _status(session, reason)
    gone = _pages_gone(session) if _saw_all(session, status) and session.why == "site" else []
    moved = session.store.merge_moved(
        session.run, session.started_at, gone=[page.url for page in gone], since=session.started_at
    )
    session.account.outcomes["moved"] += moved
    session.account.outcomes["gone"] += session.store.mark_gone(
        [page.record_id for page in gone if page.record_id], session.run, session.started_at
    )
    session.store.resolve_links(session.site.canonical)
    held = session.store.counts()
    counts = {
        **figures(session),
        "outcomes": dict(sorted(session.account.outcomes.items())),
        "capture_failures": session.account.capture_failures,
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
        ],
        "notes": [
            {"way": note.way, "url": note.url, "what": note.reason}
            for note in sorted(session.account.notes, key=lambda one: (one.way, one.url))
        ],
        "missing": missing(session),
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
    for entry in session.registry:
        if entry.kind is not None and entry.kind not in session.kinds:
            continue
        state = session.known.get(entry.url)
        if state is not None and state.state in _EXPLAINED:
            continue
        if state is not None and state.reading is not None and not session.is_newer(entry, state):
            continue  # it fails tonight, and what was read of it stands
        if state is not None and state.record_id and has_own_text(state.hints):
            continue  # its page fails, and the API gives all of it
        if entry.part_of is not None:
            continue  # its article is missing then
        if entry.kind is None and entry.ways <= {"link"}:
            continue  # a link in a text to something that may never have been an item
        bound = session.stopped.get(entry.url)
        reason = bound or (state.reason if state else None) or "not asked for"
        found.append({"url": entry.url, "kind": entry.kind or "?", "reason": reason})
    return found


def _status(session: Session, reason: str) -> RunStatus:
    if reason == "shutdown":
        return "interrupted"
    if reason != "finished":
        return "failed"
    account = session.account
    for url in sorted(session.registry.circles)[:_MAX_CIRCLES]:
        account.note("link", url, "goes round in circles, and is not followed")
    if account.gaps or account.outcomes["error"] or account.capture_failures:
        return "incomplete"
    if session.is_cut:
        return "partial"
    return "incomplete" if missing(session) else "complete"


def _saw_all(session: Session, status: RunStatus) -> bool:
    """Return whether every way was walked to its end: a page that fails hides nothing of the others."""
    account = session.account
    is_done = status in {"complete", "incomplete"} and not session.is_cut and not session.stopped
    return is_done and not (account.gaps or account.outcomes["error"] or account.capture_failures)


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
