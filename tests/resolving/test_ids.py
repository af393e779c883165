"""By what others know a body: in every record that names it, kept in step, and parting what it parts."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
import pytest
from lxml import etree

from aimf_scraper.extraction import extract_text
from aimf_scraper.gazetteer.organisation_ids import known_ids
from aimf_scraper.publishing import publish
from aimf_scraper.records import to_json
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.settling import corrections_in_force, settle_corrections
from aimf_scraper.store import open_store
from aimf_scraper.store.copies import copy_records
from aimf_scraper.store.digests import add_function
from exports import FORMATS
from tests.resolving.test_settling import LONG, naming, rows
from tests.store.samples import DAY_1, DAY_2

if TYPE_CHECKING:
    from pathlib import Path

AGENCY = "Agence française de développement"
SLIP = "Agence francaise de developement"
IDS = {"wikidata": "Q2826643", "ror": "04tqhj682", "iati": "FR-3"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three records: the agency by its name, with a slip of the pen, and a body that nobody knows."""
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for record in (naming("a", AGENCY), naming("b", SLIP), naming("c", LONG)):
            store.save(record, run=1, seen_at=DAY_1)
        store.settle_facts()
        settle_bodies(store)
    return tmp_path


def ids_by_record(data: Path) -> dict[str, dict[str, Any]]:
    """Return the ids of each record's partner, held against those of its row in the tables."""
    told = dict(rows(data, "SELECT id, json_extract(json, '$.partners[0].ids') FROM records"))
    assert told == dict(rows(data, "SELECT record_id, ids FROM record_partners"))
    return {key.removeprefix("action:"): json.loads(ids) for key, ids in told.items()}


def test_every_record_has_the_ids_of_its_body(data: Path) -> None:
    assert ids_by_record(data) == {"a": IDS, "b": IDS, "c": {}}
    sql = "SELECT partner, wikidata, ror, iati FROM project_partners ORDER BY record_id"
    assert rows(data, sql) == [
        (AGENCY, *IDS.values()),
        (SLIP, *IDS.values()),
        (LONG, None, None, None),
    ]


def test_a_second_night_changes_nothing(data: Path) -> None:
    before = rows(data, "SELECT id, json FROM records ORDER BY id")
    with open_store(data / "aimf.db") as store:
        store.start_run("refresh", DAY_2, {})
        for record in (naming("a", AGENCY), naming("b", SLIP), naming("c", LONG)):
            assert store.save(record, run=2, seen_at=DAY_2) == "same"
        settle_bodies(store)
    assert rows(data, "SELECT id, json FROM records ORDER BY id") == before
    assert ids_by_record(data) == {"a": IDS, "b": IDS, "c": {}}


def test_ids_that_were_wrong_are_taken_back(data: Path) -> None:
    wrong = json.dumps({"wikidata": "Q42"})
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        add_function(db)
        db.execute("UPDATE record_partners SET ids = ?", (wrong,))
        db.execute("UPDATE bodies SET wikidata = 'Q42'")
        db.commit()
    with open_store(data / "aimf.db") as store:
        settle_bodies(store)
    assert ids_by_record(data) == {"a": IDS, "b": IDS, "c": {}}


def test_a_database_without_ids_gets_them(data: Path) -> None:
    """As version 6 of the schema left it."""
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        add_function(db)
        for name in ("project_contributions", "project_partners", "projects", "project_budgets"):
            db.execute(f"DROP VIEW {name}")
        for table, column in (
            *(("bodies", one) for one in ("wikidata", "ror", "iati")),
            *(("record_partners", "ids"), ("record_cities", "ids")),
        ):
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for kind in ("partners", "cities"):
            sql = f"UPDATE records SET json = json_remove(json, '$.{kind}[0].ids')"
            db.execute(sql)
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'v7_ids_of_bodies'")
        db.execute("PRAGMA user_version = 6")
        db.commit()
    with open_store(data / "aimf.db") as store:
        settle_bodies(store)
        # What came was no change of the record.
        assert store.save(naming("a", AGENCY), run=1, seen_at=DAY_2) == "same"
    assert ids_by_record(data) == {"a": IDS, "b": IDS, "c": {}}
    towns = "SELECT record_id, position, ids FROM record_cities WHERE ids IS NULL"
    assert rows(data, towns) == []


