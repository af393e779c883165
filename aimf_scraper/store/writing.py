"""A record's facts written into their tables, in place of what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimf_scraper.store.rows import fact_rows, shared_rows
from aimf_scraper.store.statements import record_statements

if TYPE_CHECKING:
    import sqlite3

    from aimf_scraper.store.prepared import Prepared


def write_facts(
    db: sqlite3.Connection, data: dict[str, Any], *, new: Prepared | None = None
) -> None:
    """Write the facts of a record, the contract's JSON; in the caller's transaction.

    *new*: there was no such record, so that there is nothing to replace, and its rows are made.
    """
    statements = record_statements()
    for statement in statements.drop_facts if new is None else ():
        db.execute(statement, (data["id"],))
    # Countries before cities: the rows refer to one another in this order.
    for table, rows in (shared_rows(data) if new is None else new.shared).items():
        if rows:
            db.executemany(statements.save_shared[table], rows)
    for table, rows in (fact_rows(data) if new is None else new.facts).items():
        if rows:
            db.executemany(statements.save_facts[table], rows)
