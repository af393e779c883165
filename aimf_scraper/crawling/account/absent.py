"""Pages that are not held as the site has them: missing, gone, not taken, not looked at.

Asked when a run ends. What a way names and the site itself denies is no gap of
ours where it was never held; where it was, the two contradict one another, and
the held text may be published only once that stands in the account.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.answers.hints import readings_of, tells_all
from aimf_scraper.crawling.discovery.entry import Entry
from aimf_scraper.crawling.discovery.ways import UNNAMING, WAYS
from aimf_scraper.crawling.plan import is_denied
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.store import PageState

#: States that explain why a page is not held: the site said so, or we chose so.
_EXPLAINED: Final = frozenset({"fetched", "rejected", "gone", "out_of_scope"})

#: The source of a reading -> who tells it, in words for people.
_TELLERS: Final = {"rest": "the API", "feed": "the feed", "card": "its listing"}


def missing(session: Session, standing: Container[str] = ()) -> list[dict[str, str]]:
    """Return every page that some way named and that is neither held nor explained.

    *standing*: the ids of records that are not gone. One whose page the site
    denies, while a way still names it, is missing as well.
    """
    found = []
    # A quick run names no page that failed the last time; it fails all the same.
    waiting = [
        Entry(url, as_kind(state.kind), frozenset(state.found_by))
        for url, state in sorted(session.known.items())
        if session.walked_changes_only
        and state.state == "failed"
        and url not in session.registry.entries
    ]
    for entry in (*session.registry, *waiting):
        if entry.kind is not None and entry.kind not in session.kinds:
            continue
        state = session.known.get(entry.url)
        is_explained = state is not None and (state.state in _EXPLAINED or _is_held(state))
        if is_explained and not _is_contradicted(state, entry, standing):
            continue
        if entry.part_of is not None:
            continue  # its article is missing then
        if entry.kind is None and entry.ways <= UNNAMING:
            continue  # a link in a text to something that may never have been an item
        bound = session.out_of_bounds.get(entry.url)
        reason = bound or session.not_asked.get(entry.url) or (state.reason if state else None)
        reason = reason or "not asked for"
        found.append({"url": entry.url, "kind": entry.kind or "?", "reason": reason})
    return found


def pages_gone(session: Session, believed: Container[str] = ()) -> list[PageState]:
    """Return the pages with a record that the site says are gone.

    Only a run that walked every way may declare it, and only of what no way names any more:
    an item that a listing still shows is kept as its card tells of it. Whether
    one does is known where the listings were walked. *believed*: pages that were
    read once and that the site denied night after night, whatever a way says.
    """
    return [
        page
        for page in session.known.values()
        if page.state == "gone"
        and page.record_id
        and page.url not in session.registry.aliases
        and (page.reading is not None or not session.walked_changes_only)
        and (page.url in believed or not is_listed(session, page.url))
    ]


def not_taken(session: Session, standing: Container[str]) -> list[dict[str, str]]:
    """Return the pages that a way names as items and that the site denies, or robots.txt, or we."""
    return [
        {
            "url": entry.url,
            "reason": state.reason or state.state,
            "named_by": ", ".join(way for way in WAYS if way in entry.ways),
        }
        for entry in session.registry
        if is_listed(session, entry.url)
        and (entry.kind is None or entry.kind in session.kinds)
        and (state := session.known.get(entry.url)) is not None
        and state.state in {"gone", "rejected"}
        and state.record_id not in standing
    ]


def never_read(session: Session) -> list[str]:
    """Return the pages of the wanted kinds that a way names and that no run ever asked for."""
    return [
        entry.url
        for entry in session.registry
        if (entry.kind is None or entry.kind in session.kinds)
        and ((state := session.known.get(entry.url)) is None or state.state == "found")
    ]


def held_as_told(session: Session, standing: Container[str]) -> list[dict[str, str]]:
    """Return the records whose page cannot be had: what they hold is only what others tell."""
    return [
        {
            "url": url,
            "reason": state.reason or state.state,
            "told_by": _TELLERS.get(told[0].source, told[0].source),
        }
        for url, state in sorted(session.known.items())
        if (is_denied(state) or (state.state == "failed" and _is_held(state)))
        and state.reading is None
        and state.record_id in standing
        and state.kind in session.kinds
        and (
            told := sorted(readings_of(state.hints), key=lambda one: not (one.text or one.summary))
        )
    ]


def is_failing(session: Session, told: dict[str, str]) -> bool:
    """Return whether the page that *told* names fails, and may answer another night."""
    state = session.known.get(told["url"])
    return state is not None and state.state == "failed"


def not_asked_tonight(session: Session) -> dict[str, int]:
    """Return how many held pages were not asked for: by the way that vouches for them, or ``""``."""
    since = session.resumed_since
    counted = Counter(
        session.vouched_for.get(url, "")
        for url, state in session.known.items()
        if state.state == "fetched"
        and state.record_id is not None
        and state.kind in session.kinds
        and not session.is_claimed(url)
        and url not in session.registry.aliases
        and not (since and (state.checked_at or "") >= since)
    )
    return dict(sorted(counted.items()))


def has_left(session: Session, state: PageState, entry: Entry | None) -> Iterator[str]:
    """Yield the ways that named the page once, were walked to the end tonight, and name it no more.

    A listing that shows it no more says nothing while a better way names it.
    """
    ways = entry.ways if entry is not None else frozenset()
    for way in sorted({*state.found_by} - ways):
        is_told = way in {"rest", "sitemap"} or (way == "listing" and ways <= {"link"})
        if is_told and ((way, state.kind) in session.walked or (way, None) in session.walked):
            yield way


def is_listed(session: Session, url: str) -> bool:
    """Return whether a way names the page at *url* as an item."""
    entry = session.registry.entries.get(url)
    return entry is not None and bool(entry.ways - UNNAMING)


def _is_held(state: PageState) -> bool:
    """Return whether an item whose page failed is held whole all the same: the API tells it."""
    return bool(state.record_id) and state.reading is None and tells_all(state.hints)


def _is_contradicted(state: PageState | None, entry: Entry, standing: Container[str]) -> bool:
    """Return whether a held record's page is gone by the site's answer, and not by its lists."""
    return (
        state is not None
        and state.state == "gone"
        and state.reading is not None
        and state.record_id in standing
        and bool(entry.ways - UNNAMING)
    )
