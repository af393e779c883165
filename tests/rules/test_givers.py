"""Who gives beside a sum, and what the sum then is; what looks like a gift and is none. Every text is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text
from tests.rules.cases import Case

#: The expected: each funder of the text, and what each sum is.
CASES = [
    Case(
        "La commune de Dori et la Ville de Nyon sont jumelées.\nPlan de financement\n- Ville de Nyon : 41 000 €\n- Région Bretagne : 12 000 €",
        ({"Ville de Nyon", "Région Bretagne"}, ["grant", "grant"]),
        why="a partner elsewhere, a giver in the list",
    ),
    Case(
        "La Ville de Nyon est partenaire de Dori depuis longtemps. Ville de Nyon : 41 000 €.",
        ({"Ville de Nyon"}, ["grant"]),
        why="the giver's own line outweighs what is said of it elsewhere",
    ),
    Case(
        "Le ministère des Affaires étrangères (dispositif conjoint) : 44 000 €",
        ({"Ministère des Affaires étrangères"}, ["grant"]),
        why="a note in brackets between the giver and the sum",
    ),
    Case(
        "40 000 euros : c’est ce que la Région Bretagne met à la disposition de la commune de Dori.",
        ({"Région Bretagne"}, ["grant"]),
        why="the sum before 'that is what'",
    ),
    Case(
        "Les 9 000 euros que la Région Bretagne verse à la commune de Dori serviront aux puits.",
        ({"Région Bretagne"}, ["grant"]),
        why="the sum before 'that'",
    ),
    Case(
        "L’AFD cofinance avec la Région Bretagne la station de Dori.",
        ({"Agence française de développement", "Région Bretagne"}, []),
        why="with whom it is financed",
    ),
    Case(
        "L’Union européenne en couvre les deux tiers par un fonds de l’eau.",
        ({"Union européenne"}, []),
        why="who covers a share gives",
    ),
    Case(
        "Le solde provenant de la Région Bretagne sera versé en juin.",
        ({"Région Bretagne"}, []),
        why="who the rest comes from",
    ),
    Case(
        "Une allocation du gouvernement malien de 2 millions d’euros s’y ajoute.",
        ({"Gouvernement malien"}, ["grant"]),
        why="an allowance of a government in small letters",
    ),
    Case(
        "La Ville de Nyon et l’AUF ont apporté leur soutien aux rencontres.",
        (set(), []),
        why="support without money",
    ),
    Case(
        "L’AFD accorde 350 000 €, soit 70 % du coût de l’étude.",
        ({"Agence française de développement"}, ["grant"]),
        why="a share of the cost is no total",
    ),
    Case(
        "Le projet a reçu 350 000 € de la Région Bretagne.",
        ({"Région Bretagne"}, ["grant"]),
        why="what a project got",
    ),
    Case(
        "Le projet comprend :\n- pistes rurales (3 millions d’euros) ;\n- appui aux coopératives (2 millions d’euros).",
        (set(), ["component", "component"]),
        why="what each part of a list costs, whatever its words",
    ),
    Case(
        "À Dori, le tour de table :\n- Région Bretagne (30 000 €) ;\n- Ville de Nyon (20 000 €).",
        ({"Région Bretagne", "Ville de Nyon"}, ["grant", "grant"]),
        why="givers in a list, their sums in brackets",
    ),
    Case(
        "Les villageois ont réuni 800 euros pour la pompe de Dori.",
        (set(), ["own_contribution"]),
        why="what those served collect",
    ),
    Case(
        "Les recettes des abattoirs de Dori ont grimpé, passant de 12 à 19 millions de francs CFA.",
        (set(), []),
        why="takings from one sum to another",
    ),
    Case(
        "L’enveloppe du projet passe de 12 à 19 millions d’euros.",
        (set(), ["total"]),
        why="a project's own sum grows",
    ),
    Case(
        "La régie dépense chaque année 5 millions d’euros pour ses conduites.",
        (set(), []),
        why="a body's yearly spending",
    ),
    Case(
        "La commune d’Uccle verse à l’association 5 000 euros par an.",
        ({"Commune d’Uccle"}, ["annual"]),
        why="a yearly gift is one",
    ),
    Case("Entrée : 150 euros avant le 3 mai, 200 euros ensuite.", (set(), []), why="fees"),
    Case(
        "Un foyer qui payait 380 euros en 2020 en paiera le double.",
        (set(), []),
        why="a household's bill",
    ),
    Case(
        "Le chantier dépendra d’un prêt de la Banque africaine de développement.",
        (set(), []),
        why="money that is only hoped for",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_givers(case: Case[tuple[set[str], list[str]]]) -> None:
    record = record_of_text(None, case.text)
    funders = {one.name for one in record.partners if one.role == "funder"}
    assert (funders, [one.scope for one in record.budgets]) == case.expected


def test_who_is_only_asked_is_no_partner() -> None:
    record = record_of_text(
        None, "Le Gouvernement a adressé une requête à la Banque africaine de développement."
    )
    assert not [one for one in record.partners if one.name.startswith("Banque")]


def test_a_body_that_acts_for_another_does_not_take_its_name() -> None:
    text = "La station est gérée par l’Agence pour le compte du ministère des Outre-mer."
    assert [one.name for one in record_of_text(None, text).partners] == ["Ministère des Outre-mer"]
