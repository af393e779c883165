"""One rebuild: discovery, visits and rules as in a crawl, the archive in the site's place."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from aimf_scraper.addresses import LIVE_SITE, Site
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.crawling.account.settling import close
from aimf_scraper.crawling.session import DATABASE, Session
from aimf_scraper.errors import IncompleteError, UsageError
from aimf_scraper.rebuilding import workers
from aimf_scraper.rebuilding.counting import Counted, counted
from aimf_scraper.rebuilding.reading import ArchiveReading
from aimf_scraper.rebuilding.shelf import Shelf
from aimf_scraper.store import open_store
from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from aimf_scraper.archive.records import Damage
    from aimf_scraper.crawling.account.settling import Outcome
    from aimf_scraper.gazetteer.additions import Additions
    from aimf_scraper.records import Kind


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A finished rebuild.

    ``captures``: how many the archive holds; ``pages``: how many were read;
    ``counted``: what each capture became; ``missing``: what should be in the
    archive and is not, in words.
    """

    outcome: Outcome
    captures: int
    pages: int
    damage: tuple[Damage, ...]
    counted: Counted
    missing: tuple[str, ...]


def rebuild(
    data: Path,
    *,
    kinds: tuple[Kind, ...],
    sources: Sequence[Path] = (),
    site: str | None = None,
    usual_site: str = LIVE_SITE,
    cores: int | None = None,
    corrections: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Rebuilt:
    """Read the archive of *data* (or *sources*) again into its database.

    What differs from the earlier records is a change by the rules. A database
    that is not there is made: the archive is enough.

    Args:
        data: the data folder, locked by the caller.
        kinds: which kinds of records to make.
        sources: WARC or WACZ files to read in place of ``data/archive``.
        site: the site that they are of; by default the one that the database is
            of, else *usual_site* where any capture is of it.
        usual_site: the site of the settings.
        cores: how many processes read pages; by default one a core.
        corrections: where people wrote down what is wrong; by default in the data folder.
        tell: called with pages done and planned.

    Raises:
        UsageError: there is nothing to read.
        IncompleteError: no capture is of the site.
    """
    paths = tuple(sources) or (data / "archive",)
    if not sources and not paths[0].is_dir():
        raise UsageError(f"{paths[0]}: no archive; crawl first, or name files with --from")
    shelf = Shelf(paths)
    read_from = ", ".join(map(str, paths))
    base = _site(shelf, site or _site_of(data), usual_site, read_from)
    missing = (*(() if sources else _missing(data, shelf)), *shelf.orphans())
    session = Session(
        site=base,
        data=data,
        kinds=kinds,
        full=True,
        command="rebuild",
        why="rules",
        corrections=corrections,
    )
    done = "failed"
    try:
        with _pool(paths, cores, session.by_hand.additions) as pool:
            pages = ArchiveReading(session, shelf, pool, tell).run()
        became = counted(session, shelf)
        done = "finished"
    finally:
        outcome = close(session, done)
    return Rebuilt(outcome, len(shelf), pages, tuple(shelf.damage), became, missing)


def _site(shelf: Shelf, said: str | None, usual: str, read_from: str) -> Site:
    """Return the site to make records of.

    An archive of another site than the settings' is read only where somebody
    says so: its pages would pass for the AIMF's. One of this very machine (a
    demo, a test) can be no other.

    Raises:
        UsageError: nothing is captured.
        IncompleteError: nothing of the site is.
    """
    most = shelf.main_site()
    if not len(shelf):
        raise UsageError(f"{read_from}: no captured page in the archive")
    site = Site(said or usual)
    if shelf.holds(site):
        return site
    if said is None and most is not None and Site(most).is_loopback:
        return Site(most)
    captured = f"most are of {most}: if that is the site meant, say --site {most}"
    raise IncompleteError(
        f"{read_from}: none of the {len(shelf)} captures is of {site.base_url}, "
        f"so nothing was read; {captured if most else 'none is a web page'}"
    )


def _site_of(data: Path) -> str | None:
    if not (data / DATABASE).exists():
        return None
    with open_store(data / DATABASE) as store:
        return next((run.site for run in reversed(store.runs()) if run.site), None)


def _missing(data: Path, shelf: Shelf) -> tuple[str, ...]:
    """Return the files that hold captures by the index, and are not in the archive."""
    database = data / DATABASE
    if not database.exists():
        return ()
    with database_errors(database), CaptureIndex(database) as index:
        known = index.files()
    lost = sorted(known.keys() - {source.name for source in shelf.archive.sources})
    return tuple(f"{name}, which holds captures by the index" for name in lost)


@contextmanager
def _pool(
    paths: tuple[Path, ...], cores: int | None, additions: Additions
) -> Iterator[ProcessPoolExecutor]:
    # Spawned, not forked: the parent has the database open.
    with ProcessPoolExecutor(
        cores or os.cpu_count() or 1,
        mp_context=get_context("spawn"),
        initializer=workers.start,
        initargs=(paths, additions),
    ) as pool:
        yield pool
