"""The set is replaced as a whole: whatever happens, whoever reads."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.errors import StoreError
from aimf_scraper.platforms import exchange_names
from aimf_scraper.publishing import publish, recover
from aimf_scraper.store import open_store
from exports import FORMATS
from tests.store.samples import DAY_2, news

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = {name: FORMATS[name] for name in ("json", "jsonl")}
#: What a process announces before it does it; those that may change what is on disk.
CHANGING = {
    *("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"),
    "ctypes.dlsym",
}


def cannot_exchange(one: Path, other: Path) -> bool:
    """Stand for a file system that has no exchange."""
    assert one.exists()
    assert other.exists()
    return False


def can_exchange(folder: Path) -> bool:
    for name in ("one", "other"):
        (folder / name).mkdir()
    return exchange_names(folder / "one", folder / "other")


def checked(folder: Path) -> dict[str, str]:
    """Return the published files by digest, after holding each against the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    said = {file["name"]: file["sha256"] for file in manifest["files"]}
    for name, digest in said.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert {path.name for path in folder.iterdir()} == {*said, "manifest.json"}
    return said


def add_news(database: Path, slug: str) -> None:
    with open_store(database) as store:
        store.save(news(slug), run=1, seen_at=DAY_2)


def test_a_name_that_is_not_there_cannot_be_exchanged(tmp_path: Path) -> None:
    if not can_exchange(tmp_path):
        pytest.skip("this file system cannot exchange two names")
    with pytest.raises(FileNotFoundError):
        exchange_names(tmp_path / "one", tmp_path / "nowhere")


def test_a_set_is_published_and_left_alone_while_it_is_the_same(
    database: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    assert publish(database, folder, JSON).changed
    node = folder.stat().st_ino
    first = checked(folder)
    again = publish(database, folder, JSON)
    assert (again.changed, folder.stat().st_ino) == (False, node)
    add_news(database, "second")
    assert publish(database, folder, JSON).changed
    assert checked(folder) != first
    assert checked(tmp_path / ".exports.previous") == first
    assert sorted(path.name for path in tmp_path.glob(".exports*")) == [".exports.previous"]


def test_a_file_lost_or_spoilt_is_made_anew(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    publish(database, folder, JSON)
    whole = checked(folder)
    (folder / "news.json").unlink()
    assert publish(database, folder, JSON).changed
    (folder / "news.json").write_text("[]")
    assert publish(database, folder, JSON).changed
    assert checked(folder) == whole


def test_formats_no_longer_asked_for_go(database: Path, tmp_path: Path) -> None:
    publish(database, tmp_path / "exports", FORMATS)
    publish(database, tmp_path / "exports", {"jsonl": FORMATS["jsonl"]})
    assert list(checked(tmp_path / "exports")) == ["records.jsonl"]


@pytest.mark.parametrize("exchange", [exchange_names, cannot_exchange], ids=["exchange", "renames"])
def test_a_reader_inside_the_folder_keeps_its_set(
    database: Path, tmp_path: Path, exchange: Callable[[Path, Path], bool]
) -> None:
    folder = tmp_path / "exports"
    publish(database, folder, JSON)
    before = (folder / "news.json").read_bytes()
    inside = os.open(folder, os.O_RDONLY)
    add_news(database, "second")
    publish(database, folder, JSON, exchange=exchange)
    with os.fdopen(os.open("news.json", os.O_RDONLY, dir_fd=inside), "rb") as file:
        assert file.read() == before
    os.close(inside)
    assert (folder / "news.json").read_bytes() != before


def test_someone_elses_files_are_kept(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "notes").mkdir(parents=True)
    (folder / "notes" / "a.txt").write_text("à garder")
    (folder / ".gitkeep").touch()
    for slug in ("second", "third"):
        add_news(database, slug)
        publish(database, folder, JSON)
    assert (folder / "notes" / "a.txt").read_text() == "à garder"
    assert (folder / ".gitkeep").exists()


@pytest.mark.parametrize("name", ["news.json", "manifest.json"])
def test_someone_elses_file_in_the_way_is_not_overwritten(
    database: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / name).write_text("[]")
    with pytest.raises(StoreError, match="was not written by aimf-scraper"):
        publish(database, folder, JSON)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, "[]")]


