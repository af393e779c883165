"""Headings that hold more than the title: a date, an icon, a badge."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

_TITLE = "Les ateliers de Dori rouvrent"

CASES = [
    ('<span class="jour">12 oct. 2023</span> Les ateliers de Dori rouvrent', _TITLE, "2023-10-12"),
    ("Les ateliers de Dori rouvrent <small>12/10/2023</small>", _TITLE, "2023-10-12"),
    (
        '<time datetime="2023-10-12">12 octobre</time>Les ateliers de Dori rouvrent',
        _TITLE,
        "2023-10-12",
    ),
    ("<div>12 octobre 2023</div><div>Les ateliers de Dori rouvrent</div>", _TITLE, "2023-10-12"),
    (
        '<i class="fa fa-map"></i> <i class="material-icons">map</i>Les ateliers de Dori rouvrent',
        _TITLE,
        None,
    ),
    ("\ue0c8 Les ateliers de Dori rouvrent", _TITLE, None),
    ("<strong>Les ateliers de Dori</strong><br>rouvrent", _TITLE, None),
    ('<span class="badge">Actualité</span> Les ateliers de Dori rouvrent', _TITLE, None),
    ("Conseil municipal du <span>12 mars 2024</span>", "Conseil municipal du 12 mars 2024", None),
    ("Tri : Les ateliers de Dori rouvrent", "Tri : Les ateliers de Dori rouvrent", None),
]


@pytest.mark.parametrize(("heading", "title", "day"), CASES)
def test_the_title_is_what_the_heading_names(heading: str, title: str, day: str | None) -> None:
    prose = "<p>Quatorze ateliers de Dori ont rouvert leurs portes après la réfection des toits et des murs.</p>"
    named = title if title[0] != "T" else _TITLE
    page = (
        f'<html lang="fr"><head><title>{named} - Réseau</title></head><body class="single"><main><article>'
        f"<h1>{heading}</h1>{prose * 2}</article></main></body></html>"
    )
    read = read_html(page.encode(), "https://villes.example/actualite/dori/").reading
    assert read is not None
    assert (read.title, read.published) == (title, day)
    assert (read.text or "").startswith("Quatorze ateliers")


PROSE = "<p>Quatorze ateliers de Dori ont rouvert leurs portes après la réfection des toits et des murs.</p>"
BESIDE = {
    "in other words than the head's": (
        "Les ateliers de Dori : toits neufs, portes ouvertes",
        f"<h1>Les atelliers de Dori : toits neufs, portes ouvertes aux apprentis</h1>{PROSE}<h2>Les ateliers</h2>{PROSE}",
        "Les atelliers de Dori : toits neufs, portes ouvertes aux apprentis",
    ),
    "in more words than the head's": (
        "Les ateliers de Dori | Réseau du Sahel",
        f"<h2>Les ateliers textiles de Dori</h2>{PROSE * 2}",
        "Les ateliers textiles de Dori",
    ),
    "a line with more words than the head's": (
        "Les ateliers textiles de Dori | Sahel",
        f"<div>Les ateliers textiles de Dori-Nord</div><div>{PROSE * 2}</div>",
        "Les ateliers textiles de Dori-Nord",
    ),
    "under its section's name": (
        "Actualités | Réseau du Sahel",
        f"<div><h2>Actualités</h2></div><article><h3>Des ateliers rouverts</h3>{PROSE * 2}</article>",
        "Des ateliers rouverts",
    ),
    "under a head that names a section": (
        "Nouvelles | Réseau du Sahel",
        f"<h2>Actualités</h2><article><h3>Des ateliers rouverts</h3>{PROSE * 2}</article>",
        "Des ateliers rouverts",
    ),
    "a headline by its microdata, under a head that names the site": (
        "Réseau du Sahel",
        f"<div itemscope itemtype='https://schema.org/Article'><h2 itemprop='headline'>Des ateliers rouverts</h2><div itemprop='articleBody'>{PROSE * 2}</div></div>",
        "Des ateliers rouverts",
    ),
    "a headline by its microdata, under its section": (
        "Nouvelles",
        f"<h1>La vie du réseau</h1><div><h2 itemprop='headline'><a href='/actualite/dori/'>Des ateliers rouverts</a></h2>{PROSE * 2}</div>",
        "Des ateliers rouverts",
    ),
    "a badge after it": (
        "Réseau du Sahel",
        f"<h1>Des ateliers rouverts <span class='badge bg-success'>Achevé</span></h1>{PROSE * 2}",
        "Des ateliers rouverts",
    ),
    "a badge before it": (
        "Réseau du Sahel",
        f"<h1><small class='pastille'>Nouveau</small> Des ateliers rouverts</h1>{PROSE * 2}",
        "Des ateliers rouverts",
    ),
    "a span that is no badge": (
        "Réseau du Sahel",
        f"<h1>Des ateliers rouverts <span class='badge'>à Dori</span></h1>{PROSE * 2}",
        "Des ateliers rouverts à Dori",
    ),
    "said twice": (
        "Les ateliers de Dori",
        f"<h1>Les ateliers de Dori</h1><article><span class='entry-title'>Les ateliers de Dori</span>{PROSE}</article>",
        "Les ateliers de Dori",
    ),
    "below a picture that leads home": (
        "Rencontre de Dori",
        f"<a href='/'><img src='/tete.jpg'></a><h1>Rencontre de Dori</h1>{PROSE * 2}",
        "Rencontre de Dori",
    ),
}


@pytest.mark.parametrize("case", BESIDE)
def test_the_heading_is_the_title(case: str) -> None:
    head, body, title = BESIDE[case]
    page = f"<html lang=fr><head><title>{head}</title></head><body class=single><main>{body}</main></body></html>"
    read = read_html(page.encode(), "https://villes.example/actualite/dori/").reading
    assert read is not None
    assert read.title == title
    assert (read.text or "").startswith("Quatorze ateliers")


OLD = [
    ("<title>Réseau Info</title>", "<b>Un quai pour Podor</b><br><i>03/04/2007</i><br>", "Un quai pour Podor"),
    ("<title>Réseau Info</title>", "<b>Communiqué de presse</b><br><b>Un quai pour Podor</b><br>", "Un quai pour Podor"),
    ("<title>Des ateliers à Dori</title>", "<b>Communiqué de presse</b><br>", "Des ateliers à Dori"),
    ("<title>Réseau Info</title><meta property=og:title content='Un quai'>", "<b>Communiqué de presse</b><br>", "Un quai"),
    ("<title>Réseau Info</title>", "<b><a href=/x>Un quai pour Podor</a></b><br>", "Réseau Info"),
    ("<title>Un quai pour Podor : Info</title>", "<b>Un quai pour Podor</b><br>", "Un quai pour Podor"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "over", "title"), OLD)
def test_the_bold_line_over_an_old_page_whose_head_names_the_site(
    head: str, over: str, title: str
) -> None:
    prose = "Quatorze ateliers de Dori ont rouvert leurs portes après la réfection des toits et des murs.<br><br>"
    page = f"<html><head>{head}</head><body><table><tr><td><a href=/>Accueil</a></td><td>{over}{prose * 3}</td></tr></table>"
    read = read_html(page.encode(), "https://villes.example/news.asp?id=4").reading
    assert read is not None
    assert read.title == title


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ('<span class="entry_date">20 Avr</span> Les ateliers de Dori rouvrent', _TITLE),
        ('<span itemprop="dateCreated">1er mars</span> Les ateliers de Dori rouvrent', _TITLE),
        ("<span>8 mars</span> Les ateliers de Dori rouvrent", f"8 mars {_TITLE}"),
    ],
    ids=["a class", "an itemprop", "nothing says that it is its date"],
)
def test_a_day_without_its_year_is_no_part_of_the_title(heading: str, title: str) -> None:
    prose = "<p>Quatorze ateliers de Dori ont rouvert leurs portes après la réfection des toits et des murs.</p>"
    page = (
        '<html lang="fr"><head><title>Dori : notre bilan</title></head><body class="single"><article>'
        f"<h1>{heading}</h1>{prose * 2}</article></body></html>"
    )
    read = read_html(page.encode(), "https://villes.example/actualite/dori/").reading
    assert read is not None
    assert (read.title, read.published) == (title, None)


_NOTE = "<p>Le puits de Gao a retrouvé sa margelle, taillée par les apprentis de la carrière voisine.</p>"
_WELL = "Gao rend sa margelle au puits"
#: What the head says, what stands over the prose, the title.
NAMED_FIRST = {
    "the site's name in the page's head": (f"<title>{_WELL} – Commune de Gao</title>", f"<header><h1 class='marque'>Commune de Gao</h1></header><main><h1>{_WELL}</h1>{_NOTE * 3}</main>", _WELL),
    "the site's name, no header": (f"<title>{_WELL} | Commune de Gao</title>", f"<div class='haut'><h1>Commune <b>de Gao</b></h1></div><div class='page'><h1>{_WELL}</h1>{_NOTE * 3}</div>", _WELL),
    "the site's name first in the title": (f"<title>Commune de Gao - {_WELL}</title>", f"<div class='haut'><h1>Commune de Gao</h1></div><main><h1>{_WELL}</h1>{_NOTE * 3}</main>", _WELL),
    "the site's name behind a comma": (f"<title>{_WELL}, Commune de Gao</title>", f"<div class='haut'><h1>Commune de Gao</h1></div><main><h1>{_WELL}</h1>{_NOTE * 3}</main>", _WELL),
    "the site's longer name first": (f"<title>Association des communes riveraines du fleuve | {_WELL}</title>", f"<div class='haut'><h1>Association des communes riveraines du fleuve</h1></div><main><h1>{_WELL}</h1>{_NOTE * 3}</main>", _WELL),
    "a page's own heading over a name": (f"<title>{_WELL} : les images</title>", f"<main><h1>{_WELL}</h1><h2>Les images</h2>{_NOTE * 3}</main>", _WELL),
    "a rubric over the only heading": ("<title>Communiqués de presse</title>", f"<main><h1>Communiqués de presse</h1><h2>{_WELL}</h2>{_NOTE * 3}</main>", _WELL),
    "the site's name, a second heading": (f"<title>{_WELL} | Commune de Gao</title>", f"<header><h1>Commune de Gao</h1></header><main><h2>{_WELL}</h2>{_NOTE * 3}</main>", _WELL),
    "a section's name": (f"<title>{_WELL} - Actualités - Gao</title>", f"<main><h1>Actualités</h1><h2>{_WELL}</h2>{_NOTE * 3}</main>", _WELL),
    "a section's name that leads there": (f"<title>{_WELL} - Actualités - Gao</title>", f"<main><h1><a href='/actualites/'>Actualités</a></h1><h2>{_WELL}</h2>{_NOTE * 3}</main>", _WELL),
    "a section that only the title knows": (f"<title>{_WELL} | Vie du fleuve | Gao</title>", f"<main><h1>Vie du fleuve</h1><p>12 mai 2021</p><h2>{_WELL}</h2>{_NOTE * 3}</main>", _WELL),
    "a section's name, the title in og:title": (f"<title>Actualités</title><meta property='og:title' content='{_WELL}'>", f"<main><h1>Actualités</h1><h2>{_WELL}</h2>{_NOTE * 3}</main>", _WELL),
    "a section's name over the only heading": ("<title>Commune de Gao</title>", f"<main><h1>Nos actions</h1><h2>{_WELL}</h2>{_NOTE}<h3>La taille</h3>{_NOTE * 2}</main>", _WELL),
    "a section's name over several headings": ("<title>Actualités</title>", f"<main><h1>Actualités</h1><h2>{_WELL}</h2>{_NOTE}<h2>Un autre titre d’article</h2>{_NOTE * 2}</main>", "Actualités"),
    "a part's heading below the page's own": (f"<title>{_WELL} | Commune de Gao</title>", f"<main><h1>{_WELL}</h1><h2>La commune de Gao</h2>{_NOTE * 3}</main>", _WELL),
    "prose under the first heading": ("<title>Présentation du puits - Le puits de Gao</title>", f"<main><h1>Le puits de Gao</h1>{_NOTE}<h2>Présentation du puits</h2>{_NOTE * 2}</main>", "Le puits de Gao"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED_FIRST)
def test_a_heading_that_names_the_site_or_a_section_is_no_title(name: str) -> None:
    head, body, title = NAMED_FIRST[name]
    page = f"<html lang='fr'><head>{head}</head><body>{body}</body></html>"
    read = read_html(page.encode(), "https://gao.example/vie/margelle/").reading
    assert read is not None
    assert read.title == title
    assert (read.text or "").count("Le puits de Gao a retrouvé") == 3


SHORT = "<p>Le salon du livre de Dori se tient samedi sous la halle.</p><p>Entrée libre.</p>"
RUBRICS = {
    "a short text": ("Le salon du livre | Agenda | Dori", f"<h1>Agenda</h1><h2>Le salon du livre</h2>{SHORT}"),
    "a table between": (
        "Le salon du livre - Événements - Dori",
        f"<h1>Événements</h1><h2>Le salon du livre</h2><table><tr><th>Où</th><td>Halle</td></tr></table>{SHORT}",
    ),
    "a magazine's rubric": ("Mairie de Dori", f"<h1>Zoom sur</h1><h2>Le salon du livre</h2>{SHORT}"),
    "a line called title": ("Mairie de Dori", f"<h1>Le mag</h1><div class='title'>Le salon du livre</div>{SHORT}"),
    "told by og:title": (
        'Presse | Dori</title><meta property="og:title" content="Le salon du livre"><title>',
        f"<h1>Presse</h1><p class='gros'>Le salon du livre</p>{SHORT}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RUBRICS)
def test_a_rubric_over_a_short_text_is_no_title(name: str) -> None:
    head, body = RUBRICS[name]
    page = (
        f"<html lang='fr'><head><title>{head}</title></head><body><main>{body}</main></body></html>"
    )
    read = read_html(page.encode(), "https://villes.example/a/salon").reading
    assert read is not None
    assert read.title == "Le salon du livre"
    assert "samedi sous la halle" in (read.text or "")
    assert "Le salon du livre" not in (read.text or "").split("\n")


def test_the_heading_of_a_page_s_first_part_is_no_title() -> None:
    body = f"<h1>Culture</h1><h2>La médiathèque</h2>{SHORT}<h2>Le cinéma municipal</h2>{SHORT}"
    page = f"<html lang='fr'><head><title>Culture - Dori</title></head><body><main>{body}</main></body></html>"
    read = read_html(page.encode(), "https://villes.example/culture").reading
    assert read is not None
    assert read.title == "Culture"


#: What the head says, what stands over the prose, the title.
PICTURED = {
    "the only heading": ("<title>Gao</title>", "<h1><img src='/t.png' alt='Le puits de Gao retrouve sa margelle taillée'></h1>", "Le puits de Gao retrouve sa margelle taillée"),
    "a picture of other things": ("<title>Gao</title>", "<h1><img src='/t.png' alt='Logotype officiel portail collectivités'></h1>", "Gao"),
    "a picture that leads home": ("<title>Gao</title>", "<h1><a href='/'><img src='/t.png' alt='Le puits de Gao retrouve sa margelle taillée'></a></h1>", "Gao"),
    "a title that says more": ("<title>Un puits neuf pour les carriers de Gao</title>", "<h1><img src='/t.png' alt='Le puits de Gao retrouve sa margelle taillée'></h1>", "Un puits neuf pour les carriers de Gao"),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURED)
def test_a_heading_that_is_a_picture_is_titled_by_its_words(name: str) -> None:
    head, heading, title = PICTURED[name]
    page = (
        f"<html lang='fr'><head>{head}</head><body><main>{heading}{_NOTE * 3}</main></body></html>"
    )
    read = read_html(page.encode(), "https://gao.example/vie/margelle/").reading
    assert read is not None
    assert read.title == title
