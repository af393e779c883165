"""Addresses in pages made absolute, and nothing more: which page they mean is not asked here."""

from __future__ import annotations

import re
from functools import cache
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
#: Where ``urlsplit`` raises, and nowhere else: brackets and odd letters before the path.
_PLAIN_HOST: Final = re.compile(r"https?://[^\[\]/?#\x80-\U0010ffff]*(?:[/?#]|$)")
_KEY_PARTS: Final = re.compile(r"(?:https?:)?//([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
#: Parameters that say where a visitor comes from, not which page is asked for.
_TRACKING: Final = re.compile(r"(?:utm_|mtm_|pk_|fbclid=|gclid=|mc_cid=|mc_eid=)", re.IGNORECASE)
_MAX_REMEMBERED: Final = 10_000
_MAX_REMEMBERED_CHARS: Final = 300


@cache
def sound_addresses() -> set[str]:
    """Return the memory of absolute addresses that ``join`` leaves as they are.

    Menus and feet repeat from page to page: most links of a page are known.
    """
    return set()


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
        known = sound_addresses()
        if href in known:
            return href
        if (
            href.startswith(("https://", "http://"))
            and len(href) <= _MAX_URL_CHARS
            and href.isprintable()
            and "/." not in href
            and "\\" not in href
            and href[-1] != " "
        ):
            sound = _sound(href)  # nearly every link of a WordPress page
            if sound and len(href) <= _MAX_REMEMBERED_CHARS:
                if len(known) >= _MAX_REMEMBERED:  # a hostile site must not fill the memory
                    known.clear()
                known.add(href)
            return sound
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


def page_key(url: str) -> str:
    """Return what two spellings of one page's address share; never raises.

    Left out: the scheme, ``www.``, the fragment, the final slash, what tells a
    site where its visitor came from (``utm_source``, ``fbclid``).

    >>> page_key("https://www.Aimf.asso.fr/a/b/?utm_source=x#top")
    'aimf.asso.fr/a/b'
    >>> page_key("http://aimf.asso.fr/?p=12&utm_medium=mail")
    'aimf.asso.fr?p=12'
    """
    found = _KEY_PARTS.match(url)
    if found is None:
        return url
    host, path, query = found[1].lower().removeprefix("www."), found[2], found[3]
    if query:
        kept = [one for one in query.split("&") if one and not _TRACKING.match(one)]
        query = f"?{'&'.join(kept)}" if kept else ""
    return f"{host}{path.rstrip('/')}{query or ''}"


def without_tracking(url: str) -> str:
    """Return *url* without what tells a site where its visitor came from, else as it is spelled.

    >>> without_tracking("https://x.example/a/?utm_source=x&id=4&fbclid=y#top")
    'https://x.example/a/?id=4#top'
    """
    start, asked, rest = url.partition("?")
    if not asked:
        return url
    query, place, fragment = rest.partition("#")
    said = query.split("&")
    kept = [one for one in said if not _TRACKING.match(one)]
    if len(kept) == len(said):
        return url
    return f"{start}{'?' if kept else ''}{'&'.join(kept)}{place}{fragment}"


def _sound(url: str) -> str | None:
    """Return *url* if ``urlsplit`` takes it: it raises on brackets and odd letters in a host."""
    if _PLAIN_HOST.match(url):
        return url
    try:
        urlsplit(url)
    except ValueError:
        return None
    return url
