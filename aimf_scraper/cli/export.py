"""`export`: the database as files, replaced as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import Names, data_option, settings_of
from aimf_scraper.config import EXPORT_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.publishing import PublishedSet


@click.command()
@data_option
@click.option(
    "--formats",
    type=Names(EXPORT_FORMATS),
    default=None,
    help=f"Comma-separated.  [default: {','.join(EXPORT_FORMATS)}]",
)
@click.pass_context
def export(context: click.Context, data: Path, formats: tuple[str, ...] | None) -> None:
    """Write the exports from the database; the set is replaced as a whole.

    The same database gives the same bytes.
    """
    from aimf_scraper.crawling.lock import held

    with held(data):
        published = write_exports(data, formats or settings_of(context).config.exports.formats)
    for file in published.files:
        click.echo(f"{data / 'exports' / file.name}: {file.rows} rows, {file.bytes} bytes")


def write_exports(data: Path, formats: tuple[str, ...]) -> PublishedSet:
    """Publish *formats* of the database in *data*; the caller holds its lock."""
    from importlib import import_module

    from aimf_scraper import settings
    from aimf_scraper.publishing import publish

    module, _, name = settings.AIMF_EXPORT_FORMATS.rpartition(".")
    registry = getattr(import_module(module), name)
    return publish(data / "aimf.db", data / "exports", {one: registry[one] for one in formats})
