"""A site that answers on its host with `www` or without, and sends whoever asks the other one on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawling.conftest import ROOT, Ran, drive, run

from .small_site import HTML, Answer, Asked, Item, SmallSite, items
from .test_scenarios import HASTE, assert_invariants

if TYPE_CHECKING:
    from pathlib import Path

#: Makes the name with `www` lead where the one without does: to this machine.
_RESOLVE = """
import socket
_asked, _named = socket.getaddrinfo, socket.gethostbyname
_plain = lambda host: "localhost" if host in ("www.localhost", b"www.localhost") else host
socket.getaddrinfo = lambda host, *more, **said: _asked(_plain(host), *more, **said)
socket.gethostbyname = lambda host: _named(_plain(host))
"""
ROBOTS = Answer(200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /actualite/puits-1/")


def crawl(site: SmallSite, base: str, folder: Path, *, full: bool = False) -> Ran:
    (folder / "sitecustomize.py").write_text(_RESOLVE)
    path = os.pathsep.join([str(ROOT), str(folder)])
    more = {
        "settings": {**HASTE, "AIMF_CONTACT": "mairie@example.org"},
        "archive": True,
        "full": full,
    }
    there, site.url = site.url, base
    try:
        return drive(folder / "data", site, environment={"PYTHONPATH": path}, **more)  # type: ignore[arg-type]  # a site in all that is asked of it
    finally:
        site.url = there


def sending_on(site: SmallSite, base: str) -> None:
    """Let *base* alone answer, and the site name its pages there."""
    site.url = base
    site.odd = lambda asked: (
        None
        if asked.host == base.partition("//")[2]
        else Answer(301, HTML | {"Location": base + asked.target})
    )


def ids(ran: Ran) -> set[tuple[str, str]]:
    with ran.open() as store:
        return {(one["id"], one["url"]) for one in store.records()}


@pytest.mark.parametrize(
    ("own", "twin", "ways"),
    [
        ("localhost", "www.localhost", {"rest": True}),
        ("www.localhost", "localhost", {"listed": 0}),
        ("localhost", "www.localhost", {"sitemap": False}),
    ],
    ids=["with its API", "with its sitemap", "with its listing"],
)
def test_a_site_that_moves_to_its_twin_is_the_same_site(
    own: str, twin: str, ways: dict[str, Any], tmp_path: Path
) -> None:
    with SmallSite(held=items(3), **ways) as site:
        port = site.url.rpartition(":")[2]
        base = site.url = f"http://{own}:{port}"
        assert crawl(site, base, tmp_path).code == 0
        sending_on(site, f"http://{twin}:{port}")
        site.held[1].end, site.held[1].modified = " Il siège le lundi.", "2024-05-01T00:00:00"
        site.held.append(Item(5, "/actualite/puits-5/"))
        ran = crawl(site, base, tmp_path, full=True)
        assert ran.code == 0, ran.out
        assert_invariants(site, ran)
        before = ids(ran)
        assert {url for _, url in before} == {base + item.path for item in site.held}
        rebuilt = run(tmp_path / "data", command="rebuild")
        assert (rebuilt.code, ids(rebuilt)) == (0, before), rebuilt.err
        assert_invariants(site, rebuilt)


def test_a_site_that_sends_on_to_its_twin_since_ever_and_its_robots(tmp_path: Path) -> None:
    with SmallSite(held=items(3)) as site:
        port = site.url.rpartition(":")[2]
        base, there = f"http://localhost:{port}", f"http://www.localhost:{port}"
        sending_on(site, there)
        sent_on = site.odd
        site.odd = lambda asked: (
            ROBOTS
            if asked.path == "/robots.txt" and asked.host.startswith("www.")
            else Answer(404, HTML)
            if asked.path == "/robots.txt"
            else sent_on(asked)
        )
        ran = crawl(site, base, tmp_path)
    assert {url for _, url in ids(ran)} == {base + site.held[number].path for number in (0, 2)}


def test_a_redirect_from_twin_to_twin_and_back_ends(tmp_path: Path) -> None:
    with SmallSite(held=items(2)) as site:
        port = site.url.rpartition(":")[2]
        base = site.url = f"http://localhost:{port}"

        def there_and_back(asked: Asked) -> Answer | None:
            other = "localhost" if asked.host.startswith("www.") else "www.localhost"
            there = f"http://{other}:{port}{asked.target}"
            is_odd = asked.path == site.held[0].path
            return Answer(301, HTML | {"Location": there}) if is_odd else None

        site.odd = there_and_back
        ran = crawl(site, base, tmp_path)
        assert ran.code == 3
        assert_invariants(site, ran)
        assert site.requests.count(site.held[0].path) == 2
