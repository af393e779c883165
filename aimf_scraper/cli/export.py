"""`export`: the database as files, replaced as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import Names, data_option, database_of, settings_of
from aimf_scraper.config import EXPORT_FORMATS
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from aimf_scraper.publishing import PublishedSet


@click.command()
@data_option
@click.option(
    "--formats",
    type=Names(EXPORT_FORMATS),
    default=None,
    help="Comma-separated; another choice than the settings' goes to --out.  "
    f"[default: {','.join(EXPORT_FORMATS)}]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder to write to.  [default: exports in the data folder]",
)
@click.pass_context
def export(
    context: click.Context, data: Path, formats: tuple[str, ...] | None, out: Path | None
) -> None:
    """Write the exports from the database; the set is replaced as a whole.

    The same database gives the same bytes. The set in the data folder is always
    the one that the settings name.
    """
    from aimf_scraper.crawling.lock import held

    configured = settings_of(context).config.exports.formats
    published = data / "exports"
    folder = published if out is None else out
    if formats is not None and {*formats} != {*configured} and _is_same(folder, published):
        raise UsageError(
            f"{published} always holds {','.join(configured)}, as the settings say: "
            f"write {','.join(formats)} elsewhere with --out DIR, or set exports.formats"
        )
    database_of(data)
    with held(data):
        done = write_exports(data, formats or configured, folder)
    for file in done.files:
        click.echo(f"{folder / file.name}: {file.rows} rows, {file.bytes} bytes")


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def write_exports(data: Path, formats: tuple[str, ...], folder: Path | None = None) -> PublishedSet:
    """Publish *formats* of the database in *data*, by default there; the caller holds its lock."""
    from importlib import import_module

    from aimf_scraper import settings
    from aimf_scraper.publishing import publish

    module, _, name = settings.AIMF_EXPORT_FORMATS.rpartition(".")
    registry = getattr(import_module(module), name)
    return publish(
        data / "aimf.db", folder or data / "exports", {one: registry[one] for one in formats}
    )
