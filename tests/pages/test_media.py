"""Documents and pictures, however a page offers them."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/actualite/la-halle/"
PROSE = (
    "<p>La commune de Kandi a rouvert sa halle après onze mois de travaux, avec quatre-vingts étals couverts.</p>"
    "<p>Les commerçantes paient une redevance unique, que le service des marchés reverse chaque trimestre.</p>"
)
PDF = "application/pdf"


def _page(extra: str, *, outside: str = "") -> bytes:
    return (
        '<html lang="fr"><head><title>La halle de Kandi rouvre</title></head><body class="single">'
        f"<main><article><h1>La halle de Kandi rouvre</h1><h2>Le plan</h2>{PROSE}{extra}</article></main>{outside}</body></html>"
    ).encode()


DOCUMENTS = [
    ("<p><a href='/u/plan.pdf'>Le plan des étals</a></p>", "/u/plan.pdf", "Le plan des étals", PDF),
    ("<p><a href='/u/plan.pdf'>Télécharger le plan des étals</a></p>", "/u/plan.pdf", "Télécharger le plan des étals", PDF),
    ("<p><a href='/u/plan-etals.pdf'>Télécharger le document (PDF, 3 Mo)</a></p>", "/u/plan-etals.pdf", "Le plan", PDF),
    ("<p><a href='/u/p.pdf' title='Plan des étals'>Cliquez ici</a></p>", "/u/p.pdf", "Plan des étals", PDF),
    ("<p><a href='/?download=41'>Registre des étals (PDF)</a></p>", "/?download=41", "Registre des étals (PDF)", PDF),
    ("<p><a href='/?wpdmdl=7'>Registre des étals</a></p>", "/?wpdmdl=7", "Registre des étals", "application/octet-stream"),
    ("<p><a type='application/pdf' href='/registre/'>Registre</a></p>", "/registre/", "Registre", PDF),
    ("<p><a download='registre.xlsx' href='/registre/'>Registre</a></p>", "/registre/", "Registre", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("<ul><li><a href='/u/p.pdf'><img src='/i/pdf.svg'></a> <a href='/u/p.pdf'>Plan des étals</a></li></ul>", "/u/p.pdf", "Plan des étals", PDF),
    ("<ul><li>Registre des étals : <a href='/u/r.pdf'>télécharger</a></li></ul>", "/u/r.pdf", "Registre des étals", PDF),
    ("<dl><dt><a href='/u/r.pdf' title='PDF, 3 Mo'><img src='/i/p.png'></a></dt><dd>Registre des étals</dd></dl>", "/u/r.pdf", "Registre des étals", PDF),
    ("<table><tr><td>Registre 2019<td>3 Mo<td><a href='/u/r.pdf'>PDF</a></table>", "/u/r.pdf", "Registre 2019 3 Mo", PDF),
    ("<div><a href='/u/r.pdf'><img src='/i/p.png'></a><span>Registre des étals</span></div>", "/u/r.pdf", "Registre des étals", PDF),
    ("<p>Tout est dans le registre, <a href='/u/r.pdf'>cliquez ici</a>.</p>", "/u/r.pdf", "Le plan", PDF),
    ("<iframe src='/u/plan-des-etals.pdf#page=2'></iframe>", "/u/plan-des-etals.pdf", "plan des etals", PDF),
    ("<iframe data-src='https://docs.google.com/gview?embedded=true&url=https%3A%2F%2Fvilles.example%2Fu%2Fplan.pdf'></iframe>", "/u/plan.pdf", "plan", PDF),
    ("<iframe src='/pdfjs/web/viewer.html?file=/u/plan.pdf#zoom=auto'></iframe>", "/u/plan.pdf", "plan", PDF),
    ("<iframe src='https://view.officeapps.live.com/op/embed.aspx?src=https://villes.example/u/etals.docx'></iframe>", "/u/etals.docx", "etals", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("<object data='/u/plan.pdf' type='application/pdf'><p><a href='/u/plan.pdf'>Plan</a></p></object>", "/u/plan.pdf", "plan", PDF),
    ("<div class='_df_book' data-source='/u/plan-etals.pdf'></div>", "/u/plan-etals.pdf", "plan etals", PDF),
    ("<div class='w3eden'><a class='wpdm-download-link' href='#' data-downloadurl='/download/registre/?wpdmdl=9'>Registre des étals</a></div>", "/download/registre/?wpdmdl=9", "Registre des étals", "application/octet-stream"),
    ("<embed src='/u/plan.pdf#toolbar=0' title='Plan des étals'>", "/u/plan.pdf", "Plan des étals", PDF),
    ("<p><a href='/plan.html?file=files/u/plan.pdf'>Plan des étals <span>(1,1 Mo)</span></a></p>", "/plan.html?file=files/u/plan.pdf", "Plan des étals (1,1 Mo)", PDF),
    ("<p><a href='#' onclick=\"window.open('/u/plan.pdf'); return false\">Plan des étals</a></p>", "/u/plan.pdf", "Plan des étals", PDF),
    ("<div class='actu-related-wrap'><div class='actu-related actu-related-files'><h4>Fichiers</h4><ul><li><a href='/u/plan.pdf'>Plan des étals</a></li></ul></div><div class='actu-related'><h4>Articles liés</h4><ul><li><a href='/bac/'>Le bac repart</a></li></ul></div></div>", "/u/plan.pdf", "Plan des étals", PDF),
    ("<embed src='/u/plan.pdf' title='Plan des étals'>", "/u/plan.pdf", "Plan des étals", PDF),
]  # fmt: skip


@pytest.mark.parametrize(("html", "path", "title", "media_type"), DOCUMENTS)
def test_a_document(html: str, path: str, title: str, media_type: str) -> None:
    reading = read_html(_page(html), URL).reading
    assert reading is not None
    assert [(one.url, one.title, one.media_type) for one in reading.attachments] == [
        (f"https://villes.example{path}", title, media_type)
    ]


#: Boxes of the page's own documents that stand away from its text.
AWAY = [
    "<div id='annexes'><h3>Annexes</h3><ul><li><a href='/u/p.pdf'>Plan</a></li></ul></div>",
    "<section><h2>Pièces jointes :</h2><p><a href='/u/p.pdf'>Plan</a></p></section>",
    "<aside><h2>À télécharger</h2><a href='/u/p.pdf'>Plan</a></aside>",
    "<aside class='col-4'><div class='bloc'><h3>Documents à télécharger</h3><ul><li><a href='/u/p.pdf' target='_blank'>Plan</a></li></ul></div><div class='bloc'><h3>Agenda</h3><a href='/bal/'>Le bal</a></div></aside>",
]
NOT_ITS_OWN = [
    "<aside><h2>Nos publications</h2><a href='/u/p.pdf'>Plan</a></aside>",
    "<aside><h2>À télécharger</h2><a href='/u/p.pdf'>Notre bulletin</a></aside>",
    "<aside><h2>À télécharger</h2><a href='/u/p.pdf'>Plan</a><a href='/agenda/'>Agenda</a></aside>",
    "<footer><h2>À télécharger</h2><a href='/u/p.pdf'>Plan</a></footer>",
    "<div><h2>À télécharger</h2><p>Rien.</p><h2>Marchés publics</h2><a href='/u/p.pdf'>Avis</a></div>",
    "<nav><h2>À télécharger</h2><a href='/u/p.pdf'>Plan</a></nav>",
]


@pytest.mark.parametrize("box", AWAY)
def test_a_box_of_documents_away_from_the_text(box: str) -> None:
    reading = read_html(_page("", outside=box), URL).reading
    assert reading is not None
    assert [(one.url, one.title) for one in reading.attachments] == [
        ("https://villes.example/u/p.pdf", "Plan")
    ]


@pytest.mark.parametrize("box", NOT_ITS_OWN)
def test_a_box_of_the_site_s_documents(box: str) -> None:
    reading = read_html(_page("", outside=box), URL).reading
    assert reading is not None
    assert reading.attachments == ()


NO_DOCUMENTS = [
    "<p><a href='/pdfjs/web/viewer.html?file=/u/plan.pdf'>Le plan</a></p>",
    "<p><a href='/plan.html?file=halle'>Le plan</a></p>",
    "<p><a href='#' onclick=\"window.open('/plan/')\">Le plan</a></p>",
    "<nav><a href='#' data-downloadurl='/download/autre/?wpdmdl=3'>Autre registre</a></nav>",
    "<div data-source='/u/halle.jpg'></div><div data-source='etals'></div>",
    "<section class='related-posts'><a href='/bac/'>Le bac</a> <a href='/autre/bac.pdf'>PDF</a></section>",
    "<p><a download href='/u/halle.jpg'>La halle</a></p>",
    "<p><a href='/actualite/le-plan/'>Télécharger le plan</a></p>",
    "<p><a href='/?p=12'>Le plan</a></p>",
    "<iframe src='https://www.youtube.com/embed/abc?url=1'></iframe>",
    "<iframe src='about:blank'></iframe>",
]


@pytest.mark.parametrize("html", NO_DOCUMENTS)
def test_what_is_no_document(html: str) -> None:
    reading = read_html(_page(html), URL).reading
    assert reading is not None
    assert reading.attachments == ()


def test_a_frame_of_the_foot_is_nobody_s() -> None:
    foot = "<footer><iframe src='/u/charte.pdf'></iframe></footer>"
    reading = read_html(_page("", outside=foot), URL).reading
    assert reading is not None
    assert reading.attachments == ()


BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
PICTURES = [
    ("<img src='/u/halle.jpg' alt='La halle'>", "/u/halle.jpg"),
    (f"<img src='{BLANK}' data-src='/u/halle.jpg'>", "/u/halle.jpg"),
    (f"<img src='{BLANK}' data-large-file='/u/halle.jpg?w=900'>", "/u/halle.jpg?w=900"),
    ("<img src='/t/lazy-placeholder.png' data-full='/u/halle.jpg'>", "/u/halle.jpg"),
    ("<img src='/t/blank.gif' data-echo='/u/halle.webp'>", "/u/halle.webp"),
    ("<img data-bg-image='/u/halle.jpg'>", "/u/halle.jpg"),
    ("<img src='/u/s.jpg' srcset='/u/s.jpg 300w,/u/l.jpg 1200w,/u/m.jpg 600w'>", "/u/l.jpg"),
    ("<img src='/u/s.jpg' srcset='/u/w_30,h_20/s.jpg 1x, /u/w_90,h_60/l.jpg 2x'>", "/u/w_90,h_60/l.jpg"),
    (f"<img src='{BLANK}' data-srcset='/u/s.jpg 300w, /u/l.jpg 1200w'>", "/u/l.jpg"),
    ("<picture><source srcset='/u/s.webp 300w, /u/l.webp 900w'><img alt='La halle'></picture>", "/u/l.webp"),
    ("<picture><source srcset='/u/l.webp'><img src='/u/halle.jpg'></picture>", "/u/halle.jpg"),
    ("<amp-img src='/u/halle.jpg' width='600' height='400'></amp-img>", "/u/halle.jpg"),
    ("<amp-img src='/u/halle.jpg' layout='responsive' width='3' height='2'></amp-img>", "/u/halle.jpg"),
    (f"<img class='lazy' src='{BLANK}'><noscript><img src='/u/halle.jpg'></noscript>", "/u/halle.jpg"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "path"), PICTURES)
def test_a_picture(html: str, path: str) -> None:
    reading = read_html(_page(f"<figure>{html}</figure>"), URL).reading
    assert reading is not None
    assert [one.url for one in reading.images] == [f"https://villes.example{path}"]


@pytest.mark.parametrize("html", [f"<img src='{BLANK}'>", "<img src='/t/icon-pdf.png'>", "<img src='/u/a.jpg' width='20'>", "<img data-id='4' data-alt='x'>"])  # fmt: skip
def test_what_is_no_picture(html: str) -> None:
    reading = read_html(_page(html), URL).reading
    assert reading is not None
    assert reading.images == ()


DESCRIPTIONS = {
    "Après un an de chantier, la halle et ses étals accueillent de nouveau les éleveuses du plateau.": True,
    "Kandi, ville du nord : toutes les nouvelles, les démarches, les marchés publics et la vie locale.": False,
    "Après un an de chantier, la halle et ses étals accueillent de nouveau les éleveuses du": False,
    "Le site officiel de la ville et de ses services, au plus près de chacune et de chacun.": False,
}


@pytest.mark.parametrize("said", DESCRIPTIONS)
@pytest.mark.parametrize("name", ["name='description'", "property='og:description'"])
def test_a_description_in_its_own_words_is_the_summary_where_it_speaks_of_the_title(
    said: str, name: str
) -> None:
    page = _page("").replace(b"</head>", f'<meta {name} content="{said}"></head>'.encode())
    page = page.replace(b"<title>La halle de Kandi rouvre", b"<title>La halle rouvre | Kandi")
    page = page.replace(b"<h1>La halle de Kandi rouvre", b"<h1>La halle rouvre")
    reading = read_html(page, URL).reading
    assert reading is not None
    assert reading.summary == (said if DESCRIPTIONS[said] else None)


def test_a_dated_page_that_shows_only_a_document_is_read() -> None:
    page = "<body><div class='single post'><h1>Programme des foires</h1><p>Posté le 3 mai 2023</p><div class='post-content'><a href='/u/foires.pdf'>Programme des foires</a></div></div>"
    reading = read_html(page.encode(), "https://villes.example/programme-foires/").reading
    assert reading is not None
    assert [one.url for one in reading.attachments] == ["https://villes.example/u/foires.pdf"]


NAMED_BODIES = ["entry-content", "article-body", "field field--name-body", "crayon texte", "elementor-widget-theme-post-content"]  # fmt: skip
LINK = "<a href='/u/plan.pdf'>Le plan des étals</a>"
OWN_BOXES = {
    "a label": f"<div class='b7'><p>Pièces jointes</p><ul><li>{LINK}</li></ul></div>",
    "a heading": f"<section><h3>À télécharger</h3><p>{LINK} (PDF, 2 Mo)</p></section>",
    "a loose heading": f"<h3>Documents</h3><ul><li>{LINK}</li></ul>",
    "a class": f"<div class='downloads'><div>{LINK}</div></div>",
    "a class, each with its name": "<div class='docs'><div><h4>Le plan des étals</h4><a href='/u/plan.pdf' title='Le plan des étals'>Télécharger</a></div></div>",
    "a button of a script": f"<div><h3>Pièce jointe</h3><p>{LINK}</p><a href='#'>Fermer</a></div>",
    "a field, after notes": f"<div class='notes'><p>1. Chiffre de 2019.</p></div><div class='field field--name-field-fichiers'><div class='field__label'>Annexes</div><div class='field__item'>{LINK}</div></div>",
}  # fmt: skip
SITE_BOXES = {
    "the last ones": "<div class='b7'><h3>Nos dernières publications</h3><ul><li><a href='/u/rapport.pdf'>Rapport 2012</a></li></ul></div>",
    "among pages": "<div class='b7'><h3>Documents</h3><p><a href='/bac/'>Le bac</a></p><p><a href='/u/bac.pdf'>PDF</a></p></div>",
    "another thing": "<div class='b7'><h3>Lettre mensuelle</h3><p><a href='/u/lettre.pdf'>Numéro 40</a></p></div>",
}  # fmt: skip


def _beside(name: str, box: str) -> list[str]:
    html = (
        "<html lang='fr'><head><title>La halle de Kandi rouvre</title></head><body class='single'><main><article>"
        f"<h1>La halle de Kandi rouvre</h1><div class='{name}'>{PROSE}</div>{box}</article></main></body></html>"
    )
    reading = read_html(html.encode(), URL).reading
    assert reading is not None
    assert "redevance unique" in (reading.text or "")
    return [one.title for one in reading.attachments]


@pytest.mark.parametrize("name", NAMED_BODIES)
@pytest.mark.parametrize("box", OWN_BOXES.values(), ids=OWN_BOXES)
def test_documents_in_a_box_beside_the_text(name: str, box: str) -> None:
    assert _beside(name, box) == ["Le plan des étals"]


@pytest.mark.parametrize("name", NAMED_BODIES[:3])
@pytest.mark.parametrize("box", SITE_BOXES.values(), ids=SITE_BOXES)
def test_documents_of_the_site_beside_the_text_are_none_of_it(name: str, box: str) -> None:
    assert _beside(name, box) == []


FOREIGN_PICTURES = {
    "an aside below": ("", "<aside class='widget'><img src='/u/salon.jpg' alt='Salon'></aside>"),
    "a link in an aside": ("", "<aside><a href='/salon/'><img src='/u/salon.jpg'></a></aside>"),
    "an aside above": ("<aside><img src='/u/salon.jpg' alt=''></aside>", ""),
    "a box below": ("", "<div class='bande'><p><img src='/u/salon.jpg' alt=''></p></div>"),
}


@pytest.mark.parametrize(("above", "below"), FOREIGN_PICTURES.values(), ids=FOREIGN_PICTURES)
def test_pictures_beside_the_article_are_none_of_it(above: str, below: str) -> None:
    html = (
        f"<html lang='fr'><head><title>La halle</title></head><body><main>{above}<article><h1>La halle</h1>{PROSE}"
        f"<aside><img src='/u/encart.jpg'></aside><img src='/u/fin.jpg'></article>{below}</main></body></html>"
    )
    reading = read_html(html.encode(), URL).reading
    assert reading is not None
    assert [one.url[-9:] for one in reading.images] == ["ncart.jpg", "u/fin.jpg"]


HEROES = {
    "behind the heading": ("<div class='tete' style=\"background: #333 url('/u/halle.jpg') center\"><h1>La halle de Kandi rouvre</h1></div>", "", ["/u/halle.jpg"]),
    "beside a picture of the text": ("<div style='background-image:url(/u/halle.jpg)'><h1>La halle de Kandi rouvre</h1></div>", "<img src='/u/etals.jpg' alt=''>", ["/u/etals.jpg"]),
    "a pattern": ("<div style='background-image:url(/u/pixel.png)'><h1>La halle de Kandi rouvre</h1></div>", "", []),
    "a drawing": ("<div style='background-image:url(data:image/png;base64,AAAA)'><h1>La halle de Kandi rouvre</h1></div>", "", []),
}  # fmt: skip


@pytest.mark.parametrize("name", HEROES)
def test_a_picture_behind_the_heading(name: str) -> None:
    head, more, paths = HEROES[name]
    page = f"<html lang='fr'><title>La halle de Kandi rouvre</title><body class='single' style='background:url(/u/fond.jpg)'>{head}<main>{PROSE}{more}</main></body></html>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert [one.url for one in reading.images] == [
        f"https://villes.example{path}" for path in paths
    ]
