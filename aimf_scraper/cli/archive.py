"""`archive`: the WARC files checked, listed, packed; an archived page shown."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.archive_keep import merge, prune, sign
from aimf_scraper.cli.archive_pack import bag, wacz
from aimf_scraper.cli.archive_pictures import pictures
from aimf_scraper.cli.archive_verify import verify
from aimf_scraper.cli.options import (
    RecordName,
    data_option,
    database_of,
    json_option,
)
from aimf_scraper.errors import IncompleteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archived import Archived
    from aimf_scraper.cli.options import Command


def at_option(command: Command) -> Command:
    """Add --at."""
    return click.option(
        "--at",
        metavar="DATE",
        default=None,
        help="The newest capture until then (ISO 8601, UTC, such as 2026-03 or 2026-03-02).",
    )(command)


@click.group()
def archive() -> None:
    """Check, list and pack the WARC files; show an archived page."""


for command in (verify, wacz, bag, pictures, sign, merge, prune):
    archive.add_command(command)


@archive.command("list")
@click.argument("url", required=False)
@data_option
@json_option
def list_(url: str | None, data: Path, as_json: bool) -> None:
    """List the captures of URL over time; without URL, say what the archive holds."""
    import json
    from dataclasses import asdict

    from aimf_scraper.archive.listing import captures_of, lines, summed_up
    from aimf_scraper.archived import opened

    database_of(data)
    with opened(data) as archived:
        if url is not None:
            found = captures_of(archived.index, url)
            if not found:
                raise UsageError(f"{url}: not in the archive")
            if as_json:
                click.echo(json.dumps([asdict(one) for one in found], indent=2))
            else:
                for line in lines(found):
                    click.echo(line)
            return
        summary = summed_up(archived.index, archived.folder)
    if as_json:
        click.echo(json.dumps(asdict(summary), indent=2))
    else:
        for line in summary.lines():
            click.echo(line)


@archive.command()
@click.argument("record", type=RecordName())
@data_option
@at_option
@click.option("--headers", is_flag=True, help="Print the status and headers before the page.")
def show(record: str, data: Path, at: str | None, headers: bool) -> None:
    """Print the archived page of RECORD: a record's id, or an address."""
    import sys

    from aimf_scraper.archive.reader import Archive, Capture
    from aimf_scraper.errors import StoreError

    with _found(record, data, at) as (captured, archived):
        warcs = Archive([archived.folder], archived.index.place_of)
        capture = warcs.load(captured.file, captured.offset)
    if not isinstance(capture, Capture):
        raise StoreError(f"{record}: its capture is damaged: {capture.what}")
    out = sys.stdout.buffer
    if headers:
        head = [f"HTTP/1.1 {capture.status}", *(f"{k}: {v}" for k, v in capture.headers)]
        out.write("\r\n".join([*head, "", ""]).encode("latin-1", "replace"))
    out.write(capture.body)
    out.flush()


@archive.command("open")
@click.argument("record", type=RecordName())
@data_option
@at_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: a free one.")
def open_(record: str, data: Path, at: str | None, port: int) -> None:
    """Serve the archived page of RECORD for a browser on this machine, until Ctrl-C.

    Its pictures and styles come from the archive; its scripts do not run, and
    nothing is asked of the network.
    """
    from aimf_scraper.archive.replay import ReplayServer
    from aimf_scraper.archived import DATABASE, is_writable

    with _found(record, data, at) as (captured, archived):
        index = None if is_writable(data) else archived.index
        try:
            server = ReplayServer(archived.folder, data / DATABASE, port=port, index=index)
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be used ({error.strerror}): try --port 0"
            ) from error
        click.echo(server.address_of(captured))
        click.echo(f"captured {captured.date}; Ctrl-C ends it", err=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
        server.close()


@archive.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@data_option
def import_(files: tuple[Path, ...], data: Path) -> int:
    """Take WARC, WACZ, multi-WACZ or ARC files that others captured into the archive.

    By copy; archive/imports.jsonl keeps where each came from. `rebuild` then
    makes records of them. Exit code 3: a file was refused and others were taken.
    """
    from aimf_scraper.archive.catch_up import catch_up
    from aimf_scraper.archive.importing import Importer
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.manifest import add_to_manifest
    from aimf_scraper.archived import DATABASE, FOLDER
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.crawling.session import utc_now
    from aimf_scraper.store.failures import database_errors

    if away := [one for one in files if not one.is_file()]:
        raise UsageError(f"{away[0]}: there is no such file")
    refused = 0
    with held(data), database_errors(data / DATABASE), CaptureIndex(data / DATABASE) as index:
        importer = Importer(data / FOLDER, utc_now())
        try:
            for path in files:
                try:
                    taken = importer.take(path)
                except UsageError as error:
                    refused += 1
                    click.echo(f"refused: {error}", err=True)
                    continue
                added = catch_up(index, data / FOLDER, forget=False)
                add_to_manifest(data / FOLDER, index.all())
                names = ", ".join(one.file for one in taken)
                click.echo(f"{path}: {names}: {added} captures")
        finally:
            importer.tidy()
    if refused == len(files):
        return UsageError.exit_code
    return IncompleteError.exit_code if refused else 0


@contextlib.contextmanager
def _found(record: str, data: Path, at: str | None) -> Iterator[tuple[Captured, Archived]]:
    from aimf_scraper.archived import capture_of, opened

    database_of(data)
    with opened(data) as archived:
        yield capture_of(archived, record, at), archived
