"""The manifest: which files the archive has ever held, and that none is another one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.manifest import MANIFEST, add_to_manifest, read_manifest
from aimf_scraper.archive.verify import verify
from tests.archive.conftest import as_earlier, made_exchange, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = made_exchange(1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def index(tmp_path: Path, folder: Path) -> Iterator[CaptureIndex]:
    """Two files, listed: the second holds a revisit of the first one's page, and a page of its own."""
    write(folder, [FIRST])
    more = [
        made_exchange(2, url=FIRST.url, earlier=as_earlier(FIRST)),
        made_exchange(3, body=b"<p>3"),
    ]
    write(folder, more, clock="2024-02-01T00:00:00Z")
    with CaptureIndex(tmp_path / "aimf.db") as index:
        catch_up(index, folder)
        add_to_manifest(folder, index.all())
        yield index


def test_files_are_listed_once(folder: Path, index: CaptureIndex) -> None:
    listed = read_manifest(folder)
    assert [one.captures for one in listed.files.values()] == [1, 2]
    assert [one.first for one in listed.files.values()] == [
        FIRST.fetched_at,
        "2024-01-01T00:00:02Z",
    ]
    before = (folder / MANIFEST).read_bytes()
    assert add_to_manifest(folder, index.all()) == []
    assert (folder / MANIFEST).read_bytes() == before
    # The files' warcinfo records were given one id by the test's own clock.
    said = [one.what for one in verify(folder, index).problems]
    assert said == ["its record id is taken twice"]


def test_files_that_are_away(folder: Path, index: CaptureIndex) -> None:
    first = min(folder.glob("*.warc.gz"))
    first.rename(folder.parent / first.name)
    wanted = [("news:x", FIRST.record_id)]
    assert {"missing", "index"} <= {one.fault for one in verify(folder, index, wanted).problems}
    # A crawl of tonight forgets nothing of it, and lends nothing from it either.
    catch_up(index, folder)
    index.leave_out(read_manifest(folder).away(folder))
    report = verify(folder, index, wanted, offline_ok=True)
    assert (report.problems, report.away) == ([], [first.name])
    assert index.with_payload(FIRST.payload_digest) is None
    assert index.latest_payload(FIRST.url) is None
    # One that was never anywhere is missing all the same.
    (lost,) = verify(folder, index, [("news:y", "<urn:uuid:none>")], offline_ok=True).problems
    assert lost.fault == "missing"


def test_a_file_that_is_not_the_one_listed(folder: Path, index: CaptureIndex) -> None:
    first = min(folder.glob("*.warc.gz"))
    first.write_bytes(first.read_bytes() + first.read_bytes()[:0] + b"\n")
    said = [str(one) for one in verify(folder, index).problems]
    assert any("not the file that the manifest lists" in one for one in said)


@pytest.mark.parametrize("change", ["a figure", "a line out", "no JSON", "another order"])
def test_a_manifest_that_was_changed(change: str, folder: Path, index: CaptureIndex) -> None:
    path = folder / MANIFEST
    lines = path.read_text().splitlines()
    if change == "a figure":
        lines[0] = json.dumps(json.loads(lines[0]) | {"captures": 9})
    elif change == "a line out":
        del lines[0]
    elif change == "no JSON":
        lines[0] = "{" + lines[0]
    else:
        lines.reverse()
    path.write_text("\n".join([*lines, ""]))
    assert any(one.file == MANIFEST for one in verify(folder, index).problems)
