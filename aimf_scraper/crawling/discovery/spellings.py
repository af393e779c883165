"""Which addresses may be spellings of one page: they differ in what nobody knows the meaning of.

A parameter, an ending (``/x/amp/``), or slashes and escapes alone: ``/x`` and ``/x/``, ``/a+b``
and ``/a%2Bb`` are one page nearly everywhere, and two where a site says so by naming both.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from aimf_scraper.crawling.discovery.ways import ways_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.addresses import Address, Site


class Apart(NamedTuple):
    """An address told apart from one that differs in its spelling: the ways that name it, and it alone.

    ``named``: how it is asked for, ``other``: how the one that it is told apart from is.
    ``is_told``: what the entry of both holds by now was told of this one.
    """

    url: str
    named: str
    other: str
    ways: frozenset[str]
    alone: frozenset[str]
    is_told: bool


class _Named(NamedTuple):
    """A spelling, how it is written where it was named first, and the ways that name it."""

    spelled: str
    named: str
    ways: frozenset[str]


class Spellings:
    """The addresses that may be only spellings, and what each may be a spelling of."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._base: dict[str, str] = {}
        self._spelled: defaultdict[str, set[str]] = defaultdict(set)
        #: The spellings in which ways name an address: nearly always one.
        self._named: dict[str, tuple[_Named, ...]] = {}
        #: Addresses that differ in spelling alone from another one, and are keys of their own.
        self._apart: set[str] = set()

    def recall(self, urls: Iterable[str]) -> None:
        """Enter which of the keys of earlier runs may be spellings of another."""
        for url in urls:
            address = self._site.address(url, as_item=True)
            if address is None:
                continue
            if address.base and address.url == url:
                self.add(url, address.base)
            elif address.url != url and address.spelled == url:
                self.add(url, address.url)
                self._apart.add(url)

    def add(self, url: str, base: str) -> None:
        """Note that the page at *url* may be only another spelling of *base*."""
        self._base[url] = base
        self._spelled[base] |= {url, base}

    def base(self, url: str) -> str | None:
        """Return the address that *url* may be only a spelling of; ``None`` where nobody doubts it."""
        return self._base.get(url)

    def is_apart(self, url: str) -> bool:
        """Return whether *url* differs in its spelling alone from another page's, and may be the same."""
        return url in self._apart

    def of(self, base: str) -> frozenset[str]:
        """Return *base* and all that may be spellings of it; nothing where there are none."""
        return frozenset(self._spelled.get(base, ()))

    def key(self, address: Address) -> str:
        """Return the key of the page at *address*: most spellings say nothing, some tell two pages apart."""
        return address.spelled if address.spelled in self._apart else address.url

    def named_apart(self, address: Address, way: str) -> Iterator[Apart]:
        """Take that *way* names an item at *address*; yield what is told apart by now.

        Only of what is named in several spellings each may be a page: that is asked once.
        """
        said = self._named.get(address.url, ())
        known = next((one for one in said if one.spelled == address.spelled), None)
        if known is None:
            said = (*said, _Named(address.spelled, address.named, ways_with(frozenset(), way)))
        elif way not in known.ways:
            more = known._replace(ways=ways_with(known.ways, way))
            said = tuple(more if one is known else one for one in said)
        self._named[address.url] = said
        if len(said) < 2:
            return
        named = {one.spelled: one for one in said}
        first = address.url if address.url in named else min(named, key=_order)
        for spelled, told in sorted(named.items(), key=lambda one: one[0]):
            if spelled not in self._apart and spelled not in {first, address.url}:
                self._apart.add(spelled)
                self.add(spelled, address.url)
                others = {way for other in named if other != spelled for way in named[other].ways}
                yield Apart(
                    spelled,
                    named=told.named,
                    other=named[first].named,
                    ways=told.ways,
                    alone=told.ways - others,
                    is_told=spelled != address.spelled,
                )


def _order(spelled: str) -> tuple[int, str]:
    return spelled.count("//"), spelled
