"""A kind of fact that is declared once is there everywhere: a new one, made here."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

import pyarrow.parquet
import pytest

from aimf_scraper import fact_kinds
from aimf_scraper.assembly import Draft, validate
from aimf_scraper.errors import RecordError, StoreError
from aimf_scraper.evaluation import evaluate, read_gold
from aimf_scraper.extraction import record_of_text
from aimf_scraper.fact_columns import columns_of, completed
from aimf_scraper.fact_kinds import KINDS, every_field
from aimf_scraper.fact_model import FactKind, Part, Shared
from aimf_scraper.publishing import publish
from aimf_scraper.records import Evidence, Record, to_json
from aimf_scraper.scoring import ByCount
from aimf_scraper.store import open_store
from aimf_scraper.telling import tell
from exports import FORMATS
from tests.store.samples import DAY_1, DAY_2, DAY_3, action, changed

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.rules.engine.document import Doc


@dataclass(frozen=True, slots=True)
class Measure:
    """The same area said again in another unit."""

    square_metres: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of ground."""

    hectares: float
    use: Literal["park", "market", "other"]
    owner: str | None
    tags: tuple[str, ...]
    again: tuple[Measure, ...]
    evidence: tuple[Evidence, ...]
    confidence: float


HECTARES = re.compile(r"([0-9]{1,4}(?:,[0-9])?) hectares(?: \(([0-9]{1,7}) m²\))?")


def find_areas(doc: Doc) -> tuple[Area, ...]:
    found = []
    for part in doc.parts:
        for m in HECTARES.finditer(part.text):
            again = ()
            if m[2]:
                again = (Measure(int(m[2]), (part.evidence(m.start(2), m.end(), "areas.again"),)),)
            mark = Evidence(part.source, m.start(), m.end(), m[0], "areas.hectares")
            hectares = float(m[1].replace(",", "."))
            found.append(Area(hectares, "park", None, ("vert",), again, (mark,), 0.9))
    return tuple(found)


AREAS = FactKind(
    name="areas",
    fact=Area,
    find=find_areas,
    identity=("hectares",),
    shown=lambda area: f"{area['hectares']} ha",
    scoring=ByCount("hectares"),
    table="areas",
    parts=(Part("again", "area_measures", "area", shown=lambda one: f"{one['square_metres']} m²"),),
)
IDS = '{"wikidata":"Q1","ror":"01"}'
TEXT = "La Ville de Yaoundé aménage 12,5 hectares (125000 m²) de jardins, puis 3 hectares."


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_kinds, "KINDS", (*KINDS, AREAS))


def read(text: str = TEXT) -> Record:
    """Return the record that every way to one makes of *text*: rules, assembly, checks."""
    return record_of_text("Des jardins", text, url="https://www.aimf.asso.fr/actions/jardins/")


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return db.execute(sql).fetchall()


@pytest.mark.usefixtures("declared")
def test_it_is_found_and_in_the_json() -> None:
    data = to_json(read())
    assert [(one["hectares"], one["evidence"][0]["quote"]) for one in data["areas"]] == [
        (12.5, "12,5 hectares (125000 m²)"),
        (3.0, "3 hectares"),
    ]
    assert to_json(read("Rien."))["areas"] == []


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize(
    "broken, said",
    [
        ({"evidence": (Evidence("text", 0, 4, "Rien", "areas.x"),)}, "areas.0. quotes 'Rien'"),
        ({"again": (Measure(1, (Evidence("text", 0, 1, "?", "areas.x"),)),)}, "areas.0. quotes"),
        ({"use": "parkk"}, "areas.0. has the use 'parkk'"),
    ],
    ids=["a quote that does not stand there", "a part's quote", "a word nobody declared"],
)
def test_it_is_validated(broken: dict[str, Any], said: str) -> None:
    record = read()
    first, *rest = record.areas
    facts = {**record.facts, "areas": (replace(first, **broken), *rest)}
    draft = Draft(url=None, kind="action", id="action:x", record=replace(record, facts=facts))
    with pytest.raises(RecordError, match=said):
        validate(draft)


@pytest.mark.usefixtures("declared")
def test_one_half_wired_in_is_refused() -> None:
    record = read()
    without = {name: facts for name, facts in record.facts.items() if name != "areas"}
    draft = Draft(url=None, kind="action", id="action:x", record=replace(record, facts=without))
    with pytest.raises(RecordError, match="no areas, not even an empty one"):
        validate(draft)
    with pytest.raises(ValueError, match="no such kind of fact: aeras"):
        every_field({"aeras": ()})


