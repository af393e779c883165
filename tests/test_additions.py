"""additions.toml: names that a user adds are found like those that ship with the package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from click.testing import CliRunner

from aimf_scraper.cli import cli
from aimf_scraper.extraction import record_of_text
from aimf_scraper.gazetteer import places_named
from aimf_scraper.gazetteer.additions import Additions, use
from aimf_scraper.gazetteer.reading_additions import read_additions
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


class Wrong(NamedTuple):
    """An entry that is not used, the line that it begins in, and what is said of it."""

    text: str
    line: int
    word: str


def a_body(*names: str, more: str = "") -> str:
    name, *aliases = names
    return (
        f'[[organisations]]\nname = "{name}"\ntype = "ngo"\naliases = {json.dumps(aliases)}\n{more}'
    )


def other_names(of: str, *names: str) -> str:
    return f'[[names]]\nof = "{of}"\nnames = {json.dumps(names)}\n'


def a_town(name: str, country: str = "TG", more: str = "") -> str:
    return f'[[towns]]\nname = "{name}"\ncountry = "{country}"\n{more}'


WRONG = [
    Wrong('[[organisations]]\nname = "X"\ntype = "club"\n', 1, "type"),
    Wrong('[[organisations]]\ntype = "ngo"\n', 1, "name"),
    Wrong('\n[[towns]]\nname = "X"\ncountry = "Togo"\n', 2, "country"),
    Wrong('[[towns]]\nname = "X"\ncountry = "ZZ"\n', 1, "ZZ"),
    Wrong('[[towns]]\nname = "X"\ncountry = "TG"\nlatitude = 91\nlongitude = 1\n', 1, "latitude"),
    Wrong(a_town("Zogb", more="latitude = 6.2\n"), 1, "go together"),
    Wrong('[[towns]]\nname = "X"\ncountry = "TG"\ncolour = 1\n', 1, "colour"),
    Wrong('[[names]]\nof = "AFD"\n', 1, "names"),
    Wrong(f'[[names]]\nof = "AFD"\nnames = ["{"x" * 10_000}"]\n', 1, "names"),
    Wrong('[ "towns" ]\nname = "X"\ncountry = "TG"\n', 1, "no table"),
    # Bodies.
    Wrong(other_names("Comptoir de nulle part", "CNP"), 1, "no body is known as Comptoir de nulle"),
    Wrong(other_names("AFD", "Agence francaise de developpement"), 1, "adds nothing"),
    Wrong(other_names("AFD", "Union europeenne"), 1, "is a name of Union européenne"),
    Wrong(f"{other_names('AFD', 'BFDS')}\n{other_names('afd', 'BFDS')}", 5, "adds nothing"),
    Wrong(a_body("AFD"), 1, "AFD is a name of Agence française de développement"),
    Wrong(a_body("Comptoir du Mono", "U.E.", "Union Européenne"), 1, "Union Européenne is a name"),
    Wrong(a_body("Comptoir du Mono", more='acronyms = ["AFD"]\n'), 1, "AFD is a name of Agence"),
    Wrong(f"{a_body('Comptoir du Mono')}\n{a_body('COMPTOIR DU MONO')}", 6, "is a name of Comptoir"),
    Wrong(
        f"{a_body('Comptoir A', more='house = true')}\n{a_body('Comptoir B', more='house = true')}",
        6,
        "Comptoir A publishes the site already",
    ),
    # Towns.
    Wrong(a_town("Lomé"), 1, "Lomé (TG) is known already"),
    Wrong(a_town("LOME", more='aliases = ["Lomé"]\n'), 1, "adds nothing"),
    Wrong(a_town("Lomé", more="latitude = 9.5\nlongitude = 1.2\n"), 1, "elsewhere"),
    Wrong(a_town("Saint-Louis", "FR", 'aliases = ["Saint-Louis-la-Belle"]\n'), 1, "several towns"),
    Wrong(a_town("Zogb", "BJ", "geonames_id = 2365267\n"), 1, "2365267 is Lomé (TG)"),
    Wrong(f"{a_town('Zogb')}\n{a_town('ZOGB')}", 5, "stands in the file already"),
    Wrong(a_town("Zogb") + "\n" + a_town("Zog", more='aliases = ["Zogb"]'), 5, "stands in the file"),
    Wrong(
        f"{a_town('Zogb', more='geonames_id = 7')}\n{a_town('Zoga', more='geonames_id = 7')}",
        5,
        "stands in the file",
    ),
    Wrong(a_town("水城"), 1, "Latin letters"),
    Wrong('towns = [{name = "Zogb"}]\n', 1, "country"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case.text[:40]}: {case.word}")
def test_what_cannot_be_used_is_told_with_its_line(tmp_path: Path, case: Wrong) -> None:
    additions, problems = read(tmp_path, f"{case.text}\n{other_names('AFD', 'AFDX')}")
    (problem,) = problems
    assert problem.startswith(f"additions.toml line {case.line}: ")
    assert case.word in problem
    assert additions.names[-1].names == ("AFDX",)


def test_other_names_of_a_body_that_the_same_file_adds(tmp_path: Path) -> None:
    text = other_names("CEMO", "Eaux du Mono") + GOOD
    additions, problems = read(tmp_path, text)
    assert problems == []
    use(additions)
    found = record_of_text("Une halle", "Le projet est financé par les Eaux du Mono.").partners
    assert [one.name for one in found] == ["Comptoir des eaux du Mono"]


@pytest.mark.parametrize(
    "text",
    [
        a_town("Lomé", more='aliases = ["Bayuma"]\n'),
        a_town("Bayuma", more="geonames_id = 2365267\n"),
        a_town("Saint-Louis", "SN", 'aliases = ["Bayuma"]\n'),
    ],
)
def test_another_name_of_a_town_that_is_known_makes_no_second_town(
    tmp_path: Path, text: str
) -> None:
    additions, problems = read(tmp_path, text)
    assert problems == []
    use(additions)
    (place,) = places_named("Bayuma")
    assert place.name in {"Lomé", "Saint-Louis"}
    assert place.member  # the town of the gazetteer itself, not a new one
    assert place in places_named(place.name)


def test_two_towns_of_one_name_by_their_numbers(tmp_path: Path) -> None:
    text = "".join(a_town("Zogb", more=f"geonames_id = {number}\n") for number in (7, 8))
    additions, problems = read(tmp_path, text)
    assert problems == []
    use(additions)
    assert [one.geonames_id for one in places_named("Zogb")] == [7, 8]


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
