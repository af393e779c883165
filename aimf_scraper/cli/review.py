"""`review`: what a person should look at, and the decisions read back in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aimf_scraper.cli.options import data_option, database_of, json_option, settings_of
from aimf_scraper.errors import IncompleteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.reviewing.item import Item

_SHOWN: Final = 20
_FILE: Final = click.Path(path_type=Path, dir_okay=False)


@click.command()
@data_option
@click.option("--out", type=_FILE, help="Write the table to FILE.xlsx or FILE.csv.")
@click.option(
    "--import", "source", type=_FILE, help="Read the decisions in FILE in, as corrections."
)
@click.option("--gold", type=_FILE, help="Write what people judged as labels for `evaluate`.")
@click.option("--who", default="", help="Who decided, where a row does not say it.")
@click.option("--limit", type=click.IntRange(min=1), default=500, show_default=True)
@json_option
@click.pass_context
def review(
    context: click.Context,
    /,
    *,
    data: Path,
    out: Path | None,
    source: Path | None,
    gold: Path | None,
    who: str,
    limit: int,
    as_json: bool,
) -> int:
    """Show what a person should look at, most uncertain and most consequential first.

    With --out as a table with columns to decide in; --import reads it back, changes
    nothing twice, and says what it did not understand (exit code 3). Decisions are
    kept as corrections, see docs/corrections.md.
    """
    import json

    from aimf_scraper.reviewing.items import find_items
    from aimf_scraper.reviewing.sheets import write_sheet
    from aimf_scraper.store import open_store

    if source is not None and out is not None:
        raise UsageError("--import and --out: one after the other, please")
    database = database_of(data)
    code = 0
    if source is not None:
        file = settings_of(context).config.corrections_file(data)
        code = _read_in(data, source, file, who, as_json=as_json)
    with open_store(database, read_only=True) as store, store.snapshot():
        if gold is not None:
            from aimf_scraper.reviewing.decisions import gold_line, gold_pages

            lines = [gold_line(page) for page in gold_pages(store)]
            gold.write_text("".join(f"{one}\n" for one in lines), "utf-8", newline="\n")
            click.echo(f"{gold}: {len(lines)} labelled pages", err=as_json)
        if source is not None or (gold is not None and out is None):
            return code
        items = find_items(store)
    if as_json:
        told = [one._asdict() for one in items[:limit]]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    if out is not None:
        write_sheet(out, items[:limit])
        left = f", {len(items) - limit} more are left out (--limit)" if len(items) > limit else ""
        click.echo(f"{out}: {min(len(items), limit)} to look at{left}", err=as_json)
    elif not as_json:
        for line in _lines(items):
            click.echo(line)
    return code


def _read_in(data: Path, source: Path, file: Path, who: str, *, as_json: bool) -> int:
    """Write the decisions in *source* into the corrections *file* and apply them."""
    import json

    from aimf_scraper.correcting import take
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.crawling.session import utc_now
    from aimf_scraper.reviewing.decisions import read_decisions
    from aimf_scraper.settling import account_lines, account_of

    with held(data):
        now = utc_now()
        decided = read_decisions(source, file, who=who, when=now[:10])
        taken = take(data, file, decided.new, now=now)
    for line in account_lines(account_of(taken.results, taken.problems)):
        click.echo(line, err=True)
    if as_json:
        problems = [str(one) for one in decided.problems]
        counts = {"new": len(decided.new), "known": decided.known}
        report = {"file": str(file), **counts, "problems": problems}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        said = f"{len(decided.new)} new corrections, {decided.known} were there already"
        click.echo(f"{file}: {said}")
    for problem in decided.problems:
        click.echo(f"{source}, {problem}", err=True)
    return IncompleteError.exit_code if decided.problems else 0


def _lines(items: list[Item]) -> Iterator[str]:
    if not items:
        yield "nothing to look at"
    for one in items[:_SHOWN]:
        what = f"{one.record_id or one.url} {one.field} {one.as_written!r}"
        yield f"{one.priority:.2f}  {_printable(what)}"
        yield f"      {_printable(one.why)}"
        if one.quote:
            yield f"      {_printable(f'… {one.before}«{one.quote}»{one.after} …')}"
    if len(items) > _SHOWN:
        yield f"... and {len(items) - _SHOWN} more: `aimf-scraper review --out review.xlsx`"


def _printable(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
