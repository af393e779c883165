"""The archive as a site: every address answers with the best capture there is of it.

Best is the newest that answered well (200, or a redirect); a page that failed
last night must not hide what it said the night before. Only where there never
was a good answer does an error stand. A capture that turns out to be damaged
gives way to the next best.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aimf_scraper.archive.catch_up import captured_of, unfit
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archive.records import (
    SHOWN_HTML,
    Damage,
    RawRecord,
    records_of,
    refers_to,
    with_lengths,
)
from aimf_scraper.rebuilding.runs import Runs
from aimf_scraper.rebuilding.workers import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.addresses import Site
    from aimf_scraper.archive.exchange import Captured

_GOOD: Final = frozenset({200, 301, 302, 303, 307, 308})


class Shelf:
    """WARC and WACZ files by address, ours or other people's."""

    def __init__(self, archive: Archive, *, shown: bool = False) -> None:
        """Read the heads of all records; *shown*: what a browser's scripts made of pages is used too."""
        self.archive = archive
        self.damage: list[Damage] = []
        #: Why captures can stand for no page, and how many.
        self.unfit: Counter[str] = Counter()
        #: Captures that were looked at and cannot be used, by record id, and why.
        self.spoilt: dict[str, str] = {}
        #: Captures whose body was taken as it stands, though its head calls it coded.
        self.undecoded: dict[str, str] = {}
        self.runs = Runs()
        #: Captures of later crawls than the one that is replayed, as if nobody had made them yet.
        self.hidden: set[str] = set()
        self._captures: dict[str, list[Captured]] = {}
        self._spelt: dict[str, list[str]] = {}
        #: Where the payloads lie that revisits repeat, by the revisit's record id.
        self._lenders: dict[str, tuple[str, int]] = {}
        #: Where the HTML lies that scripts made of a capture, by the capture's record id.
        self._by_scripts: dict[str, tuple[str, int]] = {}
        known: dict[str | tuple[str, str], Captured] = {}
        for source in self.archive.sources:
            for item, length in with_lengths(records_of(source)):
                if isinstance(item, Damage):
                    self.damage.append(item)
                elif item.kind == "warcinfo":
                    self.runs.note(item)
                elif item.is_capture:
                    self._take(item, length, known)
                elif shown and item.kind == "resource" and item.url.startswith(SHOWN_HTML):
                    shows = item.headers.get("warc-concurrent-to", "")
                    self._by_scripts[shows] = (source.name, item.offset)

    def _take(
        self, item: RawRecord, length: int, known: dict[str | tuple[str, str], Captured]
    ) -> None:
        original = known.get(item.headers.get("warc-refers-to", "")) or known.get(refers_to(item))
        captured = captured_of(item, length, original)
        if captured is None:
            self.unfit[unfit(item) or "unreadable"] += 1
            return
        known[captured.record_id] = captured
        if captured.revisit and original is not None and not original.revisit:
            self._lenders[captured.record_id] = (original.file, original.offset)
        if not captured.revisit:
            known.setdefault((captured.url, captured.date), captured)
        self._captures.setdefault(captured.url, []).append(captured)

    def orphans(self) -> list[str]:
        """Return, in words, the captures whose payload is in none of the files."""
        payloads = {
            key
            for captures in self._captures.values()
            for one in captures
            if not one.revisit
            for key in (one.record_id, one.payload_digest)
        }
        return [
            f"{one.refers_to}, whose payload {url} of {one.date} repeats"
            for url, captures in sorted(self._captures.items())
            for one in captures
            if one.revisit and not {one.refers_to, one.payload_digest} & payloads
        ]

    def __len__(self) -> int:
        return sum(map(len, self._captures.values())) + self.unfit.total()

    def addresses(self) -> Iterator[tuple[str, list[Captured]]]:
        """Yield every captured address with its captures, by address."""
        for url in sorted(self._captures):
            if captures := self._shown(url):
                yield url, captures

    def note_spelling(self, named: str, url: str) -> None:
        """Remember that the page which is asked for as *named* was captured as *url*."""
        known = self._spelt.setdefault(named, [])
        if named != url and url not in known:
            known.append(url)

    def best(self, url: str) -> Captured | None:
        """Return the best capture of *url*, however others spelt the address."""
        return max(
            (one for one in self._of(url) if one.record_id not in self.spoilt),
            key=lambda one: (one.status in _GOOD, one.date, one.file, one.offset),
            default=None,
        )

    def last(self, url: str) -> Captured | None:
        """Return the newest capture of *url*, whatever it answered."""
        return max(self._of(url), key=lambda one: (one.date, one.file, one.offset), default=None)

    def _of(self, url: str) -> list[Captured]:
        for spelling in (*_spellings(url), *self._spelt.get(url, ())):
            captures = self._shown(spelling)
            if captures:
                return captures
        return []

    def _shown(self, url: str) -> list[Captured]:
        captures = self._captures.get(url, [])
        if not self.hidden:
            return captures
        return [one for one in captures if one.record_id not in self.hidden]

    def place(self, captured: Captured) -> Place:
        """Return where all that is known of *captured* lies."""
        key = captured.refers_to or captured.record_id
        return Place(
            *(captured.file, captured.offset),
            lender=self._lenders.get(captured.record_id),
            shown=self._by_scripts.get(captured.record_id) or self._by_scripts.get(key),
        )

    def load(self, captured: Captured) -> Capture | Damage:
        place = self.place(captured)
        found = self.archive.load(place.file, place.offset, place.lender)
        self.note(captured, found.what if isinstance(found, Damage) else None, found)
        return found

    def note(self, captured: Captured, damage: str | None, found: Capture | Damage | None) -> None:
        """Remember what came of *captured* when it was read, here or in another process."""
        if damage is not None:
            self.spoilt[captured.record_id] = damage
        elif isinstance(found, Capture) and found.undecoded is not None:
            self.undecoded[captured.record_id] = found.undecoded

    def load_best(self, url: str) -> Capture | None:
        """Return the best capture of *url* that can be read."""
        while (captured := self.best(url)) is not None:
            found = self.load(captured)
            if isinstance(found, Capture):
                return found
        return None

    def of_folder(self, prefix: str) -> Iterator[Captured]:
        """Yield the good captures of the addresses that begin with *prefix*, at the site or its twin, oldest first."""
        prefixes = tuple(one for one in _spellings(prefix) if one.endswith("/"))
        found = [
            one
            for url in self._captures
            if url.startswith(prefixes)
            for one in self._shown(url)
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

    def holds(self, site: Site) -> bool:
        """Return whether any capture is of *site*."""
        return any(site.holds(url) for url in self._captures)


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
