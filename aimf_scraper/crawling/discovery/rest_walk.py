"""One type of the REST API walked page by page: how it is asked, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.rest import read_collection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.crawling.wire.fetch import Answer
    from aimf_scraper.pages.api.rest import Collection, RestItem
    from aimf_scraper.records import Kind


@dataclass(slots=True)
class Walk:
    """One type walked.

    ``totals``: what it said of how many there are, from page to page. ``entered``:
    the pages of the items that it listed.
    """

    rest_base: str
    kind: Kind
    size: int
    plain: bool = False
    number: int = 0
    total: int | None = None
    totals: set[int] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    pages: int | None = None
    failures: int = 0

    def begin_again(self) -> None:
        """Go back before the first page."""
        self.number = self.failures = 0
        self.totals.clear()
        self.entered.clear()


def count_of(answer: Answer, header: str, earlier: int | None) -> int | None:
    """Return the number that *header* says, *earlier* where it says none."""
    said = answer.number(header)
    return earlier if said is None else said


def says(answer: Answer, code: str) -> bool:
    """Return whether *answer* begins with the API's own word *code*."""
    return code.encode() in answer.body[:1_000]


def read_page(answer: Answer) -> Collection:
    """Return one page of a collection; raises PageError."""
    page = read_collection(answer.body, answer.url)
    if not page.count and answer.number("X-WP-Total"):
        raise PageError("empty", f"{answer.url} is empty, of {answer.header('X-WP-Total')} items")
    return page


def goes_back(session: Session, items: Sequence[RestItem], newer: Sequence[RestItem]) -> bool:
    """Return whether the API's dates are older than they were, as after a backup was put back.

    While the item that changed last stands, the first page holds one as new as it was for the last good run.
    """
    known, key_of = session.known, session.registry.key_of_item
    states = (known.get(key_of(item.link) or "") for item in items)
    return bool(items and not newer) or any(
        state is not None and (item.modified_gmt or "9") < (state.rest_modified or "")
        for item, state in zip(items, states, strict=True)
    )
