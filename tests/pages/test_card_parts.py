"""A card keeps to its own box and its own day, and a label over its title is no title."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.html import read_html

ITEMS = [
    ("four", "Le four banal rallumé", "14 avril 2022", "2022-04-14", "Arrêté"),
    ("gue", "Un gué sur la Falémé", "2 avril 2022", "2022-04-02", "Arrêté"),
    ("cale", "La cale remise à flot", "29 mars 2022", "2022-03-29", "Avis"),
]
#: One card; of several its list; %U its address, %T its title, %D its day, %K its label.
DATED = {
    "a day and a line in an item": "<li><p class='jour'>%D</p><p><a href='%U'>%T</a> : le conseil a voté les crédits.</p></li>",
    "a day and a line in an article": "<article class='post'><p>Publié le %D</p><p><a href='%U'>%T</a> : le conseil a voté les crédits.</p></article>",
    "a picture, a day and a line": "<article class='post'><a href='%U'><img src='/a.jpg' alt=''></a><p>%D</p><p><a href='%U'>%T</a> – le conseil a voté.</p></article>",
    "a line and a button": "<article class='post'><p>%D</p><p><a href='%U'>%T</a> : le conseil a voté.</p><p><a href='%U'>Lire</a></p></article>",
    "no box, a day above": "<p class='jour'>%D</p><p><a href='%U'>%T</a> : le conseil a voté les crédits.</p>",
    "no box, a heading that is a day": "<h4>%D</h4><p><a href='%U'>%T</a> – le conseil a voté les crédits.</p>",
    "no box, a bold day": "<p><b>%D</b></p><p><a href='%U'>%T</a> : le conseil a voté les crédits.</p>",
    "no box, a day below": "<p><a href='%U'>%T</a> : le conseil a voté les crédits.</p><p class='jour'>%D</p>",
    "a heading that is a day": "<div class='bloc'><h3>%D</h3><p><a href='%U'>%T</a></p></div>",
    "a link round a day and a title": "<a href='%U' class='bloc'><h5>%D</h5><p>%T</p></a>",
}
LABELLED = {
    "a rubric as heading": "<article><h4>%K</h4><p><a href='%U'>%T</a></p><p>%D</p></article>",
    "a rubric as linked heading": "<article><h5><a href='/category/%K/'>%K</a></h5><p><a href='%U'>%T</a></p><p>%D</p></article>",
    "a rubric in a link round all": "<a class='bloc' href='%U'><h6>%K</h6><p>%T</p><p>%D</p></a>",
    "a place, and the day beside the link": "<li><h4>%K</h4><span><a href='%U'>%T</a></span> <em>%D</em></li>",
    "a numbered rubric": "<div class='bloc'><h4>%K n° %U</h4><a href='%U'><b>%T</b></a><br><span>%D</span></div>",
}


def _cards(card: str) -> list[tuple[str | None, str | None, str | None]]:
    shown = ""
    for slug, title, day, _, label in ITEMS:
        url = f"/fil/{slug}"
        made = card.replace("n° %U", f"n° {len(slug)}").replace("%U", url).replace("%T", title)
        shown += made.replace("%D", day).replace("%K", label)
    page = f"<html lang='fr'><body><main><h1>Le fil</h1><div class='liste'>{shown}</div></main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    return [(one.url, one.title, one.published) for one in listing.cards]


@pytest.mark.parametrize("kind", [*DATED, *LABELLED])
def test_title_and_day(kind: str) -> None:
    assert _cards({**DATED, **LABELLED}[kind]) == [
        (f"https://villes.example/fil/{slug}", title, day) for slug, title, _, day, _ in ITEMS
    ]


def test_undated_card_takes_no_other_day() -> None:
    """The second card has no day: the third one's, which stands above it, is not the second's."""
    card = "{}<h3><a href='/fil/{}'>{}</a></h3><p>Le conseil a voté les crédits.</p>"
    shown = "".join(
        card.format("" if slug == "gue" else f"<p>{day}</p>", slug, title)
        for slug, title, day, *_ in ITEMS
    )
    page = f"<html lang='fr'><body><main><h1>Le fil</h1>{shown}</main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    assert [one.published for one in listing.cards] == ["2022-04-14", None, "2022-03-29"]


@pytest.mark.parametrize("link", ["Découvrir le chantier de {}", "Lire le récit de la fête à {}"])
def test_heading_over_a_link_that_leads_on(link: str) -> None:
    card = "<article><h3>{1}</h3><p><a href='/fil/{0}'>{2}</a></p><p>{3}</p></article>"
    shown = "".join(
        card.format(slug, place, link.format(place), day)
        for (slug, _, day, *_), place in zip(ITEMS, ["Podor", "Kandi", "Rosso"], strict=True)
    )
    page = f"<html lang='fr'><body><main><h1>Le fil</h1>{shown}</main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    assert [one.title for one in listing.cards] == ["Podor", "Kandi", "Rosso"]


def _read(shown: str, url: str = "https://villes.example/fil") -> list[tuple[str | None, ...]]:
    page = f"<html lang='fr'><body><main><h1>Le fil</h1><div class='liste'>{shown}</div></main></body></html>"
    listing = read_html(page.encode(), url).listing
    return [] if listing is None else [(one.url, one.title, one.published) for one in listing.cards]


TILES = {
    "named by its picture": "<a class='t' href='/fil/%S'><img src='/%S.jpg' alt='%T'></a>",
    "named by its link": "<a class='t' href='/fil/%S' aria-label='%T'><img src='/%S.jpg' alt=''></a>",
    "in a list": "<li><a href='/fil/%S'><img src='/%S.jpg' alt='%T'></a></li>",
    "in an item": "<article class='t'><a href='/fil/%S' aria-label='%T'></a></article>",
    "named by a title, labelled to lead on": "<a href='/fil/%S' aria-label='Lire la suite'><img src='/%S.jpg' alt='%T'></a>",
}


@pytest.mark.parametrize("kind", TILES)
def test_tiles(kind: str) -> None:
    shown = "".join(TILES[kind].replace("%S", slug).replace("%T", t) for slug, t, *_ in ITEMS)
    assert _read(shown) == [
        (f"https://villes.example/fil/{slug}", title, None) for slug, title, *_ in ITEMS
    ]


def test_pictures_without_names_are_no_tiles() -> None:
    shown = "".join(f"<a href='/fil/{slug}'><img src='/{slug}.jpg'></a>" for slug, *_ in ITEMS)
    assert _read(shown) == []


CLAIMED = {
    "a meta beside the box": "<div class='c' itemscope itemtype='https://schema.org/BlogPosting'><meta itemprop='datePublished' content='%I'><div class='x'><h3><a href='/fil/%S'>%T</a></h3></div></div>",
    "a meta beside columns": "<div class='col'><div itemscope itemtype='https://schema.org/BlogPosting'><meta itemprop='dateModified' content='2025-02-02'><meta itemprop='datePublished' content='%I'><div class='x'><h3><a href='/fil/%S'>%T</a></h3><p>Deux mots.</p></div></div></div>",
    "an attribute": "<article data-date='%I'><h3><a href='/fil/%S'>%T</a></h3></article>",
    "small print in the heading": "<div class='c'><p>%I</p><h3><a href='/fil/%S'>%T</a> <small>Deux mots de plus</small></h3></div>",
}


@pytest.mark.parametrize("kind", CLAIMED)
def test_claimed_days(kind: str) -> None:
    shown = "".join(
        CLAIMED[kind].replace("%S", slug).replace("%T", title).replace("%I", day)
        for slug, title, _, day, _ in ITEMS
    )
    assert _read(shown) == [
        (f"https://villes.example/fil/{slug}", title, day) for slug, title, _, day, _ in ITEMS
    ]


def test_a_claim_beside_several_cards_is_none_of_theirs() -> None:
    card = "<div class='c'><h3><a href='/fil/{}'>{}</a></h3></div>"
    shown = "".join(card.format(slug, title) for slug, title, *_ in ITEMS)
    read = _read(f"<meta itemprop='datePublished' content='2020-01-01'>{shown}")
    assert [day for *_, day in read] == [None, None, None]


def test_days_in_the_values_of_terms() -> None:
    item = "<dt><a href='/fil/{}'>{}</a></dt><dd><small>lundi {}</small> Le conseil a voté les crédits.</dd>"
    shown = "".join(item.format(slug, title, day) for slug, title, day, *_ in ITEMS)
    assert [day for *_, day in _read(f"<dl>{shown}</dl>")] == [day for *_, day, _ in ITEMS]


CLICKED = "<div class='c' onclick=\"location.href='/fil/{}'\">{}</div>"


def test_clickable_boxes_without_headings() -> None:
    made = "<div class='corps'><div>{}</div><div>{}</div></div>"
    shown = "".join(CLICKED.format(slug, made.format(title, day)) for slug, title, day, *_ in ITEMS)
    assert _read(shown) == [
        (f"https://villes.example/fil/{slug}", title, day) for slug, title, _, day, _ in ITEMS
    ]


def test_clickable_buttons_are_no_cards() -> None:
    shown = "".join(CLICKED.format(slug, "<div>Retour à l’accueil</div>") for slug, *_ in ITEMS)
    assert _read(shown) == []


DOCUMENTS = {
    "a linked heading": "<article><h3><a href='/fichiers/%S.pdf'>%T</a></h3><p>%D</p></article>",
    "a heading and a button": "<div class='p'><img src='/%S.jpg' alt=''><h3>%T</h3><p>%D</p><a class='btn' href='/fichiers/%S.pdf'>Télécharger</a></div>",
    "a heading over its file": "<div class='p'><h3>%T</h3><p><a href='/fichiers/%S.pdf'>Télécharger %T (PDF, 2 Mo)</a></p><p>%D</p></div>",
}


def _documents(kind: str) -> str:
    return "".join(
        DOCUMENTS[kind].replace("%S", slug).replace("%T", title).replace("%D", day)
        for slug, title, day, *_ in ITEMS
    )


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_documents_of_a_page_of_publications(kind: str) -> None:
    assert _read(_documents(kind), "https://villes.example/publications/") == [
        (f"https://villes.example/fichiers/{slug}.pdf", title, day)
        for slug, title, _, day, _ in ITEMS
    ]


@pytest.mark.parametrize("path", ["/actions/", "/publications/guide-de-la-cale/"])
def test_documents_of_another_page_are_no_cards(path: str) -> None:
    """A list of actions, an article: what hangs on them are attachments."""
    assert _read(_documents("a linked heading"), f"https://villes.example{path}") == []


def test_documents_beside_pages_are_no_cards() -> None:
    card = "<article><h3><a href='/publications/{0}/'>{1}</a></h3><p>{2}</p><a href='/fichiers/{0}.pdf'>PDF</a></article>"
    shown = "".join(card.format(slug, title, day) for slug, title, day, *_ in ITEMS)
    assert [url for url, *_ in _read(shown, "https://villes.example/publications/")] == [
        f"https://villes.example/publications/{slug}/" for slug, *_ in ITEMS
    ]


FLAT = "<p><a href='/fil/{}'>{}</a> : le conseil a voté.</p>"
FOOT = "<p>Mis à jour le 7 juin 2023</p>"


@pytest.mark.parametrize("above", [True, False])
def test_the_day_of_the_page_is_no_card_s(above: bool) -> None:
    """One day more than there are cards: the page's own is spelled in another way."""
    cards = [(FLAT.format(slug, title), f"<p>{day}</p>") for slug, title, day, *_ in ITEMS]
    shown = "".join(day + card if above else card + day for card, day in cards)
    read = _read(shown + FOOT if above else FOOT + shown)
    assert [day for *_, day in read] == [day for *_, day, _ in ITEMS]


