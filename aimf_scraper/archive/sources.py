"""Where WARC records may lie: ``.warc``, ``.warc.gz``, or inside a WACZ."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from aimf_scraper.archive.forms import form_of
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_SUFFIXES: Final = (".warc", ".warc.gz")
#: A zip entry's local header: its mark, 22 bytes, then the lengths of name and extra field.
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One WARC file. ``name`` is how reports call it; ``start`` and ``size`` delimit it in ``path``.

    ``fault``: why nothing of it can be read, where a WACZ says of it what cannot be.
    """

    path: Path
    name: str
    start: int
    size: int
    fault: str = ""

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
        elif path.is_file():
            found += _by_its_bytes(path)
        else:
            raise UsageError(
                f"{path}: not there, so not a WARC file, a WACZ file or a folder of them"
            )
    return found


def _by_its_bytes(path: Path) -> list[Source]:
    form = form_of(path)
    if form in ("warc", "warc.gz"):
        return [_whole(path)]
    if zipfile.is_zipfile(path):
        return _inside_wacz(path)
    if form in ("arc", "arc.gz", "warc.zst"):
        raise UsageError(
            f"{path}: {form} cannot be read in place: `aimf-scraper archive import` it"
        )
    raise UsageError(f"{path}: not a WARC file, a WACZ file or a folder of WARC files")


def _whole(path: Path) -> Source:
    return Source(path, path.name, 0, path.stat().st_size)


def _inside_wacz(path: Path) -> list[Source]:
    """Return the WARC files in a WACZ; one with a fault where its directory says what cannot be."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = sorted(archive.infolist(), key=lambda one: one.filename)
            return [_inside(path, file, one) for one in entries if one.filename.endswith(_SUFFIXES)]
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        return [Source(path, path.name, 0, 0, f"its directory of files is damaged ({said})")]


def _inside(path: Path, file: BinaryIO, entry: zipfile.ZipInfo) -> Source:
    shown = "".join(one if one.isprintable() else "?" for one in entry.filename)
    name = f"{path.name}!{shown}"
    if entry.compress_type != zipfile.ZIP_STORED:
        # WACZ 1.1.1 section 5.2.1 asks for it: readers jump to a record's offset.
        raise UsageError(f"{path}: {shown} is compressed within the WACZ")
    if entry.flag_bits & _ENCRYPTED:
        return Source(path, name, 0, 0, "it is encrypted")
    whole = path.stat().st_size
    if 0 <= entry.header_offset <= whole - _LOCAL_HEADER.size:
        file.seek(entry.header_offset)
        magic, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        start = entry.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes
        if magic == _LOCAL_MAGIC and start + entry.file_size <= whole:
            return Source(path, name, start, entry.file_size)
    return Source(path, name, 0, 0, "it is not where the WACZ's directory of files says")
