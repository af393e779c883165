"""A fault of our own on one page or listing: that page's gap, never the end of the run.

Whatever a site sends may meet a case that nobody thought of. Then the page is
named with where our code gave up, in one line, and the run goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scrapy.logformatter import LogFormatter, LogFormatterResult

from aimf_scraper.errors import INTERNAL, AimfError, said_of

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from aimf_scraper.crawling.session import Session

_DEBUG: Final = 10


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
