"""Themes: the site's own names, from the markup and from old-site lines, never from prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Document, Term
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.themes import themes

LABELS = [
    ("Culture / Patrimoine", "Culture / Patrimoine"),
    ("patrimoine", "Culture / Patrimoine"),
    ("CLIMAT", "Climat"),
    ("eau-assainissement", "Eau / Assainissement"),
    ("Eau/assainissement", "Eau / Assainissement"),
    ("egalite-femmes-hommes", "Égalité femmes-hommes"),
    ("Égalité femmes – hommes", "Égalité femmes-hommes"),
    ("économie sociale et circulaire", "Économie sociale et circulaire"),
    ("Développement économique", "Développement économique"),
    ("Etat civil", "État civil"),
    ("Numérique", "Numérique"),
    ("Un thème nouveau", "Un thème nouveau"),
    ("  Un   thème\nnouveau ", "Un thème nouveau"),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_a_term_gets_the_name_of_the_site(label: str, name: str) -> None:
    term = Term("theme", label, "link:/nos-themes/")
    (theme,) = themes.find_themes(open_document(Document(terms=(term,))))
    assert theme.name == name
    assert [(one.source, one.quote) for one in theme.evidence] == [("link:/nos-themes/", label)]


def test_an_old_site_line() -> None:
    text = (
        "• Partagez cette page\n"
        "Thème(s) :  Développement urbain durable et services essentiels , "
        "Initiative pour la Santé et la Salubrité en Ville #ISSV\n"
        "L’AIMF appuie ces villes."
    )
    found = themes.find_themes(open_document(Document(text=text)))
    assert [theme.name for theme in found] == [
        "Développement urbain durable et services essentiels",
        "Initiative pour la Santé et la Salubrité en Ville",
    ]
    for theme in found:
        (one,) = theme.evidence
        assert text[one.start : one.end] == one.quote


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thèmes : Climat, Numérique", ["Climat", "Numérique"]),
        ("Thématique : santé", ["Santé"]),
        ("Le thème : la ville durable, la culture", []),
        ("Sous le thème « Hue - ancienne capitale »", []),
        ("Le climat et la culture comptent.", []),
        ("Thème(s) :", []),
        ("", []),
    ],
)
def test_lines(text: str, names: list[str]) -> None:
    assert [theme.name for theme in themes.find_themes(open_document(Document(text=text)))] == names


def test_the_same_theme_is_told_once() -> None:
    terms = tuple(Term("theme", label, "link") for label in ("Patrimoine", "Culture / Patrimoine"))
    (theme,) = themes.find_themes(open_document(Document(terms=terms)))
    assert [one.quote for one in theme.evidence] == ["Patrimoine", "Culture / Patrimoine"]


def test_terms_of_other_taxonomies_are_no_themes() -> None:
    assert (
        themes.find_themes(open_document(Document(terms=(Term("country", "Cameroun", "class:x"),))))
        == ()
    )


@given(st.text(max_size=200), st.text(max_size=120))
def test_any_text(text: str, label: str) -> None:
    document = Document(text=f"Thèmes : {text}", terms=(Term("theme", label, "link"),))
    for theme in themes.find_themes(open_document(document)):
        assert theme.name
        assert theme.name == theme.name.strip()
        for one in theme.evidence:
            if one.source == "text":
                assert document.text[one.start : one.end] == one.quote