@pytest.mark.usefixtures("declared")
def test_it_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        assert store.save(read(), run=1, seen_at=DAY_1) == "new"
        assert store.record("action:jardins") == json.loads(json.dumps(to_json(read())))
        assert store.coverage()["action"]["areas"] == 1.0
        store.finish_run(1, DAY_2, "complete", {}, {})
    sql = 'SELECT position, hectares, "use", owner, tags, confidence FROM areas'
    assert rows(path, sql) == [
        (0, 12.5, "park", None, '["vert"]', 0.9),
        (1, 3.0, "park", None, '["vert"]', 0.9),
    ]
    assert rows(path, "SELECT position, area, square_metres FROM area_measures") == [(0, 0, 125000)]
    sql = "SELECT fact, position, quote FROM evidence WHERE rule LIKE 'areas.%' ORDER BY 1, 2"
    assert rows(path, sql) == [
        ("again", 0, "125000 m²)"),
        ("areas", 0, "12,5 hectares (125000 m²)"),
        ("areas", 1, "3 hectares"),
    ]


def test_an_old_database_is_opened_and_nothing_in_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "aimf.db"
    old = action()
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        store.save(old, run=1, seen_at=DAY_1)
        before = store.record(old.id)
    monkeypatch.setattr(fact_kinds, "KINDS", (*KINDS, AREAS))
    with pytest.raises(StoreError, match="older aimf-scraper"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert rows(path, "SELECT count(*) FROM areas") == [(0,)]
        assert store.record(old.id) == before | {"areas": []}
        assert list(store.record(old.id) or ()) == [*to_json(changed(old, areas=()))]
        run = store.start_run("crawl", DAY_2, {})
        # A new field that holds nothing is no change of the record.
        assert store.save(changed(old, areas=()), run=run, seen_at=DAY_2) == "same"
        assert store.record_versions(old.id) == []
        assert store.changes(run) == []
        area = read().areas[1]
        assert store.save(changed(old, areas=(area,)), run=run, seen_at=DAY_3) == "changed"
    with open_store(path, read_only=True) as store:
        assert [one.field for one in store.record_versions(old.id)[0].differences] == ["areas[3.0]"]
    assert rows(path, "SELECT count(*) FROM record_cities") == [(len(old.cities),)]


def test_a_new_field_of_an_old_kind_gets_its_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dataclass(frozen=True, slots=True)
    class Surface:
        hectares: float
        confidence: float

    path = tmp_path / "aimf.db"
    early = FactKind(name="areas", fact=Surface, find=None, identity=("hectares",), table="areas")
    monkeypatch.setattr(fact_kinds, "KINDS", (*KINDS, early))
    record = changed(action(), areas=(Surface(2.0, 0.5),))
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        store.save(record, run=1, seen_at=DAY_1)
    monkeypatch.setattr(fact_kinds, "KINDS", (*KINDS, replace_fact(AREAS, Owned)))
    with open_store(path) as store:
        assert rows(path, "SELECT hectares, owner, confidence FROM areas") == [(2.0, None, 0.5)]
        assert (store.record(record.id) or {})["areas"][0]["owner"] is None
        same = changed(action(), areas=(Owned(2.0, None, 0.5),))
        assert store.save(same, run=1, seen_at=DAY_2) == "same"
        owned = changed(action(), areas=(Owned(2.0, "la commune", 0.5),))
        assert store.save(owned, run=1, seen_at=DAY_3) == "changed"
        told = store.record_versions(record.id)[0].differences
        assert [one.field for one in told] == ["areas[2.0].owner"]
    assert rows(path, "SELECT owner FROM areas") == [("la commune",)]


@dataclass(frozen=True, slots=True)
class Owned:
    hectares: float
    owner: str | None
    confidence: float
    ids: dict[str, str] = field(default_factory=dict)


def replace_fact(kind: FactKind, fact: type) -> FactKind:
    return FactKind(name=kind.name, fact=fact, find=None, identity=kind.identity, table=kind.table)


#: Formats of others' making that have no place for a fact they do not know.
OF_SOME_FACTS = {"geojson", "graphml", "jsonld", "iati", "atom", "bibtex", "package"}


def written_in(path: Path) -> str:
    """Return what a file of an export says, however it is packed."""
    if path.is_dir():
        return ""
    if path.suffix == ".parquet":
        return str(pyarrow.parquet.read_table(path).to_pylist())
    if path.suffix in {".sqlite", ".db"}:
        with closing(sqlite3.connect(path)) as db:
            return "\n".join(db.iterdump())
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return "\n".join(packed.read(name).decode() for name in packed.namelist())
    return path.read_text("utf-8")


@pytest.mark.usefixtures("declared")
def test_it_is_exported_in_every_format(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        store.save(read(), run=1, seen_at=DAY_1)
    for name, write in FORMATS.items():
        folder = tmp_path / name
        publish(path, folder, {name: write})
        written = [written_in(one) for one in folder.rglob("*") if one.name != "manifest.json"]
        assert written, name
        if name not in OF_SOME_FACTS:
            assert any("12.5" in text and "park" in text for text in written), name
    with (tmp_path / "csv" / "areas.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(one["record_id"], one["hectares"], one["use"], one["again"]) for one in table] == [
        ("action:jardins", "12.5", "park", "125000 m²"),
        ("action:jardins", "3.0", "park", ""),
    ]
    measures = (tmp_path / "csv" / "area_measures.csv").read_text(encoding="utf-8").split()
    assert measures == ["record_id,position,area,square_metres", "action:jardins,0,0,125000"]
    evidence = (tmp_path / "csv" / "evidence.csv").read_text(encoding="utf-8")
    assert "action:jardins,again,0,text," in evidence


@pytest.mark.usefixtures("declared")
def test_it_is_told_by_changes(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        store.save(read(), run=1, seen_at=DAY_1)
        run = store.start_run("crawl", DAY_2, {})
        store.save(read(TEXT.replace("puis 3", "puis 4")), run=run, seen_at=DAY_2)
        lines = list(tell(store.changes(run)))
        assert store.emptied(run)["areas"] == (1, 0)
    assert "    areas: - 3.0 ha" in lines
    assert "    areas: + 4.0 ha" in lines


@pytest.mark.usefixtures("declared")
def test_it_is_scored(tmp_path: Path) -> None:
    gold = {"text": TEXT, "kind": "action", "areas": [{"hectares": 12.5}, {"hectares": 7}]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold), encoding="utf-8")
    report = evaluate(read_gold(path), lambda page: read(page.text))
    score = report.fields["areas"]
    assert (score.found, score.right, score.expected, score.hit) == (2, 1, 2, 1)
    assert [slip.shown for slip in report.misses] == ["7"]
    assert report.rules["areas.hectares"] == [2, 1]
    assert "areas" in report.to_text()


def test_every_kind_is_declared_whole() -> None:
    for kind in KINDS:
        if kind.is_bare:
            continue
        names = {one.name for one in fields(kind.fact)}
        assert kind.identity, kind.name
        assert names.issuperset((*kind.identity, *kind.renamed, *kind.worked_out)), kind.name
        assert names.issuperset(kind.shared.fields if kind.shared else ()), kind.name
        assert kind.table, kind.name
        assert kind.columns, kind.name


def test_a_shared_table_of_a_new_kind_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Shared("owners", key="owner", column="owner", fields=("hectares", "ids"))
    kind = FactKind(
        name="areas", fact=Owned, find=None, identity=("owner",), table="owned", shared=shared
    )
    monkeypatch.setattr(fact_kinds, "KINDS", (*KINDS, kind))
    path = tmp_path / "aimf.db"
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        known = {"wikidata": "Q1", "ror": "01"}
        two = (Owned(2.0, "la commune", 0.5, known), Owned(3.0, "l’État", 0.5))
        store.save(changed(action(), areas=two), run=1, seen_at=DAY_1)
        store.save(changed(action(), areas=two[:1]), run=1, seen_at=DAY_2)
        store.finish_run(1, DAY_3, "complete", {}, {})
    assert rows(path, "SELECT owner, confidence FROM owned") == [("la commune", 0.5)]
    assert rows(path, "SELECT owner, hectares, ids FROM owners") == [("la commune", 2.0, IDS)]


@dataclass(frozen=True, slots=True)
class Unstorable:
    what: complex


def test_a_type_that_no_column_holds_is_named() -> None:
    with pytest.raises(TypeError, match="what: no column holds"):
        columns_of(Unstorable)


def test_facts_of_an_earlier_version_get_the_defaults_of_today() -> None:
    early = {"hectares": 2.0, "again": [{"square_metres": 20000}], "evidence": [], "gone": 1}
    told = completed(Area, early)
    assert list(told) == [one.name for one in fields(Area)]
    assert told["again"] == [{"square_metres": 20000, "evidence": None}]
    assert (told["owner"], told["confidence"]) == (None, None)
