"""Towns and countries, not words: sentences of our own for kinds that went wrong elsewhere."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.cities.countries import find_countries
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document


class Case(NamedTuple):
    text: str
    cities: dict[str, str]  # name -> role; all that are found


CASES = [
    Case("La réunion se tient au Palais Royal à Rabat.", {"Rabat": "main"}),
    Case("Le séminaire a eu lieu au Port Autonome de Lomé.", {}),
    Case("LE GRAND CANTON\nCANTON DE VAUD\nUn puits à Dori.", {"Dori": "main"}),
    Case("La réserve Sete Lagoas do Norte est protégée.", {}),
    Case("La ville de Bac Giang, au Vietnam, plante des arbres.", {"Bắc Giang": "main"}),
    Case("La ville de Man Sa plante des arbres.", {}),
    Case("La ville de Huê plante des arbres.", {"Hué": "main"}),
    Case("La commune de kaolack rénove son marché.", {"Kaolack": "main"}),
    Case("La mairie de demain et la ville de nuit font débat.", {}),
    Case("Le Délégué du Gouvernement de Bamenda a voté le budget.", {"Bamenda": "main"}),
    Case(
        "Un puits est creusé à Dori (Burkina Faso). Deux autres suivront à Tillabéri (Niger).",
        {"Dori": "main", "Tillabéri": "main"},
    ),
    Case(
        "Dakar, Namur, Abidjan : dix maires se sont réunis à Lomé.",
        {"Dakar": "mentioned", "Namur": "mentioned", "Abidjan": "mentioned", "Lomé": "main"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_cities(case: Case) -> None:
    found = find_cities(open_document(Document(text=case.text)))
    assert {one.name: one.role for one in found} == case.cities


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Les relations Togo-Bénin sont au beau fixe.", ["TG", "BJ"]),
        ("L'axe France-Maroc se renforce.", ["FR", "MA"]),
        ("Le réseau Refela-Cameroun se réunit.", []),
        ("Le rallye Paris-Dakar passe ici.", []),
    ],
)
def test_countries_that_a_hyphen_joins(text: str, codes: list[str]) -> None:
    assert [one.code for one in find_countries(open_document(Document(text=text)))] == codes
