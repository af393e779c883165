"""Years left out: worked out where the page gives them, and marked so; never made up."""

from __future__ import annotations

from datetime import date

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates
from tests.rules.cases import Case

PUBLISHED = [
    Case(
        "Le pont a été ouvert hier.", ["2021-02-28"], "the day before", published=date(2021, 3, 1)
    ),
    Case("Une mission arrive demain.", ["2022-01-01"], published=date(2021, 12, 31)),
    Case("Le maire signe ce jeudi.", ["2021-05-13"], "a Saturday", published=date(2021, 5, 15)),
    Case("Un projet lancé il y a deux ans", ["2019"], published=date(2021, 5, 15)),
    Case("Le puits, creusé il y a 4 mois", ["2020-10"], published=date(2021, 2, 15)),
    Case("le mois passé", ["2020-12"], published=date(2021, 1, 15)),
    Case("livré en fin d’année", ["2021-12~"], published=date(2021, 1, 15)),
    Case(
        "Le musée rouvrira en novembre.",
        ["2021-11"],
        "a verb of the future",
        published=date(2021, 3, 9),
    ),
    Case("La caméra et l’opéra du Sahara, en novembre", ["2020-11"], published=date(2021, 3, 9)),
    Case("Le musée avait rouvert en novembre.", ["2020-11"], published=date(2021, 3, 9)),
    Case(
        "le week-end dernier", ["2021-05-08/2021-05-09"], "a Wednesday", published=date(2021, 5, 12)
    ),
    Case("le week-end dernier", ["2021-05-08/2021-05-09"], "a Sunday", published=date(2021, 5, 16)),
    Case("le week-end prochain", ["2021-05-15/2021-05-16"], published=date(2021, 5, 12)),
    Case(
        "le week-end prochain", ["2021-05-22/2021-05-23"], "a Saturday", published=date(2021, 5, 15)
    ),
    Case("avant la fin de l’année", ["2022-12~"], published=date(2022, 8, 12)),
    Case("17 avril dernier", ["2020-04-17"], "gold's form", published=date(2020, 5, 4)),
    Case("17 avril dernier", ["2019-04-17"], published=date(2020, 4, 2)),
    Case("17 avril dernier", ["2019-04-17"], published=date(2020, 4, 17)),
    Case("le 5 juin prochain", ["2020-06-05"], published=date(2020, 5, 4)),
    Case("le 5 juin prochain", ["2021-06-05"], published=date(2020, 6, 20)),
    Case("mai dernier", ["2017-05"], published=date(2017, 11, 30)),
    Case("décembre dernier", ["2019-12"], published=date(2020, 1, 15)),
    Case("en juin prochain", ["2020-06"], published=date(2020, 5, 4)),
    Case("le jeudi 27 février", ["2025-02-27"], "seed", published=date(2025, 3, 1)),
    Case("le jeudi 27 février", ["2025-02-27"], "the weekday decides", published=date(2024, 3, 1)),
    Case("lundi 11 avril", ["2022-04-11"], published=date(2022, 4, 14)),
    Case("mardi 11 avril", ["2023-04-11"], published=date(2022, 4, 14)),
    Case("le 15 décembre", ["2023-12-15"], published=date(2024, 1, 10)),
    Case("le 15 janvier", ["2024-01-15"], published=date(2023, 12, 20)),
    Case("du 30 décembre au 2 janvier", ["2023-12-30/2024-01-02"], published=date(2024, 1, 10)),
    Case("les 15 et 16 janvier", ["2019-01-15/2019-01-16"], published=date(2019, 1, 20)),
    Case("fin mai", ["2022-05"], published=date(2022, 4, 14)),
    Case("la semaine dernière", ["2024-03-04/2024-03-10"], published=date(2024, 3, 14)),
    Case("la semaine prochaine", ["2024-03-18/2024-03-24"], published=date(2024, 3, 14)),
    Case("le mois dernier", ["2023-12"], published=date(2024, 1, 14)),
    Case("le mois prochain", ["2025-01"], published=date(2024, 12, 14)),
    Case("l'an dernier", ["2023"], published=date(2024, 1, 14)),
    Case("l’année prochaine", ["2025"], published=date(2024, 1, 14)),
    Case("lundi dernier", ["2024-03-11"], published=date(2024, 3, 14)),
    Case("lundi prochain", ["2024-03-18"], published=date(2024, 3, 14)),
    Case("jeudi dernier", ["2024-03-07"], published=date(2024, 3, 14)),
    Case("l’été dernier", ["2023-22"], published=date(2024, 3, 14)),
    Case("au printemps prochain", ["2024-21"], published=date(2024, 1, 14)),
]
DEICTIC = [
    Case("Le maire a signé l’accord aujourd’hui.", ["2020-05-14"], published=date(2020, 5, 14)),
    Case("Aujourd’hui, la ville compte dix écoles.", [], "these days", published=date(2020, 5, 14)),
    Case("Jusqu’à aujourd’hui, rien n’est dit.", [], published=date(2020, 5, 14)),
    Case("Les maires se sont vus avant-hier.", ["2020-05-12"], published=date(2020, 5, 14)),
    Case("Le train part après-demain.", ["2020-05-16"], published=date(2020, 5, 14)),
    Case("Le pont a été livré ce matin.", ["2020-05-14"], published=date(2020, 5, 14)),
    Case("Les combats d’hier", [], "a time long past", published=date(2020, 5, 14)),
    Case(
        "Le jury se réunira vendredi à Mbour.",
        ["2020-05-15"],
        "a Thursday",
        published=date(2020, 5, 14),
    ),
    Case("Mardi, le maire a ouvert la halle.", ["2020-05-12"], published=date(2020, 5, 14)),
    Case("Le marché se tient le mardi.", [], "every Tuesday", published=date(2020, 5, 14)),
    Case("Ouvert lundi et jeudi.", [], published=date(2020, 5, 14)),
    Case(
        "Le pont sera livré cette semaine.", ["2020-05-11/2020-05-17"], published=date(2020, 5, 14)
    ),
    Case("Trois puits ont été creusés cette année.", ["2020"], published=date(2020, 5, 14)),
    Case("Cette année-là, rien.", [], published=date(2020, 5, 14)),
    Case("L’école ouvre ce mois-ci.", ["2020-05"], published=date(2020, 5, 14)),
    Case("La fête a lieu cet été.", ["2020-22"], published=date(2020, 5, 14)),
    Case("Le mois écoulé", ["2020-04"], published=date(2020, 5, 14)),
    Case("L’année écoulée", ["2019"], published=date(2020, 5, 14)),
    Case("La halle sera finie d’ici deux ans.", ["2022"], published=date(2020, 5, 14)),
    Case("La halle rouvrira dans trois mois.", ["2020-08"], published=date(2020, 5, 14)),
    Case("Il y a deux semaines, un puits", ["2020-04-30~"], published=date(2020, 5, 14)),
    Case("Il y a dix jours, un puits", ["2020-05-04"], published=date(2020, 5, 14)),
    Case("en novembre de l’année dernière", ["2019-11"], published=date(2020, 5, 14)),
    Case("le 3 mars de l’an passé", ["2019-03-03"], published=date(2020, 5, 14)),
    Case("au premier trimestre de l’année dernière", ["2019-33"], published=date(2020, 5, 14)),
    Case("à l’automne de l’année prochaine", ["2021-23"], published=date(2020, 5, 14)),
    Case("au second semestre de cette année", ["2020-41"], published=date(2020, 5, 14)),
    Case("en mars de cette année", ["2020-03"], published=date(2020, 5, 14)),
    Case("lundi de la semaine prochaine", ["2020-05-18"], published=date(2020, 5, 14)),
    Case("au début de l’année", ["2020-01~"], published=date(2020, 5, 14)),
    Case("du 4 au 22 de ce mois", ["2020-05-04/2020-05-22"], published=date(2020, 5, 14)),
    Case("La ville a voté cette année un budget.", [], "no day of writing, no year"),
]
TENSES = [
    Case(
        "La réunion était prévue le 3 mars.",
        ["2021-03-03"],
        "what was planned",
        published=date(2020, 5, 14),
    ),
    Case("La mairie, le 3 décembre : la fête", ["2019-12-03"], published=date(2020, 5, 14)),
    Case(
        "Les travaux ont duré jusqu’au 3 juin.",
        ["2019-06-03"],
        "a verb first",
        published=date(2020, 5, 14),
    ),
    Case("Envoyez vos dossiers avant le 3 mars.", ["2021-03-03"], published=date(2020, 5, 14)),
    Case("Les maires, réunis à Rabat le 3 juin,", ["2019-06-03"], published=date(2020, 5, 14)),
    Case("Le conseil votait le 3 juin la loi.", ["2019-06-03"], published=date(2020, 5, 14)),
    Case("Ils signèrent le 3 juin un accord.", ["2019-06-03"], published=date(2020, 5, 14)),
    Case("Le musée devrait rouvrir le 3 mars.", ["2021-03-03"], published=date(2020, 5, 14)),
    Case("Nous accueillerons le 3 mars dix maires.", ["2021-03-03"], published=date(2020, 5, 14)),
]
BESIDE = [
    Case("Le festival 2017 ouvre le 2 mars.", ["2017-03-02"], "what is named by its year"),
    Case("En 2016, la halle a brûlé le 7 avril.", ["2016", "2016-04-07"], "the year before it"),
    Case("Le jumelage de 1987, une amitié vieille de 1961", ["1987", "1961"]),
    Case("Le 2 décembre 2024 au Togo. Le 3 décembre, la Maire", ["2024-12-02", "2024-12-03"]),
    Case(
        "L’appel de juin 2017. Entre le 1er et le 11 novembre.",
        ["2017-06", "2017-11-01/2017-11-11"],
        "gold",
    ),
    Case(
        "signé le 30 novembre. Les élections de février 2017.",
        ["2017-11-30", "2017-02"],
        "gold",
    ),
    Case(
        "L’accord date du 2 octobre dernier.\nSource : 19/10/2012",
        ["2012-10-02", "2012-10-19"],
        "gold",
    ),
    Case(
        "Ce jeudi 30 novembre, ils ont signé ; le projet commence fin 2017.\nEn mai dernier",
        ["2017-11-30", "2017-12~", "2017-05"],
        "gold",
    ),
    Case("Réuni en janvier 2020. En décembre dernier, la ville", ["2020-01", "2019-12"]),
    Case(
        "Le 15 décembre 2024. La réunion se tiendra le 10 janvier.",
        ["2024-12-15", "2025-01-10"],
    ),
]
UNKNOWN = [
    Case("L’école a été bâtie en 1987. Le 9 mai, elle a fêté cela.", ["1987", "XXXX-05-09"]),
    Case("Prix créé en 2003. Les 2 et 3 juin, à Lomé", ["2003", "XXXX-06-02/XXXX-06-03"]),
    Case("le 11 avril dernier", ["XXXX-04-11"], "gold"),
    Case("Depuis 2014. Depuis 2018. Le 3 mars, le maire", ["2014/..", "2018/..", "XXXX-03-03"]),
    Case("Depuis 2018, l’AIMF appuie la ville. Le 3 mars", ["2018/..", "XXXX-03-03"]),
    Case("la semaine dernière", ["XXXX"], "gold"),
    Case(
        "lundi 11 avril 20121", ["XXXX-04-11"], "a slip is not mended", published=date(2022, 4, 14)
    ),
    Case("exécuté le 28 janvier 1915. Le 3 mars", ["1915-01-28", "XXXX-03-03"], "history"),
]


