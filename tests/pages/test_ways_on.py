"""What stands below an article and leads to other pages is none of its text; what the links are to it stays."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/actus/lavoir/"
TITLE = "Le lavoir de Ouidah retrouve son toit"
PROSE = (
    "<p>Le lavoir de Ouidah a retrouvé son toit de tuiles.</p>"
    "<p>Les maçons l’ont refait en un mois.</p><p>Il rouvre samedi à tous.</p>"
)
LAST = "Il rouvre samedi à tous."


def _text(below: str, *, around: str = "{}") -> str:
    body = around.format(f"<h1>{TITLE}</h1>{PROSE}{below}")
    page = f'<html lang="fr"><head><title>{TITLE}</title></head><body><main>{body}</main></body></html>'
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert reading.title == TITLE
    return reading.text or ""


def _row(day: str, title: str, address: str) -> str:
    return f'<div class="rdv"><span>{day}</span><span><a href="/e/{address}">{title}</a></span><span>Halle B</span></div>'


ROWS = _row("3 nov.", "Bal des pompiers", "bal") + _row("sam. 9 nov.", "Foire aux plants", "foire")
WAYS = {
    "a card that a link covers": '<div class="card"><div class="card-body"><h5>Le four à pain</h5><p>Ouvert le jeudi.</p><a class="stretched-link" href="/four"></a></div></div>',
    "a card with a button": '<div class="card"><h4>Le four à pain</h4><p>Ouvert le jeudi.</p><a class="btn" href="/four">Découvrir</a></div>',
    "an aside": '<aside class="bloc"><h3>Le four à pain</h3><p>Ouvert le jeudi.</p><a href="/four">Découvrir</a></aside>',
    "a promotion": '<div class="component promo"><div><h3>Le four à pain</h3><p>Ouvert le jeudi.</p></div><div><a href="/four">Y aller</a></div></div>',
    "a box whose link says its heading": '<div class="bloc"><h3>Le four à pain</h3><p>Ouvert le jeudi.</p><a href="/four">Le four à pain</a></div>',
    "dates of others": f"<h2>Bientôt</h2>{ROWS}",
    "dates of others in a box": f'<div class="suite"><h2>Bientôt</h2>{ROWS}<p><a href="/agenda">Tout voir</a></p></div>',
    "dates in the links": '<div class="autres"><h3>À noter aussi</h3><ul><li><a href="/e/bal"><span>3 nov.</span> Bal des pompiers</a></li><li><a href="/e/foire"><span>9 nov.</span> Foire aux plants</a></li></ul></div>',
    "quick links": '<section class="utile"><h2>Guichet de la mairie</h2><ul><li><a href="/acte">Acte de naissance</a></li><li><a href="/taxe">Payer sa taxe</a></li></ul></section>',
    "quick links with signs": '<div class="raccourcis"><h2>Guichet de la mairie</h2><div><a href="/acte"><svg></svg><span>Acte de naissance</span></a><a href="/taxe"><svg></svg><span>Payer sa taxe</span></a></div></div>',
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_what_leads_to_other_pages_is_no_text(name: str) -> None:
    assert _text(WAYS[name]).endswith(LAST)
    assert _text(WAYS[name], around="<div class='page'>{}</div>").endswith(LAST)


def test_a_card_and_quick_links_below_one_another() -> None:
    below = WAYS["a card with a button"] + WAYS["quick links"]
    assert _text(below).endswith(LAST)


OWN = {
    "partners that are links": (
        '<section><h2>Villes partenaires</h2><ul><li><a href="/v/kribi">Kribi</a></li><li><a href="/v/lome">Lomé</a></li></ul></section>',
        "Kribi",
    ),
    "a programme": (f"<h2>Programme</h2>{ROWS}", "Foire aux plants"),
    "a heading with sentences and a link in them": (
        '<div class="bloc"><h3>Venir au lavoir</h3><p>Le lavoir se trouve derrière le <a href="/port">port</a>.</p></div>',
        "derrière le port.",
    ),
    "parts that are made and named as cards are": (
        "".join(
            f'<div class="item"><h2>{head}</h2><p>La mairie refait {what} cette année, avec les gens du quartier.</p>'
            f'<p>Pour tout savoir, <a href="/suivi/{at}">le suivi</a> donne les chiffres.</p></div>'
            for at, (head, what) in enumerate([("Eau", "le puits"), ("École", "la cour")])
        ),
        "La mairie refait la cour",
    ),
    "a box before the last sentence": (
        f'{WAYS["a box whose link says its heading"]}<p>La fête du toit a réuni tout le quartier.</p>',
        "tout le quartier.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_what_is_the_article_s_own_stays(name: str) -> None:
    below, said = OWN[name]
    assert said in _text(below)
