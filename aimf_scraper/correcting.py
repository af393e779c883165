"""Decisions taken into ``corrections.csv`` and applied at once: from a sheet, from a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aimf_scraper.corrections.table import take_out, write_corrections
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.settling import corrections_in_force, settle_corrections
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimf_scraper.corrections import Applied, Correction
    from aimf_scraper.store import Store


class Taken(NamedTuple):
    """What became of every correction of the file, and what of the file could not be read.

    ``added``: the new rows, as the file says them.
    """

    results: list[Applied]
    problems: list[str]
    added: tuple[Correction, ...] = ()


def take(
    data: Path, file: Path, new: Sequence[Correction], *, now: str, with_bodies: bool = True
) -> Taken:
    """Put *new* behind the corrections in *file* and lay all of them over the records of *data*.

    Who calls it holds the data folder. *with_bodies*: also hold the names of all partners
    together, which takes long where there are many; each run does it at its end. Where
    nothing was crawled yet there are no results.

    Raises:
        UsageError: *file* is such that the rows would be lost in it: nothing is written.
    """
    with open_store(data / "aimf.db", create=False) as store:
        added = write_corrections(file, new) if new else ()
        taken = _settled(store, file, now=now, with_bodies=with_bodies)
        return taken._replace(added=added)


def take_back(data: Path, file: Path, one: Correction, *, now: str, with_bodies: bool) -> bool:
    """Take the row *one* out of *file* again, as ``take`` put it there; return whether it was there."""
    with open_store(data / "aimf.db", create=False) as store:
        was_there = take_out(file, one)
        _settled(store, file, now=now, with_bodies=with_bodies)
        return was_there


def _settled(store: Store, file: Path, *, now: str, with_bodies: bool) -> Taken:
    table = corrections_in_force(file, store)
    problems = [str(one) for one in table.problems]
    run = store.last_run()
    if run is None:
        return Taken([], problems)
    results = settle_corrections(store, table, run=run.id, at=now)
    if with_bodies:
        settle_bodies(store)
    return Taken(results, problems)
