"""Write the pages of reference that the code knows itself: docs/reference/.

``commands.md`` from the command line, ``settings.md`` from the registry of settings and the
comments of docs/aimf-scraper.toml, ``tables.md`` from the tables that exports write. Same
input, same bytes out; tests/test_docs.py holds that the pages are today's. Run it from the
checkout:

    python scripts/build_reference.py [FOLDER]
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aimf_scraper.cli import cli
from aimf_scraper.config import settings
from aimf_scraper.config.loading import variable
from aimf_scraper.store import open_store
from exports import descriptions
from exports.flat_tables import every_table

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = ROOT / "docs" / "reference"
_MADE: Final = "Written by `scripts/build_reference.py`: do not edit by hand."
_SECTION: Final = re.compile(r"^\[(.+)\]$")
_NAMED: Final = re.compile(r"^([a-z_]+) = ")


def commands() -> str:
    """Return every command with its options, as ``--help`` tells them."""
    parts = ["# Commands", _MADE, "The exit codes stand in [Run it every night](../scheduling.md)."]
    root = click.Context(cli, info_name="aimf-scraper", **cli.context_settings)
    for context in _contexts(root):
        parts += [f"## {context.command_path}", f"```text\n{context.get_help()}\n```"]
    return "\n\n".join(parts) + "\n"


def _contexts(parent: click.Context) -> Iterator[click.Context]:
    """Yield the context of every command below *parent*, as the command line makes them."""
    assert isinstance(parent.command, click.Group)
    for name, command in sorted(parent.command.commands.items()):
        if command.hidden:
            continue
        context = click.Context(command, parent, info_name=name, max_content_width=90)
        yield context
        if isinstance(command, click.Group):
            yield from _contexts(context)


def settings_page() -> str:
    """Return every setting: its default, what it may hold, its variable, what it is for."""
    told = _comments()
    parts = [
        "# Settings",
        _MADE,
        (
            "They stand in `aimf-scraper.toml`, in the folder where the commands run (or `--config`, or\n"
            "`AIMF_CONFIG`). The command line comes before the environment, the environment before the\n"
            "file, the file before the defaults; `aimf-scraper status --verbose` shows what is in force."
        ),
    ]
    for key, setting in settings().items():
        parts += [
            f"## {key}",
            told.get(key, ""),
            (
                f"Default: `{_shown(setting.default)}`. It must be {setting.value.allowed}. "
                f"Environment: `{variable(key)}`."
            ),
        ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return ", ".join(map(str, default)) or "(none)"
    return "(none)" if default in {None, ""} else str(default)


def _comments() -> dict[str, str]:
    """Return what docs/aimf-scraper.toml says of each setting, by its dotted name."""
    told: dict[str, str] = {}
    section, lines = "", list[str]()
    for line in (ROOT / "docs" / "aimf-scraper.toml").read_text("utf-8").splitlines():
        if line.startswith("#"):
            lines.append(line.removeprefix("#").strip())
        elif found := _SECTION.match(line):
            section = f"{found[1]}."
        elif found := _NAMED.match(line):
            told[f"{section}{found[1]}"] = "\n".join(lines)
            lines.clear()
        elif not line:
            lines.clear()
    return told


def tables() -> str:
    """Return every table that exports write, with its columns, their types and units."""
    parts = [
        "# Tables",
        _MADE,
        (
            "CSV, XLSX, Parquet and the exported SQLite database hold these tables. JSON holds the same\n"
            'as nested records; `null` and an empty cell mean "not stated".'
        ),
    ]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "aimf.db") as store:
        for table in every_table(store):
            rows = "\n".join(
                f"| `{one.name}` | {one.type} | {_cell(descriptions.of_column(table.name, one.name))} |"
                for one in table.columns
            )
            parts += [
                f"## {table.name}",
                descriptions.of_table(table.name),
                f"| column | type | what it holds |\n| --- | --- | --- |\n{rows}",
            ]
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


WRITTEN: Final = {"commands.md": commands, "settings.md": settings_page, "tables.md": tables}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    folder.mkdir(exist_ok=True)
    for name, made in WRITTEN.items():
        (folder / name).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
