"""Short articles whose lead and text stand in boxes of their own; and boxes below that are none of it."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/breves/fontaine/"
TITLE = "La fontaine de Tsévié coule de nouveau"
LEAD = "<p>La fontaine de la place du marché, à sec depuis deux saisons, est alimentée par un nouveau forage.</p>"
REST = "<p>Elle sert huit cents foyers.</p><p>Deux agents la gardent.</p>"


def _text(body: str) -> str:
    page = f'<html lang="fr"><head><title>{TITLE}</title></head><body>{body}</body></html>'
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert reading.title == TITLE
    return reading.text or ""


def _news(
    rest: str, lead: str = f'<div class="chapo-box">{LEAD}</div>', around: str = "detail-contenu"
) -> str:
    return f'<div class="{around}"><h1>{TITLE}</h1><p class="when">7 mars 2024</p>{lead}{rest}</div>'  # fmt: skip


WHOLE = {
    "a box named the text's": _news(f'<div class="bloc-texte">{REST}</div>'),
    "a box with microdata": _news(f'<div itemprop="articleBody" class="suite">{REST}</div>'),
    "a box without a name": _news(f"<div>{REST}</div>"),
    "loose paragraphs": _news(REST),
    "a box a paragraph": _news("".join(f"<div><div>{one}</p></div></div>" for one in REST.split("</p>") if one)),
    "sections of a builder": f'<div class="bandeau"><div class="inner"><h1>{TITLE}</h1>{LEAD}</div></div>'
    f'<div class="rich-block"><div class="inner"><div class="post-text">{REST}</div></div></div>',
    "below a long lead": _news(
        f'<div class="texte">{REST}</div>',
        '<div class="chapo-box"><p>' + "La place du marché a perdu son eau pendant deux saisons entières. " * 8 + "</p></div>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_short_sentences_beside_the_lead_s_box_are_text(name: str) -> None:
    lines = _text(WHOLE[name]).split("\n")
    assert lines[-2:] == ["Elle sert huit cents foyers.", "Deux agents la gardent."]


def test_a_list_and_a_heading_go_with_the_sentences() -> None:
    rest = "<h2>Horaires</h2><ul><li>Le matin, de six heures à neuf heures.</li><li>Le soir, jusqu’à la nuit.</li></ul>"
    text = _text(_news(f'<div class="long">{rest}</div>'))
    assert text.endswith(
        "Horaires\n- Le matin, de six heures à neuf heures.\n- Le soir, jusqu’à la nuit."
    )


NOT_ITS_TEXT = {
    "a box that leads on": '<div><p><a href="/plan">Voir le plan de la ville.</a></p></div>',
    "the site's foot": '<div class="bottom"><p>Site soutenu par le fonds des villes.</p></div>',
    "a side box": '<div class="widget text"><p>Mairie ouverte le matin.</p></div>',
    "a line without a sentence": "<div><p>Commune de Tsévié</p></div>",
}


@pytest.mark.parametrize("name", NOT_ITS_TEXT)
def test_another_box_below_is_no_text(name: str) -> None:
    text = _text(_news(f'<div class="texte">{REST}</div>{NOT_ITS_TEXT[name]}'))
    assert text.endswith("Deux agents la gardent.")


def test_a_sentence_in_a_box_of_the_page_itself_is_no_text() -> None:
    page = f'<div class="un"><h1>{TITLE}</h1>{LEAD}</div><div class="deux"><p>Avec le soutien du fonds.</p></div>'
    assert _text(page).endswith("un nouveau forage.")
