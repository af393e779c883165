"""What the other cores do: read an archived page, and run the rules over a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.assembly import build_record
from aimf_scraper.errors import INTERNAL, PageError, RecordError, said_of
from aimf_scraper.gazetteer.additions import use
from aimf_scraper.memory import settle_collector
from aimf_scraper.pages.cut_off import ends_in_a_tag, is_closed, is_fatal
from aimf_scraper.pages.html import read_html

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.assembly import Draft
    from aimf_scraper.corrections import Correction
    from aimf_scraper.gazetteer.additions import Additions
    from aimf_scraper.pages.reading import HtmlPage
    from aimf_scraper.records import Record

_archives: list[Archive] = []


def start(paths: tuple[Path, ...], additions: Additions) -> None:
    """Open the archive once a process, and let its rules know the user's *additions*."""
    use(additions)
    _archives[:] = [Archive(paths)]
    settle_collector()


@dataclass(frozen=True, slots=True)
class PageRead:
    """An archived page, read. ``page`` or ``error``; the capture goes without its body.

    ``damage``: why the capture could not be read at all. ``end``: bytes that end
    as the body does, for those who ask whether it came to its end.
    """

    capture: Capture | None
    page: HtmlPage | None = None
    error: tuple[str, str] | None = None
    damage: str | None = None
    end: bytes = b""


def read_page(place: tuple[str, int], url: str) -> PageRead:
    """Load and read the capture at *place* (file, offset)."""
    (archive,) = _archives
    capture = archive.load(*place)
    if not isinstance(capture, Capture):
        return PageRead(None, damage=capture.what)
    bare = replace(capture, body=b"")
    if capture.status != 200:
        return PageRead(bare)
    try:
        page = read_html(capture.body, url, capture.header("Content-Type"))
        page.article()  # refuses dummy text
        return PageRead(bare, page=page, end=_end_of(capture.body))
    except PageError as error:
        return PageRead(bare, error=(error.reason, error.detail))
    except Exception as error:  # noqa: BLE001 - a fault of ours costs one page, and is named
        return PageRead(bare, error=(INTERNAL, said_of(error)))


def _end_of(body: bytes) -> bytes:
    said = b"</html>" if is_closed(body) else b""
    if is_fatal(body):
        said += b"<b>Fatal error</b>:"
    return said + b"<" if ends_in_a_tag(body) else said


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft became: a record, as the rules made it too where it was corrected; or an error."""

    record: Record | None = None
    uncorrected: Record | None = None
    error: tuple[str, str] | None = None


def record_of(draft: Draft, corrections: tuple[Correction, ...]) -> Made:
    """Return what *draft* makes with the *corrections* of it, or why it makes no record."""
    try:
        record = build_record(draft, corrections)
    except RecordError as error:
        return Made(error=(error.reason, error.detail))
    except Exception as error:  # noqa: BLE001 - as above
        return Made(error=(INTERNAL, said_of(error)))
    return Made(record, draft.uncorrected)
