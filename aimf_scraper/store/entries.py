"""What the store hands out besides records and pages: runs, rejects, earlier states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimf_scraper.store.history import Change

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command; ``status`` and what follows are ``None`` until it is finished."""

    id: int
    command: str
    site: str | None
    started_at: str
    finished_at: str | None
    status: str | None
    options: Data
    counts: Data | None
    completeness: Data | None


@dataclass(frozen=True, slots=True)
class Reject:
    """What was seen and not taken. One an address and reason, however often it happened."""

    url: str
    reason: str
    detail: str
    run: int
    first_seen: str
    last_seen: str
    times: int


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier state of a record, and what replaced it when and why."""

    record_id: str
    number: int
    replaced_at: str
    why: str
    run: int
    differences: tuple[Change, ...]
    record: Data
    gone_at: str | None
    warc_record_id: str | None


@dataclass(frozen=True, slots=True)
class LatestChange:
    """What last happened to a record: ``added``, ``changed`` (``fields``) or ``gone``."""

    id: str
    kind: str
    url: str | None
    title: str | None
    at: str
    what: str
    fields: tuple[str, ...]
