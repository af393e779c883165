"""Records saved, found again, changed, gone and back."""

from __future__ import annotations

import json
import pickle
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aimf_scraper import records as r
from aimf_scraper.errors import RecordError, StoreError
from aimf_scraper.records import Record, to_json
from aimf_scraper.store import Change, PageState, Prepared, Store, differences, open_store, prepared
from tests.store.samples import DAY_1, DAY_2, DAY_3, RECORDS, SITE, action, news

if TYPE_CHECKING:
    from collections.abc import Iterable


def query(store: Store, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Ask the file itself, as any other program would."""
    with closing(sqlite3.connect(store.path)) as db:
        return db.execute(sql, parameters).fetchall()


def save_all(store: Store, records: Iterable[Record], seen_at: str = DAY_1) -> None:
    for record in records:
        store.save(record, run=1, seen_at=seen_at)


def test_a_record_comes_back_as_the_contracts_json(store: Store) -> None:
    assert store.save(action(), run=1, seen_at=DAY_1) == "new"
    found = store.record("action:yaounde-marche")
    assert found == json.loads(json.dumps(to_json(action())))
    assert list(found) == list(to_json(action()))
    assert store.record("action:none") is None


@given(st.lists(RECORDS, min_size=1, max_size=3, unique_by=lambda one: one.id), RECORDS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_another_process_made_ready_is_stored_like_the_record(
    drawn: list[Record], other: Record
) -> None:
    told = []
    for hand_over in (lambda one, base: one, _from_another_process):
        with (
            TemporaryDirectory() as folder,
            open_store(Path(folder) / "aimf.db") as store,
        ):
            store.start_run("rebuild", DAY_1, {}, SITE)
            # The second time an earlier state is known.
            for record in (*drawn, *(replace(one, title="Un autre titre") for one in drawn)):
                base = replace(record, summary=other.summary)
                store.save(hand_over(record, base), run=1, seen_at=DAY_1, uncorrected=base)
            with closing(sqlite3.connect(store.path)) as db:
                told.append([line for line in db.iterdump() if "_migrations" not in line])
    assert told[0] == told[1]


def _from_another_process(record: Record, base: Record) -> Prepared:
    made = pickle.loads(pickle.dumps(prepared(record, base)))
    assert isinstance(made, Prepared)
    return made


@given(st.lists(RECORDS, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_records_round_trip_with_their_tables_in_step(drawn: list[Record]) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for record in drawn:
            store.save(record, run=1, seen_at=DAY_1)
            found = store.record(record.id)
            assert found == json.loads(json.dumps(to_json(record)))
            assert store.save(record, run=1, seen_at=DAY_2) == "same"
        last = {record.id: to_json(record) for record in drawn}
        for table, field in (("record_cities", "cities"), ("budgets", "budgets")):
            (rows,) = query(store, f"SELECT count(*) FROM {table}")
            assert rows == (sum(len(one[field]) for one in last.values()),)
        store.finish_run(1, DAY_2, "done", {}, {})
        assert query(store, "PRAGMA foreign_key_check") == []
        assert query(store, "PRAGMA integrity_check") == [("ok",)]


def test_every_evidence_row_leads_to_its_fact(store: Store) -> None:
    store.save(action(), run=1, seen_at=DAY_1)
    rows = query(store, "SELECT fact, position, number, quote, rule FROM evidence ORDER BY 1, 2, 3")
    assert rows == [
        ("budgets", 0, 0, "650 M FCFA", "budgets.amount"),
        ("cities", 0, 0, "Yaoundé", "cities.cue"),
        ("cities", 0, 1, "Yaoundé", "cities.head"),
        ("contributions", 0, 0, "650 M FCFA", "funding.active"),
        ("dates", 0, 0, "entre 2014 et 2019", "dates.between"),
        ("equivalents", 0, 0, "1 M€", "budgets.equivalent"),
        ("partners", 0, 0, "AIMF", "partners.authority"),
        ("partners", 1, 0, "La Ville de Yaoundé", "partners.town_hall"),
        ("status", 0, 0, "en-cours", "status.term"),
    ]
    sql = """SELECT substr(r.text, e.start + 1, e.end - e.start) = e.quote
        FROM evidence AS e JOIN records AS r ON r.id = e.record_id WHERE e.source = 'text'"""
    assert set(query(store, sql)) == {(1,)}


def test_a_joint_gift_is_a_number_in_its_table_and_a_truth_in_the_record(store: Store) -> None:
    (gift,) = action().contributions
    together = replace(gift, amount=None, joint=True)
    store.save(action(contributions=(together,)), run=1, seen_at=DAY_1)
    assert query(store, "SELECT amount, joint, budget FROM contributions") == [(None, 1, 0)]
    assert (found := store.record("action:yaounde-marche")) is not None
    assert found["contributions"][0]["joint"] is True


class Again(NamedTuple):
    """What saving the sample action a second time with *changes* comes to."""

    name: str
    changes: dict[str, Any]
    outcome: str
    fields: list[str]


CITY = action().cities[0]
BUDGET = action().budgets[0]
AGAIN = [
    Again("nothing new", {}, "same", []),
    Again("fetched again", {"provenance": r.Provenance(DAY_2, ("feed",), 304)}, "same", []),
    Again("newer rules", {"provenance": r.Provenance(rules_version="2024.2")}, "same", []),
    Again("title", {"title": "Yaoundé"}, "changed", ["title"]),
    Again("status gone", {"status": None}, "changed", ["status"]),
    Again("theme", {"themes": ("Climat",)}, "changed", ["themes[Économie]"]),
    Again("order", {"themes": ("Climat", "Économie")}, "changed", ["themes.order"]),
    Again(
        "city's role",
        {"cities": (replace(CITY, role="mentioned"), action().cities[1])},
        "changed",
        ["cities[Yaoundé, CM].role"],
    ),
    Again(
        "one sum for another",
        {"budgets": (replace(BUDGET, amount=700_000_000),)},
        "changed",
        ["budgets[650000000, XAF]", "budgets[700000000, XAF]"],
    ),
    Again("sum twice", {"budgets": (BUDGET, BUDGET)}, "changed", ["budgets[650000000, XAF] #2"]),
    Again("evidence", {"evidence": {}}, "changed", ["evidence[status]"]),
]


@pytest.mark.parametrize("case", AGAIN, ids=lambda case: case.name)
def test_saving_again(store: Store, case: Again) -> None:
    store.save(action(), run=1, seen_at=DAY_1)
    before = store.record("action:yaounde-marche")
    assert store.save(action(**case.changes), run=1, seen_at=DAY_2) == case.outcome
    versions = store.record_versions("action:yaounde-marche")
    assert [change.field for one in versions for change in one.differences] == [
        field.replace("] #2", " #2]") for field in case.fields
    ]
    assert [one.record for one in versions] == ([before] if case.fields else [])
    sql = "SELECT first_seen, last_seen, fetched_at FROM records"
    fetched_at = action(**case.changes).provenance.fetched_at
    assert query(store, sql) == [(DAY_1, DAY_2, fetched_at)]


@given(RECORDS, RECORDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_differences_are_told_exactly_where_records_differ(one: Record, other: Record) -> None:
    old, new = to_json(one), to_json(other)
    assert differences(old, old) == []
    changes = differences(old, new)
    same = {key: value for key, value in old.items() if key != "provenance"} == {
        key: value for key, value in new.items() if key != "provenance"
    }
    assert (changes == []) == same
    assert len(changes) == len(differences(new, old))


def test_a_rules_change_is_dated_by_its_run_and_wakes_no_gone_record(store: Store) -> None:
    store.save(action(), run=1, seen_at=DAY_1)
    store.mark_gone(["action:yaounde-marche"], 1, DAY_2)
    run = store.start_run("rebuild", DAY_3, {})
    changed = action(status="completed")
    assert store.save(changed, run=run, seen_at=DAY_1, why="rules") == "changed"
    version = store.record_versions("action:yaounde-marche")[-1]
    assert (version.why, version.replaced_at, version.run) == ("rules", DAY_3, run)
    assert version.differences == (Change("status", "ongoing", "completed"),)
    assert query(store, "SELECT gone_at, last_seen FROM records") == [(DAY_2, DAY_1)]


def test_a_record_that_comes_back_is_the_same_record(store: Store) -> None:
    store.save(action(), run=1, seen_at=DAY_1)
    assert store.mark_gone(["action:yaounde-marche", "action:none"], 1, DAY_2) == 1
    assert store.mark_gone(["action:yaounde-marche"], 1, DAY_3) == 0
    assert store.counts()["action"] == 0
    assert list(store.records()) == []
    assert [one["id"] for one in store.records(gone=True)] == ["action:yaounde-marche"]
    assert store.save(action(), run=1, seen_at=DAY_3) == "changed"
    told = [one.differences for one in store.record_versions("action:yaounde-marche")]
    assert told == [(Change("gone_at", None, DAY_2),), (Change("gone_at", DAY_2, None),)]
    assert query(store, "SELECT first_seen, last_seen, gone_at FROM records") == [
        (DAY_1, DAY_3, None)
    ]
    assert store.save(action(), run=1, seen_at=DAY_3) == "same"


def test_a_moved_record_is_found_at_its_old_address(store: Store) -> None:
    store.save(action(), run=1, seen_at=DAY_1)
    moved = action(url=f"{SITE}/actions/marche-de-yaounde/")
    assert store.save(moved, run=1, seen_at=DAY_2) == "changed"
    assert store.resolve(f"{SITE}/actions/yaounde-marche/") == moved.url
    assert store.record_id_at(f"{SITE}/actions/yaounde-marche/") == "action:yaounde-marche"
    assert store.save(action(), run=1, seen_at=DAY_3) == "changed"
    assert store.resolve(f"{SITE}/actions/yaounde-marche/") == action().url
    assert store.record_id_at(f"{SITE}/actions/marche-de-yaounde/") == "action:yaounde-marche"


@pytest.mark.parametrize("order", [1, -1], ids=["as crawled", "the other way round"])
def test_links_lead_to_records_whatever_the_order(store: Store, order: int) -> None:
    records = [action(), news(), news("autre")][::order]
    save_all(store, records)
    before = store.record("action:yaounde-marche")
    assert [link["record_id"] for link in before["links"]] == [None, None]
    assert store.resolve_links() == 1
    assert store.resolve_links() == 0
    linked = store.record("action:yaounde-marche")
    assert [link["record_id"] for link in linked["links"]] == ["news:inauguration", None]
    assert query(store, "SELECT target_id FROM links ORDER BY position") == [
        ("news:inauguration",),
        (None,),
    ]
    assert [store.save(one, run=1, seen_at=DAY_2) for one in records] == ["same"] * 3
    assert store.record("action:yaounde-marche") == linked
    store.mark_gone(["news:inauguration"], 1, DAY_3)
    assert store.resolve_links() == 1
    assert store.record("action:yaounde-marche") == before


def test_links_are_matched_by_canonical_form_and_old_address(store: Store) -> None:
    links = (
        r.Link("http://aimf.asso.fr/actualite/inauguration", None, "sans www"),
        r.Link(f"{SITE}/?p=12", None, "court"),
    )
    save_all(store, [action(links=links), news()])
    store.add_alias(f"{SITE}/?p=12", f"{SITE}/actualite/inauguration/")
    canonical = {links[0].url: f"{SITE}/actualite/inauguration/"}
    assert store.resolve_links(lambda url: canonical.get(url, url)) == 2


@pytest.mark.parametrize(
    "wanted",
    ["yaounde", "Yaoundé", "YAOUNDE", "marche central", "reha", "l'AIMF", "l’aimf", "re\u0301ha"],
)
def test_search_finds_with_and_without_accents(store: Store, wanted: str) -> None:
    save_all(store, [action(), news()])
    assert store.search(wanted)[0].id == "action:yaounde-marche"


@pytest.mark.parametrize(
    "wanted", ["", " ", '"', '" OR "', "*", "NEAR(", "\0", "a\0b", "-", "title:", "zzz", "(" * 9999]
)
def test_search_takes_whatever_is_typed(store: Store, wanted: str) -> None:
    save_all(store, [action(), news()])
    assert store.search(wanted) == []


def test_search_keeps_in_step(store: Store) -> None:
    save_all(store, [action(), news()])
    store.save(action(title="Douala", text="Autre chose.", summary=None), run=1, seen_at=DAY_2)
    assert store.search("yaounde") == []
    assert [hit.id for hit in store.search("douala")] == ["action:yaounde-marche"]
    store.mark_gone(["action:yaounde-marche"], 1, DAY_3)
    assert store.search("douala") == []
    assert [hit.id for hit in store.search("douala", gone=True)] == ["action:yaounde-marche"]
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("INSERT INTO records_fts (records_fts, rank) VALUES ('integrity-check', 1)")


def test_what_records_share_is_settled_by_what_most_say(store: Store) -> None:
    aimf = action().partners[0]
    other = replace(aimf, type="other")
    save_all(store, [action("a", partners=(other,)), action("b"), action("c")])
    gone_city = replace(CITY, name="Mbalmayo", geonames_id=1, country="XX")
    store.save(action("d", cities=(gone_city,)), run=1, seen_at=DAY_1)
    store.save(action("d", cities=()), run=1, seen_at=DAY_2)
    store.finish_run(1, DAY_3, "done", {"action": 4}, {})
    assert query(store, "SELECT type FROM partners WHERE name = ?", aimf.name) == [("network",)]
    assert query(store, "SELECT id, name FROM cities ORDER BY id") == [
        ("geonames:2220957", "Yaoundé"),
        ("name:TG/Ogou 1", "Ogou 1"),
    ]
    assert query(store, "SELECT code, name FROM countries ORDER BY code") == [
        ("CM", "Cameroun"),
        ("TG", None),
    ]


def test_coverage_and_counts(store: Store) -> None:
    save_all(store, [action("a"), action("b", budgets=(), status=None), news()])
    assert store.counts() == {"action": 2, "news": 1, "event": 0, "publication": 0, "page": 0}
    coverage = store.coverage()
    assert list(coverage) == ["action", "news"]
    assert (coverage["action"]["budgets"], coverage["action"]["status"]) == (0.5, 0.5)
    assert (coverage["action"]["cities"], coverage["news"]["cities"]) == (1.0, 0.0)
    assert (coverage["news"]["summary"], coverage["news"]["text"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "half a \ud800 character"},
        {"beneficiaries": (r.Beneficiaries(10**30, "habitants", None, "1e30", (), 0.1),)},
        {"budgets": (replace(BUDGET, amount=float("inf")),)},
        {"budgets": (replace(BUDGET, amount=10**5000),)},
    ],
    ids=["surrogate", "count", "infinite", "endless"],
)
def test_what_no_database_holds_is_refused_whole(store: Store, changes: dict[str, Any]) -> None:
    store.save(action(), run=1, seen_at=DAY_1)
    before = "\n".join(sqlite_dump(store))
    page = PageState(action().url, first_seen=DAY_1, last_seen=DAY_1)
    with pytest.raises(RecordError, match="not-storable"):
        store.save(action(**changes), run=1, seen_at=DAY_2, page=page)
    assert "\n".join(sqlite_dump(store)) == before


def sqlite_dump(store: Store) -> list[str]:
    with closing(sqlite3.connect(store.path)) as db:
        return list(db.iterdump())


def test_a_record_and_its_page_are_saved_together(store: Store) -> None:
    page = PageState(action().url, state="fetched", first_seen=DAY_1, last_seen=DAY_1)
    store.reject(1, action().url, "truncated", "2 of 5 kB", DAY_1)
    run = store.start_run("crawl", DAY_2, {})
    store.save(action(), run=run, seen_at=DAY_2, page=page)
    assert store.page(action().url).record_id == "action:yaounde-marche"
    assert store.rejects() == []


@pytest.mark.parametrize("after", ["saved", "changed", "gone and back", "linked"])
def test_a_flipped_byte_is_named_and_not_published(store: Store, after: str) -> None:
    """In whatever way the record was last written, its digest is that of what was written."""
    store.save(action(), run=1, seen_at=DAY_1)
    if after == "changed":
        store.save(replace(action(), title="Un autre titre"), run=1, seen_at=DAY_2)
    if after == "gone and back":
        store.mark_gone([action().id], 1, DAY_2)
        store.save(action(), run=1, seen_at=DAY_3)
    if after == "linked":
        store.resolve_links()
    (_,) = store.records_json()
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("DROP TRIGGER records_digest_update")
        db.execute("UPDATE records SET json = replace(json, 'é', 'è')")
    with pytest.raises(StoreError, match=action().id):
        list(store.records_json())
