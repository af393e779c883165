"""Names inside longer names, and short names of one of several bodies; every text is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text
from tests.rules.cases import Case

#: The expected: the towns and the partners of the text.
CASES = [
    Case(
        "La raffinerie est à Jorf Lasfar.",
        (set(), set()),
        why="a little town's name that a longer one begins with",
    ),
    Case(
        "Le port est à Jorf, dans la province.",
        ({"Jorf"}, set()),
        why="the same town by itself",
    ),
    Case(
        "L’équipe s’est rendue à Lyon Confluence.",
        ({"Lyon"}, set()),
        why="a part of a large town",
    ),
    Case(
        "CDC Habitat construit 200 logements à Versailles.",
        ({"Versailles"}, {"CDC Habitat"}),
        why="an acronym inside a longer name is another body",
    ),
    Case(
        "CDC Développement solidaire a financé le puits de Dori.",
        ({"Dori"}, {"CDC Développement solidaire"}),
        why="the same with an adjective",
    ),
    Case(
        "La CDC a financé le puits de Dori.",
        ({"Dori"}, {"Caisse des dépôts"}),
        why="the acronym by itself",
    ),
    Case(
        "Le maire de Camburat ouvre la salle, fermée après les attentats de Paris. Le solde revient à la commune.",
        ({"Camburat", "Paris"}, set()),
        why="'the commune' is not the town that was named last",
    ),
    Case(
        "La Ville de Namur a signé la convention. La commune béninoise finance le puits.",
        ({"Namur"}, {"Ville de Namur"}),
        why="'the Beninese commune' is another",
    ),
    Case(
        "L’Association de la ville et des communes de la Région de Bruxelles-Capitale appuie Dori.",
        ({"Dori"}, {"Brulocalis"}),
        why="a town inside an association's name",
    ),
    Case(
        "Avec l’appui du Fonds de solidarité de l’Association des maires bretons, la Ville de Dori agit.",
        ({"Dori"}, {"Fonds de solidarité de l’Association des maires bretons", "Ville de Dori"}),
        why="a body of a body, in full",
    ),
    Case(
        "Le ministère luxembourgeois de la Coopération finance le puits de Dori.",
        ({"Dori"}, {"Ministère luxembourgeois de la Coopération"}),
        why="a duty that is also a body's head noun",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_names(case: Case[tuple[set[str], set[str]]]) -> None:
    record = record_of_text(None, case.text)
    assert (
        {one.name for one in record.cities},
        {one.name for one in record.partners},
    ) == case.expected


def test_the_people_of_a_district_are_no_town_hall() -> None:
    record = record_of_text(None, "La communauté de Lausanne organise une collecte.")
    assert [one.evidence[0].rule for one in record.cities] == ["cities.of"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("À La Réunion, la station dessert la ville de Saint-Louis.", "RE"),
        ("La station dessert la ville de Saint-Louis.", "SN"),
    ],
)
def test_a_territory_with_a_code_of_its_own_tells_which_town(text: str, country: str) -> None:
    assert [(one.name, one.country) for one in record_of_text(None, text).cities] == [
        ("Saint-Louis", country)
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("La clôture est fixée au 30 juin 2023.", "end"),
        ("La mise en eau est prévue en juin 2026.", "end"),
        ("L’explosion du port de Kara, le 4 août 2020, a aggravé la crise.", "mentioned"),
        ("La ville a souffert des glissements de terrain du 3 mai 2022.", "mentioned"),
        ("Le marché avait brûlé en novembre 2019.", "mentioned"),
        ("L’atelier sur les inondations, le 3 mai 2021, a réuni dix maires.", "event"),
    ],
)
def test_what_befell_a_place_is_told_in_passing(text: str, role: str) -> None:
    assert [one.role for one in record_of_text(None, text).dates] == [role]