def test_a_town_has_its_number() -> None:
    record = extract_text("La Ville de Dschang a ouvert un marché.")
    (town,) = record.cities
    assert to_json(town)["ids"] == {"geonames": town.geonames_id}


def test_a_copy_has_them(data: Path) -> None:
    copy_records(data / "aimf.db", data / "copy.db")
    with open_store(data / "copy.db", read_only=True) as store:
        assert [one["partners"][0]["ids"] for one in store.records()] == [IDS, IDS, {}]


def test_every_format_has_them(data: Path) -> None:
    """Each is opened by a reader of its own."""
    folder = data / "exports"
    publish(data / "aimf.db", folder, FORMATS)
    agency = [*IDS.values()]
    with (folder / "partners.csv").open(encoding="utf-8", newline="") as file:
        told = [[row[name] for name in IDS] for row in csv.DictReader(file)]
    assert told == [agency, agency, ["", "", ""]]
    for name in ("partners", "project_partners"):
        frame = pd.read_parquet(folder / f"{name}.parquet")
        assert frame[[*IDS]].iloc[0].tolist() == agency
    projects = pd.read_parquet(folder / "projects.parquet")
    assert projects.partners[0][0]["ids"] == IDS | {"geonames": None}
    sheet = pd.read_excel(folder / "aimf.xlsx", sheet_name="bodies", dtype=str)
    assert agency in sheet[[*IDS]].to_numpy().tolist()
    (said,) = {
        json.dumps(one["funder"][0]["sameAs"])
        for one in json.loads((folder / "dataset.jsonld").read_text("utf-8"))["@graph"]
        if "sameAs" in one["funder"][0]
    }
    assert json.loads(said) == [
        "https://www.wikidata.org/entity/Q2826643",
        "https://ror.org/04tqhj682",
    ]
    graph = nx.read_graphml(folder / "towns-partners.graphml")
    nodes = [node for _, node in graph.nodes(data=True) if node["kind"] == "partner"]
    assert [{name: node.get(name) for name in IDS} for node in nodes if "ror" in node] == [IDS]
    root = etree.parse(folder / "activities.xml")
    refs = [one.get("ref") for one in root.iter("participating-org")]
    assert refs.count("FR-3") == 2


def test_a_corrected_name_has_the_ids_of_that_name(data: Path) -> None:
    table = data / "corrections.csv"
    table.write_text(
        "correction_id,record_id,field,as_written,action,value,who,when,why\n"
        f"one,action:c,partners,{LONG},replace,Programme alimentaire mondial,eva,2026-05-01,phone\n"
        f"two,action:a,partners,{AGENCY},replace,Comité de quartier,eva,2026-05-01,phone\n",
        encoding="utf-8",
    )
    with open_store(data / "aimf.db") as store:
        told = settle_corrections(store, corrections_in_force(table, store), run=1, at=DAY_2)
        assert [one.state for one in told] == ["applied", "applied"]
        settle_bodies(store)
    found = ids_by_record(data)
    assert found["c"] == to_json(known_ids()["pam"])
    assert found["a"] == {}


def test_two_bodies_with_other_ids_are_never_one(tmp_path: Path) -> None:
    """Near names, a slip of the pen away from one another: the ids of each are its own."""
    pairs = [
        ("Université de Genève", "Université de Liège"),
        ("Institut Pasteur", "Institut Pasteur de Dakar"),
        ("Agence de l’eau Artois-Picardie", "Agence de l’eau Rhin-Meuse"),
    ]
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for number, pair in enumerate(pairs):
            for side, name in zip("ab", pair, strict=True):
                store.save(naming(f"{side}{number}", name), run=1, seen_at=DAY_1)
                # A typing slip of one is nobody else's.
                store.save(naming(f"slip-{side}{number}", f"{name}."), run=1, seen_at=DAY_1)
        settle_bodies(store)
        bodies = store.bodies()
        names = {one.name: one.body for one in store.body_names()}
    for one, other in pairs:
        assert names[one] == names[f"{one}."]
        assert names[one] != names[other]
    known = [one.ror for one in bodies if one.ror]
    assert len(known) == len(set(known)) == 6