def test_days_between_cards_are_nobody_s() -> None:
    """Two days between three cards: the first or the last has none, and nothing tells which."""
    days = ["", "<p>2 avril 2022</p>", "<p>29 mars 2022</p>"]
    shown = "".join(
        day + FLAT.format(slug, title) for day, (slug, title, *_) in zip(days, ITEMS, strict=True)
    )
    assert [day for *_, day in _read(shown)] == [None, None, None]


def test_a_sentence_under_a_shared_heading_is_no_title() -> None:
    card = "<div class='c'><h3>Fonds des quais</h3><p>Le conseil a voté pour {}.</p><a href='/fil/{}'>Lire la suite</a></div>"
    shown = "".join(card.format(title, slug) for slug, title, *_ in ITEMS)
    assert [title for _, title, _ in _read(shown)] == ["Fonds des quais"] * 3


#: Cards that are one link, and others without headings: %S the slug, %T the title, %D the day, %L a lead.
LEAD = "Le conseil a voté les crédits et confié le chantier à deux entreprises de la place."
UNHEADED = {
    "a caption of spans": "<a class='c' href='/fil/%S'><figure><img src='/%S.jpg' alt=''><figcaption><strong class='titre'>%T</strong><span class='chapo'>%L</span></figcaption></figure></a>",
    "a caption with its theme": "<a class='c' href='/fil/%S'><figure><img src='/%S.jpg' alt=''><figcaption><span class='theme'>Voirie</span><b class='intitule'>%T</b><em>%L</em></figcaption></figure></a>",
    "a box of spans": "<a class='c' href='/fil/%S'><img src='/%S.jpg' alt=''><div class='corps'><span class='nom'>%T</span><span class='mots'>%L</span></div></a>",
    "picture, title and lead each a link": "<article class='c'><a href='/fil/%S'><div class='vue'></div></a><div class='d'><a class='nom h5' href='/fil/%S'>%T</a><a href='/fil/%S'><div class='mots'>%L</div></a></div></article>",
    "title and lead each a link": "<div class='c'><a class='nom' href='/fil/%S'>%T</a><a href='/fil/%S'><p>%L</p></a></div>",
}  # fmt: skip


