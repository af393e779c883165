"""Boxes with links beside an article: other pages' cards below it, or its own pictures amid it."""

from __future__ import annotations

from itertools import product

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/projets/lavoir-de-mopti/"
TITLE = "Mopti relève son lavoir"
OWN = (
    "Les lavandières de Mopti ont choisi elles-mêmes la pente du bassin et la couleur des carreaux.",
    "L’eau vient du puits des tanneurs par une rigole couverte.",
    "Le conseil de quartier garde la clé et tient le cahier des tours.",
)
OTHERS = (
    ("four-kindia", "Kindia rallume son four à pain", "Le four banal cuit de nouveau cent miches par jour pour les écoles du haut quartier."),
    ("barque-ganvie", "Ganvié prête une barque à ses facteurs", "Le courrier des maisons sur pilotis part désormais à sept heures, avant le marché flottant."),
    ("cloche-jacmel", "Jacmel fond une cloche", "La cloche fêlée par le séisme a été refondue sur place par deux compagnons et leurs élèves."),
    ("noria-hama", "Une noria tourne à Fès", "La roue de bois remonte l’eau de l’oued vers les jardins, comme sur les plans d’avant-guerre."),
    ("haies-lome", "Lomé plante des haies", "Mille deux cents mètres de haies vives séparent désormais les maraîchers de la route du port."),
)  # fmt: skip
FORMS = {
    "a linked heading": "<div class='x'><h3><a href='/projets/{s}/'>{t}</a></h3><p>{l}</p></div>",
    "a link round the heading": "<div class='carte'><a href='/projets/{s}/'><img src='/i/{s}.jpg' alt=''><h3>{t}</h3></a><p>{l}</p></div>",
    "a heading, a day": "<div class='x'><span>3 mai 2021</span><h4><a href='/projets/{s}/'>{t}</a></h4><p>{l}</p></div>",
    "a bold link": "<div class='x'><strong><a href='/projets/{s}/'>{t}</a></strong><br>{l}</div>",
    "a caption": "<figure><a href='/projets/{s}/'><img src='/i/{s}.jpg' alt=''></a><figcaption><a href='/projets/{s}/'>{t}</a> {l}</figcaption></figure>",
    "a link that leads on": "<div class='x'><h3>{t}</h3><p>{l}</p><a href='/projets/{s}/'>En savoir plus</a></div>",
}  # fmt: skip
HEADINGS = ("", "<h2>Les autres projets</h2>", "<h2>Et aussi dans la commune</h2>")


@pytest.mark.parametrize(
    ("form", "heading", "sentences", "count"), list(product(FORMS, HEADINGS, (2, 3), (3, 5)))
)
def test_cards_below_an_article_are_not_its_text(
    form: str, heading: str, sentences: int, count: int
) -> None:
    cards = "".join(FORMS[form].format(s=s, t=t, l=lead) for s, t, lead in OTHERS[:count])
    own = "".join(f"<p>{one}</p>" for one in OWN[:sentences])
    page = f"<html lang='fr'><head><title>{TITLE}</title></head><body><div id='zone'><h1>{TITLE}</h1><div class='dit'>{own}</div><div class='bas'>{heading}{cards}</div></div></body></html>"
    read = read_html(page.encode(), URL)
    assert read.reading is not None
    assert (read.reading.text or "").split("\n") == list(OWN[:sentences])


def test_parts_of_an_article_that_are_headed_by_links_are_its_text() -> None:
    parts = "".join(
        f"<div class='x'><h3><a href='/projets/{s}/'>{t}</a></h3><p>{lead}</p><p>{OWN[0]}</p></div>"
        for s, t, lead in OTHERS
    )
    page = f"<html lang='fr'><head><title>{TITLE}</title></head><body class='single'><article><h1>{TITLE}</h1><p>{OWN[0]} {OWN[1]}</p>{parts}</article></body></html>"
    read = read_html(page.encode(), URL)
    assert read.reading is not None
    assert all(lead in (read.reading.text or "") for _, _, lead in OTHERS)


def test_columns_under_headings_with_a_link_each_are_the_articles_text() -> None:
    columns = "".join(
        f"<div class='col'><h2>{t}</h2><p>{lead}</p><p><a href='/lieux/{s}/'>Le lieu en images</a></p></div>"
        for s, t, lead in OTHERS[:2]
    )
    page = f"<html lang='fr'><head><title>{TITLE}</title></head><body><main><article class='page'><h1>{TITLE}</h1><div class='entry-content'><p>{OWN[0]} {OWN[1]}</p><div>{columns}</div></div></article></main></body></html>"
    read = read_html(page.encode(), "https://villes.example/le-lavoir/")
    assert read.reading is not None
    assert all(lead in (read.reading.text or "") for _, _, lead in OTHERS[:2])


CAPTIONS = (
    "Le bassin avant les travaux, vu du minaret.",
    "Awa et ses sœurs essaient la rigole neuve, que les enfants ont bordée de galets.",
    "Le cahier des tours, ouvert à la page du jeudi.",
    "La clé pend au cou de la doyenne.",
)
PICTURE = "<div class='photo'><a href='/photo/{at}/'><img src='/i/{at}.jpg' alt=''></a><div>{said}</div></div>"
BETWEEN = ("Qui lave ici ?", "Soixante familles du quartier.", "Et la nuit ?", "Personne.", "")


@pytest.mark.parametrize("between", ["<h4>{}</h4>", "<p>{}</p>", "<div>{}</div>"])
def test_pictures_that_lead_to_themselves_are_the_articles_own(between: str) -> None:
    said = "".join(
        PICTURE.format(at=at, said=one) + between.format(BETWEEN[at])
        for at, one in enumerate(CAPTIONS)
    )
    page = f"<html lang='fr'><head><title>{TITLE}</title></head><body><div class='recit'><h1>{TITLE}</h1>{said}</div></body></html>"
    read = read_html(page.encode(), "https://villes.example/recit/lavoir")
    assert read.reading is not None
    assert read.listing is None
    assert read.reading.title == TITLE
    assert all(one in (read.reading.text or "") for one in CAPTIONS)
