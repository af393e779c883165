"""The demo's second and third day: what a refresh finds, and what it costs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.manifest import FORBIDDEN_FOLDER, manifest
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.settings import AIMF_AUDIT_PAGES

from .conftest import run

if TYPE_CHECKING:
    from aimf_scraper.store import RecordChange

    from .conftest import Days

TODAY = {day: {change.id: change for change in manifest(day).changes} for day in (2, 3)}
WHAT = {
    "new": "added",
    "changed": "changed",
    "renamed": "moved",
    "gone": "gone",
    "back": "returned",
}
#: Fields that the rules read: the manifest's labels are those of the gold files.
FACTS = ("cities", "countries", "partners", "budgets", "dates", "themes")


@pytest.fixture(scope="module")
def told(days: Days) -> dict[int, dict[str, RecordChange]]:
    """What ``changes`` tells of the last run of a day, by record."""
    found = {}
    for day in (2, 3):
        with days.of(day).open() as store:
            last = store.last_run()
            assert last is not None
            found[day] = {one.id: one for one in store.changes(last.id)}
    return found


@pytest.mark.parametrize("day", [2, 3])
def test_exactly_what_happened_is_found(days: Days, told, day: int) -> None:
    assert days.of(day).code == 0, days.of(day).err
    found = {one.id: one.what for one in told[day].values()}
    assert found == {one.id: WHAT[one.what] for one in TODAY[day].values()}


@pytest.mark.parametrize("day", [2, 3])
def test_the_database_holds_the_day(days: Days, day: int) -> None:
    with days.of(day).open() as store:
        held = {record["id"] for record in store.records()}
    assert held == set(manifest(day).items)


CHANGED = [one for one in TODAY[2].values() if one.what == "changed"]


@pytest.mark.parametrize("change", CHANGED, ids=lambda one: one.id)
def test_every_changed_field_is_named(told, change) -> None:
    told = told[2][change.id]
    assert told.whys == ("site",)
    fields = {one.field.partition("[")[0].partition(".")[0] for one in told.changes if one.of_value}
    expected = {name for name in change.fields if name != "path"}
    assert expected <= fields
    # A text may say more than is labelled, and a title is its picture's alternative text too.
    assert fields - expected <= {"text", "summary", "beneficiaries", "links", "images", *FACTS}


def test_a_changed_value_is_told_before_and_after(told) -> None:
    (title,) = [
        one
        for one in told[2]["news:garoua-dresse-la-carte-de-ses-risques"].changes
        if one.field == "title"
    ]
    assert (title.old, title.new) == (
        "Garoua dresse la carte de ses risques",
        "Garoua publie la carte de ses risques",
    )


def test_a_renamed_page_is_one_record_with_its_history(days: Days, told) -> None:
    (change,) = [one for one in TODAY[2].values() if one.what == "renamed"]
    told = told[2][change.id]
    base = days.site.url
    assert told.url == base + change.path
    assert told.old_url == base + manifest(1).items[change.old_id].path
    with days.second.open() as store:
        assert store.record(change.old_id) is None
        assert store.record_id_at(told.old_url) == change.id
        (version,) = store.record_versions(change.id)
        assert version.record["id"] == change.old_id
        assert version.warc_record_id
        record = store.record(change.id)
    assert record["text"] == version.record["text"]


def test_a_page_that_is_gone_stays_with_its_last_capture(days: Days) -> None:
    gone = [one for one in TODAY[2].values() if one.what == "gone"]
    assert len(gone) == 3
    with days.second.open() as store:
        standing = {record["id"]: record for record in store.records(gone=True)}
        for change in gone:
            record = standing[change.id]
            assert record["text"]
            assert record["provenance"]["warc_record_id"]
            assert record["provenance"]["http_status"] == 200
            page = store.page(record["url"])
            assert page is not None
            assert (page.state, page.http_status) == ("gone", change.status)


def test_a_page_that_comes_back_is_the_same_record(days: Days) -> None:
    (change,) = [one for one in TODAY[3].values() if one.what == "back"]
    with days.third.open() as store:
        versions = store.record_versions(change.id)
        assert [bool(one.gone_at) for one in versions] == [False, True]


@pytest.mark.parametrize("day", [2, 3])
def test_what_a_refresh_asked_for(days: Days, day: int) -> None:
    """The changed pages, those that nobody vouches for, and little else."""
    asked = Counter(days.of(day).paths)
    items = {one.path for one in manifest(day).items.values()}
    answers = {path: status for _, path, status in days.of(day).requests}
    fetched = {path for path in asked if path in items and answers[path] == 200}
    changed = {one.path for one in TODAY[day].values() if one.what != "gone"}
    without_validator = {
        one.path for one in manifest(day).items.values() if "novalidator" in one.traits
    }
    assert changed <= fetched
    # Five that the API vouches for are read all the same, to see whether it is right.
    assert len(fetched - changed - without_validator) <= AIMF_AUDIT_PAGES
    assert not [path for path in asked if path.startswith(FORBIDDEN_FOLDER)]
    assert sum(asked.values()) < 0.3 * len(days.first.requests)


def test_an_unchanged_site_of_a_thousand_pages_costs_two_percent(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = tmp_path_factory.mktemp("thousand") / "data"
    with DemoSite(filler=900) as site:
        first = run(data, "--quiet", "--no-archive", site=site)
        second = run(data, "--quiet", "--no-archive", command="refresh", site=site)
    assert (first.code, second.code) == (0, 0), second.err
    assert len(first.requests) > 1_000
    assert len(second.requests) <= 0.02 * len(first.requests)
    with second.open() as store:
        assert store.changes(2) == []
