"""Budgets in further wordings: how African, Swiss, Québec and European pages write sums.

Beside ``test_budgets.py``: which notation means how much of what, with the word
that bends it and its equivalents; scopes are tested there. A wrong answer that
we know of stays visible in ``KNOWN_WRONG``.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from aimf_scraper.rules import budgets
from aimf_scraper.rules.scan import Document, Scan, Term


class Case(NamedTuple):
    text: str
    read: list[str]  # "amount currency [bend] [= equivalent]"
    country: str | None = None  # a term of the page


EURO = [
    Case("Budget : 150 K€", ["150000 EUR"]),
    Case("Montant : euros (€) 25 000", ["25000 EUR"]),
    Case("Montant : 25 000,00 €", ["25000 EUR"]),
    Case("Budget : EUR 1.2 Mio", ["1200000 EUR"]),
    Case("Budget : 1,2 MEUR", ["1200000 EUR"]),
    Case("Un financement de quelque 300 000 euros", ["300000 EUR about"]),
    Case("Un coût de l'ordre de 300 000 euros", ["300000 EUR about"]),
    Case("Financé jusqu'à hauteur de 300 000 euros", ["300000 EUR under"]),
    Case("Un don à hauteur de 40 000 €", ["40000 EUR"]),
    Case("Financé à 60 % par l'UE, soit 120 000 euros", ["120000 EUR"]),
    Case("L'UE finance 75 % du projet (900 000 €)", ["900000 EUR"]),
    Case("La Ville apporte 10 % du budget, soit 35 000 €", ["35000 EUR"]),
    Case("Un budget de 1,2 M€ HT", ["1200000 EUR"]),
    Case("Un coût de 100 000 € HT, soit 120 000 € TTC", ["100000 EUR"]),
    Case("Un coût de 120 000 € TTC (100 000 € HT)", ["120000 EUR"]),
    Case("Le lot 12 250 000 €", ["250000 EUR"]),
    Case("Lot 3 : 250 000 €", ["250000 EUR"]),
    Case("entre 400 000 et 500 000 euros", ["400000-500000 EUR"]),
    Case("Budget estimé entre 400 000 et 500 000 €", ["400000-500000 EUR"]),
    Case("Budget de 400 à 500 000 €", ["400000-500000 EUR"]),
    Case("Budget de 1 à 1,5 M€", ["1000000-1500000 EUR"]),
    Case("Budget : 400 000/500 000 euros", ["400000-500000 EUR"]),
    Case("L'AIMF et la Ville de Nantes ont versé chacune 30 000 euros.", ["30000 EUR"]),
    Case(
        "Budget total : 500.000 euros. Le projet, d'un montant de 500 000 €, démarre.",
        ["500000 EUR"],
    ),
    Case("Budget : 1.250.000,50 €", ["1250000.5 EUR"]),
    Case("Budget : 12 mn €", ["12000000 EUR"]),
    Case("Budget : 12 mln d'euros", ["12000000 EUR"]),
    Case("Budget : 12 mill. d'euros", ["12000000 EUR"]),
    Case("Budget en euros : 350 000", ["350000 EUR"]),
    Case("Budget (€) : 350 000", ["350000 EUR"]),
    Case("Coût total (en k€) : 350", ["350000 EUR"]),
    Case("Le projet coûte 1,5 M d’€", ["1500000 EUR"]),
    Case("Le projet coûte 1,5M€", ["1500000 EUR"]),
    Case("Le projet coûte 1.5M d'euros", ["1500000 EUR"]),
    Case("Le projet coûte 1 M€ 200", ["1000000 EUR"]),
    Case("Le projet coûte 1 million 200 000 euros", ["1200000 EUR"]),
    Case("Le projet coûte 3,5 millions d’Euros", ["3500000 EUR"]),
    Case("Le projet coûte 3,5 MILLIONS D’EUROS", ["3500000 EUR"]),
    Case("LE PROJET COÛTE 350 000 EUROS", ["350000 EUR"]),
    Case("Le projet coûte 350 mille euros", ["350000 EUR"]),
    Case("Le projet coûte 350 milles euros", ["350000 EUR"]),
    Case("Le projet coûte trois cent cinquante mille euros", ["350000 EUR"]),
    Case("Le projet coûte trois cent cinquante mille (350.000) euros", ["350000 EUR"]),
    Case("Le projet coûte trois cent cinquante mille euros (350 000 €)", ["350000 EUR"]),
    Case("Le projet coûte 350 000 euros (trois cent cinquante mille euros)", ["350000 EUR"]),
    Case("Le projet coûte deux millions et demi d’euros", ["2500000 EUR"]),
    Case("Le projet coûte un demi-million d’euros", ["500000 EUR"]),
    Case("Le projet coûte une centaine de milliers d’euros", ["100000 EUR about"]),
    Case("Le projet coûte moins d’un million d’euros", ["1000000 EUR under"]),
    Case("Le projet coûte un peu plus de 2 millions d’euros", ["2000000 EUR over"]),
    Case("Le projet coûte un peu moins de 2 millions d’euros", ["2000000 EUR under"]),
    Case("Le projet coûte la bagatelle de 2 millions d’euros", ["2000000 EUR"]),
    Case("Le projet coûte ± 2 millions d’euros", ["2000000 EUR about"]),
    Case("Le projet coûte ~2 millions d’euros", ["2000000 EUR about"]),
    Case("Le projet coûte <2 M€", ["2000000 EUR under"]),
    Case("Le projet coûte quasi 2 millions d’euros", ["2000000 EUR about"]),
    Case("Une bourse de 1 500 € par étudiant", ["1500 EUR"]),
    Case("Un quart du budget, soit 250 000 euros", ["250000 EUR"]),
    Case("Un budget annuel de 300 000 €", ["300000 EUR"]),
    Case("300 000 € par an pendant trois ans", ["300000 EUR"]),
    Case("3 × 100 000 €", ["100000 EUR"]),
    Case("Une enveloppe de 2 fois 50 000 euros", ["50000 EUR"]),
    Case("Une ligne de crédit de 12,5 millions d'euros", ["12500000 EUR"]),
    Case("Un prêt concessionnel de 12,5 M€ de l'AFD", ["12500000 EUR"]),
    Case("d'un montant de 1,2 m€", ["1200000 EUR"]),
    Case("d'un montant de € 1,2 m", ["1200000 EUR"]),
    Case("d'un montant de 20,000 euros", ["20000 EUR"]),
    Case("d'un montant de 20.000€", ["20000 EUR"]),
    Case("d'un montant de 20 000 € 50", ["20000 EUR"]),
    Case("d'un montant de 20 000 Euro", ["20000 EUR"]),
    Case("d'un montant de 20 k euros", ["20000 EUR"]),
    Case("d'un montant de 20 keuros", ["20000 EUR"]),
    Case("d'un montant de 20 Keuros", ["20000 EUR"]),
    Case("d'un montant de 20 kEUR", ["20000 EUR"]),
    Case("d'un montant de 1 200 k€", ["1200000 EUR"]),
    Case("d'un montant de 1,2 Meuros", ["1200000 EUR"]),
    Case("d'un montant de 1,2 M d'EUR", ["1200000 EUR"]),
    Case("En 2021 300 000 € ont été versés", ["300000 EUR"]),
    Case("Phase 2 300 000 €", ["300000 EUR"]),
    Case("Article 5 : 300 000 €", ["300000 EUR"]),
    Case("le projet n° 12 300 000 €", ["300000 EUR"]),
    Case("Les 300 000 € de l'AIMF", ["300000 EUR"]),
    Case("L'AIMF apporte 0,5 M€", ["500000 EUR"]),
    Case("1 300 bénéficiaires, 2 M€", ["2000000 EUR"]),
]
AFRICA = [
    Case("Budget : 250 M. FCFA", ["250000000 XOF"]),
    Case("Le coût est de 250 MFCFA.", ["250000000 XOF"]),
    Case("Coût : 2,5 mds FCFA", ["2500000000 XOF"]),
    Case("Coût : 2,5 Mds de FCFA", ["2500000000 XOF"]),
    Case("Budget : FCFA 25.000.000", ["25000000 XOF"]),
    Case("Budget : XAF 12 000 000", ["12000000 XAF"]),
    Case("Budget : 25 000 000 (vingt-cinq millions) de francs CFA", ["25000000 XOF"]),
    Case("Budget : 25 000 000 (vingt-cinq millions) FCFA", ["25000000 XOF"]),
    Case("Budget : 10 MDH", ["10000000 MAD"]),
    Case("Budget : 10 MDhs", ["10000000 MAD"]),
    Case("Budget : 10 Mdh", ["10000000 MAD"]),
    Case("Budget : 3 MDT", ["3000000 TND"]),
    Case("Budget : 3 millions de DT", ["3000000 TND"]),
    Case("Budget : Ar 12 000 000", ["12000000 MGA"]),
    Case("Budget : 12 millions d'Ar", ["12000000 MGA"]),
    Case("Budget : 12 millions d’Ariary", ["12000000 MGA"]),
    Case("Budget : MGA 12 millions", ["12000000 MGA"]),
    Case("Au taux de 1 € = 655,957 F CFA, le projet coûte 10 000 000 FCFA", ["10000000 XOF"]),
    Case("Budget : 1,5 milliard de francs CFA", ["1500000000 XOF"]),
    Case("Budget : 1,5 milliards FCFA", ["1500000000 XOF"]),
    Case("Budget : un milliard cinq cents millions de FCFA", ["1500000000 XOF"]),
    Case("Budget : 1 milliard 500 millions FCFA", ["1500000000 XOF"]),
    Case("Budget : 1.500.000.000 FCFA", ["1500000000 XOF"]),
    Case("Budget : 1 500 000 000FCFA", ["1500000000 XOF"]),
    Case("Budget : 1.500 millions de FCFA", ["1500000000 XOF"]),
    Case("Budget : 1 500 millions de FCFA", ["1500000000 XOF"]),
    Case("Budget : FCFA : 15 000 000", ["15000000 XOF"]),
    Case("Budget (FCFA) : 15 000 000", ["15000000 XOF"]),
    Case("Montant en millions de FCFA : 980", ["980000000 XOF"]),
    Case("Coût (millions FCFA) : 980", ["980000000 XOF"]),
    Case("Le Maire a annoncé 12 millions CFA", ["12000000 XOF"]),
    Case("Le projet coûte 12 000 000 FC", ["12000000 CDF"], "République démocratique du Congo"),
    Case("Le projet coûte 12 000 000 de FC", ["12000000 CDF"], "République démocratique du Congo"),
    Case("Le projet coûte 12 milliards de francs guinéens", ["12000000000 GNF"]),
    Case("Le projet coûte 12 milliards GNF", ["12000000000 GNF"]),
    Case("Le projet coûte 120 millions de francs burundais (FBU)", ["120000000 BIF"]),
    Case("Le projet coûte 120 millions FBu", ["120000000 BIF"]),
    Case("Le projet coûte 120 millions de Frw", ["120000000 RWF"]),
    Case("Le projet coûte 120 000 000 Frw", ["120000000 RWF"]),
    Case("Le projet coûte 120 000 000 KMF", ["120000000 KMF"]),
    Case("Le projet coûte 20 millions de francs comoriens", ["20000000 KMF"]),
    Case("Le projet coûte 20 millions de FDJ", ["20000000 DJF"]),
    Case("Le projet coûte 20 millions de MRU", ["20000000 MRU"]),
    Case("Le projet coûte 20 millions d’ouguiyas", ["20000000 MRU"]),
    Case("Le projet coûte 20 millions de dinars", ["20000000 TND"], "Tunisie"),
    Case("Le projet coûte 2,5 MDA", ["2500000 DZD"]),
    Case("Le projet coûte 25 millions de DA", ["25000000 DZD"]),
    Case("Une subvention de 200 000 FCFA par ménage", ["200000 XOF"]),
    Case("Chaque ménage reçoit une aide de 200 000 FCFA", ["200000 XOF"]),
    Case("Une dotation de 10.000.000 F CFA", ["10000000 XOF"]),
    Case("Le montant s’élève à la somme de 10 000 000 FCFA TTC", ["10000000 XOF"]),
    Case("pour un coût global de : 10 000 000 FCFA", ["10000000 XOF"]),
    Case("d'un montant total de CFA 10 000 000", ["10000000 XOF"]),
    Case("d'un montant de Francs CFA 10 000 000", ["10000000 XOF"]),
    Case("d'un montant de francs CFA dix millions", ["10000000 XOF"]),
    Case("d'un montant de dix millions (10 000 000) de FCFA", ["10000000 XOF"]),
    Case("d'un montant de 10 000 000 F.CFA.", ["10000000 XOF"]),
    Case("d'un montant de 10 000 000 Fcfa/TTC", ["10000000 XOF"]),
    Case("d'un montant de 10 000 000 Francs", ["10000000 XOF"], "Sénégal"),
    Case("d'un montant de 182 millions de nos francs", ["182000000 XOF"], "Sénégal"),
    Case("d'un montant de 2,5 millions de ces dinars", ["2500000 TND"], "Tunisie"),
    Case("d'un montant de 12 M de FCFA", ["12000000 XOF"]),
    Case("d'un montant de 12 M FCFA", ["12000000 XOF"]),
    Case("d'un montant de 12M FCFA", ["12000000 XOF"]),
    Case("d'un montant de 12 M F CFA", ["12000000 XOF"]),
    Case("d'un montant de 12 MF CFA", ["12000000 XOF"]),
    Case("d'un montant de 12 MDhs", ["12000000 MAD"]),
    Case("d'un montant de 12 M DH", ["12000000 MAD"]),
    Case("d'un montant de 12 M DT", ["12000000 TND"]),
]
ELSEWHERE = [
    Case("Budget : 40 000 US $", ["40000 USD"]),
    Case("Budget : USD 2,5 millions", ["2500000 USD"]),
    Case("Budget : 2.5 M USD", ["2500000 USD"]),
    Case("Budget : 30 000 $ CAN", ["30000 CAD"]),
    Case("Budget : 30 000 $CAN", ["30000 CAD"]),
    Case("Budget : 30 000 $", ["30000 USD"]),
    Case("Budget : 5 000 000 HTG", ["5000000 HTG"]),
    Case("Budget : HTG 5 000 000", ["5000000 HTG"]),
    Case("Budget: 1,250,000 USD", ["1250000 USD"]),
    Case("Budget : 1'250'000 CHF", ["1250000 CHF"]),
    Case("Budget : Fr. 1'250'000.-", ["1250000 CHF"]),
    Case("Budget : 45'000 francs", ["45000 CHF"], "Suisse"),
    Case("Budget : 45 000 francs suisses", ["45000 CHF"]),
    Case("Budget : 2,3 mio CHF", ["2300000 CHF"]),
    Case("Budget : 2,3 mios de francs", ["2300000 CHF"], "Suisse"),
    Case("Le projet coûte 300 millions de livres libanaises", ["300000000 LBP"]),
    Case("Le projet coûte 500 000 lei", ["500000 RON"], "Roumanie"),
    Case("Le projet coûte 500 mille lei", ["500000 RON"], "Roumanie"),
    Case("Le projet coûte 5 000 000 MDL", ["5000000 MDL"]),
    Case("Le projet coûte 200 000 leva", ["200000 BGN"]),
    Case("Le projet coûte 3 milliards de dongs", ["3000000000 VND"]),
    Case("Le projet coûte 3 milliards VND", ["3000000000 VND"]),
    Case("Le projet coûte 400 millions de riels", ["400000000 KHR"]),
    Case("Le projet coûte 400 000 000 kips", ["400000000 LAK"]),
    Case("Le projet coûte 3 millions de roupies", ["3000000 MUR"], "Maurice"),
    Case("Le projet coûte Rs 3 millions", ["3000000 MUR"], "Maurice"),
    Case("Le projet coûte 3 M Rs", ["3000000 MUR"], "Maurice"),
    Case("Le projet coûte 45 000 £", ["45000 GBP"]),
    Case("Le projet coûte £45,000", ["45000 GBP"]),
    Case("Le projet coûte 45 000 livres sterling", ["45000 GBP"]),
    Case("d'un montant de SCR 1,2 m", ["1200000 SCR"]),
    Case("d'un montant de 1,2 Millions USD", ["1200000 USD"]),
    Case("d'un montant de 1,2 million $", ["1200000 USD"]),
    Case("d'un montant de 1,2 M$ CA", ["1200000 CAD"]),
    Case("d'un montant de 1,2 M$", ["1200000 CAD"], "Canada"),
    Case("d'un montant de 1,2 M$ US", ["1200000 USD"]),
    Case("d'un montant de CAN$ 40 000", ["40000 CAD"]),
    Case("d'un montant de CA$40,000", ["40000 CAD"]),
    Case("d'un montant de 40 000 dollars (CAD)", ["40000 CAD"]),
    Case("d'un montant de 40 000 $ (canadiens)", ["40000 CAD"]),
    Case("d'un montant de 40 000 dollars américains", ["40000 USD"]),
    Case("d'un montant de 40 000 dollars des États-Unis", ["40000 USD"]),
    Case("d'un montant de 40 mille dollars", ["40000 USD"]),
    Case("d'un montant de 40 000 USD$", ["40000 USD"]),
    Case("d'un montant de US$40,000", ["40000 USD"]),
    Case("d'un montant de 40 000 gourdes", ["40000 HTG"]),
    Case("d'un montant de 4 millions de gourdes (Gdes)", ["4000000 HTG"]),
    Case("d'un montant de 4 millions Gdes", ["4000000 HTG"]),
    Case("d'un montant de 4 M AMD", ["4000000 AMD"]),
    Case("d'un montant de 40 millions de drams", ["40000000 AMD"]),
    Case("d'un montant de 40 millions de FCFP", ["40000000 XPF"]),
    Case("d'un montant de 40 millions de francs Pacifique", ["40000000 XPF"]),
    Case("d'un montant de 400 000 hryvnias", ["400000 UAH"]),
]
SEVERAL = [
    Case(
        "Le coût global est de 120 millions d'euros. L'AFD en finance 59 millions.",
        ["120000000 EUR", "59000000 EUR"],
    ),
    Case(
        "Le coût est de 4,5 milliards de FCFA, dont 3 milliards de l'AFD",
        ["4500000000 XOF", "3000000000 XOF"],
    ),
    Case("L'UE verse 200 000 € et l'AFD 150 000 €.", ["200000 EUR", "150000 EUR"]),
    Case(
        "La Ville de Paris apporte 50 000 € et la Ville de Lyon apporte 50 000 €.",
        ["50000 EUR", "50000 EUR"],
    ),
    Case("Budget (en milliers d’euros) : études 120 ; travaux 880", ["120000 EUR", "880000 EUR"]),
    Case("Montants en k€ :\n- études : 120\n- travaux : 880", ["120000 EUR", "880000 EUR"]),
    Case(
        "Le projet coûte environ 2 millions d’€ (1,3 milliard FCFA)",
        ["2000000 EUR about = 1300000000 XOF"],
    ),
    Case("Le projet coûte 655 957 000 FCFA (1 M€)", ["655957000 XOF = 1000000 EUR"]),
    Case("Le projet coûte 655 957 000 FCFA / 1 000 000 €", ["655957000 XOF = 1000000 EUR"]),
    Case(
        "Le projet coûte 655 957 000 FCFA (soit un million d’euros)",
        ["655957000 XOF = 1000000 EUR"],
    ),
    Case(
        "Le projet coûte 655 957 000 FCFA, c’est-à-dire 1 million d’euros",
        ["655957000 XOF = 1000000 EUR"],
    ),
    Case(
        "Le projet coûte 655 957 000 FCFA, ce qui équivaut à 1 million d’euros",
        ["655957000 XOF = 1000000 EUR"],
    ),
    Case(
        "Le projet coûte 655 957 000 FCFA, ou l’équivalent de 1 million d’euros",
        ["655957000 XOF = 1000000 EUR"],
    ),
    Case(
        "Le projet coûte 1 million d’euros, l’équivalent de 655 957 000 FCFA",
        ["1000000 EUR = 655957000 XOF"],
    ),
    Case(
        "Le projet coûte 1 million d’euros, environ 656 millions de francs CFA",
        ["1000000 EUR = 656000000 XOF"],
    ),
    Case("Le projet coûte 1 million d’euros [656 millions FCFA]", ["1000000 EUR = 656000000 XOF"]),
    Case("Le projet coûte 50 000 dollars US (45 000 €)", ["50000 USD = 45000 EUR"]),
    Case("Le projet coûte 50 000 USD (env. 30 millions FCFA)", ["50000 USD = 30000000 XOF"]),
    Case(
        "Un budget à parité : 100 000 € de l'AIMF et 100 000 € de la Ville",
        ["100000 EUR", "100000 EUR"],
    ),
    Case(
        "L’appui s’établit à 12 500 euros pour la première tranche et 7 500 euros pour la seconde.",
        ["12500 EUR", "7500 EUR"],
    ),
    Case(
        "Trois prix de 5 000, 3 000 et 2 000 euros ont été remis.",
        ["5000 EUR", "3000 EUR", "2000 EUR"],
    ),
    Case(
        "AIMF : 120 000 € ; Ville : 30 000 € ; total : 150 000 €",
        ["120000 EUR", "30000 EUR", "150000 EUR"],
    ),
    Case("Financement : AIMF 120 000 €, Ville 30 000 €", ["120000 EUR", "30000 EUR"]),
    Case("Financement : UE (60 %) 1,2 M€ ; AFD (40 %) 0,8 M€", ["1200000 EUR", "800000 EUR"]),
    Case("Budget 2021 : 300 000 € ; budget 2022 : 350 000 €", ["300000 EUR", "350000 EUR"]),
]
NO_BUDGET = [
    Case("1 euro = 655,957 FCFA", []),
    Case("1 USD = 600 FCFA", []),
    Case("Le projet coûte plusieurs millions d’euros", []),
    Case("La ville compte 250 000 habitants", []),
    Case("120 € par mois et par agent", []),
    Case("Le ticket coûte 250 FCFA", []),
    Case("Le salaire moyen est de 150 000 FCFA par mois", []),
    Case("Le SMIG est passé à 75 000 FCFA", []),
    Case("Le PIB atteint 12 milliards d'euros", []),
    Case("Les dégâts sont évalués à 3 millions d'euros", []),
    Case("La dette s'élève à 45 milliards de FCFA", []),
    Case("Le chiffre d'affaires atteint 3 millions d'euros", []),
    Case("Les participants payent 25 €", []),
    Case("L'entrée est à 5 euros", []),
    Case("Le litre de lait à 600 FCFA", []),
    Case("La parcelle est vendue 2 000 000 FCFA", []),
    Case("d'un montant de 20 OOO €", []),
    Case("d'un montant de 20 000 E", []),
    Case("L'AIMF apporte 1/2 million d'euros", []),
]
KNOWN_WRONG = [
    Case("Le projet est financé en euros. L'UE apporte 59 millions.", ["59000000 EUR"]),
]
XFAIL = [pytest.param(case, marks=pytest.mark.xfail) for case in KNOWN_WRONG]


def shown(text: str, country: str | None) -> list[str]:
    terms = (Term("country", country, "class:pays"),) if country else ()
    read = []
    for one in budgets.find(Scan(Document(text=text, terms=terms))):
        high = "" if one.amount_max is None else f"-{one.amount_max}"
        bend = f" {one.approximation}" if one.approximation else ""
        again = "".join(f" = {e.amount} {e.currency}" for e in one.equivalents)
        read.append(f"{one.amount}{high} {one.currency}{bend}{again}")
    return read


@pytest.mark.parametrize(
    "case",
    [*EURO, *AFRICA, *ELSEWHERE, *SEVERAL, *NO_BUDGET, *XFAIL],
    ids=lambda case: case.text,
)
def test_find(case: Case) -> None:
    assert shown(case.text, case.country) == case.read


def test_one_sum_without_and_with_taxes_is_one_budget() -> None:
    (budget,) = budgets.find(Scan(Document(text="Coût : 100 000 € HT, soit 120 000 € TTC.")))
    assert (budget.amount, budget.qualifier) == (100_000, "HT, 120 000 € TTC")
    assert budget.equivalents == ()


def test_a_grant_a_head_says_so() -> None:
    (budget,) = budgets.find(Scan(Document(text="Une subvention de 200 000 FCFA par ménage.")))
    assert (budget.scope, budget.qualifier) == ("grant", "par ménage")
