"""What a page is taken for, and the prose that it does not lose by it."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

OWN = [
    f"La régie de l’eau de Dosso relève les compteurs du quartier {quarter} avec les habitants, puis publie les comptes "
    f"chaque trimestre au tableau de la mairie, où chacun peut les lire et poser ses questions aux agents ({quarter})."
    for quarter in ("Nord", "Sud", "du marché", "des potiers", "de la gare", "du fleuve")
]
LEADS = [
    "À Kribi, les pêcheuses ont obtenu une chambre froide et un marché couvert pour leurs familles.",
    "Quatorze puits ont été relevés autour de Dori avec les éleveurs, qui en gardent seuls les clés.",
    "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés de nuit.",
]
PROSE = "".join(f"<p>{one}</p>" for one in OWN)
CARDS = "".join(
    f"<article class='post'><h3><a href='/actu/{at}/'>Autre titre n° {at}</a></h3><p>{lead}</p></article>"
    for at, lead in enumerate(LEADS)
)
#: A blog that prints its posts whole, in no box of their own: headings that lead to them, and prose.
WHOLE = "".join(f"<h2><a href='/actu/{at}/'>Autre titre n° {at}</a></h2>{PROSE}" for at in range(3))
HOME = "https://villes.example/"
TOPIC = "https://villes.example/theme/eau/"
PRODUCT = "https://villes.example/jeux/abeilles/"
SHOP = "product-template-default single single-product postid-7"

VERDICTS = {
    "a home page": (HOME, "home", f"<p>{OWN[0]}</p>{CARDS}", "listing"),
    "a site of one page": (HOME, "home", PROSE, "article"),
    "a home page that says more than its cards": (HOME, "home", f"{PROSE}<section>{CARDS}</section>", "both"),
    "a topic with a text of its own": (TOPIC, "archive tax-theme", f"{PROSE}<section>{CARDS}</section>", "both"),
    "a topic with a few words": (TOPIC, "archive tax-theme", f"<p>{OWN[0]}</p><section>{CARDS}</section>", "listing"),
    "a further page of that topic": (f"{TOPIC}page/2/", "archive tax-theme", f"{PROSE}<section>{CARDS}</section>", "listing"),
    "a blog of whole posts": (TOPIC, "blog", WHOLE, "listing"),
    "a shop's product": (PRODUCT, f"{SHOP} woocommerce woocommerce-page", PROSE, "neither"),
    "what another plugin calls a product": (PRODUCT, SHOP, PROSE, "article"),
}  # fmt: skip


@pytest.mark.parametrize("name", VERDICTS)
def test_what_a_page_is(name: str) -> None:
    url, names, text, wanted = VERDICTS[name]
    page = f"<html lang='fr'><body class='{names}'><main><h1>L’eau partagée</h1>{text}</main></body></html>"
    read = read_html(page.encode(), url)
    cards = read.listing.cards if read.listing is not None else ()
    got = {(True, True): "both", (True, False): "article", (False, True): "listing"}
    assert got.get((read.reading is not None, bool(cards)), "neither") == wanted
    assert read.home == (url == HOME)
    if read.reading is not None:
        assert (read.reading.text or "").split("\n") == OWN


SHORT = [
    "La fontaine de la place coule à nouveau.",
    "Les maçons ont repris le bassin pierre par pierre.",
]
NOTE = "".join(f"<p>{one}</p>" for one in SHORT)
TEASED = f"<section><h2>À lire aussi</h2>{CARDS}</section>"
LATEST = f"<section><h2>Dernières actualités</h2>{CARDS}</section>"
BESIDE = "<div class='tete'><a href='/sommaire/'>Saint-Vran</a></div><div class='corps'>{text}</div><div class='marge'><div class='menu articles'><h2>Dans la même rubrique</h2><ul><li><a href='/marche-samedi.html'>Le marché passe au samedi</a></li></ul></div></div>"
#: A few sentences under the page's own heading, beside cards that say more.
NOTES = {
    "teasers below": f"<article><h1>La fontaine coule</h1>{NOTE}</article>{TEASED}",
    "the latest news below": f"<div class='gauche'><h1>La fontaine coule</h1>{NOTE}</div><div class='droite'>{LATEST}</div>",
    "in one paragraph": f"<main><h1>La fontaine coule</h1><p>{' '.join(SHORT)}</p>{LATEST}</main>",
    "a day under the heading": f"<h1>La fontaine coule</h1><p class='jour'>Publié le 3 juin 2015</p>{NOTE}{TEASED}",
    "a day under the heading, one sentence": f"<h1>La fontaine coule</h1><p>3 juin 2015</p><p>{' '.join(SHORT)}</p><div>{CARDS}</div>",
    "a post's box holds all": f"<main><article class='post hentry'><h1>La fontaine coule</h1>{NOTE}<div>{CARDS}</div></article></main>",
    "an article's box holds all": f"<main><article><h1>La fontaine coule</h1>{NOTE}<div>{CARDS}</div></article></main>",
    "one link in the margin": BESIDE.format(text=f"<h1>La fontaine coule</h1><div class='texte'>{NOTE}</div>"),
}  # fmt: skip
#: What an address says of a short text over cards that no heading parts from it.
BY_ADDRESS = {
    "https://villes.example/2015/06/03/coule/": True,
    "https://villes.example/spip.php?article311": True,
    "https://villes.example/fontaine-coule/": True,
    "https://villes.example/fontaine-coule.html": True,
    "https://villes.example/fontaine/": False,
    "https://villes.example/themes-eaux/": False,
}
SHEET = {
    "dl": "<dl><dt>Pays</dt><dd>Niger</dd><dt>Budget</dt><dd>72 000 €</dd></dl>",
    "table": "<table><tr><th>Pays</th><td>Niger</td></tr><tr><th>Budget</th><td>72 000 €</td></tr></table>",
    "bold": "<p><strong>Pays :</strong> Niger</p><p><strong>Budget :</strong> 72 000 €</p>",
}
LISTS = {
    "a page of cards in a page's box": f"<article class='page type-page hentry'><h1>Vivre ici</h1>{NOTE}<div>{CARDS}</div></article>",
    "a heading that names a section": f"<h1>Actualités</h1>{NOTE}{LATEST}",
    "an introduction to the cards": f"<h1>Vivre ici</h1><p>Retrouvez ici la vie du bourg. Consultez aussi nos archives.</p>{LATEST}",
    "one sentence": f"<h1>Vivre ici</h1><p>{SHORT[0]}</p>{LATEST}",
    "no heading over the cards": f"<h1>Vivre ici</h1>{NOTE}<div>{CARDS}</div>",
    "sentences below the cards": f"<h1>Vivre ici</h1>{LATEST}{NOTE}",
    "it goes on": f"<h1>Vivre ici</h1>{NOTE}{LATEST}<div class='pagination'><a href='/vivre/page/2/'>2</a></div>",
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_a_short_article_beside_cards_is_no_listing_alone(name: str) -> None:
    read = read_html(f"<body>{NOTES[name]}".encode(), "https://villes.example/bourg/fontaine.html")
    assert read.reading is not None
    assert read.reading.title == "La fontaine coule"
    text = read.reading.text or ""
    assert all(one in text for one in SHORT)
    assert not any(lead in text for lead in LEADS)


@pytest.mark.parametrize("url", BY_ADDRESS)
def test_a_permalink_makes_an_article_of_a_few_sentences_over_cards(url: str) -> None:
    page = f"<body><main><h1>La fontaine coule</h1>{NOTE}<div>{CARDS}</div></main>"
    read = read_html(page.encode(), url)
    assert (read.reading is not None) is BY_ADDRESS[url]
    if read.reading is not None:
        assert (read.reading.text or "").split("\n") == SHORT


@pytest.mark.parametrize("made", SHEET)
def test_a_sheet_over_other_projects_is_no_listing_alone(made: str) -> None:
    other = f"<section><h2>Autres projets</h2><div>{CARDS}</div></section>"
    page = f"<body><main><h1>La fontaine coule</h1>{SHEET[made]}<p>{SHORT[0]}</p></main>{other}"
    reading = read_html(page.encode(), "https://villes.example/bassin/").reading
    assert reading is not None
    text = reading.text or ""
    assert text.endswith(SHORT[0])
    assert "Niger" in text
    assert "72 000 €" in text
    assert not any(lead in text for lead in LEADS)


@pytest.mark.parametrize("name", LISTS)
def test_a_listing_s_introduction_is_no_article(name: str) -> None:
    read = read_html(f"<body>{LISTS[name]}".encode(), "https://villes.example/vivre/")
    assert read.reading is None
    assert read.listing is not None
    assert [one.lead for one in read.listing.cards] == LEADS


MENU = "<ul><li><a href='/a/'>Accueil</a></li><li><a href='/b/'>Contact</a></li></ul>"
LOST = {
    "in a menu that is not closed": f"<header><nav><div>{MENU}</nav></header><main><article class='post'><h1>L’eau</h1>{PROSE}</article></main>",
    "in a noscript whose box is not closed": f"<noscript><div id='no'></noscript><div>{MENU}</div><div><h1>L’eau</h1>{PROSE}</div>",
    "in a noscript beside its template": f"<main><h1>L’eau</h1><script type='text/template'>{PROSE}</script><noscript>{PROSE}</noscript></main>",
    "in sections whose names speak of adverts": "<main><article><h1>L’eau</h1><p>Une page de la régie, que chacun peut lire au tableau de la mairie de Dosso, et ailleurs.</p>"
    "<p>Le service répond aux questions des familles le lundi et le jeudi matin, sauf en saison des pluies.</p>"
    + "".join(f"<section class='report__section report__section--ads ads'><p>{one}</p></section>" for one in OWN) + "</article></main>",
    "in posts named by who wrote them": "<h1>L’eau</h1>" + "".join(
        f"<article class='message post'><h4><a href='/membres/m{at % 2}/'>Membre {at % 2}</a></h4><div class='content'><p>{one}</p></div></article>"
        for at, one in enumerate(OWN)
    ),
}  # fmt: skip


@pytest.mark.parametrize("names", ["", " class='ligne'"])
@pytest.mark.parametrize("last", [SHORT[0], "Une fête a suivi."])
def test_a_short_sentence_in_a_box_of_its_own_is_not_lost(names: str, last: str) -> None:
    lines = "".join(f"<div{names}>{one}</div>" for one in (OWN[0], "Le bassin est plein.", last))
    page = f"<title>L’eau de Dosso</title><body><div class='t'>L’eau de Dosso</div><div class='c'>{lines}</div>"
    reading = read_html(page.encode(), "https://villes.example/eau-dosso/").reading
    assert reading is not None
    assert (reading.text or "").split("\n") == [OWN[0], "Le bassin est plein.", last]


@pytest.mark.parametrize("where", LOST)
def test_prose_is_found_wherever_it_stands(where: str) -> None:
    page = f"<html lang='fr'><head><title>L’eau</title></head><body>{LOST[where]}</body></html>"
    reading = read_html(page.encode(), "https://villes.example/quartiers/eau").reading
    assert reading is not None
    assert all(one in (reading.text or "") for one in OWN)


def test_what_only_asks_for_scripts_is_no_text() -> None:
    asks = "<noscript><p>Veuillez activer JavaScript pour voir les cartes de ce site et ses formulaires.</p></noscript>"
    page = f"<body class='single'>{asks}<main><h1>L’eau</h1>{PROSE}</main>"
    reading = read_html(page.encode(), "https://villes.example/actu/eau/").reading
    assert reading is not None
    assert (reading.text or "").split("\n") == OWN


def test_the_readings_of_signs_are_no_text() -> None:
    page = f"<body class='single'><main><h1>L’eau</h1>{PROSE}<p>Au fronton de l’école jumelle, <ruby>水<rp>(</rp><rt>mizu</rt><rp>)</rp></ruby> veut dire eau, et rien d’autre.</p></main>"
    reading = read_html(page.encode(), "https://villes.example/actu/eau/").reading
    assert reading is not None
    assert (reading.text or "").split("\n")[-1] == (
        "Au fronton de l’école jumelle, 水 veut dire eau, et rien d’autre."
    )


def test_a_carousel_s_copies_are_cards_still() -> None:
    page = f"<body class='page'><main><h1>Actualités</h1><div>{CARDS}{CARDS}</div></main>"
    listing = read_html(page.encode(), "https://villes.example/actualites/").listing
    assert listing is not None
    assert [one.lead for one in listing.cards] == LEADS


#: Boxes and lines at the end of an article that are not its own words.
NOT_ITS_OWN = [
    "<div class='saboxplugin-wrap'><div class='saboxplugin-authorname'>Fanta K.</div><div class='saboxplugin-desc'><p>Fanta suit les marchés du fleuve.</p></div></div>",
    "<div class='about-author'><h3>À propos de l’auteur</h3>Fanta suit les marchés du fleuve.</div>",
    "<div class='elementor-author-box'><h4>Fanta K.</h4><div class='elementor-author-box__bio'><p>Fanta suit les marchés du fleuve.</p></div></div>",
    "<div class='avis'><p>Cet article vous a-t-il été utile ?</p></div>",
    "<p>Ces informations vous ont-elles été utiles ?</p>",
    "<ul><li>Identifiez-vous pour publier un commentaire</li></ul>",
    "<div class='et_pb_countdown_timer'><h4>Ouverture dans</h4><p>Jour(s)</p></div>",
    "<div class='print-only'>Version du site de la ville de Dosso</div>",
    "<div>Imprimé depuis le site de la ville</div>",
    "<p>Pour lire cette vidéo, activez JavaScript.</p>",
    "<div class='cmplz-blocked-content-notice'>Cliquez pour accepter les traceurs et voir la carte</div>",
]  # fmt: skip


@pytest.mark.parametrize("box", NOT_ITS_OWN)
def test_what_others_say_is_no_text(box: str) -> None:
    page = f"<body class='single'><main><article><h1>L’eau</h1><div class='entry-content'>{NOTE}{box}</div></article></main>"
    reading = read_html(page.encode(), "https://villes.example/actu/eau/").reading
    assert reading is not None
    assert (reading.text or "").split("\n") == SHORT
