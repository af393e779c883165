"""Whatever bytes come: only PageError is raised, and time stays linear."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.feed import read_feed
from aimf_scraper.pages.api.rest import read_items, read_types
from aimf_scraper.pages.api.sitemap import read_sitemap
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.reading import Reading
from aimf_scraper.records import to_json
from tests.linear import assert_linear

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://www.aimf.asso.fr/x/"
PROSE = "<p>Une phrase assez longue pour être de la prose, avec un point final et une virgule ou deux.</p>"
TAGS = [
    "html",
    "head",
    "body",
    "main",
    "article",
    "div",
    "p",
    "a",
    "h1",
    "h2",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "nav",
    "footer",
    "header",
    "aside",
    "form",
    "br",
    "img",
    "time",
    "span",
    "section",
    "button",
    "svg",
    "select",
    "dl",
    "dt",
    "dd",
    "figure",
    "x-y",
    "font",
]
NAMES = [
    "class",
    "id",
    "href",
    "src",
    "srcset",
    "datetime",
    "role",
    "rel",
    "data-pages",
    "data-next",
    "itemprop",
    "style",
    "title",
]
VALUES = ["card item", "single-actions", "nav", "pays-cameroun", "/a/", "/page/2/", "http://[x", "archive",
          "https://x.fr/a.pdf", "2024-03-12", "3", "next", "main", "//x", "\r", "?paged=2", "Accueil"]  # fmt: skip
WORDS = ["Publié le 12 mars 2024", "Ces articles pourraient vous intéresser", PROSE[3:-4], "...", "Budget",
         "Lorem ipsum dolor", "Pays : Cameroun", "0%", "Ã©tÃ©", "Accueil > Actualités"]  # fmt: skip


def _read_or_refuse(read: Callable[..., object], *arguments: object) -> None:
    """Call *read*; any error but PageError fails the test."""
    with suppress(PageError):
        assert read(*arguments) is not None


@st.composite
def soups(draw: st.DrawFn) -> str:
    value = st.sampled_from(VALUES) | st.text(max_size=12)
    out = []
    for _ in range(draw(st.integers(0, 30))):
        tag = draw(st.sampled_from(TAGS))
        match draw(st.integers(0, 4)):
            case 0:
                out.append(f"</{tag}>")
            case 1:
                out.append(draw(st.sampled_from(WORDS) | st.text(max_size=60)))
            case _:
                pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), value), max_size=3))
                out.append(f"<{tag}" + "".join(f' {k}="{v}"' for k, v in pairs) + ">")
    return "".join(out)


@pytest.mark.parametrize(
    "heading",
    [
        '<h2><time datetime="2024-03-0\x1d">4 mars 2024</time> Un lavoir\x1f rouvre</h2>',
        "<h2>Un lavoir <span class=date>4 mars\x02 2024</span></h2>",
        "<details><summary>Le pro\x07jet</summary><p>Un lavoir.</p></details>",
    ],
)
def test_characters_that_xml_has_none_of_are_no_fault(heading: str) -> None:
    page = f"<html lang=fr><body><main><article>{heading}<p>{'Le lavoir est ouvert. ' * 9}</p>"
    assert read_html(page.encode(), URL).links == ()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(soups())
def test_any_soup_is_read_or_refused(soup: str) -> None:
    body = soup.encode("utf-8", "replace")
    try:
        page = read_html(body, URL)
    except PageError:
        return
    if page.reading is not None:
        data = json.loads(json.dumps(to_json(page.reading)))
        assert Reading.from_json(data) == page.reading
        assert "\n\n" not in (page.reading.text or "")
    assert read_html(body, URL) == page, "the same bytes read twice"


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([None, "text/html", "text/html; charset=utf-16", "\x00"]),
)
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str | None) -> None:
    for data in (body, b"<p>" + body, b"\xff\xfe" + body):
        _read_or_refuse(read_html, data, URL, content_type)
    for read in (read_sitemap, read_feed, read_items):
        for start in (b"", b"<rss><channel><item>", b"\x1f\x8b\x08", b"[{"):
            _read_or_refuse(read, start + body, URL)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["rendered", "protected", "wp:term", "taxonomy", "name", "slug", "rest_base"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)
FIELDS = ["type", "content", "title", "excerpt", "_embedded", "date", "modified_gmt", "status"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_json_is_read(entry: dict[str, object]) -> None:
    body = json.dumps([{**entry, "id": 1, "link": "/a/"}]).encode()
    assert len(read_items(body, URL)) <= 1
    assert len(read_types(json.dumps({"x": {**entry, "slug": "x"}}).encode()).types) <= 1


BAD_ADDRESSES = [
    "http://[x",
    "//[",
    "http://x]/a.pdf",
    "http://\u2100.fr/a.pdf",
    "http:///",
    "http://x:y/a.pdf",
]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_malformed_addresses_are_no_obstacle(address: str) -> None:
    html = (
        f'<base href="{address}"><link rel="canonical" href="{address}"><h1>Titre</h1>{PROSE}'
        f'<img src="{address}"><a href="{address}">Lire</a><div data-pages="3" data-next="{address}"></div>'
    )
    for url in (URL, address):
        assert read_html(html.encode(), url).links is not None
    assert read_items(json.dumps([{"id": 1, "link": address}]).encode(), address) is not None


def _hostile(many: int) -> dict[str, str]:
    """Return pages with *many* of what somebody could put in a page, by what it is."""
    return {
        "headings over teasers": "<h1>T</h1>" + PROSE + "<h3>Voir aussi</h3>" * many,
        "boxes of teasers": "<h1>T</h1>" + PROSE + "<div><h3>Articles similaires</h3>x</div>" * many,
        "cards": "<div>" + "".join(f"<li><h2><a href=/{n}>x</a></h2><p>y</p>" for n in range(many)),
        "links to one page": "<div>" + "<a href=/a>b</a>" * many + "</div>",
        "counts of pages": "<div data-pages=999999></div>" * many + "<a href=/page/2/>2</a>",
        "rows": "<table>" + "<tr><td>a<td>b" * many,
        "labels": "<dl>" + "<dt>Budget<dd>3" * many,
        "lines": "a<br>" * many * 4,
        "classes": PROSE + "".join(f'<div class="a{n} nav{n}">x</div>' for n in range(many)),
        "broken JSON-LD": '<script type="application/ld+json">' + "[" * (5 * many) + "</script>" + PROSE,
        "drawings in a script": "<script>" + "<svg><path d=x>" * many + "</script>" + PROSE,
        "a drawing that never ends": PROSE + "<svg>" + "<path d=x />" * many,
        "strips of tabs": PROSE + "<div class=tabs><ul><li><a href=#a>b</a><li><a href=#c>d</a></ul>x</div>" * (many // 4),
        "strips in one box": PROSE + "<div class=tabs>" + "<ul><li><a href=#a>b</a><li><a href=#c>d</a></ul>" * (many // 4),
        "toggles": PROSE + "<div class=toggle><div class=toggle-title>a</div><p>b</div>" * many,
        "toggles in one another": PROSE + ("<div class=accordion><b class=accordion-title>a</b>" * 200 + "x" + "</div>" * 200) * (many // 500),
        "counters": PROSE + "<div class=counter data-value=3><p>0</p><p>a</p></div>" * many,
        "tables in one another": PROSE + ("<table><tr><td>Budget<td>" * 80 + "3" + "</table>" * 80) * (many // 250),
        "dates in titles": PROSE + ("<h2>" + "<span>3 mai 2023 " * 100 + "</span>" * 100 + "</h2>") * (many // 250),
        "calls": (PROSE + "<div><p>Faites un don</p><b>x</b></div>") * (many // 4),
        "forms for an address": PROSE + "<div>a<form><input type=email></form></div>" * many,
        "fields for an address": PROSE + "<div>a<input type=email></div>" * many,
        "icons of documents": PROSE + "<li>a" + "<a href=/x.pdf><img></a>" * many,
        "documents in one another": PROSE + ("<div>" * 100 + "<a href=/x.pdf><img></a>" * 20 + "</div>" * 100) * (many // 200),
        "shortcodes": PROSE + "<p>" + "[a b=c][/a][" * many,
        "fact sheets": "<div><p>Budget : 3</p><p>Pays : Togo</p></div>" * many + f"<main>{PROSE * 9}</main>",
    }  # fmt: skip


@pytest.mark.parametrize("name", _hostile(500))
def test_time_is_linear(name: str) -> None:
    """A loop in a loop over some ten thousand boxes takes minutes."""
    assert_linear(
        lambda html: read_html(html.encode(), URL), lambda many: _hostile(many)[name], length=1_000
    )


DRAWN = {
    "between words": ("Avant<svg a=b><path d='M1'/></svg>après.", "Avantaprès."),
    "with words": ("Avant <svg><text>dessin</text></svg> après.", "Avant après."),
    "never closed": ("Avant <svg><path d=x> après.", "Avant"),
    "only in a script": ("<script>a='<svg>'</script>Avant <b>et</b><svg></svg>.", "Avant et."),
}


@pytest.mark.parametrize(("html", "text"), DRAWN.values(), ids=DRAWN)
def test_drawings_take_nothing_with_them(html: str, text: str) -> None:
    reading = read_html(f"<main><h1>Titre</h1>{PROSE}<p>{html}</p></main>".encode(), URL).reading
    assert reading is not None
    assert (reading.text or "").split("\n")[-1] == text
