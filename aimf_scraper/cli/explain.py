"""`explain`: how a page was seen, and why."""

from __future__ import annotations

from pathlib import Path

import click

from aimf_scraper.errors import UsageError


@click.command()
@click.argument("target", metavar="PAGE.html")
@click.option("--url", default="", help="The address that the page was saved from.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def explain(target: str, url: str, *, as_json: bool) -> None:
    """Show how a page is seen: its boxes, what was made of each, and why.

    What the markup claims, the features that decide whether the page is an
    article, a listing or both, its cards, what was left out, and line by line
    what is text.
    """
    import json

    from aimf_scraper.pages.explain import as_lines, explain_page

    try:
        body = Path(target).read_bytes()
    except OSError as error:
        raise UsageError(f"{target}: can't be read ({error.strerror})") from error
    seen = explain_page(body, url)
    if as_json:
        click.echo(json.dumps(seen, ensure_ascii=False))
        return
    for line in as_lines(seen):
        click.echo(line)
