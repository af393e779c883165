"""Lists that no box and no heading makes cards of, on a page whose title or address calls it a listing."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

SITE = "https://villes.example"
TITLES = ["Un quai pour Podor", "La halle de Kandi", "Les puits de Dori"]
BRIEF = ["Trois pontons neufs.", "Quarante étals couverts.", "Un forage de plus."]
DAYS = [("3 avril 2019", "2019-04-03"), ("1er mai 2020", "2020-05-01"), ("28 juin 2021", "2021-06-28")]  # fmt: skip
NONE = [None, None, None]


def page_of(shown: str, title: str = "Actualités") -> bytes:
    return f"<html lang='fr'><body><main><h1>{title}</h1>{shown}</main></body></html>".encode()


def three(entry: str) -> str:
    """Return *entry* three times: %U its page, %T its title, %L its lead, %D its day."""
    return "".join(
        entry.replace("%U", f"/{'abc'[at]}-suite/")
        .replace("%T", TITLES[at])
        .replace("%L", BRIEF[at])
        .replace("%D", DAYS[at][0])
        for at in range(3)
    )


#: Entry, whether it has a day, whether it has a lead.
ENTRIES = {
    "a day in a box above": ("<div class='jour'>%D</div><div><a href='%U'><b>%T</b></a> %L</div>", True, True),
    "three lines of a paragraph": ("<p><b>%D</b><br><a href='%U'>%T</a><br>%L</p>", True, True),
    "the day in brackets": ("<p><a href='%U'><strong>%T</strong></a> (%D)<br>%L</p>", True, True),
    "the day over the link": ("<p>%D<br><a href='%U'>%T</a></p>", True, False),
    "the day under the link": ("<p><a href='%U'>%T</a><br>%D<br>%L</p>", True, True),
    "all in an item": ("<li><em>%D</em> <a href='%U'>%T</a> <span>%L</span></li>", True, True),
    "a lead behind the link": ("<div class='x'><a href='%U'>%T</a> %L</div>", False, True),
    "a lead under the link": ("<li><a href='%U'>%T</a><br>%L</li>", False, True),
    "boxes of a link": ("<div class='x'><a href='%U'>%T</a></div>", False, False),
    "a rule between": ("<b>%T</b> (%D)<br>%L <a href='%U'>lire</a><hr>", True, True),
    "a line that is no title by its markup": ("<p>%T</p><p>%L</p><p><a href='%U'>Lire la suite</a></p>", False, True),
}  # fmt: skip


@pytest.mark.parametrize("shape", ENTRIES)
def test_entries_are_cards(shape: str) -> None:
    entry, dated, led = ENTRIES[shape]
    for path in ("/actualites/", "/en-bref/"):
        read = read_html(page_of(three(entry)), SITE + path)
        assert read.reading is None
        assert read.listing is not None
        said = [(one.url, one.title, one.published, one.lead) for one in read.listing.cards]
        days = [day for _, day in DAYS] if dated else NONE
        leads = BRIEF if led else NONE
        assert said == [
            (f"{SITE}/{'abc'[at]}-suite/", TITLES[at], days[at], leads[at]) for at in range(3)
        ]


HEADED = {
    "months": ("<h2>Mai 2021</h2>", "<h2>Avril 2021</h2>"),
    "countries": ("<h3>Sénégal</h3>", "<h3>Bénin</h3>"),
    "bold lines": ("<p><b>Premier lot</b></p>", "<p><b>Second lot</b></p>"),
}


@pytest.mark.parametrize("heads", HEADED)
@pytest.mark.parametrize("wrap", ["<ul><li>{}</li></ul>", "<div class='x'>{}</div>"])
def test_links_under_headings_are_cards(heads: str, wrap: str) -> None:
    first, second = HEADED[heads]
    links = [wrap.format(f"<a href='/{at}-suite/'>{TITLES[at]}</a>") for at in range(3)]
    shown = f"{first}{links[0]}{links[1]}{second}{links[2]}"
    read = read_html(page_of(shown, "Nos projets"), f"{SITE}/nos-projets/")
    assert read.reading is None
    assert read.listing is not None
    assert [one.title for one in read.listing.cards] == TITLES


def test_a_year_over_a_list_completes_its_days() -> None:
    lists = "".join(
        f"<h2>{year}</h2><ul><li>3 mars : <a href='/{year}-a/'>{TITLES[0]}</a></li><li>9 mai : <a href='/{year}-b/'>{TITLES[1]}</a></li></ul>"
        for year in (2021, 2020)
    )
    read = read_html(page_of(lists, "Archives"), f"{SITE}/archives/")
    assert read.listing is not None
    days = ["2021-03-03", "2021-05-09", "2020-03-03", "2020-05-09"]
    assert [one.published for one in read.listing.cards] == days


PROSE = "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés par la commune et par les pêcheurs."
ARTICLES = {
    "links that begin sentences": "".join(f"<p><a href='/{at}-suite/'>{TITLES[at]}</a> est le fruit d’un long travail avec les habitants.</p>" for at in range(3)),
    "prose, then links": f"<p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p>" + three("<p><a href='%U'>%T</a></p>"),
    "links, then prose": three("<p><a href='%U'>%T</a></p>") + f"<h2>Un quai</h2><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p>",
    "two links in a sentence": f"<p>{PROSE} Voir <a href='/a-suite/'>le quai</a> et <a href='/b-suite/'>la halle</a>.</p>" * 3,
}  # fmt: skip


@pytest.mark.parametrize("shape", ARTICLES)
def test_prose_with_links_is_no_list_of_entries(shape: str) -> None:
    reading = read_html(page_of(ARTICLES[shape]), f"{SITE}/actualites/podor/").reading
    assert reading is not None
    assert len(reading.text or "") > 150


def test_links_on_a_page_that_nothing_calls_a_listing_are_no_cards() -> None:
    read = read_html(page_of(three("<p><a href='%U'>%T</a></p>"), "La commune"), f"{SITE}/commune/")
    assert read.listing is None or not read.listing.cards


def test_short_links_are_a_menu() -> None:
    menu = "".join(f"<li><a href='/{one}/'>{one}</a></li>" for one in ("Afrique", "Asie", "Europe"))
    read = read_html(page_of(f"<ul>{menu}</ul>"), f"{SITE}/actualites/")
    assert read.listing is None or not read.listing.cards


def test_a_link_without_words_is_no_entry() -> None:
    shown = "<a href='/actualite/un/'><div class='item'><a href='/actualite/deux/'></div></a>>"
    read = read_html(page_of(shown, "Nos actualités"), f"{SITE}/actualites/un-marche/")
    assert read.listing is None or all(one.title for one in read.listing.cards)
