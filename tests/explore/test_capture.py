"""An archived page made harmless, the words of a fact found on it again."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.errors import PageError
from aimf_scraper.explore.capture_view import view_of
from aimf_scraper.explore.capture_words import find_words, wanted_of

URL = "https://www.aimf.asso.fr/actions/a/"


class Case(NamedTuple):
    why: str
    text: str
    quote: str
    page: tuple[str, ...]
    sentence: str
    nth: int = 0


CASES = [
    Case(
        "broken over elements and lines",
        "Le marché coûte 3 M€. Il ouvre.",
        "3 M€",
        ("\n Le marché\n coûte ", "3\u00a0M€", ". Il ouvre."),
        "Le marché\n coûte 3\u00a0M€.",
    ),
    Case(
        "the second of two, by what stands around it",
        "Dakar a 3 M€. Lomé a 3 M€ aussi.",
        "3 M€",
        ("Dakar a 3 M€. ", "Lomé a 3 M€ aussi."),
        "Lomé a 3 M€ aussi.",
        nth=1,
    ),
    Case(
        "another apostrophe",
        "Doté par l’AIMF.",
        "l’AIMF",
        ("Doté par l'AIMF.",),
        "Doté par l'AIMF.",
    ),
    Case(
        "in a card that says only a part of the sentence",
        "La Ville de Thiès, au Sénégal, mène le projet.",
        "Thiès",
        ("Sommaire", "à Thiès, ailleurs"),
        "Thiès,",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_words_are_found_again(case: Case) -> None:
    places = [found.start() for found in re.finditer(re.escape(case.quote), case.text)]
    start = places[case.nth]
    found = find_words(case.page, wanted_of(case.text, start, start + len(case.quote)))
    assert found
    page = "".join(case.page)
    assert page[found.start : found.end] == case.sentence
    assert found.start <= found.quote_start < found.quote_end <= found.end


def test_words_that_stand_nowhere_are_not_marked() -> None:
    assert find_words(["Rien de tel."], wanted_of("3 M€", 0, 4)) is None
    assert find_words([""], wanted_of("   ", 0, 3)) is None


@given(text=st.text(max_size=60), page=st.lists(st.text(max_size=40), max_size=4), data=st.data())
def test_looking_for_words_never_raises(text: str, page: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = find_words(page, wanted_of(text, start, end))
    if found is not None:
        whole = "".join(page)
        assert 0 <= found.start <= found.quote_start < found.quote_end <= found.end <= len(whole)


class Harm(NamedTuple):
    why: str
    page: str
    kept: str


HARMFUL = [
    Harm("a script", "<p>a<script>alert(1)</script>b</p>", "ab"),
    Harm("an event", '<p onclick="alert(1)">a</p>', "a"),
    Harm("a style", '<style>p{}</style><p style="x">a</p>', "a"),
    Harm("a link that is a script", '<a href=" java\tscript:alert(1)">a</a>', "a"),
    Harm("a link that is data", '<a href="data:text/html,<script>alert(1)</script>">a</a>', "a"),
    Harm("a frame", '<iframe src="https://evil.example">x</iframe><p>a</p>', "a"),
    Harm("a form", '<form action="//evil.example"><p>a</p><input value="v"></form>', "a"),
    Harm("an SVG with a script", "<svg><script>alert(1)</script><text>t</text></svg><p>a</p>", "a"),
    Harm("a base elsewhere", '<base href="https://evil.example/"><p>a</p>', "a"),
    Harm("a refresh", '<meta http-equiv="refresh" content="0;url=//evil.example"><p>a</p>', "a"),
    Harm("a comment that is none", "<!--><script>alert(1)</script>--><p>a</p>", "-->a"),
    Harm(
        "text that looks like tags",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<script>alert(1)</script>",
    ),
    Harm("an odd element", "<x-y onfoo=alert(1)>a</x-y>", "a"),
    Harm("a mark of its own", '<mark id="marked" class="quote">a</mark>', "a"),
]
TAGS = re.compile(r"<(/?)([a-z0-9]+)((?:\s[^<>]*)?)>")


@pytest.mark.parametrize("case", HARMFUL, ids=lambda case: case.why)
def test_nothing_of_a_page_does_anything(case: Harm) -> None:
    body = f"<html><body>{case.page}</body></html>".encode()
    view = view_of(
        body, "text/html", None, URL, wanted=None, archived=lambda url: f"/captured/1/{url}"
    )
    html = str(view.html)
    for _, name, attributes in TAGS.findall(html):
        assert name in {"p", "a"}, name
        assert re.fullmatch(r'|\shref="/captured/1/https?://[^"]*"', attributes), attributes
    assert " ".join(unescape(TAGS.sub("", html)).split()) == case.kept


PIECES = st.sampled_from(
    [
        "<",
        ">",
        "</p>",
        "<p>",
        "<script>",
        "</script>",
        '"',
        "'",
        "<a href='",
        "javascript:",
        "x",
        " ",
        "<!--",
        "-->",
        "<img src=x onerror=y>",
        "<svg>",
        "<style>",
        "&lt;",
        "é",
        "<mark>",
        "<iframe>",
        "<table><td>",
    ]
)


@given(st.lists(PIECES, max_size=25))
def test_a_page_of_any_pieces_gives_only_harmless_tags(pieces: list[str]) -> None:
    body = f"<html><body><p>Bonjour</p>{''.join(pieces)}</body></html>".encode()
    try:
        view = view_of(body, "text/html", None, URL, wanted=None, archived=lambda _: None)
    except PageError:
        return
    names = {name for _, name, _ in re.findall(r"<(/?)([a-zA-Z]+)([^>]*)>", str(view.html))}
    assert names <= {"p", "mark", "table", "tbody", "tr", "td", "span"}
    assert not re.search(r"<[^>]*\b(?:on\w+|style|src|href)\s*=", str(view.html))


def test_what_is_no_page_is_shown_as_text() -> None:
    body = b'{"title": "\\u003cscript\\u003ealert(1)", "n": 3}'
    view = view_of(body, "application/json", None, URL, wanted=None, archived=lambda _: None)
    assert "&lt;script&gt;alert(1)" in view.html
    broken = view_of(b"{", "application/json", None, URL, wanted=None, archived=lambda _: None)
    assert broken.html == "<pre>{</pre>"
