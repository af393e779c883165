"""What the archive holds, as pages again: our own files and other people's.

Reads WARC 1.0 and 1.1, plain or gzipped, and WACZ. A revisit is given the
payload that it refers to, wherever in the files that lies. Damage is yielded,
never raised: one bad record must not hide a thousand good ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.exchange import media_type_of
from aimf_scraper.archive.payload import (
    Head,
    Pairs,
    PayloadError,
    decoded_or_plain,
    digest_of,
    head_of,
    payload_of,
)
from aimf_scraper.archive.records import SHOWN_HTML, Damage, RawRecord, records_of, refers_to
from aimf_scraper.archive.sources import sources_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.sources import Source


#: Heritrix keeps what the name service said as responses too: no answer of a site.
_NAMES_ASKED: Final = "dns:"


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of the site at one moment.

    ``body`` is the payload decoded (no gzip, no br); ``headers`` are as served,
    so Content-Encoding and Content-Length may speak of the coded one. ``undecoded``
    says why a body is given as it stands although its head calls it coded.
    ``payload_digest`` is the payload's as served, computed, not copied.
    ``file`` and ``offset`` say where the capture itself lies; for a revisit,
    ``refers_to`` is the record that lent its payload. A 304 has the status and
    headers of the capture that it confirms.
    """

    url: str
    status: int
    headers: Pairs
    body: bytes
    date: str
    record_id: str
    payload_digest: str
    file: str
    offset: int
    refers_to: str | None = None
    undecoded: str | None = None

    @property
    def media_type(self) -> str | None:
        return media_type_of(self.header("Content-Type"))

    def header(self, name: str) -> str | None:
        """Return the first value of header *name*, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def captures(paths: Iterable[Path]) -> Iterator[Capture | Damage]:
    """Yield every response in the WARC and WACZ files at *paths* (or in folders of them).

    In the order of the files; requests, metadata and the like are passed over.

    Raises:
        UsageError: a path is not there, or is no archive.
    """
    return Archive(paths).captures()


class Archive:
    """WARC files that belong together: a revisit in one may refer to a capture in another.

    *place_of* knows from an index where (file, offset) the record of an id lies;
    without it, all files are read once for the first revisit.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        place_of: Callable[[str], tuple[str, int] | None] | None = None,
    ) -> None:
        self.sources = sources_in(paths)
        self._by_name = {source.name: source for source in self.sources}
        self._place_of = place_of
        self._originals: _Originals | None = None

    def captures(self, *, revisits: bool = True) -> Iterator[Capture | Damage]:
        """Yield every response, as ``captures`` does; without *revisits* only first payloads."""
        for source in self.sources:
            for item in records_of(source):
                if isinstance(item, Damage):
                    yield item
                elif item.url.startswith(_NAMES_ASKED):
                    continue
                elif item.has_payload or (revisits and item.is_capture):
                    yield self._capture(item)

    def orphans(self) -> Iterator[RawRecord]:
        """Yield the revisits whose payload is in none of the files."""
        if self._originals is None:
            self._originals = _Originals(self.sources)
        yield from self._originals.orphans()

    def load(
        self, file: str, offset: int, lender: tuple[str, int] | None = None
    ) -> Capture | Damage:
        """Return the capture at *offset* of the file of that name.

        *lender*: where, of a revisit, the payload lies, for those who know; then nobody
        looks through the files for it.

        Raises:
            KeyError: no such file among the sources.
        """
        item = self._raw(file, offset)
        return item if isinstance(item, Damage) else self._capture(item, lender)

    def shown_html(self, file: str, offset: int, record_id: str) -> bytes | None:
        """Return the HTML that a browser's scripts made of the capture *record_id*, kept at that place."""
        item = next(records_of(self._by_name[file], offset), None)
        if not isinstance(item, RawRecord) or not item.url.startswith(SHOWN_HTML):
            return None
        return item.block if item.headers.get("warc-concurrent-to") == record_id else None

    def head(self, file: str, offset: int) -> Head | Damage:
        """Return status and headers at *offset*, of a revisit its own.

        Raises:
            KeyError: no such file among the sources.
        """
        item = self._raw(file, offset)
        if isinstance(item, Damage):
            return item
        try:
            return _head(item)
        except PayloadError as error:
            return _damage(item, str(error))

    def _raw(self, file: str, offset: int) -> RawRecord | Damage:
        item = next(records_of(self._by_name[file], offset), None)
        if item is None or isinstance(item, Damage):
            return item or Damage(self._by_name[file], offset, "nothing is there")
        if not item.is_capture:
            return _damage(item, f"a {item.kind} record, not a response")
        return item

    def _capture(
        self, record: RawRecord, lender: tuple[str, int] | None = None
    ) -> Capture | Damage:
        try:
            if record.kind == "revisit":
                return self._revisit(record, lender)
            head = _head(record)
            return _made(record, head, payload_of(head, record.block))
        except PayloadError as error:
            return _damage(record, str(error))

    def _revisit(self, record: RawRecord, lender: tuple[str, int] | None) -> Capture:
        original = self._original(record, lender)
        if original is None:
            raise PayloadError("the capture that this revisit refers to is not in the archive")
        head = _head(original)
        payload = payload_of(head, original.block)
        own = _head(record) if record.block.strip() else head
        # A 304 says "as before": what was before is the page.
        shown = head if own.status == 304 else own
        return replace(_made(record, shown, payload), refers_to=original.record_id)

    def _original(self, revisit: RawRecord, lender: tuple[str, int] | None) -> RawRecord | None:
        wanted = revisit.headers.get("warc-refers-to", "")
        place = lender or (self._place_of(wanted) if self._place_of else None)
        if place is not None and place[0] in self._by_name:
            item = self._raw(*place)
            if isinstance(item, RawRecord) and item.has_payload and item.record_id == wanted:
                return item
        if self._originals is None:
            self._originals = _Originals(self.sources)
        return self._originals.of(revisit)


