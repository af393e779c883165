"""Bad input: one clear line, the contract's exit code, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path = ROOT) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "aimf_scraper", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["crawl", "--site", "not a site"], 2, "not a web address"),
        (["crawl", "--site", "ftp://x.example"], 2, "not a web address"),
        (["crawl", "--kinds", "poems"], 2, "choose from"),
        (["crawl", "--demo", "--site", "https://x.example"], 2, "--site"),
        (["crawl", "--limit", "0"], 2, "--limit"),
        (["export"], 2, "no database yet"),
        (["changes"], 2, "no database yet"),
        (["status"], 2, "no database yet"),
        (["archive", "list"], 2, "no database yet"),
        (["archive", "wacz"], 2, "no database yet"),
        (["archive", "show", "action:x"], 2, "no database yet"),
        (["archive", "verify"], 2, "neither an archive nor a database"),
        (["export", "--formats", "pdf"], 2, "choose from"),
        (["rebuild"], 2, "no archive"),
        (["evaluate", "nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_one_line_and_the_code(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    found, out, err = run(*arguments, cwd=tmp_path)
    assert (found, out) == (code, "")
    assert said in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_none_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "data" / "aimf.db"
    database.parent.mkdir()
    database.write_text("my notes, precious")
    for command in (["crawl", "--demo"], ["export"], ["status"]):
        code, _, err = run(*command, "--data", str(tmp_path / "data"))
        assert code == 1, command
        assert "not a database" in err
        assert "Traceback" not in err
    assert database.read_text() == "my notes, precious"


def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    from aimf_scraper.store import open_store

    database = tmp_path / "data" / "aimf.db"
    open_store(database).close()
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    code, _, err = run("crawl", "--demo", "--data", str(tmp_path / "data"))
    assert code == 1
    assert "newer aimf-scraper" in err
    assert "upgrade" in err


def test_a_data_folder_that_cannot_be_made() -> None:
    """Not even root may make a folder in /proc."""
    code, _, err = run("crawl", "--demo", "--data", "/proc/aimf")
    assert code == 1
    assert "can't be made" in err
    assert "choose another --data" in err


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    code, _, err = run("crawl", "--demo", "--data", str(tmp_path / "data"))
    assert code in {1, 2}
    assert "data" in err
    assert "Traceback" not in err


def test_another_site_is_not_mixed_in(tmp_path: Path) -> None:
    from aimf_scraper.store import open_store

    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", "2024-05-01T03:00:00+00:00", {}, "https://www.aimf.asso.fr")
    code, _, err = run("crawl", "--site", "http://127.0.0.1:9", "--data", str(tmp_path))
    assert code == 2
    assert "https://www.aimf.asso.fr" in err
    assert "choose another --data" in err


def test_help_is_quick_and_complete() -> None:
    code, out, _ = run("--help")
    assert code == 0
    for command in (
        "crawl",
        "refresh",
        "extract",
        "rebuild",
        "export",
        "changes",
        "evaluate",
        "status",
    ):
        assert f"  {command} " in out
