"""The last lines of a crawl: what lies where, and commands that work as they are printed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from aimf_scraper.cli import cli
from aimf_scraper.cli.next_steps import next_steps
from aimf_scraper.publishing import PublishedFile, PublishedSet

FILES = tuple(PublishedFile(name, "csv", 1, 1, "") for name in ("README.md", "projects.csv"))


@pytest.mark.parametrize("is_demo", [True, False])
@pytest.mark.parametrize("data", ["data", "my data/été", "/srv/aimf"])
def test_five_lines_and_each_command_can_be_typed(data: str, is_demo: bool) -> None:
    folder = Path(data)
    published = PublishedSet(folder / "exports", FILES, changed=True)
    lines = [*next_steps(folder, published, is_demo=is_demo, no_export=False)]
    assert len(lines) == 5
    assert "begin with projects.csv" in lines[1]
    program, database, statement = shlex.split(lines[2].removeprefix("open: "))
    assert (program, database) == ("sqlite3", str(folder / "aimf.db"))
    assert statement.startswith("SELECT ")
    typed = [one for line in lines[3:] for one in line.split("`")[1::2]]
    assert len(typed) == 3
    for one in typed:
        words = shlex.split(one.removeprefix("aimf-scraper "))
        command = cli.commands[words[0]]
        context = command.make_context(words[0], words[1:])
        place = "real" if words[0] == "crawl" else data
        if place != "data":
            assert str(context.params["data"]) == place
    assert ("crawl --data real" in lines[4]) is is_demo


def test_what_was_not_written_is_not_told_of() -> None:
    lines = [*next_steps(Path("data"), None, is_demo=False, no_export=False)]
    assert "kept as it was" in lines[1]
    assert len([*next_steps(Path("data"), None, is_demo=False, no_export=True)]) == 4
