"""Pages of towns, partners, countries and themes: each says what the records say of it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from aimf_scraper import records as r
from aimf_scraper.explore.entity_pages import (
    ENTITY_KINDS,
    Entity,
    entity_body,
    entity_keys,
    read_entity,
)
from aimf_scraper.explore.links import ServedLinks
from aimf_scraper.explore.sums import read_sums
from aimf_scraper.explore.texts import LANGUAGES, Texts
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, DAY_2, TITLE, action, changed, news, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

AIMF = "Association internationale des maires francophones"
YAOUNDE = "geonames:2220957"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "aimf.db") as opened:
        run = opened.start_run("crawl", DAY_1, {})
        for one in (action(), news(), changed(action("gone"), themes=("Sport",))):
            opened.save(one, run=run, seen_at=DAY_1)
        opened.mark_gone(["action:gone"], run, DAY_2)
        yield opened


def body_of(entity: Entity | None, language: str = "en") -> html.HtmlElement:
    assert entity is not None
    return html.fromstring(f"<main>{entity_body(entity, Texts(language), ServedLinks())}</main>")


def test_every_thing_that_stands_has_a_page_and_nothing_else(store: Store) -> None:
    assert {kind: [*entity_keys(store, kind)] for kind in ENTITY_KINDS} == {
        "town": [YAOUNDE, "name:TG/Ogou 1"],
        "partner": [AIMF, "Ville de Yaoundé"],
        "country": ["CM"],
        "theme": ["Climat", "Économie"],
    }
    for kind in ENTITY_KINDS:
        assert read_entity(store, kind, "nobody") is None
    assert read_entity(store, "theme", "Sport") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_can_be_made_in_each_language(store: Store, language: str) -> None:
    for kind in ENTITY_KINDS:
        for key in entity_keys(store, kind):
            tree = body_of(read_entity(store, kind, key, sums=read_sums(store)), language)
            assert TITLE in tree.xpath("//ul[@class='plain listed']")[0].text_content()


def test_a_town_is_told_in_the_words_of_its_records(store: Store) -> None:
    town = read_entity(store, "town", YAOUNDE)
    tree = body_of(town)
    assert tree.xpath("//blockquote/mark")[0].text_content() == "Yaoundé"
    assert tree.xpath("//a[@href='https://www.geonames.org/2220957']")
    assert tree.xpath("//svg[contains(@class, 'map')]//circle")
    assert town
    assert town.profile.money.euros == 1_000_000


def test_a_town_that_is_only_mentioned_has_no_sums(store: Store) -> None:
    town = read_entity(store, "town", "name:TG/Ogou 1")
    assert town
    assert town.profile.money.euros == 0
    assert "Money" not in [one.text_content() for one in body_of(town).xpath("//h2")]


def test_who_gives_and_who_gets_stand_apart(store: Store) -> None:
    gives = body_of(read_entity(store, "partner", AIMF))
    assert [one.text for one in gives.xpath("//caption[starts-with(., 'What it')]")] == [
        "What it gives"
    ]
    row = gives.xpath("//table[caption='What it gives']/tbody/tr")[0]
    assert row.findtext("th") == "Ville de Yaoundé"
    assert "650,000,000\xa0XAF" in row.text_content()
    gets = body_of(read_entity(store, "partner", "Ville de Yaoundé"))
    row = gets.xpath("//table[caption='What it gets']/tbody/tr")[0]
    assert row.findtext("th") == AIMF


def test_what_several_give_together_is_told_without_a_share(tmp_path: Path) -> None:
    gift = r.Contribution(
        *(AIMF, None, None, None, "XAF", None, 0, True, "650 M FCFA"),
        said("650 M FCFA", "x.y"),
        0.9,
    )
    with open_store(tmp_path / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {})
        store.save(action(contributions=(gift,)), run=run, seen_at=DAY_1)
        partner = read_entity(store, "partner", AIMF)
    assert partner
    assert partner.profile.money.by_provider == ()
    assert "together with others" in body_of(partner).text_content()
