"""Boxes beside an article that are part of it: a project's fact sheet in a sidebar."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Tags of what may name a fact.
_LABELS: Final = ("dt", "th", "strong", "b", "h2", "h3", "h4", "span")
_MAX_LABELS: Final = 60
#: A sheet leads to a partner or two; what has more links is a list of pages.
_MAX_LINKS: Final = 3


def is_fact_sheet(box: _Element) -> bool:
    """Return whether *box* names a project's facts ("Budget", "Partenaires") and is no list of links."""
    if sum(1 for _ in islice(box.iter("a"), _MAX_LINKS + 1)) > _MAX_LINKS:
        return False
    return any(names_a_fact(words_of(one)) for one in islice(box.iter(*_LABELS), _MAX_LABELS))
