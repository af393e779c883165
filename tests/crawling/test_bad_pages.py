"""Pages that fail, one kind of failure each: a good record is never replaced by half a one."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aimf_scraper.demo.answers import Answer, Request, redirect
from aimf_scraper.demo.manifest import manifest
from aimf_scraper.demo.server import DemoSite

from .conftest import Ran, drive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aimf_scraper.store import PageState

MB = 1024 * 1024
CAPTCHA = b"""<html><head><title>Just a moment...</title></head><body>
<h1>Checking your browser before accessing the site.</h1>
<p>Please complete the security check (captcha) to go on.</p></body></html>"""
MAINTENANCE = b"""<html><head><title>Maintenance</title></head><body>
<h1>Site en maintenance</h1><p>Nous revenons dans quelques minutes.</p></body></html>"""


def sent_on(target: str) -> Answer:
    """Answer with a page that only sends its readers on to *target*."""
    page = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head><body>Un instant</body></html>'
    return Answer(200, page.encode())


class Failure(NamedTuple):
    """``state`` and ``reason``: what the page's crawl state says afterwards."""

    what: str
    answer: Callable[[Request], Answer]
    state: str
    reason: str


def slow(_: Request) -> Answer:
    time.sleep(3)
    return Answer(200, b"<html><body>too late</body></html>")


FAILURES = [
    Failure("503 for good", lambda _: Answer(503, b"busy"), "failed", "http-503"),
    Failure("forbidden", lambda _: Answer(403, b"no"), "failed", "http-403"),
    Failure("a captcha with 200", lambda _: Answer(200, CAPTCHA), "failed", "captcha"),
    Failure("maintenance with 200", lambda _: Answer(200, MAINTENANCE), "failed", "maintenance"),
    Failure("nothing with 200", lambda _: Answer(200, b""), "failed", "empty"),
    Failure(
        "60 MB",
        lambda _: Answer(200, b"<p>" + b"a" * (60 * MB), "application/pdf"),
        "failed",
        "too-large",
    ),
    Failure(
        "60 MB, packed", lambda _: Answer(200, b"<p>" + b"a" * (60 * MB)), "failed", "too-large"
    ),
    Failure(
        "200,000 nested tags",
        lambda _: Answer(200, b"<html><body>" + b"<div>" * 200_000 + b"texte"),
        "failed",
        "too-deep",
    ),
    Failure("a redirect to itself", lambda r: redirect(r.target), "failed", "redirect-loop"),
    Failure(
        "a redirect elsewhere", lambda _: redirect("https://www.example.org/"), "gone", "moved-away"
    ),
    Failure(
        "sent on elsewhere", lambda _: sent_on("https://www.example.org/"), "gone", "moved-away"
    ),
    Failure("slow for good", slow, "failed", "timeout"),
    Failure(
        "a PDF", lambda _: Answer(200, b"%PDF-1.7 ...", "application/pdf"), "failed", "not-html"
    ),
]


class Afterwards(NamedTuple):
    """Records and page states before and after a full crawl in which pages failed."""

    paths: dict[str, str]
    before: dict[str, dict]
    after: dict[str, dict]
    pages: dict[str, PageState]
    ran: Ran


@pytest.fixture(scope="module")
def afterwards(tmp_path_factory: pytest.TempPathFactory) -> Afterwards:
    """Each failure hits one action's page, whose record was good."""
    actions = [one for one in manifest(1).items.values() if one.kind == "action"]
    whole = [one for one in actions if not one.from_card and {"rest", "listing"} <= set(one.ways)]
    paths = {failure.what: item.path for failure, item in zip(FAILURES, whole, strict=False)}
    assert len(paths) == len(FAILURES)
    failing: dict[str, Callable[[Request], Answer]] = {}
    data = tmp_path_factory.mktemp("bad") / "data"

    def intercept(request: Request) -> Answer | None:
        answer = failing.get(request.path)
        return answer(request) if answer else None

    with DemoSite(intercept=intercept) as site:
        before = drive(data, site, kinds=["action"])
        assert before.code == 0, before.err
        good = shutil.copytree(data, data.with_name("good"))
        failing |= {paths[one.what]: one.answer for one in FAILURES}
        settings = {"DOWNLOAD_TIMEOUT": 1, "RETRY_TIMES": 1}
        ran = drive(data, site, kinds=["action"], full=True, settings=settings)
        base = site.url
    with ran.open() as store, before._replace(data=good).open() as earlier:
        return Afterwards(
            paths,
            {one["url"].removeprefix(base): one for one in earlier.records()},
            {one["url"].removeprefix(base): one for one in store.records()},
            {page.url.removeprefix(base): page for page in store.pages()},
            ran,
        )


