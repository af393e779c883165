"""Firms and associations by their bare name, behind or before the word that says what they are; every text is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from tests.linear import assert_linear
from tests.rules.cases import Case

BEHIND = [
    Case("Le pont a été dessiné par la firme Arkédia.", ["Arkédia"], "a firm"),
    Case(
        "L’entreprise norvégienne Skårpump monte la station.", ["Skårpump"], "an adjective between"
    ),
    Case("Le bassin a été bâti par l’entreprise espagnole Terrazul.", ["Terrazul"], "built by"),
    Case(
        "Le cabinet d’avocats Sadio Conseil a rédigé les statuts.",
        ["Sadio Conseil"],
        "what the kind is of",
    ),
    Case(
        "Avec l’appui de Brest Métropole et de l’association finistérienne Yakar, le puits est fini.",
        ["Brest Métropole", "Yakar"],
        "the second of a list, with its adjective",
    ),
    Case(
        "L’association Maçons solidaires formera douze jeunes.",
        ["Maçons solidaires"],
        "an adjective ends the name that a plain noun begins",
    ),
    Case(
        "Le collectif Les Potagers d’en haut installera des ruches.",
        ["Les Potagers d’en haut"],
        "little words end it",
    ),
    Case(
        "L’avance a été versée par la mutuelle Men nan Men.",
        ["Men nan Men"],
        "a small word of another language",
    ),
    Case(
        "La Ville en a confié la gestion à la société coopérative Halles Vives, choisie après concours.",
        ["Halles Vives"],
        "chosen for it",
    ),
    Case("L’entreprise Koumba est chargée des travaux.", ["Koumba"], "in charge of the works"),
    Case("L’association dakaroise Wallu bâtit un préau.", ["Wallu"], "what it does now"),
]
JOINT = [
    Case(
        "Le lot a été remporté par le groupement Sotra – Belvert – Oumou BTP.",
        ["Sotra", "Belvert", "Oumou BTP"],
        "each member of a consortium",
    ),
    Case(
        "Le groupement Sotra / Belvert a été retenu pour les travaux.",
        ["Sotra", "Belvert"],
        "joined by a stroke",
    ),
    Case(
        "Le chantier revient au groupement formé par le bureau d’études Sotra et le cabinet malien Oumou.",
        ["Sotra", "Oumou"],
        "formed by",
    ),
]
BEFORE = [
    Case(
        "L’outil a été conçu par une petite entreprise de Thiès, Open Baobab, choisie après consultation.",
        ["Open Baobab"],
        "the name follows its town, between commas",
    ),
    Case(
        "C’est une coopérative de femmes, Nafa Sira, qui gérera le moulin.",
        ["Nafa Sira"],
        "the name follows whom it is of",
    ),
    Case(
        "Les guides sont formés par le Desert Camel Track, une association qui balise les pistes.",
        ["Desert Camel Track"],
        "what it is follows the name",
    ),
    Case(
        "La Gazolia, société nationale du gaz, s’occupera des conduites.",
        ["Gazolia"],
        "so does this, and the article is no part of it",
    ),
]
FUNDERS = [
    Case(
        "Partenaires : Ville de Thiès, Coopération économique suisse (SECO), association Wallu",
        ["Ville de Thiès", "Secrétariat d’État à l’économie (Suisse)", "Wallu"],
        "a list to its end, a country's economic cooperation in it",
    ),
    Case("Beliris a payé l’ascenseur.", ["Beliris"], "a public funder by its bare name"),
    Case(
        "Le marché, confié à Établissements Koumba, s’achève.",
        ["Établissements Koumba"],
        "what such a firm begins with",
    ),
    Case(
        "Le quai est payé par un emprunt contracté auprès de la Banque mondiale.",
        ["Banque mondiale"],
        "who lends",
    ),
    Case(
        "Le reste, 300 000 euros, viendra de l’Union européenne.",
        ["Union européenne"],
        "where a sum comes from",
    ),
    Case("La note est supportée par la Fondation Suez.", ["Fondation Suez"], "who bears the cost"),
]
NONE = [
    Case(text, [], origin)
    for text, origin in (
        ("L’association Maçons solidaires compte trois cents membres.", "how many it has"),
        ("Le collectif Baobab dénonce la hausse des loyers.", "what it denounces"),
        ("L’entreprise Koumba emploie douze personnes.", "whom it employs"),
        ("Le réseau Koumba envisage un nouveau siège.", "what it thinks of"),
        ("Une entreprise de Thiès, Awa Sow en tête, défile.", "a person"),
        ("À Dakar, une association locale défile.", "a town before the word of kind"),
        ("Il vend ses mangues à la société.", "no name at all"),
        ("Le comité se réunit le 4 mars.", "nor here"),
    )
]


def found_in(text: str) -> list[str]:
    return [one.name for one in find_partners(open_document(Document(text=text)))]


@pytest.mark.parametrize(
    "case", [*BEHIND, *JOINT, *BEFORE, *FUNDERS, *NONE], ids=lambda c: f"{c.origin}: {c.text[:40]}"
)
def test_find(case: Case[list[str]]) -> None:
    assert found_in(case.text) == case.expected


@pytest.mark.parametrize(
    "piece",
    [
        *("le groupement Xa – Yb – ", "une entreprise de Xa, Yb, ", "Xa Yb, une association "),
        *("le comité de riverains d’élèves ", "l’association locale Xa monte les "),
    ],
)
def test_hostile_repeats_take_linear_time(piece: str) -> None:
    assert_linear(found_in, piece)
