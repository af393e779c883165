"""One entry a page, however many addresses lead to it."""

from __future__ import annotations

import pytest

from aimf_scraper.addresses import LIVE_SITE, Site
from aimf_scraper.crawling.answers.hints import hints_of, pack, readings_of, unpack
from aimf_scraper.crawling.discovery.url_registry import UrlRegistry
from aimf_scraper.crawling.discovery.ways import sources_of
from aimf_scraper.pages.reading import Card, Reading

SITE = Site(LIVE_SITE)


def card(url: str | None, listing: str = f"{LIVE_SITE}/toutes-nos-actualites/") -> Card:
    return Card(
        listing_url=listing,
        url=url,
        title="Un titre",
        lead="Un début...",
        published="2024-05-01",
        section=None,
        cut=True,
    )


def test_ways_add_up_on_one_entry() -> None:
    registry = UrlRegistry(SITE)
    registry.note("/actions/x/", "sitemap")
    registry.note("http://aimf.asso.fr/actions/x/?utm_source=a", "feed")
    registry.note("/actions/x", "link")
    (entry,) = registry
    assert entry.url == f"{LIVE_SITE}/actions/x/"
    assert entry.found_by == ("sitemap", "feed", "link")


@pytest.mark.parametrize("named", [("/actions/x", "/actions/x/"), ("/actions/x/", "/actions/x")])
def test_what_ways_name_with_and_without_its_slash_is_compared_once(named: tuple[str, str]) -> None:
    registry = UrlRegistry(SITE)
    for way, url in zip(("sitemap", "feed"), named, strict=True):
        entry = registry.note(url, way)
        assert entry is not None
        entry.sitemap_lastmod = "2024" if way == "sitemap" else entry.sitemap_lastmod
    told = {
        one.url.removeprefix(LIVE_SITE): (one.found_by, one.sitemap_lastmod) for one in registry
    }
    assert told == {named[0]: (("sitemap",), "2024"), named[1]: (("feed",), None)}
    registry.alias(f"{LIVE_SITE}/actions/x", f"{LIVE_SITE}/actions/x/")
    for url in named:
        registry.note(url, "listing")
    (entry,) = registry
    assert entry.found_by == ("sitemap", "feed", "listing")


def test_listings_and_files_are_no_pages() -> None:
    registry = UrlRegistry(SITE)
    registry.note("/nos-themes/climat/", "link")
    registry.note("/wp-content/uploads/a.pdf", "link")
    registry.note("https://example.org/actions/x/", "link")
    assert list(registry) == []
    assert list(registry.listings) == [f"{LIVE_SITE}/nos-themes/climat/"]


def test_the_api_knows_an_item_behind_any_address() -> None:
    registry = UrlRegistry(SITE)
    entry = registry.note("/2024/05/un-projet/", "rest", kind="action")
    assert entry is not None
    assert entry.kind == "action"


def test_a_short_link_hands_over_what_was_known() -> None:
    registry = UrlRegistry(SITE)
    registry.note("/?p=12", "link")
    registry.alias(f"{LIVE_SITE}/?p=12", f"{LIVE_SITE}/actions/x/")
    (entry,) = registry
    assert (entry.url, entry.kind, entry.found_by) == (
        f"{LIVE_SITE}/actions/x/",
        "action",
        ("link",),
    )
    assert registry.note("/?p=12", "feed") is entry


def test_an_address_means_the_end_of_its_redirects() -> None:
    registry = UrlRegistry(SITE)
    registry.alias("a", "b")
    registry.alias("b", "c")
    assert [registry.resolve(one) for one in "abcd"] == ["c", "c", "c", "d"]
    registry.alias("c", "a")
    assert registry.resolve("a") == "a"


def test_two_old_names_of_a_page_are_no_page_of_their_own() -> None:
    registry = UrlRegistry(SITE)
    for slug in ("a", "old", "older"):
        registry.note(f"/actions/{slug}/", "sitemap")
    urls = [f"{LIVE_SITE}/actions/{slug}/" for slug in ("a", "old", "older")]
    registry.alias(urls[1], urls[0])
    merged = registry.alias(urls[2], urls[1])
    assert merged is not None
    assert merged.url == urls[0]
    assert [one.url for one in registry] == [urls[0]]
    assert registry.resolve(urls[2]) == urls[0]


def test_what_is_new_is_told_once() -> None:
    registry = UrlRegistry(SITE)
    registry.note("/actions/x/", "sitemap")
    registry.add_card(card("/actualite/y/"))
    assert [one.url.rsplit("/", 2)[1] for one in registry.take_news()] == ["x", "y"]
    registry.note("/actions/x/", "sitemap")
    registry.add_card(card("/actualite/y/"))
    assert registry.take_news() == []
    registry.note("/actions/x/", "feed")
    assert [one.url.rsplit("/", 2)[1] for one in registry.take_news()] == ["x"]


def test_a_card_without_a_link_leads_nowhere() -> None:
    registry = UrlRegistry(SITE)
    assert registry.add_card(card(None)) is None
    assert list(registry) == []


def test_links_count_as_a_source_only_where_nothing_else_led_there() -> None:
    assert sources_of(["link", "rest"]) == ("rest",)
    assert sources_of(["link"]) == ("link",)
    assert sources_of(["listing", "sitemap"]) == ("sitemap", "listing")


def test_hints_survive_the_store_and_keep_what_was_said_earlier() -> None:
    registry = UrlRegistry(SITE)
    entry = registry.add_card(card("/actualite/y/"))
    assert entry is not None
    entry.rest = Reading(source="rest", url=entry.url, title="Titre", text="Texte.")
    hints = hints_of(entry)
    rest, from_card = readings_of(hints)
    assert rest == entry.rest
    assert (from_card.source, from_card.text, from_card.summary) == ("card", "Un début...", None)

    later = UrlRegistry(SITE).add_card(card("/actualite/y/", f"{LIVE_SITE}/nos-themes/climat/"))
    assert later is not None
    assert [one.source for one in readings_of(hints_of(later, hints))] == ["rest", "card", "card"]


def test_a_reading_is_packed_and_unpacked() -> None:
    reading = Reading(
        source="page", url=f"{LIVE_SITE}/actions/x/", title="Été à l’île", text="a\nb"
    )
    assert unpack(pack(reading)) == reading
