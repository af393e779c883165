"""What the nouns in an organisation's name say of it: ``head_nouns.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from aimf_scraper.records import PartnerType
from aimf_scraper.rules.organisations.shared_heads import shared_heads
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aimf_scraper.rules.engine.document import PhraseMatch

_OF_LOCAL_POWERS: Final = ("communes", "maires", "municipalit", "regions", "elus", "villes")


Place = Literal[
    "always",
    "capital",
    "proper",
    "foreign",
    "english",
    "tail",
    "kind",
    "national",
    "joint",
    "whole",
]


@dataclass(frozen=True, slots=True)
class _HeadNoun(Row):
    """A line of ``head_nouns.tsv``; what a *place* is, the table's comment says."""

    place: Place
    word: str
    type: PartnerType


@cache
def _table() -> tuple[_HeadNoun, ...]:
    return read_tsv(Path(__file__).with_name("head_nouns.tsv"), _HeadNoun)


@cache
def heads(place: Place) -> dict[str, PartnerType]:
    """Return the folded words of one *place*."""
    return {one.word: one.type for one in _table() if one.place == place}


#: Where a word stands in two of the table's places, the first counts.
_PLACES: Final[tuple[Place, ...]] = (
    "always",
    "capital",
    "proper",
    "foreign",
    "english",
    "kind",
    "national",
    "whole",
)


@cache
def place_of() -> dict[str, str]:
    """Return the head words that a text is searched for, and the table's *place* of each."""
    return {word: place for place in reversed(_PLACES) for word in heads(place)}


@cache
def every_head() -> list[str]:
    """Return the same words and those that several names share; a word's place here is its number."""
    return list(dict.fromkeys([*place_of(), *shared_heads()]))


def longest_of(
    folded: str, words: Sequence[str], matched: Iterable[PhraseMatch]
) -> Iterator[tuple[str, int, int]]:
    """Yield those of *words* that stand in *folded*, with start and end: the leftmost, the longest.

    *matched*: number, start and end of those that may.
    """
    past = 0
    for start, end, number in sorted([(start, -end, number) for number, start, end in matched]):
        word = words[number]
        if start >= past and folded.startswith(word, start):
            past = -end
            yield word, start, past


@cache
def _foreign() -> dict[str, PartnerType]:
    return {**heads("foreign"), **heads("english")}


@cache
def _by_first_word() -> dict[str, list[tuple[str, PartnerType]]]:
    """Return the heads under their first word, the longest first."""
    found: dict[str, list[tuple[str, PartnerType]]] = {}
    both = {
        **heads("national"),
        **heads("capital"),
        **heads("proper"),
        **heads("always"),
    }
    for head in sorted(both, key=len, reverse=True):
        found.setdefault(head.split()[0], []).append((head, both[head]))
    return found


@lru_cache(maxsize=4096)  # the same names come back on page after page
def type_of(name: str) -> PartnerType:
    """Return what the first noun, a foreign word or the last word of *name* says it is.

    >>> type_of("Fondation TGCC"), type_of("Association des maires du Gabon"), type_of("Lille")
    ('foundation', 'network', 'other')
    """
    words = fold(name).split()
    folded = " ".join(words)
    for head, kind in _by_first_word().get(words[0] if words else "", ()):
        if folded == head or folded.startswith(head + " "):
            return _refined(folded, kind)
    foreign = _foreign()
    for word in words:
        if word in foreign and len(words) > 1:
            return foreign[word]
    for tail, kind in heads("tail").items():
        if folded.endswith(" " + tail):
            return kind
    return "other"


def _refined(folded: str, kind: PartnerType) -> PartnerType:
    """Tell an association of communes or mayors from any other."""
    if kind == "ngo" and any(word in folded for word in _OF_LOCAL_POWERS):
        return "network"
    return "multilateral" if "nations unies" in folded else kind
