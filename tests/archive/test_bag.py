"""A bag that any BagIt tool validates."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.bag import write_bag
from aimf_scraper.errors import UsageError
from tests.archive.conftest import made_exchange, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    write(tmp_path / "archive", [made_exchange(1)])
    (tmp_path / "archive" / ".unpacked").mkdir()
    (tmp_path / "archive" / ".unpacked" / "x").write_text("x")
    (tmp_path / "archive" / "100 %.jsonl").write_text("{}")
    return tmp_path / "archive"


def listed(bag: Path, manifest: str) -> dict[str, str]:
    lines = (bag / manifest).read_text("utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def test_a_bag(archive: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "news.json").write_text("[]")
    bag = tmp_path / "bag"
    made = write_bag(
        bag, [archive, exports, tmp_path / "none"], date="2024-01-01", description="a\nb"
    )
    payload = {
        path.relative_to(bag).as_posix().replace("%", "%25"): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in (bag / "data").rglob("*")
        if path.is_file()
    }
    assert listed(bag, "manifest-sha256.txt") == payload
    assert {name.partition("/")[2] for name in payload} > {
        "exports/news.json",
        "archive/100 %25.jsonl",
    }
    assert not any("unpacked" in name for name in payload)
    for name, digest in listed(bag, "tagmanifest-sha256.txt").items():
        assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest
    assert (
        bag / "bagit.txt"
    ).read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    info = (bag / "bag-info.txt").read_text().splitlines()
    assert f"Payload-Oxum: {made.bytes}.{made.files}" in info
    assert "External-Description: a b" in info
    assert {one.name for one in tmp_path.iterdir()} == {"archive", "exports", "bag"}


def test_a_bag_twice_is_the_same_bag(archive: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_bag(tmp_path / name, [archive], date="2024-01-01", description="x")
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file():
            other = tmp_path / "two" / path.relative_to(tmp_path / "one")
            assert path.read_bytes() == other.read_bytes()


def test_nothing_is_overwritten(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    with pytest.raises(UsageError, match="already"):
        write_bag(tmp_path / "bag", [archive], date="2024-01-01", description="x")
    with pytest.raises(UsageError, match="nothing"):
        write_bag(tmp_path / "other", [tmp_path / "none"], date="2024-01-01", description="x")
    assert not (tmp_path / "other").exists()
