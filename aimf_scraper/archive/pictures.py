"""What archived pages look like, kept beside them: a view, a thumbnail, text, and the HTML that scripts made.

``resource`` records named as browsertrix names them (``urn:view:``, ``urn:thumbnail:``,
``urn:text:`` before the page's address, and ``urn:dom:``, which is ours), with the date of
the capture that they show: replay tools find them by both. They stand for no page; the
HTML is read by a rebuild that is told to, where the page as served says nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from aimf_scraper import __version__
from aimf_scraper.archive.browser import BrowserError
from aimf_scraper.archive.listing import captures_of, nearest, stamp_of
from aimf_scraper.archive.page_list import PAGE_TYPES, SHOWN_TEXT
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archive.records import SHOWN_HTML, RawRecord, records_of
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.writer import CONFORMS_TO, WarcWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aimf_scraper.archive.browser import ArchiveBrowser, Seen
    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex

#: What the files of pictures begin with.
PREFIX: Final = "pictures"
_VIEW: Final = "urn:view:"
_THUMBNAIL: Final = "urn:thumbnail:"


@dataclass(frozen=True, slots=True)
class Pictured:
    """How many pages were pictured; ``failed``: those that could not be, in words."""

    made: int
    failed: tuple[str, ...]


class Pictures:
    """Pictures of the pages in the archive *folder*; *clock* and *new_id* as ``WarcWriter`` has them."""

    def __init__(
        self,
        folder: Path,
        index: CaptureIndex,
        *,
        clock: Callable[[], str],
        new_id: Callable[[], str],
    ) -> None:
        self._folder = folder
        self._index = index
        self._clock = clock
        self._new_id = new_id
        self._archive = Archive([folder], index.place_of)

    def wanted(self) -> list[Captured]:
        """Return the captured pages that have no picture yet: each state of each page once."""
        pictured = _pictured(self._folder)
        return [
            one
            for one in self._index.all()
            if one.status == 200
            and one.media_type in PAGE_TYPES
            and not one.revisit
            and one.record_id not in pictured
            and (self._folder / one.file).is_file()
        ]

    def make(
        self,
        wanted: list[Captured],
        browser: ArchiveBrowser,
        tell: Callable[[], object] = lambda: None,
    ) -> Pictured:
        """Picture the pages *wanted* into a file of their own; *tell* is called after each.

        Raises:
            OSError: the disk refused; what was written before is whole.
        """
        made, failed = 0, []
        info = {
            "software": f"aimf-scraper/{__version__}",
            "hostname": socket.gethostname(),
            "format": "WARC File Format 1.1",
            "conformsTo": CONFORMS_TO,
            "description": f"archived pages as {browser.name} showed them, with nothing but the archive",
        }
        with WarcWriter(
            self._folder, info=info, clock=self._clock, new_id=self._new_id, prefix=PREFIX
        ) as writer:
            for one in wanted:
                try:
                    seen = browser.see(one.url, partial(self._answer, one))
                except BrowserError as error:
                    failed.append(f"{one.url} of {one.date} ({error})")
                else:
                    self._write(writer, one, seen)
                    made += 1
                tell()
        return Pictured(made, tuple(failed))

    def _answer(self, page: Captured, url: str) -> Capture | None:
        """Return what the archive holds of *url* nearest to the time of *page*, and of that itself."""
        best = (
            page
            if url == page.url
            else nearest(captures_of(self._index, url), stamp_of(page.date), self._folder)
        )
        found = self._archive.load(best.file, best.offset) if best is not None else None
        return found if isinstance(found, Capture) else None

    def _write(self, writer: WarcWriter, page: Captured, seen: Seen) -> None:
        text = ("text/plain; charset=utf-8", seen.text.encode("utf-8", "replace"))
        html = ("text/html; charset=utf-8", seen.html.encode("utf-8", "replace"))
        # The thumbnail last: where it is, all are.
        for scheme, (media_type, data) in (
            (_VIEW, ("image/png", seen.view)),
            (SHOWN_TEXT, text),
            *([(SHOWN_HTML, html)] if seen.html else []),
            (_THUMBNAIL, ("image/jpeg", seen.thumbnail)),
        ):
            writer.resource(
                f"{scheme}{page.url}",
                media_type,
                data,
                at=page.date,
                record_id=self._new_id(),
                goes_with=page.record_id,
            )


def _pictured(folder: Path) -> set[str]:
    """Return the ids of the captures that have a picture already, by our files of pictures."""
    return {
        item.headers.get("warc-concurrent-to", "")
        for source in sources_in([folder])
        if source.name.startswith(f"{PREFIX}-")
        for item in records_of(source)
        if isinstance(item, RawRecord) and item.url.startswith(_THUMBNAIL)
    }
