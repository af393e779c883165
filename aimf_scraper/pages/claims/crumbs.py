"""The words of a page's breadcrumb: in which sections of the site it says that it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aimf_scraper.pages.claims.head import Head
    from aimf_scraper.pages.layout.blocks import Walk

_LINE: Final = re.compile(r"(?:Accueil|Vous êtes ici|Home)\s?[>/»›:]", re.IGNORECASE)
_CUT: Final = re.compile(r"\s?[>/»›]\s?")
_MAX_LINE_CHARS: Final = 160
#: How many lines from the top a breadcrumb without a box of its own is looked for.
_LINES: Final = 60


def crumb_words(walk: Walk, head: Head) -> list[str]:
    """Return the breadcrumb's words, from its box, JSON-LD, or a line "Accueil > Actualités"."""
    if walk.crumbs:
        words = [" ".join(str(one).split()) for one in walk.crumbs[0].itertext()]
        return [one for one in words if len(one) > 1]
    if head.linked.crumbs:
        return list(head.linked.crumbs)
    for block in walk.blocks[:_LINES]:
        if len(block.text) < _MAX_LINE_CHARS and _LINE.match(block.text):
            return [one.strip() for one in _CUT.split(block.text)]
    return []
