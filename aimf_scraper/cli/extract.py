"""`extract`: records from files, addresses or standard input, with no database."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aimf_scraper.cli.options import data_option, settings_of, use_additions
from aimf_scraper.errors import AimfError, IncompleteError, PageError, UsageError

if TYPE_CHECKING:
    from aimf_scraper.crawling.wire.single import Fetched


_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,19}://")


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
@data_option
@click.pass_context
def extract(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    url: str | None,
    data: Path,
    *,
    as_text: bool,
    kind: str | None,
) -> int:
    """Print one JSON record per INPUT, as JSON Lines, in the order given.

    INPUT is an .html file, a .txt file (plain text; a first line that begins
    with "# " is the title), an http(s) address, or "-" for standard input.
    Touches no database; of the data folder only `additions.toml` is read, so that
    a text gives what a crawl would give. An address is asked for as a crawl asks: robots.txt is
    obeyed, and nothing is read of an answer that was cut.

    An input that could not be read is named, and the others are printed all the
    same: exit code 3, or 2 where there is no such file. Of a single input the
    exit code says what was wrong with it: 3 for an answer that is no page, or
    that robots.txt forbids, 4 for a site that does not answer.
    """
    if url is not None and len(inputs) > 1:
        raise UsageError("--url says where one input comes from: give one INPUT with it")
    use_additions(context, data)
    pages = _asked_for(context, [one for one in inputs if _is_address(one)])
    codes: list[int] = []
    for one in inputs:
        try:
            record = _record_of(one, pages, url=url, as_text=as_text, kind=kind)
        except AimfError as error:
            # A page that cannot be read, or may not, is no error of ours.
            is_page = isinstance(error, PageError)
            codes.append(IncompleteError.exit_code if is_page else error.exit_code)
            said = str(error)
            click.echo(f"aimf-scraper: {said if one in said else f'{one}: {said}'}", err=True)
            continue
        click.echo(record)
    if len(inputs) == 1 or not codes:
        return max(codes, default=0)
    return UsageError.exit_code if UsageError.exit_code in codes else IncompleteError.exit_code


def _asked_for(context: click.Context, addresses: list[str]) -> dict[str, Fetched | AimfError]:
    from aimf_scraper import settings

    if not addresses:
        return {}
    from aimf_scraper.crawling.wire.single import fetch

    config = settings_of(context).config
    said = {
        "USER_AGENT": settings.user_agent(config.politeness.contact),
        "AIMF_BUDGET": asdict(config.budget),
    }
    return fetch(addresses, settings=said)


def _record_of(
    one: str,
    pages: dict[str, Fetched | AimfError],
    *,
    url: str | None,
    as_text: bool,
    kind: str | None,
) -> str:
    """Return the record of the input *one* as a line of JSON."""
    import json

    from aimf_scraper.extraction import extract_html, extract_text
    from aimf_scraper.records import to_json

    if one in pages:
        page = pages[one]
        if isinstance(page, AimfError):
            raise page
        record = extract_html(page.body, url=page.url, content_type=page.content_type, kind=kind)
    else:
        body = _bytes_of(one)
        if as_text or one.lower().endswith(".txt"):
            record = extract_text(body.decode("utf-8-sig", "replace"), url=url, kind=kind)
        else:
            name = "stdin" if one == "-" else Path(one).name
            record = extract_html(body, url=url, name=name, kind=kind)
    return json.dumps(to_json(record), ensure_ascii=False)


def _is_address(one: str) -> bool:
    """Return whether *one* is an address and no file; which of them may be asked is told later."""
    return _ADDRESS.match(one) is not None


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        said = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{name}: can't be read ({said})") from error
