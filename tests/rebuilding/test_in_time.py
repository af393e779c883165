"""An archive replayed in order of date: which crawls made it, and the history that they give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.exchange import Captured
from aimf_scraper.rebuilding.epochs import epochs
from aimf_scraper.rebuilding.runs import Run, Runs
from aimf_scraper.store import open_store
from tests.archive.command import aimf
from tests.rebuilding.papers import SITE, article, capture, url_of, write

if TYPE_CHECKING:
    from pathlib import Path

OURS = "aimf-20240102030405-00000.warc.gz"
#: file, date, address, payload -> the dates at which crawls are taken to have begun
PARTED = [
    ("of a day", [("x.warc", "02T01", "a", "1"), ("x.warc", "02T23", "b", "1")], ["02T01"]),
    (
        "of two days",
        [("x.warc", "02T23", "a", "1"), ("x.warc", "03T00", "b", "1")],
        ["02T23", "03T00"],
    ),
    (
        "a page that changed",
        [("x.warc", "02T01", "a", "1"), ("y.warc", "02T02", "a", "2")],
        ["02T01", "02T02"],
    ),
    (
        "the same page again",
        [("x.warc", "02T01", "a", "1"), ("y.warc", "02T02", "a", "1")],
        ["02T01"],
    ),
    (
        "out of order",
        [("x.warc", "03T01", "a", "1"), ("y.warc", "02T02", "b", "1")],
        ["02T02", "03T01"],
    ),
    (
        "our own run, over midnight",
        [(OURS, "02T23", "a", "1"), (OURS, "03T00", "a", "2")],
        ["02T03"],
    ),
    ("ours in a WACZ", [(f"x.wacz!archive/{OURS}", "02T23", "a", "1")], ["02T03"]),
]


@pytest.mark.parametrize(
    ("captured", "began"), [row[1:] for row in PARTED], ids=[r[0] for r in PARTED]
)
def test_the_crawls_of_an_archive(
    captured: list[tuple[str, str, str, str]], began: list[str]
) -> None:
    made = [
        Captured(str(n), url, f"2024-01-{date}:00:00Z", file, n, 1, payload, 200, "text/html", None)
        for n, (file, date, url, payload) in enumerate(captured)
    ]
    found = epochs(made, Runs().of)
    assert [one.began[8:13] for one in found] == began
    assert {key for one in found for key in one.record_ids} == {one.record_id for one in made}


def test_what_a_file_says_of_its_run_counts() -> None:
    one = Captured("1", "a", "2024-01-02T03:04:05Z", OURS, 0, 1, "1", 200, "text/html", None)
    (found,) = epochs([one], lambda _: Run("2024-01-02T03:04:01Z", ""))
    assert found.began == "2024-01-02T03:04:01Z"


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what three months of somebody's captures of four pages give.

    The first page changes; the second is gone, and comes back; the third moves;
    of the fourth only half an answer comes at last.
    """
    days = [f"2023-0{month}-05T06:00:00Z" for month in (1, 2, 3)]
    moved = b"Location: /actualite/ailleurs-3/\r\n"
    longer = article(1, more="Une seconde pompe a été posée au mois de février.")
    records = [
        *(capture(url_of(n), article(n), number=n, date=days[0]) for n in (1, 2, 3, 4)),
        capture(url_of(1), longer, number=11, date=days[1]),
        capture(url_of(2), b"", number=12, date=days[1], status=b"404 Not Found"),
        capture(url_of(3), b"", number=13, date=days[2], status=b"301 Moved", head=moved),
        capture(f"{SITE}/actualite/ailleurs-3/", article(3), number=23, date=days[2]),
        capture(url_of(2), article(2), number=22, date=days[2]),
        capture(url_of(4), article(4)[:420], number=24, date=days[2]),
    ]
    folder = tmp_path_factory.mktemp("in-time")
    # Not in the order of date: nobody promises that.
    warc = write(folder / "months.warc.gz", records[::-1])
    aimf("rebuild", "--quiet", "--cores", "1", "--from", warc, "--data", folder / "data")
    return folder / "data"


def test_first_seen_changed_gone_and_moved(replayed: Path) -> None:
    with open_store(replayed / "aimf.db", read_only=True) as store:
        first = {one["id"]: at[:10] for one, at in store.records_first_seen()}
        told = {
            key: [
                (v.replaced_at[:7], v.why, [c.field for c in v.differences])
                for v in store.record_versions(key)
            ]
            for key in first
        }
    assert first == {
        f"news:{name}": "2023-01-05"
        for name in ("fontaine-1", "fontaine-2", "ailleurs-3", "fontaine-4")
    }
    (changed,) = told["news:fontaine-1"]
    assert changed[:2] == ("2023-02", "site")
    assert "text" in changed[2]
    assert told["news:fontaine-2"] == [
        ("2023-02", "site", ["gone_at"]),
        ("2023-03", "site", ["gone_at"]),
    ]
    ((moved_at, _, fields),) = told["news:ailleurs-3"]
    assert (moved_at, "url" in fields) == ("2023-03", True)
    assert told["news:fontaine-4"] == []


def test_the_dataset_of_a_day(replayed: Path, tmp_path: Path) -> None:
    def held(at: str) -> dict[str, str]:
        aimf("export", "--data", replayed, "--formats", "json", "--at", at, "--out", tmp_path / at)
        return {
            one["id"]: one["text"]
            for one in json.loads((tmp_path / at / "news.json").read_text("utf-8"))
        }

    january, february, march = (held(f"2023-{month}") for month in ("01", "02", "03"))
    assert january.keys() - february.keys() == {"news:fontaine-2"}
    assert "pompe" in february["news:fontaine-1"]
    assert "pompe" not in january["news:fontaine-1"]
    assert march.keys() == {
        f"news:{one}" for one in ("fontaine-1", "fontaine-2", "ailleurs-3", "fontaine-4")
    }
    assert march["news:fontaine-4"] == january["news:fontaine-4"]
