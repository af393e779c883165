"""Which city is the page's own: a case a principle."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

#: Made up, in the forms of the field.
CASES = [
    # the title
    Case(
        "Sikasso aura la sienne en 2026.",
        ({"Kayes"}, {"Sikasso"}),
        title="Une gare routière pour Kayes",
    ),
    Case(
        "La délégation a vu le marché. Elle est rentrée par Dakar.",
        ({"Thiès", "Mbour"}, {"Dakar"}),
        title="Mission du Bureau à Thiès et Mbour",
    ),
    Case(
        "Des experts de Tirana et de Pristina en seront.",
        ({"Skopje"}, {"Tirana", "Pristina"}),
        title="Atelier sur l’eau à Skopje",
    ),
    Case(
        "Les deux maires ont signé.",
        ({"Lomé"}, {"Lausanne"}),
        title="Lomé et Lausanne prolongent leur accord",
    ),
    # the towns that get a sum each, whatever town the title names
    Case(
        "Le jury a choisi :\n• Kaolack (Sénégal) : un marché, 40 000 euros ;\n• Garoua (Cameroun) : dix puits, 30 000 euros..",
        ({"Liège", "Kaolack", "Garoua"}, set()),
        title="Le jury, réuni à Liège, choisit ses projets",
    ),
    Case(
        "Paient :\n• Ville de Dakar : 40 000 euros ;\n• Lyon : 30 000 euros.",
        ({"Garoua"}, {"Dakar", "Lyon"}),
        title="Dix puits pour Garoua",
    ),
    # a cue of the town itself, before a name in passing
    Case(
        "La commune d’Abomey ouvre un musée. L’exposition ira ensuite à Cotonou.",
        ({"Abomey"}, {"Cotonou"}),
    ),
    Case(
        "La mairie de Kaolack, pilotée depuis Dakar par un bureau d’études, lance le chantier.",
        ({"Kaolack"}, {"Dakar"}),
    ),
    # the head of a sentence, an item of a list
    Case(
        "Le programme avance.\nÀ Ségou, les travaux sont finis. Une étude viendra de Bamako.",
        ({"Ségou"}, {"Bamako"}),
    ),
    Case(
        "Projets retenus :\n- Marché couvert de Bouaké\n- Voirie de Daloa\nIls seront suivis d’Abidjan.",
        ({"Bouaké", "Daloa"}, {"Abidjan"}),
    ),
    # what stands in one list with it
    Case(
        "Sfax, Gabès et Gafsa trient leurs déchets. Une visite est prévue à Tunis.",
        ({"Sfax", "Gabès", "Gafsa"}, {"Tunis"}),
        title="Sfax, ville propre",
    ),
    # funders and meeting places
    Case("À Moundou, un forage est financé par la Ville de Toulouse.", ({"Moundou"}, {"Toulouse"})),
    Case(
        "Réuni à Genève, le jury a retenu le projet de la mairie de Gitega.",
        ({"Gitega"}, {"Genève"}),
    ),
    Case("Le budget a été adopté à Lyon.", (set(), {"Lyon"})),
    # a town hall that only the partners name
    Case(
        "Partenaires : Ville de Vientiane, Ville de Genève",
        ({"Vientiane"}, {"Genève"}),
        title="Préserver les temples",
    ),
    Case(
        "Le projet est porté par la Région de Nouakchott, réunie à Paris avec ses bailleurs.",
        ({"Nouakchott"}, {"Paris"}),
    ),
    Case(
        "Avec l’appui de la mairie de Porto-Novo et de la Ville de Lyon, un jardin renaît.",
        ({"Porto-Novo"}, {"Lyon"}),
    ),
    # whom a meeting brings together, and where it meets
    Case(
        "Le séminaire rassemblait les communes de Kribi, Limbé et Edéa, à Douala.",
        ({"Douala"}, {"Kribi", "Limbé", "Edéa"}),
    ),
    Case(
        "Une formation a réuni à Thiès les maires de Mbour, de Louga et de Kaolack.",
        ({"Thiès"}, {"Mbour", "Louga", "Kaolack"}),
    ),
    Case(
        "L’atelier s’est déroulé à Bobo-Dioulasso avec les élus de Koudougou et de Kaya.",
        ({"Bobo-Dioulasso"}, {"Koudougou", "Kaya"}),
    ),
    Case(
        "Fès, Agadir, Oujda : quinze élus se sont retrouvés à Rabat.",
        ({"Rabat"}, {"Fès", "Agadir", "Oujda"}),
    ),
    Case(
        "Le forum de Liège a reçu les élus de Matadi et de Boma.", ({"Liège"}, {"Matadi", "Boma"})
    ),
    Case(
        "Vingt élus, venus de Sousse, de Gafsa et de Nabeul, se sont réunis à Tunis.",
        ({"Tunis"}, {"Sousse", "Gafsa", "Nabeul"}),
    ),
    Case(
        "Rendez-vous à Parakou : y sont attendus Natitingou, Kandi et Djougou.",
        ({"Parakou"}, {"Natitingou", "Kandi", "Djougou"}),
    ),
    Case(
        "À Lubumbashi, des cadres de Kolwezi et de Likasi ont débattu des déchets.",
        ({"Lubumbashi"}, {"Kolwezi", "Likasi"}),
    ),
    Case(
        "Organisé à Sfax, le stage réunit des techniciens de Gabès et de Kairouan.",
        ({"Sfax"}, {"Gabès", "Kairouan"}),
    ),
    # what is received is no guest
    Case("Le centre accueille deux cents enfants de Dori.", ({"Dori"}, set())),
    # twins
    Case("Dix ans déjà.", ({"Agadir", "Nantes"}, set()), title="Jumelage entre Agadir et Nantes"),
    Case("Metz et Hué célèbrent leur jumelage.", ({"Metz", "Hué"}, set())),
    Case(
        "La commune de Dschang, jumelée avec Nantes, plante des arbres.",
        ({"Dschang"}, {"Nantes"}),
    ),
    # guests
    Case(
        "Ont répondu : les délégations de Niamey et de Conakry.",
        ({"Bamako"}, {"Niamey", "Conakry"}),
        title="Bamako accueille les élus",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.title} {c.text}"[:60].strip())
def test_roles(case: Case) -> None:
    found = find_cities(open_document(case.document()))
    of_role = {role: {c.name for c in found if c.role == role} for role in ("main", "mentioned")}
    assert (of_role["main"], of_role["mentioned"]) == case.expected
