"""Pages that cannot be judged alone: articles over several pages, and canonical addresses in doubt.

A page whose head names another address is believed where nothing speaks
against it. Where nobody has seen the other one yet, it is asked for first, and
the two are compared: a fault of a theme must not make one page of many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.crawling.answers.hints import unpack
from aimf_scraper.crawling.answers.same_page import same_page, says_the_same
from aimf_scraper.crawling.discovery.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy.http import Response

    from aimf_scraper.addresses import Address
    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading

#: More parts than any article has.
_MAX_PARTS: Final = 50
#: How many rounds a page waits for another one that nobody can ask for.
_MAX_ROUNDS: Final = 3
#: Ways that name items: what two pages are named by in one of them, it takes for two.
NAMING: Final = frozenset({"rest", "sitemap", "feed", "listing"})


class Verdict(NamedTuple):
    """What a page's canonical address means for it: ``own`` (nothing), ``alias``, ``ask`` first."""

    what: str
    target: str = ""


@dataclass(slots=True)
class Waiting:
    """A page read, and what it waits for: its further parts, or the address that it claims to be."""

    entry: Entry
    reading: Reading
    response: Response
    claims: str | None = None
    parts: dict[int, Reading | None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    failed: str | None = None
    rounds: int = 0


def judge_claim(session: Session, entry: Entry, reading: Reading) -> Verdict:
    """Return what the canonical address in the head of the page of *entry* means."""
    claimed = session.site.address(reading.canonical_url) if reading.canonical_url else None
    if claimed is None or claimed.is_a not in {"content", "unknown", "plain"}:
        return Verdict("own")
    target = session.registry.meant(claimed)
    if entry.url in {target, claimed.base}:
        return Verdict("own")  # as it is, or with a parameter more
    own, known = session.known.get(entry.url), session.known.get(target)
    is_apart = is_named_apart(session, entry, target)
    if is_apart and own is not None and own.reading is not None:
        return _disbelieved(session, entry, target)
    if known is not None and known.reading is not None:
        if _is_shown_by(reading, unpack(known.reading), apart=is_apart):
            return _alias(session, entry, target)
        return _disbelieved(session, entry, target)
    if known is not None and known.state in {"gone", "rejected", "out_of_scope"}:
        return _disbelieved(session, entry, target)
    address = session.site.address(entry.url)
    if address is not None and address.is_a == "short" and not session.is_claimed(target):
        return Verdict("alias", target)  # a short link is nobody's own address
    return Verdict("ask", target)


def is_named_apart(session: Session, entry: Entry, target: str) -> bool:
    """Return whether one way names both *entry* and the page at *target* as items, under two addresses."""
    other = session.registry.entries.get(target)
    is_named = other is not None and bool(entry.ways & other.ways & NAMING)
    return is_named and not _is_spelling(session, entry.url, target)


def _is_shown_by(reading: Reading, other: Reading, *, apart: bool) -> bool:
    """Return whether two readings show one page; of what a way takes for two items (*apart*), the same words."""
    if apart:
        return bool(reading.text) and says_the_same(reading, other)
    return same_page(reading, other)


def _is_spelling(session: Session, url: str, target: str) -> bool:
    """Return whether *url* differs from *target* in nothing but what may be a spelling."""
    spellings = session.registry.spellings
    base = spellings.base(url)
    return base is not None and target in spellings.of(base)


def judge_late(session: Session, one: Waiting) -> Verdict | None:
    """Return what *one*'s claim means now, ``None`` while the other page is still to come."""
    target = session.registry.resolve(one.claims or "")
    if target == one.entry.url:
        return Verdict("own")
    known = session.known.get(target)
    # What failed in an earlier run is asked for last.
    is_late = known is not None and known.state == "failed" and not session.is_claimed(target)
    if (is_late or known is None or known.state == "found") and one.rounds < _MAX_ROUNDS:
        return None
    if known is None:
        return Verdict("own")
    if known.reading is not None:
        apart = is_named_apart(session, one.entry, target)
        same = _is_shown_by(one.reading, unpack(known.reading), apart=apart)
        verdict = _alias if same else _disbelieved
        return verdict(session, one.entry, target)
    if known.state == "failed" and not is_named_apart(session, one.entry, target):
        # Nobody saw it, and nothing speaks against it (an archive may hold the one page only).
        return Verdict("take", target)
    return _disbelieved(session, one.entry, target)


def further_parts(
    session: Session, entry: Entry, page: HtmlPage, known: Iterable[int] = ()
) -> dict[int, Entry]:
    """Return the entries of the parts of *entry*'s article that *page* leads to, by number.

    They are not entered yet. A page that some way names as an item is no part.
    """
    taken = set(known)
    found: dict[int, Entry] = {}
    for url in page.link_urls:
        number, address = _part(session, entry, url)
        if not 2 <= number <= _MAX_PARTS or number in taken or number in found or address is None:
            continue
        key = address.url if address.url != entry.url else f"{address.url}&page={number}"
        named = session.registry.entries.get(key)
        if named is not None and named.ways & {"rest", "sitemap", "feed"}:
            continue
        spelled = address.named if address.url != entry.url else f"{address.named}&page={number}"
        ways = frozenset({"link"})
        found[number] = Entry(key, entry.kind, ways, named=spelled, depth=0, part_of=entry.url)
    return found


def listings_alive(session: Session) -> frozenset[str]:
    """Return the listing pages of which at least one card led to a page that was read."""
    return frozenset(
        listing
        for entry in session.registry
        if entry.cards
        and (known := session.known.get(entry.url)) is not None
        and known.state == "fetched"
        and known.reading is not None
        for listing in entry.cards
    )


def _part(session: Session, entry: Entry, url: str) -> tuple[int, Address | None]:
    address = session.site.address(url)
    if address is None:
        return 1, None
    if address.url == entry.url:
        return address.part, address
    number = address.url.removeprefix(entry.url).strip("/")
    if (
        address.url.startswith(entry.url)
        and number.isascii()
        and number.isdigit()
        and len(number) < 3
    ):
        return int(number), address
    return 1, None


def _alias(session: Session, entry: Entry, target: str) -> Verdict:
    if is_named_apart(session, entry, target):
        session.account.note("canonical", entry.url, f"shows the page {target} once more")
    return Verdict("alias", target)


def _disbelieved(session: Session, entry: Entry, target: str) -> Verdict:
    session.account.note("canonical", entry.url, f"says that it is {target}, which is another page")
    return Verdict("own")


def settled_first(waiting: dict[str, Waiting]) -> Iterator[tuple[str, Waiting]]:
    """Yield what waits, sorted by address, each a round older."""
    for url in sorted(waiting):
        waiting[url].rounds += 1
        yield url, waiting[url]
