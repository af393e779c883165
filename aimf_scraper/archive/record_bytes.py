"""One WARC record as one gzip member: warcio lays it out, ISA-L packs it."""

from __future__ import annotations

import io
from typing import Final

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aimf_scraper.archive.members import GZIP_HEADER
from aimf_scraper.archive.payload import digest_of

VERSION: Final = "WARC/1.1"
Fields = list[tuple[str, str]]

_LEVEL: Final = 3  # ISA-L's best
_GZIP: Final = 31  # zlib's window bits for a gzip header
#: Records whose block is no HTTP message.
_PLAIN: Final = frozenset({"warcinfo", "metadata", "resource"})


class _AsServed(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """HTTP headers byte for byte; warcio would percent-encode what is not ASCII."""

    def __init__(self, head: bytes) -> None:
        super().__init__("", [("", "")])
        self._head = head

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002 - warcio's argument
        self.headers_buff = self._head


def member(fields: Fields, kind: str, media_type: str, head: bytes, body: bytes = b"") -> bytes:
    """Return one record as one gzip member."""
    fields.append(("WARC-Block-Digest", digest_of(head + body)))
    headers = StatusAndHeaders("", fields, protocol=VERSION)
    http = None if kind in _PLAIN else _AsServed(head)
    stream = io.BytesIO(body if http else head)
    length = len(stream.getbuffer())
    record = ArcWarcRecord("warc", kind, headers, stream, http, media_type, length)
    record.payload_length = length
    plain = io.BytesIO()
    WARCWriter(plain, gzip=False, warc_version=VERSION).write_record(record)
    packed = isal_zlib.compress(plain.getbuffer(), _LEVEL, wbits=_GZIP)
    return GZIP_HEADER + packed[len(GZIP_HEADER) :]
