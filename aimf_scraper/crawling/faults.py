"""A fault of our own on one page or listing: that page's gap, never the end of the run.

Whatever a site sends may meet a case that nobody thought of. Then the page is
named with where our code gave up, in one line, and the run goes on.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any, Final

from scrapy.logformatter import LogFormatter, LogFormatterResult

from aimf_scraper.errors import AimfError

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from types import TracebackType

    from aimf_scraper.crawling.session import Session

INTERNAL: Final = "internal-error"
_DEBUG: Final = 10


def said_of(error: BaseException) -> str:
    """Return *error* in one line, with the place in our code that raised it."""
    text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    place = _place(error.__traceback__)
    return f"{text} ({place})" if place else text


def _place(trace: TracebackType | None) -> str | None:
    ours = [one for one in traceback.extract_tb(trace) if "aimf_scraper" in one.filename]
    if not ours:
        return None
    _, _, inside = ours[-1].filename.rpartition("aimf_scraper")
    return f"aimf_scraper{inside}:{ours[-1].lineno}"


async def contained(session: Session, way: str, url: str, work: Awaitable[Any]) -> Any:
    """Await *work*, which looks at *url*; a fault of ours is a hole of *way* and gives ``None``.

    Raises:
        AimfError: what ends the run, such as a database that cannot be written.
    """
    try:
        return await work
    except AimfError:
        raise
    except Exception as error:  # noqa: BLE001 - the point: any fault of ours costs one address
        session.account.gap(way, url, f"{INTERNAL}: {said_of(error)}")
        return None


class QuietFormatter(LogFormatter):
    """Leaves the telling of a record's failure to the run's account: one line, no traceback."""

    def item_error(self, *args: Any, **kwargs: Any) -> LogFormatterResult:
        return {**super().item_error(*args, **kwargs), "level": _DEBUG}
