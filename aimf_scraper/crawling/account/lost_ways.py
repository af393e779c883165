"""Ways that named items on an earlier night and name none tonight: a way that disappears is no news.

A sitemap that answers 404, an API that is switched off or a listing that stands
empty look like ways that never were. What they named is held on; what they
would have told of since then is not: a gap, until it is a known one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.crawling.account.earlier import crawls
from aimf_scraper.crawling.discovery.ways import UNNAMING, WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.store import Run

#: The ways that lead to items; links and seeds are none.
_WAYS: Final = tuple(way for way in WAYS if way not in UNNAMING)
#: Those that name every item, with the day of its change.
_SURE: Final = frozenset({"rest", "sitemap"})
_NONE: Final = "names no "


def named_by_way(session: Session) -> dict[str, int]:
    """Return how many pages each way names, of whatever kind."""
    named: Counter[str] = Counter()
    for entry in session.registry:
        named.update(entry.ways)
    return {way: named[way] for way in _WAYS if named[way]}


def note_lost_ways(session: Session, tonight: dict[str, dict[str, int]]) -> None:
    """Make a gap of every way that named items of a kind and names none. *tonight*: kind -> way -> how many."""
    if session.walked_changes_only:
        return  # what the API vouches for is asked of no other way
    in_all = named_by_way(session)
    good = _good_runs(session.earlier, session.site.base_url)
    standing = _standing(session)
    for way in _WAYS:
        then = next((run for run in good if not _was_lost(run, way)), None)
        if then is None:
            continue
        for what, count in _lost(way, then.completeness or {}, tonight, in_all):
            kinds = [what] if what in standing else list(standing) if what == "item" else []
            unnamed = way in _SURE or any(not standing[kind] for kind in kinds)
            if kinds and unnamed:
                said = f"{_NONE}{what} any more: {count} on {then.started_at[:10]}"
                session.account.gap(way, f"{session.site.base_url}/", said)


def _lost(
    way: str,
    then: dict[str, Any],
    tonight: dict[str, dict[str, int]],
    in_all: dict[str, int],
) -> Iterator[tuple[str, int]]:
    """Yield what *way* named then and does not tonight: the kind, or ``item`` for all, and how many."""
    counts = {kind: told.get(way, 0) for kind, told in then.get("kinds", {}).items()}
    total = then.get("named", {}).get(way, sum(counts.values()))
    if total and not in_all.get(way):
        yield "item", total
        return
    for kind, count in sorted(counts.items()):
        if count and kind in tonight and not tonight[kind].get(way):
            yield kind, count


def _standing(session: Session) -> dict[str, bool]:
    """Return the kinds of which a page is held, and whether a sure way names all of them tonight."""
    found: dict[str, bool] = {}
    for url, state in session.known.items():
        if state.state != "fetched" or not state.record_id or state.kind not in session.kinds:
            continue
        entry = session.registry.entries.get(url)
        is_named = entry is not None and not _SURE.isdisjoint(entry.ways)
        found[state.kind] = found.get(state.kind, True) and is_named
    return dict(sorted(found.items()))


def _good_runs(earlier: Sequence[Run], site: str) -> list[Run]:
    """Return the complete runs that walked every way, newest first."""
    return [
        run
        for run in crawls(earlier, site)
        if run.status == "complete" and (run.completeness or {}).get("walked") == "whole"
    ]


def _was_lost(run: Run, way: str) -> bool:
    """Return whether *way* named nothing in *run* either, as was known by then."""
    return any(
        gap["way"] == way and gap["reason"].startswith(_NONE)
        for gap in (run.completeness or {}).get("known_gaps", ())
    )
