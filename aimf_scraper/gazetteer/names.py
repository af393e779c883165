"""The form in which names are looked for: folded, and every mark between words a space.

"Porto-Novo", "PORTO NOVO" and "porto novo" are one form. Offsets hold, as in
``text.fold``.
"""

from __future__ import annotations

from typing import Final

from aimf_scraper.text.fold import fold

#: What a name may begin with and lose in a contraction: "Le Caire", "au Caire".
ARTICLES: Final = frozenset({"le", "les"})


#: Latin letters that folding keeps, beside the letter they are searched as.
_LETTERS: Final = (("œ", "o"), ("æ", "a"), ("đ", "d"), ("ł", "l"), ("ø", "o"), ("ı", "i"))
_TO_SPACES: Final = bytes(i if chr(i).isalnum() and i < 128 else 32 for i in range(256))


def spaced(folded: str) -> bytes:
    """Return an already folded text with every mark a space: a byte a character, ASCII.

    What is not Latin is a mark here.

    >>> spaced("l'hopital d'abidjan, a porto-novo")
    b'l hopital d abidjan  a porto novo'
    """
    for letter, plain in _LETTERS:
        folded = folded.replace(letter, plain)
    return folded.encode("ascii", "replace").translate(_TO_SPACES)


def searchable(name: str) -> str:
    """Return *name* as the automaton holds it: folded, single spaces.

    >>> searchable("N’Djaména"), searchable("Boeny / Mahajanga I")
    ('n djamena', 'boeny mahajanga i')
    """
    return b" ".join(spaced(fold(name)).split()).decode("ascii")
