"""What became of every capture: none is passed over without a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.addresses import Address
    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.rebuilding.shelf import Shelf

Fate = Literal["record", "alias", "listing", "asset", "refused", "undecodable"]
FATES: Final[tuple[Fate, ...]] = (
    *("record", "alias", "listing", "asset", "refused", "undecodable"),
)
#: What may be a page: HTML, or an answer that does not say what it is.
PAGE_TYPES: Final = frozenset({None, "text/html", "application/xhtml+xml"})
#: So many reasons are told in a line; the rest as a number.
_REASONS_TOLD: Final = 8


@dataclass(slots=True)
class Counted:
    """How many captures became what, and why those that became nothing did."""

    fates: Counter[str] = field(default_factory=Counter)
    reasons: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    #: Bodies taken as they stand, though their head calls them coded.
    as_they_stand: int = 0

    def add(self, fate: Fate, why: str = "", times: int = 1) -> None:
        self.fates[fate] += times
        if why:
            self.reasons[fate][why] += times

    def lines(self) -> Iterator[str]:
        """Yield what became of the captures, for a person."""
        told = ", ".join(f"{self.fates[fate]} {fate}" for fate in FATES)
        yield f"captures by what they are: {told}"
        for fate in FATES:
            if self.reasons[fate]:
                yield f"  {fate}: {self._told(fate)}"
        if self.as_they_stand:
            yield (
                f"  {self.as_they_stand} bodies were taken as they stand: they are text, "
                "though their Content-Encoding says otherwise"
            )

    def why_nothing(self) -> str:
        """Return why no capture became a record, as a sentence's end."""
        told = [f"{fate} {n}" for fate, n in sorted(self.fates.items()) if n]
        reasons = [self._told(fate) for fate in FATES if self.reasons[fate]]
        return "; ".join([", ".join(told) or "there is no capture", *reasons])

    def _told(self, fate: str) -> str:
        most = sorted(self.reasons[fate].items(), key=lambda one: (-one[1], one[0]))
        told = [f"{why} {n}" for why, n in most[:_REASONS_TOLD]]
        if left := sum(n for _, n in most[_REASONS_TOLD:]):
            told.append(f"other reasons {left}")
        return ", ".join(told)


def counted(session: Session, shelf: Shelf) -> Counted:
    """Return what became of every capture on *shelf* once *session* has read it."""
    account = Counted(as_they_stand=len(shelf.undecoded))
    for why, times in sorted(shelf.unfit.items()):
        account.add("refused", why, times)
    for url, captures in shelf.addresses():
        address = session.site.address(url)
        for one in captures:
            spoilt = shelf.spoilt.get(one.record_id)
            if spoilt is not None:
                account.add("undecodable", spoilt)
            else:
                account.add(*_fate(session, address, one))
    return account


def _fate(session: Session, address: Address | None, one: Captured) -> tuple[Fate, str]:
    is_page = one.media_type in PAGE_TYPES
    if address is None:
        return ("refused", "of another site") if is_page else ("asset", "")
    if 300 <= one.status < 400:
        return "alias", ""
    if one.status != 200:
        return "refused", f"HTTP {one.status}"
    if not is_page:
        return ("listing" if _lists(one.media_type or "") else "asset"), ""
    registry = session.registry
    url = registry.resolve(address.url)
    state = session.known.get(url)
    if state is not None and state.state == "fetched" and state.record_id is not None:
        return ("record", "") if url == address.url else ("alias", "")
    if url in registry.listings or address.is_a == "listing":
        return "listing", ""
    if state is None:
        entry = registry.entries.get(url)
        kind = entry.kind if entry is not None else address.kind
        is_wanted = kind is None or kind in session.kinds
        return "refused", "no page by its address" if is_wanted else f"{kind}: not among the kinds"
    if state.state == "out_of_scope" and state.kind is not None and state.reason is None:
        return "refused", f"{state.kind}: not among the kinds"
    return "refused", state.reason or state.state


def _lists(media_type: str) -> bool:
    """Return whether an answer of that type names pages: the API's, a feed, a sitemap."""
    return media_type.endswith(("json", "xml")) and media_type != "image/svg+xml"
