"""Sites that plug-ins know: what the words of their addresses say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aimf_scraper.errors import SetupError
from aimf_scraper.plugins import SITES, loaded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.records import Kind


@dataclass(frozen=True, slots=True)
class KnownSite:
    """One site. Its words hold for its own addresses, before those that ship with the package.

    Attributes:
        url: its address, as ``--site`` takes it.
        sections: first segment of a path (``realisations``) -> the kind of the pages below it.
        listings: first segments of paths that only lead to pages, whatever follows.
    """

    url: str
    sections: Mapping[str, Kind] = field(default_factory=dict)
    listings: frozenset[str] = frozenset()


@cache
def known_sites() -> dict[str, KnownSite]:
    """Return the sites that plug-ins know, by name."""
    sites: dict[str, KnownSite] = loaded(SITES, KnownSite)
    for name, one in sites.items():
        if not urlsplit(one.url).hostname:
            raise SetupError(f"the plug-in {name!r} has no web address but {one.url!r}: mend it")
    return sites


def address_of(site: str) -> str:
    """Return the address of the site that a plug-in calls *site*; else *site* as it is."""
    known = known_sites().get(site)
    return site if known is None else known.url


@cache
def site_at(host: str) -> KnownSite | None:
    """Return what a plug-in knows of the site at *host* (without ``www.``)."""
    for one in known_sites().values():
        parts = urlsplit(one.url)
        if parts.netloc.lower().removeprefix("www.") == host:
            return one
    return None
