"""A database that cannot be used is refused with a word that helps, and left as it is."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlite_utils import Database

from aimf_scraper.errors import OutdatedDatabaseError, StoreError
from aimf_scraper.store import PageState, open_store
from aimf_scraper.store.rows import canonical, record_data
from aimf_scraper.store.schema import MIGRATIONS
from tests.store.samples import DAY_1, action, news

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.records import Record

CONTRACT_TABLES = {
    *("records", "record_cities", "record_partners", "record_countries", "record_themes"),
    *("budgets", "dates", "beneficiaries", "evidence"),
    *("cities", "partners", "countries", "themes", "links", "attachments", "images"),
    *("record_versions", "pages", "runs", "rejects", "records_fts"),
}


def fill(path: Path) -> None:
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        for number in range(50):
            store.save(action(f"n{number}"), run=1, seen_at=DAY_1)


def run_sql(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(sql)


def newer(path: Path) -> None:
    fill(path)
    run_sql(path, "PRAGMA user_version = 99")


def scrambled(path: Path) -> None:
    fill(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (size - 16384))


def cut(path: Path) -> None:
    fill(path)
    os.truncate(path, path.stat().st_size // 2)


class Bad(NamedTuple):
    name: str
    make: Callable[[Path], object]
    says: str


BAD = [
    Bad("newer version", newer, "newer aimf-scraper .* upgrade"),
    Bad("text file", lambda path: path.write_text("Bonjour.\n" * 9), "not a database"),
    Bad("damaged", scrambled, "damaged: put a backup"),
    Bad("cut", cut, "damaged: put a backup"),
    Bad("header alone", lambda path: path.write_bytes(b"SQLite format 3\0"), "not a database"),
    Bad("another program's", lambda path: run_sql(path, "CREATE TABLE a (b)"), "another program"),
    Bad("a folder", lambda path: path.mkdir(), "can't be read"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_a_bad_file_is_refused_and_kept(tmp_path: Path, case: Bad, read_only: bool) -> None:
    path = tmp_path / "aimf.db"
    case.make(path)
    before = path.read_bytes() if path.is_file() else None
    with (
        pytest.raises(StoreError, match=case.says) as refused,
        open_store(path, read_only=read_only) as store,
    ):
        list(store.records())
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}], ids=str)
def test_no_database_yet(tmp_path: Path, options: dict[str, bool]) -> None:
    with pytest.raises(StoreError, match="run `aimf-scraper crawl` first"):
        open_store(tmp_path / "aimf.db", **options)
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="choose another --data"):
        open_store(tmp_path / "file" / "aimf.db")


def test_a_full_disk_loses_nothing_saved_before(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        store.save(action(), run=1, seen_at=DAY_1)
        store._db.execute(f"PRAGMA max_page_count = {pages_of(store.path)}")
        with pytest.raises(StoreError, match="disk is full") as refused:
            store.save(news(text="long " * 100_000), run=1, seen_at=DAY_1)
        assert refused.value.exit_code == 1
        assert [one["id"] for one in store.records()] == ["action:yaounde-marche"]
    run_sql(tmp_path / "aimf.db", "PRAGMA integrity_check")


def pages_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA page_count").fetchone()[0])


def test_a_folder_that_cannot_be_written_can_be_read() -> None:
    # Not under tmp_path, which nobody but its owner may enter.
    with TemporaryDirectory() as folder:
        fill(Path(folder) / "aimf.db")
        assert as_nobody(Path(folder), read_and_fail_to_write) == b"50 it can't be written"


def read_and_fail_to_write(path: Path) -> str:
    with open_store(path, read_only=True) as store:
        count = store.counts()["action"]
    try:
        open_store(path)
    except StoreError as error:
        return f"{count} {str(error).split(': ')[1]}"
    return "opened"


def as_nobody(folder: Path, task: Callable[[Path], str]) -> bytes:
    """Return what *task* says in a process that may read the folder and write nothing."""
    (folder / "aimf.db").chmod(0o444)
    folder.chmod(0o555)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            os.write(writing, task(folder / "aimf.db").encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    folder.chmod(0o755)
    return said


def test_reading_beside_a_writer_sees_one_state(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    fill(path)
    with open_store(path) as writer, open_store(path, read_only=True) as reader:
        with reader.snapshot():
            assert reader.counts()["news"] == 0
            writer.save(news(), run=1, seen_at=DAY_1)
            assert reader.counts()["news"] == 0
        assert reader.counts()["news"] == 1
        with pytest.raises(StoreError, match="can't be written"):
            reader.save(news(), run=1, seen_at=DAY_1)


def test_the_tables_are_the_contracts(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "aimf.db"
    with open_store(path):
        pass
    with open_store(path), closing(sqlite3.connect(path)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        assert tables >= CONTRACT_TABLES | {"projects"}
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        sql = "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
        loose = {name for (name,) in db.execute(f"{sql} AND schema = 'main'")}
        assert loose <= {"_sqlite_migrations", "sqlite_schema"}


def of_the_first_version(path: Path, record: Record) -> None:
    """Make a database as the first version made it, *record* in it as that version wrote it."""
    data = record_data(record)
    del data["provenance"]["read_from"]
    row = {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "text": record.text,
        "sources": "[]",
        "rules_version": record.provenance.rules_version,
        "first_seen": DAY_1,
        "last_seen": DAY_1,
        "json": canonical(data),
    }
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        MIGRATIONS.apply(db, stop_before="v2_rules_versions_are_no_numbers")
        db.table("records").insert(row)
        db.create_view("projects", "SELECT id, 'the first' AS city FROM records")
        connection.commit()


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    early = replace(action().provenance, rules_version="920752627576")
    of_the_first_version(path, replace(action(), provenance=early))
    with pytest.raises(OutdatedDatabaseError):
        open_store(path, read_only=True)
    with open_store(path) as store:
        data = store.record(action().id) or {}
        assert data["provenance"]["rules_version"] == "r:920752627576"
        assert data == json.loads(json.dumps(record_data(action()))) | {
            "provenance": data["provenance"]
        }
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT rules_version, json_extract(json, '$.provenance.rules_version') FROM records"
        assert db.execute(sql).fetchall() == [("r:920752627576",) * 2]
        assert db.execute("SELECT city, end_date FROM projects").fetchall() == [
            ("Yaoundé", "2019-12-31")
        ]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    with open_store(path, read_only=True) as store:
        assert list(store.records()) == [data]


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_rows_left_half_way_outlive_the_database_in_silence(tmp_path: Path) -> None:
    """What goes wrong between two rows ends the command; its traceback must not tell of a cursor."""
    with open_store(tmp_path / "aimf.db") as store:
        store.save_pages(PageState(url=f"https://x.example/{n}/", first_seen="x") for n in range(3))
        rows = store.pages()
        next(rows)
    del rows
    gc.collect()
