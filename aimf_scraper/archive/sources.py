"""Where WARC records may lie: ``.warc``, ``.warc.gz``, or inside a WACZ."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_SUFFIXES: Final = (".warc", ".warc.gz")
#: A zip entry's local header: 26 bytes, then the lengths of name and extra field.
_LOCAL_HEADER: Final = struct.Struct("<26xHH")


@dataclass(frozen=True, slots=True)
class Source:
    """One WARC file. ``name`` is how reports call it; ``start`` and ``size`` delimit it in ``path``."""

    path: Path
    name: str
    start: int
    size: int

    def open(self, offset: int = 0) -> BinaryIO:
        """Return the file at byte *offset*; positions count from its own start. Close it."""
        whole: BinaryIO = self.path.open("rb")
        if self.start or self.size != self.path.stat().st_size:
            whole = cast("BinaryIO", io.BufferedReader(_Slice(whole, self.start, self.size)))
        whole.seek(offset)
        return whole

    def read(self, offset: int, length: int) -> bytes:
        """Return *length* bytes from *offset* on; fewer at the end."""
        with self.open(offset) as file:
            return file.read(max(0, min(length, self.size - offset)))


class _Slice(io.RawIOBase):
    """The *size* bytes of an open file from *start* on, as a file of their own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer has no len
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def sources_in(paths: Iterable[Path]) -> list[Source]:
    """Return the WARC files at *paths*: files as they are, folders and WACZ opened, by name.

    Raises:
        UsageError: a path is not there, or is no WARC and no WACZ.
    """
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.name.endswith(_SUFFIXES))
            found += [_whole(one) for one in sorted(inside)]
        elif path.name.endswith(_SUFFIXES) and path.is_file():
            found.append(_whole(path))
        elif zipfile.is_zipfile(path):
            found += _inside_wacz(path)
        else:
            raise UsageError(f"{path}: not a WARC file, a WACZ file or a folder of WARC files")
    return found


def _whole(path: Path) -> Source:
    return Source(path, path.name, 0, path.stat().st_size)


def _inside_wacz(path: Path) -> list[Source]:
    found = []
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        for entry in sorted(archive.infolist(), key=lambda one: one.filename):
            if not entry.filename.endswith(_SUFFIXES):
                continue
            if entry.compress_type != zipfile.ZIP_STORED:
                # WACZ 1.1.1 section 5.2.1 asks for it: readers jump to a record's offset.
                raise UsageError(f"{path}: {entry.filename} is compressed within the WACZ")
            file.seek(entry.header_offset)
            name_bytes, extra_bytes = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
            start = entry.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes
            name = f"{path.name}!{entry.filename}"
            found.append(Source(path, name, start, entry.file_size))
    return found
