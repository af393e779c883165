"""`rebuild`: the archive read again with today's rules."""

from __future__ import annotations

from pathlib import Path

import click

from aimf_scraper.cli.options import (
    Names,
    data_option,
    json_option,
    missing_lines,
    quiet_option,
    settings_of,
)
from aimf_scraper.errors import IncompleteError, UsageError
from aimf_scraper.records import CRAWLED_KINDS, KINDS


@click.command()
@data_option
@click.option(
    "--from",
    "sources",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Read this WARC or WACZ, made by whomever, in place of the data folder's archive. "
    "May be said more than once.",
)
@click.option("--site", metavar="URL", default=None, help="The site that the files are of.")
@click.option(
    "--kinds",
    type=Names(KINDS),
    default=",".join(CRAWLED_KINDS),
    show_default=True,
    help="What to make records of, comma-separated.",
)
@click.option("--cores", type=click.IntRange(min=1), default=None, help="How many processes read.")
@click.option(
    "--dask",
    metavar="ADDRESS",
    default=None,
    help="Let the workers of the Dask cluster at this scheduler (tcp://HOST:8786) read the pages; "
    "they must see the archive at the same path. Needs the extra dask.",
)
@click.option(
    "--shown",
    is_flag=True,
    help="Where a page as served says nothing without its scripts, read the HTML that `archive "
    "pictures` kept of it.",
)
@quiet_option
@json_option
@click.pass_context
def rebuild(
    context: click.Context,
    /,
    *,
    data: Path,
    sources: tuple[Path, ...],
    site: str | None,
    kinds: tuple[str, ...],
    cores: int | None,
    dask: str | None,
    shown: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Read every archived page again with today's rules; no network.

    Says which records changed, and that the rules changed them, not the site.
    Exit code 3: something in the archive is damaged or missing (all the rest
    was read), or nothing in it could be read.
    """
    import json
    import sys
    from dataclasses import asdict

    from tqdm import tqdm

    from aimf_scraper.crawling.lock import held
    from aimf_scraper.rebuilding.rebuild import rebuild as run
    from aimf_scraper.records import as_kind
    from aimf_scraper.settling import account_lines
    from aimf_scraper.store import open_store
    from aimf_scraper.telling import tell

    if dask is not None and cores is not None:
        raise UsageError("--cores is for this machine, --dask for others: say one of them")
    if not sources and not (data / "archive").is_dir():
        # Asked before the data folder is held, which would make it.
        raise UsageError(f"{data / 'archive'}: no archive; crawl first, or name files with --from")
    config = settings_of(context).config
    wanted = tuple(kind for name in kinds if (kind := as_kind(name)) is not None)
    with (
        held(data),
        tqdm(
            desc="reading the archive",
            unit=" pages",
            file=sys.stderr,
            leave=False,
            disable=quiet or not sys.stderr.isatty(),
        ) as bar,
    ):

        def show(done: int, planned: int) -> None:
            bar.total = planned
            bar.n = done
            bar.update(0)

        done = run(
            data,
            kinds=wanted,
            sources=sources,
            site=site,
            usual_site=config.site,
            cores=cores,
            dask=dask,
            corrections=config.corrections,
            shown=shown,
            tell=show,
        )
        with open_store(data / "aimf.db", read_only=True) as store:
            changed = store.changes(done.outcome.run)
    for one in done.damage:
        click.echo(f"damaged: {one}", err=True)
    for line in missing_lines(done.missing):
        click.echo(line, err=True)
    for line in account_lines(done.outcome.counts["corrections"]):
        click.echo(line, err=True)
    if not quiet:
        outcomes = done.outcomes
        counts = ", ".join(
            f"{outcomes[name]} {name}"
            for name in ("new", "changed", "same", "moved", "gone")
            if outcomes.get(name)
        )
        if done.crawls > 1:
            click.echo(f"{done.crawls} crawls replayed, one after the other", err=True)
        click.echo(
            f"run {done.outcome.run}: {done.pages} pages of {done.captures} captures read again; "
            f"records: {counts or 'none'}",
            err=True,
        )
        for line in done.counted.lines():
            click.echo(line, err=True)
    by_rules = [one for one in changed if "rules" in one.whys]
    if as_json:
        told = {
            "run": done.outcome.run,
            "pages": done.pages,
            "captures": done.captures,
            "outcomes": done.outcomes,
            "damage": [str(one) for one in done.damage],
            "missing": [*done.missing],
            "changes": [asdict(one) for one in by_rules],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    for line in tell(by_rules) if not as_json else ():
        click.echo(line)
    if not done.counted.fates["record"]:
        raise IncompleteError(f"no capture became a record: {done.counted.why_nothing()}")
    if done.missing:
        return IncompleteError.exit_code
    # A crash leaves the last record of a file unfinished: that is no damage.
    return 0 if all(one.at_end for one in done.damage) else IncompleteError.exit_code
