"""`export`: the database as files, replaced as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import Names, data_option

if TYPE_CHECKING:
    from pathlib import Path

#: The formats, for the help text: the registry itself is only loaded to write.
FORMATS = ("json", "jsonl", "csv")


@click.command()
@data_option
@click.option(
    "--formats",
    type=Names(FORMATS),
    default=",".join(FORMATS),
    show_default=True,
    help="Comma-separated.",
)
def export(data: Path, formats: tuple[str, ...]) -> None:
    """Write the exports from the database; the set is replaced as a whole.

    The same database gives the same bytes.
    """
    from aimf_scraper.crawling.lock import held

    with held(data):
        write_exports(data, formats)


def write_exports(data: Path, formats: tuple[str, ...] = FORMATS) -> None:
    """Publish *formats* of the database in *data*, and say what was written."""
    from importlib import import_module

    from aimf_scraper import settings
    from aimf_scraper.publishing import publish

    module, _, name = settings.AIMF_EXPORT_FORMATS.rpartition(".")
    registry = getattr(import_module(module), name)
    published = publish(data / "aimf.db", data / "exports", {one: registry[one] for one in formats})
    for file in published.files:
        click.echo(f"{data / 'exports' / file.name}: {file.rows} rows, {file.bytes} bytes")
