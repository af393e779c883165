"""What stands at the edges of an article: sentences that are links, a foot of its own."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/recits/passerelle"
TITLE = "Une passerelle relie les deux rives de Bafoussam"
LINES = (
    "La passerelle de bois posée cet été remplace le gué que la crue emportait chaque année.",
    "Les charpentiers ont travaillé de nuit pour laisser le passage aux écoliers du matin.",
    "Deux veilleurs en tiennent le registre et ferment la barrière quand l’eau monte.",
)
LINKED = [f"<a href='/piece/{at}'>{line}</a>" for at, line in enumerate(LINES)]
ELSEWHERE = [f"<a href='https://rives.example/{at}'>{line}</a>" for at, line in enumerate(LINES)]


def text_of(body: str) -> list[str]:
    page = f"<html lang='fr'><head><title>{TITLE}</title></head><body><nav><a href='/'>Accueil</a></nav>{body}<footer><p>Commune de Bafoussam</p></footer></body></html>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert reading.title == TITLE
    return [one.removeprefix("- ") for one in (reading.text or "").split("\n")]


WHOLE = {
    "paragraphs that are links": f"<main><h1>{TITLE}</h1>{''.join(f'<p>{one}</p>' for one in LINKED)}</main>",
    "paragraphs that lead elsewhere": f"<main><h1>{TITLE}</h1>{''.join(f'<p>{one}</p>' for one in ELSEWHERE)}</main>",
    "a paragraph, then a list of links": f"<div><h1>{TITLE}</h1><p>{LINES[0]}</p><ul><li>{LINKED[1]}</li><li>{LINKED[2]}</li></ul></div>",
    "links over a paragraph": f"<main><h1>{TITLE}</h1><p>{LINKED[0]}</p><p>{LINKED[1]}</p><p>{LINES[2]}</p></main>",
    "a link between paragraphs": f"<main><h1>{TITLE}</h1><p>{LINES[0]}</p><p>{LINKED[1]}</p><p>{LINES[2]}</p></main>",
    "a footer with the end": f"<main><article><h1>{TITLE}</h1><p>{LINES[0]}</p><footer><p>{LINES[1]}</p><p>{LINES[2]}</p></footer></article></main>",
    "a footer with the end and a link in it": f"<article><h1>{TITLE}</h1><p>{LINES[0]}</p><p>{LINES[1]}</p><footer><p>{LINES[2].replace('registre', '<a href=/registre>registre</a>')}</p></footer></article>",
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_the_edges_of_an_article_are_its_text(name: str) -> None:
    assert text_of(WHOLE[name]) == list(LINES)


ARTICLE = f"<h1>{TITLE}</h1>{''.join(f'<p>{one}</p>' for one in LINES)}"
ROUND = {
    "titles that are links": f"<main>{ARTICLE}<ul><li><a href='/a/1'>Le nouveau quai de la gare routière attend ses premiers autocars</a></li><li><a href='/a/2'>Les maraîchers de la vallée gardent l’eau pour la saison sèche</a></li></ul></main>",
    "leads that break off": f"<main>{ARTICLE}<p><a href='/a/1'>Le nouveau quai de la gare routière attend ses premiers autocars, et les...</a></p><p><a href='/a/2'>Les maraîchers de la vallée gardent l’eau pour la saison sèche grâce à...</a></p></main>",
    "a foot of the site in an open article": f"<article>{ARTICLE}<footer><p>© 2024 Commune de Bafoussam, tous droits réservés pour tous les textes et les images.</p></footer></article>",
    "a foot of links": f"<article>{ARTICLE}<footer><p>Rangé dans <a href='/t/1'>Ponts et passerelles de la commune</a>, <a href='/t/2'>Travaux de l’année</a></p></footer></article>",
    "a table of contents": f"<main><h1>{TITLE}</h1><div id='toc' class='toc'><h2>Sommaire</h2><ul><li><a href='#a'>Les rives</a></li></ul></div>{''.join(f'<p>{one}</p>' for one in LINES)}</main>",
    "a builder's table of contents": f"<main><h1>{TITLE}</h1><div class='elementor-toc__header'><h4>Sommaire</h4></div>{''.join(f'<p>{one}</p>' for one in LINES)}</main>",
    "a map's attribution": f"<main>{ARTICLE}<div class='carte'><div class='leaflet-control-attribution'>Leaflet | © OpenStreetMap contributors</div></div></main>",
    "counters": f"<main><article>{ARTICLE}<div><span>1 204 vues</span><span>3 commentaires</span></div></article></main>",
    "a text sizer": f"<main><h1>{TITLE}</h1><div><button>A+</button> Taille du texte</div>{''.join(f'<p>{one}</p>' for one in LINES)}</main>",
    "a foot outside the article": f"<main><article>{ARTICLE}</article><footer><p>La commune de Bafoussam vous accueille du lundi au vendredi dans ses cinq maisons de quartier.</p></footer></main>",
}  # fmt: skip


@pytest.mark.parametrize("name", ROUND)
def test_what_stands_round_an_article_is_not_its_text(name: str) -> None:
    assert text_of(ROUND[name]) == list(LINES)
