"""What the site's home page shows in a run: other addresses may answer with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Reading


@dataclass(slots=True)
class HomePage:
    """The digest of its bytes, and what is read there; ``None`` where it was not asked for."""

    digest: str | None = None
    shown: Reading | None = None
