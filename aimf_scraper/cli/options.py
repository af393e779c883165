"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimf_scraper.records import CRAWLED_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    envvar="AIMF_DATA",
    help="The data folder: aimf.db, archive/, exports/, logs/.",
)
quiet_option = click.option("--quiet", is_flag=True, help="Show no progress.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")


class Names(click.ParamType[tuple[str, ...]]):
    """Comma-separated names out of a known few; gives a tuple in the known order."""

    name = "names"

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        said = [one.strip() for one in str(value).split(",") if one.strip()]
        unknown = [one for one in said if one not in self.known]
        if unknown or not said:
            self.fail(
                f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(self.known)}",
                param,
                ctx,
            )
        return tuple(one for one in self.known if one in said)


def crawl_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what `crawl` and `refresh` both take."""
    for option in (
        quiet_option,
        click.option("--no-archive", is_flag=True, help="Write no WARC files."),
        click.option("--full", is_flag=True, help="Ask for every page, changed or not."),
        click.option(
            "--limit", type=click.IntRange(min=1), default=None, help="At most so many pages."
        ),
        click.option(
            "--kinds",
            type=Names(KINDS),
            default=",".join(CRAWLED_KINDS),
            show_default=True,
            help="What to crawl, comma-separated.",
        ),
        data_option,
        click.option(
            "--site",
            metavar="URL",
            default=None,
            envvar="AIMF_SITE",
            help="The site.  [default: https://www.aimf.asso.fr]",
        ),
        click.option("--demo", is_flag=True, help="Crawl the small site that ships with us."),
    ):
        command = option(command)
    return command
