"""Budgets: what a careful reader takes from a sentence, and what he leaves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Doc, Document, Term
from aimf_scraper.rules.money import budgets
from aimf_scraper.rules.phrase_families import open_document
from tests.linear import assert_linear
from tests.rules.cases import Case

FIELD = [
    Case("Budget total : 3,5 M€", ["3500000 EUR total"], "seeds: Siem Reap"),
    Case("Budget hors études : 1,2 M€ (volet 1)", ["1200000 EUR component"], "seeds: Vientiane"),
    Case(
        "Budget : 6,7 M€ – dont 5,2 M€ de subvention",
        ["6700000 EUR total", "5200000 EUR grant"],
        "FIELD",
    ),
    Case(
        "Le programme mobilise 25,5 millions d’euros : 18 de l’UE et 7,5 de l’AFD.",
        ["25500000 EUR total", "18000000 EUR grant", "7500000 EUR grant"],
        "FIELD: unit left out",
    ),
    Case(
        "Elle a réuni plus de 9 Milliards de FCFA (près de 14 millions d’euros).",
        ["9000000000 XAF total", "= 14000000 EUR"],
        "gold: Cameroun",
        country="Cameroun",
    ),
    Case(
        "Une subvention de 950 000 euros, soit près de 202 millions de francs Djibouti.",
        ["950000 EUR grant", "= 202000000 DJF"],
        "gold: Djibouti",
    ),
    Case(
        "Le projet vaut 320 000 euros, soit près de 208 millions de F.",
        ["320000 EUR total", "= 208000000 XAF"],
        "gold: Yaoundé VI",
        country="Cameroun",
    ),
    Case("Un coût de 500 000 CAD (380 000 €).", ["500000 CAD total", "= 380000 EUR"], "FIELD"),
    Case(
        "La première phase coûtera plus 386 930 000 F CFA",
        ["386930000 XAF phase"],
        "gold",
        country="Congo",
    ),
    Case("La cotisation annuelle ne descend pas sous 550 euros.", ["550 EUR annual"], "gold"),
    Case("Chaque prix reçoit un appui de 30 000 euros.", ["30000 EUR grant"], "gold"),
    Case("Un contrat de plus d’un million d’euros.", ["1000000 EUR total"], "gold"),
    Case("Budget global:\n317.000 €", ["317000 EUR total"], "gold: label on the line above"),
]
MADE_UP = [
    Case("Le Port a promis un quai, sans lien avec le marché, pour 40 millions d'euros.", [], "another project's"),
    Case("Un chantier voisin, à 3 millions d'euros, avance vite.", [], "the same"),
    Case("Selon la presse, le stade coûte 9 millions d'euros.", [], "hearsay"),
    Case("Le maire plaide pour un pont dont il estime le coût à 2 millions d'euros.", [], "wished for"),
    Case("La ville négocie un emprunt de 4 millions d'euros avec la banque.", [], "talked of"),
    Case("Sollicitée, la Région a accordé 40 000 euros.", ["40000 EUR grant"], "asked for, and given"),
    Case("Le fonds pourrait apporter 2 millions d'euros.", [], "not decided"),
    Case("En 2020, le syndicat a versé 900 000 euros à vingt projets dans neuf pays.", [], "all that a house does"),
    Case("Son budget, 6 millions d'euros par an, vient des communes.", [], "a house's own upkeep"),
    Case("Avec un budget de fonctionnement de 60 000 euros", ["60000 EUR total"], "a project's upkeep"),
    Case("Une couturière a acheté sa machine, 300 euros, à crédit.", [], "what a person bought"),
    Case("Elle verse chaque mois 2 000 euros à la caisse.", [], "by the month"),
    Case("Le salon ouvre lundi. Tarif : 180 € pour les membres, 300 € pour les autres.", [], "prices of a list"),
    Case("La Région a accordé à ce programme 60 000 euros.", ["60000 EUR grant"], "whom it is given to"),
    Case("La Ville y a consacré 30 000 euros.", ["30000 EUR grant"], "what the house gives"),
    Case("Le pont est devisé à 80 000 francs suisses.", ["80000 CHF total"], "devisé à"),
    Case("Les deux États signent pour 8 millions d'euros.", ["8000000 EUR total"], "signent pour"),
    Case("L'agence met 5 M€, dont 4 M€ de prêt et 1 M€ de don.", ["5000000 EUR grant", "4000000 EUR other", "1000000 EUR grant"], "a loan's part"),
    Case("Le syndicat attribue 20 000 euros à l'école de Bogo et 30 000 euros au lycée.", ["20000 EUR grant", "30000 EUR grant"], "a second receiver"),
    Case("Le pont vaut 9 millions d'euros ; la banque prête 7 millions d'euros à la ville, qui prend à sa charge les 2 millions restants.", ["9000000 EUR total", "7000000 EUR other", "2000000 EUR grant"], "the rest"),
    Case("Un autre chantier, de 2 millions d'euros, est mené à Kara.", [], "another project's"),
    Case("La fondation travaille aussi au Tchad, où elle paie un puits de 90 000 euros.", [], "elsewhere"),
    Case("Depuis sa création, elle a aidé 210 associations pour 7 millions d'euros.", [], "all that a house does"),
    Case("Le quartier souhaite bâtir une école pour 400 000 euros.", ["400000 EUR other"], "a project"),
    Case("La commune souhaite obtenir 400 000 euros.", [], "wished for"),
    Case("Une aide de 60 000 euros pourrait être accordée.", [], "not decided"),
    Case("L'AFD apporte 90 000 euros, la Ville de Paris 40 000 et la Ville de Lomé 6 000.", ["90000 EUR grant", "40000 EUR grant", "6000 EUR grant"], "the next givers"),
    Case("L'AFD apporte 90 000 euros et Lomé en 2019 4 000 arbres.", ["90000 EUR grant"], "no giver"),
    Case("La BAD apporte 3 millions de dollars, l'Agence KOICA 4,5 millions.", ["3000000 USD grant", "4500000 USD grant"], "the next giver's millions"),
    Case("Vingt prêts, d'un montant moyen de 4 000 euros", ["4000 EUR component"], "a mean"),
    Case("L'AFD prête 900 millions d'euros pour le métro.", ["900000000 EUR other"], "a loan, and large"),
    Case("L'AFD a accordé un prêt de 40 millions d'euros à Kigali.", ["40000000 EUR other"], "a loan is no grant"),
    Case("Le plan prévoit un coût total de 2,4Mds€.", ["2400000000 EUR total"], "large, with its label"),
    Case("Un don de deux mil euros a été fait.", ["2000 EUR grant"], "mil"),
    Case("La commune consacre 90 000 euros aux routes, 30 000 aux écoles et 20 000 au parc.", ["90000 EUR total", "30000 EUR other", "20000 EUR other"], "a unit that goes on"),
    Case("L'UE verse 50 000 euros à Dori et 30 000 à Kara.", ["50000 EUR grant", "30000 EUR grant"], "the same"),
    Case("La mairie consacre 450 000 euros à la voirie et forme 120 000 élèves.", ["450000 EUR total"], "a count does not go on"),
    Case("Budget total : 210 000 euros\n– Région : 30 000\n– Ville de Romans : 80 000", ["210000 EUR total", "30000 EUR other", "80000 EUR other"], "shares on lines of their own"),
    Case("Entre 2 et 3 millions d’euros seront investis.", ["2000000-3000000 EUR total"], "range"),
    Case("Un budget de 14 M€ (10 de l'AFD, 4 de l'UE)", ["14000000 EUR total", "10000000 EUR grant", "4000000 EUR grant"], "brackets"),
    Case("Un budget de 3 millions d’euros, dont 2 de subvention.", ["3000000 EUR total", "2000000 EUR grant"], "dont"),
    Case("Coût : 350 000 euros : 200 000 de l’AIMF et 150 000 de la commune.", ["350000 EUR total", "200000 EUR grant", "150000 EUR own_contribution"], "units left out"),
    Case("En tout 300 000 € : 12 pour les villes.", ["300000 EUR total"], "12 is no share"),
    Case("L’AESN apporte 300 000 €, le SIAAP 200 000 €.", ["300000 EUR grant", "200000 EUR grant"], "list"),
    Case("Apport de la commune : 450 000 €", ["450000 EUR own_contribution"], "label"),
    Case("45 millions de gourdes ont été alloués.", ["45000000 HTG grant"], "verb behind"),
    Case("Une aide de 5 millions d’euros par an", ["5000000 EUR annual"], "a year"),
    Case("Budget : 1,2M€ / 787 M FCFA", ["1200000 EUR total", "= 787000000 XOF"], "slash", country="Sénégal"),
    Case("Coût : 400 millions de riels (100 000 dollars).", ["400000000 KHR total", "= 100000 USD"], "riels"),
    Case("Un don de 1 M€ (et 500 M FCFA de la ville).", ["1000000 EUR grant", "500000000 XOF own_contribution"], "two sums", country="Togo"),
    Case("La BAD finance 2,2 Md FCFA (3,35 M€), dont 1,5 milliard de l'État.", ["2200000000 XOF grant", "= 3350000 EUR", "1500000000 XOF grant"], "dont after an equivalent", country="Bénin"),
    Case("Face aux pertes économiques, l’AIMF engage 50 000 €.", ["50000 EUR grant"], "loss, then a grant"),
    Case("Il réduit les pertes d’eau de 30 % et coûte 2 M€.", ["2000000 EUR total"], "loss of water"),
    Case("Le marché, d’un coût de 1,2 M€, accroîtra les recettes.", ["1200000 EUR total"], "receipts later"),
    Case("Le Prix de la Ville, doté de 10 000 €.", ["10000 EUR grant"], "an award is no price"),
    Case("Le patrimoine mondial sera restauré : coût total 2 M€.", ["2000000 EUR total"], "world heritage"),
    Case("Le coût s’élève à 98.500 euros TTC.", ["98500 EUR total"], "dot"),
    Case("Le montant total est de 5 M€, dont 4 M€ apportés par l'UE et 1 M€ par l'AIMF.", ["5000000 EUR total", "4000000 EUR grant", "1000000 EUR grant"], "par l' is no litre"),
    Case("Budget : 3 M d’€ (volet eau : 2 M d’€ ; volet sols : 1 M d’€)", ["3000000 EUR total", "2000000 EUR component", "1000000 EUR component"], "volets"),
    Case("le lot 1 (1,2 M€) et le lot 2 (800 k€)", ["1200000 EUR component", "800000 EUR component"], "lots"),
    Case("Un projet de 3,2 M€ cofinancé à 80 % par l’UE", ["3200000 EUR total"], "a total, cofinanced"),
    Case("Une aide de 950 000 € de l’Union, soit 202 millions de francs Djibouti.", ["950000 EUR grant", "= 202000000 DJF"], "said later"),
    Case("Un financement de 3 milliards pour Douala ; coût : 2 M€.", ["3000000000 XAF grant", "2000000 EUR total"], "the local press leaves its franc out", country="Cameroun"),
    Case("Le FEICOM a accordé 500 millions à la commune.", ["500000000 XAF grant"], "the local press", country="Cameroun"),
    Case("Un coût de 500 millions pour la commune.", [], "which currency?"),
    Case("BUDGET TOTAL : 2 500 000 EUROS", ["2500000 EUR total"], "capitals"),
]  # fmt: skip
BY_COUNTRY = [
    Case("Un don de 5 millions de FCFA", ["5000000 XOF grant"], "UEMOA", country="Bénin"),
    Case("Un don de 5 millions de FCFA", ["5000000 XAF grant"], "CEMAC", country="Gabon"),
    Case("Un don de 5 millions de FCFA", ["5000000 XOF grant"], "no place"),
    Case("Un don de 5 millions de francs", ["5000000 CHF grant"], "Switzerland", country="Suisse"),
    Case("Un don de 5 millions de francs", ["5000000 GNF grant"], "Guinea", country="Guinée"),
    Case("Un don de 60'000 francs", ["60000 CHF grant"], "so grouped only in Switzerland", country="Togo"),
    Case("Un don de 5 millions de francs", ["5000000 RWF grant"], "Rwanda", country="Rwanda"),
    Case("Un don de 5 millions de francs", [], "which franc?"),
    Case("Un don de 5 millions de dinars", ["5000000 TND grant"], "Tunisia", country="Tunisie"),
    Case("Un don de 5 millions de dinars", ["5000000 DZD grant"], "Algeria", country="Algérie"),
    Case("Un don de 50 000 $", ["50000 CAD grant"], "Canada", country="Canada"),
    Case("Un don de 50 000 $", ["50000 USD grant"], "elsewhere", country="Haïti"),
    Case("Un don de 500 000 lei", ["500000 MDL grant"], "Moldova", country="Moldavie"),
    Case("Un don de 500 000 roupies", ["500000 MUR grant"], "Mauritius", country="Maurice"),
    Case("Au Cameroun, un don de 5 millions de FCFA.", ["5000000 XAF grant"], "named beside", country="Bénin"),
    Case("À Dakar, un don de 5 millions de FCFA.", ["5000000 XOF grant"], "a city beside", country="Gabon"),
]  # fmt: skip
NO_BUDGET = [
    Case("Les recettes de Bamako ont reculé de 12 % à 3 milliards de francs CFA.", [], "a share is no sum"),
    Case("Le trafic de bois prive l'État de 2 milliards de francs CFA par an.", [], "kept from somebody"),
    Case("La contrebande fait perdre 35 millions d'ariary à la commune.", [], "lost"),
    Case("La fraude coûte 300 millions de francs CFA par an à la mairie.", [], "what a wrong costs"),
    Case("Le Maroc a mobilisé un plan de 120 milliards de dirhams dans le monde.", [], "somebody else's"),
    Case("Le budget est de 15 000 $ A.", [], "a dollar that no table knows"),
    Case("", [], "empty"),
    Case("La ville compte 2 millions d’habitants.", [], "inhabitants"),
    Case("Un bâtiment de 2000m² sur 45 hectares, à 12 km.", [], "areas and distances"),
    Case("80 % des 374 communes, 1 200 femmes.", [], "percentages and counts"),
    Case("Des pertes de 66,5 milliards de dollars en 2022.", [], "world losses"),
    Case(
        "Le Fonds de coopération soutient chaque année des projets pour près de 10 millions d’euros.",
        [],
        "the standing sentence in other words",
    ),
    Case("Nous payions 9 000 dollars de mazout par mois.", [], "running costs"),
    Case("Un don de 50 € revient à 17 € après impôt.", [], "what a gift costs the giver"),
    Case("Le trafic a coûté 1,5 M€ à l’économie nationale.", [], "what a nuisance costs"),
    Case("Les pertes de la ville sont estimées à 3 millions d’euros.", [], "local losses"),
    Case("Des dégâts évalués à 20 millions d’euros.", [], "damage"),
    Case("L’Union mobilise 300 milliards d’euros avec Global Gateway.", [], "other people's billions"),
    Case("Le Fonds vert pour le climat dispose de 100 millions de dollars.", [], "other people's"),
    Case("La dette atteint 12 millions d’euros.", [], "debt"),
    Case("Le PIB du pays est de 45 millions de dollars.", [], "GDP"),
    Case("Un chiffre d’affaires de 2 millions d’euros.", [], "turnover"),
    Case("Les recettes ont augmenté de 20 millions de FCFA.", [], "receipts"),
    Case("La SARL au capital de 50 000 € a gagné le marché.", [], "capital"),
    Case("Les besoins sont estimés à 200 millions d’euros dans le monde.", [], "needs"),
    Case("Il manque 2 millions d’euros.", [], "lacking"),
    Case("Les taxes rapportent 12 millions de FCFA à la Ville.", [], "taxes"),
    Case("Le marché générera 45 millions FCFA de recettes par an.", [], "receipts, behind"),
    Case("Le kiosque permet de gagner 300 000 FCFA à Lomé.", [], "earnings"),
    Case("L’eau est vendue 500 FCFA le litre.", [], "per litre"),
    Case("Le branchement revient à 100 € par ménage.", [], "per household"),
    Case("Une dépense de 600 000 € par habitant.", [], "per inhabitant"),
    Case("Le salaire moyen est de 250 euros par mois.", [], "salary"),
    Case("Le loyer est fixé à 250 000 FCFA.", [], "rent"),
    Case("Un ticket d’entrée à 200 000 FCFA.", [], "ticket"),
    Case("L’amende peut atteindre 1 500 euros.", [], "fine"),
    Case("Un repas à 5 euros.", [], "a trifle"),
    Case(
        "Chaque année, près de 10 millions d’euros sont investis par l’AIMF et ses partenaires.",
        [],
        "seeds: the listing's standing sentence",
    ),
    Case("L’AIMF investit près de 10 millions d’euros par an pour les villes.", [], "the same, turned"),
]  # fmt: skip


def doc_of(case: Case) -> Doc:
    terms = (Term("country", case.country, "class:pays"),) if case.country else ()
    return open_document(Document(text=case.text, terms=terms))


@pytest.mark.parametrize(
    "case", [*FIELD, *MADE_UP, *BY_COUNTRY, *NO_BUDGET], ids=lambda c: f"{c.text}-{c.country}"
)
def test_find(case: Case) -> None:
    read = []
    for one in budgets.find_budgets(doc_of(case)):
        high = "" if one.amount_max is None else f"-{one.amount_max}"
        read.append(f"{one.amount}{high} {one.currency} {one.scope}")
        read += [f"= {again.amount} {again.currency}" for again in one.equivalents]
    assert read == case.expected


@pytest.mark.parametrize(
    ("text", "approximation", "qualifier", "quote"),
    [
        ("Au total près de 7 M€", "about", None, "près de 7 M€"),
        ("Près d’un demi million d’euros", "about", None, "Près d’un demi million d’euros"),
        ("Un budget de 80 000 € environ", "about", None, "80 000 € environ"),
        ("Au moins 1,5 M€ sur 3 ans", "over", "sur 3 ans", "Au moins 1,5 M€"),
        ("La première phase coûtera plus 2 M€", "over", "première phase", "plus 2 M€"),
        ("Une aide de moins de 50 000 €", "under", None, "moins de 50 000 €"),
        ("Coût : jusqu’à 300 000 € HT", "under", "HT", "jusqu’à 300 000 €"),
        ("Budget hors études : 1,2 M€ (volet 1)", None, "hors études, volet 1", "1,2 M€"),
        ("Budget : une dizaine de millions d’euros", "about", None, "une dizaine de millions d’euros"),
    ],
)  # fmt: skip
def test_what_bends_and_limits_it(
    text: str, approximation: str | None, qualifier: str | None, quote: str
) -> None:
    (one,) = budgets.find_budgets(open_document(Document(text=text)))
    assert (one.approximation, one.qualifier, one.evidence[0].quote) == (
        approximation,
        qualifier,
        quote,
    )


def test_the_same_sum_again_is_evidence() -> None:
    text = "Budget : 300 000 €.\nLes 300.000 euros viennent de l’UE (soit 196 millions de FCFA)."
    (one,) = budgets.find_budgets(
        open_document(Document(title="Un projet de 300 000 €", text=text))
    )
    assert [e.quote for e in one.evidence if e.rule == "budgets.repeat"] == [
        "300 000 €",
        "300.000 euros",
    ]
    assert [e.amount for e in one.equivalents] == [196_000_000]


def test_a_currency_said_elsewhere_for_the_same_sum() -> None:
    text = "La convention porte sur 1 113 500 000 Fcfa environ, à Yaoundé."
    title = "Un financement de 1,113 milliard au réseau"
    (one,) = budgets.find_budgets(open_document(Document(title=title, text=text)))
    assert (one.amount, one.currency) == (1_113_500_000, "XAF")
    again = next(mark for mark in one.evidence if mark.rule == "budgets.repeat")
    assert (again.source, again.quote) == ("title", "1,113 milliard")


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("39 milliards de FCFA pour Garoua", "Un prêt de 39,4 milliards de FCFA.", [39_400_000_000]),
        ("Près de 2 millions d'euros pour Dori", "Coût : 1 985 000 euros.", [1_985_000]),
        ("2 millions d'euros pour Dori", "Coût : 2,4 millions d'euros.", [2_000_000, 2_400_000]),
        ("2 millions d'euros pour Dori", "Coût : 2,02 millions de dollars.", [2_000_000, 2_020_000]),
        ("Dori", "Un prêt de 39 milliards d'ariary, puis de 39,4 milliards d'ariary.", [39_000_000_000, 39_400_000_000]),
    ],
)  # fmt: skip
def test_a_title_that_rounds_the_sum_of_the_text_says_it_again(
    title: str, text: str, expected: list[int]
) -> None:
    found = budgets.find_budgets(open_document(Document(title=title, text=text)))
    assert [one.amount for one in found] == expected


def test_a_default_currency_is_believed_less() -> None:
    (unknown,) = budgets.find_budgets(open_document(Document(text="Budget : 5 millions de FCFA")))
    (known,) = budgets.find_budgets(
        open_document(Document(text="Budget : 5 millions de FCFA à Yaoundé"))
    )
    assert unknown.confidence < 0.7
    assert known.confidence >= 0.9


_PIECES = st.sampled_from(
    ["12", " ", "3,5", "\u202f000", "M€", "€", " millions d’euros", " FCFA", "(", ")", "soit ",
     "dont ", "un million ", "entre ", " et ", " à ", "$", "CHF ", "\n", ". ", " de l’UE", "budget : ",
     "próximo", "é", "\u2028", "😀", "francs ", "Yaoundé ", "mille ", "par an", " : "]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=60))
def test_never_raises_and_quotes_stand(text: str, title: str) -> None:
    document = Document(title=title, text=text)
    for one in budgets.find_budgets(open_document(document)):
        again = [e for same in one.equivalents for e in same.evidence]
        for e in (*one.evidence, *again):
            assert getattr(document, e.source)[e.start : e.end] == e.quote
        assert one.amount > 0
        assert 0 < one.confidence <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "111 ",
        "€",
        "un million ",
        "500 000 € ",
        "5 M€ : 1 de ",
        "pertes besoins 5 M€ ",
        "(",
        "2 (",
    ],
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(lambda text: budgets.find_budgets(open_document(Document(text=text))), piece)


@pytest.mark.parametrize(
    "text",
    [
        "Québec a donné 9 000 dollars canadiens.\nMahajanga attend la pluie. Le port est vieux. La rade aussi. La banque apporte 60 000 dollars.",
        "Le Bénin et la ville de Genève signent. La ville suisse donne 9 000 francs suisses. Le fonds apporte 60 000 francs.",
    ],
)
def test_a_currency_that_another_sum_brought_is_never_sure(text: str) -> None:
    found = budgets.find_budgets(open_document(Document(text=text)))
    first, second = found
    assert first.confidence >= 0.85
    assert second.confidence <= 0.7
