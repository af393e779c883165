"""One thing that a person should look at."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """One thing to look at. ``priority``: 0 to 2, the highest first.

    ``value`` is the fact as JSON, without what says how it was read; empty
    where there is nothing to decide.
    """

    priority: float
    why: str
    record_id: str
    url: str
    field: str
    as_written: str
    value: str
    confidence: float | None
    before: str
    quote: str
    after: str
