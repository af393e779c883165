"""The tables of aimf.db, and how a database of an earlier version becomes one of today's.

Each function under ``@MIGRATIONS`` is one version of the schema and is never
edited once released: a change is a new function at the end. sqlite-utils runs
each in one transaction together with the note that it ran. What ``fact_kinds``
declares beyond that is made by ``kind_tables``, views by ``views``.
"""

from __future__ import annotations

import json
import re
from typing import Final

from aimf_scraper.databases import Database, Migrations
from aimf_scraper.store.body_tables import add_ids, create_body_tables
from aimf_scraper.store.correction_tables import create_correction_tables
from aimf_scraper.store.digests import create_digests
from aimf_scraper.store.rates import settle_rates
from aimf_scraper.store.rows import canonical
from aimf_scraper.store.tables_v1 import create_tables

#: "AIMF" in ASCII, in the file's header: tells our database from another program's.
APPLICATION_ID: Final = 0x41494D46
#: What ``PRAGMA user_version`` holds once every migration below has run.
SCHEMA_VERSION: Final = 7

_DIGEST: Final = re.compile(r"[0-9a-f]{12}")

MIGRATIONS: Final = Migrations("aimf_scraper")


@MIGRATIONS()
def v1_first_tables(db: Database) -> None:
    """Create every table, index and trigger of the first version."""
    create_tables(db)
    _create_search(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@MIGRATIONS()
def v2_rules_versions_are_no_numbers(db: Database) -> None:
    """Put the letter before versions of the rules that some tools read as numbers."""
    sql = (
        "SELECT id, json, rules_version FROM records WHERE rules_version NOT LIKE 'r:%' ORDER BY id"
    )
    for key, text, version in db.execute(sql).fetchall():
        if _DIGEST.fullmatch(version):
            data = json.loads(text)
            data["provenance"]["rules_version"] = f"r:{version}"
            told = (data["provenance"]["rules_version"], canonical(data), key)
            db.execute("UPDATE records SET rules_version = ?, json = ? WHERE id = ?", told)
    db.execute("PRAGMA user_version = 2")


@MIGRATIONS()
def v3_record_digests(db: Database) -> None:
    """Keep a digest of each record's JSON."""
    create_digests(db)
    db.execute("PRAGMA user_version = 3")


@MIGRATIONS()
def v4_exchange_rates(db: Database) -> None:
    """Create the table of what one euro was worth on the days that sums were published."""
    db.execute("""
        CREATE TABLE exchange_rates (
            currency TEXT NOT NULL, on_date TEXT NOT NULL, rate_date TEXT NOT NULL,
            per_euro REAL NOT NULL, source TEXT NOT NULL,
            PRIMARY KEY (currency, on_date)) STRICT""")
    settle_rates(db.conn)
    db.execute("PRAGMA user_version = 4")


@MIGRATIONS()
def v5_corrections(db: Database) -> None:
    """Create the tables of what people say of facts."""
    create_correction_tables(db)
    db.execute("PRAGMA user_version = 5")


@MIGRATIONS()
def v6_bodies(db: Database) -> None:
    """Create the tables of which names of partners are one body."""
    create_body_tables(db)
    db.execute("PRAGMA user_version = 6")


@MIGRATIONS()
def v7_ids_of_bodies(db: Database) -> None:
    """Add by what others know a body: Wikidata, ROR, IATI."""
    add_ids(db)
    db.execute("PRAGMA user_version = 7")


def _create_search(db: Database) -> None:
    db.table("records").enable_fts(
        ["title", "summary", "text"], tokenize="unicode61 remove_diacritics 2"
    )
    # Not sqlite-utils' own triggers: those index a record's whole text again
    # each night that it is merely seen again.
    for statement in _KEEP_SEARCH_IN_STEP:
        db.execute(statement)


_FTS_COLUMNS: Final = "rowid, title, summary, text"
_ADD: Final = (
    f"INSERT INTO records_fts ({_FTS_COLUMNS}) "
    "VALUES (new.number, new.title, new.summary, new.text);"
)
_DROP: Final = (
    f"INSERT INTO records_fts (records_fts, {_FTS_COLUMNS}) "
    "VALUES ('delete', old.number, old.title, old.summary, old.text);"
)
_KEEP_SEARCH_IN_STEP: Final = (
    f"CREATE TRIGGER records_search_insert AFTER INSERT ON records BEGIN {_ADD} END",
    f"CREATE TRIGGER records_search_delete AFTER DELETE ON records BEGIN {_DROP} END",
    f"""CREATE TRIGGER records_search_update AFTER UPDATE OF title, summary, text ON records
        BEGIN {_DROP} {_ADD} END""",
)
