"""Records and their captures joined: which archived page a value came from, and back."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.listing import captures_of
from aimf_scraper.crawling.lock import held
from aimf_scraper.errors import DataFolderBusyError, UsageError
from aimf_scraper.records import OF_ITS_PAGE
from aimf_scraper.store import open_store
from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.store import Store

DATABASE: Final = "aimf.db"
FOLDER: Final = "archive"
#: Before redirects and errors: what somebody who names an address wants to see.
_GOOD: Final = 200


@dataclass(frozen=True, slots=True)
class Archived:
    """A data folder opened to look things up in its archive."""

    data: Path
    store: Store
    index: CaptureIndex

    @property
    def folder(self) -> Path:
        return self.data / FOLDER

    def missing_files(self) -> list[str]:
        """Return the files that hold captures by the index, and are not there."""
        return sorted(one for one in self.index.files() if not (self.folder / one).is_file())


@contextmanager
def opened(data: Path) -> Iterator[Archived]:
    """Open *data*, its index brought up to the files where no run is writing them.

    Raises:
        StoreError: there is no database, or it cannot be used.
    """
    path = data / DATABASE
    with (
        database_errors(path),
        open_store(path, read_only=True) as store,
        index_of(data) as index,
    ):
        yield Archived(data, store, index)


@contextmanager
def index_of(data: Path, *, alone: bool = False) -> Iterator[CaptureIndex]:
    """Give the index of *data*, brought up to the files where no run is writing them.

    On a read-only medium that is done in memory. *alone*: another run is no excuse.

    Raises:
        DataFolderBusyError: *alone*, and another run holds the folder.
    """
    path, folder = data / DATABASE, data / FOLDER
    if not is_writable(data):
        with database_errors(path), CaptureIndex(path, in_memory=True) as index:
            catch_up(index, folder, forget=False)
            yield index
        return
    with database_errors(path), CaptureIndex(path, create=False) as index, ExitStack() as holding:
        try:
            holding.enter_context(held(data))
        except DataFolderBusyError:
            if alone:
                raise
        else:
            catch_up(index, folder, forget=False)
            if not alone:
                holding.close()
        yield index


def is_writable(data: Path) -> bool:
    """Return whether the folder and the database in it may be written."""
    database = data / DATABASE
    return os.access(data, os.W_OK | os.X_OK) and (
        not database.exists() or os.access(database, os.W_OK)
    )


def wanted(store: Store) -> Iterator[tuple[str, str]]:
    """Yield every state of a record that a page led to, with its capture's WARC record id.

    The id is ``""`` where the page was crawled without the archive. A record
    that only a card, a feed or the API tells of has no page to be archived.
    """
    for record in store.records(gone=True):
        if record["provenance"].get("read_from", "page") in OF_ITS_PAGE:
            yield record["id"], record["provenance"]["warc_record_id"] or ""
        for version in store.record_versions(record["id"]):
            if version.warc_record_id:
                yield f"{record['id']} (until {version.replaced_at})", version.warc_record_id


def capture_of(archived: Archived, what: str, at: str | None = None) -> Captured:
    """Return the capture of a record (its id) or of an address.

    That of a record is the one that it was read from. *at* (ISO 8601, UTC, any
    precision) asks for the newest until then instead.

    Raises:
        UsageError: no such record, or nothing of it is in the archive.
    """
    store, index = archived.store, archived.index
    record_id = store.record_id_at(what) if "://" in what else what
    record = store.record(record_id) if record_id else None
    if record is None and "://" not in what:
        raise UsageError(f"{what}: no such record: give an id such as action:slug, or an address")
    if record is not None and at is None:
        found = index.get(record["provenance"]["warc_record_id"] or "")
        if found is not None:
            return _here(archived, what, [found])
    captures = captures_of(index, (record or {}).get("url") or what)
    until = [one for one in captures if at is None or one.date[: len(at)] <= at]
    if until:
        return _here(archived, what, until)
    if captures:
        raise UsageError(f"{what}: the archive's first capture of it is of {captures[0].date}")
    if record is not None and record["provenance"].get("read_from", "page") not in OF_ITS_PAGE:
        raise UsageError(f"{what}: only listings tell of it; no page of its own was ever had")
    raise UsageError(f"{what}: not in the archive")


def _here(archived: Archived, what: str, captures: list[Captured]) -> Captured:
    """Return the newest good one of *captures* whose file is there.

    Raises:
        UsageError: none is; the file is named.
    """
    here = [one for one in captures if (archived.folder / one.file).is_file()]
    if not here:
        raise UsageError(
            f"{what}: its capture lies in {captures[-1].file}, which is away: "
            f"put it back into {archived.folder}"
        )
    return max(here, key=lambda one: (one.status == _GOOD or one.revisit, one.date))
