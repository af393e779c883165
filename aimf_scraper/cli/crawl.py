"""`crawl`: the site into the data folder."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import click

from aimf_scraper.cli.crawl_settings import scrapy_settings_of
from aimf_scraper.cli.next_steps import next_steps
from aimf_scraper.cli.options import crawl_options, settings_of
from aimf_scraper.config import COMMAND_LINE
from aimf_scraper.errors import IncompleteError, StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.config import Loaded
    from aimf_scraper.crawling.account.settling import Outcome
    from aimf_scraper.crawling.run import CrawlOptions


#: So many lines of a sort are printed; `status --json` has all.
_MOST_NAMED: Final = 10
_LONGEST_LINE: Final = 400


@click.command()
@crawl_options
@click.option("--no-export", is_flag=True, help="Write no exports.")
@click.pass_context
def crawl(context: click.Context, /, *, no_export: bool, as_json: bool, **options: Any) -> int:
    """Crawl the site into the data folder, incrementally where it can.

    Everything fetched is kept, whatever happens. A complete crawl writes the
    exports as well. Exit code 3: something that the site lists could not be had,
    a check failed, or --limit left pages out: the summary names it, and the last
    good exports stay. With --quiet nothing is printed but what is wrong.
    """
    from aimf_scraper.cli.export import write_exports
    from aimf_scraper.crawling.run import run_crawl
    from aimf_scraper.judging import judge

    loaded = settings_of(context)
    with ready("crawl", loaded, **options) as wanted:
        outcome = run_crawl(wanted)
        verdict = judge(wanted.data / "aimf.db", loaded.config.checks)
        writes = verdict.good and not no_export
        exports = loaded.config.exports
        published = (
            write_exports(wanted.data, exports.formats, csv_bom=exports.csv_bom) if writes else None
        )
    code = exit_code(outcome) or (IncompleteError.exit_code if verdict.failed else 0)
    if code or not options["quiet"]:
        for line in summary(outcome):
            click.echo(line, err=True)
    else:
        tell_unused(outcome.counts["corrections"])
    if not options["quiet"]:
        is_demo = bool(options["demo"])
        for line in next_steps(wanted.data, published, is_demo=is_demo, no_export=no_export):
            click.echo(line, err=True)
    for check in verdict.failed:
        click.echo(f"  check {check.name}: {check.message}", err=True)
    if as_json:
        told = {
            **asdict(outcome),
            "exit_code": code,
            "failed_checks": [asdict(one) for one in verdict.failed],
            "exports": str(published.folder) if published is not None else None,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    return code


@contextlib.contextmanager
def ready(
    command: str,
    loaded: Loaded,
    *,
    data: Path,
    demo: bool,
    limit: int | None,
    full: bool,
    quiet: bool,
    verbose: bool,
) -> Iterator[CrawlOptions]:
    """Hold the data folder, serve the demo where it is asked for, and yield what to crawl."""
    from aimf_scraper.addresses import Site
    from aimf_scraper.cli.contact import with_contact
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.crawling.run import CrawlOptions

    config = loaded.config
    if demo and loaded.origins["site"] == COMMAND_LINE:
        raise UsageError("--demo brings its own site: leave --site out")
    if config.assets and not config.archive:
        raise UsageError("--with-assets fills the archive: leave --no-archive out")
    if not demo and not Site(config.site).is_loopback:  # a wrong address is refused here, too
        loaded = with_contact(loaded)
    _refuse_emptied(data)
    with held(data), _served(data) if demo else contextlib.nullcontext(config.site) as url:
        yield CrawlOptions(
            site=url,
            data=data,
            kinds=config.kinds,
            limit=limit or 0,
            full=full,
            archive=config.archive,
            quiet=quiet,
            verbose=verbose,
            command=command,
            settings=scrapy_settings_of(loaded, demo=demo),
        )


def tell_unused(account: dict[str, Any]) -> None:
    """Tell what of the user's own corrections and additions could not be used, however quiet we are to be."""
    from aimf_scraper.settling import unused_lines

    for line in unused_lines(account):
        click.echo(line, err=True)


def _refuse_emptied(data: Path) -> None:
    """Raise StoreError where the database was cut to nothing: a crawl would begin anew, and say that all is new."""
    database, log = (
        data / "aimf.db",
        data / "aimf.db-wal",
    )  # a killed run's pages may stand in the log
    if not database.is_file() or database.stat().st_size or (log.exists() and log.stat().st_size):
        return
    if any(one.stat().st_size for one in (data / "archive").glob("*.warc.gz")):
        raise StoreError(
            f"{database}: it is empty, and the archive beside it is not: put a backup in its place, "
            "or move it away and run `aimf-scraper rebuild` to make it anew from the archive"
        )


@contextlib.contextmanager
def _served(data: Path) -> Iterator[str]:
    """Serve the demo site; where *data* has crawled it before, on the port of then.

    The port is part of every address: on another one, each page would be new.
    """
    from urllib.parse import urlsplit

    from aimf_scraper.demo.server import DemoSite
    from aimf_scraper.store import open_store

    port = 0
    if (data / "aimf.db").exists():
        with open_store(data / "aimf.db") as store:
            last = store.last_run()
        before = urlsplit(last.site) if last and last.site else None
        if before is not None and before.hostname == "127.0.0.1":
            port = before.port or 0
    try:
        demo = DemoSite(port=port)
    except OSError as error:
        raise UsageError(
            f"{data} holds the demo site of port {port}, which another program uses now: "
            "stop that program, or choose another --data"
        ) from error
    with demo:
        yield demo.url


