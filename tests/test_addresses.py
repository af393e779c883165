"""Addresses: one page, one canonical URL."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.addresses import LIVE_SITE, Site, page_number, record_id, record_ids
from aimf_scraper.errors import UsageError

SITE = Site(LIVE_SITE)


class Case(NamedTuple):
    url: str
    canonical: str
    is_a: str
    kind: str | None


W = LIVE_SITE
CASES = [
    # The addresses of the live site.
    Case("/actions/cameroun-focus-pays/", f"{W}/actions/cameroun-focus-pays/", "content", "action"),
    Case("/actions/x", f"{W}/actions/x/", "content", "action"),
    Case("http://aimf.asso.fr/actions/x/", f"{W}/actions/x/", "content", "action"),
    Case("/actualite/38191/", f"{W}/actualite/38191/", "content", "news"),
    Case("/actualite/elementor-22289#top", f"{W}/actualite/elementor-22289/", "content", "news"),
    Case("/evenement/congres-2018", f"{W}/evenement/congres-2018/", "content", "event"),
    Case("/document/rapport", f"{W}/document/rapport/", "content", "publication"),
    Case("/?p=18658", f"{W}/?p=18658", "short", None),
    Case("/?p=18658&preview=true", f"{W}/?p=18658", "short", None),
    Case("/actions/x/?utm_source=a&utm_medium=b", f"{W}/actions/x/", "content", "action"),
    Case(
        "/nos-projets/toutes/?jsf=epro-posts&tax=nos-themes%3A295",
        f"{W}/nos-projets/toutes/?jsf=epro-posts&tax=nos-themes%3A295",
        "listing",
        None,
    ),
    Case(
        "/region/afrique-centrale/page/13/",
        f"{W}/region/afrique-centrale/page/13/",
        "listing",
        None,
    ),
    Case("/evenement/page/3/", f"{W}/evenement/page/3/", "listing", "event"),
    Case("/type-d-evenement/bureau/", f"{W}/type-d-evenement/bureau/", "listing", None),
    Case("/", f"{W}/", "listing", None),
    # The old site.
    Case("/Fonds-de-cooperation.html", f"{W}/Fonds-de-cooperation.html", "unknown", None),
    Case("/news/Financement.html", f"{W}/news/Financement.html", "content", "news"),
    Case("/default.asp?id=44", f"{W}/default.asp?id=44", "unknown", None),
    # Doors and files.
    Case("/wp-admin/", f"{W}/wp-admin/", "other", None),
    Case(
        "/wp-content/uploads/2024/01/a.pdf", f"{W}/wp-content/uploads/2024/01/a.pdf", "other", None
    ),
    Case("/feed/", f"{W}/feed/", "other", None),
    Case("/actions/x/feed/", f"{W}/actions/x/feed/", "other", None),
    Case("/?s=eau", f"{W}/", "other", None),
    # Made up.
    Case("//www.aimf.asso.fr//actions///x", f"{W}/actions/x/", "content", "action"),
    Case("/actions/l%27eau", f"{W}/actions/l'eau/", "content", "action"),
    Case("/actions/./a/../b/", f"{W}/actions/b/", "content", "action"),
    # Spellings, and what is no other spelling.
    Case("/actions/%c3%a9t%c3%a9", f"{W}/actions/%C3%A9t%C3%A9/", "content", "action"),
    Case("/actions/été/", f"{W}/actions/%C3%A9t%C3%A9/", "content", "action"),
    Case("/actions/caf%e9/", f"{W}/actions/caf%E9/", "content", "action"),
    Case("/actions/2023%2f24/", f"{W}/actions/2023%2F24/", "content", "action"),
    Case("/actions/100%-eau/", f"{W}/actions/100%25-eau/", "content", "action"),
    # The same article shown another way.
    Case("/actions/x/amp/", f"{W}/actions/x/", "content", "action"),
    Case("/actions/x/comment-page-3/#c", f"{W}/actions/x/", "content", "action"),
    Case("/actualite/print/", f"{W}/actualite/print/", "content", "news"),
    # Plain permalinks, and parameters that are none.
    Case("/?actualite=un-titre", f"{W}/?actualite=un-titre", "content", "news"),
    Case("/index.php?evenement=un-titre", f"{W}/index.php?evenement=un-titre", "content", "event"),
    Case("/?temoignage=un-titre&utm_source=a", f"{W}/?temoignage=un-titre", "plain", None),
    Case("/?lang=en", f"{W}/", "listing", None),
    Case("/?ref=accueil", f"{W}/", "listing", None),
    # Scripts that tell pages apart by a number.
    Case("/news/voir.php?id=4&lang=fr", f"{W}/news/voir.php?id=4&lang=fr", "content", "news"),
    Case(
        "/news/voir.php?id=4&utm_id=7&PHPSESSID=a1&tri=nom",
        f"{W}/news/voir.php?id=4",
        "content",
        "news",
    ),
    # Parameters of unknown meaning tell pages apart; their order does not.
    Case(
        "/actions/fiche.asp?code=B7&an=2019",
        f"{W}/actions/fiche.asp?an=2019&code=B7",
        "content",
        "action",
    ),
    Case(
        "/actions/fiche.asp?an=2019&code=B7",
        f"{W}/actions/fiche.asp?an=2019&code=B7",
        "content",
        "action",
    ),
    Case("/actions/x/?quartier=nord&gclid=1", f"{W}/actions/x/?quartier=nord", "content", "action"),
    Case("/actions/x/?lieu=Lom%E9", f"{W}/actions/x/?lieu=Lom%E9", "content", "action"),
    Case("/index.php?page=31", f"{W}/index.php?page=31", "unknown", None),
    Case("/voir.php?rub=4&page=2", f"{W}/voir.php?rub=4", "unknown", None),
    Case("/actions/x/?add-to-cart=7", f"{W}/actions/x/", "content", "action"),
    Case("/contact/?objet=x", f"{W}/contact/", "unknown", None),
    Case("/actions/?couleur=vert", f"{W}/actions/", "listing", "action"),
    Case("/spip.php?article12", f"{W}/spip.php?article12", "unknown", None),
    Case("/actions/cop-21.2", f"{W}/actions/cop-21.2/", "content", "action"),
]
#: What the same address means where a way of discovery names it as an item's.
ITEMS = [
    Case("/actions/embed/", f"{W}/actions/embed/", "content", "action"),
    Case("/actualite/trackback/", f"{W}/actualite/trackback/", "content", "news"),
    Case("/evenement/2024/amp/", f"{W}/evenement/2024/amp/", "content", "event"),
    Case("/actions/x/", f"{W}/actions/x/", "content", "action"),
    Case("/actions/?dossier=77", f"{W}/actions/?dossier=77", "listing", "action"),
    Case("/?rub=2&doc=5", f"{W}/?doc=5&rub=2", "plain", None),
    Case("/contact/?objet=x", f"{W}/contact/?objet=x", "unknown", None),
    Case("/actions/x/?utm_source=a", f"{W}/actions/x/", "content", "action"),
]
ELSEWHERE = ["https://example.org/actions/x", "mailto:a@b", "javascript:void(0)", "http://[::1", ""]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.url)
def test_address(case: Case) -> None:
    address = SITE.address(case.url)
    assert address is not None
    assert (address.url, address.is_a, address.kind) == case[1:]


@pytest.mark.parametrize("case", ITEMS, ids=lambda c: c.url)
def test_address_of_an_item(case: Case) -> None:
    address = SITE.address(case.url, as_item=True)
    assert address is not None
    assert (address.url, address.is_a, address.kind) == case[1:]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("/actions/fiche.php?ref=A", "/actions/fiche.php"),
        ("/voir.php?id=4&ton=vif", "/voir.php?id=4"),
        ("/actions/x/?de=menu", "/actions/x/"),
        ("/actions/x/amp/", "/actions/x/"),
        ("/actions/embed/", ""),
        ("/actions/x/", ""),
        ("/voir.php?id=4", ""),
    ],
)
def test_what_an_address_may_be_only_a_spelling_of(url: str, base: str) -> None:
    address = SITE.address(url, as_item=True)
    assert address is not None
    assert address.base == (W + base if base else "")


@pytest.mark.parametrize("url", [one for one in ELSEWHERE if one])
def test_other_sites_are_none(url: str) -> None:
    assert SITE.address(url) is None


@pytest.mark.parametrize("url", ["", "ftp://x", "aimf.asso.fr", "https://", "http://a:b"])
def test_a_site_is_a_web_address(url: str) -> None:
    with pytest.raises(UsageError):
        Site(url)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [("http://127.0.0.1:8000", True), ("http://[::1]:80", True), ("http://localhost", True),
     ("https://10.0.0.1", False), (LIVE_SITE, False)],
)  # fmt: skip
def test_loopback(url: str, loopback: bool) -> None:
    assert Site(url).is_loopback is loopback


@given(st.text(max_size=300))
def test_any_text_is_read_and_a_canonical_address_is_its_own(text: str) -> None:
    for as_item in (False, True):
        address = SITE.address(text, as_item=as_item)
        if address is not None:
            again = SITE.address(address.url, as_item=as_item)
            assert again is not None
            assert again.url == address.url


@pytest.mark.parametrize(
    ("kind", "url", "expected"),
    [
        ("action", f"{W}/actions/a-b/", "action:a-b"),
        ("news", f"{W}/news/Financement.html", "news:Financement"),
        ("page", f"{W}/?p=3", "page:?p=3"),
        ("action", f"{W}/actions/%C3%A9t%C3%A9/", "action:été"),
    ],
)
def test_record_id(kind: str, url: str, expected: str) -> None:
    assert record_id(kind, url) == expected


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("/actions/x", "/actions/x"),
        ("/actions/x/?utm_source=a", "/actions/x/"),
        ("/actions/caf%e9/", "/actions/caf%e9/"),
        ("/actions/été/", "/actions/%C3%A9t%C3%A9/"),
        ("/actions/x/amp", "/actions/x/"),
        ("/?actualite=a&utm_medium=b", "/?actualite=a"),
        ("/fiche.php?ville=Lom%e9+sud&fbclid=1&an=2", "/fiche.php?ville=Lom%e9+sud&an=2"),
    ],
)
def test_an_address_is_asked_for_as_it_was_named(url: str, named: str) -> None:
    address = SITE.address(url)
    assert address is not None
    assert address.named == W + named


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        (
            "/evenement/2024/forum/",
            ["event:forum", "event:2024/forum", "event:evenement/2024/forum"],
        ),
        ("/?evenement=forum", ["event:forum", "event:?evenement=forum"]),
        (
            "/evenement/a%0Ab%E2%80%AEc/",
            ["event:a%0Ab%E2%80%AEc", "event:evenement/a%0Ab%E2%80%AEc"],
        ),
        ("/evenement/caf%E9/", ["event:caf%E9", "event:evenement/caf%E9"]),
    ],
)
def test_ids_are_told_apart_by_the_path(url: str, ids: list[str]) -> None:
    assert list(record_ids("event", W + url)) == [*ids, f"event:{W}{url}"]


@pytest.mark.parametrize(
    ("url", "number"),
    [(f"{W}/evenement/page/3/", 3), (f"{W}/x/?jsf=a&pagenum=12", 12), (f"{W}/x/", 1),
     (f"{W}/x/?paged=x", 1), (f"{W}/x/?pagenum=99999999999", 1)],
)  # fmt: skip
def test_page_number(url: str, number: int) -> None:
    assert page_number(url) == number
