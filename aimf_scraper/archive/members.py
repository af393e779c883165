"""Gzip members and bare records, byte by byte: exact ends, and where to go on after damage.

``records`` reads with fastwarc, which is fast and forgiving: it takes a file
that ends in the middle of a checksum for a whole one, and stops at the first
bad byte. This module is exact and knows no library but zlib.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.archive.sources import Source

#: The ten bytes that our gzip members begin with. zlib's own differ from build
#: to build, and no checksum covers them: fixed, a flipped bit shows here too.
GZIP_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: Bytes of a record once unpacked; a larger one (a video in someone's archive) is passed over.
MAX_RECORD_BYTES: Final = 256 * 1024 * 1024
_GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP: Final = 31  # zlib's window bits for a gzip header
_VERSION: Final = re.compile(rb"WARC/1\.[01](?=\r?\n)")
_STEP: Final = 1024 * 1024
_MEMBER_STEP: Final = 64 * 1024  # most members are a page; what is read past its end is read again
_PEEK_BYTES: Final = 16 * 1024


class MemberError(ValueError):
    """A member that cannot be unpacked. ``plain`` is what came out before the damage."""

    def __init__(self, what: str, plain: bytes, *, at_end: bool) -> None:
        super().__init__(what)
        self.plain = plain
        self.at_end = at_end


@dataclass(frozen=True, slots=True)
class WarcHead:
    """A record's WARC headers, names in lower case, the first of each; ``size`` in bytes."""

    version: str
    headers: dict[str, str]
    size: int

    @property
    def record_id(self) -> str | None:
        return self.headers.get("warc-record-id")

    @property
    def url(self) -> str | None:
        return bare_url(self.headers.get("warc-target-uri"))


def bare_url(target: str | None) -> str | None:
    """Return a WARC-Target-URI without the angle brackets that wget still writes around it."""
    return target.strip("<> ") if target else None


def warc_head(plain: bytes) -> WarcHead | None:
    """Return the WARC headers at the start of *plain*, ``None`` where they are not whole."""
    version = _VERSION.match(plain)
    if version is None:
        return None
    end = plain.find(b"\r\n\r\n", 0, _PEEK_BYTES)
    if end < 0:
        return None
    headers: dict[str, str] = {}
    for line in plain[version.end() : end].decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return WarcHead(version[0].decode("ascii"), headers, end + 4)


def records_in(plain: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of every record in *plain*, as far as their lengths lead."""
    at = 0
    while at < len(plain):
        head = warc_head(plain[at : at + _PEEK_BYTES])
        length = head.headers.get("content-length", "") if head is not None else ""
        if head is None or not length.isdecimal():
            return
        end = at + head.size + int(length) + 4
        yield at, min(end, len(plain))
        at = end


def is_gzip(source: Source) -> bool:
    return source.read(0, len(_GZIP_MAGIC)) == _GZIP_MAGIC or source.name.endswith(".gz")


def member_at(source: Source, offset: int) -> tuple[bytes, int]:
    """Return the gzip member at *offset*, unpacked, and how many bytes it takes in the file.

    Raises:
        MemberError: it is damaged, not whole, or larger than ``MAX_RECORD_BYTES``.
    """
    machine = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    made = taken = 0
    with source.open(offset) as file:
        while not machine.eof:
            data = file.read(_MEMBER_STEP)
            if not data:
                raise MemberError("the file ends within it", b"".join(parts), at_end=True)
            try:
                parts.append(machine.decompress(data, MAX_RECORD_BYTES + 1 - made))
            except zlib.error as error:
                parts.append(_prefix(data) if not parts else b"")
                raise MemberError(f"gzip: {error}", b"".join(parts), at_end=False) from error
            made += len(parts[-1])
            if made > MAX_RECORD_BYTES:
                too_large = f"more than {MAX_RECORD_BYTES} bytes"
                raise MemberError(too_large, parts[0], at_end=False)
            taken += len(data)
    return b"".join(parts), taken - len(machine.unused_data)


def plain_at(source: Source, offset: int) -> tuple[bytes, int]:
    """Return the record at *offset* of a file that is not packed, and how many bytes it takes.

    Raises:
        MemberError: there is none, it is not whole, or larger than ``MAX_RECORD_BYTES``.
    """
    start = source.read(offset, _PEEK_BYTES)
    head = warc_head(start)
    length = head.headers.get("content-length", "") if head is not None else ""
    if head is None or not (length.isascii() and length.isdigit()):
        raise MemberError("not a WARC record", start, at_end=False)
    whole = head.size + int(length) + 4
    if whole > MAX_RECORD_BYTES:
        raise MemberError(f"more than {MAX_RECORD_BYTES} bytes", start, at_end=False)
    plain = source.read(offset, whole)
    if len(plain) < whole:
        raise MemberError("the file ends within it", plain, at_end=True)
    return plain, whole


def head_at(source: Source, offset: int) -> WarcHead | None:
    """Return the WARC headers of the record at *offset*, as far as damage leaves them whole."""
    data = source.read(offset, _PEEK_BYTES)
    return warc_head(_prefix(data) if is_gzip(source) else data)


def record_end(source: Source, offset: int) -> int:
    """Return where the record at *offset*, which could be read, ends."""
    if is_gzip(source):
        try:
            return offset + member_at(source, offset)[1]
        except MemberError:
            return source.size  # whole but for its checksum, the file's last bytes
    head = head_at(source, offset)
    length = head.headers.get("content-length", "") if head else ""
    return offset + head.size + int(length) + 4 if head and length.isdecimal() else offset + 1


def _prefix(data: bytes) -> bytes:
    """Return what the start of a damaged member still gives: its WARC headers, as a rule."""
    machine = zlib.decompressobj(_GZIP)
    made = bytearray()
    for at in range(0, min(len(data), _PEEK_BYTES), 64):
        try:
            made += machine.decompress(data[at : at + 64])
        except zlib.error:
            break
    return bytes(made)


def next_start(source: Source, offset: int) -> int | None:
    """Return where, from *offset* on, the next readable record starts; ``None`` if none does."""
    pattern = re.compile(re.escape(_GZIP_MAGIC)) if is_gzip(source) else _VERSION
    tail = b""
    with source.open(offset) as file:
        at = offset
        while data := file.read(_STEP):
            window = tail + data
            for found in pattern.finditer(window):
                start = at - len(tail) + found.start()
                if pattern is _VERSION or _begins_record(source, start):
                    return start
            tail = window[-16:]
            at += len(data)
    return None


def _begins_record(source: Source, offset: int) -> bool:
    try:
        plain = zlib.decompressobj(_GZIP).decompress(source.read(offset, _PEEK_BYTES), 64)
    except zlib.error:
        return False
    return _VERSION.match(plain) is not None
