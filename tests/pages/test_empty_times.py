"""A ``<time>`` that a script fills has no words: it is dated for its own box, not for the next line."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/actualite/le-bac/"
PROSE = (
    "<p>Le bac de Podor traverse de nouveau le fleuve, après cinq semaines de réparation au chantier naval.</p>"
    "<p>Deux treuils neufs et une rampe plus large laissent monter les camions des maraîchers du Fouta.</p>"
)
OWN = "2022-04-08"
SLIDE = "<a href='/puits/'><h3>Un puits à Labé</h3></a>"
EMPTY = "<time datetime='2017-06-01'></time>"
ICON = "<time class='ago' datetime='2017-06-01T08:00:00Z'><i class='fa fa-clock'></i></time>"

OVER = {
    "a slider": f"<section class='slider'>{SLIDE}{EMPTY}</section>",
    "a hero with an icon": f"<div class='une'>{SLIDE}{ICON}</div>",
    "two boxes": f"<div><article>{SLIDE}<p class='meta'>{EMPTY}</p></article><article>{SLIDE}{EMPTY}</article></div>",
    "a ticker": f"<div class='ticker'><a href='/puits/'>Un puits à Labé</a>{EMPTY}</div>",
    "a title that is a link": f"<div class='une'><p><a href='/puits/'>Un puits à Labé</a></p><p>{ICON}</p></div>",
    "a time that shows a day": f"<div class='une'>{SLIDE}<time datetime='2017-06-01'>1er juin 2017</time></div>",
}
BESIDE = {
    "nothing": ("", None),
    "a time": (f"<time datetime='{OWN}'>8 avril 2022</time>", OWN),
    "a time without words": (f"<time datetime='{OWN}'></time>", OWN),
    "an icon": (f"<time datetime='{OWN}'><i class='ic'></i></time>", OWN),
    "a box of its own": (f"<div class='meta'><div><time datetime='{OWN}'></time></div></div>", OWN),
    "a line": ("<p>Publié le 8 avril 2022</p>", OWN),
    "a bare day": ("<p>8 avril 2022</p>", OWN),
}


def _published(main: str) -> str | None:
    page = f"<html lang='fr'><title>Le bac de Podor</title><body>{main}</body></html>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert "Deux treuils neufs" in (reading.text or "")
    return reading.published


@pytest.mark.parametrize("over", [*OVER.values(), ""], ids=[*OVER, "nothing over it"])
@pytest.mark.parametrize(("beside", "day"), BESIDE.values(), ids=BESIDE)
@pytest.mark.parametrize("after", ["", f"<section><article>{SLIDE}{EMPTY}</article></section>"])
def test_an_article_has_its_own_date_only(
    over: str, beside: str, day: str | None, after: str
) -> None:
    article = f"<article><h1>Le bac de Podor</h1>{beside}{PROSE}</article>"
    assert _published(f"<main>{over}{article}{after}</main>") == day
    assert _published(f"{over}<main>{article}</main>{after}") == day


@pytest.mark.parametrize(
    "over",
    [
        f"<time datetime='{OWN}'></time>",
        f"<div class='meta'><a href='/rubrique/fleuve/'>Fleuve</a> <time datetime='{OWN}'></time></div>",
        f"<div class='meta'><a href='/rubrique/fleuve/'>Fleuve</a> <time datetime='{OWN}'>8 avril 2022</time></div>",
        f"<header><p><time datetime='{OWN}'></time></p></header>",
    ],
)
def test_a_time_over_the_heading_in_its_article_is_its_own(over: str) -> None:
    assert (
        _published(f"<main><article>{over}<h1>Le bac de Podor</h1>{PROSE}</article></main>") == OWN
    )


ROWS = [("puits", "Un puits à Labé", "2021-05-06"), ("gare", "La gare de Thiès", None), ("parc", "Un parc à Huê", "2019-02-03")]  # fmt: skip
CARDS = {
    "at its end": "<div class='k'><h3><a href='/{0}/'>{1}</a></h3><p>Trois mots là.</p>{2}</div>",
    "in a box at its end": "<div class='k'><div><h3><a href='/{0}/'>{1}</a></h3></div><div class='m'><p>{2}</p></div></div>",
    "at its beginning": "<div class='k'>{2}<h3><a href='/{0}/'>{1}</a></h3><p>Trois mots là.</p></div>",
    "in a box at its beginning": "<div class='k'><div class='m'>{2}</div><h3><a href='/{0}/'>{1}</a></h3></div>",
    "in the link that is the card": "<a class='k' href='/{0}/'>{2}<h3>{1}</h3><p>Trois mots là.</p></a>",
    "last in such a link": "<a class='k' href='/{0}/'><h3>{1}</h3><p>Trois mots là.</p>{2}</a>",
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
@pytest.mark.parametrize("inside", ["", "<i class='fa fa-clock'></i>", " \n "])
def test_a_card_is_dated_by_its_own_time(card: str, inside: str) -> None:
    cards = "".join(
        card.format(slug, title, f"<time datetime='{day}'>{inside}</time>" if day else "")
        for slug, title, day in ROWS
    )
    page = f"<html lang='fr'><title>Nouvelles</title><body><main><h1>Nouvelles</h1><div>{cards}</div></main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/nouvelles/").listing
    assert listing is not None
    assert [(one.title, (one.published or "")[:10] or None) for one in listing.cards] == [
        (title, day) for _, title, day in ROWS
    ]
