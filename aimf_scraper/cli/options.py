"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from aimf_scraper.records import CRAWLED_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aimf_scraper.config import Loaded

    Command = Callable[..., Any]

#: Where ``_said`` keeps the settings file that the command line names.
_FILE: Final = "--config"

_MISSING_TOLD: Final = 20
#: So many ids are offered when one is completed.
_MOST_COMPLETED: Final = 100

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")


class Names(click.ParamType[tuple[str, ...]]):
    """Comma-separated names out of a known few; gives a tuple in the known order.

    *names*: the few, or what tells them when they are asked for.
    """

    name = "names"

    def __init__(self, names: tuple[str, ...] | Callable[[], tuple[str, ...]]) -> None:
        self._names = names

    @property
    def known(self) -> tuple[str, ...]:
        return self._names() if callable(self._names) else self._names

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

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's own signature
        param: click.Parameter,  # noqa: ARG002 - as above
        incomplete: str,
    ) -> list[CompletionItem]:
        """Complete the last of the names, leaving out those that are there."""
        before, comma, last = incomplete.rpartition(",")
        said = before.split(",")
        return [
            CompletionItem(f"{before}{comma}{one}")
            for one in self.known
            if one.startswith(last) and one not in said
        ]


class RecordName(click.ParamType[str]):
    """The id of a record of the data folder, or something else that the command takes."""

    name = "record"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's own signature
        ctx: click.Context | None,  # noqa: ARG002 - as above
    ) -> str:
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's own signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """Complete the ids that the database holds; files too, by the shell, where there is none."""
        from aimf_scraper.errors import AimfError
        from aimf_scraper.store import open_store

        try:
            data = ctx.params.get("data") or settings_of(ctx).config.data
            with open_store(data / "aimf.db", read_only=True) as store:
                found = store.ids_beginning(incomplete, most=_MOST_COMPLETED)
        except AimfError:  # nothing to complete from; the command itself says why
            found = []
        if not found:
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(one) for one in found]


def settings_of(context: click.Context) -> Loaded:
    """Return the settings in force: what the command line says, then environment, file, default.

    Raises:
        UsageError: the file or a variable says what is not allowed.
    """
    from aimf_scraper.config import load

    said = _said(context)
    return load(said.get(_FILE), os.environ, {k: v for k, v in said.items() if k != _FILE})


def data_option(command: Command) -> Command:
    """Add --data and --config; the command gets the folder as the settings have it."""
    for option in (
        click.option(
            "--data",
            type=click.Path(path_type=Path, file_okay=False),
            callback=_data,
            help="The data folder: aimf.db, archive/, exports/, logs/.  [default: data]",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            callback=_setting(_FILE),
            expose_value=False,
            is_eager=True,
            envvar="AIMF_CONFIG",
            help="The settings file.  [default: aimf-scraper.toml, if it is here]",
        ),
    ):
        command = option(command)
    return command


def crawl_options(command: Command) -> Command:
    """Add what `crawl` and `refresh` both take; what is a setting goes into ``settings_of``."""
    for option in (
        json_option,
        click.option("-v", "--verbose", is_flag=True, help="Name every address that is asked for."),
        quiet_option,
        click.option(
            "--no-archive",
            is_flag=True,
            callback=_archive,
            expose_value=False,
            help="Write no WARC files.",
        ),
        click.option(
            "--with-assets",
            is_flag=True,
            callback=_assets,
            expose_value=False,
            help="Archive pictures, styles, scripts, fonts and attachments too.",
        ),
        click.option(
            "--contact",
            metavar="WHO",
            callback=_setting("politeness.contact"),
            expose_value=False,
            help="Where the site's keeper can reach you: an e-mail or web address of yours.",
        ),
        click.option("--full", is_flag=True, help="Ask for every page, changed or not."),
        click.option(
            "--limit", type=click.IntRange(min=1), default=None, help="At most so many pages."
        ),
        click.option(
            "--kinds",
            type=Names(KINDS),
            callback=_setting("kinds"),
            expose_value=False,
            help=f"What to crawl, comma-separated.  [default: {','.join(CRAWLED_KINDS)}]",
        ),
        data_option,
        click.option(
            "--site",
            metavar="URL",
            callback=_setting("site"),
            expose_value=False,
            help="The site.  [default: https://www.aimf.asso.fr]",
        ),
        click.option("--demo", is_flag=True, help="Crawl the small site that ships with us."),
    ):
        command = option(command)
    return command


def missing_lines(missing: Sequence[str]) -> Iterator[str]:
    """Yield a line for each thing that an archive lacks; of many the first ones and their number."""
    for one in missing[:_MISSING_TOLD]:
        yield f"missing: {one}"
    if len(missing) > _MISSING_TOLD:
        yield f"missing: {len(missing) - _MISSING_TOLD} more"


def database_of(data: Path) -> Path:
    """Return the database in *data*, brought up to date where an earlier version wrote it.

    Raises:
        NoDatabaseError: there is none; nothing is made.
        StoreError: it cannot be used.
    """
    from aimf_scraper.crawling.lock import held
    from aimf_scraper.errors import OutdatedDatabaseError
    from aimf_scraper.store import open_store

    path = data / "aimf.db"
    try:
        open_store(path, read_only=True).close()
    except OutdatedDatabaseError:
        with held(data):
            open_store(path, create=False).close()
    return path


def use_additions(context: click.Context, data: Path) -> None:
    """Let the rules know the names that the user adds; what cannot be used is told."""
    from aimf_scraper.gazetteer.additions import FILE_NAME, use
    from aimf_scraper.gazetteer.reading_additions import read_additions

    corrections = settings_of(context).config.corrections_file(data)
    additions, amiss = read_additions(corrections.with_name(FILE_NAME))
    use(additions)
    for problem in amiss:
        click.echo(problem, err=True)


def _said(context: click.Context) -> dict[str, Any]:
    """Return what the command line says of settings, by key; filled while it is read."""
    said: dict[str, Any] = context.meta.setdefault("aimf_scraper.said", {})
    return said


def _setting(key: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def remember(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value is not None:
            _said(context)[key] = value
        return value

    return remember


def _data(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    if value is not None:
        _said(context)["data"] = value
        return value
    return settings_of(context).config.data


def _assets(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        _said(context)["assets"] = True


def _archive(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        _said(context)["archive"] = False
