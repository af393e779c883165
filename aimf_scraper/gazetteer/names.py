"""The form in which names are looked for: folded, and every mark between words a space.

"Porto-Novo", "PORTO NOVO" and "porto novo" are one form. Offsets hold, as in
``text.fold``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from aimf_scraper.text.fold import fold

#: What a name may begin with and lose in a contraction: "Le Caire", "au Caire".
ARTICLES: Final = frozenset({"le", "les"})


class _Spaces(dict[int, int]):
    """A translation table: what is neither letter nor digit becomes a space."""

    def __missing__(self, code: int) -> int:
        made = code if chr(code).isalnum() else 32
        if len(self) < 1 << 14:  # hostile text must not fill the memory
            self[code] = made
        return made


@cache
def _spaces() -> _Spaces:
    return _Spaces()


def spaced(folded: str) -> str:
    """Return an already folded text with every mark a space; the length stays.

    >>> spaced("l'hopital d'abidjan, a porto-novo")
    'l hopital d abidjan  a porto novo'
    """
    return folded.translate(_spaces())


def searchable(name: str) -> str:
    """Return *name* as the automaton holds it: folded, single spaces.

    >>> searchable("N’Djaména"), searchable("Boeny / Mahajanga I")
    ('n djamena', 'boeny mahajanga i')
    """
    return " ".join(spaced(fold(name)).split())
