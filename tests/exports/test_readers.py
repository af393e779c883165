"""Each format, opened by a program that people use, tells as much as the database."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import feedparser
import networkx as nx
import openpyxl
import pandas as pd
import pyogrio
import pytest

from aimf_scraper.publishing import publish
from aimf_scraper.store import StoredCorrection, open_store
from aimf_scraper.store.correction_tables import CORRECTION_COLUMNS
from exports import FORMATS, descriptions
from exports.flat_tables import every_row, every_table
from tests.archive.command import ROOT
from tests.store.samples import DAY_1, DAY_2, action, changed, news, record_of

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "=cmd|'/C calc'!A0 <b>&\"\u202e\x00\x0b\r\n" + "x" * 40_000


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a database with ordinary and hostile records, and all formats of it."""
    folder = tmp_path_factory.mktemp("exported")
    path = folder / "aimf.db"
    publication = record_of(
        id="publication:guide",
        kind="publication",
        url="https://www.aimf.asso.fr/document/guide/",
        title="Guide {de} l’eau_100%",
        summary=None,
        text="Un guide.",
        language="fr",
        published="2021-02-03",
        themes=("Eau",),
    )
    odd = changed(action("odd"), title=HOSTILE)
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        for record in (news(), action(), odd, action("gone"), publication):
            store.save(record, run=1, seen_at=DAY_1)
        store.save(action(title="Un autre titre"), run=1, seen_at=DAY_2)
        store.mark_gone(["action:gone"], 1, DAY_2)
        said = dict.fromkeys(CORRECTION_COLUMNS[:-2], "=1+1")
        store.save_corrections([StoredCorrection(said, "stale", "its words are gone")])
        store.settle_facts()
    publish(path, folder / "exports", FORMATS)
    return path, folder / "exports"


@pytest.fixture(scope="module")
def counts(exported: tuple[Path, Path]) -> Counter[str]:
    with open_store(exported[0], read_only=True) as store:
        found = Counter(dict.fromkeys((one.name for one in every_table(store)), 0))
        found.update(name for name, _ in every_row(store))
    return found


def test_the_tables_hold_what_the_database_holds(
    exported: tuple[Path, Path], counts: Counter[str]
) -> None:
    with closing(sqlite3.connect(exported[0])) as db:
        for table in ("budgets", "dates", "links", "images", "evidence", "budget_equivalents"):
            sql = (
                f"SELECT count(*) FROM {table} JOIN records ON id = record_id WHERE gone_at IS NULL"
            )
            assert counts[table] == db.execute(sql).fetchone()[0], table
    assert (counts["records"], counts["projects"], counts["gone_records"]) == (4, 2, 1)


def test_pandas_reads_csv_and_parquet(exported: tuple[Path, Path], counts: Counter[str]) -> None:
    _, folder = exported
    for name, count in counts.items():
        frame = pd.read_parquet(folder / f"{name}.parquet")
        assert len(frame) == count, name
        flat = pd.read_csv(folder / f"{name}.csv", keep_default_na=False)
        assert [*flat.columns] == [*frame.columns]
        assert len(flat) == count, name
    dates = pd.read_parquet(folder / "dates.parquet")
    starts = pd.to_datetime(dates["start_date"])
    assert not starts.isna().any()
    assert starts.dt.year.tolist() == [2014, 2014]
    projects = pd.read_parquet(folder / "projects.parquet")
    assert projects["amount_eur"].sum() == 2_000_000
    records = pd.read_parquet(folder / "records.parquet")
    assert [*records[records["id"] == action().id]["themes"].iloc[0]] == ["Économie", "Climat"]
    assert records["http_status"].dropna().astype(int).tolist() == [200, 200]


def test_parquet_holds_structs_days_and_decimals(exported: tuple[Path, Path]) -> None:
    import pyarrow.parquet as pq

    _, folder = exported
    projects = pq.read_table(folder / "projects.parquet")
    (budget,) = projects.column("budgets")[0].as_py()
    assert budget["amount"] == Decimal(650_000_000)
    assert budget["equivalents"] == [
        {"amount": Decimal(1_000_000), "currency": "EUR", "as_written": "1 M€"}
    ]
    assert projects.column("cities")[0].as_py()[0]["geonames_id"] == 2220957
    assert projects.column("themes")[0].as_py() == ["Économie", "Climat"]
    assert isinstance(projects.column("funders")[0].as_py(), list)
    assert projects.column("start_date")[0].as_py() == date(2014, 1, 1)
    schema = pq.read_schema(folder / "budgets.parquet")
    assert str(schema.field("amount").type) == "decimal128(38, 4)"
    assert str(schema.field("confidence").type) == "double"


def test_duckdb_asks_csv_and_parquet(exported: tuple[Path, Path], counts: Counter[str]) -> None:
    _, folder = exported
    with duckdb.connect() as db:

        def ask(sql: str) -> Any:
            return db.execute(sql).fetchall()

        for name, count in counts.items():
            assert ask(f"SELECT count(*) FROM '{folder / name}.parquet'") == [(count,)], name
            csv = f"read_csv('{folder / name}.csv', all_varchar = true, max_line_size = 10000000)"
            assert ask(f"SELECT count(*) FROM {csv}") == [(count,)], name
        found = ask(f"""
            SELECT b.amount, b.currency FROM '{folder / "projects.parquet"}', unnest(budgets) AS u(b)
            WHERE id = '{action().id}'""")
        assert found == [(Decimal(650_000_000), "XAF")]
        (total,) = ask(f"SELECT sum(amount_eur) FROM '{folder / 'projects.parquet'}'")
        assert total == (Decimal(2_000_000),)


