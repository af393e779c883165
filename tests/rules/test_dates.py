"""Dates: every form that is read, and what looks like one and is none.

A case gives the EDTF of each date, in reading order. Texts carry no
publication date here: see ``test_dates_years.py`` for years worked out.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates
from tests.rules.cases import Case

FIELD = [
    Case("10 mai 2019", ["2019-05-10"], "FIELD"),
    Case("mardi 17 mai 2016", ["2016-05-17"], "FIELD"),
    Case("lundi 11 avril", ["XXXX-04-11"], "FIELD"),
    Case("17 avril dernier", ["XXXX-04-17"], "FIELD"),
    Case("Ce 6 octobre 2025", ["2025-10-06"], "FIELD"),
    Case("8/04/2021", ["2021-04-08"], "FIELD"),
    Case("ce 1er janvier 2025", ["2025-01-01"], "FIELD"),
    Case("du 7 au 9 octobre 2015", ["2015-10-07/2015-10-09"], "FIELD"),
    Case("entre le 1er et le 11 novembre", ["XXXX-11-01/XXXX-11-11"], "FIELD"),
    Case("2/3 avril 2013", ["2013-04-02/2013-04-03"], "FIELD"),
    Case("31 octobre et 1er novembre 2024", ["2024-10-31/2024-11-01"], "FIELD"),
    Case("2019 – 2020", ["2019/2020"], "FIELD, en dash"),
    Case("2019-2020", ["2019/2020"], "FIELD, hyphen"),
    Case("2019\u20102020", ["2019/2020"], "FIELD, U+2010"),
    Case("Entre 2013 et 2016", ["2013/2016"], "FIELD"),
    Case("De 2019 à 2023", ["2019/2023"], "FIELD"),
    Case("période 2022-2025", ["2022/2025"], "FIELD"),
    Case("depuis 2018", ["2018/.."], "FIELD"),
    Case("dès 2009", ["2009/.."], "FIELD"),
    Case("A partir de 2019", ["2019/.."], "FIELD"),
    Case("fin mai", ["XXXX-05"], "FIELD"),
    Case("à l'automne 2023", ["2023-23"], "FIELD"),
    Case("premier semestre 2016", ["2016-40"], "FIELD"),
    Case("d’ici à 2050", ["2050"], "FIELD"),
    Case("[2023]", ["2023"], "FIELD"),
    Case("entre 2019 et 20121", ["2019/"], "FIELD, a slip: no end is made of it"),
]
DAYS = [
    Case("08.04.2021", ["2021-04-08"]),
    Case("2024-03-12", ["2024-03-12"]),
    Case("2024/03/12", ["2024-03-12"]),
    Case("12/05/19", ["2019-05-12"]),
    Case("le 1 er mars 2020", ["2020-03-01"]),
    Case("le premier mai 2020", ["2020-05-01"]),
    Case("LE 10 FÉVRIER 2019", ["2019-02-10"]),
    Case("le 3 fevrier 2019", ["2019-02-03"], "no accent"),
    Case("15 aout 2020", ["2020-08-15"], "no accent"),
    Case("10\u00a0mai\u202f2019", ["2019-05-10"], "no-break spaces"),
    Case("10 MAI 2019", ["2019-05-10"]),
    Case("18 sept. 2018", ["2018-09-18"]),
    Case("18 sept 2018", ["2018-09-18"]),
    Case("14 févr. 2020", ["2020-02-14"]),
    Case("2 déc. 2021", ["2021-12-02"]),
    Case("7 juil. 2021", ["2021-07-07"]),
    Case("7 juill. 2021", ["2021-07-07"]),
    Case("3 oct. 1992", ["1992-10-03"]),
    Case("publié le 12 janv. 2023", ["2023-01-12"]),
    Case("mis à jour le 12/01/2023 à 10:30", ["2023-01-12"]),
    Case("29 février 2024", ["2024-02-29"]),
    Case("5 juin, 2019", ["2019-06-05"]),
    Case("10-mai-2019", ["2019-05-10"]),
    Case("le 3 juin2022", ["2022-06-03"], "the blank forgotten"),
    Case("le dimanche 08 décembre 2024, la mairie", ["2024-12-08"]),
    Case("signé le 10 mai de l'année 2019", ["2019-05-10"]),
    Case("Le 10 mai 2019 à 14 h 30", ["2019-05-10"]),
    Case("exécuté le 28 janvier 1915", ["1915-01-28"]),
    Case("À Hué, le 29 avril 2025.", ["2025-04-29"]),
    Case("12 mai 20121", ["XXXX-05-12"], "a slip in the year"),
    Case("le 12 mai 2019, 300 personnes", ["2019-05-12"]),
    Case("Le 12 mai 300 personnes", ["XXXX-05-12"]),
    Case("a annoncé ce 1er janvier 2025 l'organisation", ["2025-01-01"], "seed, no litres"),
    Case("Le 3 mai 2019 M. Diop", ["2019-05-03"], "no metres"),
    Case("Le 10 mai 2024 maires et élus", ["2024-05-10"]),
    Case("Le 10 mai 2000 personnes ont défilé", ["XXXX-05-10"]),
]
DAY_RANGES = [
    Case("du 28 février au 3 mars 2020", ["2020-02-28/2020-03-03"]),
    Case("du 30 décembre 2019 au 2 janvier 2020", ["2019-12-30/2020-01-02"]),
    Case("du 30 décembre au 2 janvier 2020", ["2019-12-30/2020-01-02"]),
    Case("du 3 mai 2020 au 5 juin", ["2020-05-03/2020-06-05"]),
    Case("les 15 et 16 janvier", ["XXXX-01-15/XXXX-01-16"]),
    Case("12, 13 et 14 mai 2021", ["2021-05-12/2021-05-14"]),
    Case("1er, 2 et 3 décembre 2021", ["2021-12-01/2021-12-03"]),
    Case("les 3 et 10 mai 2020", ["2020-05-03", "2020-05-10"], "not one event"),
    Case("24 & 25 septembre 2019", ["2019-09-24/2019-09-25"]),
    Case("15-17 octobre 2024", ["2024-10-15/2024-10-17"]),
    Case("15 – 17 octobre 2024", ["2024-10-15/2024-10-17"]),
    Case("Du mardi 3 au vendredi 6 décembre 2024", ["2024-12-03/2024-12-06"]),
    Case("lundi 3 et mardi 4 juin 2019", ["2019-06-03/2019-06-04"]),
    Case("du 8 au 12/04/2021", ["2021-04-08/2021-04-12"]),
    Case("du 01/02/2020 au 15/03/2020", ["2020-02-01/2020-03-15"]),
    Case("12.03.2020 - 15.04.2020", ["2020-03-12/2020-04-15"]),
    Case("entre le 3 mars 2020 et le 5 avril 2021", ["2020-03-03/2021-04-05"]),
    Case("des 12 et 13 juin 2018", ["2018-06-12/2018-06-13"]),
    Case(
        "10 mai 2019, 11 juin 2020 et 12 juillet 2021", ["2019-05-10", "2020-06-11", "2021-07-12"]
    ),
    Case("Du 27 au 30 octobre 2025, 400 Maires", ["2025-10-27/2025-10-30"]),
    Case("Du 23 au 27 mai 2022, une mission", ["2022-05-23/2022-05-27"]),
    Case("3 fevrier 2019 et 5 aout 2020", ["2019-02-03", "2020-08-05"]),
]
MONTHS = [
    Case("mai 2013", ["2013-05"]),
    Case("MARS 2024", ["2024-03"]),
    Case("sept. 2018", ["2018-09"]),
    Case("2022-06", ["2022-06"]),
    Case("05/2019", ["2019-05"]),
    Case("juin et juillet 2022", ["2022-06/2022-07"]),
    Case("mai, juin et juillet 2019", ["2019-05/2019-07"]),
    Case("mars et juillet 2019", ["2019-03", "2019-07"]),
    Case("mars-avril 2021", ["2021-03/2021-04"]),
    Case("en février-mars 2020", ["2020-02/2020-03"]),
    Case("de juin à septembre 2022", ["2022-06/2022-09"]),
    Case("entre mars et mai 2021", ["2021-03/2021-05"]),
    Case("de mai 2021 à juin 2023", ["2021-05/2023-06"]),
    Case("entre décembre 2019 et février 2020", ["2019-12/2020-02"]),
    Case("(mars 2021 - décembre 2023)", ["2021-03/2023-12"]),
    Case("de 2019 à mai 2022", ["2019/2022-05"]),
    Case("depuis mai 2025", ["2025-05/.."]),
    Case("dès janvier 2024", ["2024-01/.."]),
    Case("à la mi-mars 2024", ["2024-03"]),
    Case("au mois d'août 2021", ["2021-08"]),
    Case("à la fin du mois de mai", ["XXXX-05"]),
    Case("début décembre", ["XXXX-12"]),
    Case("mai dernier", ["XXXX-05"]),
    Case("En novembre, des experts ont visité", ["XXXX-11"]),
    Case("En novembre. Du 1er au 11 novembre.", ["XXXX-11-01/XXXX-11-11"], "told to the day"),
    Case("Janvier 2020 : études\nMars 2021 : travaux", ["2020-01", "2021-03"]),
]
YEARS = [
    Case("en 2012", ["2012"]),
    Case("2013/2016", ["2013/2016"]),
    Case("2019 – 2020 : études préalables", ["2019/2020"]),
    Case("depuis les années 1990", ["199X"], "no reader takes a masked year in an interval"),
    Case("dans les années 90", ["199X"]),
    Case("au cours des années 1980", ["198X"], "des is not dès"),
    Case("l'année 2017", ["2017"]),
    Case("jusqu'en 2027", ["2027"]),
    Case("d'ici 2030, 60 % des habitants", ["2030"]),
    Case("à l'horizon 2030", ["2030"]),
    Case("en 1990, la ville", ["1990"]),
    Case("(2023-2025)", ["2023/2025"]),
    Case("le plan communal 2022-2027", ["2022/2027"], "gold"),
    Case("en 2019/2020", ["2019/2020"]),
    Case("La convention 2017-2020 entre la Ville et l’AFD", ["2017/2020"]),
    Case("l'année scolaire 2019-20", ["2019/2020"]),
    Case("le budget de l’AIMF pour 2019 est de 7 200 000 euros", ["2019"], "gold"),
    Case("Le bâtiment date de 1943.", ["1943"], "gold"),
    Case("le Congrès (Cotonou, 2023)", ["2023"]),
    Case("en 2012 et 2014", ["2012", "2014"]),
    Case("entre 2016 et 2018, puis en 2020", ["2016/2018", "2020"]),
    Case("de 2014 à 2016 puis de 2018 à 2020", ["2014/2016", "2018/2020"]),
    Case("à la rentrée scolaire 2024", ["2024-09~"]),
    Case("en 2012, puis en 2014", ["2012", "2014"]),
    Case("en 2019 et 2020", ["2019/2020"]),
    Case("pour les années 2021, 2022 et 2023", ["2021/2023"]),
    Case("de 2018 à aujourd’hui", ["2018/.."]),
    Case("2017 - aujourd'hui", ["2017/.."]),
    Case("vers 2026", ["2026~"]),
    Case("autour de 1950", ["1950~"]),
    Case("la crise de 2008", ["2008"]),
    Case("en vue des élections de 2020", ["2020"]),
    Case("Dates:\n2015 : 12 mois", ["2015"], "gold"),
    Case("2019 : études\n2020 : travaux\n2021 : livraison", ["2019", "2020", "2021"]),
    Case("Date de démarrage : 2019", ["2019"]),
    Case("Durée : 2019-2022", ["2019/2022"]),
    Case("En 2019 trois villes", ["2019"]),
    Case("à hauteur d’1 million d’euros sur la période 2013-2016", ["2013/2016"], "gold"),
]
PARTS_OF_YEARS = [
    Case("fin 2022", ["2022-12~"]),
    Case("à partir de la fin de l’année 2017", ["2017-12~/.."], "gold"),
    Case("mi-2023", ["2023-06~"]),
    Case("début 2021", ["2021-01~"]),
    Case("courant 2025", ["2025"]),
    Case("d'ici fin 2026", ["2026-12~"]),
    Case("fin 2022 - début 2023", ["2022-12~/2023-01~"]),
    Case("de fin 2021 à mi-2023", ["2021-12~/2023-06~"]),
    Case("été 2019", ["2019-22"]),
    Case("au printemps 2024", ["2024-21"]),
    Case("hiver 2023", ["2023-24"]),
    Case("l'hiver 2023-2024", ["2023-12/2024-02"]),
    Case("1er trimestre 2021", ["2021-33"]),
    Case("au T3 2022", ["2022-35"]),
    Case("au dernier trimestre 2022", ["2022-36"]),
    Case("S1 2023", ["2023-40"]),
    Case("le second semestre 2024", ["2024-41"]),
    Case("au premier trimestre de l'année 2025", ["2025-33"]),
]
NOT_DATES = [
    Case("", []),
    Case("le 25e anniversaire du jumelage", [], "FIELD"),
    Case("Paris 2024", [], "FIELD"),
    Case("ABIDJAN 2022", [], "seed, banner"),
    Case("l’Agenda 2030 des Nations Unies", [], "FIELD"),
    Case("un plan baptisé « Tunisie numérique 2020 »", [], "seed"),
    Case("l'Année nationale du tourisme 2025", [], "seed"),
    Case("le programme Horizon 2020", []),
    Case("Vision 2035", []),
    Case("Objectif 2030 : agir", []),
    Case("COP 21", []),
    Case("Congrès 2018 : Lille, sport et ville", []),
    Case("le Congrès AIMF 2022", [], "seed"),
    Case("Mondial 2026", []),
    Case("une tour vieille de 1200 ans", []),
    Case("la convention de 2000 euros", []),
    Case("l'Accord de Paris de 2015", []),
    Case("Bilan et compte de résultat 2018", [], "gold"),
    Case("2025 : de nouveaux lauréats !", [], "gold, a heading"),
    Case("© AIMF 2023", []),
    Case("le prix 2025 sera remis", []),
    Case("loi n° 2014-45", []),
    Case("décret n°2019-07", []),
    Case("2000 m²", []),
    Case("un bâtiment de 2000m²", [], "gold"),
    Case("2 000 habitants", []),
    Case("La salle compte 2019 places", []),
    Case("pour 2000 habitants", []),
    Case("en 2000 points", []),
    Case("de 1500 à 2000 habitants", []),
    Case("entre 1800 et 2000 mètres", []),
    Case("entre 1900 et 2000 curieux venus", []),
    Case("Tél. : +237 2022-2023-45", []),
    Case("Contact : 01 20 19 20 20", []),
    Case("BP 2018 Yaoundé", []),
    Case("Au 9-11, boulevard de la Résistance", [], "gold"),
    Case("31 février 2020", [], "no such day"),
    Case("le 29 février 2023", [], "no such day"),
    Case("le 30/02/2020", [], "no such day"),
    Case("le 12/31/2020", [], "not a French order"),
    Case("10 janvie 2019", [], "a misspelt month is not guessed"),
    Case("12 sept maires", [], "seven"),
    Case("M. Mars a dit", []),
    Case("la province de Mai-Ndombe", []),
    Case("les maires et la mairie", []),
    Case("avenue du 14 juillet 1789", []),
    Case("le stade du 26 mars", []),
    Case("chaque 8 mars", []),
    Case("chaque année, en avril", []),
    Case("tous les 1er mai", []),
    Case("ISO 14001:2015", []),
    Case("version 1.2.2019", []),
    Case("a été 2019 fois", []),
    Case("du 3 au 5", []),
    Case("Prix de 2019 euros", []),
    Case("depuis 10 ans, sur 3 ans", [], "gold, durations"),
    Case("en 20121", []),
    Case("IP 10.12.2019.7", []),
    Case("rapport-2019.pdf, /uploads/2019/05/photo.jpg", []),
    Case("1 055 000 € sur 3 ans", [], "gold"),
    Case("une place sur 2019", []),
]
SEEDS = [
    Case("La visite du Délégué général du 17 au 25 mai 2025 a été", ["2025-05-17/2025-05-25"]),
    Case("ont célébré le 25e anniversaire de jumelage en 2024.", ["2024"]),
    Case("Liées depuis 2003, les villes de Montpellier et de Fès", ["2003/.."]),
    Case("à Hué du 27 au 30 octobre 2025 à l’invitation", ["2025-10-27/2025-10-30"]),
    Case("a été inaugurée le jeudi 27 février en présence", ["XXXX-02-27"]),
    Case("Depuis 2020, l’Etat a conçu « Tunisie numérique 2020 »", ["2020/.."]),
    Case("Sa mise en œuvre a démarré en 2020, et permettra", ["2020"]),
    Case("a été accompagné entre 2014 et 2019. Un second volet", ["2014/2019"]),
]


def edtf_of(text: str) -> list[str]:
    return [fact.edtf for fact in dates.find_dates(open_document(Document(text=text)))]


@pytest.mark.parametrize(
    "case",
    [*FIELD, *DAYS, *DAY_RANGES, *MONTHS, *YEARS, *PARTS_OF_YEARS, *NOT_DATES, *SEEDS],
    ids=lambda case: case.text or "empty",
)
def test_find(case: Case) -> None:
    assert edtf_of(case.text) == case.expected


@pytest.mark.parametrize(
    "case", [*FIELD, *DAYS, *DAY_RANGES, *MONTHS, *YEARS], ids=lambda case: case.text
)
def test_words_around_change_nothing(case: Case) -> None:
    text = f"La ville agit.\n{case.text}\nL’AIMF l’appuie."
    assert edtf_of(text) == case.expected


class Told(NamedTuple):
    text: str
    start: str | None
    end: str | None
    role: str
    as_written: str
    inferred: tuple[str, ...] = ()


TOLD = [
    Told("accompagné entre 2014 et 2019.", "2014", "2019", "period", "entre 2014 et 2019"),
    Told("appuyé depuis 2018 par", "2018", None, "start", "depuis 2018"),
    Told("conclue le 10 mai 2019 ;", "2019-05-10", None, "event", "10 mai 2019"),
    Told("(les 15 et 16 janvier)", None, None, "event", "les 15 et 16 janvier"),
    Told("Ce jeudi 30 novembre,", None, None, "event", "Ce jeudi 30 novembre"),
    Told("sur la période 2022-2025", "2022", "2025", "period", "2022-2025"),
    Told("avant le 30 juin 2024", "2024-06-30", None, "deadline", "avant le 30 juin 2024"),
    Told(
        "date limite le 30 avril 2024",
        "2024-04-30",
        None,
        "deadline",
        "date limite le 30 avril 2024",
    ),
    Told("d’ici à 2050", "2050", None, "deadline", "d’ici à 2050"),
    Told("prolongé jusqu'en 2027", "2027", None, "end", "jusqu'en 2027"),
    Told("à l'automne 2023", "2023-09", "2023-11", "mentioned", "l'automne 2023"),
    Told("premier semestre 2016", "2016-01", "2016-06", "mentioned", "premier semestre 2016"),
    Told("depuis les années 1990", "1990", None, "start", "depuis les années 1990"),
    Told("Elle démarrera fin 2022.", "2022-12", None, "start", "fin 2022", ("month",)),
    Told("mis en œuvre entre 2019 et 20121", "2019", None, "period", "entre 2019 et 20121"),
    Told("Les travaux se sont achevés en 2021.", "2021", None, "end", "en 2021"),
    Told("a démarré en mai 2013", "2013-05", None, "start", "mai 2013"),
    Told("né le 3 mai 1932", "1932-05-03", None, "mentioned", "3 mai 1932"),
    Told("loi du 5 mars 2014", "2014-03-05", None, "mentioned", "5 mars 2014"),
    Told("Clôture des candidatures : 15 mai 2024", "2024-05-15", None, "deadline", "15 mai 2024"),
    Told("2015 : 12 mois", "2015", None, "period", "2015 : 12 mois"),
    Told(
        "Du 1er janvier au 31 décembre 2022",
        "2022-01-01",
        "2022-12-31",
        "period",
        "Du 1er janvier au 31 décembre 2022",
    ),
    Told(
        "du 30 décembre au 2 janvier 2020",
        "2019-12-30",
        "2020-01-02",
        "event",
        "du 30 décembre au 2 janvier 2020",
        ("year",),
    ),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.text)
def test_a_fact_says_what_was_told(told: Told) -> None:
    (fact,) = dates.find_dates(open_document(Document(text=told.text)))
    assert Told(told.text, fact.start, fact.end, fact.role, fact.as_written, fact.inferred) == told


def test_the_same_date_is_one_fact_with_every_place_it_stands() -> None:
    document = Document(title="Réunion du 10 mai 2019", text="Le 10 mai 2019.\nLe 10/05/2019.")
    (fact,) = dates.find_dates(open_document(document))
    assert [(one.source, one.quote) for one in fact.evidence] == [
        ("title", "10 mai 2019"),
        ("text", "10 mai 2019"),
        ("text", "10/05/2019"),
    ]


def test_a_weekday_that_does_not_fit_lowers_confidence() -> None:
    (right,) = dates.find_dates(open_document(Document(text="mardi 17 mai 2016")))
    (wrong,) = dates.find_dates(open_document(Document(text="lundi 17 mai 2016")))
    assert right.edtf == wrong.edtf == "2016-05-17"
    assert right.confidence >= 0.9 > wrong.confidence


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Début des travaux\nmai 2017", "start"),
        ("Fin des travaux\n12/06/2018", "end"),
        ("Date limite\n14/02/2020", "deadline"),
    ],
)
def test_a_label_on_the_line_above_gives_the_role(text: str, role: str) -> None:
    (fact,) = dates.find_dates(open_document(Document(text=text)))
    assert fact.role == role
