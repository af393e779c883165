"""When a page was published, wherever its builder put it; and dates that are not its own."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.claims.bylines import is_byline
from aimf_scraper.pages.claims.datelines import date_parts, is_dateline
from aimf_scraper.pages.html import read_html

URL = "https://villes.example/actualite/la-halle/"
PROSE = (
    "<p>La commune de Kandi a rouvert sa halle après onze mois de travaux, avec quatre-vingts étals couverts.</p>"
    "<p>Les commerçantes paient une redevance unique, que le service des marchés reverse chaque trimestre.</p>"
    "<p>Un puits foré à vingt mètres alimente les éviers, et deux gardiens tiennent le registre des livraisons.</p>"
)
CARDS = "".join(
    f'<article class="post"><h3><a href="/actualite/{slug}/">{title}</a></h3>'
    f'<time datetime="2019-0{at}-11">11 {month} 2019</time></article>'
    for at, (slug, title, month) in enumerate(
        [("pont", "Un pont à Ziniaré", "janvier"), ("gare", "Une gare à Thiès", "février"), ("parc", "Un parc à Huê", "mars")],
        1,
    )
)  # fmt: skip


def _published(html: str, *, head: str = "", url: str = URL) -> str | None:
    page = (
        f'<html lang="fr"><head><title>La halle de Kandi rouvre</title>{head}</head>'
        f'<body class="single single-post">{html}</body></html>'
    )
    reading = read_html(page.encode(), url).reading
    assert reading is not None
    assert "onze mois de travaux" in (reading.text or "")
    if reading.published is not None:
        evidence = dict(reading.evidence)["published"]
        assert evidence.source
        assert evidence.quote
    return reading.published


def _article(before: str = "", after: str = "", *, over: str = "", beside: str = "") -> str:
    return (
        f'<main><article class="post">{over}<h1>La halle de Kandi rouvre</h1>{before}'
        f'<div class="entry-content">{PROSE}</div>{after}</article></main>{beside}'
    )


BOXES = {
    "abbr": _article('<p><abbr class="published" title="2023-09-19T09:00:00+02:00">mardi</abbr></p>'),
    "abbr without class": _article('<div class="meta"><abbr title="2023-09-19">il y a peu</abbr></div>'),
    "time in the foot": _article(after='<footer>Publié le <time datetime="2023-09-19">mardi</time></footer>'),
    "time in a header": _article('<header><time datetime="2023-09-19T10:00:00+02:00">mardi</time></header>'),
    "line below": _article(after="<p>Publié le 19 septembre 2023</p>"),
    "signature below": _article(after="<p>Par Afiwa Mensah, le 19 septembre 2023</p>"),
    "line above": _article(over="<p>19 septembre 2023 | Marchés</p>"),
    "over two lines": _article(over="<div><p>19 septembre<br>2023</p></div>"),
    "over three lines": _article("<p>19<br>sept.<br>2023</p>"),
    "time in an entry's foot": _article(after='<footer class="entry-footer"><span>Rangé dans <a href="/m/">Marchés</a></span> <time datetime="2023-09-19">19 sept.</time></footer>'),
    "a title that says the day": _article('<p class="date" title="19/09/2023">il y a un an</p>'),
    "no date in the head": '<meta property="article:published_time" content="1970-01-01T00:00:00Z">' + _article("<p>19 septembre 2023</p>"),
    "in three spans": _article("<div><span>19</span><span>septembre</span><span>2023</span></div>"),
    "byline": _article("<p>Par Afiwa Mensah, à Kandi. 19 septembre 2023.</p>"),
    "byline with rule": _article("<p>Par Afiwa Mensah | 19 septembre 2023</p>"),
    "byline in spans": _article("<div>Par <span>Afiwa Mensah</span> / <span><b>19 septembre 2023</b></span></div>"),
    "date, names": _article("<p>19 septembre 2023, Afiwa Mensah</p>"),
    "short year": _article("<span>19/09/23</span>"),
    "dots": _article("<span>19.09.2023</span>"),
    "weekday and hour": _article("<p>Mar. 19 sept. 2023, 9h</p>"),
    "hour in words": _article("<p>19 septembre 2023 à 14h30</p>"),
    "posted": _article("<p>Posté le 19/09/2023 dans Marchés</p>"),
    "online": _article("<p>Article mis en ligne le 19 septembre 2023</p>"),
    "label": _article("<p>Date de publication : 19 septembre 2023</p>"),
    "entries": _article('<ul class="post-info"><li>19 septembre 2023</li><li>Afiwa Mensah</li></ul>'),
    "microdata meta": _article('<div itemscope><meta itemprop="datePublished" content="2023-09-19"></div>'),
    "microdata span": _article('<span itemprop="datePublished" content="2023-09-19T08:00:00+02:00">hier</span>'),
    "RDFa": _article('<span property="dc:date dc:created" content="2023-09-19T08:00:00+02:00"></span>'),
    "hAtom": _article('<p class="meta">Dans Marchés, <span class="published">19 septembre 2023</span></p>'),
    "odd class": _article(after='<div class="bloc"><span class="article__pubDate">19 septembre 2023</span></div>'),
    "submitted": _article('<div class="submitted">Soumis par afiwa le mar, 19/09/2023 - 10:12</div>'),
    "in the heading": (
        '<main><article><h1><span class="jour">19 sept. 2023</span> La halle de Kandi rouvre</h1>'
        f'<div class="entry-content">{PROSE}</div></article></main>'
    ),
    "heading far away": (
        '<div class="hero"><h1>La halle de Kandi rouvre</h1></div><main><article>'
        f'<div class="entry-content">{PROSE}</div>'
        '<footer class="entry-footer"><span class="posted-on">19 septembre 2023</span></footer></article></main>'
    ),
    "change beside": _article(
        after='<div class="bloc-meta">Par afi | <span class="updated">2024-02-01T08:00:00+00:00</span>'
        "<span>19 septembre 2023</span></div>"
    ),
    "change first": _article("<p>Mis à jour le 1er février 2024, publié le 19 septembre 2023</p>"),
    "with cards": _article(
        after='<footer><time datetime="2023-09-19">mardi</time></footer>',
        beside=f'<section class="suite"><h2>À lire</h2>{CARDS}</section>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("box", BOXES)
def test_a_date_in_a_box_of_the_article(box: str) -> None:
    assert (_published(BOXES[box]) or "")[:10] == "2023-09-19"


H = "<h1>La halle de Kandi rouvre</h1>"
#: As the builders and themes of small sites print it.
BUILDERS = {
    "two figures for the year": _article(f"{H}<p class='date-publication'>19-09-23</p>"),
"joomla":f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header">{H}</div><dl class="article-info muted"><dt class="article-info-term">Détails</dt><dd class="createdby">Écrit par <span itemprop="name">afi</span></dd><dd class="category-name">Catégorie : <a href="/eau">Eau</a></dd><dd class="published"><time datetime="2023-09-19T10:00:00+02:00" itemprop="datePublished">Publication : 19 septembre 2023</time></dd><dd class="hits">Affichages : 312</dd></dl><div itemprop="articleBody">{PROSE}</div></div>',
"joomla old":f'<div class="item-page"><h2>La halle de Kandi rouvre</h2><dl class="article-info"><dd class="create">Créé le mardi 19 septembre 2023 10:12</dd><dd class="modified">Mis à jour le mercredi 3 janvier 2024 10:12</dd></dl>{PROSE}</div>',
"drupal":f'<main><article class="node node--type-article">{H}<footer class="node__meta"><div class="node__submitted">Soumis par <span class="field--name-uid">afi</span> le <span class="field field--name-created">mar 19/09/2023 - 10:12</span></div></footer><div class="node__content"><div class="field--name-body">{PROSE}</div></div></article></main>',
"drupal field":f'<main><article class="node">{H}<div class="field field--name-field-date field--type-datetime"><div class="field__item"><time datetime="2023-09-19T12:00:00Z">19 sep 2023</time></div></div><div class="field--name-body">{PROSE}</div></article></main>',
"spip":f'<div class="cartouche">{H}<p class="info-publi"><abbr class="published" title="2023-09-19T08:00:00Z">Mardi 19 septembre 2023</abbr><span class="sep">, </span><span class="auteurs">par <a class="url fn spip_in" href="auteur3">afi</a></span></p></div><div class="crayon article-texte-12 texte entry-content">{PROSE}</div>',
"spip2":f'<div id="contenu"><div class="surlignable">{H}<small>mardi 19 septembre 2023, par <a href="/_afi_">afi</a></small></div><div class="texte">{PROSE}</div></div>',
"typo3":f'<div class="news news-single"><div class="article"><div class="header">{H}</div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="2023-09-19">19.09.2023</time></span></p></div><div class="news-text-wrap">{PROSE}</div></div></div>',
"elementor post-info":f'<div class="elementor"><div class="elementor-widget-theme-post-title">{H}</div><div class="elementor-widget-post-info"><ul class="elementor-inline-items elementor-icon-list-items elementor-post-info"><li class="elementor-icon-list-item elementor-inline-item" itemprop="author"><a href="/author/afi/"><span class="elementor-icon-list-text elementor-post-info__item--type-author">afi</span></a></li><li class="elementor-icon-list-item" itemprop="datePublished"><a href="https://villes.example/2023/09/19/"><span class="elementor-icon-list-icon"><i class="fas fa-calendar"></i></span><span class="elementor-icon-list-text elementor-post-info__item elementor-post-info__item--type-date"><time>19 septembre 2023</time></span></a></li><li><span class="elementor-post-info__item--type-comments">Aucun commentaire</span></li></ul></div><div class="elementor-widget-theme-post-content">{PROSE}</div></div>',
"divi":f'<article class="post et_pb_post"><div class="et_post_meta_wrapper">{H}<p class="post-meta"> par <span class="author vcard"><a href="/author/afi/" rel="author">afi</a></span> | <span class="published">Sep 19, 2023</span> | <a href="/category/eau/" rel="category tag">Eau</a> | <span class="comments-number"><a href="#respond">0 commentaires</a></span></p></div><div class="entry-content">{PROSE}</div></article>',
"gutenberg":f'<main class="wp-block-group">{H.replace("<h1","<h1 class=wp-block-post-title")}<div class="wp-block-post-date"><time datetime="2023-09-19T09:00:00+02:00">19 septembre 2023</time></div><div class="wp-block-post-content">{PROSE}</div></main>',
"ocean":f'<article class="single-post"><header class="entry-header">{H}</header><ul class="meta ospm-default clr"><li class="meta-author"><span class="screen-reader-text">Auteur/autrice de la publication :</span><a href="/author/afi/">afi</a></li><li class="meta-date"><span class="screen-reader-text">Publication publiée :</span>19 septembre 2023</li><li class="meta-cat"><a href="/category/eau/">Eau</a></li></ul><div class="entry-content">{PROSE}</div></article>',
"newspaper":f'<article class="post"><div class="td-post-header"><header class="td-post-title">{H}<div class="td-module-meta-info"><div class="td-post-author-name">Par <a href="/author/afi/">afi</a> - </div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="2023-09-19T10:00:00+00:00">19 septembre 2023</time></span><div class="td-post-views"><span>312</span></div></div></header></div><div class="td-post-content">{PROSE}</div></article>',
"beaver":f'<div class="fl-post-header">{H}<div class="fl-post-meta"><span class="fl-post-author">Par <a href="/author/afi/"><span>afi</span></a></span><span class="fl-sep"> | </span><span class="fl-post-date">19 septembre 2023</span></div></div><div class="fl-post-content">{PROSE}</div>',
"squarespace":f'<article class="blog-item">{H}<div class="blog-item-meta"><time class="dt-published blog-item-pub-date" datetime="2023-09-19" pubdate><span>19 sept.</span></time></div><div class="blog-item-content">{PROSE}</div></article>',
"wix":f'<article>{H}<ul><li><span title="afi" data-hook="user-name">afi</span></li><li><span title="19 sept. 2023" class="post-metadata__date time-ago" data-hook="time-ago">il y a 3 jours</span></li></ul><div class="post-content">{PROSE}</div></article>',
"webflow":f'<div class="section">{H}<div class="text-block-12">19 septembre 2023</div><div class="rich-text w-richtext">{PROSE}</div></div>',
"bricks":f'<section><h1 class="brxe-post-title">La halle de Kandi rouvre</h1><div class="brxe-post-meta post-meta"><span class="item">19 septembre 2023</span><span class="separator">/</span><span class="item">afi</span></div><div class="brxe-post-content">{PROSE}</div></section>',
"hatom foot":f'<div class="hentry">{H}<div class="entry-content">{PROSE}</div><p class="entry-utility">Publié par <span class="vcard">afi</span> le <abbr class="published" title="2023-09-19T10:00:00+0200">19 septembre</abbr> dans <a href="/eau/">Eau</a></p></div>',
"twentyeleven":f'<article class="post">{H}<div class="entry-content">{PROSE}</div><footer class="entry-meta">Ce contenu a été publié dans <a href="/eau/">Eau</a> par <a href="/author/afi/">afi</a>, et marqué avec <a>x</a> le 19 septembre 2023. <a href="/x/">Permalien</a></footer></article>',
"below strong":f'<div id="c">{H}{PROSE}<p><em>Mis en ligne le mardi 19 septembre 2023</em></p></div>',
"below right":f'<div id="c">{H}{PROSE}<p style="text-align:right">Kandi, le 19 septembre 2023</p></div>',
"communique":f'<div id="c">{H}<p><strong>Communiqué de presse</strong> – Cotonou, le 19 septembre 2023</p>{PROSE}</div>',
"dots":f"<div>{H}<p>Publié le : 19.09.23 - Dernière mise à jour : 03.01.24</p>{PROSE}</div>",
"upper":f"<div>{H}<p>19 SEPTEMBRE 2023</p>{PROSE}</div>",
"split cal":f'<div>{H}<div class="date"><span class="day">19</span> <span class="month">sept.</span> <span class="year">2023</span></div>{PROSE}</div>',
"split cal glued":f'<div>{H}<div class="post-date"><span class="day">19</span><span class="month">sept</span><span class="year">2023</span></div>{PROSE}</div>',
"table":f'<div>{H}<table class="infos"><tr><td>Publié le</td><td>19/09/2023</td></tr><tr><td>Auteur</td><td>afi</td></tr></table>{PROSE}</div>',
"dl":f"<div>{H}<dl><dt>Date de publication</dt><dd>19/09/2023</dd><dt>Rubrique</dt><dd>Eau</dd></dl>{PROSE}</div>",
"two lines":f'<div>{H}<div class="label">Date de publication</div><div class="value">19 septembre 2023</div>{PROSE}</div>',
"aside meta":f'<div class="row"><div class="col">{H}{PROSE}</div><aside class="article-meta"><p>Publié le 19 septembre 2023</p></aside></div>',
"over h1 time":f'<main><p class="surtitre"><time datetime="2023-09-19">19/09/2023</time> – Marchés</p>{H}{PROSE}</main>',
"iso visible":f"<main>{H}<p>2023-09-19</p>{PROSE}</main>",
"written month hyphen":f"<main>{H}<p>19-sept-2023 | par afi</p>{PROSE}</main>",
"le date a heure":f'<main>{H}<p class="auteur">par Afi, le 19 septembre 2023 à 10:12</p>{PROSE}</main>',
"publie il y a":f"<main>{H}<p>Publié il y a 3 ans (19 septembre 2023)</p>{PROSE}</main>",
"nbsp":f"<main>{H}<p>Publié le 19&nbsp;septembre&nbsp;2023</p>{PROSE}</main>",
"icon":f'<main>{H}<p><i class="fa fa-clock-o"></i> 19 septembre 2023 <i class="fa fa-user"></i> Afi Mensah <i class="fa fa-eye"></i> 312 vues</p>{PROSE}</main>',
}  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_date_as_a_builder_prints_it(builder: str) -> None:
    assert (_published(BUILDERS[builder]) or "")[:10] == "2023-09-19"


HEADS = [
    '<meta property="article:published_time" content="2023-09-19T09:00:00+02:00">',
    '<meta name="article:published" content="2023-09-19">',
    '<meta name="DC.date.issued" content="2023-09-19">',
    '<meta name="dcterms.created" content="2023-09-19">',
    '<meta name="date" content="mardi 19 septembre 2023">',
    '<meta name="pubdate" content="20230919">',
    '<meta name="parsely-pub-date" content="2023-09-19T07:00:00Z">',
    '<meta name="sailthru.date" content="2023-09-19 07:00:00">',
    '<meta name="cXenseParse:recs:publishtime" content="2023-09-19T09:00:00+02:00">',
    '<meta name="citation_publication_date" content="2023/09/19">',
    '<meta property="og:published_time" content="Tue, 19 Sep 2023 09:00:00 +0200">',
    '<meta itemprop="datePublished" content="19/09/2023">',
    '<script>{"@context": "https://schema.org", "@type": "Article", "datePublished": "2023-09-19"}</script>',
    '<script type="application/ld+json">{"@type": "Article", "datePublished": "19/09/2023"}</script>',
    '<script type="application/ld+json">{"@type": "Article", "datePublished": "Tue, 19 Sep 2023 09:00:00 +0200",};</script>',
    '<script type="application/ld+json">{"@type": "Article", "datePublished": {"@value": "2023-09-19"}}</script>',
    '<script type="application/ld+json">{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2023-09-19"}}</script>',
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_date_in_the_head(head: str) -> None:
    assert (_published(_article(), head=head) or "")[:10] == "2023-09-19"


NOT_ITS_OWN = {
    "a field of an event's date": _article(
        f"{H}<div class='field field--name-field-date-evenement'><div class='field__item'>"
        "<time datetime='2024-07-14T10:00:00Z'>14 juillet 2024</time></div></div>"
    ),
    "a time under its label": _article(
        f"{H}<p>Date de la rencontre</p><p><time datetime='2024-07-14'>14 juillet 2024</time></p>"
    ),
    "the latest posts in the text": _article().replace("livraisons.</p>", "livraisons.</p><h2>Nos dernières nouvelles</h2>"
        '<ul class="wp-block-latest-posts has-dates"><li><a href="/a/">Un pont à Ziniaré</a><time datetime="2023-09-19" class="wp-block-latest-posts__post-date">19 septembre 2023</time></li>'
        '<li><a href="/b/">Une gare à Thiès</a><time datetime="2023-09-12" class="wp-block-latest-posts__post-date">12 septembre 2023</time></li></ul>'),
    "second nought": '<meta property="article:published_time" content="1970-01-01T00:00:00Z">' + _article(),
    "second nought, in words": _article('<time datetime="1970-01-01">1 janvier 1970</time>'),
    "when and where, by icons": _article('<ul><li><i class="fa fa-calendar"></i> 14 juillet 2024</li><li><i class="fa fa-clock"></i> 15 h</li><li><i class="fas fa-map-marker-alt"></i> Place du puits</li></ul>'),
    "when and where, by class": _article('<p class="jour">14 juillet 2024</p><p class="lieu">Place du puits</p>'),
    "when": _article('<p class="when"><time datetime="2024-07-14T15:00">Dimanche 14 juillet 2024, 15 h</time>, place du puits</p>'),
    "none": _article(),
    "cards": _article(beside=f'<section class="suite"><h2>À lire</h2>{CARDS}</section>'),
    "a sidebar": _article(beside="<aside><p>Publié le 19 septembre 2023</p></aside>"),
    "recent posts": _article(
        beside='<div class="droite"><ul><li><a href="/a/">Un pont</a> <span class="post-date">19 septembre 2023</span></li></ul></div>'
    ),
    "a copyright": _article(beside="<footer><p>© 2023 Villes – mis à jour le 19 septembre 2023</p></footer>"),
    "a comment": _article(
        beside='<div id="comments"><h3>Un commentaire</h3><p>Par Jean, le 19 septembre 2023</p><time datetime="2023-09-19">x</time></div>'
    ),
    "the prose": _article().replace("onze mois de travaux", 'onze mois de travaux le <time datetime="2023-09-19">19 septembre 2023</time>'),
    "an event": _article('<div class="event-date"><time datetime="2023-09-19">19 septembre 2023</time></div>'),
    "an event's day": _article('<div class="event-date">19 septembre 2023</div>'),
    "today under the title": _article('<div class="today">Mardi 19 septembre 2023</div>'),
    "its start": _article('<span itemprop="startDate" content="2023-09-19">mardi</span>'),
    "days that last": _article("<p>Du 19 au 21 septembre 2023</p>"),
    "a month": _article("<p>Septembre 2023</p>"),
    "the next page": _article(after='<nav class="post-navigation"><a href="/b/">Un pont <time datetime="2023-09-19">mardi</time></a></nav>'),
    "today": '<div class="today">Mardi 19 septembre 2023</div>' + _article(),
    "a caption": _article(after="<figure><img src='/u/a.jpg' alt=''><figcaption>La halle, 19 septembre 2023</figcaption></figure>"),
    "another page's JSON-LD": _article()
    + '<script type="application/ld+json">{"@type": "Article", "url": "/actualite/le-pont/", "datePublished": "2023-09-19"}</script>',
    "a card's microdata": _article(
        beside='<div itemscope><h3 itemprop="name"><a href="/c/">Un pont</a></h3><meta itemprop="datePublished" content="2023-09-19"></div>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("box", NOT_ITS_OWN)
def test_a_page_without_a_date_has_none(box: str) -> None:
    assert _published(NOT_ITS_OWN[box]) is None


#: What stands before the day of a change or a look; ``%s`` is the day, as a time, a box or mere words.
OTHER_LABELS = [
    "<p>Mis à jour le %s</p>",
    "<div><span>Mise à jour :</span> %s</div>",
    '<div class="infos"><strong>Actualisé</strong> : %s</div>',
    "<p>Cette fiche a été modifiée le %s</p>",
    "<small>Dernière modification de cette page : %s</small>",
    "<div>Dernière révision</div><div>%s</div>",
    "<dl><dt>Dernière mise à jour</dt><dd>%s</dd></dl>",
    "<p>Mis à jour par Afiwa Mensah le %s</p>",
    "<p>Last reviewed: %s</p>",
    "<p>Page consultée le %s</p>",
    "<p>Vérifié le %s</p>",
]
SHOWN_DAYS = [
    '<time datetime="2024-02-05">5 février 2024</time>',
    '<span class="date">5 février 2024</span>',
    "<b>5 février 2024</b>",
]


@pytest.mark.parametrize("day", SHOWN_DAYS)
@pytest.mark.parametrize("label", OTHER_LABELS)
def test_a_label_before_a_day_says_whose_it_is(label: str, day: str) -> None:
    said = label % day
    first = '<p>Publié le <time datetime="2023-09-19">19 septembre 2023</time></p>'
    assert _published(_article(said)) is None
    assert _published(_article(after=said)) is None
    assert _published(_article(said + first)) == "2023-09-19"
    assert _published(_article(first + said)) == "2023-09-19"


def test_a_label_in_brackets_stands_behind_the_day() -> None:
    day = '<p><time datetime="2024-02-05">5 février 2024</time> (mise à jour)</p>'
    assert _published(_article(day)) is None


MADE = [
    '<meta name="DC.date.created" content="2023-09-01T08:00:00+00:00">',
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "La halle de Kandi rouvre", "dateCreated": "2023-09-01"}</script>',
]


@pytest.mark.parametrize("head", MADE)
def test_what_readers_are_told_goes_before_the_day_on_which_a_file_was_made(head: str) -> None:
    assert (_published(_article(), head=head) or "")[:10] == "2023-09-01"
    for said in (
        "<p>Publié le 19 septembre 2023</p>",
        '<p>Publié le <time datetime="2023-09-19">19/09</time></p>',
    ):
        assert _published(_article(said), head=head) == "2023-09-19"
        assert _published(_article(after=said), head=head) == "2023-09-19"


def test_change_is_no_publication() -> None:
    page = _article('<p>Mis à jour le 19 septembre 2023</p><time class="updated" datetime="2023-09-20">hier</time>')  # fmt: skip
    assert _published(page) is None


UTC = [
    ("", "2023-07-13T22:30:00Z", "2023-07-14"),
    ("", "2023-07-13T20:30:00Z", "2023-07-13"),
    ("<p>Publié le 13 juillet 2023</p>", "2023-07-13T22:30:00Z", "2023-07-13"),
    ("<p>Publié le 14 juillet 2023</p>", "2023-07-13T22:30:00Z", "2023-07-14"),
    ("<p>Publié le 12 juillet 2023</p>", "2023-07-13T03:30:00Z", "2023-07-12"),
    ("<p>Publié le 3 mai 2021</p>", "2023-07-13T03:30:00Z", "2023-07-13"),
    ('<time class="updated" datetime="2023-08-01T10:00:00+04:00">août</time>', "2023-07-13T21:30:00Z", "2023-07-14"),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "moment", "day"), UTC)
def test_a_moment_in_utc_becomes_the_day_that_the_site_shows(
    shown: str, moment: str, day: str
) -> None:
    head = f'<meta property="article:published_time" content="{moment}">'
    assert (_published(_article(shown), head=head) or "")[:10] == day


def test_the_address_holds_the_date_where_nothing_else_does() -> None:
    url = "https://villes.example/2023/09/19/la-halle/"
    assert _published(_article(), url=url) == "2023-09-19"
    assert (_published(_article("<p>Publié le 3 mai 2021</p>"), url=url)) == "2021-05-03"
    assert _published(_article(), url="https://villes.example/a/20230919-la-halle/") == "2023-09-19"
    for other in ("2023/09/la-halle", "a/20231319-la-halle", "a/120230919", "v/2023-09"):
        assert _published(_article(), url=f"https://villes.example/{other}/") is None


LINES = [
    ("mardi 14 mai 2024 - Ouidah", False),
    ("Ouidah, le 14 mai 2024", True),
    ("14 mai 2024 Afi Mensah 312 vues", True),
    ("Cet article a été publié dans Eau le 14 mai 2024", True),
    ("Publié par Afiwa le 4 mai 2023", True),
    ("Publiée le 4 mai 2023 à 10h", True),
    ("Création d’un marché le 4 mai 2023", False),
    ("Publication du rapport le 4 mai 2023 à Lomé", False),
    ("Par ailleurs, réunion le 4 mai 2023.", False),
    ("Le 4 mai 2023 à 10h, le maire a inauguré la halle", False),
    ("4 mai 2023", False),
    ("Par la rédaction le 12 mars 2024", True),
]


@pytest.mark.parametrize(("line", "is_one"), LINES)
def test_is_dateline(line: str, *, is_one: bool) -> None:
    assert is_dateline(line) is is_one


def test_the_date_among_the_marks_of_a_line() -> None:
    assert list(date_parts("Marchés · 4 mai 2023 · 3 min de lecture")) == ["4 mai 2023"]
    assert list(date_parts("Kandi | 12 mars 2024")) == ["12 mars 2024"]
    assert list(date_parts("Le 4 mai 2023, le maire ouvre la halle")) == []


OF_OTHERS = [
    ("<p>La fête aura lieu le <time datetime=2024-07-14>14 juillet</time> sur la place du marché.</p>", None),
    ("<p>Publié le <time datetime=2024-05-02>2 mai 2024</time> par la mairie</p>", "2024-05-02"),
    ("<p>Date limite : 30/09/2024</p>", None),
    ("<div>Date de l'événement</div><div>14 juillet 2024</div>", None),
    ("<p>2 mai 2024</p>", "2024-05-02"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "day"), OF_OTHERS)
def test_a_day_of_something_else_is_no_publication(line: str, day: str | None) -> None:
    prose = "<p>" + "La commune prépare la place avec les commerçants du marché. " * 6 + "</p>"
    page = f"<body class=single><main><article><h1>La place</h1>{line}{prose}</article></main>"
    reading = read_html(page.encode(), "https://villes.example/place/").reading
    assert reading is not None
    assert reading.published == day


EVENT_SHEETS = {
    "bold": "<div><p><strong>Date :</strong> {day}</p><p><strong>Lieu :</strong> Place du puits</p></div>",
    "plain, with its hour": "<p>Date : dimanche {day} à 15 h</p><p>Lieu : Place du puits</p>",
    "dl": "<dl><dt>Date</dt><dd>{day}</dd><dt>Tarif</dt><dd>gratuit</dd></dl>",
    "table": "<table><tr><td>Quand</td><td>{day}</td></tr><tr><td>Où</td><td>Place du puits</td></tr></table>",
    "Drupal": "<div class='field field--label-inline'><div class='field__label'>Date</div><div class='field__item'>{day}</div></div>"
    "<div class='field field--label-inline'><div class='field__label'>Horaires</div><div class='field__item'>15 h - 17 h</div></div>",
    "under a dateline": "<p>Publié le 2 mai 2024</p><p><b>Jour :</b> {day}</p><p><b>Salle :</b> Le Foyer</p>",
}  # fmt: skip


@pytest.mark.parametrize("made", EVENT_SHEETS)
@pytest.mark.parametrize("day", ["14 juillet 2024", "14/07/2024"])
def test_the_day_in_an_event_s_sheet_is_no_publication_and_stays_in_the_text(
    made: str, day: str
) -> None:
    sheet = EVENT_SHEETS[made].format(day=day)
    page = f"<body><main><article><h1>Le bal du puits</h1>{sheet}{PROSE}</article></main>"
    reading = read_html(page.encode(), "https://villes.example/actualites/bal/").reading
    assert reading is not None
    assert reading.published == ("2024-05-02" if "Publié" in sheet else None)
    assert day in (reading.text or "")


def test_a_date_beside_a_rubric_is_the_publication() -> None:
    sheet = "<dl><dt>Date</dt><dd>2 mai 2024</dd><dt>Rubrique</dt><dd>Marchés</dd></dl>"
    assert _published(_article(sheet)) == "2024-05-02"


@pytest.mark.parametrize(
    "line", ["Mardi", "il y a 3 mois", "Publié il y a 2 ans", "30 novembre -0001", "20230919"]
)
def test_what_themes_print_for_a_date_is_no_text(line: str) -> None:
    page = f"<body><main><article><h1>La halle</h1><p>{line}</p>{PROSE}</article></main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").startswith("La commune de Kandi")


BYLINES = [
    ("Écrit par : Afiwa Mensah", True),
    ("Rédigé par Afiwa et publié depuis Kandi-Blog", True),
    ("Publié par La halle de Kandi", True),
    ("Posté par afi12 à 10:12 - Commentaires [3] - Permalien [#]", True),
    ("Publié par Afi à 10:12 2 commentaires:", True),
    ("Par Afi, 10:12. Marchés Lien permanent", True),
    ("Written by Afiwa Mensah", True),
    ("Écrit par Afiwa Mensah, le livre raconte la halle.", False),
    ("Publié par la commune de Kandi, ce guide est offert aux vendeuses.", False),
    ("Par Kandi, la route passe depuis 1962", False),
    ("Écrit en 1962", False),
]


@pytest.mark.parametrize(("line", "is_one"), BYLINES)
def test_is_byline(line: str, *, is_one: bool) -> None:
    assert is_byline(line) is is_one
    page = (
        f"<body><main><article><h1>La halle</h1><p>{line}</p>{PROSE}<p>{line}</p></article></main>"
    )
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    lines = (reading.text or "").split("\n")
    assert lines.count(line) == (0 if is_one else 2)
    assert len(lines) == (3 if is_one else 5)


def test_a_builder_s_rubrics_over_the_text_are_no_text() -> None:
    rubrics = "<dl class='article-info muted'><dd>Écrit par <span>afi</span></dd><dd>Catégorie parente : Ville</dd><dd>Catégorie : Marchés</dd></dl>"
    page = f"<body><main><h1>La halle</h1>{rubrics}<p>La halle rouvre jeudi.</p></main>"
    reading = read_html(page.encode(), URL).reading
    assert reading is not None
    assert reading.text == "La halle rouvre jeudi."


OF_CHANGES = [
    ("<div class='infos'>Par Awa | <span class='updated cache'>2024-02-01T10:00:00+01:00</span><span>9 janvier 2024</span></div>", "2024-01-09"),
    ("<div class='meta'><span class='updated' style='display:none'>2024-02-01</span> <span>9 janvier 2024</span></div>", "2024-01-09"),
    ("<div><time class='updated' datetime='2024-02-01'>1er février 2024</time></div>", None),
    ("<span class='infos'><time class='date-boite petit updated'>9 janvier 2024</time><span>/</span><span>0 commentaire</span></span>", "2024-01-09"),
    ("<div><time class='entry-date updated' datetime='2024-01-09'>9 janvier 2024</time></div>", "2024-01-09"),
    ("<div><time class='entry-date updated' datetime='2024-02-01'>1er février 2024</time> <time class='entry-date published' datetime='2024-01-09'>9 janvier 2024</time></div>", "2024-01-09"),
    ("<p>Par Awa, <span class='date-modified'>1er février 2024</span></p>", None),
    ("<p><span class='published'>1er février 2024</span> <span class='updated'>1er février 2024</span></p>", "2024-02-01"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "day"), OF_CHANGES)
def test_the_day_of_a_change_is_no_publication(line: str, day: str | None) -> None:
    prose = "<p>" + "La commune prépare la place avec les commerçants du marché. " * 6 + "</p>"
    page = f"<body class=single><main><article><h1>La place</h1>{line}{prose}</article></main>"
    reading = read_html(page.encode(), "https://villes.example/place/").reading
    assert reading is not None
    assert (reading.published or None) == day
