"""What an answer to a page's request means: a draft, another address, or a reason why not.

A good record is never replaced by half a one: only a whole, readable page
leads to a draft. Everything else becomes the page's state, with its reason,
and where the page itself cannot be had, the item as others tell of it.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.answers.copies import Copies
from aimf_scraper.crawling.answers.drafts import DraftMaker
from aimf_scraper.crawling.answers.half_pages import CUT_OFF, how_cut
from aimf_scraper.crawling.answers.hints import pack, unpack
from aimf_scraper.crawling.answers.redirects import (
    AWAY,
    asked_elsewhere,
    follow,
    location_of,
    sent_on,
)
from aimf_scraper.crawling.answers.same_page import has_lost_text, is_part_of, joined, says_the_same
from aimf_scraper.crawling.answers.spelled import Spelled
from aimf_scraper.crawling.answers.strays import state_without, what_else
from aimf_scraper.crawling.answers.unchanged import is_unasked, keep_unchanged
from aimf_scraper.crawling.answers.unheld import Unheld
from aimf_scraper.crawling.answers.waiting import (
    Verdict,
    Waiting,
    further_parts,
    is_named_apart,
    judge_claim,
    judge_late,
    settled_first,
)
from aimf_scraper.crawling.plan import DENIED
from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.not_pages import MOVED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapy.http import Response

    from aimf_scraper.assembly import Draft
    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading
    from aimf_scraper.store import State

    #: bytes, address, Content-Type -> the page; raises PageError
    Read = Callable[[bytes, str, str | None], HtmlPage]
    Pack = Callable[[Reading], bytes]

logger = logging.getLogger(__name__)

_GONE: Final = frozenset({404, 410})
#: Nearly nothing is left of the text that is held: a picture or a file stands in its place.
TEXT_LOST: Final = "text-lost"
#: So many items wait to be compared with the one that they call themselves; a theme's fault is many.
_MOST_CLAIMS: Final = 50
#: The number of a part, at the end of its address.
_NUMBER: Final = re.compile(r"([0-9]{1,3})/?$")


class Visitor:
    """Turns answers into drafts and page states; asks nothing itself.

    ``read`` is how a page's bytes are read, ``pack`` how the store is given its reading; a
    rebuild does both beforehand, on every core, and hands over where to find the result.
    """

    def __init__(self, session: Session, read: Read = read_html, pack: Pack = pack) -> None:
        self.session = session
        self.make = DraftMaker(session, pack)
        self.again = self.make.again
        self.found = self.make.found
        self._read_html = read
        self._copies = Copies(session)
        self._spelled = Spelled(session)
        self._waiting: dict[str, Waiting] = {}
        self._claims: Counter[str] = Counter()
        self._unheld = Unheld(session, self.make)
        self.broke = self._unheld.broke

    def answered(self, entry: Entry, response: Response) -> Draft | None:
        """Take the *response* to the request for *entry*; return the draft it leads to, if any."""
        status = response.status
        if status == 304 and not is_unasked(self.session, response):
            keep_unchanged(self.session, entry)
            return None
        if 300 <= status < 400 and status != 304:
            return self._moved(entry, location_of(response.headers.get("Location")), response)
        if status in _GONE and asked_elsewhere(self.session, entry):
            return None
        if status != 200:
            state: State = "gone" if status in _GONE else "failed"
            if status in DENIED:
                state = self._unheld.refused(entry)
            self.session.reject(entry.url, f"http-{status}", f"the page answers {status}")
            return self.missing(entry, f"http-{status}", state=state, http_status=status)
        try:
            content_type = response.headers.get("Content-Type")
            page = self._read_html(
                response.body,
                response.url,
                content_type.decode("latin-1") if content_type else None,
            )
            page.article()  # refuses dummy text
        except PageError as error:
            target = error.detail if error.reason == MOVED else sent_on(response, None)
            if target is not None:
                return self._moved(entry, target, response)
            self.session.reject(entry.url, error.reason, error.detail)
            state = self._unheld.unreadable(entry, error.reason)
            return self.missing(entry, error.reason, state=state, http_status=status)
        if (target := sent_on(response, page)) is not None:
            return self._moved(entry, target, response)
        if (cut := how_cut(self.session, entry, response.body)) is not None:
            self.session.reject(entry.url, CUT_OFF, cut)
            return self.missing(entry, CUT_OFF, http_status=status)
        return self._read(entry, page, response)

    def was_read(self, entry: Entry) -> bool:
        """Return whether the page of *entry* was read before, and its text is held."""
        known = self.session.known.get(entry.url)
        return known is not None and known.reading is not None

    def missing(
        self, entry: Entry, reason: str, *, state: State = "failed", http_status: int | None = None
    ) -> Draft | None:
        """Note that the page of *entry* cannot be had; return the item as others tell of it."""
        if entry.part_of is not None:
            return self._part(entry, None, None)
        if entry.was is not None:  # nor is it where a way names it: it is missing where it was held
            self.session.add_alias(entry.url, entry.was)
            return None
        return self._unheld.missing(entry, reason, state=state, http_status=http_status)

    def _moved(self, entry: Entry, location: str, response: Response) -> Draft | None:
        reason = follow(self.session, entry, location, response.url)
        if reason is None:
            return None
        known = self.session.known.get(entry.url)
        # What was never read is a gap: the site names it, and it stands elsewhere.
        is_gone = reason == AWAY and known is not None and known.reading is not None
        state: State = "gone" if is_gone else "failed"
        if reason == AWAY and not is_gone and entry.is_only_linked and entry.kind is None:
            state = "out_of_scope"  # a link to a list under another name: nobody calls it an item
        return self.missing(entry, reason, state=state, http_status=response.status)

    def _read(self, entry: Entry, page: HtmlPage, response: Response) -> Draft | None:
        if entry.part_of is not None:
            return self._part(entry, page, response)
        if self._copies.takes(entry, page, response) or self._spelled.takes(entry, page, response):
            return None
        return self._own(entry, page, response)

    def _own(self, entry: Entry, page: HtmlPage, response: Response) -> Draft | None:
        """Take a page that is no other one's copy."""
        session = self.session
        parts = further_parts(session, entry, page) if page.reading is not None else {}
        for part in parts.values():
            session.registry.alias(part.url, entry.url)
        session.note_links(page, entry.depth)
        # What it leads to goes first: a kill in between would lose it with a page that is done.
        session.save_found(self.found(one) for one in session.registry.take_news())
        reading = None if page.home else page.reading
        stray = what_else(session, entry, page, response)
        if reading is None or stray is not None:
            state = state_without(session, entry, stray)
            reason = stray or "no-article"
            return self.missing(entry, reason, state=state, http_status=response.status)
        if session.habits.not_there is not None and says_the_same(
            reading, session.habits.not_there
        ):
            return self.missing(
                entry, "not-found", state="gone", http_status=response.status
            )  # what the site answers to an address that it cannot have
        if parts:
            self._wait(Waiting(entry, reading, response), parts)
            return None
        return self._judged(entry, judge_claim(session, entry, reading), reading, response)

    def _judged(
        self, entry: Entry, claim: Verdict, reading: Reading, response: Response
    ) -> Draft | None:
        """Act on what the page's canonical address means."""
        session = self.session
        if claim.what == "ask":
            self._claims[claim.target] += 1
            if self._claims[claim.target] > _MOST_CLAIMS and is_named_apart(
                session, entry, claim.target
            ):
                return self._taken(entry, reading, response)
            session.registry.note(claim.target, "link", depth=entry.depth)
            self._waiting[entry.url] = Waiting(entry, reading, response, claims=claim.target)
            return None
        if claim.what != "own":
            merged = session.add_alias(entry.url, claim.target)
            known = session.known.get(merged.url) if merged is not None else None
            if merged is None or (known is not None and known.reading is not None):
                return None  # the page itself is read
            if claim.what == "alias" and not session.claim(merged.url):
                return None
            entry = merged
        return self._taken(entry, reading, response)

    def _taken(
        self, entry: Entry, reading: Reading, response: Response, *, is_whole: bool = True
    ) -> Draft | None:
        """Take what was read for the page of *entry*, but for half a page that would replace a whole one."""
        session = self.session
        if entry.was is not None:
            session.add_alias(entry.was, entry.url)  # back at its old address
            entry.was = None
        known = session.known.get(entry.url)
        is_told = entry.rest is not None and bool(entry.rest.text)
        if (
            session.told_by == "site"
            and not is_told
            and known is not None
            and known.reading is not None
        ):
            held = unpack(known.reading).text
            if has_lost_text(held, reading.text):
                said = f"{len(reading.text or '')} characters are left of {len(held or '')}"
                session.reject(entry.url, TEXT_LOST, said)
                return self.missing(entry, TEXT_LOST, http_status=response.status)
        return self.make.taken(entry, reading, response, is_whole=is_whole)

    def undecided(self, *, last: bool = False) -> Iterator[Draft]:
        """Yield the drafts of pages that waited for others, which have answered by now.

        *last*: nothing more will be asked for.
        """
        released = chain(self._copies.released(last=last), self._spelled.released(last=last))
        for entry, page, response in released:
            draft = self._own(entry, page, response)
            if draft is not None:
                yield draft
        yield from self._unheld.shown()
        for url, one in settled_first(self._waiting):
            if one.keys:
                if not last:
                    continue
                one.failed = one.failed or "not-asked"
            if one.failed is not None:
                draft = self.missing(one.entry, f"part-{one.failed}")
            elif one.parts:
                whole = joined([one.reading, *(p for _, p in sorted(one.parts.items()) if p)])
                draft = self._taken(one.entry, whole, one.response, is_whole=False)
            else:
                claim = judge_late(self.session, one)
                if claim is None and not last:
                    continue
                draft = self._judged(one.entry, claim or Verdict("own"), one.reading, one.response)
            del self._waiting[url]
            if draft is not None:
                yield draft

    def _wait(self, one: Waiting, parts: dict[int, Entry]) -> None:
        """Let *parts* be asked for before the article is judged."""
        self._waiting[one.entry.url] = one
        for number, part in parts.items():
            self.session.registry.aliases.pop(part.url, None)
            if self.session.is_claimed(part.url):
                self.session.unclaim(
                    part.url
                )  # read as a page of its own before anybody knew better
            self.session.registry.entries[part.url] = part
            one.parts[number] = None
            one.keys.add(part.url)

    def _part(self, entry: Entry, page: HtmlPage | None, response: Response | None) -> Draft | None:
        """Take one more part of an article; without a *page* it could not be had."""
        one = self._waiting.get(entry.part_of or "")
        if one is None or entry.url not in one.keys:
            return None
        one.keys.discard(entry.url)
        reading = page.reading if page is not None else None
        if reading is None or page is None:
            one.failed = "unreadable"
            return None
        if response is not None and not is_part_of(reading, one.reading):
            self.session.registry.aliases.pop(entry.url, None)
            entry.part_of = None
            return self._read(entry, page, response)
        number = _NUMBER.search(entry.named)
        if number is not None:
            one.parts[int(number[1])] = reading
        self.session.add_alias(entry.url, one.entry.url)
        self._wait(one, further_parts(self.session, one.entry, page, one.parts))
        return None
