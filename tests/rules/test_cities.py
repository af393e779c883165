"""The cities of a text: which, on what evidence, how sure, and in what role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.engine.document import Document, Term
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

if TYPE_CHECKING:
    from aimf_scraper.records import City


def cities(text: str, title: str = "", terms: tuple[Term, ...] = ()) -> tuple[City, ...]:
    return find_cities(open_document(Document(title=title, text=text, terms=terms)))


#: Written for this table, in the forms of the field; every trap of it has a row.
MADE_UP = [
    Case(
        "",
        ["Gitega/BI"],
        title="GITEGA – La capitale politique du Burundi se dote d’un marché moderne.",
    ),
    Case("", ["Tunis/TN"], title="Tunis : les agents municipaux formés à l’archivage"),
    Case("Lieu(x) :  PARIS , PHNOM-PENH\nDate : 12 mai 2015", ["Paris/FR", "Phnom Penh/KH"]),
    Case("John Smith, Carl Ficke et Martin Saram ont visité le chantier.", []),
    Case("M. Paris et Mme Florence Nice ont salué le projet.", []),
    Case(
        "Mme Victoria Sow, adjointe, a remercié la ville de Victoria (Seychelles).", ["Victoria/SC"]
    ),
    Case("L’Université de Dschang et l’Institut Pasteur de Dakar étudient l’eau.", []),
    Case(
        "Un an après la COP30 de Belém et dix ans après l’Accord de Paris, les villes agissent.", []
    ),
    Case("Les universités de Dschang et de Maroua participent.", []),
    Case("Le quartier de Poto-Poto accueille un nouveau centre de santé.", ["Brazzaville/CG"]),
    Case("À Man, la mairie réhabilite le marché. Les jeunes de Man y travaillent.", ["Man/CI"]),
    Case("Le maire de Tripoli, au Liban, a présenté son plan.", ["Tripoli/LB"]),
    Case("Une mission s’est rendue à Tripoli, en Libye.", ["Tripoli/LY"]),
    Case("La commune de Limbé, au Cameroun, restaure son front de mer.", ["Limbé/CM"]),
    Case("La commune de Limbé, dans le nord d’Haïti, restaure son marché.", ["Limbé/HT"]),
    Case(
        "Saint-Louis, ancienne capitale du Sénégal, protège sa langue de Barbarie.",
        ["Saint-Louis/SN"],
    ),
    Case("L’ambassadeur de France à Djibouti a visité Tadjourah.", ["Tadjourah/DJ"]),
    Case(
        "Le Luxembourg et la Belgique financent le programme ; la réunion s’est tenue à Luxembourg.",
        ["Luxembourg/LU"],
    ),
    Case("Ville de Antanananrivo : appel d’offres", ["Antananarivo/MG"]),
    Case(
        "Le maire d’Antananarivo et celui de Toamasina (Tamatave) ont signé.",
        ["Antananarivo/MG", "Toamasina/MG"],
    ),
    Case("La commune rurale de Tchangara construit dix latrines.", ["Tchangara/"]),
    Case(
        "Les communes de Bohicon, Djidja et Zogbodomey mutualisent leurs déchets.",
        ["Bohicon/BJ", "Djidja/BJ", "Zogbodomey/BJ"],
    ),
    Case("Tours de magie et Orange Money : sens de la fête.", []),
    Case("Le fleuve Niger, le lac Tchad et le bassin du Congo sont menacés.", []),
    Case("Kinshasa, capitale du Congo, compte 16 millions d’habitants.", ["Kinshasa/CD"]),
    Case("Dans l’avenue de France et la rue de Paris, les travaux avancent.", []),
    Case(
        "Le Caire et Alexandrie ont adhéré ; au Caire, un bureau ouvrira.",
        ["Le Caire/EG", "Alexandrie/EG"],
    ),
    Case("Le maire du Havre et la maire du Mans ont signé.", ["Le Havre/FR", "Le Mans/FR"]),
    Case("Paris 2024 a inspiré Dakar 2026.", []),
    Case(
        "Le Syndic de Lausanne, le Bourgmestre d’Ixelles et le Wali de Rabat étaient présents.",
        ["Lausanne/CH", "Ixelles/BE", "Rabat/MA"],
    ),
    Case(
        "La Région de Nouakchott, le District d’Abidjan et la Province de Siem Reap coopèrent.",
        ["Nouakchott/MR", "Abidjan/CI", "Siem Reap/KH"],
    ),
    Case(
        "Montréal, Québec et Gatineau : trois villes du Québec au congrès.",
        ["Montréal/CA", "Québec/CA", "Gatineau/CA"],
    ),
    Case("Le gouvernement du Québec soutient l’initiative.", []),
    Case(
        "La ville de Saint-Denis de La Réunion et Port-Louis ont signé.",
        ["Saint-Denis/RE", "Port-Louis/MU"],
    ),
    Case("YAOUNDÉ ET DOUALA SIGNENT UNE CHARTE", ["Yaoundé/CM", "Douala/CM"]),
    Case(
        "Le Conseil municipal et départemental (CMD) de Pointe-Noire a voté le budget.",
        ["Pointe-Noire/CG"],
    ),
    Case("La mairie de Niamey IV et la Ville de Niamey réhabilitent une école.", ["Niamey/NE"]),
    Case("Les trains relient Paris à Lyon et Marseille.", ["Paris/FR", "Lyon/FR", "Marseille/FR"]),
    Case("Le centre Bab Jedid sera réhabilité.", ["Sousse/TN"]),
    Case("La Maire de Huye, au Rwanda, et le Maire de N’Djamena.", ["Huye/RW", "N'Djaména/TD"]),
    Case(
        "Hô Chi Minh-Ville, Hanoï et Da Nang ; la ville de Hue.",
        ["Hô Chi Minh-Ville/VN", "Hanoï/VN", "Da Nang/VN", "Hué/VN"],
    ),
    Case("Le Forum de Marseille et le Sommet de Djerba ont marqué l’année.", []),
    Case(
        "Réunis à Bucarest, les maires de Chișinău, Iași et Erevan ont adopté une déclaration.",
        ["Bucarest/RO", "Chișinău/MD", "Iași/RO", "Erevan/AM"],
    ),
    Case("La ville béninoise de Ouidah accueille la porte du non-retour.", ["Ouidah/BJ"]),
    Case("Cotonou (Bénin), 12 mars 2023 – Le Bureau de l’AIMF s’est réuni.", ["Cotonou/BJ"]),
    Case(
        "Anne Hidalgo, Maire de Paris et Présidente de l’AIMF, a accueilli Luc Atrokpo, maire de Cotonou.",
        ["Paris/FR", "Cotonou/BJ"],
    ),
    Case(
        "Un bus de Ouagadougou à Bobo-Dioulasso, au Burkina Faso.",
        ["Ouagadougou/BF", "Bobo-Dioulasso/BF"],
    ),
    Case(
        "Les villes de Port-au-Prince, Delmas, Carrefour et Pétionville (Haïti) se relèvent.",
        ["Port-au-Prince/HT", "Delmas/HT", "Carrefour/HT", "Pétionville/HT"],
    ),
    Case(
        "Sèmè-Podji, Porto Novo et Adjarra forment le Grand Nokoué.",
        ["Sèmè-Kpodji/BJ", "Porto-Novo/BJ", "Adjarra/BJ"],
    ),
    Case("Le maire Jean Laval a reçu la délégation de Laval (Québec).", ["Laval/CA"]),
    Case("A Monastir comme à Sfax, la société STEG intervient.", ["Monastir/TN", "Sfax/TN"]),
    Case("L’Union européenne et Le Monde ont salué le plan.", []),
    Case(
        "Rennes Métropole, Grand Lyon et l’Eurométropole de Strasbourg.",
        ["Rennes/FR", "Lyon/FR", "Strasbourg/FR"],
    ),
    Case(
        "La mairie de Zio 1 et la commune de Golfe 5 ; Kozah1 attend.",
        ["Zio 1/TG", "Golfe 5/TG", "Kozah 1/TG"],
    ),
    Case("Le journal Bamako Hebdo et le club Raja de Casablanca.", []),
    Case(
        "À l’Hôtel de Ville de Bruxelles, le collège a reçu Kinshasa.",
        ["Bruxelles/BE", "Kinshasa/CD"],
    ),
    Case("En République de Djibouti, la Ville de Djibouti.", ["Djibouti/DJ"]),
    Case("Trois villes : Monaco, Nice et Menton.", ["Monaco/MC", "Nice/FR", "Menton/FR"]),
    Case("La Principauté de Monaco soutient Antsirabe.", ["Antsirabe/MG"]),
]
ROLES = [
    ("La ville de Huê construit une station, avec l’appui de la ville de Paris.", "Hué", "Paris"),
    ("Réuni à Lille, le Bureau a retenu un projet de la ville de Kribi.", "Kribi", "Lille"),
    ("Abidjan équipe ses centres de Yopougon.", "Abidjan", "Yopougon"),
    (
        "La mairie de Man réhabilite un marché. La ville de Genève apporte 30 000 €.",
        "Man",
        "Genève",
    ),
]


@pytest.mark.parametrize("case", MADE_UP, ids=lambda c: c.title or c.text)
def test_find(case: Case) -> None:
    found = cities(case.text, case.title)
    assert sorted(f"{c.name}/{c.country or ''}" for c in found) == sorted(case.expected)


@pytest.mark.parametrize(("text", "main", "mentioned"), ROLES)
def test_roles(text: str, main: str, mentioned: str) -> None:
    assert {c.name: c.role for c in cities(text)} == {main: "main", mentioned: "mentioned"}


def test_two_twins_are_both_main() -> None:
    found = cities("Liées depuis 2003, les villes de Montpellier et de Fès ont signé.")
    assert [(c.name, c.role) for c in found] == [("Montpellier", "main"), ("Fès", "main")]


def test_the_title_decides_who_is_main() -> None:
    found = cities("À Huê aussi, une station ouvrira.", "Boues : le suivi à Phnom Penh")
    assert [(c.name, c.role) for c in found] == [("Phnom Penh", "main"), ("Hué", "mentioned")]


def test_the_contracts_own_example() -> None:
    (city,) = cities("Avec le bois, la CU de Ngaoundéré veut un lieu de loisirs.")
    assert (city.as_written, city.geonames_id) == ("la CU de Ngaoundéré", 2224827)
    assert (city.latitude, city.longitude, city.role) == (7.32765, 13.58472, "main")
    assert city.confidence >= 0.95
    assert city.evidence[0].rule == "cities.town_hall"


def test_one_fact_a_place_with_every_mention_and_spelling() -> None:
    (city,) = cities("La ville de Huê agit. À Hué, un projet. Hue avance.", "Hué")
    assert [e.quote for e in city.evidence] == ["Hué", "La ville de Huê", "Hué", "Hue"]


def test_a_quarter_yields_its_city() -> None:
    (city,) = cities("Le Cercle culturel de Poto-Poto revit.")
    assert (city.name, city.as_written) == ("Brazzaville", "Poto-Poto")


def test_a_slip_is_marked_and_less_sure() -> None:
    (city,) = cities("Le maire de Antanananrivo a signé.")
    assert (city.name, city.evidence[0].rule) == ("Antananarivo", "cities.misspelt")
    assert city.confidence < 0.9


def test_an_unknown_town_stays_unresolved_in_the_pages_country() -> None:
    (city,) = cities("Au Togo, la commune de Tchangara construit un puits.")
    assert (city.name, city.country, city.geonames_id) == ("Tchangara", "TG", None)
    assert city.confidence <= 0.5
    assert city.evidence[0].rule == "cities.unresolved"


def test_a_museum_counts_where_no_town_is_named() -> None:
    text = "Le Musée de la Mémoire de Casablanca a ouvert."
    (city,) = cities(text)
    assert (city.name, city.evidence[0].rule) == ("Casablanca", "cities.site")
    assert [c.name for c in cities(f"{text} La mairie de Rabat salue.")] == ["Rabat"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Le maire de Tripoli. Au Liban, tout change.", "LB"),
        ("Le maire de Tripoli. En Libye, tout change.", "LY"),
        ("La commune de Limbé, au Cameroun.", "CM"),
        ("La commune de Limbé, en Haïti.", "HT"),
        ("La ville de Victoria, au Canada.", "CA"),
        ("La ville de Victoria (Seychelles).", "SC"),
    ],
)
def test_the_page_tells_homonyms_apart(text: str, country: str) -> None:
    assert [c.country for c in cities(text)] == [country]


def test_a_country_term_tells_homonyms_apart() -> None:
    haiti = (Term("country", "Haïti", "class:pays-haiti"),)
    assert [c.country for c in cities("La ville de Limbé.", terms=haiti)] == ["HT"]


def test_terms_are_evidence_without_offsets() -> None:
    terms = (Term("city", "Victoria", "class:ville-victoria"), Term("city", "Lomé", "rest:ville"))
    lome, victoria = cities("La ville de Lomé agit.", terms=terms)
    assert [e.source for e in lome.evidence] == ["text", "rest:ville"]
    assert (victoria.name, victoria.evidence[0].start) == ("Victoria", None)
    assert victoria.evidence[0].quote == "Victoria"


@given(st.text(max_size=200), st.text(max_size=60))
def test_never_raises_and_evidence_holds(text: str, title: str) -> None:
    parts = {"text": text, "title": title}
    for city in cities(text, title):
        assert city.evidence
        for e in city.evidence:
            assert parts[e.source][e.start : e.end] == e.quote


_WORDS = st.sampled_from(
    [
        "Paris",
        "Man",
        "Djibouti",
        "Togo",
        "la",
        "ville",
        "de",
        "mairie",
        "d’",
        "à",
        "(",
        ")",
        ",",
        ".",
        ";",
        "Poto-Poto",
        "Lomé",
        "et",
        "Xanadou",
        "\n",
    ]
)


@given(st.lists(_WORDS, max_size=25))
def test_evidence_holds_in_dense_text(words: list[str]) -> None:
    text = " ".join(words)
    for city in cities(text):
        for e in city.evidence:
            assert text[e.start : e.end] == e.quote
