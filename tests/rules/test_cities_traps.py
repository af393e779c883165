"""Names of towns that are no town where they stand, and towns that hide in longer names."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.cities import countries
from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

#: Made up, each beside its contrary.
CASES = [
    # who has a mayor stands for itself; a quarter is its city
    Case(
        "Le maire d’Arafat a reçu la mission, puis la mairie d’El Mina.",
        ["Arafat/MR", "El Mina/MR"],
    ),
    Case("Dans la commune d’Arafat, un marché ouvre.", ["Nouakchott/MR"]),
    Case("La mairie de Niamey IV plante des arbres.", ["Niamey/NE"]),
    # agglomerations and regions that wear the town's name
    Case("Bruxelles-Capitale cofinance l’étude de Kinshasa.", ["Bruxelles/BE", "Kinshasa/CD"]),
    Case(
        "Partenaires : Nice Côte d’Azur Métropole, Montpellier Méditerranée Métropole",
        ["Nice/FR", "Montpellier/FR"],
    ),
    Case("Le Grand Port de Nantes, la plus petite métropole, attend.", ["Nantes/FR"]),
    # what is called as a town is: a province, an island, a union's word
    Case("Le forage dessert la province de Kratié, au Cambodge.", []),
    Case("Praia, sur l’île de Santiago, au Cap-Vert, plante des arbres.", ["Praia/CV"]),
    # a river's land, a valley of its own name; a town's streets, and one called after it
    Case("Les prés du Val de Saône et ceux de la Côte de Beaune sont fauchés.", []),
    Case("Le matériel va aux potiers de la vallée Sainte-Marie.", []),
    Case("Trois écoles ouvrent dans la vallée de Katmandou.", ["Katmandou/NP"]),
    Case("Quand il pleut, les rues de Kaolack sont sous l’eau.", ["Kaolack/SN"]),
    Case("Organisé à Kairouan, l’atelier dure trois jours.", ["Kairouan/TN"]),
    Case("Le ferry relie Dakar à l’île de Gorée.", ["Dakar/SN"]),
    Case(
        "L’Union européenne paie la moitié. Le maire de Thiès a rappelé que Bruxelles tient parole.",
        ["Thiès/SN"],
    ),
    Case(
        "Le maire de Thiès a rappelé que Bruxelles tient parole.",
        ["Thiès/SN", "Bruxelles/BE"],
    ),
    # a clock, an event said again, a school
    Case("Dépôt des dossiers avant 18 h, heure de Bruxelles.", []),
    Case("Après la conférence de Rio, celle de Marrakech a déçu.", []),
    Case("Le maire de Kara et celui de Sokodé ont signé.", ["Kara/TG", "Sokodé/TG"]),
    Case("Le cours est donné par la Kampala School of Planning de Douala.", []),
    Case("Le bas-fond du quartier Zongo, à Kumasi, est drainé.", ["Kumasi/GH"]),
    Case("La ligne passe par La Goulette et Carthage.", ["La Goulette/TN", "Carthage/TN"]),
    Case("La Ville de Cherbourg-en-Cotentin signe.", ["Cherbourg-en-Cotentin/FR"]),
    Case("Le marché Saint-Maur de Ziguinchor rouvre.", ["Ziguinchor/SN"]),
    Case("L’échevine Nancy Castillo et la conseillère Florence Dubois sont venues.", []),
    Case("L’échevine de Huy est venue de Ouaga.", ["Huy/BE", "Ouagadougou/BF"]),
    Case(
        "Romans-sur-Isère et la commune de Zinder (Niger) signent. La Ville de Romans paie.",
        ["Romans-sur-Isère/FR", "Zinder/NE"],
    ),
    Case("Dans un quartier de Lomé, on plante.", ["Lomé/TG"]),
    # of two of a name, the one that French prose means, or the page's country
    Case("Orléans Métropole et la ville d’Orléans signent.", ["Orléans/FR"]),
    Case("Au Liban, El-Mina et Tripoli coopèrent.", ["El-Mina/LB", "Tripoli/LB"]),
    # "X, quartier de Y"
    Case("L’école de Thiès, quartier ancien de Louga, rouvre.", ["Louga/SN"]),
    # joined names
    Case("L’étude dite « Tours-Angers » est close.", []),
    Case("La coopération Metz-Nouakchott a dix ans.", ["Metz/FR", "Nouakchott/MR"]),
    # words with a capital of their own
    Case("Après Man, la caravane ira à Bouaké, en Côte d’Ivoire.", ["Man/CI", "Bouaké/CI"]),
    Case("Man et femme, en Côte d’Ivoire, votent.", []),
    Case(
        "Un accord lie Le Port, à La Réunion, et la commune de Mahajanga.",
        ["Le Port/RE", "Mahajanga/MG"],
    ),
    Case("Le Port autonome attend un navire à Lomé.", ["Lomé/TG"]),
    # people
    Case("L’agente Joanna Sainte-Marie enquête à Antananarivo (Madagascar).", ["Antananarivo/MG"]),
    # the page is elsewhere
    Case(
        "À Goma et Bukavu (RD Congo), la commune de Masindi suit.",
        ["Goma/CD", "Bukavu/CD", "Masindi/CD"],
    ),
    Case("La commune de Masindi, en Ouganda, suit.", ["Masindi/UG"]),
    # a union is no town
    Case("La Fédération des communes de Tchangara s’est réunie.", []),
    # one slip off
    Case("", ["Douala/CM", "Bafoussam/CM"], title="Douala, Bafoussan : deux marchés"),
    Case("Les familles vivent à Bafoussan.", []),
    Case("La commune de Bafoussan construit.", ["Bafoussam/CM"]),
    # what follows makes a longer name of it
    Case("Phnom Penh Smart City Hub (Cambodge)", ["Phnom Penh/KH"]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: (c.title or c.text)[:60])
def test_find(case: Case) -> None:
    found = find_cities(open_document(case.document()))
    assert [f"{c.name}/{c.country or ''}" for c in found] == case.expected


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Les jardins de Rabat ouvrent.", 0.6, 0.89),
        ("Les jardins de Rabat, au Maroc, ouvrent.", 0.9, 1.0),
        ("La mairie de Rabat ouvre ses jardins.", 0.9, 1.0),
        ("Après Man, la Côte d’Ivoire choisit Bouaké.", 0.6, 0.89),
    ],
)
def test_a_mere_de_or_a_homonym_needs_support_to_be_sure(
    text: str, least: float, most: float
) -> None:
    first = find_cities(open_document(Document(text=text)))[0]
    assert least <= first.confidence <= most


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("À Saint-Louis du Sénégal, la mer monte.", ["SN"]),
        ("À Saint-Denis de La Réunion, la mer monte.", []),
        ("L’Île-de-France et la ville de Fort-de-France coopèrent.", []),
        ("Les rives du moyen Congo, celles du fleuve Niger et la rue de France.", []),
    ],
)
def test_countries_within_names(text: str, codes: list[str]) -> None:
    found = countries.find_countries(open_document(Document(text=text)))
    assert [c.code for c in found] == codes
    for country in found:
        (e,) = country.evidence
        assert text[e.start : e.end] == e.quote == country.name
