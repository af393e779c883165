"""What a body does, by the verb whose subject it is: who carries out, helps, pays or arranges.

Every sentence is ours. What is expected is all that is found.
"""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.deed_verbs import deed_after
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.text.fold import fold
from tests.rules.cases import Case

VERBS = [
    ("X bâtira trois écoles", "works"),
    ("X bâtit les murs", "works"),
    ("X a bâti la halle", "works"),
    ("X avait déjà curé onze caniveaux", "works"),
    ("X va installer les pompes", "works"),
    ("X, de Lyon, a dragué le port", "works"),
    ("X (RAC), qui exploite la station", "works"),
    ("X, de son côté, entretient les pompes", "works"),
    ("X étendra le réseau", "works"),
    ("X forme six agents", "helps"),
    ("X y enverra une ingénieure", "helps"),
    ("X leur a prêté un hangar", "helps"),
    ("X analyse chaque mois les boues", "helps"),
    ("X étudie avec Y la rivière", "helps"),
    ("X suit pour sa part la qualité de l'eau", "helps"),
    ("X fabrique les pompes", "helps"),
    ("X a payé la toiture", "gives"),
    ("X y ajoutera six bourses", "gives"),
    ("X octroie une bourse", "gives"),
    ("X réunissait des maires", "arranges"),
    ("X dévoilera les lauréats", "arranges"),
    ("X aide sociale", None),
    ("X salue le projet", None),
    ("X a débattu de la piste", None),
    ("X a désormais un toit", None),
    ("X comptera six salles", None),
]

CASES = [
    Case(
        "L'Institut national de chimie analyse les boues.",
        {"Institut national de chimie": "partner"},
    ),
    Case("L'entreprise Rodal a dragué le chenal.", {"Rodal": "implementer"}),
    Case("L'Université de Parakou étudie la qualité du lac.", {"Université de Parakou": "partner"}),
    Case("La Régie des eaux exploitera le réseau.", {"Régie des eaux": "implementer"}),
    Case("Le lycée Amadou-Barry prêtera ses ateliers.", {"Lycée Amadou-Barry": "partner"}),
    Case(
        "La Chambre d'agriculture du Gers a envoyé deux conseillers.",
        {"Chambre d'agriculture du Gers": "partner"},
    ),
    Case("L'association Rivages, de Brest, bâtira le quai.", {"Rivages": "implementer"}),
    Case(
        "Le Département de l'Orne a financé la digue avec le concours de la Région Normandie.",
        {"Département de l'Orne": "funder", "Région Normandie": "funder"},
    ),
    Case(
        "La Ville de Pau a monté l'atelier avec le concours de la Région Occitanie.",
        {"Ville de Pau": "implementer", "Région Occitanie": "partner"},
    ),
    Case(
        "La Ville de Thiès et la Banque africaine de développement ont signé une convention de financement.",
        {"Ville de Thiès": "partner", "Banque africaine de développement": "funder"},
    ),
    Case("Le conseil municipal de Reims a débattu du tracé.", {}),
    Case(
        "Grenoble et Ouagadougou travailleront sur les transports.",
        {"Ville de Grenoble": "partner", "Ville d'Ouagadougou": "partner"},
    ),
    Case(
        "Lille et Saint-Louis renouvellent leur convention.",
        {"Ville de Lille": "partner", "Ville de Saint-Louis": "partner"},
    ),
    Case(
        "Des villes, dont Hammamet, El Fahs et Sousse, ont signé des conventions.",
        {
            "Ville de Hammamet": "partner",
            "Ville d'El Fahs": "partner",
            "Ville de Sousse": "partner",
        },
    ),
    Case("Metz, Pau et Garoua ont suivi.", {}),
    Case("Les routes de Dakar et Thiès accueillent des cars.", {}),
    Case("À Dakar et Thiès, les travaux se poursuivent.", {}),
    Case("Pau Agglo verse 5 000 €.", {"Pau Agglomération": "funder"}),
    Case("La Croix-Rouge distribue des bâches.", {"Croix-Rouge": "implementer"}),
    Case("La Chambre de commerce a prêté ses locaux.", {"Chambre de commerce": "partner"}),
    Case("La Zone franche a cédé les terrains.", {"Zone franche": "partner"}),
    Case("LA CROIX-ROUGE A PRÊTÉ SES LOCAUX", {}),
    Case(
        "Le Fonds de développement rural et social accompagnera les communes.",
        {"Fonds de développement rural et social": "partner"},
    ),
    Case(
        "Le Conseil exécutif des transports de Thiès conduit l'opération.",
        {"Conseil exécutif des transports de Thiès": "implementer"},
    ),
    Case(
        "Le projet sera exécuté par la Cellule de coordination du PADUC.",
        {"Cellule de coordination du PADUC": "implementer"},
    ),
]


@pytest.mark.parametrize(("text", "deed"), VERBS)
def test_deed_after(text: str, deed: str | None) -> None:
    found = deed_after(fold(text) + " ", 1)
    assert (found[0] if found else None) == deed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_partners(case: Case[dict[str, str]]) -> None:
    found = find_partners(open_document(Document(text=case.text)))
    assert {one.name.replace("’", "'"): one.role for one in found} == case.expected
