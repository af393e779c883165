"""The demo site, days whole, held against its manifest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.manifest import FORBIDDEN_FOLDER, manifest
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.records import TEXT_SOURCES

from .conftest import run

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Days

DAY = manifest(1)


def plain(text: str | None) -> str:
    """Fold no-break spaces, as the manifest does."""
    return " ".join((text or "").replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_crawl_ends_well_and_tells_so(days: Days) -> None:
    assert days.first.code == 0, days.first.err
    assert "complete" in days.first.err
    assert days.first.out == ""


def test_every_item_is_held_once_and_nothing_else(days: Days) -> None:
    with days.first.open() as store:
        held = Counter(record["id"] for record in store.records())
    assert set(held) == set(DAY.items)
    assert max(held.values()) == 1


def test_no_chrome_in_any_text(days: Days) -> None:
    with days.first.open() as store:
        for record in store.records():
            said = plain(record["text"])
            assert not [one for one in DAY.chrome if one in said], record["id"]
            lines = {plain(line) for line in record["text"].splitlines()}
            assert not lines & set(DAY.chrome_lines), record["id"]


@pytest.mark.parametrize("item", DAY.items.values(), ids=lambda one: one.id)
def test_item(days: Days, item) -> None:
    with days.first.open() as store:
        record = store.record(item.id)
    assert record is not None
    assert plain(record["title"]) == item.title
    said = plain(record["text"])
    assert [one for one in item.sentences if one not in said] == []
    assert record["url"] == days.site.url + item.path
    # The two lines of a card are too few to tell a language by.
    assert record["language"] == item.language or (item.from_card and not record["language"])
    assert record["published"] == item.published
    assert (record["provenance"]["read_from"] != "page") == item.from_card
    assert {one["url"] for one in record["attachments"]} == {
        days.site.url + path for path in item.attachments
    }


def test_every_quote_stands_at_its_offsets(days: Days) -> None:
    quotes = 0
    with days.first.open() as store:
        for record in store.records():
            facts = [
                fact
                for name in ("countries", "cities", "partners", "budgets", "dates", "beneficiaries")
                for fact in record[name]
            ]
            for fact in facts:
                for one in fact["evidence"]:
                    if one["source"] in TEXT_SOURCES:
                        quotes += 1
                        assert record[one["source"]][one["start"] : one["end"]] == one["quote"]
    assert quotes > 500


def test_a_second_crawl_changes_nothing(days: Days) -> None:
    assert days.again.code == 0, days.again.err
    with days.again.open() as store:
        assert len(list(store.records())) == len(DAY.items)
        versions = [one for item in DAY.items for one in store.record_versions(item)]
    assert versions == []


def test_what_robots_txt_forbids_is_never_asked_for(days: Days) -> None:
    asked = [path for _, path, _ in days.first.requests]
    assert asked
    assert not [path for path in asked if path.startswith(FORBIDDEN_FOLDER)]


def test_no_page_is_asked_for_twice(days: Days) -> None:
    items = {one.path for one in DAY.items.values() if not one.from_card}
    asked = Counter(path for _, path, _ in days.first.requests if path in items)
    assert [path for path, times in asked.items() if times > 1] == []


def test_every_address_remembers_the_ways_that_found_it(days: Days) -> None:
    with days.first.open() as store:
        known = {page.record_id: set(page.found_by) for page in store.pages()}
    for item in DAY.items.values():
        assert set(item.ways) <= known[item.id], item.id


@pytest.mark.parametrize("way", ["rest", "sitemap", "feed", "listing"])
def test_each_way_works_alone(way: str, tmp_path: Path) -> None:
    others = {"rest", "sitemap", "feed", "listings"} - {"listings" if way == "listing" else way}
    with DemoSite(**dict.fromkeys(others, False)) as site:
        ran = run(tmp_path / "data", "--quiet", site=site)
        assert ran.code or ran.err == ""
        with ran.open() as store:
            held = {record["id"] for record in store.records()}
    assert {one.id for one in DAY.known_by(way)} <= held


def test_robots_txt_that_forbids_everything(tmp_path: Path) -> None:
    with DemoSite(robots="forbid-all") as site:
        ran = run(tmp_path / "data", site=site)
    assert ran.code == 4
    assert "robots.txt" in ran.err
    assert {path for _, path, _ in ran.requests} == {"/robots.txt"}


def test_nobody_answers(tmp_path: Path) -> None:
    with DemoSite() as site:
        pass
    ran = run(tmp_path / "data", site=site)
    assert ran.code == 4
    assert "could not be reached" in ran.err
    assert ran.err.count("\n") <= 2
