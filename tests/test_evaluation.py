"""Scores by value: what counts as the same, and what a report says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.cli import cli
from aimf_scraper.errors import UsageError
from aimf_scraper.evaluation import Report, evaluate, read_gold
from aimf_scraper.evaluation.tally import Tally, wilson
from aimf_scraper.records import (
    Beneficiaries,
    Budget,
    City,
    Contribution,
    Country,
    DateFact,
    Equivalent,
    Evidence,
    Partner,
    Record,
)

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.evaluation import GoldPage


def said(quote: str, rule: str = "made.up", source: str = "text") -> tuple[Evidence, ...]:
    return (Evidence(source, 0, len(quote), quote, rule),)


def city(name: str, country: str | None, quote: str | None = None) -> City:
    return City(name, quote or name, country, None, None, None, "main", said(quote or name), 0.95)


def partner(name: str, quote: str | None = None) -> Partner:
    return Partner(
        name, quote or name, "other", "partner", said(quote or name, "partners.cue"), 0.8
    )


def budget(
    amount: float, currency: str, *again: tuple[float, str], high: float | None = None
) -> Budget:
    equivalents = tuple(Equivalent(a, c, str(a), said(str(a))) for a, c in again)
    return Budget(
        amount, high, currency, "total", None, None, str(amount), equivalents, said("x"), 0.98
    )


def date(edtf: str, start: str | None, end: str | None, written: str) -> DateFact:
    return DateFact(edtf, start, end, "mentioned", written, (), said(written), 0.6)


def scored(tmp_path: Path, labels: dict[str, Any], **facts: Any) -> Report:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "...", "kind": "actualite", **labels}), encoding="utf-8")

    def extract(page: GoldPage) -> Record:
        assert page.kind == "news"
        return Record("news:x", "news", page.url, page.title, None, page.text, "fr", facts=facts)

    return evaluate(read_gold(path), extract)


def counts(report: Report, name: str) -> tuple[int, int, int, int]:
    score = report.fields[name]
    return score.found, score.right, score.expected, score.hit


HUE = [
    {"name": "Huê", "canonical": "Hué", "country": "VN"},
    {"name": "Hué", "canonical": "Hué", "country": "VN"},
]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((city("Hué", "VN"),), (1, 1, 1, 1)),
        ((city("HUE", "VN"),), (1, 1, 1, 1)),
        ((city("Hué (ville)", "VN", quote="Huê"),), (1, 1, 1, 1)),
        ((city("Hué", None),), (1, 1, 1, 1)),
        ((city("Hué", "FR"),), (1, 0, 1, 0)),
        ((city("Hué", "VN"), city("Huê", "VN")), (2, 1, 1, 1)),
        ((), (0, 0, 1, 0)),
    ],
    ids=["same", "capitals", "by its words", "no country", "elsewhere", "twice", "missed"],
)
def test_cities(tmp_path: Path, found: tuple[City, ...], expected: tuple[int, ...]) -> None:
    assert counts(scored(tmp_path, {"cities": HUE}, cities=found), "cities") == expected


def test_partners_meet_by_canonical_form_or_words(tmp_path: Path) -> None:
    labels = [
        {"name": "AESN", "canonical": "Agence de l’eau Seine-Normandie"},
        {"name": "Agence de l’eau Seine Normandie", "canonical": "Agence de l’eau Seine-Normandie"},
        {"name": "SIAAP", "canonical": "Syndicat interdépartemental"},
    ]
    found = (
        partner("Agence de l'eau Seine-Normandie", "l’AESN"),
        partner("Le SIAAP"),
        partner("X"),
    )
    report = scored(tmp_path, {"partners": labels}, partners=found)
    assert counts(report, "partners") == (3, 2, 2, 2)
    assert [slip.shown for slip in report.false_finds] == ["X"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((budget(14_000_000, "EUR", (9_000_000_000, "XAF")),), (2, 2, 2, 2)),
        ((budget(14_000_000, "EUR"), budget(9_000_000_000, "XAF")), (2, 2, 2, 2)),
        ((budget(14_000_000, "EUR"), budget(9_000_000_000, "XOF")), (2, 1, 2, 1)),
        ((budget(14_000_000, "EUR", (1, "CHF")),), (2, 1, 2, 1)),
        ((budget(10_000_000, "EUR", high=14_000_000),), (1, 1, 2, 1)),
        ((budget(14_000_000.0, "EUR"),), (1, 1, 2, 1)),
    ],
    ids=["equivalent", "two budgets", "wrong franc", "odd equivalent", "range", "float"],
)
def test_budgets(tmp_path: Path, found: tuple[Budget, ...], expected: tuple[int, ...]) -> None:
    labels = [
        {"text": "14 M€", "amount": 14_000_000, "currency": "EUR"},
        {"text": "9 Md", "amount": 9_000_000_000, "currency": "XAF"},
    ]
    assert counts(scored(tmp_path, {"budgets": labels}, budgets=found), "budgets") == expected


@pytest.mark.parametrize(
    ("label", "found", "hit"),
    [
        (("2019", "2020", "2019 – 2020"), date("2019/2020", "2019", "2020", "2019 – 2020"), True),
        (("2019", "2020", "2019 – 2020"), date("2019", "2019", None, "2019"), False),
        (("2019", None, "en 2019"), date("2019-05", "2019-05", None, "mai 2019"), False),
        (("2018", None, "depuis 2018"), date("2018/..", "2018", None, "depuis 2018"), True),
        ((None, None, "17 avril dernier"), date("XXXX-04-17", None, None, "17 avril"), True),
        ((None, None, "17 avril dernier"), date("2020-04-17", "2020-04-17", None, "17 avril dernier"), True),
        ((None, None, "17 avril dernier"), date("2020", "2020", None, "2020"), False),
    ],
)  # fmt: skip
def test_dates(tmp_path: Path, label: tuple[Any, ...], found: DateFact, hit: bool) -> None:
    labels = [dict(zip(("start", "end", "text"), label, strict=True), role="event")]
    report = scored(tmp_path, {"dates": labels}, dates=(found,))
    assert counts(report, "dates") == ((1, 1, 1, 1) if hit else (1, 0, 1, 0))


def test_one_day_in_two_roles_is_right_twice(tmp_path: Path) -> None:
    labels = [{"start": "2019", "end": None, "text": "en 2019"}]
    again = (date("2019", "2019", None, "en 2019"), date("2019", "2019", None, "2019"))
    assert counts(scored(tmp_path, {"dates": labels}, dates=again), "dates") == (2, 2, 1, 1)


def test_countries_count_where_the_text_names_them(tmp_path: Path) -> None:
    found = (
        Country("TG", "Togo", said("Togo"), 0.95),
        Country("BJ", "Bénin", said("Bénin", source="class:pays-benin"), 0.95),
    )
    report = scored(tmp_path, {"countries": ["TG"]}, countries=found)
    assert counts(report, "countries") == (1, 1, 1, 1)


def people(count: int, unit: str) -> Beneficiaries:
    return Beneficiaries(count, unit, None, f"{count} {unit}", said(f"{count} {unit}"), 0.9)


@pytest.mark.parametrize(
    ("label", "found", "hit"),
    [
        ({"count": 500, "unit": "familles"}, people(500, "familles"), True),
        ({"count": 500, "unit": "Familles"}, people(500, "familles de pêcheurs"), True),
        ({"count": 500}, people(500, "élèves"), True),
        ({"count": 500, "unit": "femmes"}, people(500, "élèves"), False),
        ({"count": 5000, "unit": "élèves"}, people(500, "élèves"), False),
    ],
    ids=["same", "of whom more is said", "of anybody", "of others", "another count"],
)
def test_beneficiaries(
    tmp_path: Path, label: dict[str, Any], found: Beneficiaries, hit: bool
) -> None:
    report = scored(tmp_path, {"beneficiaries": [label]}, beneficiaries=(found,))
    assert counts(report, "beneficiaries") == ((1, 1, 1, 1) if hit else (1, 0, 1, 0))


def test_a_field_without_labels_is_not_scored(tmp_path: Path) -> None:
    report = scored(tmp_path, {}, cities=(city("Hué", "VN"),))
    assert report.total.found == 0
    assert report.total.f1 is None


def test_report_as_json_and_as_text(tmp_path: Path) -> None:
    report = scored(tmp_path, {"cities": HUE}, cities=(city("Hué", "VN"), city("Lyon", "FR")))
    told = json.loads(json.dumps(report.to_json()))
    assert told["fields"]["cities"] == {
        "precision": 0.5, "recall": 1.0, "f1": 0.6667, "found": 2, "right": 1, "expected": 1, "hit": 1,
    }  # fmt: skip
    assert told["calibration"][0] == {
        "from": 0.9, "facts": 2, "right": 1, "share": 0.5, "low": 0.0945, "high": 0.9055,
    }  # fmt: skip
    assert told["calibration_by_field"]["cities"][0] == told["calibration"][0]
    assert told["calibration_by_field"]["dates"][0]["facts"] == 0
    assert told["calibration_by_field"]["dates"][0]["low"] is None
    assert told["rules"] == {"made.up": {"facts": 2, "right": 1, "precision": 0.5}}
    assert "Lyon (FR)" not in report.to_text()
    assert "line 1   cities     Lyon (FR)  [made.up, 0.95]" in report.to_text(slips=True)
    assert "all: 0.9 to 1.0                 2      1   0.500   0.095 to 0.905" in report.to_text()


@pytest.mark.parametrize(
    ("field", "label", "fact", "expected"),
    [
        ("cities", {"name": "Hué", "role": "main"}, city("Hué", None), {"role": (1, 1)}),
        ("cities", {"name": "Hué", "role": "mentioned"}, city("Hué", None), {"role": (1, 0)}),
        ("cities", {"name": "Hué"}, city("Hué", None), {"role": (0, 0)}),
        ("cities", {"name": "Metz", "role": "main"}, city("Hué", None), {"role": (0, 0)}),
        (
            "partners",
            {"name": "SIAAP", "role": "partner", "type": "public"},
            partner("SIAAP"),
            {"role": (1, 1), "type": (1, 0)},
        ),
        (
            "budgets",
            {"amount": 5, "currency": "EUR", "scope": "grant", "qualifier": None},
            budget(5, "EUR"),
            {"scope": (1, 0), "qualifier": (0, 0), "approximation": (0, 0)},
        ),
        (
            "budgets",
            {"amount": 5, "currency": "EUR", "scope": "total", "qualifier": "Hors taxes"},
            replace(budget(5, "EUR"), qualifier="hors taxes", approximation="about"),
            {"scope": (1, 1), "qualifier": (1, 1), "approximation": (0, 0)},
        ),
        (
            "budgets",
            {"amount": 5, "currency": "EUR", "scope": "total", "approximation": None},
            replace(budget(5, "EUR"), approximation="about"),
            {"scope": (1, 1), "qualifier": (0, 0), "approximation": (1, 0)},
        ),
        (
            "budgets",
            {"amount": 5, "currency": "EUR", "qualifier": "total"},
            budget(5, "EUR"),
            {"scope": (0, 0), "qualifier": (0, 0), "approximation": (0, 0)},
        ),
        (
            "dates",
            {"start": "2019", "end": None, "role": "publication"},
            date("2019", "2019", None, "en 2019"),
            {"role": (0, 0), "edtf": (0, 0)},
        ),
        (
            "dates",
            {"start": "2018", "end": None, "role": "start", "edtf": "2018/.."},
            date("2018", "2018", None, "en 2018"),
            {"role": (1, 0), "edtf": (1, 0)},
        ),
    ],
)
def test_what_a_right_fact_says_besides(
    tmp_path: Path, field: str, label: dict[str, Any], fact: Any, expected: dict[str, Any]
) -> None:
    report = scored(tmp_path, {field: [label]}, **{field: (fact,)})
    told = report.to_json()["attributes"][field]
    assert {name: (one["facts"], one["right"]) for name, one in told.items()} == expected


def test_what_is_said_wrongly_is_named(tmp_path: Path) -> None:
    label = {"name": "Hué", "role": "mentioned"}
    report = scored(tmp_path, {"cities": [label]}, cities=(city("Hué", "VN"),))
    assert [slip.shown for slip in report.wrong_attributes] == [
        "Hué (VN): role main, not mentioned"
    ]
    assert "cities: role" in report.to_text()
    assert "role main, not mentioned" in report.to_text(slips=True)


def test_two_labels_of_a_day_may_give_it_two_roles(tmp_path: Path) -> None:
    labels = [{"start": "2019", "end": None, "role": role} for role in ("start", "end")]
    again = tuple(
        replace(date("2019", "2019", None, "2019"), role=role) for role in ("end", "event")
    )
    report = scored(tmp_path, {"dates": labels}, dates=again)
    assert report.attributes["dates"]["role"] == Tally(2, 1)


def gift(provider: str | None, receiver: str | None, amount: int | None) -> Contribution:
    currency = None if amount is None else "EUR"
    return Contribution(
        provider, receiver, amount, None, currency, "grant", None, False, "x", said("x"), 0.9
    )


@pytest.mark.parametrize(
    ("label", "found", "hit"),
    [
        (("SIAAP", None, 5), gift("Syndicat interdépartemental", None, 5), True),
        (("SIAAP", None, 5), gift("Syndicat interdépartemental", "Hué", 5), True),
        (("le Siaap", None, None), gift("Syndicat interdépartemental", None, None), True),
        (("SIAAP", None, 5), gift("Syndicat interdépartemental", None, 6), False),
        (("SIAAP", None, 5), gift("Syndicat interdépartemental", None, None), False),
        (("SIAAP", None, 5), gift("Agence de l'eau", None, 5), False),
        (("SIAAP", "Huê", 5), gift("Syndicat interdépartemental", "Hué", 5), True),
        (("SIAAP", "Huê", 5), gift("Syndicat interdépartemental", None, 5), False),
        ((None, "SIAAP", 5), gift("SIAAP", None, 5), False),
    ],
)
def test_givers_meet_by_any_name_that_the_page_gives_them(
    tmp_path: Path, label: tuple[Any, ...], found: Contribution, hit: bool
) -> None:
    row = dict(zip(("provider", "receiver", "amount"), label, strict=True), currency="EUR")
    labels = {
        "cities": HUE,
        "partners": [
            {"name": "SIAAP", "canonical": "Syndicat interdépartemental"},
            {"name": "le Siaap", "canonical": "Syndicat interdépartemental"},
        ],
        "contributions": [row],
    }
    report = scored(tmp_path, labels, contributions=(found,))
    assert counts(report, "contributions") == ((1, 1, 1, 1) if hit else (1, 0, 1, 0))


def test_a_found_giver_is_known_by_its_own_words(tmp_path: Path) -> None:
    label = {"provider": "Coopération suisse", "amount": 5, "currency": "EUR"}
    body = partner("Direction du développement et de la coopération", "la Coopération suisse")
    facts = {"partners": (body,), "contributions": (gift(body.name, None, 5),)}
    report = scored(tmp_path, {"contributions": [label]}, **facts)
    assert counts(report, "contributions") == (1, 1, 1, 1)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(right: int, wrong: int) -> None:
    total = right + wrong
    interval = wilson(right, total)
    if interval is None:
        assert total == 0
        return
    low, high = interval
    assert 0 <= low <= right / total <= high <= 1
    assert high - low < 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "a"}\n{"text": ', "line 2: not JSON"),
        ("[1]", "line 1: a labelled page is a JSON object"),
        ('{"url": "x"}', "line 1: a labelled page needs a text or a title"),
        ('{"text": "a", "cities": {"name": "x"}}', "line 1: labels of 'cities'"),
        ('{"text": "a", "budgets": [{"amount": "3", "currency": "EUR"}]}', "labels of 'budgets'"),
        ('{"text": "a", "partners": ["AIMF"]}', "labels of 'partners'"),
        ("\n\n", "holds no labelled page"),
    ],
)
def test_a_malformed_file_says_where(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_gold(path)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "a\u2028b", "cities": []}\n', encoding="utf-8")
    (page,) = read_gold(path)
    assert page.text == "a\u2028b"


def test_the_day_of_publication_gives_a_date_its_year(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    label = {"text": "le 4 mai dernier", "start": "2023-05-04", "end": None, "role": "event"}
    page = {"title": "Un marché", "text": "Le maire a ouvert le marché le 4 mai dernier."}
    path.write_text(json.dumps(page | {"published": "2023-06-01", "dates": [label]}), "utf-8")
    done = CliRunner().invoke(cli, ["evaluate", str(path), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["fields"]["dates"]["right"] == 1


def test_a_day_of_publication_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "…", "published": "juin 2023"}), "utf-8")
    with pytest.raises(UsageError, match="line 1: published must be a day"):
        read_gold(path)
