"""Which language: the markup's word where it is plausible, langdetect's where it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.text import language
from aimf_scraper.text.language import tell_language

FRENCH = (
    "La ville de Sokodé et ses partenaires ont rénové le marché central, qui accueille plus de 3 000 "
    "vendeuses chaque jour. Les travaux ont été menés sans que le marché ne ferme, avec l’appui de l’AIMF "
    "et du SIAAP, pour un budget de 1,4 million d’euros sur trois ans."
)
ENGLISH = (
    "The city of Hue has built the first plant of its kind in the region with the support of its partners. "
    "It will serve more than 40,000 people, and the farmers of the area have been invited to use the compost "
    "that it makes from the sludge of the old town."
)
SPANISH = (
    "La ciudad de Granada y sus socios han renovado el mercado central, que recibe cada día a más de tres mil "
    "vendedoras. Las obras se han llevado a cabo sin que el mercado cerrara, con el apoyo de la asociación y "
    "por un presupuesto de un millón de euros en tres años."
)
VIETNAMESE = (
    "Thành phố Huế đã khánh thành nhà máy xử lý bùn thải đầu tiên của mình với sự hỗ trợ của các đối tác. "
    "Nhà máy phục vụ hơn bốn mươi nghìn người dân và nông dân trong vùng được mời sử dụng phân bón làm từ "
    "bùn thải của khu phố cổ. Dự án bắt đầu từ năm hai nghìn mười tám và kéo dài ba năm."
)


@pytest.mark.parametrize(
    ("text", "declared", "told"),
    [
        (FRENCH, "fr", "fr"),
        (FRENCH, "fr-FR", "fr"),
        (ENGLISH, "fr", "en"),
        (ENGLISH, "en-US", "en"),
        (FRENCH, "en", "fr"),
        (SPANISH, "fr", "es"),
        (VIETNAMESE, "fr", "vi"),
        (ENGLISH * 2, None, "en"),
        (FRENCH, None, "fr"),
        (ENGLISH, None, "en"),
        (FRENCH.upper(), "fr", "fr"),
        (FRENCH.upper(), None, "fr"),
        ("Budget : 350 000 €", None, None),
        ("Budget : 350 000 €", "fr", "fr"),
        ("The city and its partners will be funded by the Union", "fr", "en"),
        ("", "fr", "fr"),
        ("", None, None),
        ("12 34 !!", None, None),
    ],
    ids=lambda one: str(one)[:24],
)
def test_tell_language(text: str, declared: str | None, told: str | None) -> None:
    assert tell_language(text, declared) == told


def test_the_answer_is_the_same_every_time() -> None:
    mixed = f"{ENGLISH[:120]} {SPANISH[:120]}"
    assert len({tell_language(mixed, None) for _ in range(5)}) == 1


@pytest.mark.parametrize(("declared", "loaded"), [("fr", False), (None, True)])
def test_langdetect_is_loaded_only_for_undecided_texts(
    declared: str | None, *, loaded: bool
) -> None:
    code = (
        "import sys; from aimf_scraper.text.language import tell_language; "
        f"tell_language({FRENCH * 2!r}, {declared!r}); print('langdetect' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(loaded)


@given(st.text(max_size=120))
def test_words_are_the_same_by_way_of_bytes(text: str) -> None:
    assert language._words(text) == language._WORD.findall(text.lower())
