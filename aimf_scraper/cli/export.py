"""`export`: the database as files, replaced as a whole."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from aimf_scraper.cli.options import (
    Names,
    data_option,
    database_of,
    json_option,
    settings_of,
)
from aimf_scraper.config import EXPORT_FORMATS, export_formats
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.publishing import PublishedSet, Writer

_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@click.command()
@data_option
@click.option(
    "--formats",
    type=Names(export_formats),
    default=None,
    help=f"Any of {','.join(EXPORT_FORMATS)}, or of plug-ins; another choice than the settings' goes to --out.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder to write to.  [default: exports in the data folder]",
)
@click.option(
    "--at",
    metavar="DATE",
    default=None,
    help="What was known at the end of DATE (2026, 2026-03, 2026-03-02); goes to --out.",
)
@click.option(
    "--without-text",
    is_flag=True,
    help="Leave the AIMF's own prose out (summary and text are null); goes to --out.",
)
@click.option("-q", "--quiet", is_flag=True, help="Name no files that were written.")
@json_option
@click.pass_context
def export(
    context: click.Context,
    /,
    data: Path,
    formats: tuple[str, ...] | None,
    out: Path | None,
    at: str | None,
    *,
    without_text: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Write the exports from the database; the set is replaced as a whole.

    The same database gives the same bytes. The set in the data folder is always
    the one that the settings name. A DATE before the first run is refused, and
    nothing is written: an empty set would say that there was nothing.
    """
    import json
    from dataclasses import asdict

    from aimf_scraper.crawling.lock import held

    configured = settings_of(context).config.exports.formats
    published = data / "exports"
    folder = published if out is None else out
    if at is not None and not _is_date(at):
        raise UsageError(f"--at {at}: not a date such as 2026-03-02, 2026-03 or 2026")
    is_other = formats is not None and {*formats} != {*configured}
    if (is_other or at or without_text) and _is_same(folder, published):
        raise UsageError(
            f"{published} always holds {','.join(configured)} of today, as the settings say: "
            "write anything else elsewhere with --out DIR"
        )
    database = database_of(data)
    bom = settings_of(context).config.exports.csv_bom
    with held(data), _database(database, at, prose=not without_text) as read:
        wanted = formats or configured
        done = write_exports(data, wanted, csv_bom=bom, folder=folder, database=read)
    if as_json:
        files = [asdict(one) for one in done.files]
        told = {"folder": str(folder), "changed": done.changed, "files": files}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for file in () if quiet else done.files:
        click.echo(f"{folder / file.name}: {file.rows} rows, {file.bytes} bytes")


def _is_date(at: str) -> bool:
    """Return whether *at* is a day, a month or a year of the calendar."""
    try:
        date.fromisoformat(f"{at}-01-01"[:10])
    except ValueError:
        return False
    return _DATE.fullmatch(at) is not None


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


@contextmanager
def _database(path: Path, at: str | None, *, prose: bool) -> Iterator[Path]:
    """Yield the database to export: *path* itself, or a copy of what is wanted of it."""
    if at is None and prose:
        yield path
        return
    from tempfile import TemporaryDirectory

    from aimf_scraper.store.copies import NothingKnownError, copy_records

    with TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        try:
            copy_records(path, copy, at=at, prose=prose)
        except NothingKnownError as error:
            raise UsageError(f"--at {at}: {error}; nothing was written") from error
        yield copy


def write_exports(
    data: Path,
    formats: tuple[str, ...],
    *,
    csv_bom: bool = False,
    folder: Path | None = None,
    database: Path | None = None,
) -> PublishedSet:
    """Publish *formats* of the database in *data*, by default there; the caller holds its lock."""
    from functools import partial

    from aimf_scraper.publishing import publish

    wanted = registered_formats(formats)
    if csv_bom and "csv" in wanted:
        with_options: Any = wanted["csv"]  # the one format with an option of its own
        wanted["csv"] = partial(with_options, bom=True)
    return publish(database or data / "aimf.db", folder or data / "exports", wanted)


def registered_formats(wanted: tuple[str, ...]) -> dict[str, Writer]:
    """Return what writes each of the formats *wanted*: ours, and those of plug-ins.

    The package, which describes the files of the others, comes last.
    """
    from importlib import import_module

    from aimf_scraper import plugins, settings

    module, _, name = settings.AIMF_EXPORT_FORMATS.rpartition(".")
    ours: dict[str, Writer] = getattr(import_module(module), name)
    return {
        one: ours[one] if one in ours else plugins.load(plugins.EXPORTS, one)
        for one in sorted(wanted, key=lambda one: one == "package")
    }