def test_a_link_to_the_folder_stays_a_link(database: Path, tmp_path: Path) -> None:
    (tmp_path / "disk" / "sets").mkdir(parents=True)
    (tmp_path / "exports").symlink_to(tmp_path / "disk" / "sets")
    for slug in ("second", "third"):
        add_news(database, slug)
        publish(database, tmp_path / "exports", JSON)
    assert (tmp_path / "exports").is_symlink()
    checked(tmp_path / "disk" / "sets")


def failing(store: Any, folder: Path) -> Any:
    (folder / "half.json").write_text("[")
    raise OSError(28, "No space left on device")


def test_a_writer_that_fails_leaves_the_last_set(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    publish(database, folder, JSON)
    before = checked(folder)
    add_news(database, "second")
    with pytest.raises(StoreError, match=r"No space left .* the last set stays"):
        publish(database, folder, {**JSON, "zzz": failing})
    assert checked(folder) == before
    assert sorted(path.name for path in tmp_path.glob(".exports*")) == []


@pytest.mark.parametrize("open_in", ["exports", ".exports.previous"])
def test_where_windows_moves_no_file_that_is_open_the_last_set_stays(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_in: str
) -> None:
    folder = tmp_path / "exports"
    for slug in ("second", "third"):
        add_news(database, slug)
        publish(database, folder, JSON, exchange=cannot_exchange)
    before = checked(folder)
    add_news(database, "fourth")
    rename, rmtree = Path.rename, shutil.rmtree

    def renamed(self: Path, target: Path) -> Path:
        if self.name == open_in:
            raise PermissionError(13, "Access is denied", str(self))
        return rename(self, target)

    def removed(path: Path, **options: Any) -> None:
        if Path(path).name == open_in and not options:
            raise PermissionError(13, "Access is denied", str(path))
        rmtree(path, **options)

    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(shutil, "rmtree", removed)
    with pytest.raises(StoreError, match=r"close what has a file of them open.*last set stays"):
        publish(database, folder, JSON, exchange=cannot_exchange)
    assert checked(folder) == before
    monkeypatch.undo()  # it is closed
    assert publish(database, folder, JSON, exchange=cannot_exchange).changed
    assert checked(folder) != before


@pytest.mark.parametrize("exchange", [exchange_names, cannot_exchange], ids=["exchange", "renames"])
def test_killed_at_any_moment_a_complete_set_stands(
    database: Path, tmp_path: Path, exchange: Callable[[Path, Path], bool]
) -> None:
    if exchange is exchange_names and not can_exchange(tmp_path):
        pytest.skip("this file system cannot exchange two names")
    start = tmp_path / "start"
    publish(database, start / "exports", JSON)
    old = checked(start / "exports")
    add_news(database, "second")
    publish(database, tmp_path / "whole", JSON)
    new = checked(tmp_path / "whole")
    assert old != new

    survived: list[str] = []
    while not survived or survived[-1] != "done":
        data = tmp_path / "data"
        shutil.copytree(start, data)
        killed = publish_until(len(survived), database, data / "exports", exchange)
        if exchange is exchange_names:
            assert (data / "exports").exists()
        recover(data / "exports")
        stands = checked(data / "exports")
        assert stands in (old, new)
        publish(database, data / "exports", JSON, exchange=exchange)
        assert checked(data / "exports") == new
        shutil.rmtree(data)
        survived.append(("old" if stands == old else "new") if killed else "done")
    assert survived.count("old") > 20
    assert "new" in survived


def publish_until(
    event: int, database: Path, folder: Path, exchange: Callable[[Path, Path], bool]
) -> bool:
    """Publish in a process that is killed before its change number *event*; return whether it was."""
    child = os.fork()
    if child == 0:
        left = event

        def kill_in_time(name: str, _: tuple[Any, ...]) -> None:
            nonlocal left
            if name in CHANGING:
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        code = 1
        try:
            sys.addaudithook(kill_in_time)
            publish(database, folder, JSON, exchange=exchange)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return status == signal.SIGKILL
