"""The ways that lead to a page: which there are, in which order, which of them say that an item is there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The ways that lead to a page, in the order in which records name them.
WAYS: Final = ("rest", "sitemap", "feed", "listing", "link", "archive", "seed")
#: Those that lead to an address and do not say that an item is there. ``archive``: somebody
#: captured it; a rebuild reads it although no page of the archive leads there.
UNNAMING: Final = frozenset({"link", "archive", "seed"})


def sources_of(found_by: Iterable[str]) -> tuple[str, ...]:
    """Return the ways that a record names as its sources.

    Links between pages count only where nothing else led to the page: which of
    them are seen depends on which other pages are read. That it was captured
    counts where not even a link did.
    """
    ways = set(found_by)
    counted = ways - UNNAMING or ways - {"archive"} or ways
    return tuple(way for way in WAYS if way in counted)


@lru_cache(maxsize=1024)
def ways_with(ways: frozenset[str], way: str) -> frozenset[str]:
    """Return *ways* and *way*: one set for all entries of which the same is said."""
    return ways | {way}
