"""The table `captures`: kept in step with the files, whatever happened to either."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.listing import captures_of, lines
from aimf_scraper.errors import StoreError
from aimf_scraper.store import open_store
from tests.archive.conftest import as_earlier, made_exchange, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured, Exchange


@pytest.fixture
def index(tmp_path: Path) -> Iterator[CaptureIndex]:
    with CaptureIndex(tmp_path / "aimf.db") as index:
        yield index


def crawl() -> list[Exchange]:
    first = made_exchange(1)
    confirmed = made_exchange(
        3,
        url=first.url,
        status=304,
        reason="Not Modified",
        headers=(),
        body=b"",
        earlier=as_earlier(first),
    )
    return [first, made_exchange(2, url=first.url, earlier=as_earlier(first)), confirmed]


def test_what_is_read_from_the_files_is_what_was_written(
    tmp_path: Path, index: CaptureIndex
) -> None:
    captured = write(tmp_path / "archive", crawl())
    assert catch_up(index, tmp_path / "archive") == 3
    assert list(index.all()) == captured
    assert catch_up(index, tmp_path / "archive") == 0


def test_only_what_follows_the_last_row_is_read(tmp_path: Path, index: CaptureIndex) -> None:
    captured = write(tmp_path / "archive", crawl())
    index.add(captured[:1])
    assert catch_up(index, tmp_path / "archive") == 2
    assert list(index.all()) == captured


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path, index: CaptureIndex) -> None:
    captured = write(tmp_path / "archive", crawl())
    index.add(captured)
    (tmp_path / "archive" / captured[0].file).unlink()
    assert catch_up(index, tmp_path / "archive") == 0
    assert list(index.all()) == []


def test_an_empty_file_of_a_full_disk_is_removed_by_who_may_write(
    tmp_path: Path, index: CaptureIndex
) -> None:
    write(tmp_path / "archive", crawl())
    empty = tmp_path / "archive" / "aimf-20240101000000-00001.warc.gz"
    empty.touch()
    assert catch_up(index, tmp_path / "archive", forget=False) == 3
    assert empty.exists()
    assert catch_up(index, tmp_path / "archive") == 0
    assert not empty.exists()


def test_no_archive_yet(tmp_path: Path, index: CaptureIndex) -> None:
    assert catch_up(index, tmp_path / "archive") == 0


def test_to_look_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database yet"):
        CaptureIndex(tmp_path / "none" / "aimf.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_who_holds_a_payload(tmp_path: Path, index: CaptureIndex) -> None:
    exchanges = crawl()
    index.add(write(tmp_path / "archive", exchanges))
    first = exchanges[0]
    assert index.with_payload(first.payload_digest) == as_earlier(first)
    assert index.latest_payload(first.url) == as_earlier(first)
    assert index.with_payload("sha1:X") is None
    assert index.latest_payload("https://site.example/other") is None


def test_a_304_confirms_the_newest_page(tmp_path: Path, index: CaptureIndex) -> None:
    old = made_exchange(1)
    new = made_exchange(2, url=old.url, body=b"new")
    error = made_exchange(3, url=old.url, body=b"down", status=503)
    index.add(write(tmp_path / "archive", [old, new, error]))
    assert index.latest_payload(old.url) == as_earlier(new)


@pytest.mark.parametrize("store_first", [True, False])
def test_it_shares_a_database_with_the_store(tmp_path: Path, store_first: bool) -> None:
    path = tmp_path / "aimf.db"
    if store_first:
        open_store(path).close()
    with CaptureIndex(path) as index:
        index.add(write(tmp_path / "archive", crawl()))
    with open_store(path), CaptureIndex(path) as index:
        assert len(list(index.all())) == 3
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    "spelling",
    [
        "https://www.site.example/page",
        "https://www.site.example/page/",
        "http://site.example/page",
        "site.example/page/",
    ],
)
def test_listing_finds_other_spellings(tmp_path: Path, index: CaptureIndex, spelling: str) -> None:
    url = "https://www.site.example/page/"
    captured: list[Captured] = write(
        tmp_path / "archive", [made_exchange(n, url=url) for n in (1, 2)]
    )
    index.add(captured)
    assert captures_of(index, spelling) == captured
    assert captures_of(index, "https://www.site.example/other") == []
    assert [line.split()[0] for line in lines(captured)] == [one.date for one in captured]


def test_listing_the_front_page(tmp_path: Path, index: CaptureIndex) -> None:
    captured = write(tmp_path / "archive", [made_exchange(1, url="https://site.example/")])
    index.add(captured)
    assert captures_of(index, "www.site.example") == captured
