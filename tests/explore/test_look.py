"""The frame of every page: escaped, asking no other host, each kind of fact told without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from aimf_scraper.explore import look
from aimf_scraper.explore.highlight import Mark, highlight
from aimf_scraper.explore.texts import LANGUAGES, Texts
from aimf_scraper.fact_kinds import kinds


def test_each_kind_has_a_sign_and_a_line_of_its_own() -> None:
    marks = [look.kind_mark(kind.name) for kind in kinds() if kind.find]
    assert len({one.sign for one in marks}) == len(marks)
    assert len({(one.line, one.hue) for one in marks}) == len(marks)
    assert look.kind_mark("areas of a plug-in").kind == "other"


def test_the_style_sheet_asks_nobody_and_ends_no_element() -> None:
    assert not re.search(r"url\(|@import|https?:|</|expression", look.stylesheet())


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "JAVASCRIPT:x"),
        *("data:text/html,x", "vbscript:x", "//evil.example/x", "/x", "http://", "http:///x", ""),
        *("file:///etc/passwd", "https://[::1", "https://a.example/\x00", " https://a.example"),
        None,
    ],
)
def test_no_link(url: str | None) -> None:
    assert look.web_link(url) is None


@given(st.text(max_size=40))
def test_any_address_is_a_web_address_or_no_link(url: str) -> None:
    assert look.web_link(url) in {url, None}
    assert look.web_link(f"javascript:{url}") is None


@given(st.text(st.characters(exclude_categories=["C"]), max_size=60), st.sampled_from(LANGUAGES))
def test_a_page_shows_any_title_as_text(title: str, language: str) -> None:
    made = look.page(
        title=title,
        body=Markup("<p>body</p>"),
        texts=Texts(language),
        home="#",
        nav=[look.Link("#", title, is_here=True)],
    )
    assert "<script" not in made
    main = html.fromstring(made).get_element_by_id("main")
    assert "".join(main.find("h1").itertext()) == title


def test_a_page_with_its_style_allows_just_that() -> None:
    made = look.page(title="a", body=Markup(""), texts=Texts("fr"), home="#")
    (style,) = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    (policy,) = html.fromstring(made).xpath("//meta[@http-equiv]/@content")
    assert look.digest_source(style) in policy
    assert "unsafe-inline" not in made


def test_the_style_sheet_knows_the_marks_that_texts_are_given() -> None:
    for kind in look.kind_marks():
        told = highlight("Man", [Mark(0, 3, kind, f"{kind}-0")])
        (name,) = re.findall(r'<mark class="fact (k-[a-z]+)"', told)
        assert f".{name}{{--hue:" in look.stylesheet()
