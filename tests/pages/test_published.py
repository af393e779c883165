"""When a page was published, wherever its builder put it; and dates that are not its own."""

from __future__ import annotations

import pytest

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
    '<script type="application/ld+json">{"@type": "Article", "datePublished": "19/09/2023"}</script>',
    '<script type="application/ld+json">{"@type": "Article", "datePublished": "Tue, 19 Sep 2023 09:00:00 +0200",};</script>',
    '<script type="application/ld+json">{"@type": "Article", "datePublished": {"@value": "2023-09-19"}}</script>',
    '<script type="application/ld+json">{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2023-09-19"}}</script>',
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_date_in_the_head(head: str) -> None:
    assert (_published(_article(), head=head) or "")[:10] == "2023-09-19"


NOT_ITS_OWN = {
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
    assert _published(_article(), url="https://villes.example/2023/09/la-halle/") is None


LINES = [
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