@pytest.mark.parametrize(
    "case", [*PUBLISHED, *DEICTIC, *TENSES, *BESIDE, *UNKNOWN], ids=lambda case: case.text
)
def test_years(case: Case) -> None:
    found = dates.find_dates(open_document(Document(text=case.text, published=case.published)))
    assert [fact.edtf for fact in found] == case.expected


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.text)
def test_what_was_worked_out_is_marked(case: Case) -> None:
    (fact,) = dates.find_dates(open_document(Document(text=case.text, published=case.published)))
    assert "year" in fact.inferred


@pytest.mark.parametrize("case", UNKNOWN, ids=lambda case: case.text)
def test_an_unknown_year_has_no_start(case: Case) -> None:
    found = dates.find_dates(open_document(Document(text=case.text, published=case.published)))
    unknown = [fact for fact in found if fact.edtf.startswith("XXXX")]
    assert unknown
    assert all(fact.start is None and fact.end is None for fact in unknown)
    assert all(fact.confidence < 0.9 for fact in unknown)


VERBS = {
    "past": ("La ville a ouvert le centre le {}.", "Les élus s’étaient réunis le {}."),
    "future": ("La ville ouvrira le centre le {}.", "Le forum se tiendra le {}."),
}
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)


@pytest.mark.parametrize("tense", VERBS)
def test_the_sweep_of_missing_years(tense: str) -> None:
    """Every month of publication with every month told: the past lies behind, the future ahead."""
    for sentence in VERBS[tense]:
        for month in range(1, 13):
            published = date(2022, month, 15)
            for number, name in enumerate(MONTHS, 1):
                text = sentence.format(f"9 {name}")
                (fact,) = dates.find_dates(open_document(Document(text=text, published=published)))
                told = date(2022, number, 9)
                if tense == "past":
                    year = 2022 if told <= published else 2021
                else:
                    year = 2022 if told >= published else 2023
                assert fact.edtf == f"{year}-{number:02d}-09", (text, published)
                assert fact.confidence < 0.9
