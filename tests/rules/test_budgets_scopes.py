"""What a sum is: all of it, a gift, a part, the town's own, by the words it stands in and by who gives it."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text
from tests.rules.cases import Case

TOTALS = [
    Case("Le programme, doté de 900 000 euros, commence en mai.", ["total"], why="endowed with"),
    Case("L'appel à projets est doté de 90 000 euros.", ["total"], why="a call"),
    Case("Elle dote de 80 000 euros la remise en état du quai.", ["total"], why="endows"),
    Case("Ils ont signé une convention de financement de 700 000 euros.", ["total"], why="an agreement"),
    Case("Une convention de partenariat triennale d'un montant de 90 000 euros les lie.", ["total"], why="an agreement and its amount"),
    Case("Le projet est entièrement financé par l'Union européenne à hauteur de 3 millions d'euros.", ["total"], why="all by one"),
    Case("La mairie estime l'ouvrage à 4 millions d'euros.", ["total"], why="an estimate of the works"),
    Case("Dix millions d'euros de travaux y sont inscrits.", ["total"], why="so much of works"),
    Case("L'Union européenne dote le fonds de 200 000 euros.", ["grant"], why="who endows gives"),
]  # fmt: skip

GIFTS = [
    Case("La Région Bretagne consacrera 120 000 euros à la halle.", ["grant"], why="a named giver devotes"),
    Case("La Région Bretagne participe pour 18 000 euros.", ["grant"], why="takes part for"),
    Case("La Région Bretagne a offert 20 000 euros ; la Ville de Lyon, 5 000 euros.", ["grant", "grant"], why="the next giver"),
    Case("Son conseil d'administration a voté 45 000 euros pour la maternité.", ["grant"], why="a board"),
    Case("Le fonds, doté de 2 millions d'euros, dont 1,5 million issu du FEDER, est ouvert.", ["total", "grant"], why="a part and who gives it"),
    Case("Il coûte 90 000 euros. L'AFD en a réglé 30 000, la Région Bretagne 25 000.", ["total", "grant", "grant"], why="of it"),
]  # fmt: skip

PARTS = [
    Case("L'AIMF a mis 350 000 euros, dont 150 000 euros pour le tri.", ["grant", "component"], why="a part, nobody named"),
    Case("L'État accorde 20 millions d'euros : 17 millions d'euros iront au tramway.", ["grant", "component"], why="goes to"),
    Case("Chaque chantier coûte environ 45 000 euros.", ["component"], why="each one"),
    Case("Quatre projets sont retenus, chacun recevant 30 000 euros.", ["component"], why="each gets"),
    Case("L'indemnisation des riverains, évaluée à 4 millions d'euros, est versée.", ["component"], why="what is paid for losses"),
    Case("Le budget total est de 400 000 francs suisses ; il comprend un poste de 22 000 francs.", ["total", "component"], why="an item"),
    Case("L'aide est plafonnée à 5 000 euros par groupe.", ["component"], why="at most, a group"),
    Case("Le budget de la phase 2022-2026 atteint 96 000 euros.", ["phase"], why="a phase by its years"),
]  # fmt: skip

OWN = [
    Case("L'AFD verse 70 000 euros ; la commune mobilise 50 000 euros.", ["grant", "own_contribution"], why="mobilises"),
    Case("L'AFD verse 70 000 euros, l'agglomération garde 40 000 euros à sa charge.", ["grant", "own_contribution"], why="keeps"),
    Case("La communauté urbaine y ajoute 31 000 euros.", ["own_contribution"], why="adds"),
    Case("Le district, lui, ajoute 18 000 euros.", ["own_contribution"], why="adds, set off"),
    Case("Coût : 102 000 euros, dont 8 000 euros de participation des habitants.", ["total", "own_contribution"], why="people pay"),
    Case("Financement : AFD (90 000 euros), communautés villageoises (5 000 euros)", ["grant", "own_contribution"], why="villages, in a list"),
    Case("Le reste, soit 19 000 euros, demeure à la charge de la commune.", ["own_contribution"], why="stays with"),
    Case("L'association apporte 20 000 euros réunis auprès de donateurs.", ["own_contribution"], why="raised by itself"),
    Case("À Abidjan, l'AFD prête 50 millions d'euros et l'État ivoirien ajoute 6 millions d'euros.", ["other", "own_contribution"], why="a state that gets help"),
    Case("À Nantes, la Région Bretagne verse 50 000 euros et l'État 6 000 euros.", ["grant", "grant"], why="a state that gives at home"),
    Case("La commune a voté une subvention de 5 000 euros.", ["grant"], why="a town that gives"),
]  # fmt: skip


WHOSE = [
    Case("La commune d'Abidjan construit une halle de 900 000 euros, financée par l'Union européenne.", ["grant"], why="one builds, another pays"),
    Case("La commune de Lomé engage 120 000 euros.", ["own_contribution"], why="a town that gets help, alone"),
    Case("Le projet est appuyé de 15 000 euros apportés par la Ville de Lomé.", ["own_contribution"], why="its town, behind the verb"),
    Case("La municipalité de Tunis mobilise 150 000 euros et 20 000 francs suisses pour son musée.", ["own_contribution", "own_contribution"], why="two sums of a town"),
    Case("La Ville de Lyon engage 120 000 euros à Lomé.", ["grant"], why="a town that gives abroad"),
    Case("La commune de Grenoble engage 120 000 euros.", ["grant"], why="a town of a country that gives"),
    Case("La Ville de Lomé accorde 5 000 euros à la Fondation Veolia.", ["grant"], why="a town that gives to somebody"),
    Case("L'AFD donne 3 millions d'euros, dont 1 million d'euros pour la phase 1 et 2 millions d'euros pour la phase 2.", ["grant", "phase", "phase"], why="phases of a list"),
    Case("Le budget de 3 millions d'euros comprend 1 million d'euros pour le volet eau et 2 millions d'euros pour le volet déchets.", ["total", "component", "component"], why="volets of a list"),
    Case("Le projet mobilise 3 millions d'euros.", ["total"], why="what a project takes"),
]  # fmt: skip


@pytest.mark.parametrize("case", [*TOTALS, *GIFTS, *PARTS, *OWN, *WHOSE], ids=lambda case: case.why)
def test_what_a_sum_is(case: Case[list[str]]) -> None:
    assert [one.scope for one in record_of_text(None, case.text).budgets] == case.expected
