"""What the house of rules is made of, at some revisions side by side.

    python scripts/measure_rules.py 079057c HEAD

Counted below aimf_scraper/rules: modules, lines, functions of a complexity over ten (ruff's C901),
numbers in code (but -1 to 2), French words in strings of the code (words of the labelled texts that
are no English of our docstrings and names), windows (a place moved by a typed number of characters
within ``max`` or ``min`` or a slice), and floors: the longest chain of imports from module to
module, and from room to room.
"""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tarfile
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parent.parent
RULES: Final = "aimf_scraper/rules"
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_PLAIN: Final = frozenset({-1, 0, 1, 2})
_LEAST_WINDOW: Final = 4


def main(revisions: list[str]) -> None:
    columns = {}
    for revision in revisions:
        with TemporaryDirectory() as folder:
            unpack(revision, Path(folder))
            columns[revision] = measured(Path(folder))
    print(f"| | {' | '.join(columns)} |")
    print(f"| --- |{' --- |' * len(columns)}")
    for row in next(iter(columns.values())):
        print(f"| {row} | {' | '.join(str(column[row]) for column in columns.values())} |")


def unpack(revision: str, folder: Path) -> None:
    command = ["git", "archive", revision, "aimf_scraper", "tests/gold"]
    packed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(folder, filter="data")


def measured(root: Path) -> dict[str, int]:
    paths = sorted((root / RULES).rglob("*.py"))
    trees = {path: ast.parse(path.read_text("utf-8")) for path in paths}
    french = vocabulary(root) - english(root)
    strings = [text for tree in trees.values() for text in strings_in(tree)]
    words = [word for text in strings for word in _WORD.findall(text.lower()) if word in french]
    held = [text for text in strings if any(w in french for w in _WORD.findall(text.lower()))]
    graph = imports(root, trees)
    rooms: dict[str, set[str]] = {}
    for name, others in graph.items():
        mine = name.split(".")[0]
        rooms.setdefault(mine, set()).update(one.split(".")[0] for one in others)
    return {
        "modules": len(paths),
        "lines": sum(len(path.read_text("utf-8").splitlines()) for path in paths),
        "modules over 300 lines": sum(len(p.read_text("utf-8").splitlines()) > 300 for p in paths),
        "functions of complexity over 10": complex_functions(root),
        "numbers in code": sum(len(numbers_in(tree)) for tree in trees.values()),
        "French words in code": len(words),
        "strings that hold them": len(held),
        "windows": sum(len(windows_in(tree)) for tree in trees.values()),
        "rooms": len(rooms),
        "floors, from module to module": longest_chain(graph),
        "floors, from room to room": longest_chain(rooms),
    }


def vocabulary(root: Path) -> set[str]:
    """Return the words of the labelled texts, also without their accents."""
    texts = "".join(
        path.read_text("utf-8") for path in sorted((root / "tests/gold").glob("*.jsonl"))
    )
    words = {word for line in texts.splitlines() if line for word in _words_of(line)}
    return words | {plain(word) for word in words}


def _words_of(line: str) -> set[str]:
    page = json.loads(line)
    return set(_WORD.findall(f"{page.get('title') or ''} {page['text']}".lower()))


@cache
def plain(word: str) -> str:
    import unicodedata  # noqa: PLC0415 - only here

    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def english(root: Path) -> set[str]:
    """Return the words of our names and docstrings that are not quoted there."""
    found: Counter[str] = Counter()
    for path in (root / "aimf_scraper").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                said = re.sub(r'"[^"]*"|\(.*?\)|>>>.*', " ", ast.get_docstring(node) or "")
                found.update(_WORD.findall(said.lower()))
            name = (
                getattr(node, "id", None)
                or getattr(node, "attr", None)
                or getattr(node, "name", None)
            )
            if isinstance(name, str):
                found.update(_WORD.findall(name.lower().replace("_", " ")))
    return set(found)


def strings_in(tree: ast.Module) -> list[str]:
    """Return the strings of a module that are no docstring and no type."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node
        ):
            skipped.add(id(node.body[0].value))  # type: ignore[attr-defined]  # a docstring is one
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
            skipped |= {id(one) for one in ast.walk(node)}
        if isinstance(node, ast.Raise):
            skipped |= {id(one) for one in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
    ]


def numbers_in(tree: ast.Module) -> list[float]:
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in {int, float}
        and node.value not in _PLAIN
    ]


def windows_in(tree: ast.Module) -> list[ast.AST]:
    """Return where a place is moved by a typed number of characters."""
    found: dict[int, ast.AST] = {}
    for node in ast.walk(tree):
        bounds: list[ast.expr] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"max", "min"}:
            bounds = node.args
        elif isinstance(node, ast.Slice):
            bounds = [one for one in (node.lower, node.upper) if one is not None]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            bounds = node.args[1:] if node.func.attr in {"search", "match", "find", "rfind"} else []
        for bound in bounds:
            if isinstance(bound, ast.BinOp) and _is_typed(bound.right):
                found[id(bound)] = bound
    return list(found.values())


def _is_typed(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int) and node.value >= _LEAST_WINDOW
    return isinstance(node, ast.Name) and node.id.lstrip("_").isupper()


def complex_functions(root: Path) -> int:
    command = [
        *(sys.executable, "-m", "ruff", "check", "--isolated", "--select", "C901"),
        *("--config", "lint.mccabe.max-complexity=10", "--output-format", "json", "--exit-zero"),
        *("--ignore-noqa", RULES),
    ]
    told = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return len(json.loads(told.stdout))


def imports(root: Path, trees: dict[Path, ast.Module]) -> dict[str, set[str]]:
    """Return which module of the rules imports which when it runs, by names below the rules."""
    names = {
        ".".join(path.relative_to(root / RULES).with_suffix("").parts): tree
        for path, tree in trees.items()
        if path.name != "__init__.py"
    }
    graph: dict[str, set[str]] = {name: set() for name in names}
    for name, tree in names.items():
        for node in tree.body:  # those for types alone stand below an "if"
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "aimf_scraper.rules"
            ):
                base = (node.module or "").removeprefix("aimf_scraper.rules").lstrip(".")
                within = {f"{base}.{one.name}".lstrip(".") for one in node.names}
                graph[name] |= {one for one in (base, *within) if one in names and one != name}
    return graph


def longest_chain(graph: dict[str, set[str]]) -> int:
    """Return how many floors the graph has; a circle's members stand on one."""
    depth: dict[str, int] = {}

    def floor(name: str, above: tuple[str, ...]) -> int:
        if name not in depth:
            below = [one for one in graph.get(name, ()) if one != name and one not in above]
            depth[name] = 1 + max((floor(one, (*above, name)) for one in below), default=0)
        return depth[name]

    return max(floor(name, ()) for name in graph)


if __name__ == "__main__":
    main(sys.argv[1:] or ["079057c", "HEAD"])
