"""Shortcodes that nobody rendered go, with their words kept; brackets of prose stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.text.chrome import drop_chrome_lines
from aimf_scraper.text.shortcodes import drop_shortcodes
from tests.linear import assert_linear

_GONE = [
    ('[vc_row full_width="stretch_row"][vc_column]Le puits.[/vc_column][/vc_row]', "Le puits."),
    ('[gallery ids="4,5,6"]', ""),
    ("[gallery ids=”4,5″ columns=”3″]", ""),
    ("[gallery ids=« 4,5 »]", ""),
    ("[gallery]", ""),
    ('[contact-form-7 id="8" title="Écrire"]', ""),
    ('[caption id="attachment_2" width="300"] Le puits neuf[/caption]', " Le puits neuf"),
    ('[et_pb_text admin_label="Texte"]Le puits.[/et_pb_text]', "Le puits."),
    ("[vc_raw_html]JTNDc2NyaXB0JTNF[/vc_raw_html]Le puits.", "Le puits."),
    ('[maison_carte ville="Dori" /] suit', " suit"),
    ("[maison]Le puits[/maison]", "Le puits"),
    ("[rev_slider accueil]", "[rev_slider accueil]"),
]
_KEPT = [
    "[…]",
    "[...]",
    "[2023]",
    "[sic]",
    "[en francs CFA]",
    "[Audio] Le maire répond",
    "Le maire [de Dori] répond",
    "[NDLR : le coût = 3 M€]",
    "[1] Note de bas de page",
    "[Dori, 3 mai]",
    "un [ seul",
    "une ] seule",
    "[]",
]


@pytest.mark.parametrize(("text", "left"), _GONE)
def test_shortcodes_go(text: str, left: str) -> None:
    assert drop_shortcodes(text) == left


@pytest.mark.parametrize("text", _KEPT)
def test_brackets_of_prose_stay(text: str) -> None:
    assert drop_shortcodes(text) == text


def test_plain_text_loses_them_too() -> None:
    assert drop_chrome_lines('Le puits.\n[gallery ids="1"]\nLa pompe.').split("\n")[::2] == [
        "Le puits.",
        "La pompe.",
    ]


@given(st.text(alphabet='[]/ab_="1 \n', max_size=200))
def test_never_raises(text: str) -> None:
    assert len(drop_shortcodes(text)) <= len(text)


@pytest.mark.parametrize("piece", ["[", "[a", "[a b=", "[/", '[vc_row x="', "[a]", "[a][/a]"])
def test_hostile_text_costs_linear_time(piece: str) -> None:
    assert_linear(drop_shortcodes, piece)
