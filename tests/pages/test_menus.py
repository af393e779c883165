"""Menus taken out before parsing: the page read without them is the page read with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.source.menus import anchors_of, without_menus
from aimf_scraper.pages.source.urls import Base
from tests.linear import assert_linear

SITE = "https://www.aimf.asso.fr"
URL = f"{SITE}/actions/bois-mardock/"
BODY = "".join(
    f"<p>La ville de Ngaoundéré réhabilite le bois Mardock, étape {n}, avec l’AIMF.</p>"
    for n in range(6)
)


def menu(count: int = 60, tag: str = "nav", href: str = "/rubrique-{n}/?a=1&amp;b={n}") -> str:
    rows = "".join(
        f'<li class="menu-item menu-item-type-post_type menu-item-{n}"><a class="item" '
        f'href="{href.format(n=n)}"><svg viewBox="0 0 1 1"><path d="M0"></path></svg>'
        f"<span>Rubrique {n}</span></a></li>"
        for n in range(count)
    )
    return f'<{tag} class="site"><ul>{rows}</ul></{tag}>'


def page(before: str = "", after: str = "") -> bytes:
    return (
        '<!DOCTYPE html><html lang="fr"><head><title>Bois Mardock - AIMF</title></head>'
        f'<body class="single single-actions">{before}<main><h1>Bois Mardock</h1>{BODY}</main>'
        f"{after}</body></html>"
    ).encode()


def test_menu_and_foot_are_taken_out_and_their_links_kept() -> None:
    whole = page(menu(), menu(tag="footer", href="/pied-{n}/"))
    trimmed = without_menus(whole)
    assert trimmed.html.count(b"<nav></nav>") == trimmed.html.count(b"<nav") == 2
    assert b"<footer" not in trimmed.html
    hrefs = list(anchors_of(trimmed.menus, Base(URL)).values())
    assert hrefs[:2] == [f"{SITE}/rubrique-0/?a=1&b=0", f"{SITE}/rubrique-1/?a=1&b=1"]
    assert len(hrefs) == 120


def test_a_page_reads_the_same_without_its_menus() -> None:
    bare = read_html(page(), URL)
    whole = read_html(page(menu(), menu(tag="footer", href="/pied-{n}/")), URL)
    assert whole.reading is not None
    assert bare.reading is not None
    assert whole.reading.text == bare.reading.text
    assert whole.reading.title == bare.reading.title
    links = {link.url for link in whole.links}
    assert f"{SITE}/rubrique-59/?a=1&b=59" in links
    assert f"{SITE}/pied-0/" in links
    assert not any(link.in_body for link in whole.links)


def as_list(names: str = "menu", inner: str = "") -> str:
    """Return the same menu as WordPress prints it, in boxes of any name."""
    whole = menu().removeprefix('<nav class="site">').removesuffix("</nav>")
    whole = whole.replace("<ul>", f'<ul id="m" class="{names}">', 1)
    return f'<div class="barre"><div>{whole.replace("</ul>", f"{inner}</ul>")}</div></div>'


@pytest.mark.parametrize(
    "menus",
    [
        as_list(),
        as_list("elementor-nav-menu sm"),
        as_list(inner='<li>Pays<ul class="sub-menu"><li><a href="/pays/">Tous</a></li></ul></li>'),
    ],
    ids=["list", "elementor", "submenu"],
)
def test_a_list_named_as_a_menu_is_taken_out(menus: str) -> None:
    trimmed = without_menus(page(menus))
    assert trimmed.html == page('<div class="barre"><div><nav></nav></div></div>')
    assert len(anchors_of(trimmed.menus, Base(URL))) >= 60


KEPT = [
    pytest.param(as_list("liste"), "no menu", id="list"),
    pytest.param(as_list("entry-content menu"), "the article's", id="marked"),
    pytest.param(as_list().replace("</ul>", ""), "a list never closed", id="open-list"),
    pytest.param(menu(3), "small: a breadcrumb, page numbers", id="small"),
    pytest.param(
        menu().replace('class="site"', 'class="fil-ariane"'), "a breadcrumb", id="breadcrumb"
    ),
    pytest.param(
        menu().replace("</ul>", "<p>x</p><article>y</article></ul>"), "more", id="article"
    ),
    pytest.param(
        menu(tag="footer").replace('class="site"', 'class="entry-footer"'), "terms", id="entry-foot"
    ),
    pytest.param(menu().replace("</ul>", "<h1>Titre</h1></ul>"), "the title", id="title"),
    pytest.param(menu().replace("</ul>", "<script>var a</script></ul>"), "a script", id="script"),
    pytest.param(menu().replace("</nav>", ""), "never closed", id="open"),
    pytest.param(f"<!-- <nav> --><div>{menu()[5:]}", "opened in a comment", id="in-comment"),
    pytest.param(f"<script>a='<nav>'</script>{menu()[5:]}", "opened in a script", id="in-script"),
]


@pytest.mark.parametrize(("menus", "_why"), KEPT)
def test_what_may_be_more_than_a_menu_stays(menus: str, _why: str) -> None:
    whole = page(menus)
    assert without_menus(whole) == (whole, b"")


def test_a_listing_goes_on_where_its_menus_say() -> None:
    cards = "".join(
        f'<article class="post type-actions"><h3><a href="/actions/projet-{n}/">Projet {n}</a></h3>'
        f"<p>La ville réhabilite le bois, étape {n}, avec l’appui de ses partenaires.</p></article>"
        for n in range(6)
    )
    numbers = menu(href="/region/afrique/page/{n}/")
    html = f'<html><body class="archive tax-region"><main>{cards}</main>{numbers}</body></html>'
    assert without_menus(html.encode()).menus
    listing = read_html(html.encode(), f"{SITE}/region/afrique/").listing
    assert listing is not None
    assert f"{SITE}/region/afrique/page/59/" in listing.next_urls


def test_menus_nested_too_deep_lead_nowhere() -> None:
    deep = menu().replace("<ul>", "<ul><li>" * 200, 1)
    whole = read_html(page(deep), URL)
    assert whole.reading is not None
    assert whole.links == ()


def test_prose_in_a_foot_alone_is_still_found() -> None:
    """Where nothing else is a body, the page is read whole, as if no foot had been taken out."""
    foot = menu(tag="footer").replace("</ul>", f"</ul><div>{BODY}</div>")
    html = f"<html><head><title>Projet</title></head><body>{foot}</body></html>".encode()
    assert b"Mardock" not in without_menus(html).html
    reading = read_html(html, URL).reading
    assert reading is not None
    assert "réhabilite le bois Mardock" in (reading.text or "")


@pytest.mark.parametrize(
    "piece",
    [
        "<nav>",
        '<ul class="menu">',
        "<ul menu ",
        "<nav><!--",
        "<a ",
        "<nav ><a href=",
        "<footer>x</footer>",
    ],
)
def test_hostile_bytes_take_linear_time(piece: str) -> None:
    assert_linear(lambda html: without_menus(html.encode()), piece)


PIECES = [
    *("<nav>", "</nav>", "<footer>", "</footer>", "<!--", "-->", "<li>", '<a href="/x">', "<a>"),
    *("<main>", "<h1>Titre</h1>", "<article>", "</article>", "<script>", "</script>"),
    *("texte " * 900, menu(), menu(tag="footer")),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_never_raises_and_takes_out_no_article(pieces: list[str]) -> None:
    html = "".join(pieces).encode()
    trimmed = without_menus(html).html
    for tag in (b"<main", b"<h1", b"<article", b"<script"):
        assert trimmed.count(tag) == html.count(tag)
