"""Numbers in figures and in words: value, offsets, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Part
from aimf_scraper.rules.numbers import figures, words
from aimf_scraper.rules.phrase_families import MATCHERS
from aimf_scraper.text.fold import fold
from tests.rules.cases import Case

IN_FIGURES = [
    Case("1 055 000", [("1 055 000", "1055000")], "field: plain spaces"),
    Case("1\u00a0055\u00a0000", [("1\u00a0055\u00a0000", "1055000")], "field: no-break"),
    Case("880\u202f000", [("880\u202f000", "880000")], "field: narrow no-break"),
    Case("880\u2009000", [("880\u2009000", "880000")], "field: thin"),
    Case("454.467", [("454.467", "454467")], "field: thousands dot"),
    Case("50'000", [("50'000", "50000")], "field: Swiss apostrophe"),
    Case("50’000", [("50’000", "50000")], "field: curly apostrophe"),
    Case("1.200.000,50", [("1.200.000,50", "1200000.50")], "made up"),
    Case("1,200,000", [("1,200,000", "1200000")], "made up: English"),
    Case("1,200.50", [("1,200.50", "1200.50")], "made up: English"),
    Case("3,5", [("3,5", "3.5")], "field"),
    Case("9.2", [("9.2", "9.2")], "field"),
    Case("0,500", [("0,500", "0.500")], "made up"),
    Case("en 2024 250 000", [("2024", "2024"), ("250 000", "250000")], "made up: year before"),
    Case("12/11/2019", [("12", "12"), ("11", "11"), ("2019", "2019")], "made up: a date"),
    Case("1 234 5678", [("1 234", "1234"), ("5678", "5678")], "made up: broken group"),
]
IN_WORDS = [
    Case("un million deux cent mille", [("un million deux cent mille", "1200000")], "field"),
    Case("deux cents millions", [("deux cents millions", "200000000")], "made up"),
    Case("d’un million", [("un million", "1000000")], "field: elision"),
    Case("un million et demi", [("un million et demi", "1500000.0")], "made up"),
    Case("un demi-million", [("un demi-million", "5E+5")], "made up"),
    Case("trois-cent-mille", [("trois-cent-mille", "300000")], "made up: 1990 spelling"),
    Case("septante mille", [("septante mille", "70000")], "made up: Swiss"),
    Case("octante mille", [("octante mille", "80000")], "made up: once Swiss"),
    Case("une dizaine de millions", [("une dizaine de millions", "10000000")], "made up"),
    Case("une centaine de jeunes", [("une centaine", "100")], "issue 3"),
    Case("le centre de la famille", [], "made up: cent, mille inside words"),
    Case("la semaine prochaine", [], "made up: aine inside a word"),
    Case("plusieurs centaines de femmes", [], "made up: no number said"),
]


def _find(text: str) -> tuple[figures.Number, ...]:
    part = Part("text", text)
    return figures.find_in(part, MATCHERS.anchors_in(part))


@pytest.mark.parametrize("case", [*IN_FIGURES, *IN_WORDS], ids=lambda c: c.text)
def test_read(case: Case) -> None:
    folded = fold(case.text)
    found = _find(folded)
    read = [(case.text[n.start : n.end], str(figures.value(folded, n))) for n in found]
    assert [(w, str(figures.value(fold(w), _find(fold(w))[0]))) for w, _ in read] == read
    assert [(w, float(v)) for w, v in read] == [(w, float(v)) for w, v in case.expected]


def test_lone_group_is_decimal_before_a_multiplier() -> None:
    (number,) = _find("1,113")
    assert str(figures.value("1,113", number, scaled=True)) == "1.113"
    assert str(figures.value("1,113", number)) == "1113"


def test_words_side_by_side_make_no_number() -> None:
    assert words.value("cent mille cent mille") is None


def test_a_ledger_is_cut() -> None:
    assert len(_find("1 " * 50_000)) == figures.MAX_NUMBERS


@given(st.text(alphabet=st.sampled_from("0123456789 .,'’\u202fmilecntdaux-"), max_size=80))
def test_never_raises_and_never_overlaps(text: str) -> None:
    folded = fold(text)
    found = _find(folded)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for number in found:
        figures.value(folded, number)
        figures.value(folded, number, scaled=True)
