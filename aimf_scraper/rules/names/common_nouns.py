"""Common nouns that prose writes with a capital too: ``common_nouns.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from aimf_scraper.tables import Row, read_tsv

Sense = Literal["idea", "body", "people", "thing", "report", "ending"]


@dataclass(frozen=True, slots=True)
class _CommonNoun(Row):
    word: str
    sense: Sense


@cache
def common_nouns(sense: Sense) -> frozenset[str]:
    """Return the words of one *sense*, singular and plural, folded."""
    table = read_tsv(Path(__file__).with_name("common_nouns.tsv"), _CommonNoun)
    words = {one.word for one in table if one.sense == sense}
    if sense == "ending":
        return frozenset(words)
    return frozenset(form for word in words for form in _forms(word))


def is_common_noun(word: str) -> bool:
    """Return whether *word*, folded, is no name by itself: an idea, a kind of body, people, a thing, a report.

    >>> is_common_noun("familles"), is_common_noun("catho")
    (True, False)
    """
    return word in _every()


def names_an_idea(folded: str, start: int, first: str, *, alone: bool = False) -> bool:
    """Return whether the noun *first* at *start*, behind an article, is no name: "la Coopération ...".

    *alone*: nothing follows; its ending tells then, too: "l'Arbitrage".
    """
    before = folded[max(0, start - _ARTICLE_MOST) : start]
    article = before if before.endswith("'") else before.rstrip(" ").rpartition(" ")[2]
    if not (before.endswith("'") or article in _ARTICLES):
        return False
    return first in _ideas() or (alone and first.endswith(_endings()))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(common_nouns("ending")))


def is_purpose(noun: str) -> bool:
    """Return whether a body may be for *noun*, folded: a field or people, and no body by itself.

    >>> is_purpose("culture"), is_purpose("mairie")
    (True, False)
    """
    if noun in common_nouns("body") or noun in common_nouns("thing"):
        return False
    return noun in _ideas() or noun.endswith(_endings())


_ARTICLE_MOST: Final = 6
_ARTICLES: Final = frozenset({"la", "le", "les", "du", "des", "au", "aux"})


@cache
def _ideas() -> frozenset[str]:
    return _every() - common_nouns("body")


@cache
def _every() -> frozenset[str]:
    senses: tuple[Sense, ...] = ("idea", "body", "people", "thing", "report")
    return frozenset().union(*(common_nouns(sense) for sense in senses))


def _forms(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "z")):
        return (word,)
    if word.endswith("al"):
        return (word, f"{word[:-1]}ux", f"{word}s")
    return (word, f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s")
