"""Decisions taken into ``corrections.csv`` and applied at once: from a sheet, from a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aimf_scraper.corrections.table import write_corrections
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.settling import corrections_in_force, settle_corrections
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimf_scraper.corrections import Applied, Correction


class Taken(NamedTuple):
    """What became of every correction of the file, and what of the file could not be read."""

    results: list[Applied]
    problems: list[str]


def take(
    data: Path, file: Path, new: Sequence[Correction], *, now: str, with_bodies: bool = True
) -> Taken | None:
    """Put *new* behind the corrections in *file* and lay all of them over the records of *data*.

    Who calls it holds the data folder. *with_bodies*: also hold the names of all partners
    together, which takes long where there are many; each run does it at its end. ``None``:
    nothing was crawled yet, so that there is nothing to apply them to.
    """
    with open_store(data / "aimf.db", create=False) as store:
        if new:
            write_corrections(file, new)
        table = corrections_in_force(file, store)
        run = store.last_run()
        if run is None:
            return None
        results = settle_corrections(store, table, run=run.id, at=now)
        if with_bodies:
            settle_bodies(store)
        return Taken(results, [str(one) for one in table.problems])