@pytest.mark.parametrize("kind", UNHEADED)
def test_titles_without_headings(kind: str) -> None:
    shown = "".join(
        UNHEADED[kind].replace("%S", slug).replace("%T", title).replace("%L", LEAD)
        for slug, title, *_ in ITEMS
    )
    page = f"<html lang='fr'><body><main><h1>Le fil</h1><div class='liste'>{shown}</div></main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    assert [(one.url, one.title, one.lead) for one in listing.cards] == [
        (f"https://villes.example/fil/{slug}", title, LEAD) for slug, title, *_ in ITEMS
    ]


SHORT_DAYS = ["14/04", "2 avr.", "29 mars"]
GLUED = {
    "a time behind": "<div class='c'><a href='/fil/%S'><span class='nom'>%T</span><time>%D</time></a></div>",
    "a span before": "<div class='c'><a href='/fil/%S'><span class='jour'>%D</span><span class='nom'>%T</span></a></div>",
    "a span before bare words": "<div class='c'><a href='/fil/%S'><span class='jour'>%D</span> %T</a></div>",
    "small print behind": "<li><a href='/fil/%S'>%T <small>%D</small></a></li>",
    "in a box": "<a class='c' href='/fil/%S'><div class='corps'><b>%T</b><i>%D</i></div></a>",
}  # fmt: skip


