"""One rebuild: discovery, visits and rules as in a crawl, the archive in the site's place."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.addresses import LIVE_SITE, Site
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.reader import Archive
from aimf_scraper.corrections import FILE_NAME as CORRECTIONS
from aimf_scraper.crawling.account.settling import close
from aimf_scraper.crawling.session import DATABASE, Session, utc_now
from aimf_scraper.errors import IncompleteError, UsageError
from aimf_scraper.gazetteer.additions import FILE_NAME as ADDITIONS
from aimf_scraper.gazetteer.additions import use
from aimf_scraper.gazetteer.reading_additions import read_additions
from aimf_scraper.rebuilding import workers
from aimf_scraper.rebuilding.counting import Counted, counted
from aimf_scraper.rebuilding.epochs import epochs
from aimf_scraper.rebuilding.pools import pool_of
from aimf_scraper.rebuilding.reading import ArchiveReading
from aimf_scraper.rebuilding.shelf import Shelf
from aimf_scraper.rules.version import rules_version
from aimf_scraper.store import open_store
from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aimf_scraper.archive.records import Damage
    from aimf_scraper.crawling.account.settling import Outcome
    from aimf_scraper.rebuilding.pools import Pool
    from aimf_scraper.records import Kind

#: Where a database is made while crawls are replayed into it.
_BESIDE: Final = ".rebuilding"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A finished rebuild.

    ``captures``: how many the archive holds; ``pages``: how many were read;
    ``crawls``: how many crawls were replayed, one after the other; ``outcomes``:
    what became of records in all of them;
    ``counted``: what each capture became; ``missing``: what should be in the
    archive and is not, in words.
    """

    outcome: Outcome
    captures: int
    pages: int
    crawls: int
    outcomes: Counter[str]
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
    dask: str | None = None,
    corrections: Path | None = None,
    shown: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> Rebuilt:
    """Read the archive of *data* (or *sources*) again into its database.

    What differs from the earlier records is a change by the rules. A database
    that is not there is made: the archive is enough, its history included.

    Args:
        data: the data folder, locked by the caller.
        kinds: which kinds of records to make.
        sources: WARC or WACZ files to read in place of ``data/archive``.
        site: the site that they are of; by default the one that the database is
            of, else *usual_site* where any capture is of it.
        usual_site: the site of the settings.
        cores: how many processes read pages; by default one a core.
        dask: the address of a Dask scheduler, whose workers read pages in their place.
        shown: read what a browser's scripts made of a page that says nothing without them; said
            once, it goes on for the data folder.
        corrections: where people wrote down what is wrong; by default in the data folder.
        tell: called with pages done and planned.

    Raises:
        UsageError: there is nothing to read.
        IncompleteError: no capture is of the site.
    """
    paths = tuple(sources) or (data / "archive",)
    if not sources and not paths[0].is_dir():
        raise UsageError(f"{paths[0]}: no archive; crawl first, or name files with --from")
    archive = Archive(paths)
    by_hand = corrections or data / CORRECTIONS
    added, _ = read_additions(by_hand.with_name(ADDITIONS))
    use(added)  # part of what tells one set of rules from another
    setup = workers.Setup(tuple(path.absolute() for path in paths), added, rules_version())
    size = sum(source.size for source in archive.sources)
    with pool_of(setup, cores=cores, dask=dask, archive_bytes=size) as pool:
        shelf = Shelf(archive, shown=shown or _has_shown(data))
        read_from = ", ".join(map(str, paths))
        base = _site(shelf, site or _site_of(data), usual_site, read_from)
        missing = (*(() if sources else _missing(data, shelf)), *shelf.orphans())
        rebuilding = _Rebuilding(shelf, base, kinds, by_hand, tell)
        if _is_without_history(data):
            rebuilding.through_time(data, pool)
        else:
            rebuilding.once(data, pool)
    if not sources:
        with database_errors(data / DATABASE), CaptureIndex(data / DATABASE) as index:
            index.add(one for _, captures in shelf.addresses() for one in captures)
    return rebuilding.done(missing)


