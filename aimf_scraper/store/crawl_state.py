"""What is known of an address: how it was found, what it answered, what it led to."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from aimf_scraper.errors import StoreError
from aimf_scraper.records import KINDS
from aimf_scraper.store.failures import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

State = Literal["found", "fetched", "failed", "rejected", "gone", "out_of_scope"]
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Stored:
    """The packed reading of the page at ``url``, which lies in the database until it is asked for."""

    url: str
    load: Callable[[str], bytes]

    def packed(self) -> bytes:
        """Return the reading; raises StoreError where it is there no more."""
        return self.load(self.url)


@dataclass(frozen=True, slots=True)
class PageState:
    """The state of one canonical address. Times are ISO 8601 in UTC, so that they sort.

    ``found_by``: ``rest``, ``sitemap``, ``feed``, ``listing``, ``link``, ``seed``.
    ``checked_at`` is the last answer of any kind, ``fetched_at`` the last body.
    ``hints`` is JSON: what REST, cards and feeds say of the page. ``reading`` is
    the page's own reading, JSON packed by zlib, or where it is stored. Saved again,
    what is stored stays.
    """

    url: str
    kind: str | None = None
    record_id: str | None = None
    state: State = "found"
    found_by: tuple[str, ...] = ()
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    payload_digest: str | None = None
    warc_record_id: str | None = None
    fetched_at: str | None = None
    checked_at: str | None = None
    first_seen: str = ""
    last_seen: str = ""
    tries: int = 0
    reason: str | None = None
    rest_modified: str | None = None
    sitemap_lastmod: str | None = None
    hints: str | None = None
    reading: bytes | Stored | None = None


PAGE_COLUMNS: Final = tuple(f.name for f in fields(PageState))
_row: Final = attrgetter(*PAGE_COLUMNS)  # astuple would copy deeply
_FOUND_BY: Final = PAGE_COLUMNS.index("found_by")
_READING: Final = PAGE_COLUMNS.index("reading")
#: What many pages share: kept once in memory, not once a page.
_SHARED: Final = tuple(
    PAGE_COLUMNS.index(name)
    for name in ("kind", "state", "first_seen", "last_seen", "checked_at", "reason")
)
_KINDS: Final = frozenset({*KINDS, None})

#: What an answer says anew each time: after a fetch, ``None`` means it is no longer said.
_ANSWER: Final = (
    *("http_status", "etag", "last_modified", "payload_digest", "warc_record_id"),
    *("fetched_at", "checked_at", "reason", "reading"),
)
#: What stays known until something else is said.
_KNOWN: Final = ("kind", "record_id", "rest_modified", "sitemap_lastmod", "hints")


def merged(old: PageState, new: PageState) -> PageState:
    """Return what is known of an address after *new* is learned of it.

    Every way that found it counts, and the first time it was seen. To find a
    known address again (``found``) tells nothing of its answers: state, tries
    and all that was fetched stay. A fetch replaces them; a failure, a reject or
    a "gone" keeps of the last good answer what it does not say itself, so that
    the page can still be asked for by its ETag.
    """
    known = {name: _or(new, old, name) for name in _KNOWN}
    if new.state == "found":
        known |= {name: getattr(old, name) for name in (*_ANSWER, "state", "tries")}
    elif new.state != "fetched":
        known |= {name: _or(new, old, name) for name in _ANSWER}
    if isinstance(new.reading, Stored) and new.state != "found":
        known["reading"] = old.reading
    return replace(
        new,
        **known,
        found_by=tuple(sorted({*old.found_by, *new.found_by})),
        first_seen=min(old.first_seen, new.first_seen),
        last_seen=max(old.last_seen, new.last_seen),
    )


def _or(new: PageState, old: PageState, name: str) -> Any:
    value = getattr(new, name)
    return getattr(old, name) if value is None else value


def page_row(page: PageState) -> tuple[Any, ...]:
    """Return the row of ``PAGE_COLUMNS``."""
    row = list(_row(page))
    row[_FOUND_BY] = json.dumps(sorted(set(page.found_by)))
    return tuple(row)


def page_of(row: Sequence[Any], load: Callable[[str], bytes] | None = None) -> PageState:
    """Return the page whose row is *row*.

    *load*: the row only says whether there is a reading, and this gives it.

    Raises:
        StoreError: its kind or state is none that there is.
    """
    said = list(row)
    said[_FOUND_BY] = _ways(said[_FOUND_BY])
    for place in _SHARED:
        if said[place]:
            said[place] = intern(said[place])
    if load is not None:
        said[_READING] = Stored(said[0], load) if said[_READING] else None
    page = PageState(*said)
    if page.kind not in _KINDS or page.state not in STATES:
        told = f"{page.url} is a {page.kind!r} that is {page.state!r}"
        raise StoreError(f"the database: {DAMAGED} ({told})")
    return page


@lru_cache(maxsize=256)
def _ways(found_by: str) -> tuple[str, ...]:
    return tuple(json.loads(found_by))
