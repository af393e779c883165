"""Records of our own finished files copied into new ones: many small files merged, captures left out.

A record is copied byte for byte with its gzip member; only where it lies
changes. The new file is whole on disk, listed and indexed before an old one goes:
a crash leaves a record twice at worst, and the next call ends what was begun.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.importing import imported
from aimf_scraper.archive.manifest import Left, append_to_manifest, listed, read_manifest
from aimf_scraper.archive.members import is_gzip
from aimf_scraper.archive.records import RawRecord, records_of, with_lengths
from aimf_scraper.archive.sources import Source, sources_in
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.manifest import Listed
    from aimf_scraper.archive.records import Damage

_STEP: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Repacked:
    """What came of files: ``file`` holds what was kept of ``olds``, ``None`` where nothing was."""

    file: str | None
    olds: tuple[str, ...]
    captures: int
    left_out: int


class Repacker:
    """Repacks files of the archive *folder*, and keeps *index* and manifest in step."""

    def __init__(self, folder: Path, index: CaptureIndex) -> None:
        self._folder = folder
        self._index = index

    def own_files(self) -> list[Source]:
        """Return the finished files that we wrote, a gzip member a record, in order.

        Raises:
            UsageError: a line of the manifest is not as it was written.
        """
        manifest = read_manifest(self._folder)
        if manifest.broken is not None:
            raise UsageError(
                f"{self._folder}: line {manifest.broken} of the manifest is not as it was written: "
                "nothing is changed before somebody has looked"
            )
        for name in manifest.left:  # of a call that was killed
            (self._folder / name).unlink(missing_ok=True)
        foreign = {one.file for one in imported(self._folder)}
        return [
            one
            for one in sources_in([self._folder])
            if one.name in manifest.files and one.name not in foreign and is_gzip(one)
        ]

    def repack(
        self,
        sources: Sequence[Source],
        name: str,
        why: str,
        is_kept: Callable[[RawRecord], bool] = lambda _: True,
    ) -> Repacked:
        """Copy what *is_kept* of *sources* into the new file *name*, in their place.

        Raises:
            UsageError: a record cannot be read: nothing is changed.
            OSError: the disk refused: nothing is changed.
        """
        moved: list[Captured] = []
        gone = kept = 0
        beside = self._folder / f".{name}.part"
        try:
            with beside.open("xb") as out:
                for source in sources:
                    for item, length in with_lengths(records_of(source)):
                        if not isinstance(item, RawRecord):
                            raise UsageError(f"{item}: it is damaged, so nothing is changed")
                        if not is_kept(item):
                            gone += 1
                            continue
                        kept += item.kind != "warcinfo"
                        row = self._index.get(item.record_id)
                        if row is not None and (row.file, row.offset) == (source.name, item.offset):
                            moved.append(replace(row, file=name, offset=out.tell()))
                        _copy(source, item.offset, length, out)
                out.flush()
                os.fsync(out.fileno())
            olds = tuple(one.name for one in sources)
            said = [Left(old, f"{why} {name}" if kept else "pruned") for old in olds]
            if kept:
                beside.rename(self._folder / name)
                new = [listed(self._folder / name, [one.date for one in moved])]
                append_to_manifest(self._folder, [*new, *said])
            else:
                append_to_manifest(self._folder, said)
        finally:
            beside.unlink(missing_ok=True)
        for old in olds:
            self._index.forget(old)
        self._index.add(moved)
        for old in olds:
            (self._folder / old).unlink(missing_ok=True)
        return Repacked(name if kept else None, olds, len(moved), gone)

    def merge(self, below_bytes: int, rotate_bytes: int) -> list[Repacked]:
        """Put files smaller than *below_bytes* together, up to *rotate_bytes* in one.

        A file with damage in it stays as it is, here and in ``prune``.
        """
        done, held, size = [], list[Source](), 0
        small = [one for one in self.own_files() if one.size < below_bytes and _is_sound(one)]
        for source in small:
            if held and size + source.size > rotate_bytes:
                done += self._merged(held)
                held, size = [], 0
            held.append(source)
            size += source.size
        return done + self._merged(held)

    def _merged(self, sources: Sequence[Source]) -> list[Repacked]:
        if len(sources) < 2:
            return []
        listed_files = read_manifest(self._folder).files
        dates = [day for one in sources for day in _days(listed_files[one.name])]
        span = f"{min(dates)}-{max(dates)}" if dates else "00000000-00000000"
        return [self.repack(sources, self._free_name(f"merged-{span}"), "merged into")]

    def _free_name(self, stem: str) -> str:
        taken = {one.name for one in self._folder.iterdir()} | read_manifest(
            self._folder
        ).left.keys()
        number = 0
        while f"{stem}-{number:05d}.warc.gz" in taken:
            number += 1
        return f"{stem}-{number:05d}.warc.gz"

    def prune(self, left_out: Iterable[str]) -> list[Repacked]:
        """Leave out the captures with these record ids, and what was written for them alone."""
        ids = frozenset(left_out)

        def is_kept(record: RawRecord) -> bool:
            goes_with = record.headers.get("warc-concurrent-to", "")
            return record.record_id not in ids and not (
                goes_with in ids and record.kind in ("request", "resource", "metadata")
            )

        done = []
        for source in self.own_files():
            records = list(_heads(source))
            is_sound = all(isinstance(one, RawRecord) for one in records)
            if is_sound and any(isinstance(one, RawRecord) and not is_kept(one) for one in records):
                stem = source.name.removesuffix(".warc.gz").rpartition("-")[0] or "pruned"
                done.append(self.repack([source], self._free_name(stem), "pruned into", is_kept))
        return done


def _heads(source: Source) -> Iterator[RawRecord | Damage]:
    """Yield what is in *source*, the records without their blocks."""
    for one in records_of(source):
        yield replace(one, block=b"") if isinstance(one, RawRecord) else one


def _is_sound(source: Source) -> bool:
    return all(isinstance(one, RawRecord) for one in _heads(source))


def _days(one: Listed) -> list[str]:
    return [date[:10].replace("-", "") for date in (one.first, one.last) if date]


def _copy(source: Source, offset: int, length: int, out: IO[bytes]) -> None:
    with source.open(offset) as file:
        left = length
        while left > 0 and (chunk := file.read(min(left, _STEP))):
            out.write(chunk)
            left -= len(chunk)
