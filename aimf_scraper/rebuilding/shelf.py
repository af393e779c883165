"""The archive as a site: every address answers with the best capture there is of it.

Best is the newest that answered well (200, or a redirect); a page that failed
last night must not hide what it said the night before. Only where there never
was a good answer does an error stand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aimf_scraper.archive.catch_up import captured_of
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archive.records import Damage, RawRecord, records_of, with_lengths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured

_GOOD: Final = frozenset({200, 301, 302, 303, 307, 308})


class Shelf:
    """WARC and WACZ files by address, ours or other people's."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Read the heads of all records.

        Raises:
            UsageError: a path is not there, or is no archive.
        """
        self.archive = Archive(paths)
        self.damage: list[Damage] = []
        self._captures: dict[str, list[Captured]] = {}
        by_id: dict[str, Captured] = {}
        for source in self.archive.sources:
            for item, length in with_lengths(records_of(source)):
                if isinstance(item, Damage):
                    self.damage.append(item)
                    continue
                if not isinstance(item, RawRecord):
                    continue
                original = by_id.get(item.headers.get("warc-refers-to", ""))
                captured = captured_of(item, length, original)
                if captured is not None:
                    by_id[captured.record_id] = captured
                    self._captures.setdefault(captured.url, []).append(captured)

    def __len__(self) -> int:
        return sum(map(len, self._captures.values()))

    def best(self, url: str) -> Captured | None:
        """Return the best capture of *url*, however others spelt the address."""
        for spelling in _spellings(url):
            captures = self._captures.get(spelling)
            if captures:
                return max(captures, key=lambda one: (one.status in _GOOD, one.date, one.offset))
        return None

    def last(self, url: str) -> Captured | None:
        """Return the newest capture of *url*, whatever it answered."""
        for spelling in _spellings(url):
            captures = self._captures.get(spelling)
            if captures:
                return max(captures, key=lambda one: (one.date, one.file, one.offset))
        return None

    def load(self, captured: Captured) -> Capture | Damage:
        return self.archive.load(captured.file, captured.offset)

    def of_folder(self, prefix: str) -> Iterator[Captured]:
        """Yield the good captures of the addresses that begin with *prefix*, oldest first."""
        found = [
            one
            for url, captures in self._captures.items()
            if url.startswith(prefix)
            for one in captures
            if one.status == 200
        ]
        yield from sorted(found, key=lambda one: (one.date, one.file, one.offset))

    def main_site(self) -> str | None:
        """Return the site that most HTML captures are of, ``None`` in an empty archive."""
        sites: Counter[str] = Counter()
        for url, captures in self._captures.items():
            if any(one.media_type == "text/html" for one in captures):
                parts = urlsplit(url)
                sites[f"{parts.scheme}://{parts.netloc}"] += 1
        return min(sites, key=lambda site: (-sites[site], site)) if sites else None


def _spellings(url: str) -> Iterator[str]:
    """Yield *url* as it may stand in an archive: final slash, ``www`` and scheme either way."""
    parts = urlsplit(url)
    paths = [parts.path]
    if parts.path != "/":
        paths.append(parts.path[:-1] if parts.path.endswith("/") else f"{parts.path}/")
    bare = parts.netloc.removeprefix("www.")
    hosts = dict.fromkeys((parts.netloc, bare, f"www.{bare}"))
    for scheme in dict.fromkeys((parts.scheme, "https", "http")):
        for host in hosts:
            for path in paths:
                yield parts._replace(scheme=scheme, netloc=host, path=path).geturl()
