"""`explain`: why each fact is one, and how a page was seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from aimf_scraper.cli.options import (
    RecordName,
    data_option,
    database_of,
    json_option,
    use_additions,
)
from aimf_scraper.errors import PageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT_ENDINGS: Final = (".txt", ".md")


@click.command()
@click.argument("target", metavar="RECORD|FILE", type=RecordName())
@click.option("--url", default="", help="The address that the page was saved from.")
@click.option("--text", "as_text", is_flag=True, help="Read the file as plain text.")
@data_option
@json_option
@click.pass_context
def explain(
    context: click.Context,
    /,
    target: str,
    url: str,
    data: Path,
    *,
    as_text: bool,
    as_json: bool,
) -> None:
    """Show why each fact is one: its rule, its cue, the line of its confidence.

    RECORD is an id of the database ("action:..."). FILE is a page (.html) or a
    text (.txt, or --text). Of a page, how it was seen comes first: what its
    markup claims, its boxes and cards, what was left out, and what is text.
    """
    import json

    use_additions(context, data)
    told = _of_file(Path(target), url, as_text=as_text) if Path(target).is_file() else None
    if told is None and (as_text or ":" not in target):
        raise UsageError(f"{target}: no such file, and no record's id (like action:some-place)")
    told = told or _of_record(target, data)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in _lines(told):
        click.echo(line)


def _of_record(key: str, data: Path) -> dict[str, Any]:
    from aimf_scraper.explaining import explain_record
    from aimf_scraper.resolving.telling import told_of_bodies
    from aimf_scraper.store import open_store

    with open_store(database_of(data), read_only=True) as store:
        record = store.record(key)
        corrections = [
            one.said | {"state": one.state, "reason": one.reason}
            for one in store.corrections()
            if one.said["record_id"] == key
        ]
        bodies = told_of_bodies(store, record)
    if record is None:
        raise UsageError(f"{key}: {data} holds no such record; `aimf-scraper export` lists them")
    return {"facts": explain_record(record) | {"corrections": corrections, "bodies": bodies}}


def _of_file(path: Path, url: str, *, as_text: bool) -> dict[str, Any]:
    from aimf_scraper.explaining import explain_record, explain_text
    from aimf_scraper.extraction import extract_html, title_and_text
    from aimf_scraper.pages.explain import explain_page
    from aimf_scraper.records import to_json

    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror})") from error
    if as_text or path.suffix.lower() in _TEXT_ENDINGS:
        return {"facts": explain_text(*title_and_text(body.decode("utf-8-sig", "replace")))}
    seen = explain_page(body, url)
    try:
        record = extract_html(body, url=url or None, name=path.name)
    except PageError:
        return {"page": seen}  # it says why
    return {"page": seen, "facts": explain_record(to_json(record))}


def _lines(told: dict[str, Any]) -> Iterator[str]:
    from aimf_scraper import explaining
    from aimf_scraper.pages import explain as pages

    if "page" in told:
        yield from pages.as_lines(told["page"])
    if "facts" in told:
        if "page" in told:
            yield ""
        yield from explaining.as_lines(told["facts"])
