"""Every organisation a text names, with its span; every sentence here is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.organisations.abbreviations import find_explained
from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.rules.organisations.municipalities import place_key
from aimf_scraper.rules.organisations.organisations import OrganisationMention, find_organisations
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.text.fold import fold
from tests.rules.cases import Case

KNOWN = [
    Case("l’AIMF, l’Aimf, mais pas aimf", ["AIMF", "Aimf"], "acronyms keep their capitals"),
    Case("La fondation Gates et FBMG", ["fondation Gates", "FBMG"], "small head"),
    Case("AGENCE FRANÇAISE DE DEVELOPPEMENT", ["AGENCE FRANÇAISE DE DEVELOPPEMENT"], "capitals"),
    Case("Agence de l'eau Seine Normandie", ["Agence de l'eau Seine Normandie"], "marks alike"),
    Case("Fondation Bill et Melinda Gates", ["Fondation Bill et Melinda Gates"], "& is et"),
    Case("le CD 67 et le CD92", ["CD 67", "CD92"], "numbered departments"),
    Case("un réseau apur", [], "no capitals, no acronym"),
    Case("l’OMSX et SIAAPs", [], "whole words only"),
]
TOWN_HALLS = [
    Case("la mairie de Yaoundé VI", ["mairie de Yaoundé VI"], "Roman numeral"),
    Case(
        "la commune Ogou1 et la Commune d’Ogou 1", ["commune Ogou1", "Commune d’Ogou 1"], "digits"
    ),
    Case("La Ville de Genève (Suisse)", ["Ville de Genève", "Suisse"], "capital"),
    Case(
        "Nantes Métropole et la Région de Nouakchott",
        ["Nantes Métropole", "Région de Nouakchott"],
        "after",
    ),
    Case(
        "le Conseil municipal et départemental (CMD) de Brazzaville",
        ["Conseil municipal et départemental (CMD) de Brazzaville"],
        "acronym inside",
    ),
    Case("les villes de Montpellier et de Fès", ["villes de Montpellier", "Fès"], "plural"),
    Case(
        "Le Comité populaire de la Ville de Hué", ["Comité populaire de la Ville de Hué"], "Vietnam"
    ),
    Case("les villes du Cambodge, la ville de demain", [], "no town"),
    Case("CU Mahajanga Mahajanga\n50 000€", ["CU Mahajanga"], "a table's cell"),
]
SHAPES = [
    Case(
        "la Fondation TGVX et l’Institut Pasteur de Bangui",
        ["Fondation TGVX", "Institut Pasteur de Bangui"],
        "-",
    ),
    Case(
        "le ministère de la Pêche, de la Mer et du Littoral signe",
        ["ministère de la Pêche, de la Mer et du Littoral"],
        "duties",
    ),
    Case("l’Université de Dschang", ["Université de Dschang"], "a city inside"),
    Case("un réseau de villes, une école, le comité", [], "plain nouns"),
    Case("the Lao League of Municipal Councils", ["Lao League of Municipal Councils"], "English"),
    Case("FONDS D’URGENCE\nPour donner", ["FONDS D’URGENCE"], "a name ends with its line"),
]
LEARNED = [
    Case(
        "La Coordination des Acteurs Locaux de Bamako. L’Union des Artisans de Ségou (UAS) grandit. L’UAS forme.",
        ["Union des Artisans de Ségou", "UAS", "UAS"],
        "used later",
    ),
    Case(
        "l’UASX (Union des Artisans de Ségou et de Xo)",
        ["UASX", "Union des Artisans de Ségou et de Xo"],
        "before",
    ),
    Case(
        "La ville de Kinshasa (RDC) et Nyanza (Rwanda)",
        ["ville de Kinshasa"],
        "a country is no acronym",
    ),
]


def mentions(text: str) -> tuple[OrganisationMention, ...]:
    return open_document(Document(text=text)).get(find_organisations)


@pytest.mark.parametrize(
    "case", [*KNOWN, *TOWN_HALLS, *SHAPES, *LEARNED], ids=lambda c: c.text[:50]
)
def test_find_organisations(case: Case) -> None:
    found = mentions(case.text)
    assert [m.as_written for m in found] == case.expected
    assert all(case.text[m.start : m.end] == m.as_written for m in found)


def test_a_town_hall_knows_its_town() -> None:
    hall, university = mentions("La Ville de Dschang et l’Université de Dschang")
    assert hall.town_hall is not None
    assert hall.town_hall.name == "Dschang"
    assert university.town_hall is None


def test_a_shared_acronym_is_told_by_its_country() -> None:
    assert [m.name for m in mentions("L’AMM réunit les maires de Bamako et de Kayes.")] == [
        "Association des municipalités du Mali"
    ]
    assert mentions("L’AMM se réunit.") == ()


def test_a_ministry_is_a_countrys_own() -> None:
    (here,) = mentions("À Yaoundé, le Ministère de l’Eau et de l’Énergie")
    (elsewhere,) = mentions("À Lomé, le Ministère de l’Eau et de l’Énergie")
    assert here.authority_id == "minee"
    assert elsewhere.authority_id is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fondation Kaolack", "foundation"),
        ("Association des maires du Gabon", "network"),
        ("Association Terre d’Avenir", "ngo"),
        ("Université de Parakou", "academic"),
        ("Casa Aménagement", "company"),
        ("National League of Local Councils", "network"),
        ("Programme des Nations unies pour la paix", "multilateral"),
        ("Ambassade du Japon", "public"),
        ("Jean Dupont", "other"),
        ("", "other"),
    ],
)
def test_type_of(name: str, kind: str) -> None:
    assert type_of(name) == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ogou 1", "OGOU1"), ("Yaoundé VI", "Yaounde 6"), ("Porto-Novo", "porto novo")],
)
def test_place_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


def test_find_explained_by_initials_alone() -> None:
    text = "le Groupe Pour Des Villes Vertes (GVV)"
    (one,) = find_explained(text, fold(text), {})
    assert (one.acronym, text[one.start : one.end]) == ("GVV", "Groupe Pour Des Villes Vertes")
