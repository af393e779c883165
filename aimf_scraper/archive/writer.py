"""WARC 1.1 files: one gzip member a record, a new file for every run and every gigabyte.

warcio lays out the records. It hard-wires gzip level 9 (3.5 ms a page), so the
members are made here, by ISA-L: for a page of 100 kB 0.24 ms, where zlib's
level 6 takes 1.9 ms, and 2 % more bytes. Each is made in memory first: what a
crash can leave is one unfinished member at the end of a file.
"""

from __future__ import annotations

import errno
import io
import os
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from aimf_scraper.archive.exchange import Captured, media_type_of
from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.record_bytes import Fields, member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from aimf_scraper.archive.exchange import Exchange, Headers

#: What warcinfo's isPartOf begins with in our files; when the run began follows.
RUN_OF_OURS: Final = "aimf-scraper run of "
CONFORMS_TO: Final = (
    "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
)
SAME_PAYLOAD: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
#: Bytes after which a file is closed and the next begun: 1 GB, as the convention has it.
ROTATE_BYTES: Final = 10**9

_FIELDS: Final = "application/warc-fields"
_HTTP: Final = "application/http; msgtype="


class WarcWriter:
    """Writes exchanges into ``PREFIX-YYYYMMDDhhmmss-NNNNN.warc.gz``; use it in a ``with``.

    No file is made before the first exchange. A finished file is never opened
    again, so a damaged one stays as it was found. Not for several threads.

    Args:
        folder: made if it is missing.
        info: the warcinfo record's fields (software, operator, robots …), as they
            stand when a file is begun.
        clock: the time as ``YYYY-MM-DDThh:mm:ssZ``.
        new_id: makes record ids for warcinfo records.
    """

    def __init__(
        self,
        folder: Path,
        *,
        info: Mapping[str, str],
        clock: Callable[[], str],
        new_id: Callable[[], str],
        prefix: str = "aimf",
        rotate_bytes: int = ROTATE_BYTES,
    ) -> None:
        self._folder = folder
        self._info = info
        self._clock = clock
        self._new_id = new_id
        self._prefix = prefix
        self._rotate_bytes = rotate_bytes
        self._file: io.FileIO | None = None
        self._name = ""
        self._offset = 0
        self._serial = 0
        self._warcinfo_id = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, exchange: Exchange) -> Captured:
        """Append the exchange's response (or revisit) and its request.

        Raises:
            OSError: the disk refused; the file is as it was before, and closed.
        """
        file = self._ready()
        response = self._response(exchange)
        request = self._request(exchange)
        captured = Captured(
            record_id=exchange.record_id,
            url=exchange.url,
            date=exchange.fetched_at,
            file=self._name,
            offset=self._offset,
            length=len(response),
            payload_digest=exchange.payload_digest,
            status=exchange.status,
            media_type=media_type_of(_header(exchange.response_headers, b"content-type")),
            refers_to=exchange.earlier.record_id if exchange.earlier else None,
        )
        self._append(file, response + request)
        if self._offset >= self._rotate_bytes:
            self.close()
        return captured

    def note(
        self,
        url: str,
        said: Iterable[tuple[str, str]],
        *,
        at: str,
        record_id: str,
        goes_with: str | None = None,
    ) -> None:
        """Append a metadata record that says *said* of *url*: what it leads to, why it was not had.

        Raises:
            OSError: the disk refused; the file is as it was before, and closed.
        """
        lines = (f"{name}: {' '.join(value.split())}\r\n" for name, value in said)
        data = "".join(lines).encode("utf-8", "replace")
        fields = self._beside("metadata", url, at, record_id, goes_with)
        self._add(member(fields, "metadata", _FIELDS, data))

    def resource(
        self, url: str, media_type: str, data: bytes, *, at: str, record_id: str, goes_with: str
    ) -> None:
        """Append a resource record: *data*, made of the capture *goes_with* and called *url*.

        Raises:
            OSError: the disk refused; the file is as it was before, and closed.
        """
        fields = self._beside("resource", url, at, record_id, goes_with)
        fields.append(("WARC-Payload-Digest", digest_of(data)))
        self._add(member(fields, "resource", media_type, data))

    def _beside(
        self, kind: str, url: str, at: str, record_id: str, goes_with: str | None
    ) -> Fields:
        """Return the fields of a record that goes with a capture, or with none."""
        self._ready()  # its warcinfo is named in them
        fields = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", at),
            ("WARC-Target-URI", url),
            ("WARC-Warcinfo-ID", self._warcinfo_id),
        ]
        return [*fields, ("WARC-Concurrent-To", goes_with)] if goes_with else fields

    def _add(self, data: bytes) -> None:
        self._append(self._ready(), data)
        if self._offset >= self._rotate_bytes:
            self.close()

    def close(self) -> None:
        """Put the open file safely on disk."""
        if self._file is None:
            return
        file, self._file = self._file, None
        with file:
            os.fsync(file.fileno())

    def _ready(self) -> io.FileIO:
        if self._file is not None:
            return self._file
        self._folder.mkdir(parents=True, exist_ok=True)
        started = "".join(c for c in self._clock() if c.isdigit())[:14]
        while True:
            self._name = f"{self._prefix}-{started}-{self._serial:05d}.warc.gz"
            self._serial += 1
            try:
                file = io.FileIO(self._folder / self._name, "x")
            except FileExistsError:
                continue  # an earlier run of the same second
            self._file, self._offset = file, 0
            self._warcinfo_id = self._new_id()
            self._append(file, self._warcinfo())
            return file

    def _append(self, file: io.FileIO, data: bytes) -> None:
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            if not os.fstat(file.fileno()).st_nlink:
                # What is written to it still goes nowhere.
                raise FileNotFoundError(errno.ENOENT, "deleted while it was written", self._name)
        except OSError:
            # Nobody may take half a member for a whole one: back to the last good end.
            self._file = None
            with file:
                file.truncate(self._offset)
            if not self._offset:
                (self._folder / self._name).unlink(missing_ok=True)  # an empty file says nothing
            raise
        self._offset += len(data)

    def _warcinfo(self) -> bytes:
        block = "".join(f"{name}: {value}\r\n" for name, value in self._info.items()).encode()
        fields = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", self._warcinfo_id),
            ("WARC-Date", self._clock()),
            ("WARC-Filename", self._name),
        ]
        return member(fields, "warcinfo", _FIELDS, block)

    def _response(self, exchange: Exchange) -> bytes:
        earlier = exchange.earlier
        fields = self._fields("revisit" if earlier else "response", exchange, exchange.record_id)
        not_modified = earlier is not None and exchange.status == 304
        if not not_modified:
            fields.append(("WARC-Payload-Digest", exchange.payload_digest))
        if earlier:
            fields += [
                ("WARC-Profile", NOT_MODIFIED if not_modified else SAME_PAYLOAD),
                ("WARC-Refers-To", earlier.record_id),
                ("WARC-Refers-To-Target-URI", earlier.url),
                ("WARC-Refers-To-Date", earlier.date),
            ]
        if exchange.truncated:
            fields.append(("WARC-Truncated", exchange.truncated))
        start = f"{exchange.protocol} {exchange.status} {exchange.reason}".rstrip()
        head = exchange.response_head or _head(start, exchange.response_headers)
        body = b"" if earlier else exchange.body
        kind = "revisit" if earlier else "response"
        return member(fields, kind, f"{_HTTP}response", head, body)

    def _request(self, exchange: Exchange) -> bytes:
        fields = self._fields("request", exchange, exchange.request_id)
        fields.append(("WARC-Concurrent-To", exchange.record_id))
        parts = urlsplit(exchange.url)
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        start = f"{exchange.method} {target} {exchange.protocol}"
        head = exchange.request_head or _head(start, exchange.request_headers)
        return member(fields, "request", f"{_HTTP}request", head, exchange.request_body)

    def _fields(self, kind: str, exchange: Exchange, record_id: str) -> Fields:
        fields = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", exchange.fetched_at),
            ("WARC-Target-URI", exchange.url),
            ("WARC-Warcinfo-ID", self._warcinfo_id),
        ]
        if exchange.ip:
            fields.append(("WARC-IP-Address", exchange.ip))
        fields.append(("WARC-Protocol", exchange.protocol.lower()))
        if exchange.tls:
            version, suite = exchange.tls
            fields.append(("WARC-Protocol", version))
            fields += [("WARC-Cipher-Suite", suite)] if suite else []
        return fields


def _head(start: str, headers: Headers) -> bytes:
    lines = [start.encode("latin-1", "replace")]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _header(headers: Headers, name: bytes) -> str | None:
    found = next((value for key, value in headers if key.lower() == name), None)
    return found.decode("latin-1") if found is not None else None
