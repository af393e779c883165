"""Bodies in the database: told to records, kept from night to night, undone by people, exported."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from click.testing import CliRunner

from aimf_scraper.cli import cli
from aimf_scraper.publishing import publish
from aimf_scraper.records import Partner
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.store import open_store
from aimf_scraper.store.copies import copy_records
from exports import FORMATS
from tests.store.samples import DAY_1, DAY_2, action, changed, said

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.records import Record

LONG, SHORT, SLIP = (
    *("Office du développement rural de Sikoro", "ODRS"),
    "Office du dévelopement rural de Sikoro",
)


def naming(slug: str, name: str, *quotes: str) -> Record:
    """Return an action whose text names one partner as *name* and by *quotes*."""
    record = action(slug)
    text = f"{record.text} Avec {', '.join((name, *quotes))}."
    marks = []
    for one in (name, *quotes):
        start = text.index(one, len(record.text))
        marks.append(said("AIMF", "x.y")[0]._replace(start=start, end=start + len(one), quote=one))
    partner = Partner(name, name, "public", "funder", tuple(marks), 0.9)
    return changed(record, text=text, partners=(partner,), contributions=())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for record in (naming("a", LONG, SHORT), naming("b", SHORT), naming("c", SLIP)):
            store.save(record, run=1, seen_at=DAY_1)
        settle_bodies(store)
    return tmp_path


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        return db.execute(sql).fetchall()


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def test_each_record_says_its_body_and_keeps_its_own_name(data: Path) -> None:
    with open_store(data / "aimf.db", read_only=True) as store:
        told = [(one["partners"][0]["name"], one["partners"][0]["body"]) for one in store.records()]
        (body,) = store.bodies()
    assert body.name == LONG
    assert told == [(LONG, body.id), (SHORT, body.id), (SLIP, body.id)]
    assert [name for (name,) in rows(data, "SELECT DISTINCT body FROM record_partners")] == [
        body.id
    ]
    assert rows(data, "SELECT DISTINCT body_name FROM project_partners") == [(LONG,)]
    assert rows(data, "SELECT DISTINCT funders FROM projects") == [
        (json.dumps([LONG], ensure_ascii=False),)
    ]


def test_the_same_night_again_changes_nothing(data: Path) -> None:
    before = rows(data, "SELECT json FROM records"), rows(data, "SELECT * FROM body_names")
    with open_store(data / "aimf.db") as store:
        assert store.save(naming("b", SHORT), run=1, seen_at=DAY_2) == "same"
        settle_bodies(store)
        assert not store.changes(DAY_2)
    assert (
        rows(data, "SELECT json FROM records"),
        rows(data, "SELECT * FROM body_names"),
    ) == before


def test_review_shows_what_was_joined_and_a_person_parts_it(data: Path) -> None:
    table = data / "review.csv"
    run("review", "--data", str(data), "--out", str(table))
    with table.open(encoding="utf-8-sig", newline="") as file:
        items = [one for one in csv.DictReader(file) if one["field"] == "partners.body"]
    assert {(one["as_written"], one["value"]) for one in items} == {(SHORT, LONG), (SLIP, LONG)}
    for one in items:
        one |= {"decision": "reject" if one["as_written"] == SHORT else "confirm", "who": "Awa"}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, items[0])
        writer.writeheader()
        writer.writerows(items)
    run("review", "--data", str(data), "--import", str(table))
    parts = dict(rows(data, "SELECT name, body FROM body_names"))
    assert parts[SHORT] != parts[LONG] == parts[SLIP]
    assert rows(data, "SELECT DISTINCT state FROM corrections") == [("applied",)]
    # What a person said is not asked again, and holds on the next night.
    run("review", "--data", str(data), "--out", str(table))
    assert "partners.body" not in table.read_text("utf-8-sig")
    with open_store(data / "aimf.db") as store:
        settle_bodies(store)
    assert dict(rows(data, "SELECT name, body FROM body_names")) == parts
    told = run("explain", "action:c", "--data", str(data))
    assert f"same as {LONG!r}: a person said so" in told
    # Taken out of the file, it holds no longer.
    (data / "corrections.csv").write_text(
        "correction_id,record_id,field,as_written,action,value\n", "utf-8"
    )
    run("review", "--data", str(data), "--import", str(_nothing_decided(data)))
    assert len({body for (body,) in rows(data, "SELECT body FROM body_names")}) == 1


def _nothing_decided(data: Path) -> Path:
    path = data / "empty.csv"
    path.write_text("decision,record_id,field,as_written\n", "utf-8")
    return path


def test_explain_says_why(data: Path) -> None:
    told = run("explain", "action:b", "--data", str(data))
    assert f"same as {LONG!r}: a page explains it" in told
    found = json.loads(run("explain", "action:b", "--data", str(data), "--json"))
    assert found["facts"]["bodies"][0]["rule"] == "acronym"


def test_exports_know_one_body(data: Path) -> None:
    publish(data / "aimf.db", data / "out", FORMATS)
    graph = nx.read_graphml(data / "out" / "towns-partners.graphml")
    partners = [one for _, one in graph.nodes(data=True) if one["kind"] == "partner"]
    assert [one["name"] for one in partners] == [LONG]
    assert [edge["actions"] for *_, edge in graph.edges(data=True)] == [3]
    with (data / "out" / "body_names.csv").open(encoding="utf-8", newline="") as file:
        names = {one["name"]: one for one in csv.DictReader(file)}
    assert names[SHORT]["same_as"] == LONG
    assert {one["rule"] for one in names.values()} == {"", "acronym", "slip"}
    assert (data / "out" / "activities.xml").read_text("utf-8").count(f">{LONG}<") == 3


def test_an_older_state_keeps_its_bodies(data: Path, tmp_path: Path) -> None:
    copy_records(data / "aimf.db", tmp_path / "copy.db", at="2024-01-10")
    with open_store(tmp_path / "copy.db", read_only=True) as store:
        assert {one["partners"][0]["body"] for one in store.records()} == {store.bodies()[0].id}
