"""Words in capitals that are no organisation's name: ``no_organisations.tsv``."""

from __future__ import annotations

from functools import cache

from aimf_scraper.rules.tables import rows


@cache
def stop_words(sense: str) -> frozenset[str]:
    """Return the words of one *sense* of the table."""
    return frozenset(word for kind, word in rows("no_organisations") if kind == sense)
