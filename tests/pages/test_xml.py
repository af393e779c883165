"""Sitemaps and feeds: as WordPress and its plugins write them, and as attackers do."""

from __future__ import annotations

import gzip

import pytest

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.feed import read_feed
from aimf_scraper.pages.api.sitemap import read_sitemap
from aimf_scraper.pages.source.xml import MAX_XML_BYTES

URL = "https://www.aimf.asso.fr/wp-sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLSET = f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="https://www.aimf.asso.fr/wp-sitemap.xsl" ?>
<urlset {NAMESPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://www.aimf.asso.fr/actions/sokode/</loc><lastmod>2024-02-06T08:30:12+00:00</lastmod>
<image:image><image:loc>https://www.aimf.asso.fr/a.jpg</image:loc></image:image></url>
<url><loc> /actualite/lome/ </loc></url>
<url><loc>/actualite/lome/</loc></url>
<url><lastmod>2024-01-01</lastmod></url></urlset>""".encode()


def test_a_sitemap_lists_addresses_once() -> None:
    read = read_sitemap(URLSET, URL)
    assert read.children == ()
    assert [(one.url, one.lastmod) for one in read.entries] == [
        ("https://www.aimf.asso.fr/actions/sokode/", "2024-02-06T08:30:12+00:00"),
        ("https://www.aimf.asso.fr/actualite/lome/", None),
    ]


def test_gzip_and_index() -> None:
    index = f"<sitemapindex {NAMESPACE}><sitemap><loc>/wp-sitemap-posts-actions-1.xml</loc></sitemap></sitemapindex>"
    read = read_sitemap(gzip.compress(index.encode()), URL)
    assert [one.url for one in read.children] == [
        "https://www.aimf.asso.fr/wp-sitemap-posts-actions-1.xml"
    ]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset><url><loc>&c;</loc></url></urlset>"""
READ_FILE = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not-xml"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "not-xml"),
        (b"<rss></rss>", "not-sitemap"),
        (BOMB, "unsafe-xml"),
        (READ_FILE, "unsafe-xml"),
        (b"\x1f\x8b\x08garbage", "bad-gzip"),
    ],
    ids=["empty", "html", "rss", "billion laughs", "external entity", "no gzip"],
)
def test_other_bodies_say_what_they_are(body: bytes, reason: str) -> None:
    with pytest.raises(PageError) as error:
        read_sitemap(body, URL)
    assert error.value.reason == reason


def test_a_gzip_bomb_is_stopped_at_the_limit() -> None:
    bomb = gzip.compress(b" " * (MAX_XML_BYTES + 1_000), compresslevel=9)
    with pytest.raises(PageError, match="too-large"):
        read_sitemap(bomb, URL)


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>AIMF</title><link>https://www.aimf.asso.fr</link><category>site</category>
<item><title>Eau &amp; climat : l’appel</title><link>https://www.aimf.asso.fr/actualite/appel/</link>
<pubDate>Tue, 12 Mar 2024 10:05:00 +0000</pubDate><category><![CDATA[Climat]]></category><category>Climat</category>
<guid isPermaLink="false">https://www.aimf.asso.fr/?p=77</guid>
<description><![CDATA[<p>Vingt villes répondent à l’appel [&#8230;]</p><p>L’article <a href="#">Eau</a> est apparu en premier sur <a href="#">AIMF</a>.</p>]]></description></item>
<item><title>Sans lien</title><guid>https://www.aimf.asso.fr/?p=78</guid><description>Un lead entier.</description><pubDate>hier</pubDate></item>
<item><title>Rien</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title type="html">Ville &lt;b&gt;A&lt;/b&gt;</title>
<link rel="edit" href="/edit"/><link rel="alternate" href="/actualite/a/"/><updated>2024-03-12T10:00:00Z</updated>
<summary>Lead.</summary><category term="Culture"/></entry></feed>"""


def test_rss() -> None:
    first, second = read_feed(RSS.encode(), "https://www.aimf.asso.fr/feed/").items
    assert first.url == "https://www.aimf.asso.fr/actualite/appel/"
    assert first.title == "Eau & climat : l’appel"
    assert (first.lead, first.cut) == ("Vingt villes répondent à l’appel […]", True)
    assert first.published == "2024-03-12T10:05:00+00:00"
    assert first.categories == ("Climat",)
    assert (second.url, second.lead, second.published) == (
        "https://www.aimf.asso.fr/?p=78",
        "Un lead entier.",
        None,
    )  # fmt: skip


def test_atom() -> None:
    (entry,) = read_feed(ATOM.encode(), "https://www.aimf.asso.fr/feed/atom/").items
    assert entry.url == "https://www.aimf.asso.fr/actualite/a/"
    assert (entry.title, entry.lead, entry.categories) == ("Ville A", "Lead.", ("Culture",))
    assert entry.published == "2024-03-12T10:00:00+00:00"


def test_a_feed_with_the_sites_icon_is_whole() -> None:
    body = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Mairie</title>
<image><url>https://www.aimf.asso.fr/icone.png</url><title>Mairie</title></image>
<item><title>Un puits</title><link>https://www.aimf.asso.fr/actualite/puits/</link>
<description><![CDATA[Eau&nbsp;: 3 M&euro; & plus, <b>enfin</b>]]></description></item></channel></rss>"""
    read = read_feed(body, "https://www.aimf.asso.fr/feed/")
    assert read.mends == ()
    assert [item.lead for item in read.items] == ["Eau : 3 M€ & plus, enfin"]


def test_an_atom_feed_says_what_its_addresses_are_relative_to() -> None:
    feed = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/actualite/">'
        b'<entry xml:base="2024/"><link href="lome/"/></entry><entry><link href="huee/"/></entry></feed>'
    )
    read = read_feed(feed, "https://www.aimf.asso.fr/feed/")
    assert [one.url.partition(".fr")[2] for one in read.items] == [
        "/actualite/2024/lome/",
        "/actualite/huee/",
    ]
