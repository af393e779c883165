"""`extract`: records from files, addresses or standard input, with no database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aimf_scraper.errors import PageError, UsageError


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--url", default=None, help="The address that the input was saved from.")
@click.option("--text", "as_text", is_flag=True, help="Read every input as plain text.")
@click.option(
    "--kind",
    type=click.Choice(["action", "news", "event", "publication", "page"]),
    default=None,
    help="What the input is, where neither address nor markup says it.",
)
def extract(inputs: tuple[str, ...], url: str | None, as_text: bool, kind: str | None) -> int:
    """Print one JSON record per INPUT, as JSON Lines, in the order given.

    INPUT is an .html file, a .txt file (plain text; a first line that begins
    with "# " is the title), an http(s) address, or "-" for standard input.
    Touches no database. Exit code 1 where an input could not be read: the
    others are printed all the same.
    """
    import json

    from aimf_scraper.extraction import extract_html, extract_text, fetch
    from aimf_scraper.records import to_json

    if url is not None and len(inputs) > 1:
        raise UsageError("--url says where one input comes from: give one INPUT with it")
    failed = 0
    for one in inputs:
        try:
            if one.startswith(("http://", "https://")):
                page = fetch(one)
                record = extract_html(
                    page.body, url=page.url, content_type=page.content_type, kind=kind
                )
            else:
                body = _bytes_of(one)
                if as_text or one.lower().endswith(".txt"):
                    record = extract_text(body.decode("utf-8-sig", "replace"), url=url, kind=kind)
                else:
                    name = "stdin" if one == "-" else Path(one).name
                    record = extract_html(body, url=url, name=name, kind=kind)
        except PageError as error:
            failed += 1
            click.echo(f"aimf-scraper: {one}: {error}", err=True)
            continue
        click.echo(json.dumps(to_json(record), ensure_ascii=False))
    return 1 if failed else 0


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: can't be read ({error.strerror})") from error
