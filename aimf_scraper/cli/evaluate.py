"""`evaluate`: how good the rules are, against labelled texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import json_option

if TYPE_CHECKING:
    from aimf_scraper.records import Kind, Record


@click.command()
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.option("--slips", is_flag=True, help="List every miss and every false find.")
@click.option(
    "--without-authority",
    is_flag=True,
    help="Leave the authority file's aliases out: what general rules do alone.",
)
def evaluate(gold: Path, as_json: bool, slips: bool, without_authority: bool) -> None:
    """Print precision, recall and F1 for every field against a labelled file.

    GOLD.jsonl has one labelled page a line: title, text, and lists of cities,
    countries, partners, budgets and dates.
    """
    import contextlib
    import json

    from aimf_scraper.evaluation import evaluate as score
    from aimf_scraper.evaluation import read_gold
    from aimf_scraper.extraction import record_of_text
    from aimf_scraper.gazetteer.organisations import without_aliases

    def extract(title: str, text: str, url: str | None, kind: Kind | None) -> Record:
        return record_of_text(title, text, url=url, kind=kind)

    with without_aliases() if without_authority else contextlib.nullcontext():
        report = score(read_gold(gold), extract)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(report.to_text(slips=slips), nl=False)
