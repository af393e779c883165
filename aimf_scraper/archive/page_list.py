"""The list of pages in a WACZ: what replay tools show, search and open first."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.archive.reader import Capture
from aimf_scraper.archive.records import RawRecord, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aimf_scraper.archive.reader import Archive

PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_CHARACTERS: Final = 100_000  # a page's text as the replay tool's search reads it
_TITLE_CHARACTERS: Final = 500
_BYTES_PARSED: Final = 4 * 1024 * 1024
#: Text of a page as a browser showed it: what browsertrix and we call such a record.
SHOWN_TEXT: Final = "urn:text:"
_TEXT: Final = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"


@dataclass(frozen=True, slots=True)
class Described:
    """What a page list says of a page; ``record``: the id of the record that was made of it."""

    title: str | None = None
    text: str | None = None
    record: str | None = None


def described_by_itself(capture: Capture) -> Described:
    """Return the page's own title (its heading, where it has none) and all its text."""
    from parsel import Selector  # noqa: PLC0415 - only who packs an archive needs it
    from w3lib.encoding import html_to_unicode  # noqa: PLC0415 - as above

    body = capture.body[:_BYTES_PARSED]
    if not body.strip():
        return Described()
    encoding, _ = html_to_unicode(capture.header("Content-Type"), body[:4096])
    page = Selector(body=body, encoding=encoding, type="html")
    named = (page.xpath(f"normalize-space(//{tag})").get() for tag in ("title", "h1"))
    text = " ".join(" ".join(page.xpath(_TEXT).getall()).split())
    return Described(next(filter(None, named), None), text or None)


def is_page(capture: Capture) -> bool:
    """Return whether *capture* is what somebody would open, and not a part of it."""
    return capture.status == 200 and capture.media_type in PAGE_TYPES


class PageList:
    """The list of pages, made while it is written; ``main`` and ``count`` are known afterwards.

    *describe* knows some pages better than they say themselves. *lines*: the CDXJ
    of the archive; the text that a browser showed of a page stands in for a missing one.
    """

    def __init__(
        self,
        archive: Archive,
        lines: Iterable[str],
        describe: Callable[[Capture], Described | None],
        main_url: str | None,
    ) -> None:
        self._archive = archive
        self._describe = describe
        self._main_url = main_url
        self._shown = dict(_shown_texts(lines))
        self.main: dict[str, str] = {}
        self.count = 0

    def lines(self) -> Iterator[bytes]:
        header = {"format": "json-pages-1.0", "id": "pages", "title": "Pages", "hasText": True}
        yield _line(header)
        for capture in self._archive.captures(revisits=False):
            if isinstance(capture, Capture) and is_page(capture):
                self.count += 1
                if not self.main or capture.url == self._main_url:
                    self.main = {"mainPageUrl": capture.url, "mainPageDate": capture.date}
                yield _line(self._page(capture))

    def _page(self, capture: Capture) -> dict[str, Any]:
        told = self._described(capture)
        key = hashlib.sha256(f"{capture.date} {capture.url}".encode()).hexdigest()[:22]
        page: dict[str, Any] = {
            "id": key,
            "url": capture.url,
            "ts": capture.date,
            "title": (told.title or capture.url)[:_TITLE_CHARACTERS],
            "text": (told.text or "")[:_TEXT_CHARACTERS],
            "mime": capture.media_type,
            "status": capture.status,
        }
        if capture.url == self._main_url:
            page["seed"] = True  # where the crawl began
        if told.record:
            page["record"] = told.record
        return page

    def _described(self, capture: Capture) -> Described:
        told = self._describe(capture) or Described()
        if told.title and told.text:
            return told
        own = described_by_itself(capture)
        text = told.text or self._shown_text(capture) or own.text
        return replace(told, title=told.title or own.title, text=text)

    def _shown_text(self, capture: Capture) -> str | None:
        """Return what a browser showed of the page, where that was taken down."""
        place = self._shown.get((capture.url, capture.date))
        source = place and next(
            (one for one in self._archive.sources if one.path.name == place[0]), None
        )
        found = next(records_of(source, place[1]), None) if place and source else None
        return found.block.decode("utf-8", "replace") if isinstance(found, RawRecord) else None


def _shown_texts(lines: Iterable[str]) -> Iterator[tuple[tuple[str, str], tuple[str, int]]]:
    """Yield address and date of the pages whose shown text lies in the archive, and where."""
    for line in lines:
        if line.startswith(SHOWN_TEXT):
            key, stamp, said = line.split(" ", 2)
            place = json.loads(said)
            date = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}Z"
            yield (key.removeprefix(SHOWN_TEXT), date), (place["filename"], int(place["offset"]))


def _line(row: dict[str, Any]) -> bytes:
    return f"{json.dumps(row, ensure_ascii=False)}\n".encode()
