"""Every address of a page and what it is loaded as; hostile pages cost linear time."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.archive.links import links_of_css, links_of_html
from tests.linear import assert_linear

AT = "http://a.example/p/page"
P = "http://a.example/p/"


class Case(NamedTuple):
    html: str
    links: list[tuple[str, str | None]]


CASES = [
    Case('<a href="/x?a=1&amp;b=2#c">', [("http://a.example/x?a=1&b=2#c", None)]),
    Case("<a href=x>y</a><A HREF='z'>", [(f"{P}x", None), (f"{P}z", None)]),
    Case('<a href="#top"><a href="mailto:a@b"><a href="javascript:x()">', []),
    Case('<link rel="stylesheet" href="s.css">', [(f"{P}s.css", "style")]),
    Case('<link rel="preload" as="font" href="//c.example/f">', [("http://c.example/f", "font")]),
    Case('<link rel="shortcut icon" href="f.ico">', [(f"{P}f.ico", "image")]),
    Case('<link rel="canonical" href="/c">', [("http://a.example/c", None)]),
    Case('<script src="j.js">"<img src=no.png>"</script>', [(f"{P}j.js", "script")]),
    Case("<!-- <img src=no.png> --><img src=y.png>", [(f"{P}y.png", "image")]),
    Case("<title><img src=no.png></title><textarea><img src=no.png></textarea>", []),
    Case(
        '<img srcset="a.png 1x, b.png 2x,c,d.png 3x" src="e.png">',
        [(P + name, "image") for name in ("a.png", "b.png", "c,d.png", "e.png")],
    ),
    Case('<img data-src="lazy.png" src="data:image/gif;base64,x">', [(f"{P}lazy.png", "image")]),
    Case('<picture><source srcset="a.webp"></picture>', [(f"{P}a.webp", "image")]),
    Case(
        '<base href="/b/"><img src="x.png">',
        [("http://a.example/b/", None), ("http://a.example/b/x.png", "image")],
    ),
    Case('<p style="background:url(&quot;b.png&quot;)">', [(f"{P}b.png", "image")]),
    Case(
        "<style>@import 'i.css'; @import url(k.css); /* url(no) */ a{src:url(f.woff2)}</style>",
        [(f"{P}i.css", "style"), (f"{P}k.css", "style"), (f"{P}f.woff2", "font")],
    ),
    Case(
        '<iframe src="/f"><form action="/g">',
        [("http://a.example/f", None), ("http://a.example/g", None)],
    ),
    Case('<img src="http://[bad/x.png">', []),
    # A browser takes all of it for one tag; what is asked for too much is bounded elsewhere.
    Case('<a href="unclosed><img src=x.png>', [(f"{P}x.png", "image")]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.html[:40])
def test_links_of_html(case: Case) -> None:
    found = list(links_of_html(case.html.encode(), AT))
    assert [(one.url, one.loads) for one in found] == case.links


def test_places_are_those_of_the_value_as_written() -> None:
    body = '<p>é<img src="a.png" srcset="b.png 1x"><i style="x:url(\'c.png\')">'.encode()
    found = [body[one.start : one.end] for one in links_of_html(body, AT)]
    assert found == [b"a.png", b"b.png", b"c.png"]


@given(st.binary(max_size=300))
def test_never_raises(body: bytes) -> None:
    for links in (links_of_html(body, AT), links_of_css(body, AT)):
        for one in links:
            assert 0 <= one.start <= one.end <= len(body)


HOSTILE = [b'<a b="', b"<a '\"", b'<a "<a" ', b"<", b"<!--", b"<style>url(", b"<a ", b"<script>"]
HOSTILE += [
    b"url(a",
    b'<a style="url(&quot;',
    b"<img srcset=',a",
    b"<a a=",
    b"/*",
    b'@import url("',
]


@pytest.mark.parametrize("pattern", HOSTILE, ids=repr)
def test_linear(pattern: bytes) -> None:
    def read(text: str) -> None:
        body = text.encode()
        for links in (links_of_html(body, AT), links_of_css(body, AT)):
            assert sum(1 for _ in links) < len(body)

    assert_linear(read, pattern.decode())
