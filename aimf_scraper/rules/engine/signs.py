"""Small signs that folding would turn into digits: footnote marks and fractions.

"340³ femmes" are 340, "2½ M€" two and a half millions: read as digits they would be 3403 and 21.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2079\u00bc-\u00be\u2150-\u215f\u2189]")
_SUPERSCRIPTS: Final = frozenset("\u00b2\u00b3\u00b9\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
#: What stands for a footnote mark in a folded text: no letter, no digit.
FOOTNOTE: Final = "\u00b4"
#: A unit that a small figure belongs to: "m²", "km³".
_UNIT: Final = re.compile(r"(?<![^\W\d_])(?:[kcdh]?m|ha|l)\Z", re.IGNORECASE)


def with_signs(text: str, folded: str) -> str:
    """Return *folded* with fractions as they are and footnote marks as ``FOOTNOTE``; offsets hold.

    >>> with_signs("340³ femmes sur 12 m², 2½ M€", "3403 femmes sur 12 m2, 21 m€")
    '340´ femmes sur 12 m2, 2½ m€'
    """
    found = _SIGNS.search(text)
    if found is None:
        return folded
    chars = list(folded)
    while found is not None:
        at = found.start()
        if text[at] not in _SUPERSCRIPTS:
            chars[at] = text[at]
        elif at and not text[at - 1].isspace() and not _UNIT.search(text, max(0, at - 3), at):
            chars[at] = FOOTNOTE
        found = _SIGNS.search(text, at + 1)
    return "".join(chars)
