"""A correction changes the one fact that it speaks of, or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.corrections import Correction, apply
from aimf_scraper.corrections.stored import record_of as stored_record
from aimf_scraper.corrections.table import checked
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import Evidence, Record, to_json
from aimf_scraper.reviewing.deciding import decidable
from aimf_scraper.validity import check_record
from tests.store.samples import RECORDS, TEXT, action, changed, said

SUM = "650 M FCFA"


def row(field: str, as_written: str, action_: str, value: str = "", key: str = "c1") -> Correction:
    return checked(
        {
            "correction_id": key,
            "record_id": action().id,
            "field": field,
            "as_written": as_written,
            "action": action_,
            "value": value,
            "who": "Awa",
            "why": "the budget annex",
        }
    )


def applied(*rows: Correction, to: Record | None = None) -> tuple[Record, list[str]]:
    record, told = apply(to or action(), rows)
    check_record(record)
    return record, [one.state for one in told]


#: field, as written, action, value -> what the fact then is
REPLACED = [
    ("budgets", SUM, "replace", "65000000 XAF", {"amount": 65_000_000, "currency": "XAF"}),
    ("budgets", SUM, "replace", "65 000 000", {"amount": 65_000_000, "currency": "XAF"}),
    ("budgets", SUM, "replace", '{"amount": 1.5, "currency": "EUR"}', {"amount": 1.5}),
    ("budgets", SUM, "replace", '{"scope": "grant"}', {"amount": 650_000_000, "scope": "grant"}),
    ("budgets.amount", SUM, "replace", "65000000", {"amount": 65_000_000, "scope": "total"}),
    ("budgets.scope", SUM, "replace", "annual", {"scope": "annual"}),
    ("budgets.qualifier", SUM, "replace", "hors études", {"qualifier": "hors études"}),
    ("budgets[650000000, XAF]", SUM, "replace", "1 EUR", {"amount": 1}),
    ("budgets", "650 M FCFA", "confirm", "", {"amount": 650_000_000, "confidence": 1.0}),
    ("cities", "Yaoundé", "replace", "Dschang (CM)", {"name": "Dschang", "geonames_id": 2232444}),
    ("cities", "Yaoundé", "replace", "Nulle-Part", {"country": None, "latitude": None}),
    ("cities.role", "Yaoundé", "replace", "mentioned", {"role": "mentioned", "country": "CM"}),
    ("partners", "AIMF", "replace", "FEICOM", {"name": "FEICOM", "type": "public"}),
    ("partners.role", "AIMF", "replace", "partner", {"role": "partner", "type": "network"}),
    ("dates", "entre 2014 et 2019", "replace", "2014/2018", {"start": "2014", "end": "2018"}),
    ("dates", "entre 2014 et 2019", "replace", "2014/..", {"start": "2014", "end": None}),
    ("dates", "entre 2014 et 2019", "replace", "2023-23", {"start": "2023-09", "end": "2023-11"}),
]


@pytest.mark.parametrize(("field", "written", "what", "value", "expected"), REPLACED)
def test_a_fact_says_what_a_person_says(
    field: str, written: str, what: str, value: str, expected: dict[str, Any]
) -> None:
    record, states = applied(row(field, written, what, value))
    assert states == ["applied"]
    name = field.partition(".")[0].partition("[")[0]
    fact = record.facts[name][0]
    assert {key: getattr(fact, key) for key in expected} == expected
    assert fact.evidence
    assert {mark.rule for mark in fact.evidence} == {f"human.{what}"}
    assert [mark.quote for mark in fact.evidence] == [
        mark.quote for mark in action().facts[name][0].evidence
    ]
    assert (fact.confidence, record.corrections) == (1.0, ("c1",))
    # What points at the fact follows it: tests/corrections/test_following.py.
    own = {name, *(kind.name for kind in kinds() for one in kind.pointers if name in one.kinds)}
    others = {key: value for key, value in record.facts.items() if key not in own}
    assert others == {key: value for key, value in action().facts.items() if key not in own}


def test_a_corrected_sum_loses_what_said_it_again() -> None:
    record, _ = applied(row("budgets", SUM, "replace", "65000000 XAF"))
    assert record.budgets[0].equivalents == ()
    record, _ = applied(row("budgets.scope", SUM, "replace", "grant"))
    assert record.budgets[0].equivalents == action().budgets[0].equivalents


@pytest.mark.parametrize(
    ("field", "written", "gone"),
    [
        ("budgets", SUM, "budgets"),
        ("cities", "Yaoundé", "cities"),
        ("countries", "Cameroun", "countries"),
        ("themes", "Climat", "themes"),
        ("status", "en-cours", "status"),
        ("dates", "entre  2014 et\u00a02019", "dates"),
    ],
)
def test_a_fact_is_rejected(field: str, written: str, gone: str) -> None:
    record, states = applied(row(field, written, "reject"))
    assert states == ["applied"]
    left = record.facts[gone]
    assert (len(left) if left else 0) == len(action().facts[gone] or ()) - 1 if left else not left
    assert record.corrections == ("c1",)


ADDED = [
    ("budgets", "1 M€", "1000000 EUR", ("budgets", "amount", 1_000_000)),
    ("cities", "AIMF", "Paris (FR)", ("cities", "geonames_id", 2988507)),
    ("partners", "La Ville", "Lille", ("partners", "name", "Lille")),
    ("countries", "FCFA", "Togo", ("countries", "code", "TG")),
    ("dates", "2019", "2019", ("dates", "start", "2019")),
    ("beneficiaries", "projet", "12 000 habitants", ("beneficiaries", "count", 12_000)),
]


@pytest.mark.parametrize(("field", "written", "value", "expected"), ADDED)
def test_a_fact_is_added_with_its_quote(
    field: str, written: str, value: str, expected: tuple[str, str, Any]
) -> None:
    record, states = applied(row(field, written, "add", value))
    assert states == ["applied"]
    name, part, wanted = expected
    fact = record.facts[name][-1]
    assert getattr(fact, part) == wanted
    (mark,) = fact.evidence
    assert (mark.quote, mark.rule) == (written, "human.add")
    assert getattr(record, mark.source)[mark.start : mark.end] == written


def test_words_are_added_and_the_day_of_publication() -> None:
    record, states = applied(
        row("themes", "marché", "add", "Commerce", "c1"),
        row("status", "entre 2014 et 2019", "replace", "completed", "c2"),
        row("published", "2023-05-04", "replace", "2023-05-05", "c3"),
    )
    assert states == ["applied"] * 3
    assert record.themes == ("Économie", "Climat", "Commerce")
    assert (record.status, record.published) == ("completed", "2023-05-05")
    assert record.corrections == ("c1", "c2", "c3")


#: Nothing of these may touch the record.
NOT_APPLIED = [
    ("budgets", "65 M FCFA", "replace", "1 EUR", "stale"),
    ("budgets", "50 M FCFA", "replace", "1 EUR", "stale"),  # within 650 M
    ("beneficiaries", "650", "reject", "", "applied"),  # stands there, and no such fact does
    ("partners", "Yaoundé", "reject", "", "unclear"),  # within "La Ville de Yaoundé"
    ("cities", "Bangui", "replace", "Bangui (CF)", "stale"),
    ("cities", "Yaound", "reject", "", "stale"),
    ("partners", "Agence", "confirm", "", "stale"),
    ("dates", "2014", "confirm", "", "unclear"),  # a part of "2014 et 2019", which is another date
    ("published", "2011-01-01", "replace", "2011-01-02", "stale"),
]


@pytest.mark.parametrize(("field", "written", "what", "value", "state"), NOT_APPLIED)
def test_no_other_fact_is_touched(
    field: str, written: str, what: str, value: str, state: str
) -> None:
    record, states = applied(row(field, written, what, value))
    assert states == [state]
    assert record.facts == action().facts
    assert record.published == action().published


def test_of_two_facts_written_alike_one_must_be_named() -> None:
    first = action().dates[0]
    second = replace(first, edtf="2014", end=None, role="start")
    record = changed(action(), dates=(first, second))
    _, states = applied(row("dates", first.as_written, "reject"), to=record)
    assert states == ["unclear"]
    left, states = applied(row("dates[2014, start]", first.as_written, "reject"), to=record)
    assert states == ["applied"]
    assert left.dates == (first,)


def test_rules_that_quote_more_still_meet_the_correction() -> None:
    quote = "(650 M FCFA"
    budget = replace(action().budgets[0], as_written=quote, evidence=said(quote, "budgets.new"))
    record, states = applied(
        row("budgets", SUM, "replace", "65000000 XAF"), to=changed(action(), budgets=(budget,))
    )
    assert states == ["applied"]
    assert [one.amount for one in record.budgets] == [65_000_000]


def shown() -> list[tuple[str, int]]:
    record = to_json(action())
    return [
        (kind.name, at)
        for kind in kinds()
        if kind.many and not kind.is_bare and kind.by_hand
        for at in range(len(record[kind.name]))
    ]


@pytest.mark.parametrize(("name", "at"), shown())
def test_what_is_confirmed_with_its_value_stays_whole(name: str, at: int) -> None:
    before = to_json(action())
    kind = next(one for one in kinds() if one.name == name)
    said = decidable(before, kind, at)
    record, states = applied(row(said.field, said.as_written, "confirm", said.value))
    assert states == ["applied"]
    marked = {"evidence": None, "confidence": None}
    assert [one | marked for one in to_json(record)[name]] == [one | marked for one in before[name]]


def test_rules_that_find_the_fact_no_longer_get_it_from_the_value() -> None:
    bare = changed(action(), budgets=())
    record, states = applied(row("budgets", SUM, "replace", "65000000 XAF"), to=bare)
    assert states == ["applied"]
    (budget,) = record.budgets
    assert (budget.amount, budget.as_written) == (65_000_000, SUM)
    assert budget.evidence[0].rule == "human.replace"
    _, states = applied(row("budgets", SUM, "confirm"), to=bare)
    assert states == ["stale"]
    _, states = applied(row("budgets", SUM, "replace", "65000000"), to=bare)
    assert states == ["refused"]  # in which currency?


def test_a_fact_that_the_rules_find_by_now_is_not_added_twice() -> None:
    record, states = applied(row("budgets", SUM, "add", "650000000 XAF"))
    assert states == ["applied"]
    assert [one.amount for one in record.budgets] == [650_000_000]


def test_later_rows_have_the_last_word() -> None:
    record, states = applied(
        row("budgets", SUM, "reject", "", "c1"),
        row("budgets", SUM, "replace", "2 EUR", "c2"),
        row("budgets", SUM, "replace", "3 EUR", "c3"),
    )
    assert states == ["applied"] * 3
    assert [one.amount for one in record.budgets] == [3]


@given(RECORDS)
def test_a_record_survives_the_way_to_json_and_back(record: Record) -> None:
    assert stored_record(to_json(record)) == record


@given(
    st.sampled_from(["budgets", "cities", "partners", "dates", "themes", "status", "published"]),
    st.text(min_size=1, max_size=30) | st.sampled_from(TEXT.split()),
    st.sampled_from(["confirm", "reject", "replace", "add"]),
    st.text(max_size=20) | st.sampled_from(['{"amount": 1e999}', "1 EUR", "2014/2013", "ongoing"]),
)
def test_whatever_is_written_the_record_stays_whole(
    field: str, written: str, what: str, value: str
) -> None:
    try:
        one = row(field, written, what, value)
    except ValueError:
        return
    record, told = apply(action(), [one])
    check_record(record)
    if told[0].state != "applied":
        assert record == action()


def test_the_evidence_of_words_without_offsets_stays() -> None:
    record, _ = applied(row("status", "ongoing", "confirm"))
    assert record.evidence["status"] == (
        Evidence("class:en-cours", None, None, "en-cours", "human.confirm"),
    )
