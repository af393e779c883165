"""Clean text: what goes, what is mended, and what must stay as written."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.text.clean import clean_text


class Case(NamedTuple):
    raw: str
    clean: str
    source: str


GOES = [
    Case(
        "3,5\u00a0M€ sur\u202f3\u2009ans",
        "3,5 M€ sur 3 ans",
        "FIELD.md: no-break and narrow no-break spaces",
    ),
    Case(
        "Yaoun\u00addé\u200b et\u2060 Douala\ufeff",
        "Yaoundé et Douala",
        "soft hyphens of a text editor",
    ),
    Case("un\r\n\r\n  deux \n\t\n trois", "un\ndeux\ntrois", "blank lines"),
    Case("Cote\u0301 d’Ivoire", "Coté d’Ivoire", "decomposed accents of a Mac"),
    Case("a\x00b\x08c\x7f", "abc", "control characters"),
    Case("\ue0ef Budget\uf0d6: 3 M€", "Budget : 3 M€", "icons of Divi and Font Awesome"),
    Case("ligne\u2028suite\x0bfin", "ligne\nsuite\nfin", "line separators pasted from a slide"),
]
MENDED = [
    Case("Ã‰galitÃ© Ã  GenÃ¨ve", "Égalité à Genève", "fixtures/pages/mojibake"),
    Case(
        "lâ€™AIMF Â« Ã©quipe Â» les mairies",
        "l’AIMF « équipe » les mairies",
        "fixtures/pages/mojibake",
    ),
    Case("30 000 â‚¬ pour HuÃª", "30 000 € pour Huê", "made up"),
    Case(
        "Bonne ligne à Hué\nMauvaise ligne Ã  HuÃ©",
        "Bonne ligne à Hué\nMauvaise ligne à Hué",
        "made up",
    ),
]
STAYS = [
    "L’œuvre « Naître à Huê » – 3,5 M€, 1ᵉʳ prix… n° 5 ; 2 m² ½",
    "Å Ângelo, le maire d’Âtré a été reçu à l’Île-d’Aix",
    "PÂTÉ, ÂGE, CHÂTEAU – RÂLE",
    "“guillemets anglais” et 'apostrophes droites'",
    "Nguyễn Văn Phương, Huế",
    "&amp; reste tel quel",
]


@pytest.mark.parametrize("case", [*GOES, *MENDED], ids=lambda one: one.source)
def test_clean_text(case: Case) -> None:
    assert clean_text(case.raw) == case.clean


@pytest.mark.parametrize("text", STAYS)
def test_good_french_stays(text: str) -> None:
    assert clean_text(text) == text


@given(st.text())
def test_a_clean_text_stays(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert all(line and line == line.strip() for line in clean.split("\n") if clean)
