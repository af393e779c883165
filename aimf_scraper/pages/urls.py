"""Addresses in pages made absolute, and nothing more: which page they mean is not asked here."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit

_MAX_URL_CHARS: Final = 2_000
_NO_PAGE: Final = (
    "#",
    "mailto:",
    "tel:",
    "javascript:",
    "data:",
    "sms:",
    "whatsapp:",
    "blob:",
    "about:",
)


class Base:
    """The address that a page's links are relative to."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        self.url = url
        self._scheme = f"{parts.scheme}:" if parts.scheme else "https:"
        self._origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def join(self, href: str | None) -> str | None:
        """Return *href* absolute, ``None`` where it leads to no page; never raises."""
        if not href:
            return None
        if (
            href.startswith(("https://", "http://"))
            and len(href) <= _MAX_URL_CHARS
            and href.isprintable()
            and "/." not in href
            and "\\" not in href
            and href[-1] != " "
        ):
            return _sound(href)  # nearly every link of a WordPress page
        href = href.strip()
        if not href or len(href) > _MAX_URL_CHARS or href[:11].lower().startswith(_NO_PAGE):
            return None
        if "\n" in href or "\t" in href or "\r" in href:
            href = href.replace("\n", "").replace("\t", "").replace("\r", "")
        # The three plain forms without urljoin, which takes as long as a walk over the element.
        if "/." not in href and "\\" not in href:
            if href.startswith(("https://", "http://")):
                return _sound(href)
            if href.startswith("//"):
                return _sound(self._scheme + href)
            if href.startswith("/") and self._origin:
                return self._origin + href
        try:
            joined = urljoin(self.url, href.replace("\\", "/"))
        except ValueError:
            return None
        return _sound(joined) if joined.startswith(("http://", "https://")) else None


def _sound(url: str) -> str | None:
    """Return *url* if ``urlsplit`` takes it: it raises on brackets and odd letters in a host."""
    if url.isascii() and "[" not in url and "]" not in url:
        return url
    try:
        urlsplit(url)
    except ValueError:
        return None
    return url
