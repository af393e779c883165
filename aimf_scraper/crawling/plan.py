"""Which pages to ask for: what is new, what changed, what nobody can vouch for.

Pure: states and hints in, a decision out. The worst mistake here is silent (a
changed page taken for the old one), so whatever cannot be told is asked for,
if not tonight then within ``every_days``.
"""

from __future__ import annotations

import zlib
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from aimf_scraper.crawling.discovery.ways import UNNAMING

if TYPE_CHECKING:
    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.store import PageState

#: A page that failed so often, and that no way names, waits for its turn like the others.
_PATIENCE: Final = 5

#: The statuses by which a site denies a page that it has.
DENIED: Final = frozenset({401, 403, 451})

Decision = Literal["fetch", "revalidate", "skip"]


def is_denied(state: PageState) -> bool:
    """Return whether the site itself denies the page: gone, refused, or forbidden by robots.txt."""
    if state.state == "rejected":
        return state.reason == "robots" or state.http_status in DENIED
    return state.state == "gone"


def decide(
    state: PageState | None,
    entry: Entry | None,
    *,
    full: bool,
    vouched: bool,
    today: date,
    every_days: int,
    resumed_since: str | None = None,
    has_left: bool = False,
) -> Decision:
    """Return what to do about one page.

    Args:
        state: what the store knows of it; ``None`` for a page never heard of.
        entry: what this run's discovery says; ``None`` where no way named it.
        full: ask for everything, whatever anybody says.
        vouched: the REST API says that it did not change since the last good run.
        today: the day of the run, for the rotating share.
        every_days: within how many days each page is asked for at least once.
        resumed_since: when the interrupted run that this one takes up began;
            what it committed is not asked for again where a way tells that it
            stands; what no way dates, or names any more, is: that run may be days old.
        has_left: a way that named it was walked to its end, and names it no more.
    """
    is_named = entry is not None and bool(entry.ways - UNNAMING)
    if state is None or state.state == "found":
        return "fetch"
    if state.state == "failed" and (is_named or state.tries < _PATIENCE):
        return "fetch"
    told = _newer(state, entry)
    has_record = state.record_id is not None and state.state == "fetched"
    has_validator = bool(state.etag or state.last_modified)
    if is_of_resumed(state, resumed_since):
        if told is not None and not has_left:
            return "fetch" if told else "skip"
        if vouched or not has_record:
            return "skip"
        return "revalidate" if has_validator and not told else "fetch"
    if full or (state.state == "gone" and is_named):
        return "fetch"
    if state.state == "rejected" and is_named and state.http_status in DENIED:
        return "fetch"  # the site may allow tomorrow what it denies today
    if has_left and has_record:
        return "revalidate" if has_validator and not told else "fetch"
    if told is not None:
        return "fetch" if told else "skip"
    if vouched:
        return "skip"
    if (has_record and has_validator) or _is_due(state, today, every_days):
        return "revalidate" if has_validator else "fetch"
    return "skip"


def is_of_resumed(state: PageState, resumed_since: str | None) -> bool:
    """Return whether the interrupted run that this one takes up has looked at the page."""
    return bool(resumed_since and state.checked_at and state.checked_at >= resumed_since)


def vouched_by(state: PageState | None, entry: Entry | None, *, vouched: bool) -> str | None:
    """Return the way that says of a page that was read that it did not change, ``None`` if none does."""
    if state is None or state.state != "fetched" or state.record_id is None:
        return None
    if vouched:
        return "rest"
    for way, (said, held) in zip(("rest", "sitemap"), _versions(state, entry), strict=False):
        if said and said == held:
            return way
    return None


def is_newer(state: PageState, entry: Entry) -> bool:
    """Return whether a way tells of another version of the page than the one that was read."""
    return any(
        said is not None and held is not None and said != held
        for said, held in _versions(state, entry)
    )


def _newer(state: PageState, entry: Entry | None) -> bool | None:
    """Return whether the first way that tells versions tells another one; ``None`` where none does."""
    for said, held in _versions(state, entry):
        if said and held:
            return said != held
    return None


def _versions(state: PageState, entry: Entry | None) -> tuple[tuple[str | None, str | None], ...]:
    if entry is None:
        return ()
    return (
        (entry.rest_modified, state.rest_modified),
        (entry.sitemap_lastmod, state.sitemap_lastmod),
    )


def _is_due(state: PageState, today: date, every_days: int) -> bool:
    """Tell whether it is this page's night: each has its own in every ``every_days``."""
    if every_days <= 1 or not state.checked_at:
        return True
    if (today - date.fromisoformat(state.checked_at[:10])).days >= every_days:
        return True
    checked_today = state.checked_at[:10] == today.isoformat()
    return is_turn(state.url, today=today, every_days=every_days) and not checked_today


def is_turn(url: str, *, today: date, every_days: int) -> bool:
    """Return whether *today* is the day, one in every *every_days*, on which the page at *url* has its turn."""
    return today.toordinal() % every_days == zlib.crc32(url.encode()) % every_days
