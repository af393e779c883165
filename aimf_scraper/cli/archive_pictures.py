"""`archive pictures`: what the archived pages look like in a browser, kept in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import data_option, database_of, missing_lines, quiet_option
from aimf_scraper.errors import IncompleteError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@data_option
@click.option("--limit", type=click.IntRange(min=1), default=None, help="At most so many pages.")
@quiet_option
def pictures(data: Path, limit: int | None, quiet: bool) -> int:
    """Keep a view, a thumbnail and the readable text of every archived page.

    An installed Chromium shows each page that has none yet, its scripts running
    and nothing but the archive to ask; `archive wacz` then gives replay tools the
    pictures. Needs the extra `browser`. Exit code 3: a page could not be shown.
    """
    import sys
    from uuid import uuid4

    from tqdm import tqdm

    from aimf_scraper.archive.browser import browser
    from aimf_scraper.archive.catch_up import catch_up
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.manifest import add_to_manifest
    from aimf_scraper.archive.pictures import Pictures
    from aimf_scraper.archived import DATABASE, FOLDER
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.crawling.session import utc_now
    from aimf_scraper.errors import StoreError
    from aimf_scraper.store.failures import database_errors

    database_of(data)
    folder = data / FOLDER
    with held(data), database_errors(data / DATABASE), CaptureIndex(data / DATABASE) as index:
        catch_up(index, folder, forget=False)
        making = Pictures(
            folder,
            index,
            clock=lambda: utc_now().replace("+00:00", "Z"),
            new_id=lambda: f"<urn:uuid:{uuid4()}>",
        )
        wanted = making.wanted()[:limit]
        with (
            browser() as running,
            tqdm(
                total=len(wanted),
                desc="picturing",
                unit=" pages",
                file=sys.stderr,
                leave=False,
                disable=quiet or not sys.stderr.isatty(),
            ) as bar,
        ):
            try:
                done = making.make(wanted, running, bar.update)
            except OSError as error:
                raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error
        if done.made:
            add_to_manifest(folder, index.all())
    if not quiet:
        click.echo(f"{done.made} pages pictured", err=True)
    for line in missing_lines([f"a picture of {one}" for one in done.failed]):
        click.echo(line, err=True)
    return IncompleteError.exit_code if done.failed else 0
