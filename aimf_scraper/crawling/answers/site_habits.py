"""How a site answers where it need not answer the question: its home page, its page for what is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Reading


@dataclass(slots=True)
class SiteHabits:
    """What a run sees of them before it asks for the first page.

    ``home_digest``: of the home page's bytes, ``home``: what is read there.
    ``not_there``: what is answered, with status 200, to an address that cannot be.
    ``None`` where that was not asked for, or says nothing. ``closes_pages``:
    whether the home page comes to its ``</html>``.
    """

    home_digest: str | None = None
    home: Reading | None = None
    not_there: Reading | None = None
    closes_pages: bool = True
