"""Archived captures as answers: what discovery and visits are given in place of the network."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from aimf_scraper.crawling.wire.capture import META, CaptureNote
from aimf_scraper.crawling.wire.fetch import Answer, Fetcher

if TYPE_CHECKING:
    from aimf_scraper.archive.reader import Capture
    from aimf_scraper.rebuilding.shelf import Shelf

NOT_ARCHIVED: Final = "not-archived"
_MAX_REDIRECTS: Final = 5
#: The body is decoded and whole: headers that say otherwise are left out.
_OF_THE_WIRE: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def response_of(capture: Capture, url: str, *, body: bytes | None = None) -> Response:
    """Return *capture* as the crawl would have met it, its place in the archive in ``meta``."""
    headers: dict[str, list[str]] = {}
    for name, value in capture.headers:
        if name.lower() not in _OF_THE_WIRE:
            headers.setdefault(name, []).append(value)
    note = CaptureNote(
        record_id=capture.record_id,
        payload_digest=capture.payload_digest,
        date=capture.date,
        refers_to=capture.refers_to,
    )
    return Response(
        url,
        status=capture.status,
        headers=headers,
        body=capture.body if body is None else body,
        request=Request(url, meta={META: note}),
    )


class ArchiveFetcher(Fetcher):
    """Asks the shelf where a crawl asks the site; redirects followed the same way."""

    def __init__(self, shelf: Shelf) -> None:  # no crawler: there is nobody to ask
        self._shelf = shelf
        self.tally: Counter[str] = Counter()

    def keep(self, answer: Answer) -> None:
        """The shelf gives the same answer again by itself."""

    async def get(
        self,
        url: str,
        *,
        accept: str | None = None,  # noqa: ARG002 - a Fetcher's argument; the archive has one form
        meta: dict[str, Any] | None = None,  # noqa: ARG002 - as above
    ) -> Answer:
        """Return what the archive holds of *url*; ``not-archived`` where it holds nothing."""
        answer = self.answer(url)
        self.tally[answer.said] += 1
        return answer

    def answer(self, url: str) -> Answer:
        at = url
        for _ in range(_MAX_REDIRECTS):
            capture = self._shelf.load_best(at)
            if capture is None:
                return Answer(url, None, NOT_ARCHIVED)
            location = capture.header("Location")
            if not 300 <= capture.status < 400 or not location:
                return Answer(url, response_of(capture, at))
            try:
                at = urljoin(at, location)
            except ValueError:  # [ and ] around what is no address
                return Answer(url, None, NOT_ARCHIVED)
        return Answer(url, None, "redirect-loop")
