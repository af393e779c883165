"""SIGKILL at any moment leaves the state after one save or before it, never half of one."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from aimf_scraper.store import PageState, open_store
from tests.store.samples import DAY_1, DAY_2, SITE, action

if TYPE_CHECKING:
    from pathlib import Path

PAGE = PageState(action().url, state="fetched", first_seen=DAY_2, last_seen=DAY_2)
MOVED = action(title="Déplacé", url=f"{SITE}/actions/ailleurs/", cities=())


def save_and_die(path: Path, statement: int) -> bool:
    """Save in a process that is killed before its *statement*-th; return whether it was."""
    child = os.fork()
    if child == 0:
        left = statement

        def kill_in_time(_: str) -> None:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

        code = 1
        try:
            with open_store(path) as store:
                store._db.set_trace_callback(kill_in_time)
                store.save(MOVED, run=1, seen_at=DAY_2, page=PAGE)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return status == signal.SIGKILL


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_killed_before_any_statement(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        store.save(action(), run=1, seen_at=DAY_1)
    before = dump(path)
    killed = 0
    while save_and_die(path, killed):
        assert dump(path) == before
        killed += 1
    assert killed > 30
    with open_store(path) as store:
        assert store.record(action().id)["title"] == "Déplacé"
        assert store.page(PAGE.url).record_id == action().id
        assert len(store.record_versions(action().id)) == 1
        assert [hit.id for hit in store.search("deplace")] == [action().id]
