"""What answers in place of a page: other formats, challenges, notices, forgotten templates."""

from __future__ import annotations

import pytest

from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.source.decode import MAX_BODY_BYTES

URL = "https://www.aimf.asso.fr/actualite/x/"
PROSE = "<p>Une phrase assez longue pour être de la prose, avec un point final et une virgule ou deux.</p>"

REFUSED = [
    ("empty", b"", None),
    ("empty", b"  \n ", "text/html"),
    ("empty", b"<html><head></head><body></body></html>", "text/html"),
    ("not-html", b"%PDF-1.7 ...", "text/html"),
    ("not-html", b"PK\x03\x04....", None),
    ("not-html", b'{"id": 1}', "application/json"),
    ("not-html", b"<?xml version='1.0'?><rss><channel/></rss>", "text/html"),
    ("not-html", b"juste des mots", "text/plain"),
    ("not-html", bytes(range(256)) * 4, "application/octet-stream"),
    ("too-deep", b"<body>" + b"<div>" * 200_000 + b"x", "text/html"),
    ("too-large", b"<p>" + b"x" * MAX_BODY_BYTES, "text/html"),
    ("captcha", b"<title>Just a moment...</title><body><p>Checking your browser</p>", None),
    (
        "captcha",
        "<title>AIMF</title><h1>Un instant</h1><p>Vérifiez que vous êtes humain en cochant la case.</p>".encode(),
        None,
    ),
    (
        "maintenance",
        "<title>Maintenance</title><p>Brièvement indisponible pour cause de maintenance programmée. "
        "Veuillez vérifier à nouveau dans une minute.</p>".encode(),
        None,
    ),
    ("maintenance", b"<title>AIMF &rsaquo; Site en maintenance</title><h1>Site en maintenance</h1>", None),
    (
        "template",
        b"<title>Titre de l&rsquo;action - AIMF</title><h1>Titre de l&rsquo;action</h1><p>Chapeau</p>",
        None,
    ),
    (
        "template",
        b"<h1>Congr\xc3\xa8s</h1><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit. Ut elit tellus.</p>",
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "body", "content_type"),
    REFUSED,
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_refused_with_its_reason(reason: str, body: bytes, content_type: str | None) -> None:
    with pytest.raises(PageError) as error:
        read_html(body, URL, content_type).article()
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>La maintenance des réseaux d’eau</h1>{PROSE * 3}",
        f"<h1>Un captcha pour l’état civil de Dakar</h1>{PROSE * 3}",
        f"<h1>Test</h1>{PROSE}<p>Lorem ipsum</p>",
    ],
)
def test_pages_about_such_things_are_pages(html: str) -> None:
    reading = read_html(html.encode(), URL).reading
    assert reading is not None
    assert "Une phrase assez longue" in (reading.text or "")


ENCODED = "<title>Été à Huê</title><h1>Été à Huê</h1>" + PROSE + "<p>L’œuvre de Hué – 3 €</p>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (ENCODED.encode(), "text/html"),
        (ENCODED.encode(), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbf" + ENCODED.encode(), "text/html; charset=ISO-8859-1"),
        (ENCODED.encode("utf-16"), "text/html"),
        (ENCODED.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (ENCODED.encode().replace(b"<p>", b"<p>\x00"), "text/html"),
    ],
    ids=["utf-8", "header lies", "byte order mark", "utf-16", "utf-16 by header", "NULs"],
)
def test_encodings(body: bytes, content_type: str) -> None:
    reading = read_html(body, URL, content_type).reading
    assert reading is not None
    assert reading.title == "Été à Huê"
    assert (reading.text or "").endswith("L’œuvre de Hué – 3 €")


@pytest.mark.parametrize("charset", ["", "utf-8", "iso-8859-1", "windows-1252"])
def test_windows_1252_whatever_it_says(charset: str) -> None:
    said = ENCODED.replace("Huê", "Hué")
    body = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">{said}'
    reading = read_html(body.encode("cp1252"), URL).reading
    assert reading is not None
    assert (reading.title, (reading.text or "")[-20:]) == ("Été à Hué", "L’œuvre de Hué – 3 €")
