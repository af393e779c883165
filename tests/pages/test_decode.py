"""Encodings that lie, mixtures, and names that are no encodings of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.source.decode import decode, parse
from aimf_scraper.pages.source.markup import close_void_elements
from tests.pages.widgets import lines_of

SAID = "<p>L’été à Huê, « cœur d’île » : 12 m², ça coûte 3 € – déjà réglé.</p>"
WINDOWS = SAID.encode("cp1252")
UTF8 = SAID.encode()


def _doubly(text: str, read_as: str) -> bytes:
    return text.encode().decode(read_as).encode()


CASES = [
    ("as declared", UTF8, "text/html; charset=utf-8"),
    ("Windows", WINDOWS, "text/html; charset=windows-1252"),
    ("Latin-1 that is Windows", WINDOWS, "text/html; charset=iso-8859-1"),
    ("Latin-9 that is Windows", WINDOWS, "text/html; charset=iso-8859-15"),
    ("UTF-8 that is Windows", WINDOWS, "text/html; charset=utf-8"),
    ("Latin-1 that is UTF-8", UTF8, "text/html; charset=iso-8859-1"),
    ("a Mac's that is UTF-8", UTF8, "text/html; charset=macintosh"),
    ("UTF-16 that is UTF-8", UTF8, "text/html; charset=utf-16"),
    ("nothing said", WINDOWS, None),
    ("nothing said, UTF-8", UTF8, None),
    ("UTF-16", SAID.encode("utf-16"), None),
    ("a byte order mark", b"\xef\xbb\xbf" + UTF8, "text/html; charset=iso-8859-1"),
    ("encoded twice", _doubly(SAID, "latin-1"), "text/html; charset=utf-8"),
    ("encoded three times", _doubly(_doubly(SAID, "latin-1").decode(), "latin-1"), None),
]
NO_ENCODINGS = [
    "idna", "punycode", "zip", "bz2", "hex", "base64", "rot13", "uu", "quopri", "unicode_escape", "raw_unicode_escape",
    "undefined", "utf-7", "mbcs", "inconnu", "", "x" * 500, "utf-8; utf-8",
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "content_type"), [one[1:] for one in CASES], ids=[one[0] for one in CASES]
)
def test_the_words_come_out(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == SAID


@pytest.mark.parametrize("name", NO_ENCODINGS)
def test_a_name_that_is_no_encoding_says_nothing(name: str) -> None:
    for body in (UTF8, WINDOWS):
        assert decode(body, f"text/html; charset={name}") == SAID
        meta = f'<meta charset="{name}">'.encode()
        assert decode(meta + body).endswith(SAID)


def test_bytes_of_windows_in_a_page_of_utf8() -> None:
    body = b"<p>D\xc3\xa9j\xc3\xa0 r\xc3\xa9gl\xc3\xa9, gr\xe2ce \xe0 l\x92\xc3\xa9cole.</p>"
    assert decode(body, "text/html; charset=utf-8") == "<p>Déjà réglé, grâce à l’école.</p>"


def test_a_quoted_trace_is_what_the_text_is_about() -> None:
    said = "<p>Mal lu, « é » devient « Ã© » dans les vieux actes de la mairie.</p>"
    assert lines_of(said) == ["Mal lu, « é » devient « Ã© » dans les vieux actes de la mairie."]


def test_french_quotes_beside_accents_are_no_traces() -> None:
    said = "<p>« privé », « été » et « À côté », Ã mal lu : rÃ©fection, lâ\x80\x99Ã®le</p>"
    assert decode(said.encode()).startswith("<p>« privé », « été » et « À côté »")


@given(st.binary(max_size=300), st.sampled_from(["utf-8", "iso-8859-15", "utf-16", "gbk", "idna", "koi8-r"]))  # fmt: skip
def test_no_bytes_raise(body: bytes, name: str) -> None:
    assert isinstance(decode(body, f"text/html; charset={name}"), str)


VOID = ["bgsound", "command", "embed", "keygen", "source", "track", "wbr"]


@pytest.mark.parametrize("tag", [*VOID, *map(str.upper, VOID), "area", "param", "input"])
def test_what_follows_an_element_without_an_end_does_not_stand_in_it(tag: str) -> None:
    said = "".join(
        f"<p>Ligne {at} du plan de mobilité.</p><{tag} src='a>b.swf'>" for at in range(300)
    )
    page = (
        f"<article><h1>Plan</h1><embed src=x.pdf type=application/pdf>{said}<p>Fin.</p></article>"
    )
    root = parse(page.encode())
    last = next(one for one in root.iter("p") if one.text == "Fin.")
    assert [one.tag for one in last.iterancestors()] == ["article", "body", "html"]


def test_markup_is_mended_in_linear_time() -> None:
    for piece in (
        b"<embed ",
        b'<embed "',
        b"<embed '\"",
        b"<embed a='",
        b"<embed>",
        b"<wbr a=\"b'",
    ):
        close_void_elements(piece * 100_000)


TWICE = "<title>La r{0}eacute;union de Hu{0}eacute;e</title><h1>La r{0}eacute;union de Hu{0}eacute;e</h1><p>Les p{0}ecirc;cheurs de l{0}rsquo;estuaire s{0}rsquo;accordent sur les filets, et la mar{0}eacute;e suivante en profite d{0}eacute;j{0}agrave;.</p>"


def test_accents_escaped_twice_are_read_as_accents() -> None:
    reading = read_html(TWICE.format("&amp;").encode(), "https://villes.example/a/").reading
    assert reading is not None
    assert reading == read_html(TWICE.format("&").encode(), "https://villes.example/a/").reading
    assert "pêcheurs de l’estuaire" in (reading.text or "")


def test_a_page_that_shows_code_keeps_its_entities() -> None:
    page = TWICE.format("&amp;") + "<p>On écrit <code>caf&amp;eacute;</code>.</p>"
    reading = read_html(page.encode(), "https://villes.example/a/").reading
    assert reading is not None
    assert "p&ecirc;cheurs" in (reading.text or "")
