"""What a later run makes of a site that changed, lied, or was misread by an earlier version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.crawling.conftest import Ran, drive, run
from tests.crawling.scenarios.small_site import XML, Answer, Item, SmallSite, items
from tests.crawling.scenarios.test_scenarios import HASTE, assert_invariants

if TYPE_CHECKING:
    from pathlib import Path

TWINS = [Item(0, "/evenement/2021/fete/"), Item(1, "/evenement/2022/fete/")]


def again(site: SmallSite, data: Path, **said: object) -> Ran:
    return drive(data, site, settings=HASTE, **said)  # type: ignore[arg-type]  # a site in all that is asked of it


def execute(data: Path, *statements: str) -> None:
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        db.executescript(";".join(statements))


def ids(ran: Ran) -> dict[str, str]:
    with ran.open() as store:
        return {one["url"].partition("/evenement")[2]: one["id"] for one in store.records()}


def test_twins_are_the_same_two_records_the_next_day(tmp_path: Path) -> None:
    with SmallSite(held=TWINS) as site:
        first = again(site, tmp_path / "data")
        then = ids(first)
        second = again(site, tmp_path / "data", full=True)
    assert then == {"/2021/fete/": "event:fete", "/2022/fete/": "event:2022/fete"}
    assert ids(second) == then
    with second.open() as store:
        assert not [version for key in then.values() for version in store.record_versions(key)]


def test_a_page_that_an_earlier_version_overwrote_is_held_again(tmp_path: Path) -> None:
    """Before ids were told apart, both pages had one record: that of whoever came last."""
    data = tmp_path / "data"
    with SmallSite(held=TWINS) as site:
        assert again(site, data).code == 0
        execute(
            data,
            "UPDATE pages SET record_id = 'event:fete'",
            *(
                f"DELETE FROM {table} WHERE record_id = 'event:2022/fete'"
                for table in ("evidence", "links", "record_cities", "record_countries", "images")
            ),
            "DELETE FROM records WHERE id = 'event:2022/fete'",
        )
        ran = again(site, data)
        assert_invariants(site, ran)
    assert ran.code == 0
    assert ids(ran) == {"/2021/fete/": "event:fete", "/2022/fete/": "event:2022/fete"}


def test_an_alias_that_the_sitemap_contradicts_is_asked_again(tmp_path: Path) -> None:
    """An earlier version believed a canonical address, and lost the page that named it."""
    data = tmp_path / "data"
    with SmallSite(held=items(3)) as site:
        lost, kept = site.held[1], site.held[0]
        site.held = [kept, site.held[2]]
        assert again(site, data).code == 0
        execute(data, f"INSERT INTO aliases VALUES ('{site.at(lost)}', '{site.at(kept)}')")
        site.held = [kept, lost, site.held[1]]
        ran = again(site, data)
        assert ran.code == 0
        assert_invariants(site, ran)


def test_an_item_of_the_future_hides_no_later_change(tmp_path: Path) -> None:
    with SmallSite(held=items(6), listed=0, sitemap=False, rest=True) as site:
        site.held[2].modified = "2088-01-01T00:00:00"
        assert again(site, tmp_path / "data").code == 0
        site.held[4].modified, site.held[4].end = "2024-05-01T00:00:00", " Il siège le lundi."
        ran = again(site, tmp_path / "data")
        assert ran.code == 0
        assert_invariants(site, ran)


def test_a_way_that_lies_is_named(tmp_path: Path) -> None:
    """The API says that nothing changed; one of the few pages there are did."""
    with SmallSite(held=items(4), rest=True) as site:
        url = ["--site", site.url, "--quiet"]
        assert run(tmp_path / "data", *url).code == 0
        site.held[1].end = " Le registre est perdu."
        ran = run(tmp_path / "data", *url)
        assert ran.code == 3
        assert site.held[1].path in ran.err
        assert "rest said" in ran.err
        assert_invariants(site, ran)


@pytest.mark.parametrize("rest", [True, False], ids=["by the API", "by a card"])
def test_what_is_told_otherwise_is_read_though_its_date_stands(rest: bool, tmp_path: Path) -> None:
    with SmallSite(held=items(4), rest=rest) as site:
        if not rest:
            told = "<url><loc>{}</loc><lastmod>2024-02-01</lastmod></url>"
            site.odd = lambda asked: (
                Answer(
                    200,
                    XML,
                    f"<urlset>{''.join(told.format(site.at(i)) for i in site.held)}</urlset>",
                )
                if asked.path == "/wp-sitemap.xml"
                else None
            )
        settings = {**HASTE, "AIMF_AUDIT_PAGES": 0}
        assert drive(tmp_path / "data", site, settings=settings).code == 0  # type: ignore[arg-type]  # a site in all that is asked of it
        site.held[1].end, site.held[1].more = " Le registre est perdu.", ", et un registre"
        before = len(site.requests)
        ran = drive(tmp_path / "data", site, settings=settings)  # type: ignore[arg-type]  # as above
        assert ran.code == 0
        assert_invariants(site, ran)
        assert site.requests[before:].count(site.held[1].path) == 2  # once more, as what differs is
        before = len(site.requests)
        drive(tmp_path / "data", site, settings=settings)  # type: ignore[arg-type]  # as above
        assert site.held[1].path not in site.requests[before:]


def test_what_a_cut_run_read_is_looked_at_before_it_is_published(tmp_path: Path) -> None:
    """Between the two runs one page goes, and another one is edited; no way dates them."""
    data = tmp_path / "data"
    with SmallSite(held=items(4)) as site:
        assert again(site, data).code == 0
        execute(data, "UPDATE runs SET status = NULL, finished_at = NULL")
        gone = site.held.pop(1)
        site.held[1].end = " Le registre est perdu."
        ran = again(site, data)
        assert ran.code == 0
        assert_invariants(site, ran)
    with ran.open() as store:
        assert gone.path not in "".join(str(one["url"]) for one in store.records())
