"""What the documents say is what there is."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    from aimf_scraper.cli import cli

    assert [name for name in cli.commands if f"aimf-scraper {name}" not in README] == []


def test_every_export_format_is_documented() -> None:
    from exports import FORMATS

    told = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in told] == []


def test_every_exit_code_is_in_the_readme() -> None:
    for code in (0, 1, 2, 3, 4, 5, 130):
        assert re.search(rf"^\| {code} \|", README, re.MULTILINE), code


def test_files_that_the_documents_lead_to_exist() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_scenario_is_held_by_a_test_that_is_there() -> None:
    """docs/nights.md names files of tests with a function (``::``) or a row of a table (``[]``)."""
    rows = re.findall(r"^\| [0-9]+ \|.*$", (ROOT / "docs" / "nights.md").read_text(), re.MULTILINE)
    assert {row.split("|")[1].strip() for row in rows} == {str(point) for point in range(1, 14)}
    for row in rows:
        held_by = re.findall(r"`(test_\w+)(?:::(\w+)|\[([^`]+)\])`", row.split("|")[-2])
        assert held_by, row
        for stem, function, case in held_by:
            texts = [
                one.read_text(encoding="utf-8") for one in (ROOT / "tests").rglob(f"{stem}.py")
            ]
            looked_for = f"def {function}(" if function else f'"{case}"'
            assert any(looked_for in text for text in texts), f"{stem}: {function or case}"


def test_the_layers_drawn_are_the_layers_held() -> None:
    """ARCHITECTURE.md draws the layers that import-linter checks."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    inside = next(one for one in contracts if "containers" in one)
    drawn = ARCHITECTURE.partition("## Who imports whom")[2].partition("## ")[0]
    at = -1
    for layer in inside["layers"]:
        for name in layer.split("|"):
            assert re.search(rf"\b{name.strip()}\b", drawn), f"{name} is not drawn"
        found = drawn.find(layer.split("|")[0].strip(), at + 1)
        assert found > at, f"{layer} is drawn out of order"
        at = found


def test_every_sql_statement_runs_and_gives_rows(tmp_path: Path) -> None:
    from aimf_scraper.records import Contribution
    from aimf_scraper.store import CORRECTION_COLUMNS, StoredCorrection, open_store
    from tests.store.samples import DAY_1, action, changed, said

    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        gift = Contribution(
            *("AIMF", "Yaoundé", 1_000_000, None, "EUR", None, 0, False, "1 M€"),
            said("1 M€", "x.y"),
            0.9,
        )
        store.save(changed(action(), contributions=(gift,)), run=1, seen_at=DAY_1)
        row = dict.fromkeys(CORRECTION_COLUMNS[:-2], "said")
        store.save_corrections([StoredCorrection(row, "stale", "its words are gone")])
    texts = [README, *(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md")))]
    found = [
        statement.replace("…", action().id)
        for text in texts
        for statement in re.findall(r'sqlite3 \S+ "([^"]+)"|`(SELECT [^`]+)`', text)
        for statement in statement
        if statement
    ]
    assert len(found) >= 4
    with closing(sqlite3.connect(tmp_path / "aimf.db")) as db:
        for statement in found:
            assert db.execute(statement).fetchall(), statement


def test_ci_runs_the_commands_that_we_tell_people_to_type() -> None:
    assert README.count("<!-- command: ") == 2
    assert "readme_command test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_dependency_is_used() -> None:
    """A package that nothing imports has no reason to be installed."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # Of a package of data, the module that reads it.
    modules = {
        "currencyconverter": "currency_converter",
        "text2num": "text_to_num",
        "tzdata": "zoneinfo",
    }
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("aimf_scraper", "spiders", "pipelines", "exports")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
    names = [re.split(r"[<>=]", one)[0] for one in settings["project"]["dependencies"]]
    unused = [
        name
        for name in names
        if not re.search(
            rf"^\s*(?:from|import) {modules.get(name, name.replace('-', '_'))}\b",
            code,
            re.MULTILINE,
        )
    ]
    assert unused == []


def script(name: str) -> ModuleType:
    """Return a module of ``scripts/``, which is no package."""
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_the_rules_are_todays() -> None:
    made = script("build_rule_pages")
    for kind in made.KINDS:
        written = (made.PAGES / f"{kind.name}.md").read_text("utf-8")
        assert written == made.page(kind), "run scripts/build_rule_pages.py"


def test_the_pages_of_reference_are_todays(tmp_path: Path) -> None:
    """In a process of its own: click keeps how a command was first asked for help."""
    written = ROOT / "docs" / "reference"
    script_path = ROOT / "scripts" / "build_reference.py"
    subprocess.run([sys.executable, script_path, tmp_path], cwd=ROOT, check=True)
    assert {one.name for one in tmp_path.iterdir()} == {one.name for one in written.iterdir()}
    for made in tmp_path.iterdir():
        told = (written / made.name).read_text("utf-8")
        assert told == made.read_text("utf-8"), "run scripts/build_reference.py"


def test_every_page_can_be_found_in_the_site() -> None:
    """A page that the menu of zensical.toml does not name is one that nobody finds."""
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    named = re.findall(r"[\w/-]+\.md", str(nav))
    docs = ROOT / "docs"
    there = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    assert sorted(named) == sorted(there)
