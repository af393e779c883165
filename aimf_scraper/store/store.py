"""The store: records with their facts and history, crawl state, runs, rejects.

Every write is one transaction: what a kill or a full disk leaves behind is the
state after one write or before it, never half of one.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Literal

from aimf_scraper.errors import RecordError, UsageError
from aimf_scraper.store import figures, linking, moving
from aimf_scraper.store.body_tables import BodyTables
from aimf_scraper.store.changes import RecordChange, State, change_between
from aimf_scraper.store.correction_tables import CorrectionTables, keep_uncorrected
from aimf_scraper.store.crawl_tables import CrawlTables
from aimf_scraper.store.digests import checked, readable
from aimf_scraper.store.entries import Version
from aimf_scraper.store.failures import database_errors
from aimf_scraper.store.history import Change, differences
from aimf_scraper.store.prepared import Prepared, prepared
from aimf_scraper.store.record_lists import RecordLists
from aimf_scraper.store.related import Related
from aimf_scraper.store.rows import (
    canonical,
    record_row,
    said_columns,
)
from aimf_scraper.store.statements import (
    CHANGED_SINCE,
    SAVE_VERSION,
    record_statements,
)
from aimf_scraper.store.views import views
from aimf_scraper.store.worked_out import followed, keep_worked_out
from aimf_scraper.store.writing import write_facts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from aimf_scraper.records import Record
    from aimf_scraper.store.crawl_state import PageState
    from aimf_scraper.store.figures import Hit

Why = Literal["site", "rules", "correction"]
Outcome = Literal["new", "changed", "same"]
Data = dict[str, Any]


class Store(CrawlTables, CorrectionTables, BodyTables, RecordLists, Related):
    """An open aimf.db. Made by ``open_store``, closed by the end of its ``with``.

    Every method may raise ``StoreError``: the disk is full, the file damaged or
    not to be written. Times are handed in, ISO 8601 in UTC; the store has no clock.
    """

    def save(
        self,
        record: Record | Prepared,
        *,
        run: int,
        seen_at: str,
        why: Why = "site",
        page: PageState | None = None,
        uncorrected: Record | None = None,
    ) -> Outcome:
        """Save *record*, its facts, its earlier state and the state of its page, all or nothing.

        ``same``: it says what it said before; when it was last seen and how it
        came to us is noted, and no version kept. A record that was gone and is
        seen on the site again is ``changed``. *why* names what made a change
        possible: the ``site`` was asked, the ``rules`` read an archived page
        anew, or a ``correction`` came (neither brings a gone record back).
        *uncorrected*: the record as the rules made it, where it was corrected.

        Raises:
            RecordError: a value that no database can hold; nothing is saved.
        """
        made = record if isinstance(record, Prepared) else prepared(record, uncorrected)
        data, key, url = made.data, made.data["id"], made.data["url"]
        with self._writing() as db, _storable(key):
            sql = "SELECT json, gone_at FROM records WHERE id = ?"
            found = db.execute(sql, (key,)).fetchone()
            old: Data | None = readable(self.path, key, found[0]) if found else None
            if old is not None:
                keep_worked_out(old, data)
            row = record_row(data, made.text if old is None else canonical(data))
            # A correction sees nothing of the site.
            last_seen = "" if why == "correction" else seen_at
            changes = [] if old is None else differences(old, data)
            if found and found[1] and why == "site":
                changes.append(Change("gone_at", found[1], None))
            if old is not None and not changes:
                touch = record_statements().touch_record
                db.execute(touch, (*row[len(said_columns()) :], last_seen, key))
                if followed(old) != followed(data):
                    write_facts(db, data)
            else:
                if old is not None:
                    self._keep_version(key, changes, run=run, at=seen_at, why=why)
                    self._remember_move(db, old["url"], url)
                db.execute(record_statements().save_record, (*row, seen_at, last_seen))
                write_facts(db, data, new=made if old is None else None)
                if why == "site" and found and found[1]:
                    db.execute("UPDATE records SET gone_at = NULL WHERE id = ?", (key,))
            keep_uncorrected(db, key, made.base)
            if url is not None and why != "correction":
                # What is taken after all is neither rejected nor another page's old address.
                db.execute("DELETE FROM aliases WHERE address = ?", (url,))
                db.execute("DELETE FROM rejects WHERE url = ? AND run < ?", (url, run))
            if page is not None:
                self._merge_page(db, replace(page, record_id=key))
        if old is None:
            return "new"
        return "changed" if changes else "same"

    def record(self, id: str) -> Data | None:  # noqa: A002 (the contract's own name)
        """Return the record as the contract's JSON data, gone or not; ``None`` if there is none."""
        row = self._row("SELECT json FROM records WHERE id = ?", id)
        return None if row is None else json.loads(row[0])

    def record_id_at(self, address: str) -> str | None:
        """Return the id of the standing record at an address, old or canonical."""
        sql = "SELECT min(id) FROM records WHERE url = ? AND gone_at IS NULL"
        row = self._row(sql, self.resolve(address))
        return None if row is None else row[0]

    def records(self, kind: str | None = None, *, gone: bool = False) -> Iterator[Data]:
        """Yield records as the contract's JSON data, sorted by id; *gone* ones too if asked."""
        for text in self.records_json(kind, gone=gone):
            yield json.loads(text)

    def records_json(self, kind: str | None = None, *, gone: bool = False) -> Iterator[str]:
        """Yield what ``records`` yields as compact JSON texts, for those who only hand it on.

        Raises:
            StoreError: a record is not what was written, or of no known kind; it is named.
        """
        sql = """
            SELECT r.id, r.json, d.digest FROM records AS r
            LEFT JOIN record_digests AS d ON d.record_id = r.id
            WHERE r.kind = coalesce(?, r.kind) AND (? OR r.gone_at IS NULL) ORDER BY r.id"""
        with database_errors(self.path):
            figures.demand_kinds(self._db)
        for key, text, digest in self._rows(sql, (kind, gone)):
            yield checked(self.path, key, text, digest)

    def records_first_seen(self) -> Iterator[tuple[Data, str]]:
        """Yield each standing record, as ``records`` does, with the moment it was first seen."""
        sql = "SELECT first_seen FROM records WHERE gone_at IS NULL ORDER BY id"
        for data, (first_seen,) in zip(self.records(), self._rows(sql), strict=True):
            yield data, first_seen

    def mark_gone(self, record_ids: Iterable[str], run: int, at: str) -> int:
        """Note that records are no longer on the site; return how many of them still were."""
        marked = 0
        with self._writing() as db:
            for key in sorted(set(record_ids)):
                sql = "SELECT 1 FROM records WHERE id = ? AND gone_at IS NULL"
                if db.execute(sql, (key,)).fetchone():
                    gone = [Change("gone_at", None, at)]
                    self._keep_version(key, gone, run=run, at=at, why="site")
                    db.execute("UPDATE records SET gone_at = ? WHERE id = ?", (at, key))
                    marked += 1
        return marked

    def merge_moved(self, run: int, at: str, *, gone: Iterable[str] = (), since: str = "") -> int:
        """Make one record of each pair that is known to be one page; return how many pairs.

        A page moved where its address means another's (a redirect, a canonical
        link), or where it is *gone* (canonical URLs) and stands word for word
        at an address first seen since *since*. Run again, it does nothing.
        """
        with self._writing() as db:
            pairs = moving.moved_pairs(db) + moving.twins_of_gone(db, sorted(gone), since)
            for old_id, new_id in pairs:
                moving.absorb(db, old_id, new_id, run=run, at=at)
        return len(pairs)

    def record_versions(self, id: str) -> list[Version]:  # noqa: A002 (the contract's own name)
        """Return the earlier states of a record, oldest first."""
        sql = """
            SELECT record_id, number, replaced_at, why, run, differences, json, gone_at,
                warc_record_id
            FROM record_versions WHERE record_id = ? ORDER BY number"""
        return [
            Version(
                *(key, number, at, why, run),
                tuple(Change(**one) for one in json.loads(told)),
                json.loads(text),
                gone_at,
                capture,
            )
            for key, number, at, why, run, told, text, gone_at, capture in self._rows(sql, (id,))
        ]

    def changes(self, since: str | int) -> list[RecordChange]:
        """Return what became of every record since a moment, or since a run began, by id.

        Raises:
            UsageError: there is no such run.
        """
        if isinstance(since, int):
            row = self._row("SELECT started_at FROM runs WHERE id = ?", since)
            if row is None:
                raise UsageError(f"there is no run {since}: `aimf-scraper status` names the last")
            since = str(row[0])
        told = []
        for is_new, text, gone_at, old, old_gone_at, whys in self._rows(
            CHANGED_SINCE, {"since": since}
        ):
            then = None if is_new else State(json.loads(old), old_gone_at)
            now = State(json.loads(text), gone_at)
            told.append(change_between(then, now, whys.split(",") if whys else ()))
        return [one for one in told if one is not None]

    def _keep_version(
        self, key: str, changes: list[Change], *, run: int, at: str, why: Why
    ) -> None:
        if why == "rules":
            # The page was seen long ago; what changed, changed when the rules ran.
            (at,) = self._db.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchone()
        told = canonical([asdict(one) for one in changes])
        self._db.execute(SAVE_VERSION, (at, why, run, told, key))

    def _remember_move(self, db: sqlite3.Connection, old: str | None, new: str | None) -> None:
        if old is not None and new is not None:
            self._alias(db, old, new)

    # All records together

    def resolve_links(self, canonical_url: Callable[[str], str | None] = str) -> int:
        """Point every link at the standing record of its address; return how many changed.

        At the end of a run. *canonical_url* gives an address its canonical form,
        ``None`` to one of another site.
        That a target is known by now is no change of the record that links to it.
        """
        with self._writing() as db:
            return linking.resolve_links(db, canonical_url)

    def view(self, name: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        """Return the columns of a view and its rows, one in memory at a time.

        Raises:
            UsageError: there is no such view.
        """
        if name not in views():
            raise UsageError(f"there is no view {name}: choose from {', '.join(views())}")
        columns = tuple(row[1] for row in self._rows(f"PRAGMA table_info({name})"))
        return columns, self._rows(f"SELECT * FROM {name}")

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind stand, gone ones aside."""
        with database_errors(self.path):
            return figures.counts(self._db)

    def coverage(self) -> dict[str, dict[str, float]]:
        """Return the share (0 to 1) of standing records that have each field, kind by kind."""
        with database_errors(self.path):
            return figures.coverage(self._db)

    def languages(self) -> dict[str, dict[str, int]]:
        """Return how many standing records of each kind are in each language, where known."""
        with database_errors(self.path):
            return figures.languages(self._db)

    def emptied(self, run: int) -> dict[str, tuple[int, int]]:
        """Return, by field, how many records that *run* changed had it, and how many lost it."""
        with database_errors(self.path):
            return figures.emptied(self._db, run)

    def search(self, query: str, *, limit: int = 20, gone: bool = False) -> list[Hit]:
        """Return the records that hold every word of *query*, best first, accents or not."""
        with database_errors(self.path):
            return figures.search(self._db, query, limit=limit, gone=gone)


@contextmanager
def _storable(key: str) -> Iterator[None]:
    """Turn a value that SQLite cannot hold into a ``RecordError``."""
    try:
        yield
    except OverflowError as error:
        raise RecordError("not-storable", f"{key}: {error}") from error
