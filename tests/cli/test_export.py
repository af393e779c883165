"""`export`: the data folder's set is the configured one, whatever else is asked for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.cli import main
from aimf_scraper.store import CORRECTION_COLUMNS, StoredCorrection, open_store
from tests.store.samples import DAY_1, DAY_2, DAY_3, SITE, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

CSV = {"records.csv", "cities.csv", "evidence.csv"}
JSON = {"actions.json", "news.json"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with open_store(folder / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {}, SITE)
        for record in (action(), news()):
            store.save(record, run=1, seen_at=DAY_1)
    return folder


def run(*arguments: str | Path, code: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    assert ended.value.code == code


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_configured_set_is_never_made_smaller(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", "--data", data)
    before = {path.name: path.read_bytes() for path in (data / "exports").iterdir()}
    assert before.keys() >= CSV | JSON
    run("export", "--data", data, "--formats", "csv", code=2)
    assert "--out" in capsys.readouterr().err
    run("export", "--data", data, "--formats", "csv", "--out", data / "exports", code=2)
    run("export", "--data", data, "--formats", "csv", "--out", tmp_path / "tables")
    assert names(tmp_path / "tables") >= CSV
    assert not names(tmp_path / "tables") & JSON
    assert {path.name: path.read_bytes() for path in (data / "exports").iterdir()} == before


def test_the_settings_choose_the_set(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIMF_EXPORTS_FORMATS", "jsonl")
    run("export", "--data", data)
    run("export", "--data", data, "--formats", "jsonl")
    assert names(data / "exports") == {"manifest.json", "records.jsonl"}


def test_out_alone_writes_the_configured_set_there(data: Path, tmp_path: Path) -> None:
    run("export", "--data", data, "--out", tmp_path / "copy")
    assert names(tmp_path / "copy") >= CSV | JSON
    assert not (data / "exports").exists()


@pytest.mark.parametrize(
    "command", [("export",), ("changes", "--json"), ("status", "--json"), ("archive", "list")]
)
def test_an_older_database_is_brought_up_to_date(
    data: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        db.execute("ALTER TABLE records DROP COLUMN read_from")
    run(*command, "--data", data)
    assert "older" not in capsys.readouterr().err
    with open_store(data / "aimf.db", read_only=True) as store:
        assert [one["id"] for one in store.records()] == [action().id, news().id]


def test_the_manifest_is_true(data: Path, tmp_path: Path) -> None:
    run("export", "--data", data, "--formats", "csv,json", "--out", tmp_path / "both")
    manifest = json.loads((tmp_path / "both" / "manifest.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in manifest["files"]} == names(tmp_path / "both") - {
        "manifest.json"
    }


def held(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").split("\n")
    return {one["id"]: one for one in map(json.loads, filter(None, lines))}


@pytest.mark.parametrize(
    "at, ids, title",
    [
        ("2024-01-10", {action().id, news().id}, action().title),
        ("2024-01-11", {action().id, news().id}, "Changé"),
        ("2024-01-12", {action().id, news("neuf").id}, "Changé"),
        ("2024-01", {action().id, news("neuf").id}, "Changé"),
        ("2024", {action().id, news("neuf").id}, "Changé"),
    ],
)
def test_as_it_stood_at_the_end_of_a_day(
    data: Path, tmp_path: Path, at: str, ids: set[str], title: str | None
) -> None:
    with open_store(data / "aimf.db") as store:
        store.resolve_links()
        store.save(action(title="Changé"), run=1, seen_at=DAY_2)
        store.mark_gone([news().id], 1, DAY_3)
        store.save(news("neuf"), run=1, seen_at=DAY_3)
        store.resolve_links()
    before = (data / "aimf.db").read_bytes()
    run("export", "--data", data, "--at", at, code=2)
    run("export", "--data", data, "--at", at, "--out", tmp_path / "then")
    found = held(tmp_path / "then")
    assert found.keys() == ids
    assert found.get(action().id, {}).get("title") == title
    targets = {link["record_id"] for one in found.values() for link in one["links"]}
    assert targets <= {None, *ids}
    projects = (tmp_path / "then" / "projects.csv").read_text(encoding="utf-8").splitlines()
    assert len(projects) == 1 + (action().id in ids)
    assert (data / "aimf.db").read_bytes() == before
    assert names(data) <= {"aimf.db", "aimf.db-shm", "aimf.db-wal", ".lock"}


@pytest.mark.parametrize("at", ["2024-01-09", "2023-12", "2023"])
def test_before_anybody_looked_nothing_is_written(
    data: Path, tmp_path: Path, at: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", "--data", data, "--at", at, "--out", tmp_path / "then", code=2)
    said = capsys.readouterr().err
    assert f"--at {at}: nothing was known then: the first run began on {DAY_1[:10]}" in said
    assert "nothing was written" in said
    assert names(tmp_path) == {"data"}
    assert not [one for one in names(data) if one.startswith(".export")]


def test_a_run_that_found_nothing_was_a_look(data: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "bare" / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {}, SITE)
    run("export", "--data", tmp_path / "bare", "--at", DAY_1[:10], "--out", tmp_path / "then")
    assert held(tmp_path / "then") == {}


def test_quietly(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("export", "-q", "--data", data)
    assert capsys.readouterr() == ("", "")
    assert (data / "exports" / "manifest.json").exists()


def test_today_without_a_date_is_the_same_as_at_any_later_one(data: Path, tmp_path: Path) -> None:
    for name, options in (("now", ()), ("later", ("--at", "2999-12-31"))):
        run("export", "--data", data, "--out", tmp_path / name, *options)
    now, later = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("now", "later")
    )
    assert now == later


def test_a_copy_has_the_corrections_of_its_records(data: Path, tmp_path: Path) -> None:
    with open_store(data / "aimf.db") as store:
        corrected = changed(action(), corrections=("c1",))
        store.save(corrected, run=1, seen_at=DAY_2, why="correction", uncorrected=action())
        for_both = [
            dict.fromkeys(CORRECTION_COLUMNS[:-2], "x") | {"correction_id": key}
            for key in ("c1", "c2")
        ]
        store.save_corrections(StoredCorrection(one, "applied", "") for one in for_both)
    for name, options, ids in (
        ("bare", ("--without-text",), ["c1", "c2"]),
        ("then", ("--at", DAY_1[:10]), []),
        ("later", ("--at", "2999"), ["c1"]),
    ):
        run("export", "--data", data, "--out", tmp_path / name, *options)
        rows = (tmp_path / name / "corrections.csv").read_text(encoding="utf-8").splitlines()
        assert [row.partition(",")[0] for row in rows[1:]] == ids


@pytest.mark.parametrize(
    "at", ["yesterday", "2024-1", "2024-13", "2024-02-30", "2024-01-01T00:00:00", ""]
)
def test_a_date_that_is_none_is_wrong_usage(data: Path, tmp_path: Path, at: str) -> None:
    run("export", "--data", data, "--at", at, "--out", tmp_path / "then", code=2)
    assert not (tmp_path / "then").exists()


def test_without_the_sites_prose(data: Path, tmp_path: Path) -> None:
    run("export", "--data", data, "--without-text", code=2)
    run("export", "--data", data, "--without-text", "--out", tmp_path / "bare")
    record = held(tmp_path / "bare")[action().id]
    assert (record["text"], record["summary"], record["title"]) == (None, None, action().title)
    assert record["cities"][0]["evidence"][0]["quote"] == "Yaoundé"
    for path in (tmp_path / "bare").iterdir():
        assert action().text not in path.read_text(encoding="utf-8"), path.name
