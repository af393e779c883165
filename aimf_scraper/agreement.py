"""Whether what a listing or a feed says of a page is about that page, and says more than its text.

A card's link may lead elsewhere than its words: an old slug, a picture's page,
a box that runs over several cards. Its words enter a record only where the page
itself agrees with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.reading import Reading

_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")
#: So many letters of a cut title or lead must agree.
_MIN_AGREEING_CHARS: Final = 12
_LOOKED_AT_CHARS: Final = 60


def is_about(said: Reading, page: Reading) -> bool:
    """Return whether *said* (a card, a feed item) tells of *page*: by its title, else by its lead.

    Titles agree where one begins or holds the other, whatever their marks and
    case; a lead without a title must stand in the page's words.
    """
    title, own = _letters(said.title), _letters(page.title)
    if title and own:
        return own in title or title in own or title[:_LOOKED_AT_CHARS] == own[:_LOOKED_AT_CHARS]
    lead = _letters(said.text)[:_LOOKED_AT_CHARS]
    if len(lead) < _MIN_AGREEING_CHARS:
        return True
    return lead in _letters(f"{page.title or ''} {page.summary or ''} {page.text or ''}")


def is_excerpt(summary: str, text: str) -> bool:
    """Return whether *summary* only repeats *text*: made by a machine, it is no standfirst.

    >>> is_excerpt("La ville de Lomé ouvre…", "La ville de Lomé ouvre un marché. Il est grand.")
    True
    """
    said = _letters(summary)
    return len(said) >= _MIN_AGREEING_CHARS and said in _letters(text)


def _letters(text: str | None) -> str:
    """Return the letters and figures of *text*, folded, with nothing between them."""
    return _NO_LETTERS.sub("", fold(text)) if text else ""
