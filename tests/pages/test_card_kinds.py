"""Every kind of listing that builders make gives its cards, each page's once, and no article's body."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/en-bref/"
TITLES = ["Un quai pour Podor", "La halle de Kandi", "Les puits de Dori", "Le bac de Rosso"]
LEADS = [
    "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés par la commune.",
    "À Kandi, les vendeuses tiennent désormais la caisse de la halle et publient les comptes du mois.",
    "Quatorze puits ont été relevés autour de Dori avec les éleveurs, qui en gardent seuls les clés.",
    "Le bac de Rosso reprend ses rotations de jour, deux équipes de mécaniciens ayant refait les moteurs.",
]
PICTURE = "<img src='/v.jpg'>"


def _cards(card: str, numbers: range = range(3)) -> str:
    """Return *card* for each number: %U its page, %T its title, %L its lead."""
    return "".join(
        card.replace("%U", f"/journal/article-{at}/").replace("%T", TITLES[at]).replace("%L", LEADS[at])
        for at in numbers
    )  # fmt: skip


POST = "<article class='elementor-post post'><a href='%U?utm_source=accueil'><img src='/v.jpg'></a><h3><a href='%U'>%T</a></h3><p>%L</p></article>"
PLAIN = "<div class='carte'><h3><a href='%U'>%T</a></h3><p>%L</p></div>"
KINDS = {
    "picture and title by two spellings": (f"<div class='elementor-posts elementor-pagination-type-bullets'>{_cards(POST)}</div>", 3),
    "a link round each card": (f"<div class='grille'>{_cards(f'<a href=%U>{PICTURE}<h3>%T</h3><p>%L</p></a>')}</div>", 3),
    "a featured card and a grid": (f"<section class='une'>{_cards(PLAIN, range(3, 4))}</section><div class='grille'>{_cards(PLAIN)}</div>", 4),
    "two grids": (f"<div class='grille'>{_cards(PLAIN, range(2))}</div><div class='grille'>{_cards(PLAIN, range(2, 4))}</div>", 4),
    "a query loop twice": (f"<div class='bureau'>{_cards(PLAIN)}</div><div class='mobile'>{_cards(PLAIN)}</div>", 3),
    "a carousel with cloned slides": (
        f"<div class='swiper'>{_cards(PLAIN, range(2, 3))}{_cards(PLAIN)}{_cards(PLAIN, range(1))}</div>", 3),
    "a drupal view": (
        _cards("<div class='views-row'><div class='views-field views-field-title'><a href='%U'>%T</a></div><div class='views-field views-field-body'><p>%L</p></div></div>"), 3),
    "a definition list": (f"<dl>{_cards('<dt><a href=%U>%T</a></dt><dd>%L</dd>')}</dl>", 3),
    "a table": (f"<table>{_cards(f'<tr><td>{PICTURE}</td><td><a href=%U>%T</a></td><td>%L</td></tr>')}</table>", 3),
    "one odd card among them": (f"<div class='grille'>{_cards(PLAIN)}<div class='carte'><h3>Annonce</h3><p>{LEADS[3]}</p></div></div>", 3),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_cards(kind: str) -> None:
    shown, count = KINDS[kind]
    page = (
        f"<html lang='fr'><body class='page'><main><h1>Actualités</h1>{shown}</main></body></html>"
    )
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    read = {one.title: (one.url or "").partition("?")[0] for one in listing.cards if one.url}
    expected = {TITLES[at]: f"https://villes.example/journal/article-{at}/" for at in range(count)}
    assert read == expected
    assert sum(one.url is not None for one in listing.cards) == count
    assert all((one.lead or "") in {"", *LEADS} for one in listing.cards)


BODY = "".join(f"<p>{one}</p>" for one in LEADS * 3)
TWO_BOXES = (
    f"<div class='row'><div class='col-6'><h3>Le chantier</h3>{BODY}<a href='/suite/'>Le chantier en images</a></div>"
    f"<div class='col-6'><h3>Les équipes</h3>{BODY}<a href='/equipes/'>Les équipes</a></div></div>"
)


def test_two_boxes_with_a_link_each_are_the_article() -> None:
    page = (
        f"<body class='single'><main><article><h1>Le bac de Rosso</h1>{TWO_BOXES}</article></main>"
    )
    reading = read_html(page.encode(), "https://villes.example/actions/bac/").reading
    assert reading is not None
    assert all(one in (reading.text or "") for one in LEADS)


def test_a_lead_never_spans_the_headings_of_others() -> None:
    sections = "".join(
        f"<h4>{title}</h4><p>{lead}</p>" for title, lead in zip(TITLES, LEADS, strict=True)
    )
    card = f"<div><h3><a href='/dossier/'>Le dossier</a></h3>{sections}</div>"
    others = _cards(PLAIN.replace(" class='carte'", ""))
    page = f"<body class='blog'><main><h1>Actualités</h1><div>{others}{card}</div></main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    assert not any(one.title == "Le dossier" and one.lead for one in listing.cards)


GOES_ON = {
    "jetpack": ('<script>var infiniteScroll={"settings":{"path":"https:\\/\\/villes.example\\/en-bref\\/page\\/%d\\/"}}</script>', "page/2/"),
    "a script's link": ('<script>var x={"nextLink":"https:\\/\\/villes.example\\/en-bref\\/page\\/2\\/"}</script>', "page/2/"),
    "a button's data": ("<button data-next-page='https://villes.example/en-bref/page/2/'>Plus</button>", "page/2/"),
    "elementor": ("<a href='?e-page-3f2a=2'>2</a>", "?e-page-3f2a=2"),
    "liferay": ("<a href='?currentPage=2'>2</a>", "?currentPage=2"),
    "ez publish": ("<a href='/en-bref/(offset)/10'>2</a>", "(offset)/10"),
    "beaver builder": ("<ul class='page-numbers'><li><a class='page-numbers' href='/en-bref/paged-2/2/'>2</a></li></ul>", "/paged-2/2/"),
    "a file beside the folder": ("<p class='pagination'><b>1</b> <a href='/en-bref-2.html'>2</a></p>", "/en-bref-2.html"),
    "numbers by a parameter of their own": ("<ul class='pagination'><li><b>1</b></li><li><a href='/en-bref/?num=2'>2</a></li></ul>", "?num=2"),
    "a choice of pages": ("<form><select onchange='go(this)'><option value='/en-bref/?page=1' selected>1<option value='/en-bref/?page=2'>2</select></form>", "page=2"),
    "a form": ("<form action='/en-bref/'><input type=hidden name=page value=2><button>Page suivante</button></form>", "?page=2"),
    "typo3": ("<div class='parcours'><b>Page 1</b> <a href='/en-bref/?tx_fil[pointer]=1&amp;cHash=7'>Page 2</a> <a href='/en-bref/?tx_fil[pointer]=1&amp;cHash=7'>Suivante &gt;</a></div>", "cHash=7"),
    "a page's number in words": ("<div class='bas'><b>Page 1</b> <a href='/en-bref/?n=2'>Page 2</a></div>", "?n=2"),
    "a page's number below": ("<div class='bas'><b>Page 1</b> <a href='/en-bref/2/'>Page 2</a></div>", "/2/"),
    "older ones, named": ("<p><a href='?n=2'>Actualités plus anciennes &gt;&gt;</a></p>", "?n=2"),
    "the ones that follow": ("<p><a href='/en-bref/?debut=2'>Communiqués suivants</a></p>", "?debut=2"),
    "divi": ("<div class='et_pb_ajax_pagination_container'><a href='/en-bref/page/2/'>Entrées précédentes</a></div>", "page/2/"),
}  # fmt: skip


@pytest.mark.parametrize("form", GOES_ON)
def test_a_listing_goes_on(form: str) -> None:
    more, end = GOES_ON[form]
    page = f"<body class='blog'><main><h1>Actualités</h1><div>{_cards(PLAIN)}</div>{more}</main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    assert [one for one in listing.next_urls if one.endswith(end)] == list(listing.next_urls)
    assert listing.next_urls
    assert len(listing.cards) == 3


@pytest.mark.parametrize("more", ["Page 2", "Suivante &gt;", "Brèves plus anciennes", "Next"])
def test_what_leads_to_another_page_is_no_card(more: str) -> None:
    foot = f"<div class='bas'><strong>Page 1</strong> <a href='/en-bref/suite-1'>{more}</a></div>"
    page = f"<body><main><h1>Actualités</h1><div>{_cards(PLAIN)}{foot}</div></main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    assert [one.title for one in listing.cards] == TITLES[:3]


def test_cards_without_links_on_a_listing_that_goes_on() -> None:
    days = ("3 avril 2019", "1er mai 2020", "28 juin 2021")
    boxes = "".join(
        f"<div class='breve'><h3>{TITLES[at]}</h3><p>{days[at]}</p><p>{LEADS[at]}</p></div>"
        for at in range(3)
    )
    page = f"<main><h1>Brèves</h1><div>{boxes}</div><a href='/breves?page=1'>Suivant</a></main>"
    listing = read_html(page.encode(), "https://villes.example/breves").listing
    assert listing is not None
    assert [one.title for one in listing.cards] == TITLES[:3]


def test_the_page_s_own_post_is_no_card_among_its_neighbours() -> None:
    own = f"<article class='post-12 post'><h2><a href='/maison/a/'>{TITLES[0]}</a></h2>{BODY}</article>"
    others = "".join(
        f"<article class='post-{at} post'><h2><a href='/maison/{at}/'>{TITLES[at]}</a></h2><p>{LEADS[at]}</p></article>"
        for at in (1, 2, 3)
    )
    page = f"<body class='single postid-12'><main><div>{own}{others}</div></main>"
    reading = read_html(page.encode(), "https://villes.example/maison/centre").reading
    assert reading is not None
    assert LEADS[0] in (reading.text or "")
