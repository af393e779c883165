"""Where a text names places, and what the words before a name say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.places.exclusions import mask_of
from aimf_scraper.rules.places.mentions import find_places
from aimf_scraper.rules.places.out_of_gazetteer import misspelt
from tests.linear import assert_linear

if TYPE_CHECKING:
    from aimf_scraper.rules.places.mention import PlaceMention


def mentions(text: str, title: str = "") -> tuple[PlaceMention, ...]:
    return find_places(open_document(Document(title=title, text=text)))


class Cue(NamedTuple):
    text: str
    found: list[tuple[str, str | None]]  # the cue with its name, its class
    source: str


CUES = [
    Cue("Avec la CU de Ngaoundéré", [("CU de Ngaoundéré", "town_hall")], "seed 000"),
    Cue(
        "la Commune d’Ogou 1 (Atakpamé)",
        [("Commune d’Ogou 1", "town_hall"), ("Atakpamé", "list")],
        "seed 000",
    ),
    Cue("une école aux Cayes", [("Cayes", "at")], "the article is in the preposition"),
    Cue("la commune Ogou1 a signé", [("commune Ogou1", "town_hall")], "press"),
    Cue(
        "Nantes Métropole, Ville de Lausanne",
        [("Nantes Métropole", "town_hall"), ("Ville de Lausanne", "town_hall")],
        "AIMF pages",
    ),
    Cue(
        "le Conseil municipal et départemental (CMD) de Brazzaville",
        [("Conseil municipal et départemental (CMD) de Brazzaville", "town_hall")],
        "AIMF pages",
    ),
    Cue("ville côtière de Kribi", [("ville côtière de Kribi", "town_hall")], "made up"),
    Cue("Fatouma Awaleh Osman, maire de Djibouti", [("maire de Djibouti", "mayor")], "press"),
    Cue(
        "le Vice-Gouverneur de Phnom Penh",
        [("Vice-Gouverneur de Phnom Penh", "mayor")],
        "AIMF pages",
    ),
    Cue("la Province de Siem Reap", [("Province de Siem Reap", "district")], "seed 000"),
    Cue("les habitants de Lomé", [("habitants de Lomé", "place")], "made up"),
    Cue("réuni à Hué", [("Hué", "at")], "AIMF pages"),
    Cue(
        "A Man, Odiénné, San Pedro :",
        [("Man", "at"), ("Odiénné", "list"), ("San Pedro", "list")],
        "AIMF pages",
    ),
    Cue("le maire du Havre", [("maire du Havre", "mayor")], "made up"),
    Cue("le programme de Parakou", [("Parakou", "of")], "made up"),
    Cue(
        "Lieu(x) :  PARIS , PHNOM-PENH",
        [("PARIS", "label"), ("PHNOM-PENH", "list")],
        "AIMF old site",
    ),
    Cue("GITEGA – Un marché", [("GITEGA", "title")], "AIMF pages"),
    Cue("Tunis : un atelier", [("Tunis", "title")], "AIMF pages"),
    Cue("un lundi, Bamako attend", [("Bamako", None)], "made up"),
]
NO_NAMES = [
    "il mandate un homme de bonne foi",
    "une tranche de porto novo",
    "les mandats de Romandie",
    "",
]


@pytest.mark.parametrize("case", CUES, ids=lambda c: c.text)
def test_a_name_comes_with_its_cue(case: Cue) -> None:
    found = [(m.part.text[m.cue_start : m.cue_end], m.cue) for m in mentions(case.text)]
    assert found == case.found


@pytest.mark.parametrize("text", NO_NAMES)
def test_lower_case_words_and_parts_of_words_are_no_names(text: str) -> None:
    assert mentions(text) == ()


def test_the_longest_name_wins() -> None:
    assert [m.name for m in mentions("En République démocratique du Congo")] == [
        "République démocratique du Congo"
    ]
    assert [m.name for m in mentions("la Guinée-Bissau et la Guinée")] == [
        "Guinée-Bissau",
        "Guinée",
    ]


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("l’Université de Dschang", "organisation"),
        ("l’Institut Pasteur de Dakar", "organisation"),
        ("la COP30 de Belém", "organisation"),
        ("l’Accord de Paris", "organisation"),
        ("la Conférence du Partenariat de Ouagadougou", "organisation"),
        ("la rue Saint-Denis", "organisation"),
        ("le journal Bamako Hebdo", "organisation"),
        ("le Musée de la Mémoire de Casablanca", "site"),
        ("avec M. Paris hier", "person"),
        ("avec Sophie Paris hier", "person"),
        ("les Jeux, Paris 2024", "event"),
        ("9, rue des Halles – 75001 Paris", "address"),
        ("le Refela-Kigali-Cam", "joined"),
        ("la région Casablanca-Settat", "region"),
        ("la ville de Paris", None),
        ("les centres de Yopougon", None),
        ("à l’université, partenaire de Dakar", None),
    ],
)
def test_a_name_that_is_no_place_is_masked(text: str, mask: str | None) -> None:
    assert mask_of(mentions(text)[-1]) == mask


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Antanananrivo", ["Antananarivo"]),
        ("Ouagadougo", ["Ouagadougou"]),
        ("Brazaville", ["Brazzaville"]),
        ("Antananarivo", []),
        ("Bangoua", []),
        ("Limé", []),
    ],
)
def test_one_slip_off_a_known_town(written: str, meant: list[str]) -> None:
    assert [p.name for p in misspelt(written)] == meant


def test_unknown_names_are_kept_behind_a_strong_cue_only() -> None:
    (kept,) = mentions("la commune rurale de Tchangara et un élu de Boumbala")
    assert (kept.name, kept.candidates, kept.misspelt) == ("Tchangara", (), False)


@given(st.text(max_size=300))
def test_never_raises_and_spans_hold(text: str) -> None:
    last = 0
    for m in mentions(text):
        assert last <= m.start < m.end <= len(text)
        assert 0 <= m.cue_start <= m.start
        assert m.end <= m.cue_end <= len(text)
        last = m.end


@pytest.mark.parametrize(
    "piece",
    [
        *("mairie de ", "d'", "Paris ", "(", "A-", "Ville de Xy ", "Lomé, ", "la ville de Man "),
        *("Kara\n", "Lyon-", "la commune de Tchangara et "),
    ],
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(mentions, piece)
