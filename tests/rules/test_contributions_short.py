"""Givers that are named by their head alone, and sums that leave their unit out."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text
from tests.rules.cases import Case
from tests.rules.test_contributions import shown

SHORT = [
    Case("La Région Bretagne aide la Ville de Kaya. La Région apporte 15 000 euros.", ["Région Bretagne > ?: 15000 EUR"], why="a region"),
    Case("La Région Bretagne aide la Ville de Kaya. La Région apporte 15 000 euros, la Ville 4 000 euros.", ["Région Bretagne > ?: 15000 EUR", "Kaya > ?: 4000 EUR"], why="two heads, the verb once"),
    Case("Le Département du Finistère et la Ville de Kaya ont signé. Le Département versera 20 000 € et la commune 3 000 €.", ["Département du Finistère > ?: 20000 EUR", "Kaya > ?: 3000 EUR"], why="a county and a commune"),
    Case("L'Agence de l'eau Loire-Bretagne soutient la Ville de Sokodé. L'agence finance les forages pour 40 000 €.", ["Agence de l’eau Loire-Bretagne > ?: 40000 EUR"], why="an agency, in small letters"),
    Case("La Métropole de Lyon et la Ville de Kaya ont inauguré la station. Le coût, 90 000 €, est pris en charge par la métropole.", ["Métropole de Lyon > ?: 90000 EUR"], why="behind the verb"),
    Case("La Ville de Kaya a ouvert son marché, soutenu par l'AIMF. Coût total : 200 000 euros. La municipalité y a mis 30 000 euros.", ["Kaya > ?: 30000 EUR"], why="a town hall, by another word"),
    Case("La Région Bretagne et la Région Occitanie aident la Ville de Kaya. La Région apporte 15 000 euros.", [], why="two of that head: nobody knows which"),
    Case("La Fondation Veolia et la Ville de Kaya ont signé. La commune voisine apporte 5 000 euros.", [], why="another commune"),
    Case("La Région apporte 15 000 euros. La Région Bretagne aide la Ville de Kaya.", [], why="named only later"),
    Case("L'Agence de l'eau Loire-Bretagne aide la Ville de Kaya. L'agence de voyages a versé 3 000 €.", [], why="another agency"),
    Case("La Région Bretagne aide la Ville de Kaya. La Région Savanes apporte 9 000 euros.", ["Région Savanes > ?: 9000 EUR"], why="another region, by its name"),
]  # fmt: skip


TOLD = [
    Case("L'AIMF retient neuf projets. À Kaya, le marché sera couvert ; l'AIMF y met 21 000 euros et la commune 5 000 euros. À Dori, un puits.", ["Association internationale des maires francophones > ?: 21000 EUR", "Kaya > ?: 5000 EUR"], why="the town of the sentence"),
    Case("La Ville de Kaya reçoit l'aide de la Ville de Lyon. La commune a versé 5 000 euros.", [], why="two towns: nobody knows which"),
    Case("La Ville de Kaya agrandit son marché. L'AFD lui a accordé 40 000 euros.", ["Agence française de développement > Kaya: 40000 EUR"], why="a pronoun: the subject before"),
    Case("Grâce aux 9 000 euros que lui a alloués la Fondation Veolia, le GRDR creuse un puits.", ["Fondation Veolia > ?: 9000 EUR"], why="the comma ends who gives"),
    Case("Le marché s'agrandit. L'AFD lui a accordé 40 000 euros.", ["Agence française de développement > ?: 40000 EUR"], why="a pronoun for a thing"),
    Case("La Région Bretagne a voté une aide de 15 000 euros, remise à la Fondation Veolia.", ["Région Bretagne > Fondation Veolia: 15000 EUR"], why="handed to"),
    Case("L'AFD prête 50 millions d'euros et la Ville de Kaya prend le reste à sa charge, à savoir 2 millions d'euros.", ["Agence française de développement > ?: 50000000 EUR loan", "Kaya > ?: 2000000 EUR"], why="namely"),
    Case("La Ville de Kaya prend en charge la clôture, estimée à 9 000 euros.", ["Kaya > ?: 9000 EUR"], why="what the thing is worth"),
    Case("La Ville de Kaya finance avec l'AFD le projet, estimé à 900 000 euros.", [], why="what all of it is worth"),
    Case("L'UE accorde 20 millions d'euros à la Ville de Lomé : 17 millions d'euros pour les rues et 3 millions d'euros pour le marché.", ["Union européenne > Lomé: 20000000 EUR"], why="parts of a gift are no more gifts"),
    Case("L'AFD donne 30 000 euros à la Ville de Lomé au titre des transports en commun.", ["Agence française de développement > Lomé: 30000 EUR grant"], why="transport, not together"),
]  # fmt: skip


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case.why)
def test_who_gives_and_gets(case: Case[list[str]]) -> None:
    gifts = record_of_text(None, case.text).contributions
    assert [shown(one) for one in gifts if one.amount is not None] == case.expected
    assert all(one.confidence < 0.9 for one in gifts if one.receiver is None)


WENT = [
    Case("La Région Bretagne a dévoilé les lauréats. Une dotation de 60 000 euros revient à la Fondation Veolia.", ["Région Bretagne > Fondation Veolia: 60000 EUR grant"], why="goes to, on a page of awards"),
    Case("La Région Bretagne a choisi deux lauréats. Les deux dotations, de 31 000 euros chacune, vont à la Fondation Abbé Pierre et à Médecins du Monde.", ["Région Bretagne > Fondation Abbé Pierre: 31000 EUR grant", "Région Bretagne > Médecins du Monde: 31000 EUR grant"], why="each"),
    Case("La Région Bretagne et l'AFD ont choisi les lauréats. Une dotation de 60 000 euros revient à la Fondation Veolia.", ["? > Fondation Veolia: 60000 EUR grant"], why="two that choose"),
    Case("La Région Bretagne est voisine. Une somme de 60 000 euros revient à la Fondation Veolia.", ["? > Fondation Veolia: 60000 EUR"], why="no page of awards"),
    Case("Ces 20 000 euros ont permis à la Fondation Veolia d'acheter une pompe.", ["? > Fondation Veolia: 20000 EUR"], why="made it possible"),
    Case("Le solde, 9 000 euros, revient à la Ville de Kaya.", [], why="what is left to pay"),
    Case("Le chantier, 3 millions d'euros, revient à l'entreprise Colas.", [], why="a contract"),
    Case("L'entretien revient à la Ville de Kaya, 9 000 euros par an.", [], why="a charge"),
    Case("L'AFD va financer l'étude de la Ville de Kaya pour 30 000 euros.", ["Agence française de développement > ?: 30000 EUR"], why="will pay"),
    Case("Un projet mené avec la Fondation Veolia, qui verse 3 000 euros à l'école, 30 000 euros.", ["Fondation Veolia > ?: 3000 EUR"], why="the line's own sum is not who helps'"),
]  # fmt: skip


@pytest.mark.parametrize("case", WENT, ids=lambda case: case.why)
def test_to_whom_a_sum_goes(case: Case[list[str]]) -> None:
    gifts = record_of_text(None, case.text).contributions
    assert [shown(one) for one in gifts if one.amount is not None] == case.expected


@pytest.mark.parametrize("case", SHORT, ids=lambda case: case.why)
def test_who_is_meant_by_a_head_alone(case: Case[list[str]]) -> None:
    gifts = record_of_text(None, case.text).contributions
    assert [shown(one) for one in gifts if one.amount is not None] == case.expected
    assert all(one.confidence < 0.9 for one in gifts if "La Région apporte" in one.as_written)


BARE = [
    Case("Le forage coûte 228 000 euros. L'AFD en a réglé 90 000, la Région Bretagne 25 000.", [228_000, 90_000, 25_000], why="of it, then the next giver"),
    Case("L'Union européenne verse 300 000 euros et le gouvernement togolais 45 000.", [300_000, 45_000], why="a giver in small letters"),
    Case("La Ville de Lyon a donné 40 000 euros et la Ville de Genève pour 10 000.", [40_000, 10_000], why="measured out"),
    Case("La commune a réservé 142 000 francs suisses à l'aide, contre 66 500 en 2000.", [142_000, 66_500], why="what it was before"),
    Case("Le marché coûte 3 millions d'euros. L'AFD y ajoutera 600 000.", [3_000_000, 600_000], why="to it"),
    Case("Le puits a coûté 38 000 euros. L'association en a ajouté 9 000, pris sur ses réserves.", [38_000, 9_000], why="no name"),
    Case("La Région Bretagne verse 60 000 euros, la commune 12 000 ; la pose est gratuite.", [60_000, 12_000], why="a semicolon behind"),
    Case("Le fonds, doté de 2,9 millions d'euros, dont 2,2 millions issus du FEDER, dure trois ans.", [2_900_000, 2_200_000], why="a part and where it comes from"),
    Case("La facture est de 18 millions de dollars. La Ville de Lyon fournira 1,5 million sous forme d'heures.", [18_000_000, 1_500_000], why="in hours of work"),
    Case("La Ville de Lyon a donné 40 000 euros et compte 500 000 habitants.", [40_000], why="people"),
    Case("La Ville de Lyon a donné 40 000 euros et la Ville de Genève 25 000 arbres.", [40_000], why="trees"),
    Case("Lyon a versé 40 000 euros. Grenoble compte 160 000 âmes et la Région Bretagne 3 300 000.", [40_000], why="souls, in another sentence"),
    Case("Lyon a versé 40 000 euros à Kaya, contre l'avis de 12 000 signataires.", [40_000], why="against, but people"),
    Case("L'AFD prête 20 millions d'euros, la Banque mondiale 10 millions de dollars. L'État y ajoute 500 000.", [20_000_000, 10_000_000], why="two units: neither is certain"),
    Case("Lyon a versé 40 000 euros et l'Union européenne 2019.", [40_000], why="a year"),
]  # fmt: skip


@pytest.mark.parametrize("case", BARE, ids=lambda case: case.why)
def test_sums_that_leave_their_unit_out(case: Case[list[int]]) -> None:
    record = record_of_text(None, case.text)
    assert [one.amount for one in record.budgets] == case.expected
    units = {one.currency for one in record.budgets}
    assert len(units) == 1 or case.why.startswith("two units")
    bare = [one for one in record.budgets if one.as_written[-1:].isdigit()]
    assert all(one.confidence < 0.9 for one in bare)
