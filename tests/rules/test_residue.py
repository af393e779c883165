"""What is left unread beside a number makes it none: a gap is better than a wrong value."""

from __future__ import annotations

import pytest

from aimf_scraper.extraction import record_of_text

#: No sum that another figure, number word, sign or half beside it would change.
TORN_SUMS = [
    *(
        "35 € 99",
        "1250€ 60",
        "1250€600",
        "12 45 000 €",
        "1 25 000 €",
        "1 234 5678 €",
        "5 000 € 000",
    ),
    *("deux 500 000 €", "mille 500 €", "2,5 x 10^6 €", "2.10^6 €", "⅓ million d'euros", "2⅓ M€"),
    *(
        "1/3 de million d'euros",
        "3/4 M€",
        "1 1/2 million d'euros",
        "2 centaines de milliers d'euros",
    ),
    *("2 trillions d'euros", "10 MMUSD", "40 000 livres libanaises", "40 000 $ BZ", "1,2,3 M€"),
    *(
        "1.234.56 €",
        "1,234,56 €",
        "2 M€ et demi",
        "1 M 200 000 €",
        "2M300 €",
        "-5 000 €",
        "3S0 000 €",
    ),
    *("15 000 dollars et 15 cents", "treize mille euros et quarante centimes", "350O €"),
]
TORN_COUNTS = [
    *(
        "1 2 500 habitants",
        "deux 500 habitants",
        "10^6 habitants",
        "12 45 000 habitants",
        "5O0 habitants",
    ),
    *(
        "1.234.56 habitants",
        "2,5 femmes",
        "⅓ million d'habitants",
        "3 douzaines de femmes",
        "500 ² habitants",
    ),
]
#: What stands beside these is no part of them.
WHOLE_SUMS = {
    "en 2019 350 000 €": 350_000,
    "350 000 € 12 mois": 350_000,
    "lot 2 350 000 €": 350_000,
    "350 000 €¹": 350_000,
    "2 000 € 3 000 €": 2_000,
    "350 000 € HT": 350_000,
    "1 million 250 000 euros": 1_250_000,
}
WHOLE_COUNTS = {
    "en 2019, 350 femmes": 350,
    "500 à 600 000 habitants": 500_000,
    "12/15 femmes": 12,
    "12 000 hommes et 5 000 femmes": 12_000,
    "trois cents (300) femmes": 300,
}


@pytest.mark.parametrize("written", TORN_SUMS)
@pytest.mark.parametrize(
    "text", ["Le budget est de {}.", "Budget : {}", "L'AFD apporte {}, dit-on."]
)
def test_a_torn_sum_is_none(written: str, text: str) -> None:
    assert record_of_text("Note", text.format(written)).budgets == ()


@pytest.mark.parametrize("written", WHOLE_SUMS)
def test_a_whole_sum_is_one(written: str) -> None:
    budgets = record_of_text("Note", f"L'AFD apporte {written}.").budgets
    assert WHOLE_SUMS[written] in [one.amount for one in budgets]


@pytest.mark.parametrize("written", TORN_COUNTS)
@pytest.mark.parametrize("text", ["Le projet bénéficie à {}.", "Bénéficiaires : {}"])
def test_a_torn_count_is_none(written: str, text: str) -> None:
    assert record_of_text("Note", text.format(written)).beneficiaries == ()


@pytest.mark.parametrize("written", WHOLE_COUNTS)
def test_a_whole_count_is_one(written: str) -> None:
    counts = record_of_text("Note", f"Le projet bénéficie à {written}.").beneficiaries
    assert WHOLE_COUNTS[written] in [one.count for one in counts]