class _Originals:
    """Finds the payload of a revisit: by record id, by address and date, or by digest."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._places: dict[tuple[str, ...], tuple[Source, int]] = {}
        self._revisits: list[RawRecord] = []
        for source in sources:
            for item in records_of(source):
                if not isinstance(item, RawRecord):
                    continue
                if item.kind == "revisit":
                    self._revisits.append(replace(item, block=b""))
                elif item.has_payload:
                    for key in _names(item):
                        self._places.setdefault(key, (source, item.offset))

    def orphans(self) -> Iterator[RawRecord]:
        """Yield the revisits, without their blocks, that refer to nothing that is there."""
        return (one for one in self._revisits if self._place(one) is None)

    def of(self, revisit: RawRecord) -> RawRecord | None:
        place = self._place(revisit)
        if place is None:
            return None
        item = next(records_of(*place), None)
        return item if isinstance(item, RawRecord) else None

    def _place(self, revisit: RawRecord) -> tuple[Source, int] | None:
        headers = revisit.headers
        keys = [
            (headers.get("warc-refers-to", ""),),
            refers_to(revisit),
            ("digest", headers.get("warc-payload-digest", "")),
        ]
        return next((self._places[key] for key in keys if key in self._places), None)


def _names(record: RawRecord) -> list[tuple[str, ...]]:
    digest = record.headers.get("warc-payload-digest")
    names: list[tuple[str, ...]] = [(record.record_id,), (record.url, record.date)]
    return [*names, ("digest", digest)] if digest else names


def _head(record: RawRecord) -> Head:
    return head_of(record.kind, record.block, record.headers.get("content-type"))


def _made(record: RawRecord, head: Head, payload: bytes) -> Capture:
    body, undecoded = decoded_or_plain(payload, head.get("Content-Encoding"))
    return Capture(
        url=record.url,
        status=head.status,
        headers=head.headers,
        body=body,
        date=record.date,
        record_id=record.record_id,
        payload_digest=digest_of(payload),
        file=record.source.name,
        offset=record.offset,
        undecoded=undecoded,
    )


def _damage(record: RawRecord, what: str) -> Damage:
    return Damage(record.source, record.offset, what, record_id=record.record_id, url=record.url)
