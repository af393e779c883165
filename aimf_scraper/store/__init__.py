"""Store: aimf.db, its schema, its records and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.store.body_tables import Body, BodyName, NearNames
from aimf_scraper.store.changes import WHATS, RecordChange
from aimf_scraper.store.correction_tables import CORRECTION_COLUMNS, StoredCorrection
from aimf_scraper.store.crawl_state import PageState, State, Stored
from aimf_scraper.store.entries import LatestChange, Reject, Run, Version
from aimf_scraper.store.figures import Hit
from aimf_scraper.store.history import Change, differences
from aimf_scraper.store.prepared import Prepared, prepared
from aimf_scraper.store.record_lists import HeldWords
from aimf_scraper.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CORRECTION_COLUMNS",
    "WHATS",
    "Body",
    "BodyName",
    "Change",
    "HeldWords",
    "Hit",
    "LatestChange",
    "NearNames",
    "PageState",
    "Prepared",
    "RecordChange",
    "Reject",
    "Run",
    "State",
    "Store",
    "Stored",
    "StoredCorrection",
    "Version",
    "differences",
    "open_store",
    "prepared",
]


def open_store(path: Path, *, create: bool = True, read_only: bool = False) -> Store:
    """Return the store at *path*, made or brought up to date first; use it in a ``with``.

    *read_only* changes nothing on disk and works beside a writer. One thread
    at a time may write; the data folder's lock is the caller's to hold.

    Raises:
        StoreError: there is none (and none may be made), it is not ours, it is
            damaged, it is from a newer version, or it cannot be written.
    """
    # sqlite-utils takes 0.2 s to import: only who opens a database waits for it.
    from aimf_scraper.store.opening import open_database  # noqa: PLC0415 - only who opens one loads it

    return Store(path, open_database(path, create=create, read_only=read_only))
