"""`archive verify`: our archive, or files of anybody, looked at byte by byte."""

from __future__ import annotations

from pathlib import Path

import click

from aimf_scraper.cli.options import data_option, database_of, json_option
from aimf_scraper.errors import IncompleteError, UsageError


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@data_option
@json_option
@click.option(
    "--offline-ok", is_flag=True, help="Files that archive/manifest.jsonl lists may be away."
)
@click.option(
    "--signed-by",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The manifest must be signed, as it stands, with the private key of this public one (PEM).",
)
def verify(
    files: tuple[Path, ...],
    data: Path,
    as_json: bool,
    *,
    offline_ok: bool,
    signed_by: Path | None,
) -> int:
    """Check every digest, the structure, and that each record has its capture.

    With FILE, WARC or WACZ files of anybody in place of the data folder's: are
    they sound, and are they as we write them? Exit code 3: something is wrong;
    each line names the record it is of.
    """
    from aimf_scraper.archive.signing import public_key

    if files:
        return _verify_files(files, as_json=as_json)
    by = public_key(signed_by) if signed_by is not None else None
    return _verify_folder(data, as_json=as_json, offline_ok=offline_ok, signed_by=by)


def _verify_files(files: tuple[Path, ...], *, as_json: bool) -> int:
    import json
    from dataclasses import asdict

    from aimf_scraper.archive.verify import verify_files
    from aimf_scraper.archive.wacz_check import PACKAGE

    is_sound = True
    for name, report in verify_files(files):
        wrong = [one for one in report.problems if not one.is_form]
        other = [one for one in report.problems if one.is_form]
        is_sound = is_sound and not wrong
        if as_json:
            said = {"file": name, "records": report.records, "captures": report.captures}
            lists = {"problems": wrong, "not_as_we_write_it": other}
            click.echo(json.dumps(said | {k: [asdict(x) for x in v] for k, v in lists.items()}))
            continue
        if name.endswith(f"!{PACKAGE}"):
            verdict = f"{len(wrong)} problems" if wrong else "every file is the one listed"
            click.echo(f"{name}: {verdict}")
            for one in wrong:
                click.echo(f"  {one}")
            continue
        verdict = f"{len(wrong)} problems" if wrong else "a sound WARC"
        form = f"not as we write it in {len(other)} places" if other else "as we write it"
        click.echo(
            f"{name}: {report.records} records, {report.captures} captures: {verdict}, {form}"
        )
        for one in wrong:
            click.echo(f"  {one}")
        for what in dict.fromkeys(one.what for one in other):
            n = sum(one.what == what for one in other)
            click.echo(f"  not as we write it: {what}" + (f" ({n} times)" if n > 1 else ""))
    return 0 if is_sound else IncompleteError.exit_code


def _verify_folder(data: Path, *, as_json: bool, offline_ok: bool, signed_by: str | None) -> int:
    import json
    from collections import defaultdict
    from dataclasses import asdict

    from aimf_scraper.archive.manifest import add_to_manifest
    from aimf_scraper.archive.verify import counted, verify
    from aimf_scraper.archived import DATABASE, FOLDER, index_of, is_writable, wanted
    from aimf_scraper.store import open_store

    folder, database = data / FOLDER, data / DATABASE
    if not folder.is_dir() and not database.is_file():
        raise UsageError(f"{data}: neither an archive nor a database: crawl first")
    names: dict[str, list[str]] = defaultdict(list)
    if database.is_file():
        database_of(data)
        with open_store(database, read_only=True) as store, index_of(data, alone=True) as index:
            leading = list(wanted(store))
            if is_writable(folder):
                add_to_manifest(folder, index.all())
            report = verify(folder, index, leading, offline_ok=offline_ok, signed_by=signed_by)
        for name, record_id in leading:
            names[record_id].append(name)
    else:
        report = verify(folder, offline_ok=offline_ok, signed_by=signed_by)
    if as_json:
        problems = [
            asdict(one) | {"records": names.get(one.record_id or "", [])} for one in report.problems
        ]
        said: dict[str, object] = {
            "files": report.files,
            "records": report.records,
            "captures": report.captures,
            "away": report.away,
        }
        click.echo(json.dumps(said | {"problems": problems}, ensure_ascii=False, indent=2))
    else:
        first, *lines = counted(report)
        click.echo(first)
        for name in report.away:
            click.echo(f"away: {name}")
        for line, problem in zip(lines, report.problems, strict=True):
            whose = names.get(problem.record_id or "", []) if problem.fault != "missing" else []
            click.echo(line + (f": {', '.join(whose)}" if whose else ""))
    return IncompleteError.exit_code if report.problems else 0
