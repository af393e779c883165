"""What earlier runs mean for this one: where it may build on, what it takes up again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.store import Run

#: Commands whose runs read the site.
_CRAWLS: Final = frozenset({"crawl", "refresh"})


def resumed_since(earlier: Sequence[Run], site: str) -> str | None:
    """Return when the runs that were cut short, and that this one takes up, began.

    ``None`` where the last run of *site* came to its end. *earlier*: in order,
    oldest first.
    """
    since = None
    for run in crawls(earlier, site):
        if run.finished_at is not None and run.status != "interrupted":
            break
        since = run.started_at
    return since


def newest_seen(
    earlier: Sequence[Run], site: str, started_at: str, every_days: int
) -> dict[str, str] | None:
    """Return the newest change that the last good run saw, kind by kind, by the site's own time.

    It is enough to ask what changed since. ``None``: walk every way whole, since
    no good run is there to build on, the last one that walked everything is
    *every_days* old, or what must hold did not hold after the last one.
    """
    newest: dict[str, str] | None = None
    for run in crawls(earlier, site):
        if run.finished_at is None or run.status != "complete":
            continue
        if newest is None and any(
            one["count"] for one in (run.counts or {}).get("invariants", {}).values()
        ):
            return None
        told = run.completeness or {}
        if newest is None:
            newest = told.get("rest_newest", {})
        if told.get("walked") == "whole":
            age = datetime.fromisoformat(started_at) - datetime.fromisoformat(run.started_at)
            return newest if age < timedelta(days=every_days) else None
    return None


def crawls(earlier: Sequence[Run], site: str) -> list[Run]:
    """Return the runs that read *site* whole or in part, newest first."""
    return [run for run in reversed(earlier) if run.command in _CRAWLS and run.site == site]
