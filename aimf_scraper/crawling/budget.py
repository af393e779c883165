"""What a run may use at most. What a bound stops is named, and makes the run incomplete."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

#: Many more pages of a hundred items than such a site has.
_PAGES_PER_TYPE: Final = 1_000


@dataclass(slots=True)
class Budget:
    """``0``: without bound.

    ``pages_per_pattern``: pages that showed no item, at addresses that differ in
    numbers only (months of a calendar), and pages of a listing that led to none.
    ``hops``: redirects in a row, and links in a row from a page that no way but
    links names.
    """

    minutes: float = 0
    requests: int = 0
    pages_per_pattern: int = 50
    hops: int = 10
    pages_per_type: int = _PAGES_PER_TYPE
    asked: int = 0
    begun: float = field(default_factory=time.monotonic)

    def spent(self) -> str | None:
        """Return which bound of the whole run is reached, ``None`` while it may go on."""
        if self.requests and self.asked >= self.requests:
            return f"budget.requests = {self.requests}"
        if self.minutes and time.monotonic() - self.begun >= self.minutes * 60:
            return f"budget.minutes = {self.minutes:g}"
        return None
