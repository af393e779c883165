"""A record's facts written into their tables, in place of what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimf_scraper.store.rows import fact_rows, shared_rows
from aimf_scraper.store.statements import record_statements

if TYPE_CHECKING:
    import sqlite3


def write_facts(db: sqlite3.Connection, data: dict[str, Any], *, new: bool = False) -> None:
    """Write the facts of a record, the contract's JSON; in the caller's transaction.

    *new*: there was no such record, so that there is nothing to replace.
    """
    statements = record_statements()
    for statement in () if new else statements.drop_facts:
        db.execute(statement, (data["id"],))
    # Countries before cities: the rows refer to one another in this order.
    for table, rows in shared_rows(data).items():
        if rows:
            db.executemany(statements.save_shared[table], rows)
    for table, rows in fact_rows(data).items():
        if rows:
            db.executemany(statements.save_facts[table], rows)
