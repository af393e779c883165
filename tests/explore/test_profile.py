"""Sums are those that may be added, and no other; places, partners and years are counted once a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper import records as r
from aimf_scraper.explore.profile import (
    ALL,
    Chosen,
    naming_country,
    naming_partner,
    naming_theme,
    naming_town,
    read_profile,
)
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, DAY_2, TEXT, action, news, said

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.explore.sums import Money

EVIDENCE = said("Yaoundé", "x.y")


def a_sum(amount: float, currency: str = "EUR", scope: str = "total", **more: Any) -> r.Budget:
    said_so = {"amount_max": None, "qualifier": None, "approximation": None, "part_of": None}
    said_so |= {"equivalents": (), "evidence": EVIDENCE, "confidence": 0.9} | more
    return r.Budget(amount=amount, currency=currency, scope=scope, as_written="a sum", **said_so)


def a_gift(
    provider: str | None, amount: float | None, budget: int | None = None, **more: Any
) -> Any:
    said_so = {"receiver": None, "amount_max": None, "currency": "EUR", "instrument": None}
    said_so |= {"joint": False, "as_written": "a gift", "evidence": EVIDENCE, "confidence": 0.9}
    return r.Contribution(provider=provider, amount=amount, budget=budget, **(said_so | more))


def a_partner(name: str, role: str = "funder") -> r.Partner:
    return r.Partner(name, name, "public", role, EVIDENCE, 0.9)


def a_town(name: str, country: str, role: str = "main") -> r.City:
    return r.City(name, name, country, None, None, None, role, EVIDENCE, 0.9)


def profile_of(path: Path, *records: Any, chosen: Chosen = ALL, gone: tuple[str, ...] = ()) -> Any:
    with open_store(path / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        for one in records:
            store.save(one, run=1, seen_at=DAY_1)
        store.mark_gone(gone, 1, DAY_2)
        return read_profile(store, chosen)


class Case(NamedTuple):
    what: str
    budgets: tuple[r.Budget, ...]
    euros: float
    in_euros: int


SUMS = [
    Case("the only sum", (a_sum(5),), 5, 1),
    Case("a total and what is left of it", (a_sum(9), a_sum(4, scope="grant")), 9, 1),
    Case("a whole and its part", (a_sum(9, scope="other"), a_sum(4, part_of=0)), 9, 1),
    Case("a sum a year", (a_sum(9, scope="annual"),), 0, 0),
    Case("two totals say one another again, perhaps", (a_sum(9), a_sum(8)), 0, 0),
    Case("francs by treaty", (a_sum(655_957, "XOF"),), 1000, 1),
    Case("a currency without a rate", (a_sum(9, "GNF"),), 0, 0),
    Case("a range counts with its lower end", (a_sum(9, amount_max=12),), 9, 1),
    Case("none stated", (), 0, 0),
]


@pytest.mark.parametrize("case", SUMS, ids=lambda case: case.what)
def test_what_may_be_added(case: Case, tmp_path: Path) -> None:
    money: Money = profile_of(tmp_path, action(budgets=case.budgets, contributions=())).money
    assert (money.euros, money.in_euros) == (case.euros, case.in_euros)
    assert (money.projects, money.with_sum) == (1, bool(case.budgets))
    for told in (money.by_year, money.by_country):
        assert sum(one.euros for one in told) == case.euros


class Gifts(NamedTuple):
    what: str
    budgets: tuple[r.Budget, ...]
    gifts: tuple[Any, ...]
    told: dict[str, float]


GIFTS = [
    Gifts("two givers", (), (a_gift("A", 5), a_gift("B", 3)), {"A": 5, "B": 3}),
    Gifts("together", (a_sum(9),), (a_gift("A", None, 0, joint=True),), {}),
    Gifts("no sum is said", (), (a_gift("A", None),), {}),
    Gifts("nobody is said to give", (), (a_gift(None, 5, receiver="B"),), {}),
    Gifts("a sum a year", (a_sum(5, scope="annual"),), (a_gift("A", 5, 0),), {}),
    Gifts(
        "what is a part of its own gift",
        (a_sum(9), a_sum(4, part_of=0)),
        (a_gift("A", 9, 0), a_gift("A", 4, 1)),
        {"A": 9},
    ),
    Gifts(
        "a part that another gives",
        (a_sum(9), a_sum(4, part_of=0)),
        (a_gift("A", 9, 0), a_gift("B", 4, 1)),
        {"A": 9, "B": 4},
    ),
    Gifts(
        "francs by the rate of their sum",
        (a_sum(655_957, "XOF"),),
        (a_gift("A", 655_957, 0, currency="XOF"),),
        {"A": 1000},
    ),
    Gifts("francs of no sum", (), (a_gift("A", 655_957, currency="XOF"),), {}),
]


@pytest.mark.parametrize("case", GIFTS, ids=lambda case: case.what)
def test_what_a_provider_gives(case: Gifts, tmp_path: Path) -> None:
    partners = (a_partner("A"), a_partner("B"))
    made = action(budgets=case.budgets, contributions=case.gifts, partners=partners)
    found = profile_of(tmp_path, made).money.by_provider
    assert {one.name: one.euros for one in found} == case.told


def test_news_repeat_the_sums_of_actions_and_are_not_added(tmp_path: Path) -> None:
    told = news(budgets=(a_sum(5),), text=TEXT)
    money = profile_of(tmp_path, action(budgets=(a_sum(7),), contributions=()), told).money
    assert money.euros == 7
    assert money.projects == 1


def test_what_is_gone_counts_nowhere(tmp_path: Path) -> None:
    kept, gone = action("kept", budgets=(a_sum(7),)), action("gone", budgets=(a_sum(5),))
    profile = profile_of(tmp_path, kept, gone, gone=("action:gone",))
    assert profile.counts == {"action": 1}
    assert profile.money.euros == 7
    assert profile.towns[0].records == 1


def test_an_action_in_two_countries_counts_whole_in_each(tmp_path: Path) -> None:
    towns = (a_town("Lomé", "TG"), a_town("Cotonou", "BJ"), a_town("Kpalimé", "TG"))
    made = action(cities=towns, countries=(), budgets=(a_sum(7),), contributions=())
    money = profile_of(tmp_path, made).money
    assert {one.key: one.euros for one in money.by_country} == {"TG": 7, "BJ": 7}
    assert money.euros == 7


TOWNS = (a_town("Lomé", "TG"), a_town("Paris", "FR", "mentioned"))


@pytest.mark.parametrize(
    ("chosen", "records", "euros"),
    [
        (naming_town("name:TG/Lomé"), 2, 7),
        # A sum of a project that only mentions a town is not the town's.
        (naming_town("name:FR/Paris"), 2, 0),
        (naming_town("name:TG/Nowhere"), 0, 0),
        (naming_country("TG"), 2, 7),
        (naming_country("FR"), 0, 0),
        (naming_partner("A"), 1, 7),
        (naming_partner("' OR 1=1 --"), 0, 0),
        (naming_theme("Climat"), 1, 7),
    ],
)
def test_a_set_is_what_names_the_thing(
    chosen: Chosen, records: int, euros: float, tmp_path: Path
) -> None:
    made = action(
        cities=TOWNS,
        countries=(),
        partners=(a_partner("A"),),
        budgets=(a_sum(7),),
        contributions=(),
        themes=("Climat",),
    )
    told = news(cities=TOWNS, text=TEXT)
    profile = profile_of(tmp_path, made, told, news("other"), chosen=chosen)
    assert profile.total == records
    assert profile.money.euros == euros


def test_partners_and_towns_are_tied_by_actions(tmp_path: Path) -> None:
    partners = (a_partner("A"), a_partner("B", "implementer"))
    one = action("one", cities=TOWNS, partners=partners, contributions=())
    two = action("two", cities=TOWNS, partners=partners[:1], contributions=())
    profile = profile_of(tmp_path, one, two)
    assert [(t.partner_name, t.town_name, t.projects) for t in profile.ties] == [
        ("A", "Lomé", 2),
        ("B", "Lomé", 1),
    ]


def test_a_period_is_told_where_nothing_competes(tmp_path: Path) -> None:
    def when(edtf: str, start: str | None, end: str | None, role: str) -> r.DateFact:
        return r.DateFact(edtf, start, end, role, edtf, (), EVIDENCE, 0.9)

    one = action("one", dates=(when("2014/2019", "2014", "2019", "period"),))
    two = action(
        "two",
        dates=(when("2014/2019", "2014", "2019", "period"), when("2015", "2015", "2015", "start")),
    )
    three = action("three", dates=(when("2011", "2011", "2011", "mentioned"),))
    periods = profile_of(tmp_path, one, two, three).periods
    assert {(p.id, p.start, p.end) for p in periods} == {
        ("action:one", "2014-01-01", "2019-12-31"),
        ("action:two", None, "2019-12-31"),
    }
