"""Names that nobody knows, and that only what they do makes bodies. Every sentence is ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

CASES = [
    Case("La Semitour exploitera les lignes.", {"Semitour": "implementer"}),
    Case("La Régidec a posé 84 kilomètres de conduites.", {"Régidec": "implementer"}),
    Case("Hier, la Sodelac réparait les vannes.", {"Sodelac": "implementer"}),
    Case("Les rames, fabriquées par Alstar à Reims, seront livrées.", {"Alstar": "implementer"}),
    Case("Un capteur sera posé dès avril par Carinair.", {"Carinair": "implementer"}),
    Case(
        "Un projet d'eau conduit par Solidar Belgique démarre.", {"Solidar Belgique": "implementer"}
    ),
    Case("Air Pays d'Artois a formé les techniciens.", {"Air Pays d'Artois": "partner"}),
    Case("Gabon Câble a donné douze ordinateurs.", {"Gabon Câble": "partner"}),
    Case("Action Logis apportera 3 000 euros.", {"Action Logis": "funder"}),
    Case("Terre Neuve prête gratuitement ses livres.", {"Terre Neuve": "partner"}),
]

NONE = [
    "Aliou Konaté a payé la toiture.",
    "Fatou construit une école.",
    "Celle-ci gère la décharge.",
    "Enfin, un soutien est apporté.",
    "Kamboula a restauré son marché.",
    "Le puits creusé par Kamboula se trouve à Kamboula.",
    "Le maire, M. Zanto, a planté un arbre. Un arbre planté par Zanto.",
    "Un muret bâti par Ousmane Kolgo.",
    "Il est couvert par la Confédération.",
    "Le tri géré par l'Unité de collecte.",
    "Mise en œuvre",
    "La Mairie a payé la toiture.",
    "La semaine de la Régidec commence.",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_partners(case: Case[dict[str, str]]) -> None:
    found = find_partners(open_document(Document(text=case.text)))
    assert {one.name.replace("’", "'"): one.role for one in found} == case.expected
    assert all(one.confidence <= 0.7 for one in found)


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    assert not find_partners(open_document(Document(text=text)))


@given(st.text(alphabet="La par bâtira Régi,.;'’&-\n«A", max_size=80))
def test_never_raises(text: str) -> None:
    find_partners(open_document(Document(text=text)))
