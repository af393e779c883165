"""Pages in several markups: every field that ``expected.json`` names, read right."""

from __future__ import annotations

import gc
import gzip
import json
import weakref
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html, see
from aimf_scraper.text.language import tell_language

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Card, HtmlPage, Reading

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*/page.html"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 16


def _read(page: Path) -> tuple[HtmlPage, dict[str, Any]]:
    meta = json.loads((page.parent / "meta.json").read_text("utf-8"))
    expected = json.loads((page.parent / "expected.json").read_text("utf-8"))
    return read_html(page.read_bytes(), meta["url"], meta["content_type"]), expected


def _field(reading: Reading, name: str) -> Any:
    if name == "terms":
        return [[one.taxonomy, one.label] for one in reading.terms]
    if name == "attachments":
        return [[one.url, one.title, one.media_type] for one in reading.attachments]
    if name == "images":
        return [[one.url, one.alt] for one in reading.images]
    return getattr(reading, name)


def _card(card: Card, names: dict[str, Any]) -> dict[str, Any]:
    said = {name: getattr(card, name) for name in names if name != "terms"}
    if "terms" in names:
        said["terms"] = [[one.taxonomy, one.label] for one in card.terms]
    return said


@pytest.mark.parametrize("page", CASES, ids=lambda one: one.parent.name)
def test_read_html(page: Path, subtests: pytest.Subtests) -> None:
    read, expected = _read(page)
    for part in ("reading", "listing"):
        if expected[part] is None:
            with subtests.test(part=part):
                assert getattr(read, part) is None
    if expected["reading"] is not None:
        assert read.reading is not None
        for name, value in expected["reading"].items():
            with subtests.test(field=name):
                assert _field(read.reading, name) == value
    if expected["listing"] is not None:
        assert read.listing is not None
        wanted = expected["listing"]
        cards = [
            _card(one, names)
            for one, names in zip(read.listing.cards, wanted["cards"], strict=False)
        ]
        with subtests.test(field="cards"):
            assert cards == wanted["cards"]
        with subtests.test(field="number of cards"):
            assert len(read.listing.cards) == len(wanted["cards"])
        for name in ("next_urls", "empty"):
            with subtests.test(field=name):
                value = getattr(read.listing, name)
                assert (list(value) if name == "next_urls" else value) == wanted[name]
    if "feeds" in expected:
        assert list(read.feeds) == expected["feeds"]
    if "told_language" in expected and read.reading is not None:
        told = tell_language(read.reading.text or "", read.reading.language)
        assert told == expected["told_language"]


def test_a_page_behind_a_password_is_no_page_and_a_listing_that_shows_the_form_is() -> None:
    form = (
        '<form class="post-password-form"><p>Ce contenu est protégé par un mot de passe.</p>'
        '<input name="post_password" type="password"></form>'
    )
    with pytest.raises(PageError) as refused:
        read_html(
            f"<article><h1>Protégé : un dossier</h1>{form}</article>".encode(),
            "https://x.example/document/a/",
        )
    assert refused.value.reason == "password"
    prose = "<p>" + "La ville de Lomé rénove son marché central. " * 20 + "</p>"
    page = read_html(
        f"<article><h1>Lomé</h1>{prose}{form}</article>".encode(), "https://x.example/document/a/"
    )
    assert page.reading is not None
    cards = "".join(
        f"<article><h2><a href='/document/{at}/'>Dossier {at}</a></h2>{form}</article>"
        for at in range(4)
    )
    page = read_html(
        f"<body class='archive'><main><h1>Documents</h1>{cards}</main>".encode(),
        "https://x.example/document/",
    )
    assert page.listing is not None


def test_a_page_kept_gzipped_is_read_and_a_damaged_one_refused() -> None:
    prose = "<p>" + "La ville de Lomé rénove son marché central. " * 20 + "</p>"
    whole = f"<article><h1>Lomé</h1>{prose}</article>".encode()
    kept = gzip.compress(whole)
    for packed in (kept, *(zlib.compress(whole, level) for level in (0, 2, 6, 9))):
        page = read_html(packed, "https://x.example/document/a/")
        assert page.reading is not None
        assert page.reading.title == "Lomé"
    for damaged in (
        kept[:-30],
        kept[:12] + b"garbage" * 9,
        gzip.compress(b"\0" * 30_000_000),
        zlib.compress(whole)[:-30],
    ):
        with pytest.raises(PageError):
            read_html(damaged, "https://x.example/document/a/")


def test_a_page_is_put_away_with_its_tree_as_soon_as_nobody_needs_it() -> None:
    # Held in a circle, trees would fill the memory until the next collection.
    page = CASES[0]
    gc.disable()
    try:
        seen = weakref.ref(see(page.read_bytes(), "https://www.example.org/actualites/a/"))
        assert seen() is None
    finally:
        gc.enable()
