"""Write a page of documentation a kind of fact: docs/rules/KIND.md.

What it covers is its module's docstring; cues, exclusions and confidences come from its tables,
examples and what is known to be wrong from the tables of tests/rules. Same input, same bytes
out; tests/test_docs.py holds that the pages are today's. Run it from the checkout:

    python scripts/build_rule_pages.py
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parent.parent
RULES: Final = ROOT / "aimf_scraper" / "rules"
TESTS: Final = ROOT / "tests" / "rules"
PAGES: Final = ROOT / "docs" / "rules"
_EXAMPLES: Final = 10
_LONGEST: Final = 140


class Kind(NamedTuple):
    """A page: its face in the rules, its tables' folders, its tests."""

    name: str
    face: str
    folders: tuple[str, ...]
    tests: tuple[str, ...]


KINDS: Final = (
    Kind("cities", "cities/cities.py", ("cities", "places"), ("test_cities", "test_cities_traps", "test_cities_apart", "test_cities_roles")),
    Kind("countries", "cities/countries.py", ("places",), ("test_countries",)),
    Kind("partners", "partners/partners.py", ("partners", "organisations", "names"), ("test_partners", "test_partners_constructions", "test_partners_elsewhere", "test_partners_denied", "test_partners_named", "test_partners_roles", "test_organisations")),
    Kind("budgets", "money/budgets.py", ("money", "numbers"), ("test_budgets", "test_budgets_forms", "test_budgets_parts", "test_budgets_neighbours", "test_budgets_scopes", "test_amounts")),
    Kind("contributions", "contributions/contributions.py", ("contributions", "funding"), ("test_contributions", "test_contributions_short")),
    Kind("dates", "time/dates.py", ("time",), ("test_dates", "test_dates_forms", "test_dates_years")),
    Kind("beneficiaries", "beneficiaries/beneficiaries.py", ("beneficiaries",), ("test_beneficiaries",)),
    Kind("status", "status/status.py", ("status",), ("test_status",)),
    Kind("themes", "themes/themes.py", ("themes",), ("test_themes",)),
)  # fmt: skip


def page(kind: Kind) -> str:
    """Return the page of *kind* as Markdown."""
    doc = ast.get_docstring(ast.parse((RULES / kind.face).read_text("utf-8"))) or ""
    cases, wrong = _cases(kind)
    parts = [
        f"# {kind.name.capitalize()}",
        (
            "Written by `scripts/build_rule_pages.py` from the tables and tests: do not edit by hand.\n"
            "How often each rule is right stands in [quality.md](../quality.md); why a fact of a text\n"
            "is one, `aimf-scraper explain` tells."
        ),
        "## What it covers",
        doc,
        "## Examples",
        "\n".join(f"- {text} → {read}" for text, read in cases),
        "## Tables",
        _tables(kind),
    ]
    figures = _figures(kind)
    if figures:
        parts += ["## How sure", figures]
    parts += ["## Known wrong", "\n".join(f"- {text}" for text, _ in wrong) or "Nothing noted."]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _cases(kind: Kind) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return examples with what is read from them, and the cases known to be wrong."""
    cases: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for name in kind.tests:
        for node in ast.parse((TESTS / f"{name}.py").read_text("utf-8")).body:
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.List):
                continue
            is_wrong = isinstance(node.targets[0], ast.Name) and "WRONG" in node.targets[0].id
            found = [one for call in node.value.elts if (one := _case(call)) is not None]
            (wrong if is_wrong else cases).extend(found)
    step = max(1, len(cases) // _EXAMPLES)
    return cases[::step][:_EXAMPLES], wrong


def _case(call: ast.expr) -> tuple[str, str] | None:
    """Return text and expectation of ``Case("text", expected, ...)``, ``None`` of anything else."""
    if not isinstance(call, ast.Call) or len(call.args) < 2:
        return None
    try:
        text, expected = (ast.literal_eval(one) for one in call.args[:2])
    except ValueError:
        return None
    if not isinstance(text, str) or not text or len(text) > _LONGEST:
        return None
    shown = text.replace("\n", " ⏎ ").replace("|", "\\|").replace("*", "\\*")
    return f"“{shown}”", f"`{_shown(expected)}`" if _shown(expected) else "nothing"


def _shown(expected: object) -> str:
    if isinstance(expected, (list, tuple)):
        return ", ".join(filter(None, map(_shown, expected)))
    if isinstance(expected, (set, frozenset)):
        return ", ".join(sorted(map(str, expected)))
    return "" if expected is None else str(expected)


def _lines(table: Path) -> tuple[list[str], list[str]]:
    """Return the comments and the other lines of a table."""
    lines = [line for line in table.read_text("utf-8").splitlines() if line]
    comments = [line.lstrip("# ") for line in lines if line.startswith("#")]
    return comments, [line for line in lines if not line.startswith("#")]


def _tables(kind: Kind) -> str:
    rows = ["| table | lines | what it says |", "| --- | --- | --- |"]
    for folder in kind.folders:
        for table in sorted([*(RULES / folder).glob("*.tsv"), *(RULES / folder).glob("*.toml")]):
            comments, lines = _lines(table)
            count = len(lines) - (table.suffix == ".tsv")
            said = " ".join(comments).split(". ")[0].replace("|", "\\|").rstrip(".")
            where = table.relative_to(RULES).as_posix()
            rows.append(f"| `{where}` | {count} | {said} |")
    return "\n".join(rows)


def _figures(kind: Kind) -> str:
    folder = RULES / kind.folders[0]
    tables = ["figures.tsv"] if kind.name == "countries" else ["confidence.tsv", "figures.tsv"]
    folder = RULES / "cities" if kind.name == "countries" else folder
    parts = []
    for name in tables:
        if not (folder / name).exists():
            continue
        _, lines = _lines(folder / name)
        head, *body = [line.split("\t") for line in lines]
        parts.append(
            "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *body])
        )
    return "\n\n".join(parts)


def main() -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (PAGES / f"{kind.name}.md").write_text(page(kind), "utf-8")


if __name__ == "__main__":
    main()
