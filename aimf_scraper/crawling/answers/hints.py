"""What others say of a page, kept beside its crawl state: the API, feeds, cards.

A page's record is laid together from its own reading and these. They are kept
so that a record can be made again when a card changed and the page did not.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import StoreError
from aimf_scraper.pages.reading import Card, Reading, reading_of_card
from aimf_scraper.records import to_json
from aimf_scraper.rules.engine.document import Term
from aimf_scraper.store import Stored
from aimf_scraper.store.failures import DAMAGED

if TYPE_CHECKING:
    from aimf_scraper.crawling.discovery.entry import Entry

_DEEPEST: Final = 99
#: What others tell of the item.
_TOLD: Final = frozenset({"rest", "feed", "cards"})
#: What the API says of an item that its page says as well.
_ITEMS_WORDS: Final = ("title", "text")
#: What a card says that changes where its page does.
_CARDS_WORDS: Final = ("title", "lead", "published")


def hints_of(entry: Entry, earlier: str | None = None) -> str | None:
    """Return the hints of *entry* as JSON; *earlier* ones stay where nothing newer is said."""
    said = _said(earlier) if earlier else {}
    if entry.named != entry.url:
        said["named"] = entry.named
    elif entry.is_spelled:
        said.pop("named", None)
    if entry.is_only_linked and 0 < entry.depth < said.get("depth", _DEEPEST):
        said["depth"] = entry.depth
    left = ({*said.pop("left", ())} | entry.left) - entry.ways
    if left:
        said["left"] = sorted(left)
    if entry.rest is not None:
        said["rest"] = to_json(entry.rest)
    if entry.feed is not None:
        said["feed"] = to_json(entry.feed)
    if entry.cards:
        said["cards"] = said.get("cards", {}) | {
            listing: to_json(card) for listing, card in entry.cards.items()
        }
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None


def with_end(hints: str | None, *, closed: bool) -> str:
    """Return *hints* with whether the page that was read came to its end."""
    said = (_said(hints) if hints else {}) | {"closed": closed}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def without_told(hints: str | None) -> str | None:
    """Return *hints* without what the API, feeds and cards tell of the item."""
    said = {name: one for name, one in _said(hints).items() if name not in _TOLD} if hints else {}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None


def was_closed(hints: str | None) -> bool:
    """Return whether the page came to its end when it was last read."""
    return hints is not None and '"closed"' in hints and _said(hints).get("closed") is True


def named_in(hints: str | None) -> str | None:
    """Return the address to ask for that *hints* hold, ``None`` where it is the page's key."""
    # Looked for first: hints may hold whole texts, and nearly none holds this.
    named = _said(hints).get("named") if hints and '"named"' in hints else None
    return named if isinstance(named, str) else None


def depth_in(hints: str | None) -> int:
    """Return how many links in a row led to the page that nothing else names."""
    depth = _said(hints).get("depth") if hints and '"depth"' in hints else None
    return depth if isinstance(depth, int) else 0


def left_in(hints: str | None) -> frozenset[str]:
    """Return the ways that name the page no more, and for which it was asked for already."""
    return frozenset(_said(hints).get("left", ()) if hints and '"left"' in hints else ())


def tells_all(hints: str | None) -> bool:
    """Return whether *hints* hold the item's whole text: the API's word, not a card's."""
    return bool(hints) and any(one.source == "rest" and one.text for one in readings_of(hints))


def tells_words(hints: str | None) -> bool:
    """Return whether *hints* hold words on the item, more than its title and its day."""
    return any(one.text or one.summary for one in readings_of(hints))


def told_otherwise(entry: Entry, hints: str | None) -> bool:
    """Return whether a card or the API tells other words of *entry*, or another day, than *hints* hold."""
    if not hints or not (entry.cards or entry.rest is not None):
        return False
    said = _said(hints)
    told = to_json(entry.rest) if entry.rest is not None else {}
    held = said.get("rest") or told
    if any(told.get(name) != held.get(name) for name in _ITEMS_WORDS):
        return True
    cards = said.get("cards", {})
    return any(
        any(to_json(card)[name] != cards[listing].get(name) for name in _CARDS_WORDS)
        for listing, card in entry.cards.items()
        if listing in cards
    )


def listings_of(hints: str | None) -> frozenset[str]:
    """Return the listing pages whose cards *hints* hold."""
    return frozenset(_said(hints).get("cards", ()) if hints else ())


def readings_of(hints: str | None) -> tuple[Reading, ...]:
    """Return the readings that *hints* hold, in an order that does not depend on the network."""
    if not hints:
        return ()
    said = _said(hints)
    readings = [Reading.from_json(said[name]) for name in ("rest", "feed") if name in said]
    for _, data in sorted(said.get("cards", {}).items()):
        terms = tuple(Term(**one) for one in data["terms"])
        readings.append(reading_of_card(Card(**{**data, "terms": terms})))
    return tuple(readings)


def pack(reading: Reading) -> bytes:
    """Return *reading* as the store keeps it: JSON, packed."""
    text = json.dumps(to_json(reading), ensure_ascii=False, sort_keys=True)
    return zlib.compress(text.encode(), 6)


def unpack(packed: bytes | Stored) -> Reading:
    """Return the reading that ``pack`` packed, and that may have been left in the database.

    Raises:
        StoreError: it is not what was packed.
    """
    held = packed.packed() if isinstance(packed, Stored) else packed
    try:
        return Reading.from_json(json.loads(zlib.decompress(held)))
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise StoreError(f"the database: {DAMAGED} (a page's reading: {error})") from error


def _said(hints: str) -> dict[str, Any]:
    """Return what *hints* say; raises StoreError where they are not what was written."""
    try:
        said = json.loads(hints)
    except ValueError as error:
        raise StoreError(f"the database: {DAMAGED} (a page's hints: {error})") from error
    return said if isinstance(said, dict) else {}
