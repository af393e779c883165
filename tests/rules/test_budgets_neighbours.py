"""Sums that stand beside the project's own: another project's, a saving, a study's; and whose a sum is."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text
from tests.rules.cases import Case

NOT_OURS = [
    Case("La Banque mondiale a déjà financé deux programmes d'assainissement, pour 12 millions d'euros.", [], "an earlier programme"),
    Case("La KfW avait déjà mené au Togo, entre 2009 et 2014, un chantier de 6 millions d'euros.", [], "an earlier chantier"),
    Case("L'AFD a déjà financé l'étude du projet à hauteur de 80 000 euros.", [80_000], "already, but for this one"),
    Case("Le port dépend d'un autre guichet, doté de 4 millions d'euros.", [], "another counter"),
    Case("Le syndicat, qui mène ailleurs un chantier de 3 millions d'euros, prête ses plans.", [], "elsewhere"),
    Case("L'AIMF a par ailleurs versé 40 000 euros.", [40_000], "besides is not elsewhere"),
    Case("D'ailleurs, la Région a versé 40 000 euros.", [40_000], "nor is by the way"),
    Case("Ces 600 000 euros sont distincts de l'aide remise hier.", [], "said to be apart"),
    Case("Un programme antérieur de 2 millions d'euros avait échoué.", [], "an earlier one"),
    Case("Le lycée s'inspire d'un internat bâti à Kribi pour 900 000 euros.", [], "a model"),
    Case("Selon une étude de l'université, les pannes représentent une facture de 5 millions d'euros.", [], "what a study says"),
    Case("Selon le maire, l'étude coûtera 50 000 euros.", [50_000], "what the study costs"),
    Case("Une enquête du ministère évalue à 3 millions d'euros les besoins.", [], "what a survey says"),
    Case("L'étude, qui a coûté 90 000 euros, estime que 30 % des ménages jettent leurs eaux.", [90_000], "a study's cost"),
    Case("Les bouchons ont un coût de 8 millions d'euros pour la collectivité.", [], "a cost to all"),
    Case("Les gains attendus sont de 90 000 euros par an.", [], "a saving"),
    Case("L'économie annuelle atteint 70 000 euros.", [], "a saving"),
    Case("L'éclairage solaire réduit la facture de 40 000 euros par an.", [], "a saving"),
    Case("Une subvention de 200 000 euros aidera à réduire la facture d'électricité.", [200_000], "a grant that saves"),
    Case("La Région a annoncé un fonds de 8 millions d'euros, mais il concerne d'autres provinces.", [], "for others"),
    Case("L'agence conduit de son côté un programme de 6 millions d'euros dans le port.", [], "a programme of its own"),
    Case("La Ville, de son côté, apporte 20 000 euros.", [20_000], "a part of its own"),
    Case("Depuis 1994, une cinquantaine de projets ont été menés pour 3 millions d'euros.", [], "all since a year"),
    Case("Depuis 2021, l'AIMF a versé 300 000 euros au projet.", [300_000], "one project since a year"),
    Case("Un forage, qui sert 400 familles, revient à 12 000 euros.", [], "one of many"),
    Case("Le forage revient à 12 000 euros.", [12_000], "the one"),
    Case("Les ménages déplacés ont reçu en moyenne 90 000 francs CFA.", [], "an average"),
    Case("La Banque mondiale n'a toujours pas versé les 2 millions d'euros.", [], "not paid yet"),
    Case("La GIZ a été sollicitée pour combler le trou de 70 000 euros.", [], "only asked for"),
    Case("La GIZ est sollicitée à hauteur de 60 000 euros.", [60_000], "in its plan"),
    Case("Sollicitée, la GIZ a accordé 70 000 euros.", [70_000], "asked for and given"),
    Case("Le canton a porté, cette année, de 4 000 à 15 000 francs suisses sa part.", [15_000], "what it grew to"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_OURS, ids=lambda case: f"{case.origin}: {case.text[:40]}")
def test_whose_sum_it_is(case: Case[list[int]]) -> None:
    record = record_of_text(None, case.text)
    assert [one.amount for one in record.budgets] == case.expected
    if not case.expected:
        assert [one.amount for one in record.contributions if one.amount] == []


SCOPES = [
    Case("Une étude de sol, estimée à 40 000 euros, est prévue.", ["component"], "a study"),
    Case("L'AFD a payé le diagnostic, soit 25 000 euros.", ["component"], "a study that is paid"),
    Case("Le transport des livres, 6 000 euros, est à la charge du lycée.", ["component"], "transport"),
    Case("Montant des études de sol : 45 000 euros", ["component"], "a label"),
    Case("Les dossiers retenus reçoivent 4 000 euros au maximum par projet.", ["component"], "so much a project"),
    Case("Contribution de la commune : 20 000 euros", ["own_contribution"], "own, as a label"),
    Case("Part de la Ville : 45 000 euros", ["own_contribution"], "own, as a label"),
    Case("La Ville paiera 1,2 million d'euros et l'État le reste.", ["own_contribution"], "the town pays"),
    Case("La commune a mis 18 000 euros dans les travaux.", ["own_contribution"], "the town puts in"),
    Case("Le conseil municipal a inscrit 70 000 euros à son budget.", ["own_contribution"], "the council"),
    Case("Le conseil municipal a voté une subvention de 5 000 euros à l'association Eau Vive.", ["grant"], "the council gives"),
    Case("La Ville de Lyon a apporté 20 000 euros.", ["grant"], "a town that gives"),
    Case("Le chantier revient à 900 000 euros.", ["total"], "what it comes to"),
    Case("L'école dispose de 80 000 euros pour ce projet.", ["total"], "what there is"),
    Case("Cinq écoles se partagent 60 000 euros.", ["total"], "what is shared out"),
    Case("Le contrat, d'un montant de 3 millions d'euros, a été attribué à une entreprise locale.", ["total"], "a contract"),
    Case("Elle remet un lot de livres d'une valeur de 5 000 euros.", ["total"], "a lot of things is no lot of works"),
    Case("Le deuxième lot coûte 500 000 euros.", ["component"], "a lot of works"),
    Case("Bilan 2021 de l'association : 120 000 euros", ["annual"], "a year's accounts"),
    Case("Les comptes de l'exercice 2022 montrent 95 000 euros de charges.", ["annual"], "a year's accounts"),
    Case("Financeurs : Agence des projets locaux (12 000 euros), Fondation Suez (8 000 euros)", ["grant", "grant"], "a giver's name"),
    Case("La Région Bretagne apporte 50 000 euros, le Fonds d'investissement des villes 20 000 euros.", ["grant", "grant"], "a giver's name"),
    Case(
        "La halle de Kribi coûte 900 000 euros. La commune de Kribi apporte 90 000 euros, l'Union européenne 400 000 euros et la Ville de Nantes 30 000 euros.",
        ["total", "own_contribution", "grant", "grant"],
        "the project's town and another",
    ),
    Case(
        "Le puits de Tera a été creusé avec 9 000 euros de la Ville de Lyon et 2 000 euros de la commune de Tera.",
        ["grant", "own_contribution"],
        "two towns",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", SCOPES, ids=lambda case: f"{case.origin}: {case.text[:40]}")
def test_what_a_sum_is(case: Case[list[str]]) -> None:
    assert [one.scope for one in record_of_text(None, case.text).budgets] == case.expected


CURRENCIES = [
    Case(
        "À Morges, la commune verse 40 000 francs par an, soit 120 000 francs, au projet de Thiès, au Sénégal. Une famille y gagne 60 000 francs CFA.",
        ["40000 CHF", "120000 CHF"],
        "a page that tells francs from francs CFA",
    ),
    Case("La Ville de Lausanne donne 25 000 francs à Dori, au Burkina Faso.", ["25000 CHF"], "who gives stands before"),
    Case("Une fondation genevoise paie un puits à Thiès pour 30 000 francs.", ["30000 CHF"], "an adjective"),
    Case("À Dakar, la mairie verse 300 000 francs à l'école.", ["300000 XOF"], "the franc of the place"),
    Case(
        "Le pont vaut 3 millions de dollars américains. La Banque mondiale en a donné 1,2 million et la Ville de Lyon 60 000 euros.",
        ["3000000 USD", "1200000 USD", "60000 EUR"],
        "of the whole that was told",
    ),
    Case(
        "Le pont vaut 3 millions de dollars américains. La Banque mondiale a payé 1,2 million et la Ville de Lyon 60 000 euros.",
        ["3000000 USD", "60000 EUR"],
        "in dollars or in euros: none",
    ),
    Case("L'AFD apporte 2 millions d'euros et la Ville de Lyon 1,5 million.", ["2000000 EUR", "1500000 EUR"], "of its neighbour"),
    Case("Sur 12 millions d'euros, 8 viennent de l'AFD et 4 de la Région.", ["12000000 EUR", "8000000 EUR", "4000000 EUR"], "shares of a sum"),
    Case("Sur 12 millions d'euros, 8 projets viennent de l'AFD.", ["12000000 EUR"], "no shares"),
]  # fmt: skip


@pytest.mark.parametrize("case", CURRENCIES, ids=lambda case: f"{case.origin}: {case.text[:40]}")
def test_which_currency(case: Case[list[str]]) -> None:
    budgets = record_of_text(None, case.text).budgets
    assert [f"{one.amount} {one.currency}" for one in budgets] == case.expected


def test_a_franc_that_may_be_two_is_not_sure() -> None:
    text = "La Ville de Lausanne donne 25 000 francs à Dori, au Burkina Faso."
    (budget,) = record_of_text(None, text).budgets
    assert budget.confidence == 0.7
