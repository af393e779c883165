"""Completeness proved: whatever a way of discovery should have shown and did not is a hole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aimf_scraper.demo.answers import Answer, Request
from aimf_scraper.demo.manifest import manifest
from aimf_scraper.demo.server import DemoSite

from .conftest import drive

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ran

EMPTY = b"<html><head><title>Toutes nos actualit\xc3\xa9s</title></head><body></body></html>"
NOTHING_FOUND = b"""<html><head><title>Actus</title></head><body>
<h1>Toutes nos actualit\xc3\xa9s</h1><div>No items found</div></body></html>"""


class Hole(NamedTuple):
    """Every request whose target begins with *at* is given *answer*; *way* then tells *reason*."""

    what: str
    at: str
    answer: Answer
    way: str
    reason: str


API = "/wp-json/wp/v2"
TOTALS = (("X-WP-Total", "33"), ("X-WP-TotalPages", "1"))
HOLES = [
    Hole("an empty page", "/toutes-nos-actualites/page/2/", Answer(200, EMPTY), "listing", "empty"),
    Hole(
        "a page that says it is empty, amid full ones",
        "/nos-themes/patrimoine/page/2/",
        Answer(200, NOTHING_FOUND),
        "listing",
        "empty",
    ),
    Hole("a page that fails", "/region/asie/page/2/", Answer(500), "listing", "HTTP 500"),
    Hole("gone amid its pages", "/region/europe/page/2/", Answer(404), "listing", "HTTP 404"),
    Hole("a first page that fails", "/region/ameriques/", Answer(500), "listing", "HTTP 500"),
    Hole("an API page that fails", f"{API}/posts?", Answer(500), "rest", "HTTP 500"),
    Hole(
        "an API page that is empty",
        f"{API}/actions?",
        Answer(200, b"[]", headers=TOTALS),
        "rest",
        "empty",
    ),
    Hole(
        "an API page that is no JSON",
        f"{API}/evenement?",
        Answer(200, b"<html>Fatal error"),
        "rest",
        "bad-json",
    ),
    Hole("a sitemap that fails", "/wp-sitemap-posts-post-1.", Answer(500), "sitemap", "HTTP 500"),
    Hole("a sitemap amiss", "/wp-sitemap-posts-post-2.", Answer(404), "sitemap", "HTTP 404"),
    Hole(
        "a sitemap that is no XML",
        "/wp-sitemap-posts-actions-1.",
        Answer(200, b"<html>Fatal error"),
        "sitemap",
        "not-xml",
    ),
    Hole("a feed that fails", "/feed/", Answer(500), "feed", "HTTP 500"),
]
IMPATIENT = {"RETRY_TIMES": 1, "AIMF_BACKOFF_SEC": 0.01}


@pytest.fixture(scope="module")
def holey(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """All failures at once."""

    def intercept(request: Request) -> Answer | None:
        return next((one.answer for one in HOLES if request.target.startswith(one.at)), None)

    with DemoSite(intercept=intercept) as site:
        return drive(tmp_path_factory.mktemp("holey") / "data", site, settings=IMPATIENT, limit=1)


@pytest.mark.parametrize("hole", HOLES, ids=lambda one: one.what)
def test_what_fails_is_told_as_a_hole(hole: Hole, holey: Ran) -> None:
    told = [one for one in holey.completeness["holes"] if hole.at in one["url"]]
    assert {(one["way"], one["reason"]) for one in told} == {(hole.way, hole.reason)}


def test_a_hole_makes_the_run_incomplete(holey: Ran) -> None:
    assert holey.code == 3
    assert len(holey.completeness["holes"]) == len(HOLES)


def test_an_api_that_fails_as_a_whole_is_a_hole(tmp_path: Path) -> None:
    def intercept(request: Request) -> Answer | None:
        return Answer(503) if request.path.startswith(API) else None

    with DemoSite(intercept=intercept, listings=False) as site:
        ran = drive(tmp_path / "data", site, kinds=["event"], settings=IMPATIENT)
    assert ran.code == 3
    assert ran.holes == {("rest", "HTTP 503")}


def test_a_total_that_does_not_fit_is_a_hole(tmp_path: Path) -> None:
    """The API counts one item more than it lists."""

    class Short:
        site: DemoSite

        def __call__(self, request: Request) -> Answer | None:
            if not request.target.startswith("/wp-json/wp/v2/evenement?"):
                return None
            whole = self.site._site.answer(request)
            if whole.status != 200:  # past the last page
                return None
            headers = tuple(
                (name, "10" if name == "X-WP-Total" else value) for name, value in whole.headers
            )
            assert len(json.loads(whole.body)) == 9
            return Answer(200, whole.body, whole.media_type, headers)

    short = Short()
    with DemoSite(intercept=short, listings=False) as site:
        short.site = site
        ran = drive(tmp_path / "data", site, kinds=["event"])
    assert ran.code == 3
    assert ran.holes == {("rest", "9 of 10 items listed")}


def test_a_listing_page_that_is_empty_once_is_asked_again(tmp_path: Path) -> None:
    asked: list[str] = []

    def intercept(request: Request) -> Answer | None:
        if request.path != "/toutes-nos-actualites/page/2/":
            return None
        asked.append(request.path)
        return Answer(200, EMPTY) if len(asked) == 1 else None

    with DemoSite(intercept=intercept, rest=False, sitemap=False, feed=False) as site:
        ran = drive(tmp_path / "data", site, kinds=["news"])
    assert ran.holes == set(), ran.err
    assert len(asked) == 2
    listed = {one.id for one in manifest(1).known_by("listing") if one.kind == "news"}
    with ran.open() as store:
        assert listed <= {record["id"] for record in store.records()}


def test_nothing_is_declared_gone_by_an_incomplete_run(tmp_path: Path) -> None:
    """A day later an item is gone, and a listing cannot be read to its end."""
    failing = False

    def intercept(request: Request) -> Answer | None:
        hit = failing and request.path == "/toutes-nos-actualites/page/2/"
        return Answer(200, EMPTY) if hit else None

    data = tmp_path / "data"
    with DemoSite(intercept=intercept, rest=False) as site:
        assert drive(data, site, kinds=["news"]).holes == set()
        site.set_day(2)
        failing = True
        incomplete = drive(data, site, kinds=["news"])
        holes_then = incomplete.holes  # the folder's last run, so before the next
        with incomplete.open() as store:
            gone_then = [one for one in store.changes(2) if one.what == "gone"]
        failing = False
        complete = drive(data, site, kinds=["news"])
    # One item's page never answers: by the third run a known gap.
    assert (incomplete.code, holes_then) == (3, {("listing", "empty")})
    assert complete.holes == set()
    assert gone_then == []
    with complete.open() as store:
        gone = {one.id for one in store.changes(3) if one.what == "gone"}
    assert gone == {
        one.id for one in manifest(2).changes if one.what == "gone" and one.id.startswith("news:")
    }


def test_a_missing_page_is_named_with_its_reason(tmp_path: Path) -> None:
    """Only the sitemap knows it, so that nobody else tells of it either."""
    path = next(one.path for one in manifest(1).items.values() if one.kind == "event")

    def intercept(request: Request) -> Answer | None:
        return Answer(500) if request.path == path else None

    options = {"rest": False, "feed": False, "listings": False}
    with DemoSite(intercept=intercept, **options) as site:
        ran = drive(tmp_path / "data", site, kinds=["event"])
    assert ran.code == 3
    assert ran.completeness["missing"] == [
        {"url": site.url + path, "kind": "event", "reason": "http-500"}
    ]
