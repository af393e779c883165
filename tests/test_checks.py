"""Checks before publishing: each passes at its threshold and fails past it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper.checks import CheckResult, Figures, check
from aimf_scraper.config import Checks
from aimf_scraper.config.tree import Least
from aimf_scraper.judging import judge
from aimf_scraper.store import Run, open_store
from tests.store.samples import DAY_1, DAY_2, SITE, action, news

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Checks(
    largest_drop=0.1,
    largest_coverage_drop=0.2,
    largest_emptied_share=0.5,
    largest_failed_share=0.05,
    largest_unwanted_status_share=0.05,
    largest_reject_share=0.2,
    least_french_share=0.5,
    least=Least(all=150, action=40, news=60),
)
GOOD = Figures(
    run=3,
    records={"action": 100, "news": 100},
    named={"action": {"rest": 100, "sitemap": 100}, "news": {"rest": 100}},
    coverage={"action": {"budgets": 0.5, "cities": 1.0}, "news": {"dates": 0.02}},
    languages={"fr": 190, "en": 10},
    pages={"fetched": 195, "failed": 5},
    statuses={"200": 190, "304": 10},
    emptied={},
)


def failed(results: list[CheckResult]) -> list[str]:
    return [one.name for one in results if not one.passed]


class Case(NamedTuple):
    name: str
    passes: dict[str, Any]  # at the threshold
    fails: dict[str, Any]  # just past it
    says: tuple[str, ...]  # what the message of the failure holds


CASES = [
    Case(
        "least/all",
        {"records": {"news": 150}},
        {"records": {"news": 149}},
        ("149 records in all", "at least 150"),
    ),
    Case(
        "least/action",
        {"records": {"action": 40, "news": 150}},
        {"records": {"action": 39, "news": 150}},
        ("39 action records", "at least 40"),
    ),
    Case(
        "invariant/one-address",
        {"invariants": {"one-address": {"count": 0, "first": []}}},
        {"invariants": {"one-address": {"count": 1, "first": ["a is the record of b and of c"]}}},
        ("1 amiss", "b and of c"),
    ),
    Case(
        "audit",
        {"lies": ()},
        {"lies": ({"way": "sitemap", "url": "https://x.example/a/", "what": "changed"},)},
        ("sitemap", "https://x.example/a/", "--full"),
    ),
    Case(
        "failed",
        {"pages": {"fetched": 95, "failed": 5}},
        {"pages": {"fetched": 94, "failed": 6}},
        ("6 of 100 pages (6.0%) failed", "5.0%"),
    ),
    Case(
        "unwanted-status",
        {"statuses": {"200": 80, "304": 5, "404": 10, "503": 5}},
        {"statuses": {"200": 80, "304": 4, "410": 10, "403": 3, "503": 3}},
        ("6 of 100 pages (6.0%)", "5.0%"),
    ),
    Case(
        "rejects",
        {"pages": {"fetched": 80, "rejected": 20}},
        {"pages": {"fetched": 79, "rejected": 21}},
        ("21 of 100 pages (21.0%) were not taken", "20.0%"),
    ),
    Case(
        "french",
        {"languages": {"fr": 50, "en": 50}},
        {"languages": {"fr": 49, "en": 51}},
        ("49 of 100 records (49.0%) are in French", "50.0%"),
    ),
    Case(
        "drop/action",
        {"records": {"action": 90, "news": 100}},
        {"records": {"action": 89, "news": 100}},
        ("89 action records held, 100 in run 3", "11.0% fewer", "10.0%"),
    ),
    Case(
        "listed/action/rest",
        {"named": {"action": {"rest": 90}}},
        {"named": {"action": {"rest": 89}}},
        ("89 action pages listed by rest, 100 in run 3", "11.0% fewer"),
    ),
    Case(
        "coverage/action/budgets",
        {"coverage": {"action": {"budgets": 0.4}}},
        {"coverage": {"action": {"budgets": 0.39}}},
        ("budgets in 39.0% of 100 action records, 50.0%", "fell by 22.0%", "20.0%"),
    ),
    Case(
        "emptied/budgets",
        {"emptied": {"budgets": (8, 4)}},
        {"emptied": {"budgets": (8, 5)}},
        ("5 of 8 records that changed and had budgets", "62.5%", "50.0%"),
    ),
    # Two are too few to judge by a share, three are not.
    Case(
        "emptied/cities",
        {"emptied": {"cities": (2, 2)}},
        {"emptied": {"cities": (3, 3)}},
        ("3 of 3",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_check_passes_at_its_threshold_and_fails_past_it(case: Case) -> None:
    now = replace(GOOD, run=4)
    assert case.name not in failed(check(replace(now, **case.passes), [GOOD], LIMITS))
    results = check(replace(now, **case.fails), [GOOD], LIMITS)
    assert case.name in failed(results)
    message = next(one.message for one in results if one.name == case.name)
    assert [part for part in case.says if part not in message] == []


def test_a_good_run_passes_beside_itself() -> None:
    assert failed(check(replace(GOOD, run=4), [GOOD], LIMITS)) == []


@pytest.mark.parametrize("now, names", [(2, []), (1, ["drop/event"])])
def test_a_small_kind_may_lose_two(now: int, names: list[str]) -> None:
    then = replace(GOOD, records={**GOOD.records, "event": 4})
    later = replace(GOOD, records={**GOOD.records, "event": now})
    assert failed(check(later, [then], LIMITS)) == names


def test_a_field_of_too_few_records_is_not_judged() -> None:
    now = replace(GOOD, coverage={"news": {"dates": 0.0}})
    assert failed(check(now, [GOOD], LIMITS)) == []


def test_a_first_run_is_only_held_to_what_needs_no_comparison() -> None:
    names = {one.name.partition("/")[0] for one in check(GOOD, [], LIMITS)}
    assert names == {"least", "failed", "unwanted-status", "rejects", "french", "audit"}


def test_a_kind_is_compared_with_the_last_run_that_crawled_it() -> None:
    news_only = replace(GOOD, run=5, records={"news": 100}, coverage={}, named={})
    now = replace(GOOD, run=6, records={"action": 50, "news": 100})
    assert failed(check(now, [news_only, GOOD], LIMITS)) == ["drop/action"]


def test_coverage_is_compared_with_the_median_of_the_good_runs() -> None:
    odd = [replace(GOOD, coverage={"action": {"budgets": share}}) for share in (0.9, 0.5, 0.5)]
    now = replace(GOOD, coverage={"action": {"budgets": 0.45}})
    assert failed(check(now, odd, LIMITS)) == []
    assert failed(check(now, [odd[0], odd[0], odd[1]], LIMITS)) == ["coverage/action/budgets"]


def test_an_empty_site_fails_even_as_the_first_run() -> None:
    nothing = Figures(1, {"action": 0, "news": 0}, {}, {}, {}, {}, {}, {})
    assert failed(check(nothing, [], Checks())) == ["least/all"]


def run(walked: str = "whole", **counts: Any) -> Run:
    kinds = {"action": {"held": 2, "rest": 3, "listing": 1, "feed": 1, "link": 9}}
    completeness = {"walked": walked, "kinds": kinds}
    return Run(7, "refresh", SITE, DAY_1, DAY_1, "complete", {}, counts, completeness)


def test_figures_are_read_from_a_run() -> None:
    figures = Figures.of(run(records={"action": 2}, pages={"fetched": 2}))
    assert (figures.run, figures.records, figures.pages) == (7, {"action": 2}, {"fetched": 2})
    assert figures.named == {"action": {"rest": 3, "listing": 1}}
    assert figures.coverage == {}  # an older version did not count it


def test_the_listings_of_a_quick_run_are_not_compared() -> None:
    assert Figures.of(run("changes")).named == {"action": {"rest": 3}}


def finished(database: Path, count: int, status: str = "complete", started: str = DAY_1) -> int:
    """Add a run that holds *count* actions."""
    with open_store(database) as store:
        number = store.start_run("refresh", started, {}, SITE)
        store.finish_run(number, started, status, {"records": {"action": count}}, {})
    return number


def test_only_good_runs_are_compared_with(tmp_path: Path) -> None:
    database = tmp_path / "aimf.db"
    finished(database, 100)
    assert judge(database, Checks()).good
    finished(database, 50, "incomplete")
    verdict = judge(database, Checks())
    assert (verdict.good, [one.name for one in verdict.failed]) == (False, ["drop/action"])
    # Neither the incomplete run nor the bad one becomes the measure of the next.
    for _ in range(2):
        finished(database, 50)
        verdict = judge(database, Checks())
        assert (verdict.good, [one.name for one in verdict.failed]) == (False, ["drop/action"])
        assert "100 in run 1" in verdict.failed[0].message


def test_an_accepted_run_is_the_next_baseline(tmp_path: Path) -> None:
    database = tmp_path / "aimf.db"
    finished(database, 100)
    judge(database, Checks())
    finished(database, 50)
    assert judge(database, Checks(), accept=True).good
    finished(database, 50)
    verdict = judge(database, Checks())
    assert verdict.good
    assert verdict.failed == ()


@pytest.mark.parametrize("status", ["incomplete", "partial", "interrupted", "failed"])
def test_a_run_that_is_not_complete_is_never_good(tmp_path: Path, status: str) -> None:
    database = tmp_path / "aimf.db"
    finished(database, 100, status)
    assert not judge(database, Checks(), accept=True).good
    with open_store(database) as store:
        assert (store.runs()[-1].counts or {})["good"] is False


def test_the_store_tells_which_fields_a_run_emptied(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        first = store.start_run("refresh", DAY_1, {}, SITE)
        for slug in ("a", "b", "c", "gone"):
            store.save(action(slug), run=first, seen_at=DAY_1)
        store.save(news(), run=first, seen_at=DAY_1)
        second = store.start_run("refresh", DAY_2, {}, SITE)
        store.save(action("a", budgets=()), run=second, seen_at=DAY_2)
        store.save(action("b", title="Autre"), run=second, seen_at=DAY_2)
        store.mark_gone(["action:gone"], second, DAY_2)
        assert store.emptied(first) == {}
        told = store.emptied(second)
        assert (told["budgets"], told["cities"]) == ((2, 1), (2, 0))
        assert store.languages() == {"action": {"fr": 3}, "news": {"fr": 1}}
