"""`status`: the last run, counts, coverage, completeness, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimf_scraper.cli.options import data_option, json_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@click.command()
@data_option
@json_option
def status(data: Path, as_json: bool) -> None:
    """Show the last run, counts, coverage by field, completeness, what waits."""
    import json
    from dataclasses import asdict

    from aimf_scraper.store import open_store

    with open_store(data / "aimf.db", read_only=True) as store:
        last = store.last_run()
        waiting = [page.url for page in store.pages() if page.state in {"found", "failed"}]
        report: dict[str, Any] = {
            "data": str(data),
            "last_run": asdict(last) if last else None,
            "counts": store.counts(),
            "coverage": store.coverage(),
            "waiting": waiting,
            "rejects": len(list(store.rejects())),
        }
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for line in _lines(report):
            click.echo(line)


def _lines(report: dict[str, Any]) -> Iterator[str]:
    last = report["last_run"]
    if last is None:
        yield f"{report['data']}: no run yet"
    else:
        yield (
            f"{report['data']}: run {last['id']} ({last['command']} of {last['site']}) "
            f"{last['status'] or 'not finished'}, begun {last['started_at']}"
        )
        completeness = last["completeness"] or {}
        for hole in completeness.get("holes", []):
            yield f"  hole: {hole['way']} {hole['url']}: {hole['reason']}"
        for page in completeness.get("missing", []):
            yield f"  missing: {page['url']}: {page['reason']}"
    for kind, count in report["counts"].items():
        yield f"{kind}: {count}"
        shares = report["coverage"].get(kind, {})
        filled = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
        if filled:
            yield f"  filled: {filled}"
    yield f"waiting: {len(report['waiting'])} pages; not taken: {report['rejects']}"
    for url in report["waiting"][:20]:
        yield f"  {url}"
