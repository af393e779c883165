"""The flat tables: what may be added up, nothing chosen silently, nothing that is gone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper.errors import UsageError
from aimf_scraper.records import Budget, Contribution, DateFact, Equivalent
from aimf_scraper.store import Store, open_store
from tests.store.samples import DAY_1, DAY_2, action, news

if TYPE_CHECKING:
    from pathlib import Path

ONE = action()
YAOUNDE, OGOU = ONE.cities


def row(store: Store, sql: str) -> dict[str, Any]:
    (found,) = rows(store, sql)
    return found


def rows(store: Store, sql: str) -> list[dict[str, Any]]:
    """Ask the file itself, as any other program would."""
    with closing(sqlite3.connect(store.path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(one) for one in db.execute(sql)]


def test_one_row_an_action_with_all_that_it_says(store: Store) -> None:
    store.save(ONE, run=1, seen_at=DAY_1)
    store.save(news(), run=1, seen_at=DAY_1)
    found = row(store, "SELECT * FROM projects")
    one_each = ("id", "status", "city", "country", "amount", "currency", "start_date", "end_date")
    assert [found[name] for name in one_each] == [
        *("action:yaounde-marche", "ongoing", "Yaoundé", "CM", 650_000_000, "XAF"),
        *("2014-01-01", "2019-12-31"),
    ]
    lists = {name: json.loads(found[name]) for name in ("themes", "cities", "countries", "budgets")}
    assert lists["themes"] == ["Économie", "Climat"]
    assert [(one["name"], one["role"]) for one in lists["cities"]] == [
        ("Yaoundé", "main"),
        ("Ogou 1", "mentioned"),
    ]
    assert [one["code"] for one in lists["countries"]] == ["CM"]
    assert "evidence" not in found["budgets"]
    assert lists["budgets"][0]["equivalents"] == [
        {"amount": 1_000_000, "currency": "EUR", "as_written": "1 M€"}
    ]
    assert json.loads(found["funders"]) == ["Association internationale des maires francophones"]


def test_what_is_gone_is_in_a_table_of_its_own(store: Store) -> None:
    store.save(ONE, run=1, seen_at=DAY_1)
    store.mark_gone([ONE.id], 1, DAY_2)
    for view in ("projects", "project_countries", "project_cities", "project_partners", "project_budgets"):  # fmt: skip
        assert rows(store, f"SELECT * FROM {view}") == []
    gone = row(store, "SELECT * FROM gone_records")
    assert (gone["id"], gone["title"], gone["gone_at"]) == (ONE.id, ONE.title, DAY_2)


def test_of_several_towns_and_countries_none_is_chosen(store: Store) -> None:
    two = (YAOUNDE, replace(OGOU, role="main"))
    store.save(action(cities=two), run=1, seen_at=DAY_1)
    found = row(store, "SELECT * FROM projects")
    assert (found["city"], found["country"]) == (None, None)
    countries = rows(store, "SELECT country, country_name, named FROM project_countries")
    assert countries == [
        {"country": "CM", "country_name": "Cameroun", "named": 1},
        {"country": "TG", "country_name": None, "named": 0},
    ]
    cities = rows(store, "SELECT city, country, latitude, role FROM project_cities")
    assert [one["city"] for one in cities] == ["Yaoundé", "Ogou 1"]
    partners = rows(store, "SELECT partner, type, role FROM project_partners ORDER BY position")
    assert [one["role"] for one in partners] == ["funder", "implementer"]


def budget(amount: float, scope: Any = "total", currency: str = "EUR", **more: Any) -> Budget:
    plain = Budget(amount, None, currency, scope, None, None, str(amount), (), (), 0.9)
    return replace(plain, **more)


class Sums(NamedTuple):
    """Sums of one action, and what of them may be added."""

    name: str
    budgets: tuple[Budget, ...]
    amount: float | None
    currency: str | None = "EUR"
    amount_eur: float | None = None
    eur_source: str | None = None


IN_EURO = (Equivalent(900_000, "EUR", "900 k€", ()),)
IN_FRANCS = budget(6e8, "grant", "XOF", equivalents=IN_EURO)
SUMS = [
    Sums("none", (), None, None),
    Sums("one total", (budget(5e6),), 5e6, "EUR", 5e6),
    Sums("a total and its part", (budget(5e6), budget(1e6, "grant")), 5e6, "EUR", 5e6),
    Sums("one part alone", (budget(1e6, "component"),), 1e6, "EUR", 1e6),
    Sums("gifts and no whole", (budget(1e6, "grant"), budget(2e6, "grant")), 3e6, "EUR", 3e6),
    Sums("two wholes", (budget(5e6), budget(7e6)), None, None),
    Sums("two wholes and a gift", (budget(5e6), budget(7e6), budget(1e6, "grant")), None, None),
    Sums("a gift and what it is a part of nobody knows", (budget(1e6, "grant"), budget(3e6, "other")), None, None),
    Sums("gifts in two currencies", (budget(1e6, "grant"), budget(655_957, "grant", "XOF")), None, None, 1_001_000,
         "fixed parity"),
    Sums("gifts by two kinds of rate", (IN_FRANCS, budget(655_957, "grant", "XAF")), None, None, 901_000, "several"),
    Sums("gifts, one without a rate", (budget(1e6, "grant"), budget(5e6, "grant", "GNF")), None, None),
    Sums("gifts in one currency without a rate", (budget(1e6, "grant", "GNF"), budget(5e6, "grant", "GNF")), 6e6, "GNF"),
    Sums("gifts in one currency, one of them in euros too",
         (budget(1e6, "grant", "GNF"), budget(5e6, "grant", "GNF", equivalents=IN_EURO)), None, None),
    Sums("a gift and so much a year", (budget(1e6, "grant"), budget(1e5, "annual")), 1e6, "EUR", 1e6),
    Sums("components", (budget(1e6, "component"), budget(2e6, "component")), 3e6, "EUR", 3e6),
    Sums("phases", (budget(1e6, "phase"), budget(2e6, "phase")), 3e6, "EUR", 3e6),
    Sums("a component and a gift, perhaps for it", (budget(1e6, "component"), budget(2e6, "grant")), None, None),
    Sums("a gift, its part, another gift",
         (budget(5e6, "grant"), budget(2e6, "grant", part_of=0), budget(1e6, "own_contribution")), 6e6, "EUR", 6e6),
    Sums("so much a year", (budget(1e5, "annual"),), None, None),
    Sums("francs CFA", (budget(655_957, currency="XOF"),), 655_957, "XOF", 1000, "fixed parity"),
    Sums("Comorian francs", (budget(491_967.75, currency="KMF"),), 491_967.75, "KMF", 1000, "fixed parity"),
    Sums("no rate", (budget(5e6, currency="GNF"),), 5e6, "GNF"),
    Sums("said in euros too", (budget(6e8, currency="XOF", equivalents=IN_EURO),), 6e8, "XOF", 9e5,
         "stated on the page"),
]  # fmt: skip


@pytest.mark.parametrize("case", SUMS, ids=lambda case: case.name)
def test_what_may_be_added(store: Store, case: Sums) -> None:
    store.save(action(budgets=case.budgets), run=1, seen_at=DAY_1)
    found = row(store, "SELECT amount, currency, amount_eur, eur_source FROM projects")
    assert found == {
        "amount": case.amount,
        "currency": case.currency,
        "amount_eur": case.amount_eur,
        "eur_source": case.eur_source,
    }
    assert len(rows(store, "SELECT * FROM project_budgets")) == len(case.budgets)
    # Whoever adds the sums up finds what the projects say.
    sql = "SELECT sum(amount_eur) AS euros FROM project_budgets WHERE may_be_added"
    assert row(store, sql)["euros"] == case.amount_eur


def test_ranges_are_added_end_by_end(store: Store) -> None:
    two = (budget(1e6, "grant", amount_max=2e6), budget(5e5, "grant"))
    store.save(action(budgets=two), run=1, seen_at=DAY_1)
    found = row(store, "SELECT amount, amount_max, amount_eur FROM projects")
    assert found == {"amount": 1.5e6, "amount_max": 2.5e6, "amount_eur": 1.5e6}


def test_gifts_say_what_may_be_added(store: Store) -> None:
    sums = (
        budget(1e6, "grant"),
        budget(655_957, "grant", "XOF"),
        budget(5e4, "annual"),
        budget(2e5, "grant", part_of=0),
        budget(9e5, "grant"),
    )
    gifts = (gift(0), gift(1, currency="XOF"), gift(2), gift(3), gift(4, joint=True))
    store.save(action(budgets=sums, contributions=gifts), run=1, seen_at=DAY_1)
    found = rows(
        store, "SELECT scope, may_be_added, amount_eur FROM project_contributions ORDER BY position"
    )
    assert [(one["scope"], one["may_be_added"], one["amount_eur"]) for one in found] == [
        ("grant", 1, 1e6),
        ("grant", 1, 1000),
        ("annual", 0, 5e4),
        ("grant", 0, 2e5),  # a part of what the same giver gives
        ("grant", 0, None),
    ]


def gift(at: int, *, currency: str = "EUR", joint: bool = False) -> Contribution:
    amount = None if joint else (1e6, 655_957, 5e4, 2e5, 9e5)[at]
    return Contribution(
        "AIMF", None, amount, None, currency, "grant", at, joint, "finance", (), 0.9
    )


@pytest.mark.parametrize(
    "currency, published, rate_date",
    [
        ("USD", "2024-03-28", "2024-03-28"),
        ("USD", "2024-04-01", "2024-03-28"),  # Easter Monday: the last day with a rate
        ("USD", "2024-03", None),
        ("USD", None, None),
        ("USD", "1990-01-01", None),
        ("MAD", "2024-03-28", None),
        ("RUB", "2024-03-28", None),  # given up in March 2022
        ("EUR", "2024-03-28", None),
    ],
)
def test_the_banks_rate_of_that_day(
    store: Store, currency: str, published: str | None, rate_date: str | None
) -> None:
    store.save(action(budgets=(budget(1081.1, currency=currency),), published=published), run=1, seen_at=DAY_1)  # fmt: skip
    sql = "SELECT amount_eur, eur_source, rate_date FROM projects"
    if currency != "EUR":
        assert row(store, sql) == {"amount_eur": None, "eur_source": None, "rate_date": None}
    store.finish_run(1, DAY_2, "complete", {}, {})
    store.finish_run(1, DAY_2, "complete", {}, {})
    found = row(store, sql)
    assert found["rate_date"] == rate_date
    if rate_date is not None:  # 1.0811 dollars a euro on 28 March 2024
        assert (found["amount_eur"], found["eur_source"]) == (1000.0, "European Central Bank")
    store.save(action(budgets=()), run=1, seen_at=DAY_2)
    store.finish_run(1, DAY_2, "complete", {}, {})
    assert rows(store, "SELECT * FROM exchange_rates") == []


def test_a_range_keeps_both_ends(store: Store) -> None:
    store.save(action(budgets=(budget(2e6, amount_max=3e6),)), run=1, seen_at=DAY_1)
    found = row(store, "SELECT amount, amount_max FROM projects")
    assert found == {"amount": 2e6, "amount_max": 3e6}


def test_dates_are_full_days_beside_edtf(store: Store) -> None:
    dates = (
        DateFact("2018/..", "2018", None, "period", "depuis 2018", (), (), 0.9),
        DateFact("XXXX-02-27", None, None, "event", "27 février", (), (), 0.5),
    )
    store.save(action(dates=dates), run=1, seen_at=DAY_1)
    sql = "SELECT edtf, start, start_date, end_date FROM dates ORDER BY position"
    assert [tuple(one.values()) for one in rows(store, sql)] == [
        ("2018/..", "2018", "2018-01-01", None),
        ("XXXX-02-27", None, None, None),
    ]
    found = row(store, "SELECT start_date, end_date FROM projects")
    assert found == {"start_date": "2018-01-01", "end_date": None}


def test_an_older_view_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "aimf.db"
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        store.save(ONE, run=1, seen_at=DAY_1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP VIEW projects")
        db.execute("CREATE VIEW projects AS SELECT id, 'first' AS city FROM records")
        db.execute("ALTER TABLE dates DROP COLUMN end_date")
        db.commit()
    with open_store(path) as store:
        found = row(store, "SELECT city, end_date FROM projects")
        assert found == {"city": "Yaoundé", "end_date": "2019-12-31"}
        columns, _ = store.view("project_countries")
        assert columns == ("record_id", "title", "country", "country_name", "named")
        with pytest.raises(UsageError, match="no view records"):
            store.view("records")
