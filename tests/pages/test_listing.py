"""Cards of listings in old and plain markup: their leads and days; where a listing goes on."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/journal"
TITLES = ["Un quai pour Podor", "La halle de Kandi", "Les puits de Dori"]
LEADS = [
    "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés par la commune.",
    "À Kandi, les vendeuses tiennent désormais la caisse de la halle et publient les comptes du mois.",
    "Quatorze puits ont été relevés autour de Dori avec les éleveurs, qui en gardent seuls les clés.",
]
DAYS = [
    ("3 avril 2019", "2019-04-03"),
    ("1er mai 2020", "2020-05-01"),
    ("28 juin 2021", "2021-06-28"),
]


def _link(at: int) -> str:
    return f"<a href='/journal/article-{at}'>{TITLES[at]}</a>"


def _all(card: str) -> str:
    """Return *card* three times: %T is the linked title, %L the lead, %D the day."""
    return "".join(
        card.replace("%T", _link(at))
        .replace("%P", _link(at).replace(TITLES[at], "<img src=/v.jpg>"))
        .replace("%L", LEADS[at])
        .replace("%D", DAYS[at][0])
        for at in range(3)
    )


SHAPES = {
    "a day before a dash": f"<dl>{_all('<dt>%T</dt><dd><em>%D</em> – %L</dd>')}</dl>",
    "a day before a rule": f"<ul>{_all('<li><h3>%T</h3><p>%D | %L</p></li>')}</ul>",
    "tables": _all("<table width=100%><tr><td width=80>%P</td><td><font><b>%T</b></font><br><font size=1>%D</font><br>%L</td></tr></table>"),
    "a day in spans": f"<ul>{_all('<li><p>%D</p><h3>%T</h3><p>%L</p></li>')}</ul>",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_has_its_day_and_its_lead(shape: str) -> None:
    cards = SHAPES[shape]
    if "spans" in shape:
        for day, _ in DAYS:
            spans = "".join(f"<span>{one}</span>" for one in day.split())
            cards = cards.replace(f"<p>{day}</p>", f"<div class=jour>{spans}</div>")
    page = f"<html><head><title>Journal</title></head><body><main><h1>Journal</h1>{cards}</main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    read = [(one.title, one.published, one.lead) for one in listing.cards]
    assert read == [(TITLES[at], DAYS[at][1], LEADS[at]) for at in range(3)]


NEXT = [
    ("<a rel=next href='?offset=1700000000000'>Plus</a>", "?offset=1700000000000"),
    ("<a href='?offset=1700000000000'>Suite</a>", "?offset=1700000000000"),
    ("<a rel='next nofollow' href='/journal?curseur=ab12'>Plus</a>", "?curseur=ab12"),
    ("<a rel=next href='/journal/2'>Plus</a>", "/2"),
    ("<a rel=next href='/journal/p-2/'>Plus</a>", "/p-2/"),
    ("<a rel=next href='/journal/un-autre-article'>Un autre article</a>", None),
    ("<a rel=next href='/agenda/2'>Agenda</a>", None),
    ("<a rel=next href='https://ailleurs.example/journal/2'>Ailleurs</a>", None),
]


@pytest.mark.parametrize(("link", "following"), NEXT)
def test_where_a_listing_goes_on(link: str, following: str | None) -> None:
    cards = _all("<article><h2>%T</h2><p>%L</p></article>")
    page = f"<html><head><title>Journal</title></head><body><main><h1>Journal</h1>{cards}<div>{link}</div></main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    assert listing.next_urls == (() if following is None else (f"{URL}{following}",))
