"""Which addresses may be spellings of one page: they differ in what nobody knows the meaning of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimf_scraper.addresses import Address


class Spellings:
    """The addresses with parameters or endings of unknown meaning, and what each may be a spelling of."""

    def __init__(self) -> None:
        self._base: dict[str, str] = {}
        self._spelled: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, address: Address) -> None:
        """Enter *address*, which has a base."""
        self._base[address.url] = address.base
        self._spelled[address.base] |= {address.url, address.base}

    def base(self, url: str) -> str | None:
        """Return the address that *url* may be only a spelling of; ``None`` where nobody doubts it."""
        return self._base.get(url)

    def of(self, base: str) -> frozenset[str]:
        """Return *base* and all that may be spellings of it; nothing where there are none."""
        return frozenset(self._spelled.get(base, ()))
