"""A date that leans on others: on the day of writing against a neighbour, on the date said last."""

from __future__ import annotations

from datetime import date

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time.dates import find_dates

_MAY = date(2021, 5, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("published", "text", "edtf"),
    [
        # the day of publication and the verb against a year of the sentence
        (
            _MAY,
            "La maire a précisé qu'elle irait à Thiès du 7 au 9 juin, sa première visite depuis le vote de mars 2020.",
            ["2021-06-07/2021-06-09", "2020-03"],
        ),
        (
            _MAY,
            "La mairie a ouvert en 2017 une école de voirie, qui a formé ses premiers agents en février.",
            ["2017", "2021-02"],
        ),
        (_MAY, "En 2017, la halle, qui menaçait ruine, a fermé le 4 juin.", ["2017", "2017-06-04"]),
        (
            _MAY,
            "Les dossiers de la session de septembre sont reçus jusqu'au 1er août.",
            ["2021-09", "2021-08-01"],
        ),
        (
            _MAY,
            "Le chantier a débuté vendredi 4 décembre 2020 et doit durer jusqu'en juin.",
            ["2020-12-04", "2021-06"],
        ),
        # a term ahead
        (
            _MAY,
            "Des élèves ont monté une exposition, visible jusqu'au 20 juin à la mairie.",
            ["2021-06-20"],
        ),
        (_MAY, "Le préfet a interdit le pont aux camions jusqu'au 30 mai.", ["2021-05-30"]),
        (_MAY, "Les fouilles ont duré jusqu'au 30 mai.", ["2020-05-30"]),
        # what befell a place lies behind
        (
            _MAY,
            "Depuis le cyclone du 16 mars, l'aide n'a pas encore été programmée.",
            ["2021-03-16"],
        ),
        # without a day of publication
        (
            None,
            "La halle a fermé le 3 mai 2022, après un chantier commencé en juin 2021. L'appel est ouvert jusqu'au 20 avril.",
            ["2022-05-03", "2021-06", "2023-04-20"],
        ),
        (
            None,
            "La foule était là, ce mardi 17 mai 2022. Un autre lot partira le 9 juin. Tout sera livré en mars 2023.",
            ["2022-05-17", "2022-06-09", "2023-03"],
        ),
        (
            None,
            "La charte est signée le 4 août 1997. Le jumelage dure. Dans les collines, une source tarit en avril.",
            ["1997-08-04", "XXXX-04"],
        ),
        # the date said last
        (
            _MAY,
            "Le prêt date de 2018. Le conseil l'a voté le 30 mars de la même année.",
            ["2018", "2018-03-30"],
        ),
        (
            _MAY,
            "Tout a commencé en 2018. Cette année-là, en mars, un puits a été creusé.",
            ["2018", "2018-03"],
        ),
        (_MAY, "Le conseil l'a voté le 30 mars de la même année.", ["XXXX-03-30"]),
        (
            None,
            "Le consul est arrivé le 30 avril 2019. Le lendemain, il a visité le port. Le mois suivant, il est reparti.",
            ["2019-04-30", "2019-05-01", "2019-05"],
        ),
        (None, "Le lendemain, il a visité le port.", []),
        (None, "Départ le 30 avril 2019. Le lendemain, visite du port.", ["2019-04-30"]),
        # seasons and quarters by the verb
        (_MAY, "Le forum se tiendra à l'automne.", ["2021-23"]),
        (_MAY, "Les travaux finiront avant l'été.", ["2021-22"]),
        (_MAY, "La délégation est venue à l'automne.", ["2020-23"]),
        (_MAY, "La délégation devait venir au printemps.", []),
        (_MAY, "L'été, les puits sont à sec.", []),
        (_MAY, "L'agence a versé une aide au premier trimestre.", ["2021-33"]),
        (_MAY, "L'agence a versé une aide au troisième trimestre.", ["2020-35"]),
        (_MAY, "Le marché ouvrira au premier trimestre.", ["2022-33"]),
        # weekdays
        (_MAY, "Les maires ont débattu vendredi et samedi à Thiès.", ["2021-05-07/2021-05-08"]),
        (_MAY, "Les maires débattront vendredi et samedi à Thiès.", ["2021-05-14/2021-05-15"]),
        (_MAY, "La bibliothèque ouvre les vendredi et samedi.", []),
        (_MAY, "La maire les a reçus lundi de la main du consul.", ["2021-05-10"]),
    ],
)
def test_leaning(published: date | None, text: str, edtf: list[str]) -> None:
    found = find_dates(open_document(Document(text=text, published=published)))
    assert [fact.edtf for fact in found] == edtf
    worked_out = [fact for fact in found if fact.inferred]
    assert all(fact.confidence < 0.9 for fact in worked_out)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Les dossiers pour 2023 peuvent être déposés en mairie.", ["2023"]),
        ("Les demandes pour 2023 sont à déposer en mairie.", ["2023"]),
        ("Une aide pour 2023 élèves est votée.", []),
    ],
)
def test_the_year_that_a_demand_is_for(text: str, edtf: list[str]) -> None:
    found = find_dates(open_document(Document(text=text)))
    assert [fact.edtf for fact in found] == edtf
