"""Fact sheets as builders print them: each label in one line with its value, never with another label."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html
from tests.pages.widgets import lines_of

_THREE = ["Budget : 95 000 €", "Partenaires : Ville de Liège", "Durée : 18 mois"]
_LIST = ["Budget : 95 000 €", "Partenaires : Ville de Liège, Fondation Roi Baudouin"]

CASES = {
    "table: a column of labels": (
        (
            "<table><tr><th><p>Budget</p></th><td><p>95 000 €</p></td></tr><tr><td><b>Partenaires</b></td><td>"
            "Ville de Liège</td></tr><tr><td>Durée :</td><td>18 mois</td></tr></table>"
        ),
        _THREE,
    ),
    "table: a row of heads over its values": (
        (
            '<figure class="wp-block-table"><table><thead><tr><th>Budget</th><th>Partenaires</th><th>Durée</th></tr></thead>'
            "<tbody><tr><td>95 000 €</td><td>Ville de Liège</td><td>18 mois</td></tr></tbody></table></figure>"
        ),
        _THREE,
    ),
    "table: a bold row over its values, unknown labels": (
        (
            "<table><tr><td><strong>Budget</strong></td><td><strong>Régie communale</strong></td></tr>"
            "<tr><td>95 000 €</td><td>Service des eaux</td></tr></table>"
        ),
        ["Budget : 95 000 €", "Régie communale : Service des eaux"],
    ),
    "table: a value that is missing": (
        (
            "<table><tr><th>Budget</th><th>Partenaires</th><th>Durée</th></tr><tr><td>95 000 €</td><td></td>"
            "<td>18 mois</td></tr></table>"
        ),
        ["Budget : 95 000 €", "Durée : 18 mois"],
    ),
    "table of several rows: rows stay rows": (
        (
            "<table><tr><th>Commune</th><th>Montant</th></tr><tr><td>Dschang</td><td>60 000 €</td></tr>"
            "<tr><td>Bafia</td><td>35 000 €</td></tr></table>"
        ),
        ["Commune | Montant", "Dschang | 60 000 €", "Bafia | 35 000 €"],
    ),
    "table: a list in a cell": (
        (
            "<table><tr><th>Budget</th><td>95 000 €</td></tr><tr><th>Partenaires</th><td><ul><li>Ville de Liège</li>"
            "<li>Fondation Roi Baudouin</li></ul></td></tr></table>"
        ),
        _LIST,
    ),
    "dl with two values": (
        (
            "<dl><dt>Budget</dt><dd>95 000 €</dd><dt>Partenaires</dt><dd>Ville de Liège</dd><dd>Fondation Roi Baudouin"
            "</dd></dl>"
        ),
        _LIST,
    ),
    "dl of boxes, an unknown label": (
        "<dl><div><dt>Référence</dt><dd><p>DS-2021</p></dd></div><div><dt>Budget</dt><dd>95 000 €</dd></div></dl>",
        ["Référence : DS-2021", "Budget : 95 000 €"],
    ),
    "drupal fields of several items": (
        (
            '<div class="field field--name-field-budget field--label-above"><div class="field__label">Budget</div>'
            '<div class="field__item">95 000 €</div></div><div class="field field--name-field-partenaires '
            'field--label-above"><div class="field__label">Partenaires</div><div class="field__items">'
            '<div class="field__item"><a href="/p/1">Ville de Liège</a></div><div class="field__item">'
            '<a href="/p/2">Fondation Roi Baudouin</a></div></div></div>'
        ),
        _LIST,
    ),
    "two columns: labels left, values right": (
        (
            '<div class="wp-block-columns"><div class="wp-block-column"><p>Budget</p><p>Partenaires</p><p>Durée</p></div>'
            '<div class="wp-block-column"><p>95 000 €</p><p>Ville de Liège</p><p>18 mois</p></div></div>'
        ),
        _THREE,
    ),
    "a grid: labels above, values below": (
        (
            '<div class="row"><div class="col">Budget</div><div class="col">Partenaires</div><div class="col">Durée</div>'
            '</div><div class="row"><div class="col">95 000 €</div><div class="col">Ville de Liège</div>'
            '<div class="col">18 mois</div></div>'
        ),
        _THREE,
    ),
    "labels in a row without values": (
        "<p>Budget</p><p>Partenaires</p><p>Calendrier</p><p>Le chantier avance comme prévu, dit la mairie.</p>",
        ["Budget", "Partenaires", "Calendrier", "Le chantier avance comme prévu, dit la mairie."],
    ),
    "headings over values": (
        (
            "<section><h5>Budget</h5><p>95 000 €</p></section><section><h5>Partenaires</h5><p>Ville de Liège</p></section>"
            "<section><h5>Durée</h5><p>18 mois</p></section>"
        ),
        _THREE,
    ),
    "a heading over a text is a heading": (
        "<h3>Partenaires</h3><p>La Ville de Liège et une fondation belge suivent ensemble ce chantier depuis quatre ans.</p>",
        [
            "Partenaires",
            "La Ville de Liège et une fondation belge suivent ensemble ce chantier depuis quatre ans.",
        ],
    ),
    "bold labels on a line of their own": (
        (
            "<p><strong>Budget</strong><br>95 000 €</p><p><b>Régie</b><br>Service des eaux</p>"
            "<p><b>Mise en service</b><br>2021</p>"
        ),
        ["Budget : 95 000 €", "Régie : Service des eaux", "Mise en service : 2021"],
    ),
    "a bold heading alone is no label": (
        "<p><strong>Un chantier école</strong></p><p>Trente maçons formés</p><p>Le reste suivra.</p>",
        ["Un chantier école", "Trente maçons formés", "Le reste suivra."],
    ),
    "spans that a style sheet parts": (
        (
            '<div class="fiche"><span class="t">Budget</span><span class="v">95 000 €</span><span class="t">Partenaires'
            '</span><span class="v">Ville de Liège</span><span class="t">Durée</span><span class="v">18 mois</span></div>'
        ),
        _THREE,
    ),
    "icon list": (
        (
            '<ul class="elementor-icon-list-items"><li class="elementor-icon-list-item"><span class="elementor-icon-list-icon">'
            '<i class="fas fa-check"></i></span><span class="elementor-icon-list-text"><b>Budget :</b> 95 000 €</span></li>'
            '<li><span class="elementor-icon-list-icon"><i class="material-icons">handshake</i></span>'
            '<span class="elementor-icon-list-text">Partenaires : Ville de Liège</span></li></ul>'
        ),
        ["- Budget : 95 000 €", "- Partenaires : Ville de Liège"],
    ),
    "table of two columns: a label that nobody lists": (
        (
            "<table><tr><td>Coût</td><td>95 000 €</td></tr><tr><td>Sigle</td><td>DS-21</td></tr><tr><td>Durée</td>"
            "<td>18 mois</td></tr></table>"
        ),
        ["Coût : 95 000 €", "Sigle : DS-21", "Durée : 18 mois"],
    ),
    "list items with a badge": (
        '<ul><li>Budget <span class="badge">95 000 €</span></li><li>Durée <span>18 mois</span></li></ul>',
        ["- Budget : 95 000 €", "- Durée : 18 mois"],
    ),
    "joomla fields": (
        (
            '<ul class="fields-container"><li class="field-entry"><span class="field-label">Sigle</span>'
            '<span class="field-value">DS-21</span></li><li class="field-entry"><span class="field-label">Durée :</span>'
            '<span class="field-value">18 mois</span></li></ul>'
        ),
        ["- Sigle : DS-21", "- Durée : 18 mois"],
    ),
    "divi blurbs with icons": (
        (
            '<div class="et_pb_blurb"><span class="et-pb-icon">\ue0ef</span><h4><span>Budget</span></h4><div><p>95 000 €</p>'
            '</div></div><div class="et_pb_blurb"><span class="et-pb-icon">\ue0f0</span><h4><span>Durée</span></h4>'
            "<div>18 mois</div></div>"
        ),
        ["Budget : 95 000 €", "Durée : 18 mois"],
    ),
    "entries of a list: bold label, value on the next line": (
        "<ul><li><strong>Budget</strong><br>95 000 €</li><li><strong>Sigle</strong><br>DS-21</li></ul>",
        ["- Budget : 95 000 €", "- Sigle : DS-21"],
    ),
    "a bold label without a colon": (
        "<p><strong>Budget</strong> 95 000 €</p><p><strong>Budget</strong> primitif voté en mars.</p>",
        ["Budget : 95 000 €", "Budget primitif voté en mars."],
    ),
    "table: two labels a row": (
        "<table><tr><td>Budget</td><td>95 000 €</td><td>Durée</td><td>18 mois</td></tr></table>",
        ["Budget : 95 000 €", "Durée : 18 mois"],
    ),
    "table: several lines in a value under its head": (
        (
            "<table><tr><td><p><b>Budget</b></p></td><td><p><b>Partenaires</b></p></td></tr><tr><td><p>95 000 €</p></td>"
            "<td><p>Ville de Liège</p><p>Fondation Roi Baudouin</p></td></tr></table>"
        ),
        _LIST,
    ),
    "table: partners that are links": (
        '<table><tr><th>Partenaires</th><td><a href="/p/1">Ville de Liège</a></td></tr><tr><th>Durée</th><td>18 mois</td></tr></table>',
        ["Partenaires : Ville de Liège", "Durée : 18 mois"],
    ),
    "bold lines that are no sheet": (
        "<p><b>Awa Diop</b></p><p>Mairie de Thiès</p><p><b>Marc Roy</b></p><p>Ville de Liège</p><p>Ils se sont vus.</p>",
        ["Awa Diop", "Mairie de Thiès", "Marc Roy", "Ville de Liège", "Ils se sont vus."],
    ),
}


@pytest.mark.parametrize(("widget", "said"), CASES.values(), ids=CASES.keys())
def test_a_label_stands_with_its_value(widget: str, said: list[str]) -> None:
    assert lines_of(widget) == said


_PROSE = (
    "<p>" + "La régie pose les conduites avec les habitants, quartier après quartier. " * 5 + "</p>"
)
_DL = "<dl><dt>Budget</dt><dd>95 000 €</dd></dl>"

TAILS = {
    "a quote": ("<section class='verbatim'><blockquote>« On attend le car à l’ombre. »</blockquote></section>", True),
    "a post-scriptum": ("<div class='notes'><p>[1] Registre communal.</p></div><div class='ps'><h2>P.-S.</h2><p>Merci aux pêcheurs.</p></div>", True),
    "a counter": ("<div class='counter'><span data-to-value='900'>0</span><p>familles</p></div>", True),
    "an author": ("<div class='box'><p>Awa Diallo</p><p>Rédactrice</p></div>", False),
}  # fmt: skip


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_right_below_the_prose_of_an_article(tail: str) -> None:
    box, kept = TAILS[tail]
    prose = "".join(
        f"<p>{_PROSE.removeprefix('<p>').removesuffix('</p>')} {at}.</p>" for at in "ab"
    )
    page = f"<body class='single'><div id='contenu'><div><h1>Le bac</h1></div><div>{prose}</div>{box}</div>"
    reading = read_html(page.encode(), "https://villes.example/projet/bac/").reading
    assert reading is not None
    assert (len((reading.text or "").split("\n")) > 2) is kept


BESIDE = {
    "a sidebar": (f"<main><div>{_PROSE}</div><div class='col-4 project-sidebar'>{_DL}</div></main>", True),
    "an aside": (f"<main><div>{_PROSE}</div><aside class='sidebar'><h2>Fiche</h2>{_DL}</aside></main>", True),
    "a sidebar of links": (
        "<main><div>" + _PROSE + "</div><div class='sidebar'><h3>Budget</h3><ul>"
        + "".join(f"<li><a href='/{n}'>Budget {n} : 95 000 €</a></li>" for n in range(5)) + "</ul></div></main>",
        False,
    ),
    "a builder's section below": (
        (f"<div class=wrap><section><h1>Le lac</h1></section><section>{_PROSE}</section>"
        "<section><h2>Budget</h2><p>95 000 €, dont 40 000 € de la Région.</p></section></div>"),
        True,
    ),
    "below, after links": (
        (f"<div class=wrap><section><h1>Le lac</h1></section><section>{_PROSE}</section>"
        "<section><p><a href='/dons'>Donner au fonds</a></p></section><section><p>Donnez 95 000 € ou moins.</p></section></div>"),
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "kept"), BESIDE.values(), ids=BESIDE.keys())
def test_the_facts_beside_the_prose_are_the_articles(body: str, *, kept: bool) -> None:
    if "<h1>" not in body:
        body = body.replace("<div>", "<div><h1>Le lac</h1>", 1)
    page = f"<html><head><title>Le lac</title></head><body class='single'>{body}</body></html>"
    reading = read_html(page.encode(), "https://www.aimf.asso.fr/projet/lac/").reading
    assert reading is not None
    assert ("95 000 €" in reading.text) is kept
