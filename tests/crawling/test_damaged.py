"""A database in which something was changed by nobody of ours: one line, exit code 1, nothing published."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aimf_scraper.store.soundness import damage

from .conftest import run
from .small_site import SmallSite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Held(NamedTuple):
    site: SmallSite
    data: Path


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("sound")
    with SmallSite(2) as site:
        assert run(folder / "data", site=site).code == 0
        yield Held(site, folder / "data")


def test_a_sound_database_shows_no_damage(held: Held) -> None:
    assert damage(held.data / "aimf.db") is None


class Case(NamedTuple):
    """*change*: what is done to the database; *command*: who meets it."""

    what: str
    change: str
    command: tuple[str, ...]
    asks: bool = False


CASES = [
    Case("a run's account", "UPDATE runs SET completeness = '{\"holes\"'", ("status",)),
    Case("a record", "UPDATE records SET json = replace(json, '\"id\"', 'id\"')", ("changes",)),
    Case(
        "a record that is read again",
        "UPDATE records SET json = replace(json, '\"id\"', 'id\"')",
        ("crawl", "--full"),
        asks=True,
    ),
    Case("hints", "UPDATE pages SET hints = '{\"depth\"', etag = NULL", ("refresh",), asks=True),
    Case("a reading", "UPDATE pages SET reading = x'789c00'", ("crawl", "--full"), asks=True),
    Case("the ways", "UPDATE pages SET found_by = '[sitemap'", ("refresh",), asks=True),
    Case("a record's kind", "UPDATE records SET kind = 'zz'", ("status",)),
    Case("a record's kind, exported", "UPDATE records SET kind = 'zz'", ("export",)),
    Case("a record's kind, rebuilt", "UPDATE records SET kind = 'zz'", ("rebuild",)),
    Case("a page's kind", "UPDATE pages SET kind = 'zz'", ("refresh",), asks=True),
    Case("a page's state", "UPDATE pages SET state = 'fetched '", ("crawl",), asks=True),
    Case("a moment", "UPDATE pages SET checked_at = '2O26-13-01'", ("crawl",), asks=True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.what)
def test_what_is_broken_is_said_in_one_line(case: Case, held: Held, tmp_path: Path) -> None:
    data = shutil.copytree(held.data, tmp_path / "data")
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        # The triggers keep the digests of whoever writes; a flipped bit calls none.
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.executescript(case.change)
    assert damage(data / "aimf.db") is not None
    name, *more = case.command
    ran = run(data, *more, command=name, site=held.site if case.asks else None)
    assert ran.code == 1, ran.err
    assert "damaged" in ran.err
    assert "put a backup in its place" in ran.err
    assert "unexpected" not in ran.err
    assert "internal-error" not in ran.err
    assert "Traceback" not in ran.err


def test_a_database_that_was_cut_to_nothing_is_no_new_beginning(held: Held, tmp_path: Path) -> None:
    data = shutil.copytree(held.data, tmp_path / "data")
    (data / "aimf.db").write_bytes(b"")
    ran = run(data, site=held.site)
    assert ran.code == 1
    assert "it is empty" in ran.err
    assert ran.requests == ()
