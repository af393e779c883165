"""Which sums are parts of which, never to be added to their whole; and what limits a sum, as written."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text
from tests.rules.cases import Case

PARTS = [
    Case("6,7 M€ – dont 5,2 M€ de subvention", [(6_700_000, None), (5_200_000, 0)], "FIELD"),
    Case("25,5 millions d’euros : 18 de l’UE et 7,5 de l’AFD", [(25_500_000, None), (18_000_000, 0), (7_500_000, 0)], "FIELD"),
    Case("Coût total : 900 000 €. L’AIMF apporte 300 000 €.", [(900_000, None), (300_000, 0)], "made up"),
    Case("L’AFD apporte 1 M€ sur un budget total de 3 M€.", [(1_000_000, 1), (3_000_000, None)], "made up"),
    Case("Budget total : 1 M€. AIMF : 400 000 €, UE : 600 000 €.", [(1_000_000, None), (400_000, 0), (600_000, 0)], "made up"),
    Case("Le marché a coûté 2 M€, dont 500 000 € pour les études et 300 000 € pour la voirie.", [(2_000_000, None), (500_000, 0), (300_000, 0)], "made up"),
    Case("Coût total de 3 M€, y compris 200 000 € d’études.", [(3_000_000, None), (200_000, 0)], "made up"),
    Case("Le projet (4 M€ au total) reçoit 1,5 M€ de l’UE et 2,5 M€ de l’AFD.", [(4_000_000, None), (1_500_000, 0), (2_500_000, 0)], "made up"),
]  # fmt: skip
NO_PARTS = [
    Case("Lyon apporte 40 000 € et Genève 25 000 €.", [(40_000, None), (25_000, None)], "made up"),
    Case("À Dori, une école a coûté 2 M€. À Kara, l’AFD finance un marché pour 300 000 €.", [(2_000_000, None), (300_000, None)], "made up"),
    Case("Le premier lot coûte 2 M€ et le second 3 M€.", [(2_000_000, None), (3_000_000, None)], "made up"),
    Case("L’UE apporte 1 M€. Le Japon a donné 5 M€, dont 2 M€ pour Kara.", [(1_000_000, None), (5_000_000, None), (2_000_000, 1)], "made up"),
]  # fmt: skip


@pytest.mark.parametrize("case", [*PARTS, *NO_PARTS], ids=lambda case: case.text[:60])
def test_find(case: Case) -> None:
    record = record_of_text(None, case.text)
    assert [(one.amount, one.part_of) for one in record.budgets] == case.expected


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case.text[:60])
def test_parts_are_smaller_and_no_circle(case: Case) -> None:
    budgets = record_of_text(None, case.text).budgets
    for at, one in enumerate(budgets):
        assert one.part_of is None or (one.part_of != at and budgets[one.part_of].part_of != at)


QUALIFIED = {
    "Le coût des travaux, hors taxes, est de 350 000 €.": "hors taxes",
    "Budget hors études : 1,2 M€ (volet 1)": "hors études, volet 1",
    "Le budget est de 2 M€ hors maîtrise d'œuvre.": "hors maîtrise d'œuvre",
    "Budget : 3 M€ (hors contribution de la Ville)": "hors contribution de la Ville",
    "Une enveloppe annuelle de 40 000 € est prévue.": "annuelle",
    "Un budget de 900 000 € sur la période 2022-2025.": "sur la période 2022-2025",
    "Budget : 450 000 € (2018-2020)": "2018-2020",
    "Pour le volet assainissement, 600 000 € sont prévus.": "volet assainissement",
    "Le second volet coûte 600 000 €.": None,
    "Pour la phase 2017-2021, 600 000 € sont prévus.": None,
    "Budget de la première année : 45 000 €.": "première année",
    "Coût : 700 000 €, mobilier compris.": "mobilier compris",
    "Un montant maximal de 55 000 €.": "maximal",
    "Budget : 450 000 € net de taxes": "net de taxes",
    "Le budget de la halle est de 450 000 €.": None,
}


def test_what_stands_right_behind_a_sum_limits_no_other() -> None:
    text = "La Ville verse 40 000 € par an, soit 120 000 € en tout."
    assert [one.qualifier for one in record_of_text(None, text).budgets] == ["par an", None]


@pytest.mark.parametrize("text", QUALIFIED)
def test_what_limits_a_sum_is_told_as_written(text: str) -> None:
    (budget,) = record_of_text(None, text).budgets
    assert budget.qualifier == QUALIFIED[text]
