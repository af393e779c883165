"""The parts of a record's page: differences, who gives what to whom, what other records say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.explore.differences import between, field_of, shown_change
from aimf_scraper.explore.gift_graph import gift_graph
from aimf_scraper.explore.links import ServedLinks
from aimf_scraper.explore.record_facts import shown_facts
from aimf_scraper.explore.record_page import read_record_page, record_body
from aimf_scraper.explore.texts import Texts
from aimf_scraper.records import to_json
from aimf_scraper.store import open_store
from aimf_scraper.store.history import Change
from tests.store.samples import DAY_1, DAY_2, SITE, action, changed

if TYPE_CHECKING:
    from pathlib import Path


class Case(NamedTuple):
    change: Change
    field: tuple[str, str]
    html: str


CHANGES = [
    Case(
        Change("text", "Un.\nCoût : 3 M€.\nFin.", "Un.\nCoût : 4 M€.\nFin."),
        ("text", ""),
        '<span class="gap">…</span>\nCoût : <del>3</del><ins>4</ins> M€.\n<span class="gap">…</span>',
    ),
    Case(Change("title", None, "<b>"), ("title", ""), "<ins>&lt;b&gt;</ins>"),
    Case(Change("themes[Eau]", "Eau", None), ("themes", "Eau"), "<del>Eau</del>"),
    Case(
        Change("cities[Huê, VN].role", "main", "mentioned"),
        ("cities", "Huê, VN: role"),
        "<del>main</del> <ins>mentioned</ins>",
    ),
    Case(
        Change("budgets[1, EUR]", None, to_json(action())["budgets"][0]),
        ("budgets", "1, EUR"),
        "<ins>650 M FCFA (XAF 650000000)</ins>",
    ),
    Case(
        Change("cities.order", ["A", "B"], ["B", "A"]),
        ("cities", "order"),
        "<del>A, B</del> <ins>B, A</ins>",
    ),
]


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case.change.field)
def test_a_change(case: Case) -> None:
    assert field_of(case.change) == case.field
    assert shown_change(case.change) == case.html


@given(old=st.text(max_size=80), new=st.text(max_size=80))
def test_a_difference_holds_the_new_words_and_no_tag_of_theirs(old: str, new: str) -> None:
    html = between(old, new)
    assert set(re.findall(r"<([^>]*)>", html)) <= {
        "del",
        "/del",
        "ins",
        "/ins",
        'span class="gap"',
        "/span",
    }


def test_a_long_text_that_changed_whole_is_told_at_once() -> None:
    assert between("a\n" * 50_000, "b\n" * 50_000).startswith("<del>a")
    assert between("a " * 50_000, "b " * 50_000).startswith("<del>a")


def test_gifts_are_drawn_and_told_in_words() -> None:
    record: dict[str, Any] = to_json(action())
    graph = gift_graph(record, Texts("en"))
    assert graph is not None
    assert '<text x="8"' in graph
    assert re.search(r"<strong>Association[^<]*</strong> → Ville de Yaoundé", graph)
    assert "650,000,000\u00a0XAF · grant" in graph
    assert gift_graph(record | {"contributions": []}, Texts("en")) is None


def test_a_gift_without_names_or_share() -> None:
    record: dict[str, Any] = to_json(action())
    gift = record["contributions"][0] | {
        "provider": None,
        "receiver": "<b>",
        "amount": None,
        "joint": True,
    }
    graph = gift_graph(record | {"contributions": [gift]}, Texts("fr"))
    assert graph is not None
    assert "non précisé" in graph
    assert "ensemble 650\u202f000\u202f000\u00a0XAF" in graph
    assert "<b>" not in graph


def test_bare_words_have_their_own_evidence_only() -> None:
    record = to_json(action())
    mark = {
        "source": "class:x",
        "start": None,
        "end": None,
        "quote": "climat",
        "rule": "themes.term",
    }
    record["evidence"] = {
        "themes": [mark, mark | {"source": "rest:x"}, mark | {"quote": "economie"}]
    }
    facts = {one.key: one for one in shown_facts(record, Texts("fr"), ServedLinks())}
    assert [one.source for one in facts["themes-1"].places] == ["class:x", "rest:x"]
    assert [one.quote for one in facts["themes-0"].places] == ["economie"]


def test_what_other_records_say_and_what_changed(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {}, SITE)
        store.save(action(), run=run, seen_at=DAY_1)
        store.save(action("autre", title="Yaoundé – Une gare <i>"), run=run, seen_at=DAY_1)
        store.save(changed(action(), status="completed"), run=run, seen_at=DAY_2)
        page = read_record_page(store, action().id)
    assert page is not None
    assert {(one.kind, one.name) for one in page.named} >= {("cities", "Yaoundé")}
    html = record_body(page, Texts("en"), ServedLinks())
    assert "Yaoundé – Une gare &lt;i&gt;" in html
    assert '<mark class="hit">Yaoundé</mark>' in html
    assert "<del>ongoing</del> <ins>completed</ins>" in html
    assert "the site changed" in html
