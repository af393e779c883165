"""`archive wacz` and `archive bag`: the archive in forms that others take in."""

from __future__ import annotations

from pathlib import Path

import click

from aimf_scraper.cli.options import data_option, database_of, missing_lines
from aimf_scraper.errors import IncompleteError


@click.command()
@data_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Where to write it.  [default: aimf.wacz in the data folder]",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Sign it with this private key (PEM, curve P-384).",
)
def wacz(data: Path, out: Path | None, key: Path | None) -> int:
    """Pack archive, dataset and logs as one WACZ file, which replay tools open.

    dataset/records.jsonl holds the records, dataset/facts.jsonl each fact with its
    quote, its place in the text and the place of its page's capture.

    Exit code 3: a file of the archive is away, or holds what a revisit refers
    to; each is named, and all the rest is packed.
    """
    from urllib.parse import urlsplit

    from aimf_scraper.archive.signing import SigningKey
    from aimf_scraper.archive.wacz import write_wacz
    from aimf_scraper.archived import opened
    from aimf_scraper.archived.packing import Descriptions, dataset_files

    database_of(data)
    signing = SigningKey(key) if key is not None else None
    with opened(data) as archived:
        missing = archived.missing_files()
        run = archived.store.last_run()
        site = run.site if run and run.site else None
        packed = write_wacz(
            out or data / "aimf.wacz",
            [archived.folder],
            title=f"AIMF: {urlsplit(site).netloc}" if site else "AIMF",
            main_page_url=f"{site}/" if site else None,
            describe=Descriptions(archived.store, archived.index),
            with_files=dataset_files(archived),
            key=signing,
        )
    click.echo(
        f"{packed.warc_files} WARC files, {packed.captures} captures, {packed.pages} pages, "
        f"{packed.size_bytes} bytes",
        err=True,
    )
    click.echo(out or data / "aimf.wacz")
    lacking = [f"{name}, which holds captures by the index" for name in missing]
    lacking += [f"{one}" for one in packed.orphans]
    for line in missing_lines(lacking):
        click.echo(line, err=True)
    return IncompleteError.exit_code if lacking else 0


@click.command()
@data_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to make; it must not be there yet.",
)
def bag(data: Path, out: Path) -> int:
    """Copy archive and exports into a BagIt bag, as libraries take things in.

    Exit code 3: a file of the archive is away; it is named, and all the rest is there.
    """
    from aimf_scraper.archive.bag import write_bag
    from aimf_scraper.archived import opened
    from aimf_scraper.errors import StoreError

    database_of(data)
    with opened(data) as archived:
        missing = archived.missing_files()
        newest = max((one.date for one in archived.index.all()), default="1970-01-01")
        run = archived.store.last_run()
        site = run.site if run is not None and run.site else "the AIMF's site"
        try:
            made = write_bag(
                out,
                [archived.folder, data / "exports"],
                date=newest[:10],
                description=f"Web archive of {site} and the dataset made from it",
            )
        except OSError as error:
            raise StoreError(f"{out}: cannot be written ({error.strerror})") from error
    click.echo(f"{made.files} files, {made.bytes} bytes", err=True)
    click.echo(out)
    for line in missing_lines([f"{name}, which holds captures by the index" for name in missing]):
        click.echo(line, err=True)
    return IncompleteError.exit_code if missing else 0
