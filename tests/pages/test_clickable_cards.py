"""Cards that no heading titles: links made of spans, boxes of which only "Lire la suite" leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.layout.walk import walk
from aimf_scraper.pages.source.decode import parse

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Card

SITE = "https://villes.example"
TITLES = ["Un quai pour Podor", "La halle de Kandi", "Les puits de Dori"]
BRIEF = ["Trois pontons neufs.", "Quarante étals couverts.", "Un forage de plus."]
DAYS = [("3 avril 2019", "2019-04-03"), ("1er mai 2020", "2020-05-01"), ("28 juin 2021", "2021-06-28")]  # fmt: skip


def read(shown: str, path: str = "/actualites/", title: str = "Actualités") -> list[Card]:
    """Return the cards of a page that shows *shown* under its title, and no article."""
    page = f"<html lang='fr'><body><main><h1>{title}</h1>{shown}</main></body></html>"
    seen = read_html(page.encode(), SITE + path)
    assert seen.reading is None
    assert seen.listing is not None
    return list(seen.listing.cards)


def three(card: str) -> str:
    """Return *card* three times: %U its page, %T its title, %L its lead, %D its day."""
    return "".join(
        card.replace("%U", f"/nouvelle-{at}/")
        .replace("%T", TITLES[at])
        .replace("%L", BRIEF[at])
        .replace("%D", DAYS[at][0])
        for at in range(3)
    )


SPANS = "<span class='tuile-jour'>%D</span><span class='tuile-titre'>%T</span><span class='tuile-mots'>%L</span>"
IN_SPANS = {
    "a picture and spans": f"<a class='tuile' href='%U'><figure><img src='/v.jpg'></figure>{SPANS}</a>",
    "spans alone": f"<a class='tuile' href='%U'>{SPANS}</a>",
    "a line each in the source": f"<a class='tuile' href='%U'>\n{SPANS.replace('</span>', '</span>' + chr(10))}</a>\n",
    "a span round all": f"<a class='tuile' href='%U'><img src='/v.jpg'><span class='tuile-corps'>{SPANS}</span></a>",
    "in a box": f"<div class='colonne'><a href='%U'>{SPANS}</a></div>",
    "in an item": f"<li><a href='%U'>{SPANS}</a></li>",
    "a time and a bold title": "<a href='%U'><time datetime='%D'>%D</time><strong>%T</strong><small>%L</small></a>",
    "the title first": "<a href='%U'><b>%T</b><em>%D</em><span>%L</span></a>",
    "spans without a class": "<a href='%U'><span>%D</span><span>%T</span><span>%L</span></a>",
    "a theme and a place that all share": "<a href='%U'><span class='a'>Eau et villes</span><span class='b'>%D</span><span class='c'>%T</span><span class='d'>%L</span></a>",
}  # fmt: skip


@pytest.mark.parametrize("shape", IN_SPANS)
def test_a_link_made_of_spans_is_a_card(shape: str) -> None:
    cards = read(f"<div class='grille'>{three(IN_SPANS[shape])}</div>")
    said = [(one.url, one.title, one.published, one.lead) for one in cards]
    assert said == [
        (f"{SITE}/nouvelle-{at}/", TITLES[at], DAYS[at][1], BRIEF[at]) for at in range(3)
    ]


def test_theme_and_place_of_a_link_are_no_title() -> None:
    card = "<li><a href='%U'><span class='theme'>Eau et assainissement</span> <span class='nom'>%T</span> <span class='ou'>Sénégal</span></a></li>"
    assert [one.title for one in read(f"<ul>{three(card)}</ul>")] == TITLES


ONE_LINE = {
    "a label and its value": ("<p><a href='/pays/mali/'><span class='nom'>Pays</span><span class='dit'>Mali</span></a></p>", "Pays : Mali"),
    "a file and its size": ("<p><a href='/bilan.pdf'><span class='nom'>Le bilan</span> <span class='poids'>2 Mo</span></a></p>", "Le bilan 2 Mo"),
    "words in a sentence": ("<p>Lire <a href='/guide/'><span class='x'>le guide</span> <em>des puits</em></a> avant tout chantier.</p>", "Lire le guide des puits avant tout chantier."),
    "somebody's initials": ("<p><a href='/equipe/ama/'><span class='a'>A</span> <span class='b'>Ama Mensah</span></a></p>", "A Ama Mensah"),
    "letters one by one": ("<p><a href='/podor/'><span>Podor</span> <span>demain</span></a></p>", "Podor demain"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ONE_LINE)
def test_a_link_that_is_one_line_stays_one(kind: str) -> None:
    link, line = ONE_LINE[kind]
    page = f"<body><main><h1>Podor</h1>{link}</main></body>"
    assert [one.text for one in walk(parse(page.encode())).blocks] == ["Podor", line]


LEADS_ON = {
    "a paragraph": "<div class='bloc'><p class='nom'>%T</p><p>%D</p><p>%L</p><a href='%U'>Lire la suite</a></div>",
    "a box": "<div class='bloc'><div class='jour'>%D</div><div class='bloc-titre'>%T</div><div>%L</div><div><a href='%U'>Voir</a></div></div>",
    "a span before its day": "<div class='bloc'><span class='x'>%T</span> <span class='y'>%D</span><p>%L</p><a href='%U'>En savoir plus</a></div>",
    "an arrow": "<div class='bloc'><p>%T</p><p>%D</p><p>%L</p><a href='%U'>→</a></div>",
    "an icon": "<div class='bloc'><p>%T</p><p>%D</p><p>%L</p><a href='%U'><i class='fa fa-plus'></i></a></div>",
    "a label for readers of screens": "<div class='bloc'><p>%T</p><p>%D</p><p>%L</p><a href='%U'><i class='fa'></i><span class='sr-only'>Lire</span></a></div>",
    "its picture leads too": "<div class='bloc'><a href='%U'><img src='/v.jpg' alt=''></a><div>%T</div><div>%D</div><div>%L</div><a href='%U'>+ d’infos</a></div>",
    "a label over it": "<div class='bloc'><span class='label'>Assainissement</span><p>%T</p><p>%D</p><p>%L</p><a href='%U'>Découvrir le projet</a></div>",
    "a day and a theme over it": "<div class='bloc'><p>%D | Eau</p><p>%T</p><p>%L</p><a href='%U'>Lire cet article</a></div>",
    "it says to what it leads": "<div class='bloc'><p>%T</p><p>%D</p><p>%L</p><a href='%U'>En savoir plus sur %T</a></div>",
    "it says so to some readers": "<div class='bloc'><p>%T</p><p>%D</p><p>%L</p><a href='%U'>Lire la suite<span class='screen-reader-text'> de « %T »</span></a></div>",
    "a view": "<div class='views-row'><span class='views-field-title'><span>%T</span></span><div>%D</div><p>%L</p><span><a href='%U'>lire plus</a></span></div>",
}  # fmt: skip


@pytest.mark.parametrize("shape", LEADS_ON)
def test_a_box_whose_link_only_leads_on_is_titled_by_its_first_line(shape: str) -> None:
    cards = read(f"<div class='grille'>{three(LEADS_ON[shape])}</div>")
    said = [(one.url, one.title, one.published, one.lead) for one in cards]
    assert said == [
        (f"{SITE}/nouvelle-{at}/", TITLES[at], DAYS[at][1], BRIEF[at]) for at in range(3)
    ]


UNEVEN = {
    "an article in a row": "<div class='rang'>{}</div>",
    "articles side by side": "{}",
}


@pytest.mark.parametrize("shape", UNEVEN)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_cards_the_one_without_a_lead_is_one_too(shape: str, order: tuple[int, int]) -> None:
    leads = ["<div class='mots'><p>Trois pontons neufs.</p></div>", ""]
    boxes = "".join(
        UNEVEN[shape].format(
            f"<article><header><p>{DAYS[at][0]}</p><h4><a href='/nouvelle-{at}/'>{TITLES[at]}</a></h4></header>{leads[at]}</article>"
        )
        for at in order
    )
    cards = read(f"<div>{boxes}</div>", "/nouvelles/", "Nouvelles")
    assert [(one.title, one.published) for one in cards] == [
        (TITLES[at], DAYS[at][1]) for at in order
    ]


@pytest.mark.parametrize(
    "authors",
    [["Ama Mensah", "Jo Diop", "Ali Ba"], ["Ama Mensah", "", ""], ["Ama Mensah", "Jo Diop", ""]],
)
def test_a_link_to_who_wrote_is_no_card_s_page(authors: list[str]) -> None:
    items = "".join(
        f"<li class='item hentry'><strong class='entry-title'><a href='spip.php?article{at}' rel='bookmark'>{TITLES[at]}</a></strong>"
        f"<p><abbr class='published' title='{DAYS[at][1]}T08:00:00Z'>{DAYS[at][0]}</abbr>"
        + (f", par <a href='spip.php?auteur{at + 7}'>{authors[at]}</a>" if authors[at] else "")
        + f"</p><div><p>{BRIEF[at]}</p></div></li>"
        for at in range(3)
    )
    for count in (2, 3):
        shown = "<li class=".join(items.split("<li class=")[: count + 1])
        cards = read(f"<h2>Articles</h2><ul>{shown}</ul>", "/spip.php?rubrique4", "Quais")
        assert [(one.title, (one.published or "")[:10], one.lead) for one in cards] == [
            (TITLES[at], DAYS[at][1], BRIEF[at]) for at in range(count)
        ]


def test_on_a_list_of_events_a_day_is_no_publication() -> None:
    items = "<li><a href='%U'><span class='jour'>%D</span> <span class='nom'>%T</span> <span class='ou'>Mairie</span></a></li>"
    cards = read(f"<ul>{three(items)}</ul>", "/agenda/", "Agenda")
    assert [(one.title, one.published) for one in cards] == [(one, None) for one in TITLES]
    told = "<article><h3><a href='%U'>%T</a></h3><p>%L</p><p>Publié le %D</p></article>"
    assert [one.published for one in read(three(told), "/agenda/", "Agenda")] == [
        day for _, day in DAYS
    ]


WORDS = "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés par la commune."
OTHERS = "À Kandi, les vendeuses tiennent désormais la caisse de la halle et publient les comptes du mois."
ALONE = {
    "a lead and a link that leads on": f"<div class='x'><h2><a href='/podor/'>{TITLES[0]}</a></h2><p>{WORDS}</p><a href='/podor/'>Lire la suite</a></div>",
    "with its day": f"<div><div class='x'><h3><a href='/podor/'>{TITLES[0]}</a></h3><p>{DAYS[0][0]}</p><p>{WORDS}</p><p><a href='/podor/'>En savoir plus</a></p></div></div>",
    "a count over it": f"<p>1 résultat</p><div class='res'><article><h2><a href='/podor/'>{TITLES[0]}</a></h2></article></div>",
}


@pytest.mark.parametrize("shape", ALONE)
@pytest.mark.parametrize("path", ["/senegal/", "/projets/senegal/"])
def test_a_page_may_show_one_card(shape: str, path: str) -> None:
    assert [(one.url, one.title) for one in read(ALONE[shape], path, "Projets au Sénégal")] == [
        (f"{SITE}/podor/", TITLES[0])
    ]


def test_a_link_in_the_only_part_s_heading_is_no_card() -> None:
    part = f"<div class='x'><h2><a href='/podor/'>{TITLES[0]}</a></h2><p>{WORDS}</p><p>{WORDS}</p></div>"
    page = f"<body><main><h1>Le port</h1>{part}</main></body>"
    reading = read_html(page.encode(), f"{SITE}/le-port/").reading
    assert reading is not None
    assert WORDS in (reading.text or "")


TITLED = {
    "a mark before it": ("<h3><a href='%U'><span class='pastille'>Nouveau</span> %T</a></h3>", "%T"),
    "a theme before it": ("<h3><a href='%U'><em class='tuile__label'>Eau</em>%T</a></h3>", "%T"),
    "cut by the theme": ("<h3><a href='%U' title='%T demain'>%T…</a></h3>", "%T demain"),
    "cut, and titled otherwise": ("<h3><a href='%U' title='Lire cet article'>%T…</a></h3>", "%T…"),
    "words that are no mark": ("<h3><a href='%U'><span class='fort'>Nouveau</span> %T</a></h3>", "Nouveau %T"),
}  # fmt: skip


@pytest.mark.parametrize("shape", TITLED)
def test_a_linked_title_is_whole_and_without_marks(shape: str) -> None:
    card, title = TITLED[shape]
    cards = read(f"<div>{three(f'<article>{card}<p>%L</p></article>')}</div>")
    assert [one.title for one in cards] == [title.replace("%T", one) for one in TITLES]


def test_a_teaser_below_an_article_is_no_part_of_it() -> None:
    teaser = f"<div class='x'><h3><a href='/kandi/'>{TITLES[1]}</a></h3><p>{OTHERS}</p><a href='/kandi/'>Lire la suite</a></div>"
    page = f"<body><main><h1>Le port</h1><p>{WORDS}</p><p>{WORDS} Le bac suit.</p>{teaser}</main></body>"
    for path in ("/le-port/", "/projets/le-port/"):
        reading = read_html(page.encode(), SITE + path).reading
        assert reading is not None
        assert reading.text == f"{WORDS}\n{WORDS} Le bac suit."


def test_rubric_and_author_over_a_text_make_no_card_of_its_head() -> None:
    head = f"<div class='rang'><p><a href='/ports/'>Les ports</a></p><h2>Le quai rouvre</h2><p>{WORDS}</p><p>par <a href='/equipe/ama/'>Ama Mensah</a></p></div>"
    rest = f"<div class='rang'><p>{WORDS} Le bac suit.</p></div><div class='rang'><a href='/bac/'>Un bac</a></div>"
    page = f"<body><main>{head}{rest}</main></body>"
    reading = read_html(page.encode(), f"{SITE}/actualites/quai/").reading
    assert reading is not None
    assert WORDS in (reading.text or "").split("\n")
