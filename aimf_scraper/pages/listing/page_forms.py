"""Further pages of a listing that no link leads to: a choice of pages, a form with a button "Page suivante"."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aimf_scraper.pages.listing.onward_links import same_host
from aimf_scraper.pages.listing.page_words import names_next
from aimf_scraper.pages.listing.paging import is_paged
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.source.urls import Base

_MAX_FORMS: Final = 40
_MAX_OPTIONS: Final = 500
_MAX_FIELDS: Final = 20
_MAX_VALUE_CHARS: Final = 500


def has_page_forms(body: bytes) -> bool:
    """Tell whether *body* may hold such a form: looked for in its bytes first."""
    return b"<option" in body or (b"<form" in body and b"hidden" in body)


def pages_of_forms(root: _Element, base: Base) -> Iterator[str]:
    """Yield the addresses of further pages that the choices and buttons of *root* lead to."""
    for one in islice(root.iter("option"), _MAX_OPTIONS):
        value = (one.get("value") or "")[:_MAX_VALUE_CHARS].strip()
        if one.get("selected") is not None:
            continue  # this page
        if "/" in value or value.startswith("?"):
            yield from _paged(base.join(value), base)
    for form in islice(root.iter("form"), _MAX_FORMS):
        if (form.get("method") or "get").lower() == "get" and _has_next_button(form):
            fields = (
                (one.get("name"), one.get("value") or "")
                for one in islice(form.iter("input"), _MAX_FIELDS)
                if (one.get("type") or "").lower() == "hidden"
            )
            asked = urlencode([(name, value) for name, value in fields if name])
            action = (base.join(form.get("action") or base.url) or base.url).partition("?")[0]
            yield from _paged(f"{action}?{asked}"[:_MAX_VALUE_CHARS], base)


def _paged(url: str | None, base: Base) -> Iterator[str]:
    if url is not None and is_paged(url) and same_host(url, base.url):
        yield url


def _has_next_button(form: _Element) -> bool:
    return any(
        names_next(one.get("value") or "" if one.tag == "input" else words_of(one))
        for one in islice(form.iter("button", "input"), _MAX_FIELDS)
        if one.tag == "button" or one.get("type") == "submit"
    )
