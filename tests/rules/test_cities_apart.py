"""Towns that a sentence names beside what it tells of: a distance, a past job, where something was signed; far namesakes.

Every text is ours.
"""

from __future__ import annotations

import pytest

from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

MENTIONED = [
    Case(text, town, origin)
    for text, town, origin in (
        (
            "À trente kilomètres au nord de Lomé, Tsévié ouvre son marché.",
            "Lomé",
            "so many kilometres from it",
        ),
        ("À Nikki, à 12 km de Parakou, le puits est fini.", "Parakou", "in figures"),
        ("À deux heures de route de Sfax, Gafsa plante des arbres.", "Sfax", "in hours"),
        (
            "Le fonds a été signé lundi, à Diamniadio. À Thiès, le quai sera refait.",
            "Diamniadio",
            "where it was signed",
        ),
        (
            "Elle a travaillé à Nouakchott avant de diriger la mairie de Thiès.",
            "Nouakchott",
            "a former job",
        ),
        ("Né à Sfax, il est maire de Gafsa.", "Sfax", "where he was born"),
        (
            "Une enquête menée à Korhogo le montre. La mairie de Thiès s’en sert.",
            "Korhogo",
            "where people were asked",
        ),
        ("Originaire de Sfax, elle ouvre un atelier à Gafsa.", "Sfax", "where she is from"),
    )
]
MAIN = [
    Case("À Gafsa, à 12 km de la côte, le puits est fini.", "Gafsa", "how far it is itself"),
    Case("La mairie de Thiès a signé la convention.", "Thiès", "who signs"),
    Case("À Thiès, l’enquête commence.", "Thiès", "where it begins"),
    Case("Les autres bénéficiaires sont Thiès, Kaolack et Pikine.", "Kaolack", "who benefits"),
]
APART = [
    Case(
        "La commune de Rufisque, au Sénégal, cure ses canaux. L’eau monte à Arafat.",
        [("Rufisque", "SN")],
        "no quarter of a town of another country",
    ),
    Case(
        "À Nouakchott, en Mauritanie, l’eau monte à Arafat.",
        [("Nouakchott", "MR")],
        "a quarter of the town that is told of",
    ),
    Case(
        "Les villes de Saumur et de Warwick, au Royaume-Uni, fêtent leur jumelage.",
        [("Saumur", "FR"), ("Warwick", "GB")],
        "a namesake in the country that is said",
    ),
]


def roles_in(text: str) -> dict[str, str]:
    return {one.name: one.role for one in find_cities(open_document(Document(text=text)))}


@pytest.mark.parametrize("case", MENTIONED, ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_a_town_beside_the_matter_is_only_mentioned(case: Case[str]) -> None:
    assert roles_in(case.text)[case.expected] == "mentioned"


@pytest.mark.parametrize("case", MAIN, ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_a_town_that_it_is_about_stays_main(case: Case[str]) -> None:
    assert roles_in(case.text)[case.expected] == "main"


@pytest.mark.parametrize("case", APART, ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_a_far_namesake_is_not_meant(case: Case[list[tuple[str, str]]]) -> None:
    found = find_cities(open_document(Document(text=case.text)))
    assert [(one.name, one.country) for one in found] == case.expected
