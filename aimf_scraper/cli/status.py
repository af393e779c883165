"""`status`: the last run, counts, coverage, completeness, what waits, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimf_scraper.cli.crawl import cut_line, gap_line, told_besides
from aimf_scraper.cli.options import data_option, database_of, json_option, settings_of
from aimf_scraper.config import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.config import Loaded
    from aimf_scraper.store import Store


@click.command()
@data_option
@click.option("-v", "--verbose", is_flag=True, help="Show the settings at their default too.")
@json_option
@click.pass_context
def status(context: click.Context, data: Path, verbose: bool, as_json: bool) -> None:
    """Show the last run, counts, coverage by field, completeness, what waits, settings."""
    import json

    loaded = settings_of(context)
    report = _held(data, loaded.config.corrections_file(data)) | _in_force(loaded)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for line in _lines(report, verbose=verbose):
            click.echo(line)


def _held(data: Path, corrections: Path) -> dict[str, Any]:
    """Return what the database says."""
    from dataclasses import asdict

    from aimf_scraper.store import open_store

    with open_store(database_of(data), read_only=True) as store:
        runs = store.runs()
        good = [one.id for one in runs if (one.counts or {}).get("good")]
        return {
            "data": str(data),
            "last_run": asdict(runs[-1]) if runs else None,
            "last_good_run": good[-1] if good else None,
            "counts": store.counts(),
            "coverage": store.coverage(),
            "waiting": [one.url for one in store.pages() if one.state in {"found", "failed"}],
            "rejects": len(store.rejects()),
            "corrections": _corrections(corrections, store),
            "bodies": _bodies(store),
        }


def _bodies(store: Store) -> dict[str, int]:
    """Return how many bodies partners are, by how many names, and how many names may be one."""
    names = [one for one in store.body_names() if one.records]
    near = store.near_names()
    return {"bodies": len(store.bodies()), "names": len(names), "to_look_at": len(near)}


def _corrections(path: Path, store: Store) -> dict[str, Any]:
    """Return how the corrections stand: as the last run applied them, and what the file says now.

    What of the additions beside it cannot be used is told among its problems, as in a run's account.
    """
    from collections import Counter
    from dataclasses import asdict

    from aimf_scraper.corrections import read_corrections
    from aimf_scraper.gazetteer.additions import FILE_NAME
    from aimf_scraper.gazetteer.reading_additions import read_additions
    from aimf_scraper.settling import account_of, as_applied

    table = read_corrections(path)
    _, amiss = read_additions(path.with_name(FILE_NAME))
    held = [as_applied(one) for one in store.corrections()]
    known = {asdict(one.correction)["correction_id"] for one in held}
    return {
        "file": str(path),
        "by_state": dict(sorted(Counter(one.state for one in held).items())),
        # Rows that came into the file since the last run.
        "waiting": sum(one.correction_id not in known for one in table.corrections),
        **account_of(held, [*map(str, table.problems), *amiss]),
    }


def _in_force(loaded: Loaded) -> dict[str, Any]:
    """Return every setting with where it came from."""
    settings = {
        key: {"value": _plain(key, value), "from": loaded.origins[key]}
        for key, value in loaded.values.items()
    }
    return {"settings": settings, "unknown_variables": list(loaded.strangers)}


def _plain(key: str, value: Any) -> Any:
    """Return *value* as JSON has it; of the address that is told, which may be a secret, its host."""
    from pathlib import Path
    from urllib.parse import urlsplit

    if key == "notify.url" and value:
        parts = urlsplit(value)
        return f"{parts.scheme}://{parts.hostname}/..."
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _lines(report: dict[str, Any], *, verbose: bool) -> Iterator[str]:
    yield from _run_lines(report)
    for kind, count in report["counts"].items():
        yield f"{kind}: {count}"
        shares = report["coverage"].get(kind, {})
        filled = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
        if filled:
            yield f"  filled: {filled}"
    yield f"waiting: {len(report['waiting'])} pages; not taken: {report['rejects']}"
    for url in report["waiting"][:20]:
        yield f"  {url}"
    bodies = report["bodies"]
    yield f"partners: {bodies['bodies']} bodies by {bodies['names']} names"
    if bodies["to_look_at"]:
        yield f"  {bodies['to_look_at']} pairs of names may be one: `aimf-scraper review`"
    yield from _correction_lines(report["corrections"])
    yield from _setting_lines(report, verbose=verbose)


def _setting_lines(report: dict[str, Any], *, verbose: bool) -> Iterator[str]:
    """Yield the settings that somebody chose; *verbose*: every one."""
    settings = report["settings"]
    chosen = {key: one for key, one in settings.items() if verbose or one["from"] != DEFAULT}
    yield "settings:"
    for key, said in chosen.items():
        value = said["value"]
        shown = ", ".join(value) if isinstance(value, list) else value
        yield f"  {key} = {'none' if shown == '' else shown}  ({said['from']})"
    if len(chosen) < len(settings):
        yield f"  {len(settings) - len(chosen)} more at their default (--verbose shows them)"
    for name in report["unknown_variables"]:
        yield f"  {name}: no such setting"


def _correction_lines(told: dict[str, Any]) -> Iterator[str]:
    from aimf_scraper.settling import account_lines

    yield from account_lines(told)
    if told["waiting"]:
        yield f"corrections that wait for the next run: {told['waiting']}"


def _run_lines(report: dict[str, Any]) -> Iterator[str]:
    last = report["last_run"]
    if last is None:
        yield f"{report['data']}: no run yet"
        return
    yield (
        f"{report['data']}: run {last['id']} ({last['command']} of {last['site']}) "
        f"{last['status'] or 'not finished'}, begun {last['started_at']}"
    )
    completeness = last["completeness"] or {}
    yield from cut_line(completeness)
    for hole in completeness.get("holes", []):
        yield f"  hole: {hole['way']} {hole['url']}: {hole['reason']}"
    for page in completeness.get("missing", []):
        yield f"  missing: {page['url']}: {page['reason']}"
    for gap in completeness.get("known_gaps", []):
        yield f"  known gap: {gap_line(gap)}"
    yield from told_besides(completeness)
    for check in (last["counts"] or {}).get("checks", []):
        if not check["passed"]:
            yield f"  check {check['name']}: {check['message']}"
    good = report["last_good_run"]
    yield f"last good run: {'none yet' if good is None else good}"
