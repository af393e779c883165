"""WACZ 1.1.1: the whole archive in one zip that a browser replays.

WARC files are copied through, never held in memory; the same archive gives
the same bytes, since the newest capture is the only clock.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper import __version__
from aimf_scraper.archive import cdxj
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

WACZ_VERSION: Final = "1.1.1"
_STEP: Final = 1024 * 1024
#: Before it, a zip can hold no date.
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_CHARACTERS: Final = 100_000  # a page's text as the replay tool's search reads it


@dataclass(frozen=True, slots=True)
class Described:
    """What a page list says of a page."""

    title: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a WACZ. ``orphans``: the revisits whose payload is in none of the files, in words."""

    warc_files: int
    captures: int
    pages: int
    size_bytes: int
    orphans: tuple[str, ...] = ()


def title_of(capture: Capture) -> Described:
    """Return the page's ``<title>``; what to describe pages with when nothing better is known."""
    from parsel import Selector  # noqa: PLC0415 - only who packs without records needs it
    from w3lib.encoding import html_to_unicode  # noqa: PLC0415 - as above

    encoding, _ = html_to_unicode(capture.header("Content-Type"), capture.body[:4096])
    page = Selector(body=capture.body, encoding=encoding, type="html")
    return Described(title=page.xpath("normalize-space(//title)").get() or None)


def write_wacz(
    target: Path,
    warcs: Iterable[Path],
    *,
    title: str,
    main_page_url: str | None = None,
    describe: Callable[[Capture], Described] = title_of,
    has_text: bool = False,
) -> Packed:
    """Pack WARC files (or folders of them) into *target*, replacing it as a whole.

    *describe* gives an HTML capture its title, and its text where *has_text* is
    said. Replay opens the newest capture of *main_page_url* first, the oldest
    page where there is none.

    Raises:
        UsageError: there is nothing to pack.
    """
    archive = Archive(warcs)
    if not archive.sources:
        raise UsageError("the archive holds no WARC file yet: run `aimf-scraper crawl` first")
    lines = sorted({line for source in archive.sources for line in cdxj.lines_of(source)})
    blocks, over = cdxj.compressed(lines, "index.cdx.gz")
    newest = _newest(lines)
    pages = _Pages(archive, describe, main_page_url, has_text=has_text)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(beside, "w") as packed:
        into = _Zip(packed, newest)
        for source in archive.sources:
            with source.open() as file:
                into.add(f"archive/{source.path.name}", file, compress=False)
        into.add("indexes/index.cdx.gz", io.BytesIO(blocks), compress=False)
        into.add("indexes/index.idx", io.BytesIO(over))
        with tempfile.TemporaryFile(dir=target.parent) as listed:
            listed.writelines(pages.lines())
            into.add("pages/pages.jsonl", listed)
        package = {
            "profile": "data-package",
            "resources": list(into.resources),
            "title": title,
            "created": f"{newest:%Y-%m-%dT%H:%M:%SZ}",
            "wacz_version": WACZ_VERSION,
            "software": f"aimf-scraper {__version__}",
            **pages.main,
        }
        data = _json(package)
        into.add("datapackage.json", io.BytesIO(data))
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        said = _json({"path": "datapackage.json", "hash": digest})
        into.add("datapackage-digest.json", io.BytesIO(said))
    beside.replace(target)
    size_bytes = target.stat().st_size
    orphans = tuple(
        f"{one.headers.get('warc-refers-to', 'an unnamed record')}, whose payload {one.url} of "
        f"{one.date} repeats"
        for one in archive.orphans()
    )
    return Packed(len(archive.sources), len(lines), pages.count, size_bytes, orphans)


class _Zip:
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


class _Pages:
    """The list of pages, made while it is written; ``main`` and ``count`` are known afterwards."""

    def __init__(
        self,
        archive: Archive,
        describe: Callable[[Capture], Described],
        main_url: str | None,
        *,
        has_text: bool,
    ) -> None:
        self._archive = archive
        self._describe = describe
        self._main_url = main_url
        self._has_text = has_text
        self.main: dict[str, str] = {}
        self.count = 0

    def lines(self) -> Iterator[bytes]:
        header = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
        yield _line(header | {"hasText": self._has_text})
        for capture in self._archive.captures(revisits=False):
            if isinstance(capture, Capture) and _is_page(capture):
                self.count += 1
                if not self.main or capture.url == self._main_url:
                    self.main = {"mainPageUrl": capture.url, "mainPageDate": capture.date}
                yield _line(self._page(capture))

    def _page(self, capture: Capture) -> dict[str, Any]:
        told = self._describe(capture)
        key = hashlib.sha256(f"{capture.date} {capture.url}".encode()).hexdigest()[:22]
        page = {"id": key, "url": capture.url, "ts": capture.date}
        if told.title:
            page["title"] = told.title
        if told.text and self._has_text:
            page["text"] = told.text[:_TEXT_CHARACTERS]
        return page


def _newest(lines: list[str]) -> datetime:
    """Return the date of the newest capture of an index; a stamp that is no date counts not."""
    for stamp in sorted({line.split(" ", 2)[1] for line in lines}, reverse=True):
        try:
            return max(_EPOCH, datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        except ValueError:
            continue
    return _EPOCH


def _is_page(capture: Capture) -> bool:
    return capture.status == 200 and capture.media_type in _PAGE_TYPES


def _line(row: dict[str, Any]) -> bytes:
    return f"{json.dumps(row, ensure_ascii=False)}\n".encode()


def _json(value: dict[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
