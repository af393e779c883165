"""The draft and the crawl state of a page that was read, or of an item that others tell of."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from aimf_scraper.assembly import Draft, lay_over
from aimf_scraper.crawling.account.account import LIE, Gap
from aimf_scraper.crawling.answers.hints import hints_of, pack, readings_of, unpack, with_end
from aimf_scraper.crawling.answers.same_page import says_the_same
from aimf_scraper.crawling.discovery.ways import sources_of
from aimf_scraper.crawling.plan import is_newer
from aimf_scraper.crawling.wire.capture import META as CAPTURE_META
from aimf_scraper.pages.cut_off import is_closed
from aimf_scraper.records import Link, Provenance, as_kind
from aimf_scraper.store import PageState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.http import Response

    from aimf_scraper.crawling.discovery.entry import Entry
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.capture import CaptureNote
    from aimf_scraper.pages.reading import Reading
    from aimf_scraper.records import Kind


class DraftMaker:
    """Makes what the store and the pipelines are given; asks nothing."""

    def __init__(self, session: Session, pack: Callable[[Reading], bytes] = pack) -> None:
        self.session = session
        self._pack = pack
        #: What audited pages that read otherwise than they are held showed first.
        self._read_otherwise: dict[str, Reading] = {}

    def again(self, entry: Entry, known: PageState) -> Draft | None:
        """Return the draft of a page read earlier, where what is said of it now changes it."""
        hints = hints_of(entry, known.hints)
        found_by = tuple({*known.found_by, *entry.found_by})
        news = sources_of(found_by) != sources_of(known.found_by)
        kind = entry.kind
        if known.reading is None or kind not in self.session.kinds:
            return None
        if is_newer(known, entry):
            return (
                None  # the page is yet to be read: its old text and a new date do not go together
            )
        is_other = "rest" in entry.direct and kind != known.kind  # the site calls it so tonight
        if not (news or is_other) and hints == known.hints:
            return None
        reading = unpack(known.reading)
        page = replace(known, kind=kind, found_by=found_by, hints=hints)
        draft = self.draft(entry, kind, page, page_reading=reading)
        if not is_other and draft.says_what(self.draft(entry, kind, known, page_reading=reading)):
            # Another listing shows it, with nothing new to say.
            self.session.save_page(page)
            return None
        return draft

    def found(self, entry: Entry) -> PageState:
        """Return what discovery says of *entry*, fit to be committed before the page is read.

        Of a page read before only the ways: what its record was made with (the
        API's date, the cards) must stand until a new record is made, or a run
        killed in between would leave a changed page behind as unchanged.
        """
        known = self.session.known.get(entry.url)
        if known is None or known.reading is None:
            return self.state(entry, state="found")
        now = self.session.started_at
        return PageState(url=entry.url, found_by=entry.found_by, first_seen=now, last_seen=now)

    def state(self, entry: Entry, **said: object) -> PageState:
        """Return the crawl state of *entry* with what this run says of it."""
        now = self.session.started_at
        known = self.session.known.get(entry.url)
        return PageState(
            url=entry.url,
            kind=entry.kind,
            found_by=tuple({*entry.found_by, *(known.found_by if known else ())}),
            first_seen=now,
            last_seen=now,
            rest_modified=entry.rest_modified,
            sitemap_lastmod=entry.sitemap_lastmod,
            hints=hints_of(entry, known.hints if known else None),
            **said,  # type: ignore[arg-type]  # the callers above name PageState's own fields
        )

    def taken(
        self, entry: Entry, reading: Reading, response: Response, *, is_whole: bool = True
    ) -> Draft | None:
        """Return the draft of a page that is read; *is_whole*: the answer alone tells when it changes."""
        session = self.session
        kind = entry.kind or as_kind(reading.kind) or entry.presumed or "page"
        entry.kind = kind
        capture: CaptureNote | None = response.meta.get(CAPTURE_META)
        # The archive's word for when: the same for a page read again years later.
        now = capture.date.replace("Z", "+00:00") if capture else session.clock()
        etag = response.headers.get("ETag") if is_whole else None
        modified = response.headers.get("Last-Modified") if is_whole else None
        verdict = self._of_audit(entry, reading)
        if verdict == "stands":
            session.save_page(replace(session.known[entry.url], checked_at=now))
        if verdict is not None:
            return None
        state = self.state(
            entry,
            state="fetched" if kind in session.kinds else "out_of_scope",
            record_id=session.ids.of(kind, entry.url) if kind in session.kinds else None,
            http_status=response.status,
            etag=etag.decode("latin-1") if etag else None,
            last_modified=modified.decode("latin-1") if modified else None,
            payload_digest=capture.payload_digest if capture else payload_digest(response.body),
            warc_record_id=capture.record_id if capture else None,
            fetched_at=now,
            checked_at=now,
            reading=self._pack(reading),
        )
        if session.told_by == "site":
            state = replace(state, hints=with_end(state.hints, closed=is_closed(response.body)))
        if kind not in session.kinds:
            session.save_page(state)
            return None
        return self.draft(entry, kind, state, page_reading=reading)

    def _of_audit(self, entry: Entry, reading: Reading) -> Literal["stands", "again"] | None:
        """Return what a page that is read only to try a way's word shows; note it if that was wrong.

        One that reads otherwise is asked for twice: a page that differs from itself within a
        minute says nothing of the way. ``None``: it is taken as it was read.
        """
        session = self.session
        way, known = session.audited.get(entry.url), session.known.get(entry.url)
        if way is None or known is None or known.reading is None:
            return None
        first = self._read_otherwise.get(entry.url)
        if first is None:
            session.account.outcomes["audited"] += 1
            if says_the_same(reading, unpack(known.reading)):
                return "stands"
            self._read_otherwise[entry.url] = reading
            entry.again = True
            session.unclaim(entry.url)
            return "again"
        if says_the_same(reading, first):
            session.account.lies.append(Gap(way, entry.url, LIE))
        else:
            session.account.note("page", entry.url, "reads otherwise each time it is asked for")
        return None

    def draft(
        self, entry: Entry, kind: Kind, page: PageState, *, page_reading: Reading | None
    ) -> Draft:
        readings = [*readings_of(page.hints)]
        if page_reading is not None:
            readings.insert(0, page_reading)
        draft = lay_over(
            readings,
            url=entry.url,
            kind=kind,
            provenance=Provenance(
                fetched_at=page.fetched_at,
                sources=sources_of(page.found_by),
                http_status=page.http_status,
                payload_digest=page.payload_digest,
                warc_record_id=page.warc_record_id,
            ),
            links=self._links(entry.url, page_reading),
        )
        draft.id = self.session.ids.of(kind, entry.url)
        draft.page = replace(page, record_id=draft.id)
        return draft

    def _links(self, own: str, reading: Reading | None) -> Iterable[Link]:
        """Yield the body's links, those of the site by canonical address, each once."""
        seen = {own}
        for link in reading.links if reading else ():
            if not link.in_body:
                continue
            url = self.session.site.canonical(link.url) or link.url
            if url not in seen:
                seen.add(url)
                yield Link(url=url, record_id=None, text=link.text)


def payload_digest(body: bytes) -> str:
    """Return *body*'s digest in the form of WARC: SHA-1, base 32.

    >>> payload_digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode()}"
