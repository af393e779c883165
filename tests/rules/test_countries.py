"""Countries named, and names that only look like one."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.cities.countries import find_countries
from aimf_scraper.rules.engine.document import Document, Term
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

NAMED = [
    Case("Au Cambodge, la Mairie de Phnom Penh", "KH", "AIMF pages"),
    Case("l’Orchestre philharmonique du Maroc (OPM)", "MA", "press"),
    Case("la Faîtière des Communes du Togo", "TG", "seed 000"),
    Case("un Service à Butembo (RD Congo)", "CD", "AIMF pages"),
    Case("La Guinée, la Guinée-Bissau et la Guinée équatoriale", "GN GW GQ", "made up"),
    Case("le Niger et le Nigeria", "NE NG", "made up"),
    Case("en République centrafricaine et au Congo-Brazzaville", "CF CG", "made up"),
    Case("Kinshasa, capitale du Congo", "CD", "made up"),
    Case("Brazzaville, capitale du Congo", "CG", "made up"),
    Case("du Laos, de Maurice et de Mauritanie", "LA MU MR", "AIMF pages"),
    Case("à Maurice (Port-Louis)", "MU", "AIMF pages"),
    Case("l’île Maurice", "MU", "made up"),
    Case("Maurice, les Seychelles et Madagascar", "MU SC MG", "made up"),
    Case("l’Union des Comores", "KM", "made up"),
    Case("LE CAMEROUN ET SES MAIRES", "CM", "AIMF pages"),
    Case("ambassadeur de l’Union européenne à Djibouti", "DJ", "press"),
    Case("près de 50 millions de francs Djibouti", "DJ", "press"),
    Case("le Luxembourg finance", "LU", "made up"),
    Case("en République de Djibouti", "DJ", "made up"),
    Case("la Principauté de Monaco", "MC", "made up"),
    Case("l’ambassadeur de France", "FR", "made up"),
]
NOT_NAMED = [
    Case("dans le quartier France de Grand-Bassam", "", "a quarter so called"),
    Case("une commune béninoise, la tradition cambodgienne", "", "adjectives"),
    Case("la ville de Hué et la mairie de Bohicon", "", "follows from a city only"),
    Case("un atelier à Djibouti", "", "the city"),
    Case("Fatouma Awaleh, maire de Djibouti", "", "the city"),
    Case("les villes de Liège, Luxembourg et Paris", "", "the city, in a list"),
    Case("le fleuve Niger, le lac Tchad, le bassin du Congo", "", "waters"),
    Case("l’avenue de France", "", "a street"),
    Case("Maurice Dupont et Dominique Martin", "", "people"),
    Case("Expertise France et Cités Unies France", "", "brands"),
    Case("Cameroon Tribune", "", "a newspaper"),
]


@pytest.mark.parametrize("case", [*NAMED, *NOT_NAMED], ids=lambda c: c.text)
def test_find(case: Case) -> None:
    found = find_countries(open_document(case.document()))
    assert [c.code for c in found] == case.expected.split()
    for country in found:
        for e in country.evidence:
            assert case.text[e.start : e.end] == e.quote


def test_a_term_of_the_markup_is_evidence() -> None:
    term = Term("country", "Côte d’Ivoire", "class:pays-cote-divoire")
    (found,) = find_countries(open_document(Document(text="Un projet.", terms=(term,))))
    assert (found.code, found.name) == ("CI", "Côte d'Ivoire")
    assert found.evidence[0].source == "class:pays-cote-divoire"
    assert found.evidence[0].start is None


def test_one_fact_a_country_with_every_mention() -> None:
    (found,) = find_countries(
        open_document(Document(title="Au Bénin", text="Le Bénin agit. Au Bénin."))
    )
    assert [e.source for e in found.evidence] == ["title", "text", "text"]


@pytest.mark.parametrize(
    ("text", "code", "most"),
    [
        ("L'ambassadrice de Suisse a visité la halle.", "CH", 0.8),
        ("Le consul général du Mali à Metz était là.", "ML", 0.8),
        ("Le bail coûte 3 millions de francs Djibouti.", "DJ", 0.8),
        ("La Croix-Rouge du Burundi tient la cantine.", "BI", 0.85),
        ("La Banque de l'habitat du Bénin prête à la ville.", "BJ", 0.85),
        ("Au Burundi, la Croix-Rouge du Burundi tient la cantine.", "BI", 0.97),
        ("La République du Bénin prête à la ville.", "BJ", 0.97),
    ],
)
def test_a_name_in_another_is_less_sure(text: str, code: str, most: float) -> None:
    found = {one.code: one.confidence for one in find_countries(open_document(Document(text=text)))}
    assert found[code] <= most
    assert (found[code] >= 0.9) == (most > 0.9)
