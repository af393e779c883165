"""The files of a WACZ: bytes that depend on nothing but their content and one date."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

_STEP: Final = 1024 * 1024


class Entries:
    """Writes entries whose bytes depend on nothing but their content and one date."""

    def __init__(self, packed: zipfile.ZipFile, date: datetime) -> None:
        self._packed = packed
        self._date = (date.year, date.month, date.day, date.hour, date.minute, date.second)
        self.resources: list[dict[str, Any]] = []

    def add(self, path: str, data: IO[bytes], *, compress: bool = True) -> None:
        """Write the whole of the file *data* under *path*.

        ReplayWeb.page takes an entry whose central header has no extra field for
        one whose local header has none: so zip64 exactly where both say it.
        """
        whole = data.seek(0, io.SEEK_END)
        data.seek(0)
        entry = zipfile.ZipInfo(path, self._date)
        entry.external_attr = 0o644 << 16
        entry.create_system = 3  # the same on every machine
        entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._packed.open(entry, "w", force_zip64=whole > zipfile.ZIP64_LIMIT) as out:
            while chunk := data.read(_STEP):
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        name = path.rpartition("/")[2].lower()
        said = {"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}
        self.resources.append(said)
