"""Another page in the place of the one that was asked for: the home page's, another item's.

A server whose page is deleted, or whose cache mixes its answers up, may answer
with status 200 and a page that is whole and somebody else's. What a page of the
site is never shows by its markup alone (a theme may call every page "home", or
name one canonical address for all): what was held there before, and what the
other page shows, decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.payload import digest_of
from aimf_scraper.crawling.answers.hints import unpack
from aimf_scraper.crawling.answers.same_page import lines_of, same_page, says_the_same
from aimf_scraper.crawling.discovery.ways import UNNAMING
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from scrapy.http import Response

    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading
    from aimf_scraper.store import State

#: The reason of a page that shows what the front page shows.
HOME_PAGE: Final = "home-page"
#: The reason of a held page that shows another item.
OTHER_PAGE: Final = "another-page"
#: So small a share of the shorter text may two pages have in common: what stands on every page.
_COMMON: Final = 0.2


def what_else(session: Session, entry: Entry, page: HtmlPage, response: Response) -> str | None:
    """Return the reason why the answer for *entry* is another page, ``None`` where it is its own."""
    if shows_home(session, entry, page, response):
        return HOME_PAGE
    reading = page.reading
    other = None
    if reading is not None:
        other = shows_another_item(session, entry, reading) or shows_a_held_one(
            session, entry, reading
        )
    if other is None:
        return None
    session.account.note("canonical", entry.url, f"shows the page {other} and not its own")
    return OTHER_PAGE


def shows_home(session: Session, entry: Entry, page: HtmlPage, response: Response) -> bool:
    """Return whether the answer for *entry* is the site's home page.

    By its bytes; else by what it shows, where its markup says so too, or where
    next to nothing is left of what was held at the address.
    """
    reading, habits = page.reading, session.habits
    if page.home or (reading is not None and _is_own(session, entry, reading)):
        return False  # an address of the home page itself, or an item that it shows whole
    if digest_of(response.body) == habits.home_digest:
        return True
    if reading is None:
        return False
    held = held_reading(session, entry)
    is_marked = page.front or _is_home(session, reading.canonical_url)
    if habits.home is not None and says_the_same(reading, habits.home):
        return is_marked or (held is not None and not same_page(reading, held))
    return is_marked and held is not None and _is_another(reading, held)


def shows_another_item(session: Session, entry: Entry, reading: Reading) -> str | None:
    """Return the address of the other item that the answer for a held page shows and names as its own."""
    held = held_reading(session, entry)
    if held is None or reading.canonical_url is None:
        return None
    claimed = session.site.address(reading.canonical_url)
    target = session.registry.meant(claimed) if claimed is not None else entry.url
    known = session.known.get(target)
    if target == entry.url or known is None or known.reading is None:
        return None
    is_other = known.record_id is not None and same_page(reading, unpack(known.reading))
    return target if is_other and _is_another(reading, held) else None


def shows_a_held_one(session: Session, entry: Entry, reading: Reading) -> str | None:
    """Return the address of the other item whose title and text stand at a held page's address.

    Nothing of its own text is left, and nobody who names it says that it is called so now.
    """
    held = held_reading(session, entry)
    if held is None or not reading.text or not _is_another(reading, held):
        return None
    told = [one.title for one in (entry.rest, entry.feed, *entry.cards.values()) if one is not None]
    if fold(reading.title or "") in {fold(title or "") for title in told}:
        return None
    other = session.held_texts.other(entry.url, reading)
    return other if other is None or session.registry.resolve(other) != entry.url else None


def state_without(session: Session, entry: Entry, stray: str | None) -> State:
    """Return the state of a page without an article; *stray*: why it is another one, if it is.

    One that was read before is gone: the account holds that against the ways that
    still name it. Where no other page stands in its place, whoever names it as an
    item knows better than a page that cannot be read as one.
    """
    known = session.known.get(entry.url)
    was_read = session.told_by == "site" and known is not None and known.reading is not None
    is_named = bool(entry.ways - UNNAMING)
    if was_read and (stray is not None or not is_named):
        return "gone"
    is_item = is_named and entry.likely_kind in session.kinds
    return "failed" if is_item or was_read else "out_of_scope"


def held_reading(session: Session, entry: Entry) -> Reading | None:
    """Return what the record of *entry* was read from before this run, ``None`` where there is none."""
    known = session.known.get(entry.url)
    if session.told_by != "site" or known is None or known.reading is None:
        return None
    return unpack(known.reading) if known.record_id in session.ids.held else None


def _is_another(one: Reading, held: Reading) -> bool:
    """Return whether next to nothing of *held*, its title included, is left in *one*."""
    if fold(one.title or "") == fold(held.title or ""):
        return False
    now, then = lines_of(one), lines_of(held)
    shared = sum(map(len, now & then))
    return shared <= _COMMON * min(sum(map(len, now)), sum(map(len, then)))


def _is_own(session: Session, entry: Entry, reading: Reading) -> bool:
    """Return whether the page names the address of *entry* as its own."""
    claimed = session.site.address(reading.canonical_url) if reading.canonical_url else None
    return claimed is not None and session.registry.meant(claimed) == entry.url


def _is_home(session: Session, url: str | None) -> bool:
    return url is not None and url.rstrip("/") == session.site.base_url.rstrip("/")