@pytest.mark.parametrize("kind", GLUED)
def test_days_without_a_year_are_no_part_of_a_title(kind: str) -> None:
    shown = "".join(
        GLUED[kind].replace("%S", slug).replace("%T", title).replace("%D", day)
        for (slug, title, *_), day in zip(ITEMS, SHORT_DAYS, strict=True)
    )
    page = f"<html lang='fr'><body class='blog'><main><h1>Actualités</h1><div>{shown}</div></main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    assert [(one.url, one.title) for one in listing.cards] == [
        (f"https://villes.example/fil/{slug}", title) for slug, title, *_ in ITEMS
    ]


@pytest.mark.parametrize("month", ["<span class='m'>avr.</span>", "<em>jui.</em>"])
def test_a_day_in_pieces_over_a_title(month: str) -> None:
    card = "<div class='c'><a href='/fil/{}'><span class='j'>0{}</span> {}<strong>{}</strong></a></div>"
    shown = "".join(
        card.format(slug, at, month, title) for at, (slug, title, *_) in enumerate(ITEMS, 1)
    )
    assert [title for _, title, _ in _read(shown)] == [title for _, title, *_ in ITEMS]


def test_a_day_that_a_title_speaks_of_stays() -> None:
    shown = "".join(
        f"<article><a href='/fil/{slug}'>{title} ouvre le <em>3 mai</em></a><p>{LEAD}</p></article>"
        for slug, title, *_ in ITEMS
    )
    assert [title for _, title, _ in _read(shown)] == [f"{one} ouvre le 3 mai" for _, one, *_ in ITEMS]  # fmt: skip


