"""What one pass over a text finds of the names and phrases that the rules look for."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.organisations import authority, without_aliases
from aimf_scraper.rules.engine.document import Part, PhraseMatch
from aimf_scraper.rules.phrase_families import MATCHERS
from aimf_scraper.text.fold import fold


def phrases_in(text: str) -> dict[str, list[PhraseMatch]]:
    return MATCHERS.phrases_in(Part("text", text))


class Case(NamedTuple):
    text: str
    family: str
    written: list[str]
    source: str


CASES = [
    Case("À Porto-Novo et à Lomé", "places", ["Porto-Novo", "Lomé"], "made up"),
    Case("Lomélodie, aLomé", "places", [], "whole words only"),
    Case("Dori", "places", ["Dori"], "a text's first and last word"),
    Case("au Caire", "places", ["Caire"], "a form without its article"),
    Case("l’AIMF,le SIAAP", "organisations", ["AIMF", "SIAAP"], "marks on either side"),
    Case("avec l’appui d’Agrisud", "partner_cues", ["avec l’appui d’"], "a cue goes on in a word"),
    Case("cofinancé\npar", "partner_cues", ["cofinancé\npar"], "who minds the mark looks closer"),
    Case("LA MAIRIE DE DORI", "town_halls", ["MAIRIE"], "made up"),
    Case("d’une fondation", "organisation_heads", ["fondation"], "made up"),
    Case("les signataires, dont Dori", "city_cues", ["sign"], "a stem goes on in its word"),
    Case("les délégations de Dori", "city_cues", ["délégations "], "a stem with its blank"),
    Case("le service de Dori", "city_cues", [], "a stem with its blank begins no longer word"),
    Case("Dori, pendant la foire", "city_cues", ["pendant"], "a stem without the mark before it"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}: {case.text}")
def test_sighted(case: Case) -> None:
    seen = phrases_in(case.text)[case.family]
    written = [case.text[start:end] for _, start, end in seen]
    assert [one for one in written if one in case.written] == case.written
    assert case.written or not written


def test_numbers_are_the_family_s_own() -> None:
    ((number, *_),) = phrases_in("dori")["places"]
    assert gazetteer().form(number) == "dori"
    ((number, *_),) = phrases_in("siaap")["organisations"]
    assert authority().keys()[number] == "siaap"


def test_without_aliases_none_is_sighted() -> None:
    with without_aliases():
        assert not phrases_in("la fondation gates")["organisations"]
    assert phrases_in("la fondation gates")["organisations"]


@given(st.text(max_size=200))
def test_never_raises_and_stays_within_the_text(text: str) -> None:
    folded = fold(text)
    for family in phrases_in(text).values():
        for _, start, end in family:
            assert 0 <= start < end <= len(folded)
