"""What stands beside a town tells whether it is one, where it lies and what it is to the page."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document

Told = tuple[str, str | None]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Les semences vont aux villages de la région de Kayes.", []),
        ("Le programme couvre deux régions du Niger, Maradi et Zinder.", []),
        ("Les régions de Kayes et Ségou ont reçu des semences.", []),
        ("La Région Normandie forme des élagueurs.", []),
        ("La Région de Nouakchott forme des élagueurs.", [("Nouakchott", "MR")]),
        ("Une pompe a été posée à Kayes.", [("Kayes", "ML")]),
        ("Une rencontre a eu lieu au Palais du Peuple.", []),
        ("Ils ont creusé un puits à Asmara, non loin de Sokodé, au Togo.", [("Asmara", "TG"), ("Sokodé", "TG")]),
        ("Ils ont creusé un puits à Kpalimé, près d'Atakpamé, au Togo.", [("Kpalimé", "TG"), ("Atakpamé", "TG")]),
        (
            "Pays : Burundi\nLieux : communes de Cibitoke, Rugombo et Mugina",
            [("Cibitoke", "BI"), ("Rugombo", "BI"), ("Mugina", "BI")],
        ),
        (
            "Pays : Burundi\nLieux : communes de Cibitoke et Rugombo, avec l'appui de Lille",
            [("Cibitoke", "BI"), ("Rugombo", "BI"), ("Lille", "FR")],
        ),
    ],
)  # fmt: skip
def test_neighbours_tell_which_town_it_is(text: str, towns: list[Told]) -> None:
    found = find_cities(open_document(Document(text=text)))
    assert [(city.name, city.country) for city in found] == towns


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("Nîmes et Meknès se donnent dix ans", ["Nîmes", "Meknès"]),
        ("Eau : Nîmes et Meknès se donnent dix ans", ["Nîmes", "Meknès"]),
        ("Nîmes soutient Meknès", ["Meknès"]),
        ("Meknès et Nîmes se donnent dix ans", ["Meknès"]),
    ],
)
def test_a_title_about_two_towns_is_about_both(title: str, main: list[str]) -> None:
    found = find_cities(open_document(Document(title=title, text="Rien de plus.")))
    assert [city.name for city in found if city.role == "main"] == main
