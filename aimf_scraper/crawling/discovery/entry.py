"""What is known of one page of a run before, and after, it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.crawling.discovery.ways import UNNAMING, WAYS

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Card, Reading
    from aimf_scraper.records import Kind


_NONE: Final[frozenset[str]] = frozenset()


@dataclass(slots=True)
class Entry:
    """What is known of one page before (and after) it is asked for.

    ``url`` is its key, ``named`` the address to ask for, spelled as the best of
    its ways names it. ``depth``: how many links in a row, from a page that some
    other way names, lead here. ``chain``: the addresses that redirected here.
    ``direct``: the ways that name this very address, and not only one that leads
    here. ``asked``: those asked for in this run; ``again``: one more has to be.
    ``left``: the ways that named it once and do so no more, for which it is asked for.
    ``twin``: scheme and host at which it is asked for instead of the site's, where that sends us there.
    ``was``: where it was held before, and is not any more, if it is asked for where a way
    names it instead. ``part_of``: the article of which this is a further part. ``presumed``: what it
    is where neither its address nor its own markup says: a feed holds posts.
    """

    url: str
    kind: Kind | None
    ways: frozenset[str] = _NONE
    named: str = ""
    twin: str = ""
    rank: int = 99
    depth: int = 99
    chain: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    direct: frozenset[str] = _NONE
    again: bool = False
    left: frozenset[str] = _NONE
    part_of: str | None = None
    was: str | None = None
    presumed: Kind | None = None
    rest: Reading | None = None
    feed: Reading | None = None
    cards: dict[str, Card] = field(default_factory=dict)
    rest_modified: str | None = None
    sitemap_lastmod: str | None = None

    def __post_init__(self) -> None:
        self.named = self.named or self.url

    @property
    def is_only_linked(self) -> bool:
        """Whether nothing but links leads here: nobody says that it is an item."""
        return self.ways <= UNNAMING

    @property
    def is_spelled(self) -> bool:
        """Whether a way that names items says how the address is spelled."""
        return self.rank <= WAYS.index("listing")

    @property
    def likely_kind(self) -> Kind | None:
        """What the page is, as far as anybody says before it is read."""
        return self.kind or self.presumed

    def spell(self, named: str, way: str) -> None:
        """Take *named* for the address to ask for, where no better way has one."""
        rank = WAYS.index(way)
        if (rank, named.count("//"), named) < (self.rank, self.named.count("//"), self.named):
            self.named, self.rank = named, rank

    @property
    def found_by(self) -> tuple[str, ...]:
        return tuple(way for way in WAYS if way in self.ways)
