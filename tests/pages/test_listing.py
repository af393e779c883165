"""Cards of listings in old and plain markup: their leads and days; where a listing goes on."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

URL = "https://villes.example/journal"
TITLES = ["Un quai pour Podor", "La halle de Kandi", "Les puits de Dori"]
LEADS = [
    "Le quai de Podor accueille de nouveau les pirogues après quatre ans de travaux menés par la commune.",
    "À Kandi, les vendeuses tiennent désormais la caisse de la halle et publient les comptes du mois.",
    "Quatorze puits ont été relevés autour de Dori avec les éleveurs, qui en gardent seuls les clés.",
]
DAYS = [
    ("3 avril 2019", "2019-04-03"),
    ("1er mai 2020", "2020-05-01"),
    ("28 juin 2021", "2021-06-28"),
]


def _link(at: int) -> str:
    return f"<a href='/journal/article-{at}'>{TITLES[at]}</a>"


def _all(card: str) -> str:
    """Return *card* three times: %T is the linked title, %L the lead, %D the day."""
    return "".join(
        card.replace("%T", _link(at))
        .replace("%P", _link(at).replace(TITLES[at], "<img src=/v.jpg>"))
        .replace("%L", LEADS[at])
        .replace("%D", DAYS[at][0])
        for at in range(3)
    )


SHAPES = {
    "a day before a dash": f"<dl>{_all('<dt>%T</dt><dd><em>%D</em> – %L</dd>')}</dl>",
    "a day before a rule": f"<ul>{_all('<li><h3>%T</h3><p>%D | %L</p></li>')}</ul>",
    "tables": _all("<table width=100%><tr><td width=80>%P</td><td><font><b>%T</b></font><br><font size=1>%D</font><br>%L</td></tr></table>"),
    "a day in spans": f"<ul>{_all('<li><p>%D</p><h3>%T</h3><p>%L</p></li>')}</ul>",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_has_its_day_and_its_lead(shape: str) -> None:
    cards = SHAPES[shape]
    if "spans" in shape:
        for day, _ in DAYS:
            spans = "".join(f"<span>{one}</span>" for one in day.split())
            cards = cards.replace(f"<p>{day}</p>", f"<div class=jour>{spans}</div>")
    page = f"<html><head><title>Journal</title></head><body><main><h1>Journal</h1>{cards}</main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    read = [(one.title, one.published, one.lead) for one in listing.cards]
    assert read == [(TITLES[at], DAYS[at][1], LEADS[at]) for at in range(3)]


BRIEF = ["Trois quais neufs.", "Une halle couverte.", "Un forage de plus."]
TITLED = {
    "a day and a dash in the link": [
        f"<li><a href='/journal/{at}'>{DAYS[at][0]} – {TITLES[at]}</a></li>" for at in range(3)
    ],
    "a byline in the term": [
        f"<dt><span><a href='/journal/{at}'>{TITLES[at]}</a></span><span> — publié le <i>{DAYS[at][0]}</i></span></dt><dd>{LEADS[at]}</dd>"
        for at in range(3)
    ],
    "a tag beside the title": [
        f"<div class='card'><a href='/category/c{at}' class='tag'>Ports</a><a href='/journal/{at}'><img src='/v.jpg'></a>"
        f"<a href='/journal/{at}' class='t'>{TITLES[at]}</a><div>Le {DAYS[at][0]}</div></div>"
        for at in range(3)
    ],
    "one link round all, short words": [
        f"<div role='listitem'><a href='/journal/{at}' class='w-inline-block'><img src='/v.jpg'><div>{DAYS[at][0]}</div>"
        f"<div>{TITLES[at]}</div><div>{BRIEF[at]}</div></a></div>"
        for at in range(3)
    ],
    "a short lead before its link": [
        f"<article class='post'><h2><a href='/journal/{at}'>{TITLES[at]}</a></h2><time datetime='{DAYS[at][1]}'>{DAYS[at][0]}</time>"
        f"<p>{BRIEF[at]} <a href='/journal/{at}'>Lire la suite</a></p></article>"
        for at in range(3)
    ],
}  # fmt: skip


@pytest.mark.parametrize("shape", TITLED)
def test_a_card_is_titled_by_its_own_words(shape: str) -> None:
    cards = "".join(TITLED[shape])
    wrap = {"<li": "ul", "<dt": "dl"}.get(cards[:3], "div")
    page = f"<body><main><h1>Journal</h1><{wrap}>{cards}</{wrap}><a href='/journal?3a_page=2'>Suivant</a></main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    assert [(one.title, one.published) for one in listing.cards] == [
        (TITLES[at], DAYS[at][1]) for at in range(3)
    ]
    if "short" in shape:
        assert [one.lead for one in listing.cards] == BRIEF


def test_earlier_pages_are_no_next_ones() -> None:
    pager = "<nav class='pagination'><a href='/journal/page/2/'>Précédent</a><a href='/journal'>1</a><a href='/journal/page/2/'>2</a><b>3</b>{}</nav>"
    for more, following in (("", ()), ("<a href='/journal/page/4/'>4</a>", (f"{URL}/page/4/",))):
        page = f"<body class='blog paged'><main>{_all('<article class=post><h2>%T</h2><p>%L</p></article>')}{pager.format(more)}</main>"
        listing = read_html(page.encode(), f"{URL}/page/3/").listing
        assert listing is not None
        assert listing.next_urls == following
        assert listing.earlier_urls == (f"{URL}/page/2/",)


BOXES = {
    "wpbakery": "<div class='wpb_column vc_col-sm-4'><div class='vc_cta3'><h2>{0}</h2><p>{1}</p><a class='vc_btn3' href='/{2}/'>En savoir plus</a></div></div>",
    "avada": "<div class='fusion-layout-column fusion_builder_column_1_3'><div class='fusion-column-wrapper'><h3>{0}</h3><p>{1}</p><div><a class='fusion-button' href='/{2}/'>En savoir plus</a></div></div></div>",
    "a link without words over the box": "<div class='vc_col-sm-6'><div class='fancy-box'><a class='box-link' href='/{2}/'></a><h3>{0}</h3><p>{1}</p></div></div>",
}  # fmt: skip


@pytest.mark.parametrize("builder", BOXES)
def test_columns_of_text_with_a_button_are_the_page_s_own(builder: str) -> None:
    boxes = "".join(BOXES[builder].format(TITLES[at], LEADS[at], at) for at in range(3))
    page = f"<body class='page page-id-9'><main><h1>Ce que nous faisons</h1><p>{LEADS[0]}</p><div class='row'>{boxes}</div></main>"
    read = read_html(page.encode(), "https://villes.example/ce-que-nous-faisons/")
    assert read.reading is not None
    assert all(one in (read.reading.text or "") for one in LEADS)


NEXT = [
    ("<a rel=next href='?offset=1700000000000'>Plus</a>", "?offset=1700000000000"),
    ("<a href='?offset=1700000000000'>Suite</a>", "?offset=1700000000000"),
    ("<a rel='next nofollow' href='/journal?curseur=ab12'>Plus</a>", "?curseur=ab12"),
    ("<a rel=next href='/journal/2'>Plus</a>", "/2"),
    ("<a rel=next href='/journal/p-2/'>Plus</a>", "/p-2/"),
    ("<a rel=next href='/journal/un-autre-article'>Un autre article</a>", None),
    ("<a rel=next href='/agenda/2'>Agenda</a>", None),
    ("<a rel=next href='https://ailleurs.example/journal/2'>Ailleurs</a>", None),
    ("<nav class='pagination'><span>1</span><a href='/journal/2/'>2</a></nav>", "/2/"),
    ("<a class='page-numbers next' href='/journal/2/'>Suivant »</a>", "/2/"),
    ("<ul class='pages'><li>1</li><li><a href='/journal/p/2'>2</a></li></ul>", "/p/2"),
    ("<p>Il y a <a href='/journal/2/'>2</a> quais.</p>", None),
    ("<a href='?p=2'>Suite &gt;&gt;</a>", "?p=2"),
    ("<a href='?p=271'>Suite</a>", None),
    ("<a href='/journal2.htm'>Page suivante</a>", "2.htm"),
    ("<a href='/journal2.php'><img src=f.gif alt='Page suivante'></a>", "2.php"),
    ("<nav class='pager'><a href='/journal2.html'>Suivant</a></nav>", "2.html"),
    ("<a href='/le-quai2.htm'>Suivant</a>", None),
    ("<a href='/journal3.htm'>Page suivante</a>", None),
    ('<script>var etat={"pagination":{"total":41,"next":"\\/journal?page=2"}}</script>', "?page=2"),
    (
        '<script>var infiniteScroll = JSON.parse(decodeURIComponent("%7B%22history%22%3A%7B%22path%22%3A%22%2Fjournal%2Fpage%2F%25d%2F%22%7D%7D"))</script>',
        "/page/2/",
    ),
]


@pytest.mark.parametrize(("link", "following"), NEXT)
def test_where_a_listing_goes_on(link: str, following: str | None) -> None:
    cards = _all("<article><h2>%T</h2><p>%L</p></article>")
    page = f"<html><head><title>Journal</title></head><body><main><h1>Journal</h1>{cards}<div>{link}</div></main>"
    listing = read_html(page.encode(), URL).listing
    assert listing is not None
    assert listing.next_urls == (() if following is None else (f"{URL}{following}",))


CLICKABLE = {
    "onclick": "<div class='bloc' onclick=\"location.href='%U'\"><h3>%T</h3><p>%L</p></div>",
    "onclick on a window": "<article role='link' onclick=\"window.location = '%U';\"><h3>%T</h3><p>%L</p></article>",
    "window.open": "<div onclick=\"window.open('%U', '_self')\"><h3>%T</h3><p>%L</p></div>",
    "data-href": "<li class='bloc' data-href='%U'><h3>%T</h3><p>%L</p></li>",
    "data-url": "<div role='link' tabindex=0 data-url='%U'><strong>%T</strong><p>%L</p></div>",
    "a column": "<div class='elementor-column' data-column-clickable='%U'><h3>%T</h3><p>%L</p></div>",
    "a container": "<div class='e-con' data-ha-element-link='{&quot;url&quot;:&quot;https:\\/\\/villes.example%U&quot;}'><h3>%T</h3><p>%L</p></div>",
    "rows": "<tr data-href='%U'><td>%T</td><td>%L</td></tr>",
}


@pytest.mark.parametrize("kind", CLICKABLE)
def test_a_box_that_a_script_makes_a_link_is_a_card(kind: str) -> None:
    boxes = "".join(
        CLICKABLE[kind].replace("%U", f"/p/{at}/").replace("%T", TITLES[at]).replace("%L", LEADS[at])
        for at in range(3)
    )  # fmt: skip
    shown = f"<table>{boxes}</table>" if "<tr" in boxes else f"<div class='grille'>{boxes}</div>"
    listing = read_html(f"<main><h1>Journal</h1>{shown}</main>".encode(), URL).listing
    assert listing is not None
    read = [(one.url, one.title) for one in listing.cards]
    assert read == [(f"https://villes.example/p/{at}/", TITLES[at]) for at in range(3)]


CARD_DAYS = [
    ("<h3>%T</h3><p>La réunion du 9 mai 2031 dira la suite.</p><p>Publié le 4 mars 2024</p>", "2024-03-04"),
    ("<h3>%T</h3><p>La charte du 9 mai 2011 tient bon.</p><footer><small>4 mars 2024</small></footer>", "2024-03-04"),
    ("<h3>%T</h3><p>Clôture : 9 mai 2031</p><p>Mis en ligne le 4 mars 2024</p>", "2024-03-04"),
    ("<h3>%T</h3><p>Le 9 mai 2011, le quai s'ouvrait.</p><div class='card-date'>4 mars 2024</div>", "2024-03-04"),
    ("<h3>%T</h3><p>Dossiers à rendre jusqu'au 9 mai 2031.</p>", None),
    ("<h3>%T</h3><p>La charte du 9 mai 2011 tient bon.</p>", None),
    ("<h3>%T le 9 mai 2031</h3><p>Le quai est refait.</p>", None),
    ("<h3>%T le 9 mai 2031</h3><p class='meta'>4 mars 2024</p>", "2024-03-04"),
    ("<meta itemprop='dateModified' content='2024-04-01'><meta itemprop='datePublished' content='2024-03-04'><h3>%T</h3><p>Le quai est refait.</p>", "2024-03-04"),
    ("<h3>%T</h3><p><span class='updated' style='display: none'>2024-04-01</span> 4 mars 2024</p>", "2024-03-04"),
    ("<h3>%T</h3><p>Par Awa | <span class='updated'>2024-04-01T09:00:00+00:00</span><span>4 mars 2024</span> | 0 commentaire</p>", "2024-03-04"),
]  # fmt: skip


@pytest.mark.parametrize(("card", "day"), CARD_DAYS)
def test_a_card_s_day_is_stated_and_no_day_that_it_tells_of(card: str, day: str | None) -> None:
    cards = "".join(f"<article>{card.replace('%T', _link(at))}</article>" for at in range(3))
    listing = read_html(f"<main><h1>Journal</h1>{cards}</main>".encode(), URL).listing
    assert listing is not None
    assert [one.published for one in listing.cards] == [day] * 3
    assert all(one.lead for one in listing.cards if "est refait" in card or "tient bon" in card)


ROWS = {
    "headings": "<h3>%T</h3><p>%L</p><p><a href='%U'>En savoir plus</a></p>",
    "headings, the link in the text": "<h2>%T</h2><p>%L <a href='%U'>Lire la suite</a></p>",
    "bold titles": "<p><strong>%T</strong></p><p>%L</p><p><a href='%U'>Lire la suite</a></p>",
    "bold titles in a paragraph": "<p><b>%T</b><br>%L<br><a href='%U'>Lire la suite...</a></p>",
    "rows": "<tr><td><img src=a.jpg></td><td><b>%T</b><br>%L<br><a href='%U'>Lire</a></td></tr>",
    "an image box and a button": "<div class='elementor-widget-image-box'><h3>%T</h3><p>%L</p></div><div class='elementor-widget-button'><a href='%U'>En savoir plus</a></div>",
    "a picture, a column of text and a button": "<div class='vc_column'><div><a href='%U'><img src=x.jpg></a></div><div class='wpb_wrapper'><h4>%T</h4><p>%L</p></div><div><a href='%U'>Lire la suite</a></div></div>",
    "linked titles over text": "<p><a href='%U'>%T</a></p><p>%L</p>",
    "links with words": "<li><a href='%U'>%T</a> – %L</li>",
    "terms": "<dt>%T</dt><dd>%L <a href='%U'>Lire la suite</a></dd>",
    "linked terms": "<dt><a href='%U'>%T</a></dt><dd>Le quai est refait.</dd>",
    "days as terms": "<dt>%D</dt><dd><a href='%U'>%T</a> Le quai est refait.</dd>",
    "days before links": "<li>%D : <a href='%U'>%T</a> Le quai est refait.</li>",
    "flip boxes": "<div class='flip-box'><div class='front'><h3>%T</h3></div><a class='back' href='%U'><div>%L</div><span>Lire</span></a></div>",
    "a link with its day": "<li class='item'><a href='%U#haut'><span>%T</span> <span class='d'>%D</span></a></li>",
}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_a_flat_row_gives_its_cards(kind: str) -> None:
    row = ROWS[kind]
    boxes = "".join(
        row.replace("%U", f"/p/{at}/").replace("%T", TITLES[at]).replace("%L", LEADS[at])
        .replace("%D", DAYS[at][0])
        for at in range(3)
    )  # fmt: skip
    for tag, around in (("<dt", "dl"), ("<tr", "table"), ("<li", "ul")):
        if tag in row:
            boxes = f"<{around}>{boxes}</{around}>"
    page = read_html(f"<body><main><h1>Nos projets</h1>{boxes}</main>".encode(), URL)
    assert page.listing is not None
    read = [(one.url, one.title, one.published) for one in page.listing.cards]
    days = [one[1] if "%D" in row else None for one in DAYS]
    assert read == [(f"https://villes.example/p/{at}/", TITLES[at], days[at]) for at in range(3)]
    assert page.reading is None


@pytest.mark.parametrize("kind", ["links with words", "linked titles over text"])
def test_an_article_s_links_are_no_row_of_cards(kind: str) -> None:
    row = ROWS[kind]
    links = "".join(
        row.replace("%U", f"/p/{at}/").replace("%T", TITLES[at]).replace("%L", LEADS[at])
        for at in range(3)
    )
    prose = "".join(f"<p>{lead} {lead}</p>" for lead in LEADS)
    page = read_html(f"<body><main><h1>Le fleuve</h1>{prose}{links}</main>".encode(), URL)
    assert page.reading is not None
    assert all(one in (page.reading.text or "") for one in LEADS)


def test_a_lead_without_a_word_is_none() -> None:
    cards = _all("<article><h2>%T</h2><p>21 01 '22</p></article>")
    listing = read_html(f"<main><h1>Journal</h1>{cards}</main>".encode(), URL).listing
    assert listing is not None
    assert [one.lead for one in listing.cards] == [None] * 3


HEADS = [
    ("<h2>Mardi 5 mars 2024</h2>", "<h2>Lundi 4 mars 2024</h2>", ["2024-03-05", "2024-03-04"]),
    ("<p><b>5 mars 2024</b></p>", "<p><b>4 mars 2024</b></p>", ["2024-03-05", "2024-03-04"]),
    ("<h3>Mars 2024</h3>", "<h3>Février 2024</h3>", [None, None]),
    ("<h2>Le fleuve</h2>", "<h2>Les marchés</h2>", [None, None]),
]


@pytest.mark.parametrize(("first", "second", "days"), HEADS)
def test_a_feed_under_headings_is_a_listing(
    first: str, second: str, days: list[str | None]
) -> None:
    titles = ["Le quai de Podor rouvre enfin", "La halle de Kandi est pleine"]
    lists = "".join(
        f"{head}<ul><li><a href='/n/{at}0'>{titles[0]}</a></li><li><a href='/n/{at}1'>{titles[1]}</a></li></ul>"
        for at, head in enumerate((first, second))
    )
    page = read_html(f"<body><main><h1>Le fil</h1>{lists}</main>".encode(), URL)
    assert page.reading is None
    assert page.listing is not None
    assert [one.published for one in page.listing.cards] == [days[0], days[0], days[1], days[1]]
