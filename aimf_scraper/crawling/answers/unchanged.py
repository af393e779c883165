"""The answer "not modified": the page stands as it was read, where that was what we asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.answers.hints import hints_of

if TYPE_CHECKING:
    from scrapy.http import Response

    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session

#: The reason of a page that answers 304 though no condition was sent: nothing is known of it then.
UNASKED: Final = "http-304"
_CONDITIONS: Final = ("If-None-Match", "If-Modified-Since")


def is_unasked(session: Session, response: Response) -> bool:
    """Return whether a 304 answers a request that asked for the whole page."""
    request = response.request
    if session.why != "site" or request is None:
        return False  # the archive keeps the payload that a 304 confirms
    return not any(request.headers.get(name) for name in _CONDITIONS)


def keep_unchanged(session: Session, entry: Entry) -> None:
    """Note that the page of *entry* was looked at, and stands as it was read."""
    known = session.known[entry.url]
    session.account.outcomes["page/not-modified"] += 1
    page = replace(
        known,
        checked_at=session.clock(),
        last_seen=session.started_at,
        found_by=entry.found_by or known.found_by,
        sitemap_lastmod=entry.sitemap_lastmod or known.sitemap_lastmod,
        rest_modified=entry.rest_modified or known.rest_modified,
        hints=hints_of(entry, known.hints) if entry.left else known.hints,
    )
    session.save_page(page)
