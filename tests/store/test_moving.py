"""A page that moved is one record, with the history of both addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.store import PageState, Store, open_store
from tests.store.samples import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.records import Record

SITE = "https://www.aimf.asso.fr"
DAY = "2024-05-{:02}T03:00:00+00:00"


def record(slug: str, text: str = "Un texte.") -> Record:
    return record_of(
        id=f"action:{slug}",
        kind="action",
        url=f"{SITE}/actions/{slug}/",
        title="Un titre",
        summary=None,
        text=text,
        language="fr",
    )


def page(slug: str, day: int) -> PageState:
    return PageState(
        url=f"{SITE}/actions/{slug}/",
        kind="action",
        state="fetched",
        first_seen=DAY.format(day),
        last_seen=DAY.format(day),
        reading=b"x",
    )


def save(store: Store, day: int, *records: Record) -> int:
    run = store.start_run("crawl", DAY.format(day), {}, SITE)
    for one in records:
        slug = one.id.partition(":")[2]
        store.save(one, run=run, seen_at=DAY.format(day), page=page(slug, day))
    return run


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "aimf.db") as opened:
        yield opened


def test_a_redirected_page_is_one_record_with_its_history(store: Store) -> None:
    save(store, 1, record("old"))
    save(store, 2, record("old", "Un texte changé."))
    run = save(store, 3, record("new", "Un texte changé."))
    store.add_alias(f"{SITE}/actions/old/", f"{SITE}/actions/new/")

    assert store.merge_moved(run, DAY.format(3)) == 1

    assert [one["id"] for one in store.records(gone=True)] == ["action:new"]
    first, second = store.record_versions("action:new")
    assert first.record["text"] == "Un texte."
    assert second.record["id"] == "action:old"
    assert {"id", "url"} <= {change.field for change in second.differences}
    assert store.resolve(f"{SITE}/actions/old/") == f"{SITE}/actions/new/"
    assert store.record_id_at(f"{SITE}/actions/old/") == "action:new"
    (change,) = store.changes(DAY.format(3))
    assert change.what == "moved"
    assert store.merge_moved(run, DAY.format(3)) == 0


@pytest.mark.parametrize(
    ("news", "merged"),
    [
        ([record("new")], 1),
        ([record("new", "Autre chose.")], 0),
        ([record("new"), record("new-2")], 0),
        ([replace(record("new"), id="news:new", kind="news")], 0),
    ],
    ids=["word for word", "other text", "two twins", "other kind"],
)
def test_a_gone_page_that_stands_elsewhere_word_for_word(
    store: Store, news: list[Record], merged: int
) -> None:
    save(store, 1, record("old"))
    run = save(store, 2, *news)
    gone = [f"{SITE}/actions/old/"]
    assert store.merge_moved(run, DAY.format(2), gone=gone, since=DAY.format(2)) == merged
    kept = [one["id"] for one in store.records()]
    assert ("action:old" in kept) == (merged == 0)


def test_foreign_keys_hold_after_a_move(store: Store, tmp_path: Path) -> None:
    save(store, 1, record("old"))
    run = save(store, 2, record("new"))
    store.add_alias(f"{SITE}/actions/old/", f"{SITE}/actions/new/")
    store.merge_moved(run, DAY.format(2))
    import sqlite3

    with sqlite3.connect(tmp_path / "aimf.db") as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        (found,) = db.execute(
            "SELECT count(*) FROM records_fts WHERE records_fts MATCH 'texte'"
        ).fetchone()
    db.close()
    assert found == 1
