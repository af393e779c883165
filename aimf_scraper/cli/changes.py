"""`changes`: records added, changed field by field, moved, gone and returned."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from aimf_scraper.cli.options import data_option, database_of, json_option
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import RecordChange, Run, Store


@click.command()
@data_option
@click.option(
    "--since",
    metavar="DATE|RUN",
    default=None,
    help="A date (2026-03-01), a moment, or the number of a run: what happened after it.  "
    "[default: the last but one finished run]",
)
@json_option
def changes(data: Path, since: str | None, as_json: bool) -> None:
    """Show which records were added, changed (field by field), moved, gone or returned.

    By default what the last finished run brought. With --json also the history
    of each: when and why it changed, and the capture of the earlier state.
    """
    import json

    from aimf_scraper.store import WHATS, open_store
    from aimf_scraper.telling import tell

    with open_store(database_of(data), read_only=True) as store, store.snapshot():
        moment, run = _since(since, store.runs())
        found = store.changes(moment) if moment is not None else []
        report = {
            "since": {"run": run, "at": moment},
            "counts": {what: sum(one.what == what for one in found) for what in WHATS},
            "changes": [_json(one, store, moment or "") for one in found] if as_json else [],
        }
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    after = f"after run {run}" if run else "since the beginning" if run == 0 else f"since {moment}"
    click.echo(f"{len(found)} records changed {after}" if found else f"nothing changed {after}")
    for line in tell(found):
        click.echo(line)


def _since(said: str | None, runs: list[Run]) -> tuple[str | None, int | None]:
    """Return from which moment on to look, and after which run that is.

    No moment: nothing came after that run. Run 0 is before the first.
    """
    if said is None:
        finished = [one.id for one in runs if one.finished_at is not None]
        said = str(finished[-2]) if len(finished) > 1 else "0"
    if said.isascii() and said.isdigit() and len(said) < 10:
        number = int(said)
        if number and number not in {one.id for one in runs}:
            raise UsageError(f"there is no run {number}: `aimf-scraper status` names the last")
        return next((one.started_at for one in runs if one.id > number), None), number
    try:
        when = datetime.fromisoformat(said)
    except ValueError as error:
        raise UsageError(
            f"--since {said}: neither a date such as 2026-03-01 nor the number of a run"
        ) from error
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.isoformat(timespec="seconds"), None


def _json(change: RecordChange, store: Store, moment: str) -> dict[str, Any]:
    from dataclasses import asdict

    history = [
        {
            "at": version.replaced_at,
            "why": version.why,
            "run": version.run,
            "fields": [one.field for one in version.differences],
            "earlier_capture": version.warc_record_id,
        }
        for version in store.record_versions(change.id)
        if version.replaced_at >= moment
    ]
    now = store.record(change.id)
    capture = now["provenance"]["warc_record_id"] if now else None
    return asdict(change) | {"history": history, "capture": capture}
