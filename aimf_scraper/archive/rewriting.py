"""Records of archives that cannot be jumped about in, written anew: a gzip member each."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager, redirect_stderr
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from aimf_scraper.archive.members import MAX_RECORD_BYTES, warc_head
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

_STEP: Final = 1024 * 1024
_MAX_HEAD: Final = 64 * 1024
_END: Final = b"\r\n\r\n"


@contextmanager
def opened(path: Path, form: str) -> Iterator[BinaryIO]:
    """Give the plain bytes of a packed WARC file.

    Raises:
        UsageError: they cannot be unpacked.
    """
    with path.open("rb") as packed:
        try:
            if form == "warc.gz":
                with gzip.GzipFile(fileobj=packed) as plain:
                    yield io.BufferedReader(plain)
            else:
                from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - rarely needed

                yield io.BufferedReader(_Readable(ZstdReader(packed).read))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise UsageError(f"{path}: cannot be unpacked ({said})") from error


class _Readable(io.RawIOBase):
    """A reader of fastwarc's as one of Python's."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer has no len
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def from_stream(stream: BinaryIO, out: BinaryIO, name: str) -> int:
    """Write the WARC records of *stream* to *out*; return how many.

    Raises:
        UsageError: something in it is no record, or it ends within one.
    """
    count = 0
    held = b""
    while start := _head(held, stream):
        head = warc_head(start)
        length = head.headers.get("content-length", "") if head is not None else ""
        if head is None or not (length.isascii() and length.isdigit()):
            raise UsageError(f"{name}: after {count} records comes something that is none")
        past = _record(start, head.size + int(length), stream, out)
        count += 1
        if past is None:
            raise UsageError(f"{name}: it ends within its record {count}")
        held = past
    return count


def _head(held: bytes, stream: BinaryIO) -> bytes:
    """Return a record's head with what is read past it, without the blank lines before; b"" at the end."""
    data = held.lstrip(b"\r\n")
    while _END not in data and len(data) < _MAX_HEAD:
        more = stream.read(4096)
        if not more:
            break
        data = (data + more).lstrip(b"\r\n")
    return data


def _record(start: bytes, whole: int, stream: BinaryIO, out: BinaryIO) -> bytes | None:
    """Write a record of *whole* bytes that begins with *start*; return what was read past it.

    ``None``: the stream ends within it.
    """
    machine = zlib.compressobj(6, zlib.DEFLATED, 31)
    out.write(machine.compress(start[:whole]))
    left = whole - len(start)
    while left > 0:
        chunk = stream.read(min(left, _STEP))
        if not chunk:
            return None
        out.write(machine.compress(chunk))
        left -= len(chunk)
    out.write(machine.compress(_END) + machine.flush())
    return start[whole:]


def from_arc(path: Path, out: BinaryIO, sha256: str, *, is_packed: bool) -> int:
    """Write the records of an ARC file to *out* as WARC records; return how many.

    Their ids follow from the file and their place in it: the same file gives the same bytes.

    Raises:
        UsageError: it cannot be read.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only for ARC
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - as above

    count = 0
    with path.open("rb") as whole, redirect_stderr(io.StringIO()):  # warcio prints what it mends
        # However many gzip members there are: what comes out is one ARC file.
        file = gzip.GzipFile(fileobj=whole) if is_packed else whole
        try:
            for record in ArchiveIterator(file, no_record_parse=True, arc2warc=True):
                key = uuid5(NAMESPACE_URL, f"sha256:{sha256}#{count}")
                out.write(zlib.compress(_as_warc(record, f"<urn:uuid:{key}>"), 6, wbits=31))
                count += 1
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, KeyError, TypeError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise UsageError(
                f"{path}: the ARC file cannot be read after {count} records ({said})"
            ) from error
    return count


def _as_warc(record: Any, record_id: str) -> bytes:
    """Return an ARC record, with the WARC head that warcio gives it, as a WARC record."""
    block = record.raw_stream.read(MAX_RECORD_BYTES + 1)
    if len(block) > MAX_RECORD_BYTES:
        raise ValueError(f"a record of more than {MAX_RECORD_BYTES} bytes")
    stated = int(record.rec_headers.get_header("Content-Length"))
    lines = [b"WARC/1.1"]
    for name, value in record.rec_headers.headers:
        said = {"WARC-Record-ID": record_id, "Content-Length": str(len(block))}.get(name, value)
        lines.append(f"{name}: {' '.join(said.split())}".encode())
    if len(block) < stated:
        lines.append(b"WARC-Truncated: unspecified")
    return b"\r\n".join([*lines, b"", block]) + _END
