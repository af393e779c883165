"""`refresh`: what cron calls. Crawl, check, publish, report, tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aimf_scraper.cli.crawl import exit_code, ready, summary, tell_unused
from aimf_scraper.cli.export import write_exports
from aimf_scraper.cli.options import crawl_options, settings_of
from aimf_scraper.errors import AimfError, IncompleteError, UsageError
from aimf_scraper.interrupts import EXIT_CODE

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.config import Config
    from aimf_scraper.crawling.run import CrawlOptions
    from aimf_scraper.reports import Report


@click.command()
@crawl_options
@click.option(
    "--accept",
    is_flag=True,
    help="Publish a complete run whatever its checks say, and take it as the new baseline.",
)
@click.pass_context
def refresh(context: click.Context, /, accept: bool, *, as_json: bool, **options: Any) -> int:
    """Crawl, check, publish and report: what cron calls.

    The exports are replaced as a whole where the run is complete and passes its
    checks; else the last good ones stay, exit code 3, and the report says which
    check failed and by how much. Reports are kept in logs/, as text, JSON and a page. With --quiet
    nothing is printed but what is wrong.
    """
    from aimf_scraper import reports
    from aimf_scraper.crawling.session import utc_now
    from aimf_scraper.notify import tell_all

    loaded = settings_of(context)
    config = loaded.config
    with ready("refresh", loaded, **options) as wanted:
        begun_at = utc_now()
        error: AimfError | None = None
        try:
            report = _refreshed(wanted, config, begun_at, accept=accept)
        except UsageError:
            raise  # nothing was begun
        except AimfError as caught:
            error = caught
            report = reports.Report(
                site=wanted.site,
                data=str(wanted.data),
                begun_at=begun_at,
                ended_at=utc_now(),
                exit_code=error.exit_code,
                error=str(error),
            )
        written = _written(report, wanted.data / "logs", keep=config.reports.keep)
        if written is not None:
            _add_page(wanted.data, report, written)
    # Whoever is told may read the data folder: its lock is given back.
    occasions = {"problem": report.has_problem, "change": report.has_change}
    is_stopped = report.exit_code == EXIT_CODE  # somebody wants us to end now
    if not is_stopped and any(occasions[one] for one in config.notify.when):
        for problem in tell_all(report.message(), config.notify):
            click.echo(f"aimf-scraper: could not tell of this refresh: {problem}", err=True)
    if report.has_problem or not options["quiet"]:
        for line in report.lines() if error is None else ():
            click.echo(line, err=True)
        if written is not None:
            click.echo(f"report: {written}", err=True)
    elif report.run is not None and report.run.counts:
        tell_unused(report.run.counts["corrections"])
    if as_json:
        click.echo(json.dumps(report.data_json(), ensure_ascii=False, indent=2))
    if error is not None:
        raise error
    # A refresh of which nobody can read the report is not one that cron should call good.
    return report.exit_code or (AimfError.exit_code if written is None else 0)


def _add_page(data: Path, report: Report, text: Path) -> None:
    """Write the report as a page beside its *text*, which tells already what went wrong, if anything."""
    from aimf_scraper import reports
    from aimf_scraper.crawling.session import DATABASE
    from aimf_scraper.explore.report import report_page
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.store import open_store

    try:
        with open_store(data / DATABASE, read_only=True) as store:
            reports.add_page(text, report_page(store, Texts("en"), error=report.error))
    except (AimfError, OSError) as error:
        if report.error is None:  # else it is said already, once
            click.echo(f"aimf-scraper: no report as a page: {error}", err=True)


def _written(report: Report, folder: Path, *, keep: int) -> Path | None:
    """Write the report; where that fails, say so: it must not hide what the report tells."""
    from aimf_scraper import reports

    try:
        text, _ = reports.write(report, folder, keep=keep)
    except OSError as error:
        click.echo(f"{folder}: the report can't be written ({error.strerror})", err=True)
        return None
    return text


def _refreshed(wanted: CrawlOptions, config: Config, begun_at: str, *, accept: bool) -> Report:
    """Crawl, judge and publish; the data folder is held."""
    from aimf_scraper.crawling.run import run_crawl
    from aimf_scraper.crawling.session import DATABASE, utc_now
    from aimf_scraper.judging import judge
    from aimf_scraper.reports import Report
    from aimf_scraper.store import open_store

    outcome = run_crawl(wanted)
    database = wanted.data / DATABASE
    verdict = judge(database, config.checks, accept=accept)
    published = None
    if verdict.good:
        exports = config.exports
        published = write_exports(wanted.data, exports.formats, csv_bom=exports.csv_bom)
    with open_store(database, read_only=True) as store:
        run = store.last_run()
        changes = tuple(store.changes(verdict.run))
    code = exit_code(outcome)
    return Report(
        site=wanted.site,
        data=str(wanted.data),
        begun_at=begun_at,
        ended_at=utc_now(),
        exit_code=code or (0 if verdict.good else IncompleteError.exit_code),
        summary=tuple(summary(outcome)),
        run=run,
        verdict=verdict,
        published=published,
        changes=changes,
    )
