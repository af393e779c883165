"""Files of the archive that are away, and media that cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper import archived
from aimf_scraper.archive.verify import verify
from tests.archive.command import aimf
from tests.rebuilding.papers import article, capture, url_of, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder of two files, the second with a revisit of a page in the first."""
    data = tmp_path_factory.mktemp("away") / "data"
    (data / "archive").mkdir(parents=True)
    write(
        data / "archive" / "a.warc.gz", [capture(url_of(n), article(n), number=n) for n in (1, 2)]
    )
    again = b"WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000001>"
    write(
        data / "archive" / "b.warc.gz",
        [
            capture(url_of(3), article(3), number=3),
            capture(
                url_of(1), b"", number=4, kind=b"revisit", more=again, date="2024-07-01T00:00:00Z"
            ),
        ],
    )
    aimf("rebuild", "--quiet", "--cores", "1", "--data", data)
    aimf("archive", "list", "--data", data)
    return data


def test_wacz_and_rebuild_name_what_is_away(held: Path, tmp_path: Path) -> None:
    away = tmp_path / "a.warc.gz"
    (held / "archive" / "a.warc.gz").rename(away)
    try:
        for command in (
            ("archive", "wacz", "--out", tmp_path / "x.wacz"),
            ("rebuild", "--cores", "1"),
        ):
            done = aimf(*command, "--data", held, code=3)
            assert "missing: a.warc.gz, which holds captures by the index" in done.err
            assert "-000000000001>, whose payload" in done.err
        assert (tmp_path / "x.wacz").is_file()
        said = aimf("archive", "show", url_of(2), "--data", held, code=2).err
        assert "its capture lies in a.warc.gz, which is away" in said
    finally:
        away.rename(held / "archive" / "a.warc.gz")
    assert "missing" not in aimf("archive", "wacz", "--data", held).err


def test_what_cannot_be_written_is_looked_at_all_the_same(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archived, "is_writable", lambda _: False)
    # SQLite's shared memory aside, which it makes where it can and does without where not.
    before = {one: one.stat().st_mtime_ns for one in held.rglob("*[!m]")}
    with archived.opened(held) as found:
        assert found.missing_files() == []
        assert archived.capture_of(found, url_of(3)).file == "b.warc.gz"
        report = verify(found.folder, found.index)
    assert report.captures == 4
    assert [one for one in report.problems if one.fault == "index"] == []
    assert {one: one.stat().st_mtime_ns for one in held.rglob("*[!m]")} == before


def test_an_index_that_lags_behind_on_a_medium_that_cannot_be_written(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archived, "is_writable", lambda _: False)
    (tmp_path / "archive").mkdir()
    for one in (held / "archive").iterdir():
        (tmp_path / "archive" / one.name).write_bytes(one.read_bytes())
    with archived.index_of(tmp_path) as index:
        assert len(list(index.all())) == 4
    assert [one.name for one in tmp_path.iterdir()] == ["archive"]
