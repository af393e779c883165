"""One pass over a text for every name and phrase that begins one of its words.

Places, organisations, cues and heads of names are 33,000 phrases. One
automaton reads the text once for all of them, in the form in which names are
looked for (``gazetteer.names.spaced``): each phrase begins behind a space, so that
within words there is nothing to follow. Each rule asks for its own family and
looks closer at what was sighted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.names import spaced
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.rules import city_role_words, organisations_heads, partner_cues, town_halls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ahocorasick_rs import BytesAhoCorasick

    from aimf_scraper.gazetteer.organisations import Authority
    from aimf_scraper.rules.scan import Scan, Sighting


class Sightings(NamedTuple):
    """What was sighted in one text, family by family, in the order of the ends.

    Marks between words are all one here: ``parti-pris`` sights "parti pris".
    Whoever minds compares with the text.
    """

    places: list[Sighting]
    organisations: list[Sighting]
    partner_cues: list[Sighting]
    town_halls: list[Sighting]
    organisation_heads: list[Sighting]
    city_roles: list[Sighting]


def find(scan: Scan) -> dict[str, Sightings]:
    """Return what is sighted in every part, by its source."""
    return {part.source: find_in(part.folded) for part in scan.parts}


def find_in(folded: str) -> Sightings:
    """Return what is sighted in a folded text, offset for offset; never raises.

    >>> folded = "la mairie de dori, avec l'appui de"
    >>> seen = find_in(folded)
    >>> [folded[start:end] for _, start, end in seen.town_halls + seen.places]
    ['mairie', 'dori']
    """
    finder, meant = _automaton(authority())
    found = Sightings([], [], [], [], [], [])
    text = b" %b " % spaced(folded)
    # A phrase is sighted with the space before it, which is where the text's own offset is.
    for pattern, start, end in finder.find_matches_as_indexes(text, overlapping=True):
        family, number, beyond = meant[pattern]
        found[family].append((number, start, end - beyond))
    return found


_WORD_ENDS: Final = 2  # the space before the text, and the one that ends the phrase
_WORD_GOES_ON: Final = 1


@lru_cache(maxsize=2)  # with aliases and without
def _automaton(known: Authority) -> tuple[BytesAhoCorasick, list[tuple[int, int, int]]]:
    """Return the automaton and, pattern by pattern, what a match stands for.

    That is: the family, the phrase's number in it, and how far the match ends
    beyond the phrase. A phrase of two families is two patterns.
    """
    from ahocorasick_rs import BytesAhoCorasick  # noqa: PLC0415 - only when a text is read

    families: tuple[tuple[Iterable[bytes], bool], ...] = (
        (map(str.encode, gazetteer().forms()), True),  # 25,000, which are spaced already
        (map(spaced, known.keys()), True),
        (map(spaced, partner_cues.phrases()), True),
        (map(spaced, town_halls.heads()), True),
        (map(spaced, organisations_heads.every_head()), True),
        (map(spaced, city_role_words.stems()), False),
    )
    patterns: list[bytes] = []
    meant: list[tuple[int, int, int]] = []
    for family, (forms, whole_words) in enumerate(families):
        for number, form in enumerate(forms):
            if form[:1] == b" ":
                continue  # a mark ("©"), which stands behind half the words: its rule looks for it
            ends = whole_words and form[-1:] != b" "  # "l'appui d'" goes on with any letter
            patterns.append(b" %b " % form if ends else b" %b" % form)
            meant.append((family, number, _WORD_ENDS if ends else _WORD_GOES_ON))
    return BytesAhoCorasick(patterns), meant
