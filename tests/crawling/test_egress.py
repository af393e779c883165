"""No request leaves for another host or port, whoever names it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.addresses import Site
from aimf_scraper.crawling.wire.egress import Guard, GuardedResolver, _public

from .conftest import run
from .small_site import Reply, SmallSite, check_invariants, to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITE = Site("https://www.aimf.asso.fr")
ALLOWED = [
    "https://www.aimf.asso.fr/x/",
    "http://aimf.asso.fr/robots.txt",
    "https://WWW.AIMF.asso.fr:443/x/",
]
REFUSED = {
    "https://www.aimf.asso.fr:8443/x/": "other-host",
    "https://mairie.example/": "other-host",
    "https://www.aimf.asso.fr.mairie.example/": "other-host",
    "https://www.aimf.asso.fr@mairie.example/": "other-host",
    "http://127.0.0.1:6379/": "private-address",
    "http://[::1]/": "private-address",
    "http://[::ffff:10.0.0.1]/": "private-address",
    "http://169.254.169.254/latest/": "private-address",
    "http://localhost/": "private-address",
    "http://intranet/": "private-address",
    "http://[::1": "bad-address",
    "https://www.aimf.asso.fr:99999/": "bad-address",
    "file:///etc/passwd": "bad-scheme",
    "ftp://www.aimf.asso.fr/x": "bad-scheme",
}


@pytest.mark.parametrize("url", ALLOWED)
def test_the_site_itself_may_be_asked(url: str) -> None:
    assert Guard(SITE).refusal(url) is None


@pytest.mark.parametrize(("url", "reason"), REFUSED.items(), ids=REFUSED)
def test_nobody_else_may_be_asked(url: str, reason: str) -> None:
    assert Guard(SITE).refusal(url) == reason
    assert Guard(SITE).refusal(url, asset=True) == reason


def test_assets_may_come_from_the_listed_hosts_alone() -> None:
    guard = Guard(SITE, ("cdn.example", "media.example:8443"))
    assert guard.refusal("https://cdn.example/a.css", asset=True) is None
    assert guard.refusal("https://media.example:8443/a.png", asset=True) is None
    assert guard.refusal("https://media.example/a.png", asset=True) == "other-host"
    assert guard.refusal("https://cdn.example/a.css") == "other-host"


def test_a_listed_name_is_no_way_into_a_private_network() -> None:
    assert Guard(SITE, ("localhost",)).refusal("http://localhost/x", asset=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254"])
def test_a_public_name_that_leads_into_a_private_network_is_refused(address: str) -> None:
    with pytest.raises(OSError, match="private-address"):
        _public(address, "www.aimf.asso.fr")
    assert _public("93.184.216.34", "www.aimf.asso.fr") == "93.184.216.34"


def test_the_crawl_resolves_names_through_the_guard() -> None:
    from scrapy.utils.misc import load_object

    from aimf_scraper import settings

    assert load_object(settings.TWISTED_DNS_RESOLVER) is GuardedResolver


@pytest.fixture
def stranger() -> Iterator[SmallSite]:
    """Another service of this machine: answers everything, must never be asked."""
    secret = (
        b"<html><body><article><h1>Clef</h1><p>La clef de la mairie.</p></article></body></html>"
    )
    with SmallSite(0, odd=lambda _: Reply(body=secret)) as site:
        yield site


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt",
        "/",
        "/wp-sitemap.xml",
        "/wp-json/wp/v2/types",
        "/feed/",
        "/actualite/",
        "/actualite/lavoir-2/",
    ],
)
def test_a_redirect_to_another_port_is_not_followed(
    path: str, stranger: SmallSite, tmp_path: Path
) -> None:
    with SmallSite(4, odd={path: to(f"{stranger.url}/clef{path}")}) as site:
        ran = run(tmp_path / "data", site=site)
        assert stranger.asked == []
        check_invariants(site, ran)
        if path == "/robots.txt":
            assert ran.code == 0, ran.err
            assert f"note: robots {site.url}/robots.txt: is not to be had (other-host)" in ran.err


def test_addresses_of_another_port_are_not_asked(stranger: SmallSite, tmp_path: Path) -> None:
    """A sitemap, robots.txt, a listing and a page name them."""
    there = f"{stranger.url}/actualite/clef/"
    robots = f"User-agent: *\nDisallow:\nSitemap: {stranger.url}/wp-sitemap.xml\n".encode()
    link = f'<p><a href="{there}">Voir</a></p><img src="{stranger.url}/a.png">'
    odd = {"/robots.txt": Reply(body=robots, headers={"Content-Type": "text/plain"})}
    with SmallSite(3, odd=odd, links=link) as site:
        site.edits[site.articles[0].path] = link
        ran = run(tmp_path / "data", "--with-assets", site=site)
        check_invariants(site, ran)
    assert stranger.asked == []


def test_a_listed_host_gives_its_assets(stranger: SmallSite, tmp_path: Path) -> None:
    settings = tmp_path / "s.toml"
    host = stranger.url.partition("//")[2]
    settings.write_text(f'asset_hosts = ["{host}"]\n', encoding="utf-8")
    image = f'<img src="{stranger.url}/a.png">'
    with SmallSite(2) as site:
        site.edits[site.articles[0].path] = image
        ran = run(tmp_path / "data", "--with-assets", "--config", str(settings), site=site)
    assert ran.code == 0, ran.err
    assert stranger.asked == ["/robots.txt", "/a.png"]


def test_items_that_are_named_at_another_host_are_told(tmp_path: Path) -> None:
    """The API's is missing (exit 3); a sitemap's address may be anything, and is told."""
    api = "https://autre.example/actualite/lavoir-9/"
    mapped = "https://autre.example/actualite/carte/"
    item = {"id": 9, "link": api, "type": "post", "modified_gmt": "2026-03-01T01:00:00"}
    site = SmallSite(3)

    def odd(path: str) -> Reply | None:
        as_json = {"Content-Type": "application/json", "X-WP-Total": "1", "X-WP-TotalPages": "1"}
        if path.startswith("/wp-json/wp/v2/types"):
            types = {"post": {"slug": "post", "rest_base": "posts"}}
            return Reply(body=json.dumps(types).encode(), headers=as_json)
        if path.startswith("/wp-json/wp/v2/posts"):
            return Reply(body=json.dumps([item]).encode(), headers=as_json)
        if path == "/wp-sitemap.xml":
            urls = [mapped, *(f"{site.url}{one.path}" for one in site.articles)]
            locs = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
            return Reply(
                body=f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'.encode(),
                headers={"Content-Type": "application/xml"},
            )
        return None

    site.odd = odd
    with site:
        ran = run(tmp_path / "data", site=site)
        check_invariants(site, ran)
    assert ran.code == 3
    assert api in ran.err
    assert mapped in {one["url"] for one in ran.completeness["notes"]}
    assert not any("autre.example" in path for path in site.asked)
