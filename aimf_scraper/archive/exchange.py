"""One request and its response as they went over the wire, and what became of them on disk."""

from __future__ import annotations

from dataclasses import dataclass

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier capture that holds the same payload."""

    record_id: str
    url: str
    date: str
    payload_digest: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response.

    ``body`` is the entity body as served: chunks joined, content-coding left
    on. Headers are as sent and as received; hop-by-hop ones may be missing.
    ``fetched_at`` is ISO 8601 in UTC to the second, with a ``Z``. The record
    ids (``<urn:uuid:…>``) come from outside, so that the same crawl can be
    written twice to the same bytes. ``earlier`` makes the response a revisit;
    ``truncated`` is WARC's word for why a body is not whole. ``request_head`` and
    ``response_head`` are the heads byte for byte, each with its blank line, where
    they are known: then headers, reason and the like only say what is in them.
    ``tls``: ``tls/1.3`` and IANA's name of the cipher suite, where they are known.
    """

    url: str
    method: str
    request_headers: Headers
    request_body: bytes
    status: int
    reason: str
    protocol: str
    response_headers: Headers
    body: bytes
    fetched_at: str
    record_id: str
    request_id: str
    payload_digest: str
    ip: str | None = None
    earlier: Earlier | None = None
    truncated: str | None = None
    request_head: bytes | None = None
    response_head: bytes | None = None
    tls: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture in the archive, as the table ``captures`` keeps it.

    ``offset`` and ``length`` delimit the response's gzip member in ``file``
    (a name within the archive folder). ``refers_to`` is the record id of the
    capture that holds the payload, for revisits alone.
    """

    record_id: str
    url: str
    date: str
    file: str
    offset: int
    length: int
    payload_digest: str
    status: int
    media_type: str | None
    refers_to: str | None

    @property
    def revisit(self) -> bool:
        return self.refers_to is not None


def media_type_of(content_type: str | None) -> str | None:
    """Return the bare media type of a Content-Type header.

    >>> media_type_of("Text/HTML; charset=utf-8")
    'text/html'
    """
    bare = (content_type or "").partition(";")[0].strip().lower()
    return bare or None
