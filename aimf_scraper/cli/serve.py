"""`serve`: the dataset in a browser, and decisions taken there."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, Final

import click

from aimf_scraper.cli.options import data_option, database_of, settings_of
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.explore.app.explore_app import ExploreApp

_LOOPBACK: Final = "127.0.0.1"
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PORT: Final = 8001


@click.command()
@data_option
@click.option("--host", default=_LOOPBACK, show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="Which port; 0: a free one.",
)
@click.option("--review", is_flag=True, help="Let whoever has the address shown decide on facts.")
@click.option("--who", default="", help="Who decides, written beside each decision.")
@click.pass_context
def serve(
    context: click.Context, /, *, data: Path, host: str, port: int, review: bool, who: str
) -> None:
    """Serve the dataset for a browser on this machine, until Ctrl-C.

    Every record with its facts marked in its sentences, the archived pages, maps and
    charts, all tables with facets and saved queries. Needs the extra `explore`.

    With --review facts are confirmed, rejected, replaced and added in the browser: the
    decisions go into corrections.csv and hold at once. Only on this machine.
    """
    is_local = host in _LOCAL
    if review and not is_local:
        raise UsageError("--review is for this machine alone: leave --host out")
    try:
        from aimf_scraper.explore.app.explore_app import serve_app
        from aimf_scraper.explore.app.explorer import Explorer
    except ModuleNotFoundError as error:
        if error.name not in {"datasette", "uvicorn"}:
            raise
        raise UsageError(
            'serve needs the extra "explore": pip install "aimf-scraper[explore]"'
        ) from error
    import uvicorn

    database_of(data)
    reviewer = None
    if review:
        from aimf_scraper.crawling.session import utc_now
        from aimf_scraper.explore.review import Reviewer

        file = settings_of(context).config.corrections_file(data)
        reviewer = Reviewer(data, file, utc_now, who=who)
    listening = _bound(host, port)
    if not is_local:
        said = f"warning: on {host} everybody who reaches this machine may read all of it"
        click.echo(said, err=True)
    site = serve_app(data, loopback=is_local, reviewer=reviewer)
    app = Explorer(site).app()
    _make_ready(site)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    click.echo(f"{address}review?token={reviewer.token}" if reviewer else address)
    click.echo("Ctrl-C ends it", err=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _make_ready(site: ExploreApp) -> None:
    """Work out what takes long before anybody asks, and say what it waits for."""
    from aimf_scraper.explore.app.front import make_ready
    from aimf_scraper.explore.figures import FILE_NAME, kept_figures

    store = site.served.store()
    begun = time.monotonic()
    records = sum(store.counts().values())
    if kept_figures(store) is None:
        said = f"working out the figures of {records} records, once: kept in {FILE_NAME} ..."
    else:
        said = f"the figures of {records} records are kept; making the pages ready ..."
    click.echo(said, err=True)
    make_ready(site)
    click.echo(f"ready after {time.monotonic() - begun:.0f} s", err=True)


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to *host* and *port*.

    Raises:
        UsageError: it is taken, or there is no such place.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((address[0], port), family=family)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        said = f"{host}:{port} cannot be used ({why}): try --port 0 or another --host"
        raise UsageError(said) from error
