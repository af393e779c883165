"""What an answer to a page's request means: a draft, another address, or a reason why not.

A good record is never replaced by half a one: only a whole, readable page
leads to a draft. Everything else becomes the page's state, with its reason,
and where the page itself cannot be had, the item as others tell of it.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.addresses import record_id
from aimf_scraper.assembly import Draft, lay_over
from aimf_scraper.crawling.capture import META as CAPTURE_META
from aimf_scraper.crawling.discovery.url_registry import sources_of
from aimf_scraper.crawling.faults import INTERNAL
from aimf_scraper.crawling.hints import hints_of, pack, readings_of, tells_all, unpack
from aimf_scraper.errors import PageError, said_of
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.not_pages import MOVED
from aimf_scraper.records import Link, Provenance, as_kind
from aimf_scraper.store import PageState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.http import Response

    from aimf_scraper.crawling.capture import CaptureNote
    from aimf_scraper.crawling.discovery.url_registry import Entry
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading
    from aimf_scraper.records import Kind
    from aimf_scraper.store import State

    #: bytes, address, Content-Type -> the page; raises PageError
    Read = Callable[[bytes, str, str | None], HtmlPage]

logger = logging.getLogger(__name__)

#: Reasons for which a page is none, today and tomorrow.
_NO_PAGE: Final = frozenset({"not-html", "template", "password", "too-deep"})
#: Reasons that make it no item of the dataset, whatever a card shows of it.
_NO_ITEM: Final = frozenset({"template", "password"})
#: Failures of a page that will be the same tomorrow: its cards tell all that can be had.
_CARD_STANDS_IN: Final = frozenset({"no-article", "not-archived"})
_GONE: Final = frozenset({404, 410})


class Visitor:
    """Turns answers into drafts and page states; asks nothing itself.

    ``read`` is how a page's bytes are read; a rebuild reads them beforehand,
    on every core, and hands over where to find the result.
    """

    def __init__(self, session: Session, read: Read = read_html) -> None:
        self.session = session
        self._read_html = read

    def answered(self, entry: Entry, response: Response) -> Draft | None:
        """Take the *response* to the request for *entry*; return the draft it leads to, if any."""
        status = response.status
        if status == 304:
            return self._unchanged(entry)
        if 300 <= status < 400:
            location = response.headers.get("Location")
            return self._moved(entry, response, location.decode("latin-1") if location else "")
        if status != 200:
            state: State = "gone" if status in _GONE else "failed"
            if status in {401, 403, 451}:
                state = "rejected"
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
            if error.reason == MOVED:
                return self._moved(entry, response, error.detail)
            self.session.reject(entry.url, error.reason, error.detail)
            # What may be another answer tomorrow (a captcha, maintenance, nothing) is asked again.
            state = "rejected" if error.reason in _NO_PAGE else "failed"
            return self.missing(entry, error.reason, state=state, http_status=status)
        return self._read(entry, page, response)

    def missing(
        self, entry: Entry, reason: str, *, state: State = "failed", http_status: int | None = None
    ) -> Draft | None:
        """Note that the page of *entry* cannot be had; return the item as others tell of it.

        An item that was read whole before stays as it was.
        """
        session = self.session
        known = session.known.get(entry.url)
        page = self.state(
            entry, state=state, http_status=http_status, reason=reason, checked_at=session.clock()
        )
        page = replace(page, tries=(known.tries if known else 0) + 1)
        hints = page.hints
        # Of a page that may answer tomorrow a card is no stand-in: it would pass for the text.
        is_late = state == "failed" and reason not in _CARD_STANDS_IN
        tells = tells_all(hints) if is_late else bool(readings_of(hints))
        was_read = known is not None and known.reading is not None
        kind = entry.kind
        session.account.outcomes[f"page/{reason}"] += 1
        if was_read or not tells or kind not in session.kinds or reason in _NO_ITEM:
            session.save_page(page)
            return None
        return self._draft(entry, kind, page, page_reading=None)

    def broke(self, entry: Entry, error: Exception) -> None:
        """Note that our own code gave up on the page of *entry*: a gap with its name, no more."""
        said = said_of(error)
        self.session.reject(entry.url, INTERNAL, said)
        logger.warning("%s: %s: %s", entry.url, INTERNAL, said)
        page = self.state(entry, state="failed", reason=INTERNAL, checked_at=self.session.clock())
        known = self.session.known.get(entry.url)
        self.session.account.outcomes[f"page/{INTERNAL}"] += 1
        self.session.save_page(replace(page, tries=(known.tries if known else 0) + 1))

    def again(self, entry: Entry, known: PageState) -> Draft | None:
        """Return the draft of a page read earlier, where what is said of it now changes it."""
        hints = hints_of(entry, known.hints)
        found_by = tuple({*known.found_by, *entry.found_by})
        news = sources_of(found_by) != sources_of(known.found_by)
        kind = entry.kind
        if known.reading is None or kind not in self.session.kinds:
            return None
        if not news and hints == known.hints:
            return None
        reading = unpack(known.reading)
        page = replace(known, found_by=found_by, hints=hints)
        draft = self._draft(entry, kind, page, page_reading=reading)
        if draft.says_what(self._draft(entry, kind, known, page_reading=reading)):
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

    def _unchanged(self, entry: Entry) -> Draft | None:
        known = self.session.known[entry.url]
        self.session.account.outcomes["page/not-modified"] += 1
        page = replace(
            known,
            checked_at=self.session.clock(),
            last_seen=self.session.started_at,
            found_by=entry.found_by or known.found_by,
            sitemap_lastmod=entry.sitemap_lastmod or known.sitemap_lastmod,
            rest_modified=entry.rest_modified or known.rest_modified,
        )
        self.session.save_page(page)
        return None

    def _moved(self, entry: Entry, response: Response, location: str) -> Draft | None:
        target = self.session.site.address(location, response.url)
        if not location or target is None or target.is_a in {"other", "listing"}:
            known = self.session.known.get(entry.url)
            # What was never read is a gap: the site names it, and it stands elsewhere.
            state: State = "gone" if known is not None and known.reading is not None else "failed"
            return self.missing(entry, "moved-away", state=state, http_status=response.status)
        if self.session.registry.resolve(target.url) == entry.url:
            if self.session.is_claimed(target.url):
                return self.missing(
                    entry, "redirect-loop", state="failed", http_status=response.status
                )
            # It led here once and is the page's address again.
            self.session.registry.aliases.pop(target.url, None)
        self.session.add_alias(entry.url, target.url)
        return None

    def _read(self, entry: Entry, page: HtmlPage, response: Response) -> Draft | None:
        session = self.session
        session.note_links(page)
        # What it leads to goes first: a kill in between would lose it with a page that is done.
        session.save_found(self.found(one) for one in session.registry.take_news())
        reading = page.reading
        if reading is None:
            # Whoever names it as an item knows better than a page that cannot be read as one.
            is_item = bool(entry.ways - {"link"}) and entry.kind in session.kinds
            return self.missing(
                entry,
                "no-article",
                state="failed" if is_item else "out_of_scope",
                http_status=response.status,
            )
        canonical = session.site.address(reading.canonical_url) if reading.canonical_url else None
        if (
            canonical is not None
            and canonical.is_a in {"content", "unknown"}
            and canonical.url != entry.url
        ):
            merged = session.add_alias(entry.url, canonical.url)
            if merged is None or not session.claim(merged.url):
                return None
            entry = merged
        kind = entry.kind or as_kind(reading.kind) or "page"
        entry.kind = kind
        capture: CaptureNote | None = response.meta.get(CAPTURE_META)
        # The archive's word for when: the same for a page read again years later.
        now = capture.date.replace("Z", "+00:00") if capture else session.clock()
        etag = response.headers.get("ETag")
        modified = response.headers.get("Last-Modified")
        state = self.state(
            entry,
            state="fetched" if kind in session.kinds else "out_of_scope",
            record_id=record_id(kind, entry.url) if kind in session.kinds else None,
            http_status=response.status,
            etag=etag.decode("latin-1") if etag else None,
            last_modified=modified.decode("latin-1") if modified else None,
            payload_digest=capture.payload_digest if capture else payload_digest(response.body),
            warc_record_id=capture.record_id if capture else None,
            fetched_at=now,
            checked_at=now,
            reading=pack(reading),
        )
        if kind not in session.kinds:
            session.save_page(state)
            return None
        return self._draft(entry, kind, state, page_reading=reading)

    def _draft(
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