def exit_code(outcome: Outcome) -> int:
    """Return the contract's exit code for a finished run."""
    if outcome.status == "interrupted":
        return 130
    if outcome.status == "failed":
        return 1
    is_early = any(gap.get("early") for gap in outcome.completeness["known_gaps"])
    is_whole = outcome.status == "complete" and not is_early
    return 0 if is_whole else IncompleteError.exit_code


def summary(outcome: Outcome) -> Iterator[str]:
    """Yield what a person wants to know at the end, line by line."""
    done = outcome.counts["outcomes"]
    yield f"run {outcome.run}: {outcome.status}"
    yield from cut_line(outcome.completeness)
    for kind, facts in outcome.completeness["kinds"].items():
        named = ", ".join(f"{way} {count}" for way, count in facts.items() if way != "held")
        yield f"  {kind:<12} {facts['held']:>5} held" + (f"   named by: {named}" if named else "")
    counts = ", ".join(
        f"{done[name]} {name}" for name in ("new", "changed", "same", "gone") if done.get(name)
    )
    yield f"  records: {counts or 'nothing new'}"
    rejected = sum(count for name, count in done.items() if name.startswith("rejected/"))
    if rejected:
        yield f"  {rejected} not taken (table rejects says why)"
    yield from _archived(outcome)
    for way, reason in outcome.completeness["closed_ways"].items():
        yield f"  {way}: {reason}"
    for hole in outcome.completeness["holes"][:10]:
        yield f"  hole: {hole['way']} {hole['url']}: {hole['reason']}"
    for page in outcome.completeness["missing"][:10]:
        yield f"  missing: {page['url']}: {page['reason']}"
    for gap in outcome.completeness["known_gaps"]:
        yield f"  known gap: {gap_line(gap)}"
    from aimf_scraper.settling import account_lines

    yield from (f"  {line}" for line in account_lines(outcome.counts["corrections"]))
    more = len(outcome.completeness["holes"]) + len(outcome.completeness["missing"]) - 20
    if more > 0:
        yield f"  ... and {more} more (aimf-scraper status --json)"
    yield from told_besides(outcome.completeness)
    sys.stderr.flush()


def cut_line(completeness: dict[str, Any]) -> Iterator[str]:
    """Yield what a limit left out, where one ended the run."""
    cut = completeness.get("cut")
    if cut:
        yield (
            f"  not complete: --limit {cut['limit']} ended it, and {cut['left']} pages that are "
            "known of were not read; the next run goes on with them"
        )


def told_besides(completeness: dict[str, Any]) -> Iterator[str]:
    """Yield what is no gap and should be known: what is gone, what the site denies, what was odd."""
    lines = [f"gone: {one['url']}: {one['reason']}" for one in completeness.get("gone", ())]
    yield from _first_of(lines)
    yield from _first_of(
        [
            f"not taken: {one['url']}: {one['reason']} (named by {one['named_by']})"
            for one in completeness.get("not_taken", ())
        ]
    )
    yield from _first_of([told_line(one) for one in completeness.get("held_as_told", ())])
    yield from _first_of(
        [f"note: {one['way']} {one['url']}: {one['what']}" for one in completeness.get("notes", ())]
    )
    left = dict(completeness.get("not_asked_tonight", {}))
    if left:
        turn = left.pop("", 0)
        parts = [f"{count} unchanged by {way}" for way, count in left.items()]
        days = completeness.get("every_days", "a few")
        parts += [f"{turn} for which no way vouches, read within {days} days"] if turn else []
        total = turn + sum(left.values())
        yield f"  not asked for tonight: {total} held pages ({', '.join(parts)}); --full asks for all"


def _first_of(lines: list[str]) -> Iterator[str]:
    for line in lines[:_MOST_NAMED]:
        # A site's own words: nothing in them may move a terminal's cursor.
        said = "".join(char if char.isprintable() else "?" for char in line[:_LONGEST_LINE])
        yield f"  {said}"
    if len(lines) > _MOST_NAMED:
        yield f"  ... and {len(lines) - _MOST_NAMED} more (aimf-scraper status --json)"


def told_line(one: dict[str, Any]) -> str:
    """Return what a report says of a record whose page the site denies."""
    return f"held as {one['told_by']} tells it: {one['url']}: {one['reason']}"


def gap_line(gap: dict[str, Any]) -> str:
    """Return what a report says of a known gap."""
    way = "" if gap["way"] == "page" else f"{gap['way']} "
    early = "; published for want of anything earlier" if gap.get("early") else ""
    said = f"{gap['runs']} runs, since {gap['since'][:10]}{early}"
    return f"{way}{gap['url']}: {gap['reason']} ({said})"


def _archived(outcome: Outcome) -> Iterator[str]:
    """Yield what became of the pages' assets, and what the archive could not take."""
    done = outcome.counts["outcomes"]
    assets = {
        name.removeprefix("assets/"): n for name, n in done.items() if name.startswith("assets/")
    }
    if assets:
        yield "  assets: " + ", ".join(f"{count} {what}" for what, count in assets.items())
    failures = outcome.counts["capture_failures"]
    if failures:
        yield f"  {failures} answers could not be archived: is there room on the disk?"
