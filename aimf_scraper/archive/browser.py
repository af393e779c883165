"""Archived pages in a real browser, the archive in the network's place.

An installed Chromium shows a page at its own address, scripts and all; each
request that it makes is answered from the archive, or not at all. Whatever
slipped past that finds a proxy that is not there and names that lead nowhere.
"""

from __future__ import annotations

import base64
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urljoin

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from aimf_scraper.archive.reader import Capture

    #: What the archive holds of an address.
    Answers = Callable[[str], Capture | None]

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--proxy-server=http://127.0.0.1:1", "--proxy-bypass-list=<-loopback>"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars", "--force-color-profile=srgb"),
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_WIDTH, _HEIGHT = 1280, 720
#: A thumbnail is a quarter as wide and high.
_SCALE: Final = 0.25
_QUALITY: Final = 75
_LOAD_MS: Final = 15_000
_STEP_MS: Final = 10_000
_SETTLED_MS: Final = 1_000
_MAX_REDIRECTS: Final = 5
_TEXT_CHARACTERS: Final = 1_000_000
_HTML_CHARACTERS: Final = 5_000_000
#: The body is whole and decoded: headers that say otherwise are left out.
_LEFT_OUT: Final = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"}
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as the browser showed it: PNG, JPEG, the text that could be read, and its HTML by then.

    ``html`` is empty where it is larger than any page that is read.
    """

    view: bytes
    thumbnail: bytes
    text: str
    html: str


class BrowserError(Exception):
    """The browser could not show one page; it goes on with the next."""


class ArchiveBrowser:
    """Shows archived pages; made by ``browser``. ``name``: which browser, for the record."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.name = f"Chromium {browser.version}"

    def see(self, url: str, answers: Answers) -> Seen:
        """Return what the page at *url* looks like, all its requests answered by *answers*.

        Raises:
            BrowserError: it could not be shown.
        """
        from playwright.sync_api import Error  # noqa: PLC0415 - only who has a browser needs it

        try:
            context = self._browser.new_context(
                viewport={"width": _WIDTH, "height": _HEIGHT},
                service_workers="block",
                accept_downloads=False,
                locale="fr-FR",
                timezone_id="Europe/Paris",
                reduced_motion="reduce",
            )
        except Error as error:
            raise BrowserError(_said(error)) from error
        try:
            context.set_default_timeout(_STEP_MS)
            context.route("**/*", lambda route: _answer(route, answers))
            context.route_web_socket("**/*", lambda socket: socket.close())
            return _seen(context, context.new_page(), url)
        except Error as error:
            raise BrowserError(_said(error)) from error
        finally:
            _close(context)


@contextmanager
def browser() -> Iterator[ArchiveBrowser]:
    """Give a running browser.

    Raises:
        UsageError: there is no Chromium, or playwright, which drives it, is not installed.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise UsageError("no Chromium is installed here: install Debian's package chromium")
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError(
            "driving a browser needs the package playwright: pip install 'aimf-scraper[browser]'"
        ) from error
    with sync_playwright() as driver:
        try:
            running = driver.chromium.launch(executable_path=program, args=list(_FLAGS))
        except Error as error:
            raise UsageError(f"{program}: it does not start ({_said(error)})") from error
        try:
            yield ArchiveBrowser(running)
        finally:
            running.close()


def _seen(context: BrowserContext, page: Page, url: str) -> Seen:
    from playwright.sync_api import TimeoutError as TooSlow  # noqa: PLC0415 - as above

    # What a page opens beside itself is nobody's wish.
    context.on("page", lambda other: other.close())
    try:
        page.goto(url, wait_until="load", timeout=_LOAD_MS)
        page.wait_for_load_state("networkidle", timeout=_SETTLED_MS)
    except TooSlow:
        pass  # a picture of what is there by now
    view = page.screenshot(type="png", animations="disabled", caret="hide")
    session = context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, "width": _WIDTH, "height": _HEIGHT, "scale": _SCALE}
    small = session.send(
        "Page.captureScreenshot", {"format": "jpeg", "quality": _QUALITY, "clip": clip}
    )
    text = page.evaluate("() => document.body ? document.body.innerText : ''")
    html = page.content()
    return Seen(
        view,
        base64.b64decode(small["data"]),
        str(text)[:_TEXT_CHARACTERS],
        html if len(html) <= _HTML_CHARACTERS else "",
    )


def _answer(route: Route, answers: Answers) -> None:
    from playwright.sync_api import Error  # noqa: PLC0415 - as above

    capture = _followed(route.request.url, answers)
    with suppress(Error):  # the page that asked is gone already
        _give(route, capture)


def _give(route: Route, capture: Capture | None) -> None:
    if capture is None:
        route.abort("internetdisconnected")
        return
    headers: dict[str, str] = {}
    for name, value in capture.headers:
        if name.lower() not in _LEFT_OUT:
            headers.setdefault(name, value)
    route.fulfill(status=capture.status, headers=headers, body=capture.body)


def _followed(url: str, answers: Answers) -> Capture | None:
    at = urldefrag(url).url
    for _ in range(_MAX_REDIRECTS):
        capture = answers(at)
        location = capture.header("Location") if capture is not None else None
        if capture is None or not (300 <= capture.status < 400 and location):
            return capture
        try:
            at = urldefrag(urljoin(at, location)).url
        except ValueError:  # [ and ] around what is no address
            return None
    return None


def _close(context: BrowserContext) -> None:
    from playwright.sync_api import Error  # noqa: PLC0415 - as above

    try:
        context.close()
    except Error as error:
        raise BrowserError(_said(error)) from error


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
