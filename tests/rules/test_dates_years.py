"""Years left out: worked out where the page gives them, and marked so; never made up."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates


class Case(NamedTuple):
    text: str
    published: date | None
    edtf: list[str]
    source: str = "made up"


PUBLISHED = [
    Case("Le pont a été ouvert hier.", date(2021, 3, 1), ["2021-02-28"], "the day before"),
    Case("Une mission arrive demain.", date(2021, 12, 31), ["2022-01-01"]),
    Case("Le maire signe ce jeudi.", date(2021, 5, 15), ["2021-05-13"], "a Saturday"),
    Case("Un projet lancé il y a deux ans", date(2021, 5, 15), ["2019"]),
    Case("Le puits, creusé il y a 4 mois", date(2021, 2, 15), ["2020-10"]),
    Case("le mois passé", date(2021, 1, 15), ["2020-12"]),
    Case("livré en fin d’année", date(2021, 1, 15), ["2021-12~"]),
    Case("Le musée rouvrira en novembre.", date(2021, 3, 9), ["2021-11"], "a verb of the future"),
    Case("La caméra et l’opéra du Sahara, en novembre", date(2021, 3, 9), ["2020-11"]),
    Case("Le musée avait rouvert en novembre.", date(2021, 3, 9), ["2020-11"]),
    Case("le week-end dernier", date(2021, 5, 12), ["2021-05-08/2021-05-09"], "a Wednesday"),
    Case("le week-end dernier", date(2021, 5, 16), ["2021-05-08/2021-05-09"], "a Sunday"),
    Case("le week-end prochain", date(2021, 5, 12), ["2021-05-15/2021-05-16"]),
    Case("le week-end prochain", date(2021, 5, 15), ["2021-05-22/2021-05-23"], "a Saturday"),
    Case("avant la fin de l’année", date(2022, 8, 12), ["2022-12~"]),
    Case("17 avril dernier", date(2020, 5, 4), ["2020-04-17"], "gold's form"),
    Case("17 avril dernier", date(2020, 4, 2), ["2019-04-17"]),
    Case("17 avril dernier", date(2020, 4, 17), ["2019-04-17"]),
    Case("le 5 juin prochain", date(2020, 5, 4), ["2020-06-05"]),
    Case("le 5 juin prochain", date(2020, 6, 20), ["2021-06-05"]),
    Case("mai dernier", date(2017, 11, 30), ["2017-05"]),
    Case("décembre dernier", date(2020, 1, 15), ["2019-12"]),
    Case("en juin prochain", date(2020, 5, 4), ["2020-06"]),
    Case("le jeudi 27 février", date(2025, 3, 1), ["2025-02-27"], "seed"),
    Case("le jeudi 27 février", date(2024, 3, 1), ["2025-02-27"], "the weekday decides"),
    Case("lundi 11 avril", date(2022, 4, 14), ["2022-04-11"]),
    Case("mardi 11 avril", date(2022, 4, 14), ["2023-04-11"]),
    Case("le 15 décembre", date(2024, 1, 10), ["2023-12-15"]),
    Case("le 15 janvier", date(2023, 12, 20), ["2024-01-15"]),
    Case("du 30 décembre au 2 janvier", date(2024, 1, 10), ["2023-12-30/2024-01-02"]),
    Case("les 15 et 16 janvier", date(2019, 1, 20), ["2019-01-15/2019-01-16"]),
    Case("fin mai", date(2022, 4, 14), ["2022-05"]),
    Case("la semaine dernière", date(2024, 3, 14), ["2024-03-04/2024-03-10"]),
    Case("la semaine prochaine", date(2024, 3, 14), ["2024-03-18/2024-03-24"]),
    Case("le mois dernier", date(2024, 1, 14), ["2023-12"]),
    Case("le mois prochain", date(2024, 12, 14), ["2025-01"]),
    Case("l'an dernier", date(2024, 1, 14), ["2023"]),
    Case("l’année prochaine", date(2024, 1, 14), ["2025"]),
    Case("lundi dernier", date(2024, 3, 14), ["2024-03-11"]),
    Case("lundi prochain", date(2024, 3, 14), ["2024-03-18"]),
    Case("jeudi dernier", date(2024, 3, 14), ["2024-03-07"]),
    Case("l’été dernier", date(2024, 3, 14), ["2023-22"]),
    Case("au printemps prochain", date(2024, 1, 14), ["2024-21"]),
]
DEICTIC = [
    Case("L’accord est signé aujourd’hui à Lomé.", date(2020, 5, 14), ["2020-05-14"]),
    Case("Le forum s’ouvre aujourd’hui.", date(2020, 5, 14), ["2020-05-14"]),
    Case("Aujourd’hui, le maire a inauguré le pont.", date(2020, 5, 14), ["2020-05-14"]),
    Case("Le pays ne compte aujourd’hui que dix puits.", date(2020, 5, 14), []),
    Case("La commune, aujourd’hui fondue dans Sfax", date(2020, 5, 14), []),
    Case("« Aujourd’hui on s’échange des graines »", date(2020, 5, 14), []),
    Case("Les maires se retrouvent aujourd’hui à Lomé.", date(2020, 5, 14), ["2020-05-14"]),
    Case("le 5 du mois dernier", date(2020, 5, 14), ["2020-04-05"]),
    Case("en fin d’année dernière", date(2020, 5, 14), ["2019-12~"]),
    Case("début d’année prochaine", date(2020, 5, 14), ["2021-01~"]),
    Case("Le maire a signé l’accord aujourd’hui.", date(2020, 5, 14), ["2020-05-14"]),
    Case("Aujourd’hui, la ville compte dix écoles.", date(2020, 5, 14), [], "these days"),
    Case("Jusqu’à aujourd’hui, rien n’est dit.", date(2020, 5, 14), []),
    Case("Les maires se sont vus avant-hier.", date(2020, 5, 14), ["2020-05-12"]),
    Case("Le train part après-demain.", date(2020, 5, 14), ["2020-05-16"]),
    Case("Le pont a été livré ce matin.", date(2020, 5, 14), ["2020-05-14"]),
    Case("Les combats d’hier", date(2020, 5, 14), [], "a time long past"),
    Case("Le jury se réunira vendredi à Mbour.", date(2020, 5, 14), ["2020-05-15"], "a Thursday"),
    Case("Mardi, le maire a ouvert la halle.", date(2020, 5, 14), ["2020-05-12"]),
    Case("Le marché se tient le mardi.", date(2020, 5, 14), [], "every Tuesday"),
    Case("Ouvert lundi et jeudi.", date(2020, 5, 14), []),
    Case("Le pont sera livré cette semaine.", date(2020, 5, 14), ["2020-05-11/2020-05-17"]),
    Case("Trois puits ont été creusés cette année.", date(2020, 5, 14), ["2020"]),
    Case("Cette année-là, rien.", date(2020, 5, 14), []),
    Case("L’école ouvre ce mois-ci.", date(2020, 5, 14), ["2020-05"]),
    Case("La fête a lieu cet été.", date(2020, 5, 14), ["2020-22"]),
    Case("Le mois écoulé", date(2020, 5, 14), ["2020-04"]),
    Case("L’année écoulée", date(2020, 5, 14), ["2019"]),
    Case("La halle sera finie d’ici deux ans.", date(2020, 5, 14), ["2022"]),
    Case("La halle rouvrira dans trois mois.", date(2020, 5, 14), ["2020-08"]),
    Case("Il y a deux semaines, un puits", date(2020, 5, 14), ["2020-04-30~"]),
    Case("Il y a dix jours, un puits", date(2020, 5, 14), ["2020-05-04"]),
    Case("en novembre de l’année dernière", date(2020, 5, 14), ["2019-11"]),
    Case("le 3 mars de l’an passé", date(2020, 5, 14), ["2019-03-03"]),
    Case("au premier trimestre de l’année dernière", date(2020, 5, 14), ["2019-33"]),
    Case("à l’automne de l’année prochaine", date(2020, 5, 14), ["2021-23"]),
    Case("au second semestre de cette année", date(2020, 5, 14), ["2020-41"]),
    Case("en mars de cette année", date(2020, 5, 14), ["2020-03"]),
    Case("lundi de la semaine prochaine", date(2020, 5, 14), ["2020-05-18"]),
    Case("au début de l’année", date(2020, 5, 14), ["2020-01~"]),
    Case("du 4 au 22 de ce mois", date(2020, 5, 14), ["2020-05-04/2020-05-22"]),
    Case("La ville a voté cette année un budget.", None, [], "no day of writing, no year"),
]
TENSES = [
    Case("Le concert du 3 mars sera gratuit.", date(2020, 5, 14), ["2021-03-03"], "no participle"),
    Case("Le réseau du 3 décembre", date(2020, 5, 14), ["2019-12-03"]),
    Case(
        "La réunion était prévue le 3 mars.", date(2020, 5, 14), ["2021-03-03"], "what was planned"
    ),
    Case("La mairie, le 3 décembre : la fête", date(2020, 5, 14), ["2019-12-03"]),
    Case(
        "Les travaux ont duré jusqu’au 3 juin.", date(2020, 5, 14), ["2019-06-03"], "a verb first"
    ),
    Case("Envoyez vos dossiers avant le 3 mars.", date(2020, 5, 14), ["2021-03-03"]),
    Case("Les maires, réunis à Rabat le 3 juin,", date(2020, 5, 14), ["2019-06-03"]),
    Case("Le conseil votait le 3 juin la loi.", date(2020, 5, 14), ["2019-06-03"]),
    Case("Ils signèrent le 3 juin un accord.", date(2020, 5, 14), ["2019-06-03"]),
    Case("Le musée devrait rouvrir le 3 mars.", date(2020, 5, 14), ["2021-03-03"]),
    Case("Nous accueillerons le 3 mars dix maires.", date(2020, 5, 14), ["2021-03-03"]),
]
BESIDE = [
    Case("Le festival 2017 ouvre le 2 mars.", None, ["2017-03-02"], "what is named by its year"),
    Case(
        "En 2016, la halle a brûlé le 7 avril.", None, ["2016", "2016-04-07"], "the year before it"
    ),
    Case("Le jumelage de 1987, une amitié vieille de 1961", None, ["1987", "1961"]),
    Case("Le 2 décembre 2024 au Togo. Le 3 décembre, la Maire", None, ["2024-12-02", "2024-12-03"]),
    Case(
        "L’appel de juin 2017. Entre le 1er et le 11 novembre.",
        None,
        ["2017-06", "2017-11-01/2017-11-11"],
        "gold",
    ),
    Case(
        "signé le 30 novembre. Les élections de février 2017.",
        None,
        ["2017-11-30", "2017-02"],
        "gold",
    ),
    Case(
        "L’accord date du 2 octobre dernier.\nSource : 19/10/2012",
        None,
        ["2012-10-02", "2012-10-19"],
        "gold",
    ),
    Case(
        "Ce jeudi 30 novembre, ils ont signé ; le projet commence fin 2017.\nEn mai dernier",
        None,
        ["2017-11-30", "2017-12~", "2017-05"],
        "gold",
    ),
    Case("Réuni en janvier 2020. En décembre dernier, la ville", None, ["2020-01", "2019-12"]),
    Case(
        "Le 15 décembre 2024. La réunion se tiendra le 10 janvier.",
        None,
        ["2024-12-15", "2025-01-10"],
    ),
]
UNKNOWN = [
    Case("L’école a été bâtie en 1987. Le 9 mai, elle a fêté cela.", None, ["1987", "XXXX-05-09"]),
    Case("Prix créé en 2003. Les 2 et 3 juin, à Lomé", None, ["2003", "XXXX-06-02/XXXX-06-03"]),
    Case("le 11 avril dernier", None, ["XXXX-04-11"], "gold"),
    Case(
        "Depuis 2014. Depuis 2018. Le 3 mars, le maire", None, ["2014/..", "2018/..", "XXXX-03-03"]
    ),
    Case("Depuis 2018, l’AIMF appuie la ville. Le 3 mars", None, ["2018/..", "XXXX-03-03"]),
    Case("la semaine dernière", None, ["XXXX"], "gold"),
    Case("lundi 11 avril 20121", date(2022, 4, 14), ["XXXX-04-11"], "a slip is not mended"),
    Case("exécuté le 28 janvier 1915. Le 3 mars", None, ["1915-01-28", "XXXX-03-03"], "history"),
]


@pytest.mark.parametrize(
    "case", [*PUBLISHED, *DEICTIC, *TENSES, *BESIDE, *UNKNOWN], ids=lambda case: case.text
)
def test_years(case: Case) -> None:
    found = dates.find_dates(open_document(Document(text=case.text, published=case.published)))
    assert [fact.edtf for fact in found] == case.edtf


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
