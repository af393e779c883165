"""Twins: what is read in one place of a sentence is read in all, whatever its notation.

Every notation of a sum stands in every slot, every notation of a count as well.
"""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text

SUMS = {
    "350 000 €": 350000,
    "350.000 euros": 350000,
    "350 000,00 €": 350000,
    "1,2 M€": 1200000,
    "1.2 M€": 1200000,
    "1,2 million d’euros": 1200000,
    "1,2 Million d'€": 1200000,
    "1,2 M d'euros": 1200000,
    "2 millions et demi d'euros": 2500000,
    "2½ M€": 2500000,
    "½ million d’euros": 500000,
    "350 k€": 350000,
    "350K€": 350000,
    "1,2 milliard de FCFA": 1200000000,
    "450 000 000 F CFA": 450000000,
    "450 millions de FCfa": 450000000,
    "350 000 EUR": 350000,
    "EUR 350 000": 350000,
    "€ 350 000": 350000,
    "CHF 50'000": 50000,
    "50'000 francs suisses": 50000,
    "$US 1,5 million": 1500000,
    "1,5 M$ US": 1500000,
    "500 000 CAD": 500000,
    "75 000 $ CA": 75000,
    "350 000 dollars canadiens": 350000,
    "trois cent cinquante mille euros": 350000,
    "un million deux cent mille euros": 1200000,
    "350 mille euros": 350000,
    "35 millions d'ariary": 35000000,
    "25 millions de dirhams": 25000000,
    "3 (trois) millions d'euros": 3000000,
    "350 000 (trois cent cinquante mille) euros": 350000,
    "208 millions de francs CFA": 208000000,
    "1 113 500 000 Fcfa": 1113500000,
    ",5 M€": 500000,
    "350 000¹ €": 350000,
    "350 000 €¹": 350000,
    "une centaine de milliers d'euros": 100000,
    "un demi-million d'euros": 500000,
    "mil deux cents euros": 1200,
}
SUM_SLOTS = {
    "alone": "{}",
    "label": "Budget : {}",
    "est de": "Le budget est de {}.",
    "bracket": "Le projet de l'AFD ({}) avance.",
    "list": "- Voirie : {}\n- Eau : 77 000 €",
    "item": "L'AFD apporte 77 000 €, l'UE {} et le SIAAP 88 000 €.",
    "start": "{} ont été versés par l'AFD.",
    "comma": "Une aide de {}, versée par l'AFD, arrive.",
    "line": "Montant\n{}",
    "quote": "Une aide de « {} » a été versée.",
    "dash": "Subvention de l'AFD – {} – versée.",
    "deux": "Le coût passe à {} : un record.",
    "pres": "L'AFD apporte près de {} au projet.",
}
COUNTS = {
    "350 habitants": 350,
    "1 200 habitants": 1200,
    "1.200 habitants": 1200,
    "12 000 habitants": 12000,
    "1,2 million d'habitants": 1200000,
    "1,2 M d'habitants": 1200000,
    "5M d'habitants": 5000000,
    "½ million d’habitants": 500000,
    "3 millions et demi d'habitants": 3500000,
    "500¹ habitants": 500,
    "vingt-cinq femmes": 25,
    "quatre-vingts jeunes filles": 80,
    "deux cents élèves": 200,
    "mille deux cents élèves": 1200,
    "une centaine de femmes": 100,
    "un millier de femmes": 1000,
    "12 000 (douze mille) habitants": 12000,
    "quarante et une femmes": 41,
    "douze femmes": 12,
    "2 milliers de femmes": 2000,
    "mil deux cents élèves": 1200,
    "trois cent mille habitants": 300000,
    "500 mille habitants": 500000,
    "deux millions d’habitants": 2000000,
}
COUNT_SLOTS = {
    "alone": "{}",
    "label": "Bénéficiaires : {}",
    "à": "Le projet bénéficie à {}.",
    "bracket": "Les bénéficiaires ({}) sont ravis.",
    "list": "- Ouest : {}\n- Est : 77 élèves",
    "item": "Le projet touche 77 élèves, {} et 88 enseignants.",
    "start": "{} ont été formés.",
    "comma": "Le projet touche {}, dont 30 enseignants.",
    "line": "Bénéficiaires\n{}",
    "quote": "Le projet touche « {} ».",
    "pres": "Le projet touche près de {} de Dori.",
    "plus": "Le projet profite à plus de {}.",
    "d": "Le projet améliore la vie de {}.",
}
#: What a range begins or ends with, by its notation.
RANGES = {
    "entre 2 et 3 M€": (2_000_000, 3_000_000),
    "de 2 à 3 millions d'euros": (2_000_000, 3_000_000),
    "2-3 M€": (2_000_000, 3_000_000),
    "un à deux millions d'euros": (1_000_000, 2_000_000),
    "deux à trois cent mille euros": (200_000, 300_000),
    "100 000 à 150 000 €": (100_000, 150_000),
    "de 100 à 150 000 euros": (100_000, 150_000),
}


@pytest.mark.parametrize("notation", SUMS)
@pytest.mark.parametrize("slot", [*SUM_SLOTS, "title"])
def test_a_sum_is_read_in_every_slot(notation: str, slot: str) -> None:
    if slot == "title":
        record = record_of_text(f"Un projet de {notation}", "Le projet avance.")
    else:
        record = record_of_text("Note", SUM_SLOTS[slot].format(notation))
    assert SUMS[notation] in [one.amount for one in record.budgets]


@pytest.mark.parametrize("notation", RANGES)
@pytest.mark.parametrize("slot", ["alone", "label", "bracket", "comma", "line"])
def test_a_range_is_read_in_every_slot(notation: str, slot: str) -> None:
    record = record_of_text("Note", SUM_SLOTS[slot].format(notation))
    assert RANGES[notation] in [(one.amount, one.amount_max) for one in record.budgets]


@pytest.mark.parametrize("notation", COUNTS)
@pytest.mark.parametrize("slot", [*COUNT_SLOTS, "title"])
def test_a_count_is_read_in_every_slot(notation: str, slot: str) -> None:
    if slot == "title":
        record = record_of_text(f"Un projet pour {notation}", "Le projet avance.")
    else:
        record = record_of_text("Note", COUNT_SLOTS[slot].format(notation))
    assert COUNTS[notation] in [one.count for one in record.beneficiaries]
