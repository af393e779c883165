"""Records from single inputs, with no database: what `extract` and `evaluate` do.

The steps are those of a crawl (``assembly.build_record``), so a page saved to
a file gives the record that the crawl would have stored.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aimf_scraper.addresses import Site, record_id
from aimf_scraper.assembly import build_record, lay_over
from aimf_scraper.errors import PageError, UsageError
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.reading import Reading
from aimf_scraper.records import Link, Provenance, as_kind
from aimf_scraper.text.chrome import drop_chrome_lines
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Kind, Record

_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


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
    return record_of_text(*title_and_text(text), url=url, kind=kind)


def title_and_text(text: str) -> tuple[str | None, str]:
    """Return the title that a first line beginning with ``# `` is, and the rest."""
    first, _, rest = text.partition("\n")
    return (first[2:].strip(), rest) if first.startswith("# ") else (None, text)


def record_of_text(
    title: str | None,
    text: str,
    *,
    url: str | None = None,
    kind: str | None = None,
    published: str | None = None,
) -> Record:
    """Return the record of a *title* and a *text* as a browser shows them.

    *published*: the day, where it is known.
    """
    address = _address(url)
    said = kind or (address[2] if address else None)
    reading = Reading(
        source="file",
        url=url or "",
        title=title,
        text=drop_chrome_lines(text) or None,
        published=published,
    )
    return _record(
        reading,
        url=address[0] if address else None,
        kind=as_kind(said) or "page",
        name=title or text[:80],
        provenance=Provenance(),
    )


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
