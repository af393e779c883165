"""Answers that are broken a little: read as far as they go, and what was mended is told."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.feed import read_feed
from aimf_scraper.pages.api.rest import read_collection, read_types
from aimf_scraper.pages.api.sitemap import read_sitemap

BASE = "https://www.aimf.asso.fr"
NAMES = ("a", "b", "c")
URLS = [f"{BASE}/actualite/{name}/" for name in NAMES]
ITEMS = json.dumps([{"id": n, "link": url, "type": "post"} for n, url in enumerate(URLS, 1)])
URLSET = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    + "".join(f"<url><loc>{url}</loc></url>" for url in URLS)
    + "</urlset>"
)
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><link>/</link>'
    + "".join(f"<item><title>Été {url[-2]}</title><link>{url}</link></item>" for url in URLS)
    + "</channel></rss>"
)
NOTICE = (
    "<br />\n<b>Deprecated</b>:  Array[0] to string in <b>/srv/x.php</b> on line <b>3</b><br />\n"
)


class Case(NamedTuple):
    """*body* gives the pages *named* (letters), *mended*; *loses* where some may be missing."""

    what: str
    body: bytes
    named: str
    mended: set[str]
    loses: bool = False


JSON = [
    Case("whole", ITEMS.encode(), "abc", set()),
    Case("a byte order mark", b"\xef\xbb\xbf" + ITEMS.encode(), "abc", set()),
    Case("a notice before", (NOTICE + ITEMS).encode(), "abc", {"text before the data"}),
    Case("a comment after", ITEMS.encode() + b"\n<!-- cached -->", "abc", {"text after the data"}),
    Case("cut in the last item", ITEMS[:-30].encode(), "ab", {"cut"}, loses=True),
    Case("twice", (ITEMS + ITEMS).encode(), "abc", {"more than one document"}, loses=True),
    Case("a raw line end in a string", ITEMS.replace('"post"', '"po\nst"').encode(), "abc", {"control characters"}),
    Case("by number", json.dumps({str(n * 2): one for n, one in enumerate(json.loads(ITEMS))}).encode(), "abc", {"an object in place of a list"}),
    Case("half a character", ITEMS.replace('"post"', '"\\ud83d"').encode(), "abc", {"half characters"}),
    Case("Windows-1252", ITEMS.replace('"post"', '"été"').encode("cp1252"), "abc", {"not in the encoding that it names"}),
    Case("empty after a notice", (NOTICE.replace("[0]", "") + "[]").encode(), "", {"text before the data"}),
]  # fmt: skip
XML = [
    Case("whole", URLSET.encode(), "abc", set()),
    Case("a byte order mark", b"\xef\xbb\xbf" + URLSET.encode(), "abc", set()),
    Case("a notice before", (NOTICE + URLSET).encode(), "abc", {"text before the data"}),
    Case("a comment after", URLSET.encode() + b"<!-- 0.2 s -->", "abc", set()),
    Case("words after", URLSET.encode() + b"Fatal", "abc", {"text after the data"}),
    Case("cut in an address", URLSET[: URLSET.rindex("/c/")].encode(), "ab", {"cut"}, loses=True),
    Case("cut between two", URLSET[: URLSET.rindex("<url>")].encode(), "ab", {"cut"}, loses=True),
    Case("twice", (URLSET + URLSET).encode(), "abc", {"more than one document"}, loses=True),
    Case("two gzip members", gzip.compress(URLSET[:150].encode()) + gzip.compress(URLSET[150:].encode()), "abc", set()),
    Case("gzip padded", gzip.compress(URLSET.encode()) + b"\0" * 9, "abc", set()),
    Case("gzip cut", gzip.compress(URLSET.encode(), 0)[:-60], "ab", {"cut"}, loses=True),
    Case("a bare ampersand", URLSET.replace("/c/", "/c/?x=1&amp;y=2&z=3").encode(), "abc", {"unescaped ampersands"}),
    Case("a form feed", URLSET.replace("/c/", "\x0c/c/").encode(), "abc", {"control characters"}),
    Case("half a character", URLSET.replace("/c/", "&#xD8&#xD800;00;&#xD800;/c/").encode(), "abc", {"unescaped ampersands"}),
    Case("plain lines", "\r\n".join(URLS).encode(), "abc", set()),
    Case("plain lines, one amiss", "\n".join([*URLS, "Fatal error"]).encode(), "abc", {"broken inside"}, loses=True),
    Case("a feed", RSS.encode(), "abc", set()),
    Case("a prefix", URLSET.replace("<", "<s:").replace("<s:/", "</s:").replace("<s:?", "<?").replace("xmlns=", "xmlns:s=").encode(), "abc", set()),
    Case("an entity of its own", URLSET.replace("<urlset", '<!DOCTYPE urlset [<!ENTITY d "c">]><urlset').replace("/c/", "/&d;/").encode(), "abc", {"entities of HTML"}),
]  # fmt: skip
FEED = [
    Case("whole", RSS.encode(), "abc", set()),
    Case("cut in a link", RSS[: RSS.rindex("/c/")].encode(), "ab", {"cut"}, loses=True),
    Case("entities of HTML", RSS.replace("É", "&Eacute;").encode(), "abc", {"entities of HTML"}),
    Case("half a character where a section seems to be", RSS.replace("<rss ", '<rss lang="<![CDATA[" ').replace("</link></item><item><title>Été c", "</link><x>&#xDC00;</x></item><item><title>Été c").encode(), "abc", set()),
    Case("half a character in a section", RSS.replace("<title>Été c", "<x><![CDATA[&#55296;]]></x><title>Été c").encode(), "abc", set()),
    Case("an item without a link", RSS.replace("<link>https://www.aimf.asso.fr/actualite/b/</link>", "").encode(), "ac", {"an item without an address"}, loses=True),
    Case("Windows-1252", RSS.encode("cp1252"), "abc", {"not in the encoding that it names"}),
]  # fmt: skip


def _letters(urls: list[str]) -> str:
    return "".join(url.partition("?")[0].rstrip("/")[-1] for url in urls)


@pytest.mark.parametrize("case", JSON, ids=lambda one: one.what)
def test_a_collection(case: Case) -> None:
    read = read_collection(case.body, f"{BASE}/wp-json/wp/v2/posts")
    assert _letters([one.link for one in read.items]) == case.named
    assert {one.what for one in read.mends} == case.mended
    assert any(one.loses for one in read.mends) is case.loses


@pytest.mark.parametrize("case", XML, ids=lambda one: one.what)
def test_a_sitemap(case: Case) -> None:
    read = read_sitemap(case.body, f"{BASE}/wp-sitemap.xml")
    assert _letters([one.url for one in read.entries]) == case.named
    assert {one.what for one in read.mends} == case.mended
    assert any(one.loses for one in read.mends) is case.loses


@pytest.mark.parametrize("case", FEED, ids=lambda one: one.what)
def test_a_feed(case: Case) -> None:
    read = read_feed(case.body, f"{BASE}/feed/")
    assert _letters([one.url for one in read.items]) == case.named
    assert [one.title for one in read.items] == [f"Été {letter}" for letter in case.named]
    assert {one.what for one in read.mends} == case.mended
    assert any(one.loses for one in read.mends) is case.loses


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 60))
def test_whatever_stands_in_an_answer_nothing_but_a_page_error_comes_out(
    noise: bytes, at: int, gone: int
) -> None:
    for whole, readers in (
        (ITEMS, (read_collection,)),
        (URLSET, (read_sitemap, read_feed)),
        (RSS, (read_sitemap, read_feed)),
        ('{"post": {"slug": "post"}}', (lambda body, url: read_types(body),)),
    ):
        body = whole.encode()
        for broken in (body[:at] + noise + body[at + gone :], noise):
            for read in readers:
                try:
                    read(broken, f"{BASE}/x")
                except PageError:
                    continue


def test_a_few_thousand_broken_answers() -> None:
    """The script of ``bench/`` that takes a million by hand."""
    done = subprocess.run(
        [sys.executable, "bench/fuzz_readers.py", "--count", "2000", "--no-growth"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