@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: one.what)
def test_the_record_stays_and_the_page_says_why(failure: Failure, afterwards: Afterwards) -> None:
    path = afterwards.paths[failure.what]
    assert afterwards.after[path] == afterwards.before[path]
    page = afterwards.pages[path]
    assert (page.state, page.reason) == (failure.state, failure.reason)


def test_all_other_records_are_as_they_were(afterwards: Afterwards) -> None:
    assert afterwards.after == afterwards.before


@pytest.mark.parametrize("move", [redirect, sent_on], ids=["redirect", "refresh"])
def test_a_page_that_moves_and_moves_back_is_one_record(
    tmp_path: Path, move: Callable[[str], Answer]
) -> None:
    """Only the sitemap names pages, so that the redirects alone tell."""
    here = next(one.path for one in manifest(1).items.values() if one.kind == "publication")
    there = "/document/ailleurs/"
    data = tmp_path / "data"
    told: list[list[str]] = []

    def intercept(request: Request) -> Answer | None:
        moved = len(told) == 1
        if request.path == (here if moved else there):
            return move(there if moved else here)
        if request.path == there:
            page = site._site.answer(Request("GET", here))
            return Answer(200, page.body.replace(here.encode(), there.encode()))
        return None

    options = {"rest": False, "feed": False, "listings": False}
    with DemoSite(intercept=intercept, **options) as site:
        for _ in range(3):
            ran = drive(data, site, kinds=["publication"], full=True)
            assert ran.code == 0, ran.err
            with ran.open() as store:
                told.append([one["url"].removeprefix(site.url) for one in store.records()])
    assert here in told[0]
    assert there in told[1]
    assert told[2] == told[0]
    assert len(told[1]) == len(told[0])


def test_redirects_in_a_circle_of_three(tmp_path: Path) -> None:
    circle = {f"/document/{one}/": f"/document/{two}/" for one, two in ("ab", "bc", "ca")}

    def intercept(request: Request) -> Answer | None:
        if request.path == "/wp-sitemap-posts-document-1.xml":
            url = f"<url><loc>{site.url}/document/a/</loc></url>"
            return Answer(200, f"<urlset>{url}</urlset>".encode(), "application/xml")
        return redirect(circle[request.path]) if request.path in circle else None

    options = {"rest": False, "feed": False, "listings": False}
    with DemoSite(intercept=intercept, **options) as site:
        ran = drive(tmp_path / "data", site, kinds=["publication"])
    assert ran.code == 3
    (missing,) = ran.completeness["missing"]
    assert missing["reason"] == "redirect-loop"
    assert [path for path in ran.paths if path in circle] == list(circle)


def test_a_page_that_is_slow_once_is_asked_again(tmp_path: Path) -> None:
    asked: list[str] = []
    path = next(one.path for one in manifest(1).items.values() if one.kind == "event")

    def intercept(request: Request) -> Answer | None:
        if request.path == path:
            asked.append(path)
            if len(asked) == 1:
                time.sleep(2)
        return None

    with DemoSite(intercept=intercept, listings=False) as site:
        ran = drive(tmp_path / "data", site, kinds=["event"], settings={"DOWNLOAD_TIMEOUT": 1})
    assert ran.code == 0, ran.err
    assert len(asked) == 2
    with ran.open() as store:
        page = store.page(site.url + path)
    assert page is not None
    assert page.state == "fetched"
