"""Records from single inputs, with no database: what `extract` and `evaluate` do.

The steps are those of a crawl (``assembly.build_record``), so a page saved to
a file gives the record that the crawl would have stored.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from aimf_scraper import __version__
from aimf_scraper.addresses import Site, record_id
from aimf_scraper.assembly import build_record, lay_over
from aimf_scraper.errors import PageError, SiteUnreachableError, UsageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.reading import Reading
from aimf_scraper.records import Link, Provenance, as_kind
from aimf_scraper.text.chrome import drop_chrome_lines
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Kind, Record

_TIMEOUT_SEC: Final = 60
_MAX_BYTES: Final = 20 * 1024 * 1024
_USER_AGENT: Final = f"aimf-scraper/{__version__}"
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as served to ``extract``."""

    url: str
    body: bytes
    content_type: str | None


def extract_html(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    name: str = "input",
    kind: str | None = None,
) -> Record:
    """Return the record of one HTML page.

    *name* stands in for the address in the id where neither *url* nor the
    page's own canonical link gives one.

    Raises:
        PageError: the page cannot be read; the message says why.
    """
    page = read_html(body, url or "", content_type)
    reading = page.article()
    if reading is None:
        raise PageError("no-article", "the page holds no article of its own (a listing?)")
    address = _address(reading.canonical_url, base=url or None)
    if url and (address is None or address[1] == "listing"):
        address = _address(url)
    said = kind or (address[2] if address else None) or reading.kind
    where = address[0] if address else None
    digest = b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    return _record(
        reading,
        url=where,
        kind=as_kind(said) or "page",
        name=name,
        provenance=Provenance(payload_digest=f"sha1:{digest}"),
        links=tuple(_links(reading, where)),
    )


def extract_text(text: str, *, url: str | None = None, kind: str | None = None) -> Record:
    """Return the record of plain text; a first line that begins with ``# `` is its title.

    The text may be what a browser shows of a page: site chrome is left out.
    """
    title = None
    first, _, rest = text.partition("\n")
    if first.startswith("# "):
        title, text = first[2:].strip(), rest
    return record_of_text(title, text, url=url, kind=kind)


def record_of_text(
    title: str | None, text: str, *, url: str | None = None, kind: str | None = None
) -> Record:
    """Return the record of a *title* and a *text* as a browser shows them."""
    address = _address(url)
    said = kind or (address[2] if address else None)
    reading = Reading(
        source="file", url=url or "", title=title, text=drop_chrome_lines(text) or None
    )
    return _record(
        reading,
        url=address[0] if address else None,
        kind=as_kind(said) or "page",
        name=title or text[:80],
        provenance=Provenance(),
    )


def fetch(url: str) -> Fetched:
    """Ask for one page, if its robots.txt lets us.

    Raises:
        UsageError: *url* is no web address.
        PageError: the site forbids it, or answers with an error.
        SiteUnreachableError: nobody answers.
    """
    from protego import Protego  # noqa: PLC0415 - only who asks a site for a page needs it

    site = Site(url)
    try:
        robots = _get(f"{site.base_url}/robots.txt").body.decode("utf-8", "replace")
    except PageError:
        robots = ""  # a site without a robots.txt allows everything
    if not Protego.parse(robots).can_fetch(url, _USER_AGENT):
        raise PageError("robots", f"{site.base_url}/robots.txt forbids {url}")
    return _get(url)


def _get(url: str) -> Fetched:
    request = Request(url, headers={"User-Agent": _USER_AGENT})  # noqa: S310 - Site() took only http(s)
    try:
        with urlopen(request, timeout=_TIMEOUT_SEC) as answer:  # noqa: S310 - as above
            body = answer.read(_MAX_BYTES + 1)
            if len(body) > _MAX_BYTES:
                raise PageError("too-large", f"{url} is over {_MAX_BYTES} bytes")
            return Fetched(answer.url, body, answer.headers.get("Content-Type"))
    except HTTPError as error:
        raise PageError(
            f"http-{error.code}", f"{url} answers {error.code} {error.reason}"
        ) from error
    except (URLError, TimeoutError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise SiteUnreachableError(f"{url} could not be reached ({reason})") from error


def _record(
    reading: Reading,
    *,
    url: str | None,
    kind: Kind,
    name: str,
    provenance: Provenance,
    links: tuple[Link, ...] = (),
) -> Record:
    draft = lay_over([reading], url=url, kind=kind, provenance=provenance, links=links)
    if url is None:
        stem = fold(PurePath(name).stem or "input")
        draft.id = f"{kind}:{_NOT_SLUG.sub('-', stem).strip('-')[:80] or 'input'}"
    else:
        draft.id = record_id(kind, url)
    return build_record(draft)


@lru_cache(maxsize=64)
def _site(base_url: str) -> Site:
    return Site(base_url)


def _address(url: str | None, base: str | None = None) -> tuple[str, str, str | None] | None:
    """Return canonical URL, class and kind of *url* on whatever site it is."""
    if not url:
        return None
    parts = urlsplit(url if "//" in url else base or url)
    try:
        address = _site(f"{parts.scheme}://{parts.netloc}").address(url, base)
    except UsageError:
        return None
    return (address.url, address.is_a, address.kind) if address else None


def _links(reading: Reading, own: str | None) -> Iterator[Link]:
    seen = {own}
    for link in reading.links:
        if link.in_body and link.url not in seen:
            seen.add(link.url)
            yield Link(url=link.url, record_id=None, text=link.text)
