"""An archive merged and pruned gives the records that it gave before, and shows where each comes from."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.archived import wanted
from aimf_scraper.store import open_store
from tests.archive.command import aimf, records

if TYPE_CHECKING:
    from pathlib import Path

#: What says when and from which capture a record was read.
OF_THE_RUN = ("provenance",)


@pytest.fixture
def data(two_days: Path, tmp_path: Path) -> Path:
    shutil.copytree(two_days, tmp_path / "data")
    return tmp_path / "data"


def history(data: Path) -> list[tuple[str, Any, ...]]:
    with open_store(data / "aimf.db", read_only=True) as store:
        return [
            (one["id"], version.why, version.record["text"])
            for one in store.records(gone=True)
            for version in store.record_versions(one["id"])
        ]


def rebuilt(data: Path, into: Path) -> Path:
    aimf("rebuild", "--quiet", "--from", data / "archive", "--data", into)
    return into


def test_a_merged_archive_gives_the_same_history(data: Path, tmp_path: Path) -> None:
    before = rebuilt(data, tmp_path / "before")
    assert "now in merged-" in aimf("archive", "merge", "--data", data).out
    assert len(list((data / "archive").glob("*.warc.gz"))) == 1
    assert "all sound" in aimf("archive", "verify", "--data", data).out
    after = rebuilt(data, tmp_path / "after")
    assert records(after, without=OF_THE_RUN) == records(before, without=OF_THE_RUN)
    assert history(after) == history(before)
    assert len(history(after)) > 0


def test_a_pruned_archive_keeps_what_every_record_rests_on(data: Path, tmp_path: Path) -> None:
    before = rebuilt(data, tmp_path / "before")
    told = aimf("archive", "prune", "--before", "2100-01-01", "--data", data)
    size = sum(one.stat().st_size for one in (data / "archive").glob("*.warc.gz"))
    assert len(told.out.splitlines()) > 2
    aimf("archive", "prune", "--before", "2100-01-01", "--yes", "--data", data)
    assert sum(one.stat().st_size for one in (data / "archive").glob("*.warc.gz")) < size
    assert "all sound" in aimf("archive", "verify", "--data", data).out
    with open_store(data / "aimf.db", read_only=True) as store:
        names = [name for name, _ in wanted(store)]
    assert any("(until " in name for name in names)
    after = rebuilt(data, tmp_path / "after")
    assert records(after, without=OF_THE_RUN) == records(before, without=OF_THE_RUN)
    assert (
        "nothing to do"
        in aimf("archive", "prune", "--before", "2100-01-01", "--yes", "--data", data).out
    )


def test_what_is_away_is_put_back_first(data: Path, tmp_path: Path) -> None:
    first = min((data / "archive").glob("*.warc.gz"))
    first.rename(tmp_path / first.name)
    done = aimf("archive", "prune", "--before", "2100", "--yes", "--data", data, code=2)
    assert f"{first.name} is away" in done.err


def test_a_date_that_is_none(data: Path) -> None:
    assert "no date" in aimf("archive", "prune", "--before", "soon", "--data", data, code=2).err
