"""additions.toml: names that a user adds are found like those that ship with the package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from aimf_scraper.cli import cli
from aimf_scraper.extraction import record_of_text
from aimf_scraper.gazetteer.additions import Additions, read_additions, use
from aimf_scraper.rules.version import rules_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = """
[[organisations]]
name = "Comptoir des eaux du Mono"
type = "company"
country = "TG"
acronyms = ["CEMO"]

[[names]]
of = "AFD"
names = ["Banque française du développement solidaire", "BFDS"]

[[towns]]
name = "Zogbédji-Plage"
country = "TG"
latitude = 6.2
longitude = 1.6
aliases = ["Zogbedji"]
"""
TEXT = (
    "La commune de Zogbédji-Plage rénove sa halle. Le projet est financé par le CEMO "
    "et cofinancé par la Banque française du développement solidaire."
)


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    use(Additions())


def read(tmp_path: Path, text: str) -> tuple[Additions, list[str]]:
    path = tmp_path / "additions.toml"
    path.write_text(text, encoding="utf-8")
    return read_additions(path)


def partners() -> set[str]:
    return {one.name for one in record_of_text("Une halle", TEXT).partners}


def test_they_are_found(tmp_path: Path) -> None:
    version = rules_version()
    additions, problems = read(tmp_path, GOOD)
    assert problems == []
    use(additions)
    record = record_of_text("Une halle", TEXT)
    (town,) = record.cities
    assert (town.name, town.country, town.latitude) == ("Zogbédji-Plage", "TG", 6.2)
    types = {one.name: one.type for one in record.partners}
    assert types["Comptoir des eaux du Mono"] == "company"
    assert "Agence française de développement" in types
    assert rules_version() != version
    use(Additions())
    assert rules_version() == version
    assert "Comptoir des eaux du Mono" not in partners()


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('[[organisations]]\nname = "X"\ntype = "club"\n', 1, "type"),
        ('[[organisations]]\ntype = "ngo"\n', 1, "name"),
        ('\n[[towns]]\nname = "X"\ncountry = "Togo"\n', 2, "country"),
        ('[[towns]]\nname = "X"\ncountry = "ZZ"\n', 1, "ZZ"),
        ('[[towns]]\nname = "X"\ncountry = "TG"\nlatitude = 91\n', 1, "latitude"),
        ('[[towns]]\nname = "X"\ncountry = "TG"\ncolour = 1\n', 1, "colour"),
        ('[[names]]\nof = "AFD"\n', 1, "names"),
        (f'[[names]]\nof = "AFD"\nnames = ["{"x" * 10_000}"]\n', 1, "names"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, word: str
) -> None:
    additions, problems = read(tmp_path, f'{text}\n[[names]]\nof = "AFD"\nnames = ["AFDX"]\n')
    (problem,) = problems
    assert problem.startswith(f"additions.toml line {line}: ")
    assert word in problem
    assert len(additions.names) == 1


@pytest.mark.parametrize("text", ["[[cities]]\n", "towns = 3", "not toml", "\0"])
def test_a_file_that_is_none_adds_nothing_and_is_told(tmp_path: Path, text: str) -> None:
    additions, problems = read(tmp_path, text)
    assert additions == Additions()
    assert problems


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read_additions(tmp_path / "additions.toml") == (Additions(), [])


def test_who_publishes_the_site_takes_part_in_what_it_tells_of(tmp_path: Path) -> None:
    text = "Au village, Fonds Mistral Demain était sur place. L'AIMF aussi."

    def sure() -> dict[str, float]:
        return {one.name: one.confidence for one in record_of_text("Une visite", text).partners}

    assert set(sure()) == {"Association internationale des maires francophones"}
    body = """
[[organisations]]
name = "Fondation Mistral Demain"
type = "foundation"
aliases = ["Fonds Mistral Demain"]
house = true
"""
    additions, problems = read(tmp_path, body)
    assert problems == []
    use(additions)
    assert sure()["Fondation Mistral Demain"] > 0.9
    assert sure().get("Association internationale des maires francophones", 0) < 0.9


def test_house_is_yes_or_no(tmp_path: Path) -> None:
    body = """
[[organisations]]
name = "Fondation Mistral Demain"
type = "foundation"
house = "oui"
"""
    additions, (problem,) = read(tmp_path, body)
    assert additions == Additions()
    assert "house must be true or false" in problem


def invoke(*arguments: object) -> Any:
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exit_code == 0, (done.output, done.exception)
    return done


def test_extract_evaluate_and_explain_read_them_where_the_crawl_does(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "additions.toml").write_text(f"{GOOD}\n[[towns]]\nname = 3\n", encoding="utf-8")
    note = tmp_path / "note.txt"
    note.write_text(f"# Une halle\n{TEXT}", encoding="utf-8")
    done = invoke("extract", note, "--data", data)
    names = {one["name"] for one in json.loads(done.stdout)["partners"]}
    assert {"Comptoir des eaux du Mono", "Agence française de développement"} <= names
    assert "additions.toml line" in done.stderr
    told = invoke("explain", note, "--data", data)
    assert "Comptoir des eaux du Mono" in told.stdout
    # Elsewhere nothing was added.
    done = invoke("extract", note, "--data", tmp_path / "elsewhere")
    assert "Comptoir des eaux du Mono" not in done.stdout

    gold = tmp_path / "gold.jsonl"
    label = {"name": "CEMO", "canonical": "Comptoir des eaux du Mono"}
    page = {"title": "Une halle", "text": TEXT, "kind": "action", "partners": [label]}
    gold.write_text(json.dumps(page), encoding="utf-8")
    found = invoke("evaluate", gold, "--json", "--data", data)
    missed = invoke("evaluate", gold, "--json", "--data", tmp_path / "elsewhere")
    recalls = [json.loads(one.stdout)["fields"]["partners"]["recall"] for one in (found, missed)]
    assert recalls[0] == 1
    assert found.stdout != missed.stdout


def test_the_settings_may_name_another_place(tmp_path: Path) -> None:
    (tmp_path / "additions.toml").write_text(GOOD, encoding="utf-8")
    settings = tmp_path / "settings.toml"
    place = str(tmp_path / "corrections.csv")
    settings.write_text(f"corrections = {json.dumps(place)}\n", encoding="utf-8")
    note = tmp_path / "note.txt"
    note.write_text(TEXT, encoding="utf-8")
    done = invoke("extract", note, "--config", settings, "--data", tmp_path / "none")
    assert "Comptoir des eaux du Mono" in done.stdout
