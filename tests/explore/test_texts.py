"""Every sentence stands in both languages with the same figures in it; figures and days are written."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.explore import texts
from aimf_scraper.explore.texts import LANGUAGES, Texts
from aimf_scraper.fact_columns import allowed_values
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import KINDS


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("one", texts._sentences().values(), ids=lambda one: one.name)
def test_both_languages_say_the_same(one: texts.Text) -> None:
    assert fields(one.en) == fields(one.fr)
    for single in filter(None, (one.en_one, one.fr_one)):
        assert fields(single) <= fields(one.en)
        assert "n" in fields(one.en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_data_is_said(language: texts.Language) -> None:
    groups = {"role": "role", "type": "type", "scope": "scope", "instrument": "instrument"}
    groups["approximation"] = "approximation"
    for kind in kinds():
        assert Texts(language).word("fact", kind.name) != ""
        assert f"fact.{kind.name}" in texts.names()
        for field, values in allowed_values(kind.fact).items():
            group = "date" if kind.name == "dates" else groups.get(field)
            for value in values - {None} if group else ():
                assert f"{group}.{value}" in texts.names()
    assert {f"kind.{one}" for one in KINDS} <= texts.names()


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (0, "0\xa0€", "€0"),
        (950, "950\xa0€", "€950"),
        (3_500_000, "3,5\xa0M€", "€3.5M"),
        (999_600, "1\xa0M€", "€1M"),
        (999_400, "999\u202f400\xa0€", "€999,400"),
        (14_000_000, "14\xa0M€", "€14M"),
        (200_000_000, "200\xa0M€", "€200M"),
        (999_999_999, "1\xa0Md€", "€1bn"),
        (120_000_000_000, "120\xa0Md€", "€120bn"),
    ],
)
def test_sums_told_shortly(amount: float, french: str, english: str) -> None:
    assert Texts("fr").short_euros(amount) == french
    assert Texts("en").short_euros(amount) == english


@pytest.mark.parametrize(
    ("share", "told"), [(0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.9999, "99%"), (1, "100%")]
)
def test_a_share_that_is_not_whole_is_not_told_as_whole(share: float, told: str) -> None:
    assert Texts("en").percent(share) == told


@given(st.floats(min_value=0, max_value=1e15), st.sampled_from(LANGUAGES))
def test_any_sum_is_written(amount: float, language: texts.Language) -> None:
    assert Texts(language).short_euros(amount)
    assert "nan" not in Texts(language).money(amount)


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_any_day_is_told_or_left_as_it_is(day: str, language: texts.Language) -> None:
    assert isinstance(Texts(language).day(day), str)
    assert isinstance(Texts(language).moment(day), str)


@given(st.text(max_size=30))
def test_what_the_site_says_is_no_format(value: str) -> None:
    told = Texts("en")("made.with", version=value, moment="{0.__class__}")
    assert value in told
    assert "{0.__class__}" in told