def test_pyogrio_reads_the_maps(exported: tuple[Path, Path]) -> None:
    _, folder = exported
    for name in ("cities", "projects"):
        wanted = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        told = pyogrio.read_info(folder / f"{name}.geojson", force_feature_count=True)
        assert told["features"] == len(wanted) > 0
        assert (told["crs"], told["driver"]) == ("EPSG:4326", "GeoJSON")
    bounds = pyogrio.read_info(folder / "cities.geojson", force_total_bounds=True)["total_bounds"]
    assert bounds == pytest.approx((11.51667, 3.86667, 11.51667, 3.86667))


def test_openpyxl_reads_the_workbook(exported: tuple[Path, Path], counts: Counter[str]) -> None:
    book = openpyxl.load_workbook(exported[1] / "aimf.xlsx")
    assert book.sheetnames[0] == "projects"
    assert book.sheetnames[-1] == "help"
    for page in book.worksheets[:-1]:
        assert page.max_row - 1 == counts[page.title], page.title
        assert page.freeze_panes == "A2"
        assert "f" not in {cell.data_type for row in page for cell in row}
    page = book["projects"]
    cells = dict(zip([c.value for c in page[1]], page[3], strict=True))
    assert cells["amount"].value == 650_000_000
    assert cells["start_date"].is_date
    assert cells["url"].hyperlink.target == action().url
    title = book["projects"].cell(2, 3).value
    assert title.startswith("=cmd|")
    assert title.endswith("[…]")
    assert len(title) <= 32_767


def test_sqlite_opens_the_clean_copy(exported: tuple[Path, Path], counts: Counter[str]) -> None:
    with closing(sqlite3.connect(exported[1] / "dataset.sqlite")) as db:
        for name, count in counts.items():
            assert db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] == count, name
        sql = """SELECT sum(b.amount_eur) FROM projects AS p
            JOIN project_budgets AS b ON b.record_id = p.id WHERE b.may_be_added"""
        assert db.execute(sql).fetchone()[0] == 2_000_000
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        title = db.execute("SELECT title FROM records WHERE id = 'action:odd'").fetchone()[0]
        assert title == HOSTILE


def test_geojson_is_what_the_rfc_says(exported: tuple[Path, Path]) -> None:
    cities = json.loads((exported[1] / "cities.geojson").read_text(encoding="utf-8"))
    projects = json.loads((exported[1] / "projects.geojson").read_text(encoding="utf-8"))
    for one in (cities, projects):
        assert one["type"] == "FeatureCollection"
        for feature in one["features"]:
            assert feature["type"] == "Feature"
            assert {"geometry", "properties", "id"} <= feature.keys()
    yaounde = next(f for f in cities["features"] if f["properties"]["name"] == "Yaoundé")
    assert yaounde["geometry"] == {"type": "Point", "coordinates": [11.51667, 3.86667]}
    assert (yaounde["properties"]["action"], yaounde["properties"]["as_main"]) == (2, 2)
    nowhere = next(f for f in cities["features"] if f["properties"]["name"] == "Ogou 1")
    assert nowhere["geometry"] is None
    assert [f["id"] for f in projects["features"]] == ["action:odd", action().id]
    assert projects["features"][1]["properties"]["amount_eur"] == 1_000_000


def test_networkx_reads_the_graph(exported: tuple[Path, Path]) -> None:
    graph = nx.read_graphml(exported[1] / "towns-partners.graphml")
    kinds = Counter(nx.get_node_attributes(graph, "kind").values())
    assert kinds == {"town": 1, "partner": 2}
    assert sorted(data["actions"] for *_, data in graph.edges(data=True)) == [2, 2]


def test_a_feed_reader_reads_the_feed(exported: tuple[Path, Path]) -> None:
    feed = feedparser.parse((exported[1] / "changes.atom").read_bytes())
    assert not feed.bozo
    told = {one.link: one.summary for one in feed.entries}
    assert len(feed.entries) == 5
    assert told[action().url] == "changed: title"
    assert {one.title.rpartition("(")[2] for one in feed.entries} == {"added)", "changed)", "gone)"}


def test_json_ld_is_json_with_one_node_a_record(exported: tuple[Path, Path]) -> None:
    graph = json.loads((exported[1] / "dataset.jsonld").read_text(encoding="utf-8"))["@graph"]
    nodes: dict[str, Any] = {one["identifier"]: one for one in graph}
    assert len(nodes) == 4
    project = nodes[action().id]
    assert (project["@type"], project["location"][0]["geo"]["latitude"]) == ("Project", 3.86667)
    assert nodes["publication:guide"]["datePublished"] == "2021-02-03"


def test_bibtex_escapes_what_latex_would_run(exported: tuple[Path, Path]) -> None:
    text = (exported[1] / "publications.bib").read_text(encoding="utf-8")
    assert "@misc{aimf-guide," in text
    assert r"title = {Guide \{de\} l’eau\_100\%}" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_two_exports_have_the_same_bytes(exported: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = exported
    publish(path, tmp_path / "again", FORMATS)
    for one in sorted(folder.iterdir()):
        assert (tmp_path / "again" / one.name).read_bytes() == one.read_bytes(), one.name


def test_an_empty_database_gives_empty_files(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db"):
        pass
    published = publish(tmp_path / "aimf.db", tmp_path / "exports", FORMATS)
    assert {file.rows for file in published.files if file.format != "package"} == {0}


def test_every_table_and_column_is_described(exported: tuple[Path, Path]) -> None:
    with open_store(exported[0], read_only=True) as store:
        for table in every_table(store):
            assert descriptions.is_described(table.name), table.name
            for column in table.columns:
                assert descriptions.is_described(table.name, column.name), column.name


def test_what_the_docs_say_of_parquet_runs(
    exported: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tables").symlink_to(exported[1])
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(block, {})
