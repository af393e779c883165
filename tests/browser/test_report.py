"""The report and the site of plain files in a browser: wide and narrow, French and English."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.explore.texts import Texts
from tests.archive.command import aimf
from tests.browser.conftest import WIDTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LANGUAGES = ("fr", "en")
#: Pages of the site, each by the link that leads to it from the page before.
WAY = (
    ("towns", "Hué"),
    ("partners", "Agence française de développement"),
    ("countries", "Cameroun"),
    ("themes", "Climat"),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(chromium: Any, crawled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    del chromium  # skipped early without one
    folder = tmp_path_factory.mktemp("plain") / "site"
    aimf("report", "--data", crawled, "--site", folder)
    return folder


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """Give the address of the site below a path of a web space."""
    handler = partial(_Quiet, directory=str(site.parent))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/site"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_report(
    crawled: Path, tmp_path: Path, visitor: Callable[..., Any], width: int, language: str
) -> None:
    path = tmp_path / "report.html"
    aimf("report", "--data", crawled, "--lang", language, "--out", path)
    visit = visitor(width, language)
    visit.open(path.as_uri())
    assert visit.page.locator("h1").inner_text() == Texts(language)("report.title")
    assert visit.page.locator("svg.map circle").count() > 50
    assert visit.page.locator("#money table.bars").count() >= 3
    visit.picture("report")
    assert visit.amiss() == []
    # What is folded is checked too.
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert visit.amiss() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_way_through_the_site(
    hosted: str, visitor: Callable[..., Any], width: int, language: str
) -> None:
    texts = Texts(language)
    visit = visitor(width, language)
    page = visit.page
    visit.open(f"{hosted}/index.html")
    if language == "en":
        page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == texts("nav.home")
    visit.picture("site-front")
    assert visit.amiss() == []
    for folder, name in WAY:
        menu = page.get_by_role("navigation", name=texts("nav.menu"))
        menu.get_by_role("link", name=texts(f"nav.{folder}"), exact=True).click()
        assert page.locator("h1").inner_text() == texts(f"nav.{folder}")
        assert visit.amiss() == []
        page.locator("main table").get_by_role("link", name=name, exact=True).first.click()
        assert page.locator("h1").inner_text() == name
        visit.picture(f"site-{folder}")
        assert visit.amiss() == []
    page.locator("main ul.listed a").first.click()
    assert page.locator("mark.fact").count() > 0
    visit.picture("site-record")
    assert visit.amiss() == []


def test_the_site_opens_from_a_disk(site: Path, visitor: Callable[..., Any]) -> None:
    visit = visitor(1280, "fr")
    page = visit.page
    visit.open(f"{site.as_uri()}/index.html")
    page.get_by_role("link", name="Villes", exact=True).click()
    page.locator("main table").get_by_role("link", name="Hué", exact=True).first.click()
    page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Hué"
    assert page.locator("html").get_attribute("lang") == "en"
    # Its style is there: the menu lies beside the name.
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"


@pytest.mark.parametrize("where", ["disk", "web"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_without_accents_and_by_beginnings(
    site: Path, hosted: str, visitor: Callable[..., Any], language: str, where: str
) -> None:
    from playwright.sync_api import expect

    texts = Texts(language)
    visit = visitor(390, language)
    page = visit.page
    start = hosted if where == "web" else site.as_uri()
    visit.open(f"{start}/{'en/' if language == 'en' else ''}index.html")
    page.get_by_label(texts("search.words")).fill("NGAOUNDERE bois")
    page.get_by_role("button", name=texts("search.go")).click()
    page.locator("#hits li").first.wait_for()
    assert "Bois Mardock" in page.locator("#hits li").first.inner_text()
    page.get_by_label(texts("search.words")).fill("ngaoundéré boi")
    expect(page.locator("#hits")).to_contain_text("Bois Mardock")
    visit.picture("site-search")
    if where == "web":  # on a disk axe-core asks for what no page may ask for
        assert visit.amiss() == []
    page.get_by_label(texts("search.words")).fill("constructor zzzz")
    expect(page.locator("#hits li")).to_have_count(0)
    expect(page.locator("#told")).to_contain_text("0 ")
    page.get_by_label(texts("search.words")).fill("mardock")
    page.locator("#hits a").first.wait_for()
    page.locator("#hits a").first.click()
    assert "Mardock" in page.locator("h1").inner_text()


def test_in_the_dark_it_can_be_read_too(hosted: str, visitor: Callable[..., Any]) -> None:
    visit = visitor(1280, "fr", dark=True)
    visit.open(f"{hosted}/index.html")
    visit.picture("site-dark-front")
    assert visit.amiss() == []
    name = "action-ngaoundere-rehabilitation-et-amenagement-du-bois-mardock"
    visit.open(f"{hosted}/records/{name}.html")
    visit.picture("site-dark-record")
    assert visit.amiss() == []


def test_keys_reach_the_content_first(site: Path, visitor: Callable[..., Any]) -> None:
    visit = visitor(1280, "fr")
    visit.open(f"{site.as_uri()}/index.html")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "main"
