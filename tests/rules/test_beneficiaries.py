"""Beneficiaries: who is counted, how sure it is, and crowds that nobody serves."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimf_scraper.rules.beneficiaries import beneficiaries
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document


@pytest.mark.parametrize(
    ("text", "count", "unit", "approximation", "as_written"),
    [
        ("les conditions de vie de plus de 500 000 habitants", 500_000, "habitants", "over", "plus de 500 000 habitants"),
        ("une vie meilleure pour les 2 Millions d'habitants", 2_000_000, "habitants", None, "2 Millions d'habitants"),
        ("Près de 2 millions d’habitants en profiteront.", 2_000_000, "habitants", "about", "Près de 2 millions d’habitants"),
        ("Le lycée accueille 17 000 élèves", 17_000, "élèves", None, "17 000 élèves"),
        ("formation de 260² agents municipaux", 260, "agents municipaux", None, "260² agents municipaux"),
        ("300 ménages raccordés", 300, "ménages", None, "300 ménages"),
        ("120 agents municipaux formés", 120, "agents municipaux", None, "120 agents municipaux"),
        ("une centaine de jeunes ont été formés", 100, "jeunes", "about", "une centaine de jeunes"),
        ("Deux mille femmes bénéficient du projet", 2000, "femmes", None, "Deux mille femmes"),
        ("au profit de 25\u202f000 personnes", 25_000, "personnes", None, "25\u202f000 personnes"),
        ("pour quelque 1.200 Écoliers", 1200, "écoliers", "about", "quelque 1.200 Écoliers"),
        ("former jusqu’à 45 enseignants", 45, "enseignants", "under", "jusqu’à 45 enseignants"),
        ("au profit de 80 jeunes filles", 80, "jeunes filles", None, "80 jeunes filles"),
        ("Le projet touche entre 400 et 500 familles.", 400, "familles", "over", "entre 400 et 500 familles"),
        ("au profit de 1 200 à 1 500 personnes", 1200, "personnes", "over", "1 200 à 1 500 personnes"),
        ("12 à 15 millions d’habitants desservis", 12_000_000, "habitants", "over", "12 à 15 millions d’habitants"),
        ("entre 2020 et 2022, 500 familles formées", 500, "familles", None, "500 familles"),
        ("a profité en 2019 à 3 000 élèves", 3000, "élèves", None, "3 000 élèves"),
    ],
)  # fmt: skip
def test_served(
    text: str, count: int, unit: str, approximation: str | None, as_written: str
) -> None:
    (one,) = beneficiaries.find_beneficiaries(open_document(Document(text=text)))
    assert (one.count, one.unit, one.approximation, one.as_written) == (count, unit, approximation, as_written)  # fmt: skip
    assert one.confidence >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "La ville compte environ 2 millions d’habitants.",
        "Une commune de 45 000 habitants",
        "La commune abrite 250 000 habitants.",
    ],
)
def test_a_setting_is_believed_less(text: str) -> None:
    (one,) = beneficiaries.find_beneficiaries(open_document(Document(text=text)))
    assert one.confidence == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "400 Maires se sont retrouvés",
        "460 places assises et 12 villes",
        "250 habitants au km²",
        "3 femmes sur 4",
        "30 personnes ont perdu la vie",
        "les villes de plus de 100 000 habitants",
        "plusieurs centaines de jeunes",
        "300 millions de personnes dans le monde",
        "500 000 euros",
        "1,5 habitants",
    ],
)
def test_nobody_served(text: str) -> None:
    assert beneficiaries.find_beneficiaries(open_document(Document(text=text))) == ()


def test_said_again_is_evidence() -> None:
    doc = open_document(Document(title="Former 120 agents", text="120 agents sont formés."))
    (one,) = beneficiaries.find_beneficiaries(doc)
    assert [e.source for e in one.evidence] == ["title", "text"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["12 ", "000 ", "habitants ", "mille ", "d’", "\n", "pour ", "é", "près de "]
        )
    ).map("".join)
)
def test_never_raises_and_quotes_stand(text: str) -> None:
    for one in beneficiaries.find_beneficiaries(open_document(Document(text=text))):
        for e in one.evidence:
            assert text[e.start : e.end] == e.quote


@pytest.mark.parametrize("piece", ["9 habitants ", "pour former 50 femmes ", "une centaine de "])
def test_no_catastrophic_backtracking(piece: str) -> None:
    doc = open_document(Document(text=piece * (300_000 // len(piece))))
    start = time.process_time()
    beneficiaries.find_beneficiaries(doc)
    assert time.process_time() - start < 6
