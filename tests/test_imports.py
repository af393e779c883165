"""No circle of imports in the package, those for types alone counted too."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("aimf_scraper", "spiders", "pipelines", "exports")


def modules(root: Path) -> dict[str, Path]:
    """Return every module below *root* by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """Return what a module names in its import statements, wherever they stand in it."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    named = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level]
            base = ".".join([*(above if node.level else ()), *filter(None, [node.module])])
            # "from a.b import c": the module a.b.c where there is one, else a name in a.b.
            named |= {f"{base}.{one.name}" if f"{base}.{one.name}" in known else base for one in node.names}  # fmt: skip
    return {one for one in named if one in known and one != name}


def circle_in(root: Path) -> list[str]:
    """Return one circle of imports as the names along it, nothing where there is none."""
    known = modules(root)
    graph = {name: imports_of(name, path, known) for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_circle_of_imports() -> None:
    assert len(modules(ROOT)) > 200
    assert circle_in(ROOT) == []


@pytest.mark.parametrize(
    "first, second",
    [
        ("import aimf_scraper.b", "from aimf_scraper.a import A"),
        ("if TYPE_CHECKING:\n    from aimf_scraper.b import B", "from aimf_scraper import a"),
        ("def f():\n    from .b import B", "from . import a"),
    ],
    ids=["plain", "for its type alone", "relative"],
)
def test_a_circle_is_seen(tmp_path: Path, first: str, second: str) -> None:
    package = tmp_path / "aimf_scraper"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "a.py").write_text(first, encoding="utf-8")
    (package / "b.py").write_text(second, encoding="utf-8")
    assert set(circle_in(tmp_path)) == {"aimf_scraper.a", "aimf_scraper.b"}
    (package / "b.py").write_text("", encoding="utf-8")
    assert circle_in(tmp_path) == []


def test_no_command_waits_for_pandas() -> None:
    """sqlite-utils imports pandas where it is installed, as it is here; we hide it meanwhile."""
    code = (
        "import sys, aimf_scraper.cli.crawl, aimf_scraper.crawling.run, aimf_scraper.cli.export;"
        "print(*sorted({'pandas', 'numpy', 'pyarrow'} & set(sys.modules)));"
        "import pandas, numpy"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []
