"""Which id the record at an address has: the one it always had, or the first that is free.

Two addresses never share one, and one address keeps its id, whatever its page becomes. The slug alone is the first address's that asks
for it; a later one is told apart by the path before the slug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.addresses import record_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aimf_scraper.records import Kind


class RecordIds:
    """The ids of the records that are held, and those that this run gives."""

    def __init__(
        self, held: Iterable[tuple[str, str, str | None]], resolve: Callable[[str], str]
    ) -> None:
        """Take every record's (id, kind, url), and what tells which address another means by now."""
        self._owner: dict[str, str | None] = {}
        self._of: dict[tuple[str, str], str] = {}
        self._at: dict[str, str] = {}
        for key, kind, url in held:
            self._owner[key] = url
            if url is not None:
                self._of[kind, url] = self._at[url] = key
        #: The ids of the records that were held before this run.
        self.held = frozenset(self._owner)
        self._resolve = resolve

    def owner(self, key: str) -> str | None:
        """Return the address of the record called *key*."""
        return self._owner.get(key)

    def of(self, kind: Kind, url: str) -> str:
        """Return the id of the record of *kind* at *url*; it is *url*'s from now on."""
        if (known := self._of.get((kind, url))) is not None:
            return known
        if (standing := self._at.get(url)) is not None:
            self._of[kind, url] = standing  # a page that is of another kind by now
            return standing
        for key in record_ids(kind, url):
            owner = self._owner.get(key)
            # A page that moved takes its id along.
            if key not in self._owner or owner is None or self._resolve(owner) == url:
                break
        self._owner[key] = url
        self._of[kind, url] = key
        return key
