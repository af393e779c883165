"""Titles and leads of other pages among an article's lines: they go, its own lines stay."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/actualite/la-halle/"
OWN = [
    "La halle de Kandi a été relevée pierre par pierre par les maçons du quartier, en deux saisons sèches.",
    "Les vendeuses tiennent désormais la caisse commune et publient les comptes chaque premier lundi du mois.",
]
LEADS = [
    "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés par la commune.",
    "À Kribi, les pêcheuses ont obtenu une chambre froide et un marché couvert pour leurs familles.",
]


def _title(at: int) -> str:
    return f'<a href="/actualite/autre-{at}/">Autre titre n° {at}</a>'


PAIRS = {
    "paragraphs": "".join(f"<p>{_title(at)}<br>{lead}</p>" for at, lead in enumerate(LEADS)),
    "headings": "".join(f"<h3>{_title(at)}</h3><p>{lead}</p>" for at, lead in enumerate(LEADS)),
    "with days": "".join(f"<h4>{_title(at)}</h4><p>12/05/2023</p><p>{lead}</p>" for at, lead in enumerate(LEADS)),
    "titles alone": f"<p>{_title(0)}</p><p>{_title(1)}</p>",
}  # fmt: skip


@pytest.mark.parametrize("heading", ["<h2>Sur le même sujet</h2>", "<p><b>À lire aussi</b></p>", "<h3>Nos actualités</h3>"])  # fmt: skip
@pytest.mark.parametrize("pairs", PAIRS)
def test_titles_and_leads_of_other_pages_go(heading: str, pairs: str) -> None:
    body = "".join(f"<p>{one}</p>" for one in OWN)
    page = f"<main><article><h1>La halle de Kandi</h1>{body}{heading}{PAIRS[pairs]}</article>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").split("\n") == OWN


@pytest.mark.parametrize("heading", ["<p><b>À lire aussi</b></p>", "<p>Lire aussi</p>"])
def test_the_article_goes_on_after_a_cross_reference(heading: str) -> None:
    page = f"<main><article><h1>La halle de Kandi</h1><p>{OWN[0]}</p>{heading}<p>{_title(0)}</p><p>{OWN[1]}</p></article>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").split("\n") == OWN


def test_a_heading_over_the_articles_own_points_takes_nothing_with_it() -> None:
    points = ["Tour de table des maires (20 minutes)", "Règlement de la halle", "Divers"]
    page = f"<main><article class='post'><h1>Rencontre à Kandi</h1><h2>Agenda</h2><ul>{''.join(f'<li>{one}</li>' for one in points)}</ul></article>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert [one.removeprefix("- ") for one in (reading.text or "").split("\n")] == points


def test_a_menu_of_related_pages_over_the_article_does_not_end_it() -> None:
    menu = f"<table class='navbox'><tr><td>Articles liés</td></tr><tr><td><p>{OWN[1]}</p></td></tr></table>"
    page = f"<main><h1>La halle de Kandi</h1><div>{menu}<p>{OWN[0]}</p><p>{LEADS[0]}</p></div>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert OWN[0] in (reading.text or "")


def test_useful_links_are_no_text() -> None:
    links = "<h2>Liens utiles</h2><ul><li><a href='/a/'>Nos projets</a></li><li><a href='/b/'>Contact</a></li></ul>"
    page = f"<main><h1>La halle de Kandi</h1><div><p>{OWN[0]}</p><p>{OWN[1]}</p></div><div>{links}</div>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").split("\n") == OWN


@pytest.mark.parametrize("names", ["wp-embedded-content", "embedly-card"])
def test_an_embedded_page_is_no_quotation(names: str) -> None:
    card = f"<blockquote class={names}><p>{_title(0)}</p></blockquote>"
    page = (
        f"<main><article><h1>La halle de Kandi</h1><p>{OWN[0]}</p>{card}<p>{OWN[1]}</p></article>"
    )
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").split("\n") == OWN


LETTER = "<td class='bloc'><h2>Le mot du syndic</h2>Le conseil de Kandi a adopté ses comptes pour trois ans.</td>"


@pytest.mark.parametrize("said", ["{}", "<p>{}</p>", "<br>{}"])
def test_a_letter_s_last_part_under_a_heading_of_other_pages_is_its_text(said: str) -> None:
    told = "La foire aux bœufs se tiendra à Kandi en décembre."
    last = f"<td class='bloc'><h2>Agenda</h2>{said.format(told)}</td>"
    foot = "<td>Vous souhaitez vous désabonner ? <a href='/u'>Se désinscrire</a></td>"
    page = f"<center><table><tr><td><h1>La lettre de Kandi, n° 3</h1></td></tr><tr>{LETTER}</tr><tr>{last}</tr><tr>{foot}</tr></table></center>"
    reading = read_html(page.encode(), "https://villes.example/lettre/3").reading
    assert reading is not None
    assert (reading.text or "").split("\n") == [
        "Le mot du syndic",
        "Le conseil de Kandi a adopté ses comptes pour trois ans.",
        "Agenda",
        told,
    ]


@pytest.mark.parametrize("heading", ["Agenda", "À la une"])
def test_links_under_such_a_heading_are_not_its_text(heading: str) -> None:
    last = f"<td class='bloc'><h2>{heading}</h2><a href='/foire'>La foire aux bœufs se tiendra à Kandi en décembre</a></td>"
    page = f"<table><tr><td><h1>La lettre de Kandi, n° 3</h1></td></tr><tr>{LETTER}</tr><tr>{last}</tr></table>"
    reading = read_html(page.encode(), "https://villes.example/lettre/3").reading
    assert reading is not None
    assert "foire" not in (reading.text or "")
    assert heading not in (reading.text or "")
