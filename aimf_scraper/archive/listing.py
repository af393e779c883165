"""Which captures there are of an address, over time; what the archive holds in all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex


def captures_of(index: CaptureIndex, url: str) -> list[Captured]:
    """Return the captures of *url*, oldest first, however its scheme, ``www`` and slash are written.

    The address as given comes first in doubt: only where it has no capture at
    all are its other spellings looked for.
    """
    exact = index.of_url(url)
    if exact:
        return exact
    found = [one for spelling in _spellings(url) for one in index.of_url(spelling)]
    return sorted(found, key=lambda one: (one.date, one.file, one.offset))


def stamp_of(date: str) -> str:
    """Return an ISO 8601 date as replay tools write it.

    >>> stamp_of("2024-01-02T03:04:05Z")
    '20240102030405'
    """
    return "".join(one for one in date if one.isdigit())[:14].ljust(14, "0")


def nearest(captures: Iterable[Captured], stamp: str, folder: Path) -> Captured | None:
    """Return the one nearest in time whose file is in *folder*, a good one where there is any."""
    wanted = _seconds(stamp)
    return min(
        (one for one in captures if (folder / one.file).is_file()),
        key=lambda one: (one.status >= 400, abs(_seconds(stamp_of(one.date)) - wanted)),
        default=None,
    )


def _seconds(stamp: str) -> float:
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def _spellings(url: str) -> Iterator[str]:
    _, _, rest = url.rpartition("://")
    host, slash, path = rest.partition("/")
    bare = host.removeprefix("www.")
    path, mark, query = path.partition("?")
    paths = {path.rstrip("/"), path.rstrip("/") + "/"} if path.strip("/") else {""}
    for scheme in ("http", "https"):
        for name in (bare, f"www.{bare}"):
            for one in sorted(paths):
                yield (
                    f"{scheme}://{name}/{one}{mark}{query}"
                    if slash or one
                    else f"{scheme}://{name}/"
                )


def lines(captures: list[Captured]) -> Iterator[str]:
    """Yield one line a capture: when, status, kind, digest, place."""
    for one in captures:
        kind = "same as before" if one.revisit else one.media_type or "-"
        place = f"{one.file}@{one.offset}"
        yield f"{one.date}  {one.status}  {kind:<24}  {one.payload_digest}  {place}  {one.url}"


@dataclass(frozen=True, slots=True)
class File:
    """A WARC file and what the index has of it."""

    name: str
    bytes: int
    captures: int
    revisits: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an archive holds. ``media_types`` counts payloads, not their revisits."""

    addresses: int
    captures: int
    revisits: int
    bytes: int
    statuses: dict[str, int]
    media_types: dict[str, int]
    files: tuple[File, ...]

    def lines(self) -> Iterator[str]:
        """Yield the summary for a person."""
        yield (
            f"{len(self.files)} files, {self.bytes} bytes: {self.captures} captures "
            f"of {self.addresses} addresses, {self.revisits} of them as before"
        )
        for title, counts in (("status", self.statuses), ("type", self.media_types)):
            yield f"  {title}: " + ", ".join(f"{name} {count}" for name, count in counts.items())
        for one in self.files:
            yield (
                f"  {one.name}: {one.bytes} bytes, {one.captures} captures, "
                f"{one.revisits} as before, {one.first} to {one.last}"
            )


def summed_up(index: CaptureIndex, folder: Path) -> Summary:
    """Return what the archive in *folder* holds, as *index* knows it."""
    by_file: dict[str, list[Captured]] = {}
    statuses: Counter[str] = Counter()
    types: Counter[str] = Counter()
    addresses: set[str] = set()
    for one in index.all():
        by_file.setdefault(one.file, []).append(one)
        addresses.add(one.url)
        statuses[str(one.status)] += 1
        if not one.revisit:
            types[one.media_type or "none"] += 1
    files = tuple(
        File(
            name=name,
            bytes=(folder / name).stat().st_size if (folder / name).is_file() else 0,
            captures=len(captures),
            revisits=sum(one.revisit for one in captures),
            first=min(one.date for one in captures),
            last=max(one.date for one in captures),
        )
        for name, captures in sorted(by_file.items())
    )
    return Summary(
        addresses=len(addresses),
        captures=sum(one.captures for one in files),
        revisits=sum(one.revisits for one in files),
        bytes=sum(one.bytes for one in files),
        statuses=dict(sorted(statuses.items())),
        media_types=dict(sorted(types.items())),
        files=files,
    )