class _Rebuilding:
    def __init__(
        self,
        shelf: Shelf,
        site: Site,
        kinds: tuple[Kind, ...],
        corrections: Path,
        tell: Callable[[int, int], None] | None,
    ) -> None:
        self._shelf = shelf
        self._site = site
        self._kinds = kinds
        self._corrections = corrections
        self._tell = tell
        self._outcome: Outcome | None = None
        self._counted = Counted()
        self._outcomes: Counter[str] = Counter()
        self._pages = 0
        self._crawls = 0

    def once(self, data: Path, pool: Pool) -> None:
        """Read what is held again: whatever differs, the rules changed."""
        self._read(self._session(data), pool)

    def through_time(self, data: Path, pool: Pool) -> None:
        """Replay the crawls that made the archive, in order, into a database that is made whole or not.

        Each sees what had been captured by then, and its clock stands at its time:
        the history comes out as the crawls had it.
        """
        beside = data / _BESIDE
        shutil.rmtree(beside, ignore_errors=True)  # of a rebuild that was killed
        held = (one for _, captures in self._shelf.addresses() for one in captures)
        replayed = epochs(held, self._shelf.runs.of)
        self._shelf.hidden = {key for one in replayed for key in one.record_ids}
        try:
            for number, epoch in enumerate(replayed, 1):
                self._shelf.hidden -= epoch.record_ids
                began = epoch.began.replace("Z", "+00:00")
                session = self._session(beside, at=began)
                self._read(session, pool, in_time=True, last=number == len(replayed))
            for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
                (data / name).unlink(missing_ok=True)
            (beside / DATABASE).rename(data / DATABASE)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _session(self, data: Path, *, at: str | None = None) -> Session:
        return Session(
            site=self._site,
            data=data,
            kinds=self._kinds,
            full=True,
            command="rebuild",
            why="rules",
            corrections=self._corrections,
            in_time=at is not None,
            clock=utc_now if at is None else lambda: at,
        )

    def _read(
        self,
        session: Session,
        pool: Pool,
        *,
        in_time: bool = False,
        last: bool = True,
    ) -> None:
        done = "failed"
        try:
            reading = ArchiveReading(
                session, self._shelf, pool, self._tell, in_time=in_time, last=last
            )
            self._pages += reading.run()
            if last:
                self._counted = counted(session, self._shelf)
            done = "finished"
        finally:
            self._outcome = close(session, done)
        self._outcomes.update(self._outcome.counts["outcomes"])
        self._crawls += 1

    def done(self, missing: tuple[str, ...]) -> Rebuilt:
        assert self._outcome is not None
        return Rebuilt(
            outcome=self._outcome,
            captures=len(self._shelf),
            pages=self._pages,
            crawls=self._crawls,
            outcomes=self._outcomes,
            damage=tuple(self._shelf.damage),
            counted=self._counted,
            missing=missing,
        )


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


def _is_without_history(data: Path) -> bool:
    """Return whether nothing was ever crawled or rebuilt into *data*."""
    if not (data / DATABASE).exists():
        return True
    with open_store(data / DATABASE) as store:
        return not store.runs() and not store.record_addresses()


def _has_shown(data: Path) -> bool:
    """Return whether a record of *data* was read from what scripts made: it goes on being read so."""
    if not (data / DATABASE).exists():
        return False
    with open_store(data / DATABASE) as store:
        return any(store.query("SELECT 1 FROM records WHERE read_from = 'browser' LIMIT 1"))


def _missing(data: Path, shelf: Shelf) -> tuple[str, ...]:
    """Return the files that hold captures by the index, and are not in the archive."""
    database = data / DATABASE
    if not database.exists():
        return ()
    with database_errors(database), CaptureIndex(database) as index:
        known = index.files()
    lost = sorted(known.keys() - {source.name for source in shelf.archive.sources})
    return tuple(f"{name}, which holds captures by the index" for name in lost)
