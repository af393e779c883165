"""The archive as `serve` looks into it: the capture of a record, or of an address at a moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.listing import captures_of, stamp_of
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archive.replay import capture_at
from aimf_scraper.archived import Archived, capture_of
from aimf_scraper.errors import UsageError
from aimf_scraper.explore.capture_view import CaptureView, view_of
from aimf_scraper.explore.capture_words import Wanted, wanted_of
from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.explore.app.served import Served

Data = dict[str, Any]

#: Pictures that a page may show; what a browser runs is none.
PICTURES: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"}
)


def capture_of_record(served: Served, key: str) -> Capture | None:
    """Return the archived answer that the record *key* was read from; ``None``: there is none."""
    with _index(served) as index:
        try:
            captured = capture_of(Archived(served.data, served.store(), index), key)
        except UsageError:  # not in the archive, or its file is away
            return None
        found = Archive([served.archive], index.place_of).load(captured.file, captured.offset)
    return found if isinstance(found, Capture) else None


def capture_nearest(served: Served, url: str, stamp: str) -> Capture | None:
    """Return the capture of *url* nearest to *stamp* (YYYYMMDDhhmmss)."""
    with _index(served) as index:
        return capture_at(index, served.archive, url, stamp)


def harmless(served: Served, capture: Capture, wanted: Wanted | None = None) -> CaptureView:
    """Return what a capture shows, made harmless; its links lead to what the archive has.

    Raises:
        PageError: it cannot be read.
    """
    stamp = stamp_of(capture.date)
    with _index(served) as index:
        known: dict[str, str | None] = {}

        def archived(url: str) -> str | None:
            bare = url.partition("#")[0]
            if bare not in known:
                known[bare] = f"/captured/{stamp}/{bare}" if captures_of(index, bare) else None
            return known[bare]

        return view_of(
            capture.body,
            capture.media_type,
            capture.header("Content-Type"),
            capture.url,
            wanted=wanted,
            archived=archived,
        )


def words_of(record: Data, fact: str, number: int) -> tuple[str, Wanted | None] | None:
    """Return the quote of a fact's place, and what to look for on its page.

    *fact*: such as ``budgets-0``. Nothing to look for where the markup says it; ``None``: there
    is no such place.
    """
    field, _, position = fact.rpartition("-")
    place = int(position) if position.isascii() and position.isdigit() else -1
    said = record.get(field)
    if isinstance(said, list) and 0 <= place < len(said) and isinstance(said[place], dict):
        evidence = said[place].get("evidence", [])
    else:
        evidence = record["evidence"].get(field, [])
    if not 0 <= number < len(evidence):
        return None
    one = evidence[number]
    if one["source"] not in TEXT_SOURCES or one["start"] is None:
        return one["quote"], None
    return one["quote"], wanted_of(record[one["source"]], one["start"], one["end"])


@contextmanager
def _index(served: Served) -> Iterator[CaptureIndex]:
    with (
        database_errors(served.path),
        CaptureIndex(served.path, create=False, read_only=True) as index,
    ):
        yield index
