"""Amounts of money: every notation that is read, and what looks like one and is none."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.money import amounts
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

FIELD = [
    Case("14 M€", ["14000000 EUR"], "FIELD"),
    Case("1.2 M€", ["1200000 EUR"], "FIELD"),
    Case("9.2 M €", ["9200000 EUR"], "FIELD"),
    Case("6,7 M€ – dont 5,2 M€ de subvention", ["6700000 EUR", "5200000 EUR"], "FIELD"),
    Case("14 millions d'€", ["14000000 EUR"], "FIELD"),
    Case("3,7 Millions d’€", ["3700000 EUR"], "FIELD"),
    Case("9.2 millions d’euros", ["9200000 EUR"], "FIELD"),
    Case("d’1 million d’euros", ["1000000 EUR"], "FIELD"),
    Case("880 000 euros", ["880000 EUR"], "FIELD"),
    Case("283 000€", ["283000 EUR"], "FIELD"),
    Case("454.467 €", ["454467 EUR"], "FIELD"),
    Case("1.35 million d’euros", ["1350000 EUR"], "FIELD"),
    Case("500 000 CAD (380 000 €)", ["500000 CAD", "380000 EUR"], "FIELD"),
    Case("219,7 millions de FCfa", ["219700000 @cfa"], "FIELD"),
    Case("1 113 500 000 Fcfa environ", ["1113500000 @cfa"], "FIELD"),
    Case("386 930 000 F CFA", ["386930000 @cfa"], "FIELD"),
    Case("208 millions de F", ["208000000 @franc"], "FIELD"),
    Case("145 milliards d’ariary", ["145000000000 MGA"], "FIELD"),
    Case("5 millions de dinars", ["5000000 @dinar"], "FIELD"),
    Case("25 millions de dirhams", ["25000000 @dirham"], "FIELD"),
    Case("202 millions de francs Djibouti", ["202000000 DJF"], "FIELD"),
    Case("CHF 50'000", ["50000 CHF"], "FIELD"),
    Case("$US 1,5 millions", ["1500000 USD"], "FIELD"),
    Case("un million deux cent mille euros", ["1200000 EUR"], "FIELD"),
]
SIGNS = [
    Case("2½ M€", ["2500000 EUR"], "a fraction"),
    Case("4 ¼ millions d’euros", ["4250000 EUR"], "a fraction apart"),
    Case("½ milliard d’ariary", ["500000000 MGA"], "a fraction alone"),
    Case("1⅓ million d’euros", [], "a fraction that is not read: nothing"),
    Case("75 000² €", ["75000 EUR"], "a footnote's mark"),
    Case("3 millions¹ d’euros", ["3000000 EUR"], "a mark behind the multiplier"),
    Case(": ,8 M€", ["800000 EUR"], "a decimal without its nought"),
    Case("Dori, 5 M€", ["5000000 EUR"], "a comma that is none of it"),
    Case("mil cinq cents francs suisses", ["1500 CHF"], "mil"),
    Case("3 millions deux cent mille FCFA", ["3200000 @cfa"], "figures go on in words"),
    Case("12 000 $ SG", [], "a dollar that no table knows"),
    Case("12 000 dollars surinamais", [], "the same in words"),
    Case("12 000 dollars sont versés", ["12000 @dollar"], "a verb is no country"),
    Case("40 000 UM et 7 000 MRO", ["40000 MRU", "7000 MRO"], "Mauritania"),
]
MADE_UP = [
    Case("CHF 50’000.-", ["50000 CHF"], "Swiss"),
    Case("5'000.- CHF", ["5000 CHF"], "Swiss"),
    Case("1,5 M d'euros", ["1500000 EUR"], "M apart"),
    Case(
        "4,5 millons d’euros", ["4500000 EUR"], "typing error: once ended the reading of the page"
    ),
    Case("1,5 millions €uros", ["1500000 EUR"], "sign inside the word"),
    Case("150 k€ puis 3 000 K€", ["150000 EUR", "3000000 EUR"], "thousands"),
    Case("1,2 Md€ et 3 Mds €", ["1200000000 EUR", "3000000000 EUR"], "milliards"),
    Case("2,5 MUSD", ["2500000 USD"], "glued"),
    Case("$1.5M", ["1500000 @dollar"], "sign first"),
    Case("US$ 1.5 million", ["1500000 USD"], "English"),
    Case("€3.5M", ["3500000 EUR"], "English"),
    Case("EUR 350,000", ["350000 EUR"], "English thousands"),
    Case("3.5 million euros", ["3500000 EUR"], "English"),
    Case("20 000 dollars canadiens", ["20000 CAD"], "Canada"),
    Case("5 000 $ CA", ["5000 CAD"], "Canada"),
    Case("150.000.000 F.CFA", ["150000000 @cfa"], "dots"),
    Case("FCFA 75 millions", ["75000000 @cfa"], "currency first"),
    Case("XOF 5.000.000", ["5000000 XOF"], "code first"),
    Case("2 milliards 300 millions de francs CFA", ["2300000000 @cfa"], "two multipliers"),
    Case("1 milliard 113 millions 500 000 FCFA", ["1113500000 @cfa"], "three parts"),
    Case("3 millions et demi d’euros", ["3500000 EUR"], "et demi"),
    Case("deux cents millions de francs CFA", ["200000000 @cfa"], "words"),
    Case("plus d’un million d’euros", ["1000000 EUR"], "words"),
    Case("une dizaine de millions d’euros", ["10000000 EUR"], "round"),
    Case("cinquante (50) millions de FCFA", ["50000000 @cfa"], "said twice"),
    Case("cinquante millions (50 000 000) de FCFA", ["50000000 @cfa"], "said twice"),
    Case("3 (trois) millions d’euros", ["3000000 EUR"], "said twice"),
    Case("entre 2 et 3 millions d’euros", ["2000000-3000000 EUR"], "range"),
    Case("de 200 000 à 300 000 €", ["200000-300000 EUR"], "range"),
    Case("2 à 3 M€", ["2000000-3000000 EUR"], "range"),
    Case("2-3 M€", ["2000000-3000000 EUR"], "range"),
    Case("entre 500 000 € et 1 M€", ["500000-1000000 EUR"], "range, both units"),
    Case("de 900 000 à 1,5 million d’euros", ["900000-1500000 EUR"], "range, two scales"),
    Case("100 000, 50 000 et 20 000 euros", ["100000 EUR", "50000 EUR", "20000 EUR"], "list"),
    Case("50 à 60 000 euros", ["50000-60000 EUR"], "range, thousands left out"),
    Case("est passé de 200 000 à 500 000 €", ["500000 EUR"], "what it was is past"),
    Case("5.000 000 FCFA", ["5000000 @cfa"], "mixed groups"),
    Case("1 250 000,- €", ["1250000 EUR"], "dash for cents"),
    Case("($4.5 million)", ["4500000 @dollar"], "bracket"),
    Case("1 500 KF CFA", ["1500000 @cfa"], "thousands glued"),
    Case("18,5 M DH", ["18500000 @dirham"], "M apart"),
    Case("1 M$ CAN", ["1000000 CAD"], "Canada"),
    Case("Budget (en euros) : 350 000", ["350000 EUR"], "label"),
    Case("Coût en millions d'euros : 3,5", ["3500000 EUR"], "label"),
    Case("Montant (k€) : 350", ["350000 EUR"], "label"),
    Case("1 200 000,00 €", ["1200000.00 EUR"], "cents"),
    Case("30.000 FDJ", ["30000 DJF"], "local abbreviation"),
    Case("25 MDH", ["25000000 @dirham"], "local abbreviation"),
    Case("1,2 MDT", ["1200000 TND"], "local abbreviation"),
    Case("Rs 500 000", ["500000 @roupie"], "Mauritius"),
    Case("45 millions de gourdes", ["45000000 HTG"], "Haiti"),
    Case("3 millions de lei", ["3000000 @leu"], "Moldova"),
    Case("en 2024 250 000 euros", ["250000 EUR"], "year before"),
    Case("Budget 2019 : 300 000 €", ["300000 EUR"], "year before"),
]
NONE = [
    Case("", [], "empty"),
    Case("2 000 m² sur 5 km", [], "areas"),
    Case("25 m €", [], "metres"),
    Case("120 F et 80 H", [], "women and men"),
    Case("25 mars 2019", [], "month, not ariary"),
    Case("2 millions d’habitants", [], "people"),
    Case("12 villes, 80 % des 374 communes", [], "counts"),
    Case("Budget FCFA 2019", [], "a year"),
    Case("quelques millions d’euros", [], "no number"),
    Case("Coût : ,1 300 000 €", [], "a comma before figures in groups"),
]


def shown(amount: amounts.Amount) -> str:
    high = "" if amount.high is None else f"-{amount.high:f}"
    return f"{amount.value:f}{high} {amount.currency}"


@pytest.mark.parametrize("case", [*FIELD, *SIGNS, *MADE_UP, *NONE], ids=lambda c: c.text or "empty")
def test_find(case: Case) -> None:
    doc = open_document(Document(text=case.text))
    found = [a for of_part in amounts.find_amounts(doc).values() for a in of_part if a.currency]
    assert [shown(a) for a in found] == case.expected


def test_span_is_the_amount_as_written() -> None:
    text = "Le budget atteint près de 3,5 millions\u00a0d’euros sur 2 ans."
    (amount,) = amounts.find_amounts(open_document(Document(text=text)))["text"]
    assert text[amount.start : amount.end] == "3,5 millions\u00a0d’euros"


def test_a_multiplier_without_currency_is_kept_apart() -> None:
    (amount,) = amounts.find_amounts(
        open_document(Document(text="un financement de 1,113 milliard au réseau"))
    )["text"]
    assert (amount.currency, amount.rule, int(amount.value)) == ("", "no_currency", 1_113_000_000)


def test_a_ledger_is_cut() -> None:
    (found,) = amounts.find_amounts(open_document(Document(text="500 000 € " * 5_000))).values()
    assert len(found) == amounts.MAX_AMOUNTS
