"""Files that others captured, taken into our archive: by copy, with where they came from.

What our readers jump about in is kept byte for byte. What they cannot jump
about in (one gzip stream, zstd, ARC) is written anew, a gzip member a record;
the records themselves stay as they were, those of ARC but for their WARC heads.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.forms import form_of
from aimf_scraper.archive.manifest import sha256_of
from aimf_scraper.archive.members import MemberError, member_at, records_in
from aimf_scraper.archive.rewriting import from_arc, from_stream, opened
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, BinaryIO

#: The list of what was taken in, beside the WARC files.
LIST: Final = "imports.jsonl"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_STEP: Final = 1024 * 1024
_SURELY_SANE_BYTES: Final = 10**8
_MAX_NAME: Final = 150
_MAX_PARTS: Final = 1_000
_MULTI: Final = "multi-wacz-package"


@dataclass(frozen=True, slots=True)
class Imported:
    """One WARC file of our archive that others captured.

    ``source``: the file that was handed over, and after ``!`` the one in it;
    ``sha256`` is of the file as it was handed over, before anything was done to it;
    ``how``: ``copied`` byte for byte, or ``rewritten``.
    """

    file: str
    source: str
    sha256: str
    bytes: int
    how: str
    imported_at: str


class Importer:
    """Takes files into the archive *folder*; *now* is the time, ISO 8601 in UTC."""

    def __init__(self, folder: Path, now: str) -> None:
        self._folder = folder
        self._now = now
        self._known = {one.sha256: one for one in imported(folder)}

    def take(self, path: Path) -> list[Imported]:
        """Take in all WARC files that *path* holds; what is there already is returned, not doubled.

        Raises:
            UsageError: it is no archive, or one that cannot be read; nothing is taken in.
        """
        try:
            return [self._take_one(*part) for part in self._parts(path, path.name)]
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror})") from error

    def _parts(self, path: Path, name: str, depth: int = 0) -> list[tuple[Path, str]]:
        """Return the WARC and ARC files to take in, each with the name that it goes by."""
        form = form_of(path)
        if form in ("warc", "warc.gz", "warc.zst", "arc", "arc.gz"):
            return [(path, name)]
        if form == "empty":
            raise UsageError(f"{path}: the file is empty")
        if depth > 1 or form == "other":
            raise UsageError(f"{path}: neither WARC, WACZ nor ARC, by its first bytes")
        if form == "json":
            return [
                part
                for one in _packages(path)
                for part in self._parts(one, f"{name}!{one.name}", depth + 1)
            ]
        return self._unpacked(path, name, depth)

    def _unpacked(self, path: Path, name: str, depth: int) -> list[tuple[Path, str]]:
        """Unpack the WARC files (or WACZ files) in a zip, to be taken in from beside the archive."""
        beside = self._folder / _UNPACKED
        found: list[tuple[Path, str]] = []
        try:
            with zipfile.ZipFile(path) as packed:
                wanted = [one for one in packed.infolist() if _is_archive(one.filename)]
                if not wanted:
                    raise UsageError(f"{path}: a zip file without a WARC file in it")
                if len(wanted) > _MAX_PARTS:
                    raise UsageError(f"{path}: more than {_MAX_PARTS} files in it")
                if any(_is_bomb(one) for one in wanted):
                    raise UsageError(f"{path}: a file in it would unpack to many times its size")
                for one in sorted(wanted, key=lambda entry: entry.filename):
                    beside.mkdir(parents=True, exist_ok=True)
                    inside = beside / f"{depth}-{len(found):05d}-{_safe(Path(one.filename).name)}"
                    with packed.open(one) as file, inside.open("wb") as out:
                        _copy(file, out)
                    found += self._parts(inside, f"{name}!{one.filename}", depth + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise UsageError(f"{path}: the zip file cannot be read ({said})") from error
        return found

    def _take_one(self, path: Path, name: str) -> Imported:
        sha256 = sha256_of(path)
        if sha256 in self._known and (self._folder / self._known[sha256].file).is_file():
            return self._known[sha256]
        form = form_of(path)
        is_copy = form == "warc" or (form == "warc.gz" and _is_packed_by_record(path))
        stem = _stem(name.rpartition("!")[2].rpartition("/")[2])
        end = ".warc" if form == "warc" else ".warc.gz"
        with self._new(stem, end) as (out, file):
            if is_copy:
                with path.open("rb") as whole:
                    _copy(whole, out)
            elif form.startswith("arc"):
                from_arc(path, out, sha256, is_packed=form == "arc.gz")
            else:
                with opened(path, form) as stream:
                    from_stream(stream, out, name)
        how = "copied" if is_copy else "rewritten"
        one = Imported(file, name, sha256, path.stat().st_size, how, self._now)
        self._known[sha256] = one
        with (self._folder / LIST).open("a", encoding="utf-8") as listed:
            listed.write(f"{json.dumps(asdict(one), ensure_ascii=False)}\n")
        return one

    @contextmanager
    def _new(self, stem: str, end: str) -> Iterator[tuple[BinaryIO, str]]:
        """Give a file to write and its name, which it gets when it is whole."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number, file = 0, f"{stem}{end}"
        while (self._folder / file).exists():
            number += 1
            file = f"{stem}-{number}{end}"
        beside = self._folder / f".{file}.part"
        try:
            with beside.open("wb") as out:
                yield out, file
                out.flush()
                os.fsync(out.fileno())
            beside.rename(self._folder / file)
        finally:
            beside.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Drop what was unpacked on the way."""
        beside = self._folder / _UNPACKED
        if beside.is_dir():
            for one in beside.iterdir():
                one.unlink()
            beside.rmdir()


_UNPACKED: Final = ".unpacked"


def imported(folder: Path) -> list[Imported]:
    """Return what was taken into the archive *folder*, in order; a line that is broken counts not."""
    listed = folder / LIST
    if not listed.is_file():
        return []
    found = []
    for line in listed.read_text("utf-8", "replace").splitlines():
        try:
            found.append(Imported(**json.loads(line)))
        except (ValueError, TypeError):
            continue  # cut off by a full disk: the file itself is there, and is held to our own form
    return found


def _packages(path: Path) -> list[Path]:
    """Return the WACZ files beside *path* that it, a multi-WACZ list, names.

    Raises:
        UsageError: it is no such list, or names what is not there.
    """
    try:
        said = json.loads(path.read_bytes())
        paths = [str(one["path"]) for one in said["resources"]] if said["profile"] == _MULTI else []
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UsageError(f"{path}: JSON, but no list of WACZ files") from error
    if not 0 < len(paths) <= _MAX_PARTS:
        raise UsageError(f"{path}: JSON, but no list of WACZ files")
    found = []
    for one in paths:
        beside = path.parent / one
        is_there = "://" not in one and beside.resolve().is_relative_to(path.parent.resolve())
        if not is_there or not beside.is_file():
            raise UsageError(f"{path}: it names {one}, which is not beside it: fetch it first")
        found.append(beside)
    return found


def _is_archive(name: str) -> bool:
    return name.lower().endswith((".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz"))


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SURELY_SANE_BYTES and entry.file_size > 50 * entry.compress_size


def _is_packed_by_record(path: Path) -> bool:
    """Return whether the first gzip member holds one record: then all do, as far as anybody writes."""
    (source,) = sources_in([path])
    try:
        plain, _ = member_at(source, 0)
    except MemberError as error:
        # Damaged, or too large for us: if it is one record, as it is, and `verify` names it.
        plain = error.plain
    return len(list(records_in(plain))) < 2


def _stem(name: str) -> str:
    safe = _safe(name)
    for end in (".gz", ".zst", ".warc", ".arc"):
        safe = safe.removesuffix(end)
    return safe or "imported"


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name).strip(".-")[-_MAX_NAME:]


def _copy(file: IO[bytes], out: BinaryIO) -> None:
    while chunk := file.read(_STEP):
        out.write(chunk)
