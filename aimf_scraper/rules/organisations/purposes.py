"""Names whose purpose is a list: "Fondation pour la culture, l'éducation et le sport"."""

from __future__ import annotations

import re
from typing import Final

from aimf_scraper.rules.names.common_nouns import is_purpose
from aimf_scraper.rules.organisations.latin import CAP
from aimf_scraper.rules.organisations.name_patterns import LOWER

#: "pour la culture, l'éducation et le sport": a purpose goes on as a list that "et" closes.
_PURPOSES: Final = re.compile(
    rf"(?:,\s(?:l['’]|la\s|le\s|les\s){LOWER}){{0,4}},?\set\s(?:l['’]|la\s|le\s|les\s){LOWER}(?![\w’'-])"
    rf"(?:\s(?:au|en|à\sla|aux|du|de\sla)\s{CAP})?"
)
_PURPOSE: Final = re.compile(rf"(?:l['’]|la\s|le\s|les\s)(?P<noun>{LOWER})")
#: "Fondation pour l'eau", "Association pour la promotion de l'eau": what such a list may follow.
_FOR_A_PURPOSE: Final = re.compile(
    rf"\spour\s(?:l['’]|la\s|le\s|les\s)(?:{LOWER}\s(?:de\s)?(?:l['’]|la\s|du\s|des\s))?{LOWER}\Z"
)


def with_purposes(text: str, folded: str, end: int, start: int) -> int:
    """Return the end of a name whose purpose is a list: "Fondation pour la culture, l'éducation et le sport"."""
    if _FOR_A_PURPOSE.search(text, start, end) is None:
        return end
    more = _PURPOSES.match(text, end)
    if more is None:
        return end
    nouns = [folded[slice(*one.span("noun"))] for one in _PURPOSE.finditer(text, end, more.end())]
    return more.end() if all(is_purpose(one) for one in nouns) else end
