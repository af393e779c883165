"""Debian's headless Chromium, driven through our pages; what it complains of fails the test."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest

from aimf_scraper.demo.server import DemoSite
from tests.archive.command import aimf, environment
from tests.availability import unavailable
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FLAGS: Final = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--force-color-profile=srgb",
]
WIDTHS: Final = (1280, 390)
#: Where pictures of the pages are put, to be looked at; nowhere, as a rule.
PICTURES: Final = os.environ.get("AIMF_BROWSER_PICTURES")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Give the browser of one file: Playwright runs a loop as long as it is open, and other tests have their own."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        unavailable("no playwright: install the extra test")
    path = shutil.which("chromium")
    if path is None:
        unavailable("no chromium: install tests/browser/packages.txt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A window of a width, in a language; ``page`` is Playwright's.

    ``complaints``: what the console called an error, and every request that went to another
    host than the one first opened.
    """

    def __init__(self, browser: Any, *, width: int, language: str, dark: bool = False) -> None:
        self.width = width
        self.language = language
        self._context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.page = self._context.new_page()
        self.complaints: list[str] = []
        self._host: str | None = None
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self._context.on("request", self._asked)

    def open(self, url: str) -> Any:
        self._host = self._host or urlsplit(url).netloc
        return self.page.goto(url)

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self._host:
            self.complaints.append(f"asked another host: {request.url}")

    def amiss(self) -> list[str]:
        """Return what axe-core finds serious on the page, and what is wider than the window."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        told = [
            f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"][:3]
        ]
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.width:
            told.append(f"the page is {wide} wide, the window {self.width}")
        return told

    def picture(self, name: str) -> None:
        """Take a picture of the page where somebody wants to look at it."""
        if PICTURES:
            file = f"{PICTURES}/{name}-{self.width}-{self.language}.png"
            self.page.screenshot(path=file, full_page=True)

    def close(self) -> None:
        self._context.close()


@pytest.fixture
def visitor(chromium: Any) -> Iterator[Callable[..., Visitor]]:
    """Give what opens a window; all of them are closed, and none may have complained."""
    opened: list[Visitor] = []

    def visit(width: int = 1280, language: str = "fr", *, dark: bool = False) -> Visitor:
        opened.append(Visitor(chromium, width=width, language=language, dark=dark))
        return opened[-1]

    yield visit
    for one in opened:
        one.close()
    assert [complaint for one in opened for complaint in one.complaints] == []


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo's first two days, the archive too; nobody may change it."""
    data = tmp_path_factory.mktemp("browser") / "data"
    env = environment(AIMF_POLITENESS_CONTACT="test@example.org")
    with DemoSite() as site:
        for day in (1, 2):
            site.set_day(day)
            aimf("crawl", "--quiet", "--site", site.url, "--data", data, env=env)
    return data


@pytest.fixture(scope="module")
def served(chromium: Any, crawled: Path) -> Iterator[str]:
    """Give the address of `serve` over the demo; *chromium* is asked for first, to skip early."""
    del chromium
    with serving(crawled) as shown:
        yield shown.address
