"""Half a page in the place of a whole one: an answer that ends in the middle, and says that it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.answers.hints import was_closed
from aimf_scraper.pages.cut_off import ends_in_a_tag, is_closed, is_fatal

if TYPE_CHECKING:
    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session

#: The reason: the answer ends before the page does.
CUT_OFF: Final = "cut-off"


def how_cut(session: Session, entry: Entry, body: bytes) -> str | None:
    """Return how the answer for a page that is held ends before its end, ``None`` where it does not.

    A page that was never closed may be one of many; one that was is not any
    more, unless the site's home page is not either.
    """
    known = session.known.get(entry.url)
    if session.told_by != "site" or known is None or known.reading is None:
        return None
    if ends_in_a_tag(body):
        return "it ends inside a tag"
    if not was_closed(known.hints) or is_closed(body):
        return None
    if is_fatal(body):
        return "PHP died over it"
    return "its end is missing" if session.habits.closes_pages else None
