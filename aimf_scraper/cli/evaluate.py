"""`evaluate`: how good the rules are, against labelled texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimf_scraper.cli.options import data_option, json_option, use_additions

if TYPE_CHECKING:
    from aimf_scraper.evaluation import GoldPage
    from aimf_scraper.records import Record


@click.command()
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path, dir_okay=False))
@click.argument(
    "other",
    metavar="[OTHER.jsonl]",
    required=False,
    type=click.Path(path_type=Path, dir_okay=False),
)
@json_option
@click.option("--slips", is_flag=True, help="List every miss and every false find.")
@click.option(
    "--without-authority",
    is_flag=True,
    help="Leave the authority file's aliases out: what general rules do alone.",
)
@data_option
@click.pass_context
def evaluate(
    context: click.Context,
    /,
    gold: Path,
    other: Path | None,
    data: Path,
    *,
    as_json: bool,
    slips: bool,
    without_authority: bool,
) -> None:
    """Print precision, recall and F1 for every field against a labelled file.

    With a second file, by somebody else on the same pages: how far the two agree
    (Cohen's kappa).

    GOLD.jsonl has one labelled page a line: title, text, perhaps the day when it
    was published, and lists of cities, countries, partners, budgets and dates.
    """
    import contextlib
    import json

    from aimf_scraper.evaluation import agreement, read_gold
    from aimf_scraper.evaluation import evaluate as score
    from aimf_scraper.extraction import record_of_text
    from aimf_scraper.gazetteer.organisations import without_aliases

    use_additions(context, data)

    def extract(page: GoldPage) -> Record:
        return record_of_text(
            page.title, page.text, url=page.url, kind=page.kind, published=page.published
        )

    with without_aliases() if without_authority else contextlib.nullcontext():
        if other is not None:
            agreed = agreement(read_gold(gold), read_gold(other), extract)
            told = json.dumps(agreed.to_json(), ensure_ascii=False, indent=2)
            click.echo(f"{told}\n" if as_json else agreed.to_text(), nl=False)
            return
        report = score(read_gold(gold), extract)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(report.to_text(slips=slips), nl=False)
