"""A site: what the first words of its paths say."""

from __future__ import annotations

from typing import Final

from aimf_scraper.sites import KnownSite

SITE: Final = KnownSite(
    url="https://communes-du-fleuve.example",
    sections={"realisations": "action", "rendez-vous": "event"},
    listings=frozenset({"carte"}),
)
