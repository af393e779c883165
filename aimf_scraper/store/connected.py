"""The connection that every part of the store writes and reads through."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from aimf_scraper.databases import Database


class Connected:
    """An open database; every ``sqlite3.Error`` a user can help leaves it as a ``StoreError``."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database
        self._db: sqlite3.Connection = database.conn

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        with database_errors(self.path):
            self._db.close()

    @property
    def in_snapshot(self) -> bool:
        """Whether somebody sees one state of the database already."""
        return self._db.in_transaction

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """See, until the end of the ``with``, one state of the database, whoever writes."""
        with database_errors(self.path), self._database.atomic():
            yield self

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit once, at the end of the ``with``, all that is saved in it: each thing whole or not at all."""
        with database_errors(self.path):
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            # Of a full disk SQLite may have taken it all back already.
            with database_errors(self.path):
                if self._db.in_transaction:
                    self._db.execute("COMMIT")

    def query(
        self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a statement that only reads: for figures that no other method tells."""
        return self._rows(sql, parameters)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with database_errors(self.path), self._database.atomic():
            yield self._db

    def _rows(
        self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()
    ) -> Iterator[tuple[Any, ...]]:
        with database_errors(self.path):
            # Not "yield from": left half-way, it would close its cursor, after the database perhaps.
            for row in self._db.execute(sql, parameters):  # noqa: UP028 - see above
                yield row

    def _row(self, sql: str, *parameters: Any) -> tuple[Any, ...] | None:
        with database_errors(self.path):
            row: tuple[Any, ...] | None = self._db.execute(sql, parameters).fetchone()
            return row
