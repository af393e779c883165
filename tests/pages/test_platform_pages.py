"""What wikis, archives by month and content systems print: refusals, next pages, days in a card's foot, heading anchors."""

from __future__ import annotations

import pytest

from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html

SITE = "https://villes.example"


def _page(title: str, body: str) -> bytes:
    return f'<html lang="fr"><head><title>{title}</title></head><body>{body}</body></html>'.encode()


NO_PAGES = {
    "rights in French": ("Droits insuffisants", "Vous ne disposez pas des droits pour lire cette page."),
    "rights in English": ("Insufficient permissions", "You do not have sufficient rights to read it."),
    "a wiki's empty page": ("Marchés", "Il n’y a pas encore de texte sur cette page. Vous pouvez la créer."),
    "in English": ("Markets", "There is no text on this page yet. You can search for it."),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PAGES)
def test_no_page_for_this_reader_is_no_page(name: str) -> None:
    title, said = NO_PAGES[name]
    with pytest.raises(PageError):
        read_html(_page(title, f"<main><h1>{title}</h1><p>{said}</p></main>"), f"{SITE}/p/")


def _cards(kind: str) -> str:
    return "".join(
        f'<{kind}><h3><a href="/a/{at}">Le quai numéro {at} de Mopti</a></h3><p>Deux lignes.</p></{kind}>'
        for at in (1, 2, 3)
    )


NEXT = [
    ("/actualites", "/actualites?b_start:int=30", "30 éléments suivants"),
    ("/actualites", "/actualites?b_start%3Aint=30", "2"),
    ("/wiki/Rubrique:Quais", "/w/index.php?title=Rubrique:Quais&pagefrom=Mopti", "page suivante"),
    ("/wiki/Rubrique:Quais", "/w/index.php?title=Rubrique%3AQuais&from=M", "Page suivante (Mopti)"),
]


@pytest.mark.parametrize(("here", "next_url", "said"), NEXT)
def test_where_a_listing_goes_on(here: str, next_url: str, said: str) -> None:
    body = f"<main><h1>Quais</h1>{_cards('div')}<p><a href='{next_url}'>{said}</a></p></main>"
    listing = read_html(_page("Quais", body), SITE + here).listing
    assert listing is not None
    assert [SITE + next_url] == list(listing.next_urls)


def test_the_next_article_of_a_wiki_is_no_next_page() -> None:
    body = f"<main><h1>Quais</h1>{_cards('div')}<p><a href='/w/index.php?title=Ponts'>Page suivante</a></p></main>"
    listing = read_html(_page("Quais", body), f"{SITE}/wiki/Quais").listing
    assert listing is None or not listing.next_urls


ENTRY = '<div class="archive-entry"><h3>{t}</h3><div class="meta"><span>{d}</span></div><a class="entry-link" aria-label="lire {t}" href="/p/{s}"></a></div>'


def test_one_entry_a_month() -> None:
    months = "".join(
        f'<section><h2>{month}</h2><div class="entries">{ENTRY.format(t=t, d=d, s=s)}</div></section>'
        for month, t, d, s in (
            ("mars 2024", "Le puits de Kaya", "11 mars 2024", "puits"),
            ("février 2024", "Le gué de Kaya", "2 février 2024", "gue"),
        )
    )
    read = read_html(
        _page("Archives", f"<main><h1>Archives</h1>{months}</main>"), f"{SITE}/archives/"
    )
    assert read.reading is None
    assert read.listing is not None
    found = [(one.title, one.published) for one in read.listing.cards]
    assert found == [("Le puits de Kaya", "2024-03-11"), ("Le gué de Kaya", "2024-02-02")]


def test_a_card_s_day_in_its_foot() -> None:
    items = "".join(
        f'<div class="item"><div class="head"><h3><a href="/n/{at}">Le marché numéro {at}</a></h3></div>'
        f'<div class="footer"><span><time datetime="2024-0{at}-05">0{at}</time></span></div></div>'
        for at in (1, 2)
    )
    listing = read_html(_page("Actualités", f"<h1>Actualités</h1><div>{items}</div>"), f"{SITE}/actualites").listing  # fmt: skip
    assert listing is not None
    assert [one.published for one in listing.cards] == ["2024-01-05", "2024-02-05"]


@pytest.mark.parametrize("sign", ["¶", "#", "🔗"])
def test_a_link_to_a_heading_is_none_of_its_words(sign: str) -> None:
    anchor = f'<a class="headerlink" href="#h">{sign}</a>'
    body = f"<main><h1>Les puits de Kaya{anchor}</h1><p>Les puits de Kaya ont été curés avant la saison des pluies.</p><h2>Budget{anchor}</h2><p>Le village a payé la moitié des travaux.</p></main>"
    reading = read_html(_page("Les puits de Kaya", body), f"{SITE}/puits").reading
    assert reading is not None
    assert reading.title == "Les puits de Kaya"
    assert sign not in (reading.text or "")
