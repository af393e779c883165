"""Cards whose links have no words: stretched over the box, round a picture, round an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper.pages.html import read_html

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import HtmlPage

SITE = "https://villes.example"
ITEMS = [
    ("four", "Le four banal rallumé", "Le four du quartier cuit de nouveau le pain du samedi, sous la garde de douze familles."),
    ("gue", "Un gué sur la Falémé", "Les camions franchissent la rivière en toute saison depuis que le gué est bétonné par la commune."),
    ("cale", "La cale remise à flot", "La cale de halage reçoit ses premières pirogues après trois saisons de travaux menés sur place."),
    ("lavoir", "Un lavoir pour Gagnoa", "Vingt bacs couverts et une citerne épargnent aux lavandières la descente à la rivière."),
]  # fmt: skip
#: %U: its page, %T: its title, %L: its lead.
FORMS = {
    "empty, over the box": "<div class='bloc'><a href='%U'></a><h3>%T</h3><p>%L</p></div>",
    "empty, below": "<div class='bloc'><h3>%T</h3><p>%L</p><a class='etendu' href='%U'></a></div>",
    "empty, with its label": "<div class='bloc'><a class='etendu' href='%U' aria-label='%T'></a><h3>%T</h3><p>%L</p></div>",
    "empty, and the label alone names it": "<div class='bloc'><a href='%U' aria-label='%T'></a><p>%L</p></div>",
    "round an empty span": "<div class='bloc'><a href='%U'><span></span></a><h3>%T</h3><p>%L</p></div>",
    "with a picture behind": "<div class='bloc'><a href='%U' style='background-image:url(/v.jpg)'></a><div><h3>%T</h3><p>%L</p></div></div>",
    "round a picture": "<div class='bloc'><a href='%U'><img src='/v.jpg' alt=''></a><h3>%T</h3><p>%L</p></div>",
    "round a picture in its column": "<div class='bloc'><div class='g'><a href='%U'><img src='/v.jpg' alt='Vue'></a></div><div class='d'><h3>%T</h3><p>%L</p></div></div>",
    "round an arrow": "<div class='bloc'><h3>%T</h3><p>%L</p><a href='%U'><svg><path d='M0 0'/></svg></a></div>",
    "the title a class": "<div class='bloc'><a href='%U'></a><div class='titre'>%T</div><p>%L</p></div>",
    "an item": "<li class='bloc'><a href='%U'></a><h3>%T</h3><p>%L</p></li>",
}  # fmt: skip


def _made(form: str, numbers: range = range(4)) -> list[str]:
    return [
        FORMS[form].replace("%U", f"/c/{slug}/").replace("%T", title).replace("%L", lead)
        for slug, title, lead in ITEMS[numbers.start : numbers.stop]
    ]


def _page(shown: str, names: str = "") -> HtmlPage:
    page = f"<html lang='fr'><head><title>Coopération</title></head><body class='{names}'>{shown}</body></html>"
    return read_html(page.encode(), f"{SITE}/cooperation/")


def _said(read: HtmlPage) -> list[tuple[str | None, str | None, str | None]]:
    assert read.listing is not None
    return [(one.url, one.title, one.lead) for one in read.listing.cards]


EXPECTED = [(f"{SITE}/c/{slug}/", title, lead) for slug, title, lead in ITEMS]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "around",
    [
        "<main><h1>Coopération</h1><div class='grille'>{}</div></main>",
        "<main><h1>Coopération</h1><p>Retrouvez ici les projets de nos villes.</p><ul>{}</ul></main>",
        "<main><section><h1>Coopération</h1></section><section><div class='grille'>{}</div></section></main>",
    ],
)
def test_cards(form: str, around: str) -> None:
    read = _page(around.format("".join(_made(form))))
    assert read.reading is None
    assert _said(read) == EXPECTED


@pytest.mark.parametrize("form", [one for one in FORMS if one != "an item"])
def test_rows_of_a_grid_are_one_listing(form: str) -> None:
    cards = _made(form)
    rows = (
        f"<div class='rang'>{''.join(cards[:2])}</div><div class='rang'>{''.join(cards[2:])}</div>"
    )
    read = _page(f"<main><h1>Coopération</h1>{rows}</main>")
    assert read.reading is None
    assert _said(read) == EXPECTED


@pytest.mark.parametrize("form", ["empty, over the box", "round a picture", "round an arrow"])
def test_the_last_row_may_hold_one_card(form: str) -> None:
    cards = _made(form)
    rows = f"<div class='rang'>{''.join(cards[:3])}</div><div class='rang'>{cards[3]}</div>"
    assert _said(_page(f"<main><h1>Coopération</h1>{rows}</main>")) == EXPECTED


@pytest.mark.parametrize("form", FORMS)
def test_boxes_of_an_article_stay_its_text(form: str) -> None:
    told = "<p>La commune a repris quatre chantiers en régie. Chacun a son comité de riverains.</p>"
    boxes = f"<div class='rang'>{''.join(_made(form, range(2)))}</div>"
    read = _page(f"<main><h1>Quatre chantiers repris</h1>{told}{boxes}</main>", "page page-id-9")
    assert read.reading is not None
    assert all(lead in (read.reading.text or "") for _, _, lead in ITEMS[:2])
