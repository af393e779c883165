"""What `explain` tells of facts: their rules, cues and tables, and why something is none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from aimf_scraper.explaining import EXPLAINED_BY, as_lines, explain_record, explain_text
from aimf_scraper.extraction import record_of_text
from aimf_scraper.records import to_json

PACKAGE = Path(__file__).parent.parent / "aimf_scraper"
TEXT = (
    "La commune de Dori, avec l’appui de l’AIMF, ouvre une école pour 1 200 élèves.\n"
    "Coût : 350 000 €, dont 200 000 € de subvention. Ouverture le 12 mars 2021.\n"
    "La place du 14 juillet est à M. Paris. Les pertes ont atteint 5 000 €."
)


class Taken(NamedTuple):
    field: str
    quote: str
    rule: str
    cue: str | None
    table: str  # where the confidence stands


TAKEN = [
    Taken("cities", "La commune de Dori", "cities.town_hall", "commune", "cities/confidence.tsv"),
    Taken("partners", "AIMF", "organisations.authority", "appui de", "partners/cues.tsv"),
    Taken("budgets", "350 000 €", "budgets.figures", "Coût", "money/confidence.tsv"),
    Taken("budgets", "200 000 €", "budgets.figures", "subvention", "money/confidence.tsv"),
    Taken("dates", "12 mars 2021", "dates.day_month_year", None, "time/confidence.tsv"),
    Taken("beneficiaries", "1 200 élèves", "beneficiaries.figures", "pour", "beneficiaries/"),
]
NOT_TAKEN = [
    ("cities", "Paris", "person"),
    ("dates", "14 juillet", "a place is called after it"),
    ("budgets", "5 000 €", "loss"),
]


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: f"{case.field}: {case.quote}")
def test_a_fact_tells_its_rule_its_cue_and_its_table(case: Taken) -> None:
    mentions = [
        one
        for fact in explain_text(None, TEXT)["facts"]
        if fact["field"] == case.field
        for one in fact["mentions"]
    ]
    (said,) = [one for one in mentions if one["quote"] == case.quote]
    assert said["rule"] == case.rule
    assert said["cue"] == case.cue
    assert said["confidence_at"].startswith(case.table)
    assert bool(said["cue_at"]) == bool(case.cue)


@pytest.mark.parametrize(("field", "quote", "why"), NOT_TAKEN)
def test_what_is_none_tells_why(field: str, quote: str, why: str) -> None:
    refused = explain_text(None, TEXT)["not_taken"]
    assert [(one["field"], one["why"]) for one in refused if one["quote"] == quote] == [
        (field, why)
    ]


def test_every_place_named_is_a_line_of_a_table() -> None:
    told = json.dumps(explain_text(None, TEXT), ensure_ascii=False)
    places = re.findall(r'"([a-z]+)/([a-z_]+\.(?:tsv|toml)):(\d+)', told)
    assert len(places) > 8
    for folder, file, line in places:
        lines = (PACKAGE / "rules" / folder / file).read_text("utf-8").splitlines()
        assert lines[int(line) - 1]
        assert not lines[int(line) - 1].startswith("#")


def test_every_fact_of_the_labelled_texts_is_explained() -> None:
    for path in sorted((Path(__file__).parent / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").split("\n"):
            if not line:
                continue
            page = json.loads(line)
            told = explain_text(page.get("title"), page["text"])
            for fact in told["facts"]:
                if fact["field"] in EXPLAINED_BY:
                    assert all("confidence_at" in one for one in fact["mentions"]), fact


def test_a_record_as_stored_is_explained_as_its_text_is() -> None:
    record = to_json(record_of_text(None, TEXT))
    assert explain_record(json.loads(json.dumps(record))) == explain_text(None, TEXT)


def test_lines_say_what_the_data_say() -> None:
    lines = "\n".join(as_lines(explain_text(None, TEXT)))
    assert "cities[0]  Dori, BF, main" in lines
    assert "not taken:" in lines
    assert "[cities/confidence.tsv:" in lines


def test_nothing_has_nothing_to_explain() -> None:
    assert list(as_lines(explain_text("Titre", ""))) == []
