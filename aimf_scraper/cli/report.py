"""`report`: one page, or a whole site, on the last run and the dataset."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import click
from tqdm import tqdm

from aimf_scraper.cli.options import data_option, database_of, json_option, quiet_option
from aimf_scraper.errors import StoreError, UsageError

if TYPE_CHECKING:
    from aimf_scraper.explore.texts import Language

_LINE_EVERY_SEC: Final = 10.0


@click.command()
@data_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE.html",
    help="Where to write the report.  [default: logs/report.html in the data folder]",
)
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Write a site of plain files instead: a page for each record, town, partner, country "
    "and theme, and search, to put on any web space.",
)
@click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    default="fr",
    show_default=True,
    help="The language of the report; a site has both, and begins with this one.",
)
@json_option
@quiet_option
def report(
    data: Path, out: Path | None, folder: Path | None, lang: Language, *, as_json: bool, quiet: bool
) -> None:
    """Write one self-contained page on the last run and the dataset.

    What changed, checks, completeness, known gaps, map, charts, quality: one
    HTML file that needs no script and asks no host, to send or to publish. The
    same database gives the same bytes. With --json the figures are printed.
    """
    from aimf_scraper.explore.report import as_json as written_json
    from aimf_scraper.explore.report import report_data, report_page
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.store import open_store

    if folder is not None and (out is not None or as_json):
        raise UsageError("--site writes a folder: leave --out and --json away")
    database = database_of(data)
    with open_store(database, read_only=True) as store:
        if folder is not None:
            from aimf_scraper.explore.site import write_site

            with _Told(quiet=quiet) as told:
                pages = write_site(store, folder, first=lang, seen=told.seen)
            click.echo(f"{folder / 'index.html'}: {pages} pages")
            return
        if as_json:
            click.echo(written_json(report_data(store)))
            if out is None:
                return
        page = report_page(store, Texts(lang))
    path = out or data / "logs" / "report.html"
    write_page(path, page)
    if not as_json:
        click.echo(str(path))


class _Told:
    """Says how far a site is: a bar on a terminal, else a line now and then."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar = tqdm(
            desc="writing pages", unit="", file=sys.stderr, disable=quiet or not sys.stderr.isatty()
        )
        self._written = 0
        self._said_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def seen(self, things: int) -> None:
        """Count one thing of so many that have pages."""
        self._written += 1
        self._bar.total = things
        self._bar.update()
        late = time.monotonic() - self._said_at > _LINE_EVERY_SEC
        if late and self._bar.disable and not self._quiet:
            self._said_at = time.monotonic()
            click.echo(
                f"{self._written} of {things} records, towns, partners, ... written", err=True
            )


def write_page(path: Path, page: str) -> None:
    """Write *path* whole or not at all.

    Raises:
        StoreError: it cannot be written; what was there stays.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(page, encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: the report can't be written ({error.strerror or error}): "
            "free some space, mend the permissions, or name another file with --out"
        ) from error
