"""What is known of an address: how it was found, what it answered, what it led to."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from aimf_scraper.errors import StoreError
from aimf_scraper.records import KINDS
from aimf_scraper.store.failures import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Sequence

State = Literal["found", "fetched", "failed", "rejected", "gone", "out_of_scope"]
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class PageState:
    """The state of one canonical address. Times are ISO 8601 in UTC, so that they sort.

    ``found_by``: ``rest``, ``sitemap``, ``feed``, ``listing``, ``link``, ``seed``.
    ``checked_at`` is the last answer of any kind, ``fetched_at`` the last body.
    ``hints`` is JSON: what REST, cards and feeds say of the page. ``reading`` is
    the page's own reading, JSON packed by zlib.
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
    reading: bytes | None = None


PAGE_COLUMNS: Final = tuple(f.name for f in fields(PageState))

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
    found_by = json.dumps(sorted(set(page.found_by)))
    return astuple(replace(page, found_by=found_by))  # type: ignore[arg-type]  # the column's JSON


def page_of(row: Sequence[Any]) -> PageState:
    """Return the page whose row is *row*.

    Raises:
        StoreError: its kind or state is none that there is.
    """
    page = PageState(*row)
    if page.kind not in {*KINDS, None} or page.state not in STATES:
        said = f"{page.url} is a {page.kind!r} that is {page.state!r}"
        raise StoreError(f"the database: {DAMAGED} ({said})")
    return replace(page, found_by=tuple(json.loads(row[PAGE_COLUMNS.index("found_by")])))
