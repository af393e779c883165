"""What a file that somebody hands over is, told by its first bytes and not by its name."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

Form = Literal["warc", "warc.gz", "warc.zst", "arc", "arc.gz", "zip", "json", "empty", "other"]

_PEEK_BYTES: Final = 16 * 1024
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
#: A frame that a reader skips: here the dictionary of a .warc.zst lies.
_ZSTD_SKIPPED: Final = b"\x2a\x4d\x18"
_ARC: Final = b"filedesc:"


def form_of(path: Path) -> Form:
    """Return what the file at *path* is.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(_PEEK_BYTES)
    if not start:
        return "empty"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if start.startswith(_ZSTD) or start[1:4] == _ZSTD_SKIPPED:
        return "warc.zst"
    plain = _unpacked(start) if start.startswith(_GZIP) else start
    packed = plain is not start
    if plain.startswith(b"WARC/"):
        return "warc.gz" if packed else "warc"
    if plain.startswith(_ARC):
        return "arc.gz" if packed else "arc"
    return "json" if plain.lstrip()[:1] == b"{" and not packed else "other"


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(start, _PEEK_BYTES)
    except zlib.error:
        return b""
