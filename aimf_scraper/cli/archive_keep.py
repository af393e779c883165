"""`archive sign`, `merge` and `prune`: an archive kept for years."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import data_option, database_of
from aimf_scraper.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.repacking import Repacked

_MEGABYTE = 1_000_000


@click.command()
@data_option
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The private key (PEM, curve P-384).",
)
def sign(data: Path, key: Path) -> None:
    """Sign archive/manifest.jsonl as it stands, and so every file that it lists.

    `archive verify` checks the signatures, with --signed-by whose the last one is.
    Needs the extra `sign`.
    """
    from aimf_scraper.archive.signatures import sign_manifest
    from aimf_scraper.archive.signing import SigningKey
    from aimf_scraper.archived import FOLDER
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.crawling.session import utc_now

    if not (data / FOLDER).is_dir():
        raise UsageError(f"{data / FOLDER}: no archive; crawl first")
    signing = SigningKey(key)
    with held(data):
        try:
            made = sign_manifest(data / FOLDER, signing, utc_now())
        except OSError as error:
            raise StoreError(f"{data / FOLDER}: cannot be written ({error.strerror})") from error
    click.echo(f"{made.lines} lines signed" if made else "signed already, as it stands")


@click.command()
@data_option
@click.option(
    "--below",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Files smaller than so many megabytes are put together.",
)
def merge(data: Path, below: int) -> None:
    """Put small files of our own crawls together, up to 1 GB in one; nothing is left out.

    Records are copied byte for byte; the manifest says what lies where since.
    """
    from aimf_scraper.archive.repacking import Repacker
    from aimf_scraper.archive.writer import ROTATE_BYTES
    from aimf_scraper.archived import FOLDER

    database_of(data)
    with _writing(data) as index:
        done = Repacker(data / FOLDER, index).merge(below * _MEGABYTE, ROTATE_BYTES)
    _tell(done)


@click.command()
@data_option
@click.option(
    "--before", metavar="DATE", required=True, help="Captures of that day and later all stay."
)
@click.option("--yes", is_flag=True, help="Do it; without it only what would go is told.")
def prune(data: Path, before: str, yes: bool) -> None:
    """Leave out old captures of pages that no value of any record rests on.

    All that any state of a record was read from stays, with what lends it its
    payload; so do the API's answers, feeds, sitemaps, pictures and documents, and
    the newest capture of each address. What others captured is never touched.
    """
    from aimf_scraper.archive.dates import moment_of
    from aimf_scraper.archive.repacking import Repacker
    from aimf_scraper.archived import FOLDER, opened
    from aimf_scraper.archived.pruning import superfluous

    moment = moment_of(before)
    if moment is None:
        raise UsageError(f"{before}: no date such as 2025-01-01")
    database_of(data)
    with _writing(data) as index:
        with opened(data) as archived:
            missing = archived.missing_files()
            going = superfluous(archived, moment)
        if missing:
            raise UsageError(
                f"{missing[0]} is away: put it back first, since captures in it may rest on others"
            )
        if not yes:
            for one in going:
                click.echo(f"{one.date}  {one.status}  {one.url}")
            click.echo(f"{len(going)} captures would go: say --yes to do it", err=True)
            return
        done = Repacker(data / FOLDER, index).prune(one.record_id for one in going)
    _tell(done)


@contextmanager
def _writing(data: Path) -> Iterator[CaptureIndex]:
    """Hold the folder, its index and manifest brought up to its files."""
    from aimf_scraper.archive.catch_up import catch_up
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.manifest import add_to_manifest
    from aimf_scraper.archived import DATABASE, FOLDER
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.store.failures import database_errors

    folder = data / FOLDER
    with held(data), database_errors(data / DATABASE), CaptureIndex(data / DATABASE) as index:
        catch_up(index, folder, forget=False)
        try:
            add_to_manifest(folder, index.all())
            yield index
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error


def _tell(done: list[Repacked]) -> None:
    for one in done:
        click.echo(
            f"{', '.join(one.olds)}: {one.captures} captures now in {one.file or 'no file'}, "
            f"{one.left_out} records left out"
        )
    if not done:
        click.echo("nothing to do")
