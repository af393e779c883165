"""What the path of an address claims: an item, a listing, another view of an item, a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import unquote

from aimf_scraper.address_queries import suffix
from aimf_scraper.address_spelling import plain_path
from aimf_scraper.address_words import (
    KIND_OF_SEGMENT,
    LEFT_ALONE,
    LISTING_SEGMENTS,
    PAGE_SUFFIXES,
    VARIANTS,
    VIEWS,
)

if TYPE_CHECKING:
    from aimf_scraper.records import Kind
    from aimf_scraper.sites import KnownSite

AddressClass = Literal["content", "listing", "short", "plain", "unknown", "other"]

_PAGE_NUMBER: Final = re.compile(r"/page/[0-9]{1,6}/?$")
#: The last segment of an article's address that shows the article once more.
_VARIANT: Final = re.compile(rf"(?:{'|'.join(VARIANTS)}|comment-page-[0-9]{{1,6}})", re.IGNORECASE)


def canonical_path(path: str) -> str:
    path = plain_path(path)
    last = path.rsplit("/", 1)[-1]
    if last and not _is_file_name(last):
        path += "/"
    return path


def is_variant(segments: list[str]) -> bool:
    """Return whether the path ends in another way to show the article before it.

    >>> is_variant(["actualite", "x", "amp"]), is_variant(["actualite", "print"])
    (True, False)
    """
    if len(segments) < 2 or not _VARIANT.fullmatch(segments[-1]):
        return False
    return _is_behind_an_item(segments)


def is_view(segments: list[str]) -> bool:
    """Return whether the path ends in what a machine asks for of the article before it."""
    return segments[-1:] != [] and segments[-1] in VIEWS and _is_behind_an_item(segments)


def _is_behind_an_item(segments: list[str]) -> bool:
    """Return whether the path before its last segment may be an item's, and is no section's."""
    first = unquote(segments[0]).lower() if segments else ""
    return len(segments) > 2 or (
        len(segments) == 2 and not (first in KIND_OF_SEGMENT or first in LISTING_SEGMENTS)
    )


def _is_file_name(last: str) -> bool:
    """Tell whether *last* ends like a file's name: a slug may hold dots too ("cop-21.2")."""
    end = suffix(last)
    return 2 <= len(end) <= 6 and end[1:].isalnum() and not end[1:].isdigit()


def classify(
    path: str, segments: list[str], first: str, *, as_item: bool, site: KnownSite | None = None
) -> tuple[AddressClass, Kind | None]:
    """Return what a path claims. *site*: what a plug-in knows of the site that it is on."""
    end = suffix(segments[-1]) if segments else ""
    if end not in PAGE_SUFFIXES and not path.endswith("/"):
        return "other", None
    if first in LEFT_ALONE or (not as_item and segments and segments[-1] in VIEWS):
        return "other", None
    if not segments:
        return "listing", None
    kind = KIND_OF_SEGMENT.get(first)
    listings = LISTING_SEGMENTS
    if site is not None:
        kind = site.sections.get(first, kind)
        listings = (LISTING_SEGMENTS - {*site.sections}) | site.listings
    if first in listings or _PAGE_NUMBER.search(path):
        return "listing", kind
    if kind is None:
        return "unknown", None
    return ("content", kind) if len(segments) > 1 else ("listing", kind)
