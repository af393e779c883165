"""What a redirect means: another spelling of the page, another page, or nothing that is ours."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aimf_scraper.crawling.answers.hints import readings_of, unpack
from aimf_scraper.crawling.answers.same_page import same_page
from aimf_scraper.pages.not_pages import sent_on_to
from aimf_scraper.pages.notices import MAX_NOTICE_CHARS
from aimf_scraper.pages.source.urls import Base

if TYPE_CHECKING:
    from scrapy.http import Response

    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading

_AS_IT_IS: Final = string.punctuation
#: Why a redirect is not followed: the reason of the page that redirects, and its state.
TOO_MANY: Final = "too-many-redirects"
LOOP: Final = "redirect-loop"
AWAY: Final = "moved-away"


def location_of(header: bytes | None) -> str:
    r"""Return the address in a ``Location`` header, raw bytes escaped as they are.

    >>> location_of("/été/".encode()), location_of(b"/caf\xe9/")
    ('/%C3%A9t%C3%A9/', '/caf%E9/')
    """
    return quote(header or b"", safe=_AS_IT_IS)


def sent_on(response: Response, page: HtmlPage | None) -> str | None:
    """Return where a ``Refresh`` header leads the reader of a page that says hardly more than that.

    *page*: ``None`` where the answer cannot be read as one.
    """
    header = response.headers.get("Refresh")
    if header is None:
        return None
    if page is not None:
        text = (page.reading.text if page.reading is not None else None) or ""
        if page.listing is not None or len(text) > MAX_NOTICE_CHARS:
            return None
    return sent_on_to(header.decode("latin-1"), Base(response.url))


def follow(session: Session, entry: Entry, location: str, base: str) -> str | None:
    """Let *entry* be asked for where *location* leads; return the reason where it is not.

    The entry may be another one afterwards: the page that the target names.
    """
    target = session.site.address(location, base) if location else None
    if target is None or target.is_a in {"other", "listing"}:
        return AWAY
    key, twin = session.registry.spellings.key(target), session.site.twin(location, base)
    if key == entry.url:
        if session.site.at_twin(target.named, twin) in entry.asked:
            return LOOP
        entry.named, entry.twin, entry.again = target.named, twin, True
        session.unclaim(entry.url)
        return None
    if session.registry.resolve(key) == entry.url:
        if session.is_claimed(key):
            return LOOP
        # It led here once and is the page's address again.
        session.registry.aliases.pop(key, None)
    if len(entry.chain) + 1 > session.budget.hops:
        session.forget_aliases(entry.chain)
        session.registry.forget_chain(entry)
        return TOO_MANY
    other = session.registry.resolve(key)
    if any(_is_another_item(session, url, other) for url in (entry.url, *entry.chain)):
        session.account.note("redirect", entry.url, f"leads to {other}, which is another item")
        if entry.chain:
            session.forget_aliases(entry.chain)
            session.registry.forget_chain(entry)
        return AWAY
    merged = session.add_alias(entry.url, key)
    if merged is not None and merged.url == key and merged.named == merged.url:
        merged.named, merged.twin = target.named, twin
    return None


def asked_elsewhere(session: Session, entry: Entry) -> bool:
    """Let a page that is not there be asked for where else it may be; return whether that decides on it."""
    if _ask_tidily(session, entry):
        return True
    _ask_where_named(session, entry)
    return False


def _ask_tidily(session: Session, entry: Entry) -> bool:
    """Let a page that is not there as it was spelled be asked for once more, at its key; return whether it is."""
    if session.why != "site" or entry.url in entry.asked or entry.part_of is not None:
        return False
    entry.named, entry.rank, entry.again = entry.url, 0, True
    session.unclaim(entry.url)
    return True


def _ask_where_named(session: Session, entry: Entry) -> None:
    """Let a page that is gone be asked for at its old address, where a way names that tonight: it may be back."""
    if session.why != "site":
        return
    found = session.registry.part_from(entry, lambda url: not session.is_claimed(url))
    if found is not None:
        session.forget_aliases([found.url])


def _is_another_item(session: Session, url: str, other: str) -> bool:
    """Return whether both pages were held before this run, each with a text of its own.

    A page that moved leads to a new address, or to one that shows its text. Two
    records that tell of two things are never one, wherever a server sends its readers.
    """
    own, theirs = _held_text(session, url), _held_text(session, other)
    return own is not None and theirs is not None and not same_page(own, theirs)


def _held_text(session: Session, url: str) -> Reading | None:
    """Return what the record at *url* was made of, ``None`` where none was held before this run."""
    known = session.known.get(url)
    if known is None or known.record_id not in session.ids.held:
        return None
    readings = [unpack(known.reading)] if known.reading is not None else readings_of(known.hints)
    return next((one for one in readings if one.text), None)
