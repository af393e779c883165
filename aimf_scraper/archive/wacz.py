"""WACZ 1.1.1: the whole archive in one zip that a browser replays, the dataset with it.

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
from aimf_scraper.archive.page_list import PageList, described_by_itself
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archive.signing import SPECIFICATION
from aimf_scraper.archive.wacz_entries import Entries
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from aimf_scraper.archive.page_list import Described
    from aimf_scraper.archive.signing import SigningKey

WACZ_VERSION: Final = "1.1.1"
#: Before it, a zip can hold no date.
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a WACZ. ``orphans``: the revisits whose payload is in none of the files, in words."""

    warc_files: int
    captures: int
    pages: int
    size_bytes: int
    orphans: tuple[str, ...] = ()


def write_wacz(
    target: Path,
    warcs: Iterable[Path],
    *,
    title: str,
    main_page_url: str | None = None,
    describe: Callable[[Capture], Described | None] = described_by_itself,
    with_files: Iterable[tuple[str, Iterable[bytes]]] = (),
    key: SigningKey | None = None,
) -> Packed:
    """Pack WARC files (or folders of them) into *target*, replacing it as a whole.

    *describe* gives an HTML capture its title and text, where it knows better than
    the page. Replay opens the newest capture of *main_page_url* first, the oldest
    page where there is none. *with_files*: path in the WACZ and content of what
    else is to be in it. *key* signs the digest of all.

    Raises:
        UsageError: there is nothing to pack.
    """
    archive = Archive(warcs)
    if not archive.sources:
        raise UsageError("the archive holds no WARC file yet: run `aimf-scraper crawl` first")
    lines = sorted({line for source in archive.sources for line in cdxj.lines_of(source)})
    blocks, over = cdxj.compressed(lines, "index.cdx.gz")
    newest = _newest(lines)
    pages = PageList(archive, lines, describe, main_page_url)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(beside, "w") as packed:
        into = Entries(packed, newest)
        for source in archive.sources:
            with source.open() as file:
                into.add(f"archive/{source.path.name}", file, compress=False)
        into.add("indexes/index.cdx.gz", io.BytesIO(blocks), compress=False)
        into.add("indexes/index.idx", io.BytesIO(over))
        for path, content in (("pages/pages.jsonl", pages.lines()), *with_files):
            with tempfile.TemporaryFile(dir=target.parent) as listed:
                listed.writelines(content)
                if listed.tell():  # a data package's readers take an empty table for a broken one
                    into.add(path, listed)
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
        said = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        signed = {"signedData": _signed(said["hash"], package, key)} if key is not None else {}
        into.add("datapackage-digest.json", io.BytesIO(_json(said | signed)))
    beside.replace(target)
    size_bytes = target.stat().st_size
    orphans = tuple(
        f"{one.headers.get('warc-refers-to', 'an unnamed record')}, whose payload {one.url} of "
        f"{one.date} repeats"
        for one in archive.orphans()
    )
    return Packed(len(archive.sources), len(lines), pages.count, size_bytes, orphans)


def _signed(digest: str, package: dict[str, Any], key: SigningKey) -> dict[str, str]:
    """Return what the specification calls an anonymous signature; no other property is allowed in it."""
    return {
        "hash": digest,
        "created": package["created"],
        "software": package["software"],
        "version": SPECIFICATION,
        "signature": key.sign(digest),
        "publicKey": key.public,
    }


def _newest(lines: list[str]) -> datetime:
    """Return the date of the newest capture of an index; a stamp that is no date counts not."""
    for stamp in sorted({line.split(" ", 2)[1] for line in lines}, reverse=True):
        try:
            return max(_EPOCH, datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        except ValueError:
            continue
    return _EPOCH


def _json(value: dict[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