CARD = "<div class='c'><h3><a href='{}'>{}</a></h3><p>{}</p></div>"


@pytest.mark.parametrize(
    ("first", "second"),
    [("gue", "gue/"), ("gue?utm_source=fil", "gue"), ("gue/?mtm_campaign=a&fbclid=b", "gue/")],
)
@pytest.mark.parametrize("others", [True, False])
def test_two_spellings_of_one_page_are_its_card(first: str, second: str, others: bool) -> None:
    shown = [CARD.format(f"/fil/{one}", "Un gué sur la Falémé", LEAD) for one in (first, second)]
    more = [CARD.format(f"/fil/{slug}", title, LEAD) for slug, title, *_ in ITEMS[::2]]
    page = f"<html lang='fr'><body><main><h1>Actualités</h1><div>{''.join([*shown, *(more if others else [])])}</div></main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    spelled = second if "?" in first else first
    urls = [f"https://villes.example/fil/{spelled}"]
    urls += [f"https://villes.example/fil/{slug}" for slug, *_ in ITEMS[::2]] if others else []
    assert [one.url for one in listing.cards] == urls


HEAD = "<h3><a href='/fil/%S'>%T</a></h3>"
LEADS = {
    "themes over it": f"<article>{HEAD}<ul class='puces'><li>Voirie</li><li>Eau et santé</li></ul><p>%D</p><p>%L</p></article>",
    "a theme below": f"<div class='c'><div class='d'>{HEAD}<p>%L</p><ul><li><p>Voirie</p></li></ul></div></div>",
    "a byline of two times": f"<article class='post'>{HEAD}<div class='entry-meta'><span>De <b>greffe</b></span><span><time datetime='%I'>%D</time><time class='updated' datetime='2025-02-03'>3 février 2025</time></span></div><p>%L</p></article>",
    "a day in brackets": f"<div class='c'>{HEAD}<p>(%D) %L</p></div>",
    "a day and a full stop": f"<div class='c'>{HEAD}<p>%D. %L</p></div>",
}  # fmt: skip


def _leads(card: str) -> list[tuple[str | None, str | None, str | None]]:
    shown = "".join(
        card.replace("%S", slug).replace("%T", title).replace("%L", LEAD)
        .replace("%D", day).replace("%I", iso)
        for slug, title, day, iso, _ in ITEMS
    )  # fmt: skip
    page = f"<html lang='fr'><body><main><h1>Actualités</h1><div>{shown}</div></main></body></html>"
    listing = read_html(page.encode(), "https://villes.example/fil").listing
    assert listing is not None
    return [(one.title, one.lead, one.published) for one in listing.cards]


@pytest.mark.parametrize("kind", LEADS)
def test_leads_without_what_stands_beside_them(kind: str) -> None:
    days = [iso if "%D" in LEADS[kind] else None for *_, iso, _ in ITEMS]
    assert _leads(LEADS[kind]) == [
        (title, LEAD, day) for (_, title, *_), day in zip(ITEMS, days, strict=True)
    ]


def test_a_day_behind_a_linked_title_in_its_line() -> None:
    card = "<li><p><a href='/fil/%S'><b>%T</b></a>, <i>%D</i>. %L</p></li>"
    assert [(title, day) for title, _, day in _leads(card)] == [
        (title, iso) for _, title, _, iso, _ in ITEMS
    ]


def test_a_list_that_the_lead_announces_is_its_own() -> None:
    told = "La journée réunit les trois quartiers autour de deux moments :"
    card = (
        f"<article>{HEAD}<p>{LEAD}</p><p>{told}</p><ul><li>visite</li><li>débat</li></ul></article>"
    )
    assert [lead for _, lead, _ in _leads(card)] == [f"{LEAD}\n{told}\n- visite\n- débat"] * 3
