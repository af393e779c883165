"""Pictures between an article's last sentence and the cards below it: whose they are."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/actus/carrousel/"
TITLE = "Le carrousel de Vinh tourne encore"
PROSE = "<p>Le carrousel de la place de Vinh tourne de nouveau depuis samedi matin.</p><p>Les enfants l’ont repeint.</p>"
OTHERS = (("tram", "Le tramway prolongé"), ("port", "Un quai pour les pêcheurs"))


def _pictures(inner: str) -> list[str]:
    page = f'<html lang="fr"><head><title>{TITLE}</title></head><body>{inner}</body></html>'
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").endswith("Les enfants l’ont repeint.")
    return [one.url.rpartition("/")[2] for one in reading.images]


CARDS = {
    "links round cards": "".join(f'<a href="/a/{s}"><img src="/i/{s}.jpg" alt=""><h3>{t}</h3></a>' for s, t in OTHERS),
    "cards with a cover": "".join(f'<div class="card"><a href="/a/{s}"></a><img src="/i/{s}.jpg" alt=""><h4>{t}</h4></div>' for s, t in OTHERS),
    "linked titles": "".join(f'<div><img src="/i/{s}.jpg" alt=""><h3><a href="/a/{s}">{t}</a></h3></div>' for s, t in OTHERS),
    "a lone card": '<div class="card"><img src="/i/tram.jpg" alt=""><h5>Le tramway prolongé</h5><p>Quatre arrêts de plus.</p><a href="/a/tram" class="btn">Lire</a></div>',
}  # fmt: skip
LAST = {
    "a paragraph": '<p><img src="/i/place.jpg" alt="La place"></p>',
    "a picture alone": '<img src="/i/place.jpg" alt="La place">',
    "a figure": '<figure><img src="/i/place.jpg" alt="La place"></figure>',
    "a lazy gallery": '<div class="photos"><a href="/i/place.jpg"><img data-src="/i/place.jpg" src="data:image/gif;base64,R0" alt=""></a></div>',
}  # fmt: skip


@pytest.mark.parametrize("cards", CARDS)
@pytest.mark.parametrize("last", LAST)
def test_a_picture_before_the_cards_is_the_article_s(last: str, cards: str) -> None:
    below = f'<div class="grille">{CARDS[cards]}</div>'
    assert _pictures(f"<main><h1>{TITLE}</h1>{PROSE}{LAST[last]}{below}</main>") == ["place.jpg"]
    article = f"<article><h1>{TITLE}</h1>{PROSE}{LAST[last]}{below}</article>"
    assert _pictures(f"<main>{article}</main>") == ["place.jpg"]


@pytest.mark.parametrize("cards", CARDS)
def test_a_card_s_picture_is_not_the_article_s(cards: str) -> None:
    below = f'<div class="grille">{CARDS[cards]}</div>'
    assert not _pictures(f"<main><h1>{TITLE}</h1>{PROSE}{below}</main>")


def test_pictures_beside_the_cards_words_are_theirs() -> None:
    rows = "".join(
        f'<div class="photo"><img src="/i/{s}.jpg" alt=""></div><div class="mots"><h3><a href="/a/{s}">{t}</a></h3><p>Une ligne sur ce sujet.</p></div>'
        for s, t in OTHERS
    )
    assert not _pictures(f'<main><h1>{TITLE}</h1>{PROSE}<div class="grille">{rows}</div></main>')
