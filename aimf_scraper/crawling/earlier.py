"""What earlier runs mean for this one: where it may build on, what it takes up again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.store import Run

#: Commands whose runs read the site.
_CRAWLS: Final = frozenset({"crawl", "refresh"})
#: The site's clock and ours may differ, and an editor may save while we read.
_MARGIN: Final = timedelta(minutes=10)


def resumed_since(earlier: Sequence[Run], site: str) -> str | None:
    """Return when the runs that were cut short, and that this one takes up, began.

    ``None`` where the last run of *site* came to its end. *earlier*: in order,
    oldest first.
    """
    since = None
    for run in _crawls(earlier, site):
        if run.finished_at is not None and run.status != "interrupted":
            break
        since = run.started_at
    return since


def refresh_since(
    earlier: Sequence[Run], site: str, started_at: str, every_days: int
) -> str | None:
    """Return the moment (ISO 8601, UTC) since when it is enough to ask what changed.

    ``None``: walk every way whole, since no good run is there to build on, or
    the last one that walked everything is *every_days* old.
    """
    good = None
    for run in _crawls(earlier, site):
        if run.finished_at is None or run.status != "complete":
            continue
        good = good or run.started_at
        if (run.completeness or {}).get("walked") == "whole":
            age = datetime.fromisoformat(started_at) - datetime.fromisoformat(run.started_at)
            if age >= timedelta(days=every_days):
                return None
            since = datetime.fromisoformat(good) - _MARGIN
            return since.isoformat(timespec="seconds")
    return None


def _crawls(earlier: Sequence[Run], site: str) -> list[Run]:
    """Return the runs that read *site* whole or in part, newest first."""
    return [run for run in reversed(earlier) if run.command in _CRAWLS and run.site == site]
