"""The words of giving, as data: ``verbs.tsv`` with ``endings.tsv``, ``nouns.tsv`` and ``links.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal, NamedTuple, get_args

from aimf_scraper.records import Instrument
from aimf_scraper.tables import Row, Split, read_tsv
from aimf_scraper.text.fold import fold

_FOLDER: Final = Path(__file__).parent
#: A shorter word stands inside too many others.
_TOLD_APART: Final = 6
#: A word as sentences are cut into them: "d'" and "l'" are words of their own.
WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+){0,4}['\u2019]?|[^\s\w]")

VerbFrame = Literal["give", "lend", "guarantee", "receive", "borrow", "come", "go", "none"]
NounFrame = Literal[
    "give", "lend", "guarantee", "borrow", "support", "own", "kind", "label", "whole"
]
Tense = Literal[
    "present", "participle", "future", "infinitive", "imperfect", "conditional", "gerund"
]
Lead = Literal["to", "favour", "for", "of", "from", "by", "with", "aside"]
_Other = Literal[
    "joins",
    "measures",
    "article",
    "head",
    "each",
    "together",
    "part",
    "object",
    "genitive",
    "extent",
    "measured",
    "in_turn",
    "contract",
    "reflexive",
    "fraction",
    "has",
    "is",
    "between",
    "dative",
    "valued",
    "remainder",
    "project",
    "which",
    "whom",
    "decides",
    "wishes",
    "denies",
]
Link = Lead | _Other
Words = Annotated[tuple[str, ...], Split("|")]


@dataclass(frozen=True, slots=True)
class VerbLine(Row):
    """A line of ``verbs.tsv``."""

    key: ClassVar = ("verb", "then")
    verb: str
    stem: str
    group: str
    frame: VerbFrame
    money: Literal["yes", "part", "no"]
    receiver: Literal["to", "object", "subject", "none"]
    instrument: Instrument | None
    then: str | None
    example: str


@dataclass(frozen=True, slots=True)
class EndingLine(Row):
    """A line of ``endings.tsv``."""

    key: ClassVar = ("group", "tense")
    group: str
    tense: Tense
    endings: Words


@dataclass(frozen=True, slots=True)
class NounLine(Row):
    """A line of ``nouns.tsv``."""

    key: ClassVar = ("forms",)
    forms: Words
    frame: NounFrame
    instrument: Instrument | None
    side: Literal["of", "with", "label"]
    example: str


@dataclass(frozen=True, slots=True)
class LinkLine(Row):
    """A line of ``links.tsv``."""

    key: ClassVar = ("says",)
    says: Literal[Lead, _Other]
    words: Words


#: What ``then`` says where a sum must follow.
A_SUM: Final = "SUM"


class Verb(NamedTuple):
    """A form of a verb. ``then``: word groups of which one must follow, ``A_SUM`` for a sum."""

    line: VerbLine
    tense: Tense
    then: tuple[tuple[str, ...], ...]


class Noun(NamedTuple):
    """A noun of giving, as its words."""

    line: NounLine
    words: tuple[str, ...]


@cache
def endings() -> dict[str, tuple[tuple[Tense, str], ...]]:
    """Return how verbs end, by their group, with accents."""
    found: dict[str, list[tuple[Tense, str]]] = {}
    for one in read_tsv(_FOLDER / "endings.tsv", EndingLine):
        found.setdefault(one.group, []).extend((one.tense, each) for each in one.endings)
    return {group: tuple(every) for group, every in found.items()}


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Return the verbs by each of their forms, in small letters with accents; those that ask most first."""
    found: dict[str, list[Verb]] = {}
    for line in read_tsv(_FOLDER / "verbs.tsv", VerbLine):
        then = tuple(_words(each) for each in (line.then or "").split("|") if each)
        for tense, ending in endings()[line.group]:
            found.setdefault(line.stem + ending, []).append(Verb(line, tense, then))
    return {
        form: tuple(sorted(each, key=lambda verb: not verb.then)) for form, each in found.items()
    }


@cache
def participle_endings() -> tuple[str, ...]:
    """Return how participles end."""
    table = read_tsv(_FOLDER / "endings.tsv", EndingLine)
    return tuple(
        sorted({each for one in table if one.tense == "participle" for each in one.endings})
    )


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """Return the nouns by the first of their words, with accents; the longest first."""
    found: dict[str, list[Noun]] = {}
    for line in read_tsv(_FOLDER / "nouns.tsv", NounLine):
        for form in line.forms:
            words = _words(form)
            found.setdefault(words[0], []).append(Noun(line, words))
    return {first: tuple(sorted(each, key=_longest)) for first, each in found.items()}


def _longest(noun: Noun) -> int:
    return -len(noun.words)


@cache
def links(says: Link) -> frozenset[tuple[str, ...]]:
    """Return the little words that say so, each as its words."""
    lines = read_tsv(_FOLDER / "links.tsv", LinkLine)
    return frozenset(_words(each) for line in lines if line.says == says for each in line.words)


@cache
def singles(says: Link) -> frozenset[str]:
    """Return those of the little words that are one word."""
    return frozenset(words[0] for words in links(says) if len(words) == 1)


@cache
def by_last(says: Link) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the little words that say so by their last word, the longest first."""
    return _by(says, -1)


@cache
def by_first(says: Link) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the little words that say so by their first word, the longest first."""
    return _by(says, 0)


@cache
def leads_by_last() -> dict[str, tuple[tuple[tuple[str, ...], Lead], ...]]:
    """Return what leads up to a name by its last word, the longest first, with what it says."""
    found: dict[str, list[tuple[tuple[str, ...], Lead]]] = {}
    for says in get_args(Lead):
        for last, every in by_last(says).items():
            found.setdefault(last, []).extend((words, says) for words in every)
    return {last: tuple(sorted(every, key=_most_words)) for last, every in found.items()}


def _most_words(one: tuple[tuple[str, ...], Lead]) -> int:
    return -len(one[0])


def _by(says: Link, at: int) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(links(says), key=lambda one: (-len(one), one)):
        found.setdefault(words[at], []).append(words)
    return {word: tuple(every) for word, every in found.items()}


@cache
def anchors() -> tuple[str, ...]:
    """Return folded strings of which one stands in every sentence that tells of a gift without its sum."""
    heads = set()
    for line in read_tsv(_FOLDER / "verbs.tsv", VerbLine):
        if line.money != "no" and not line.then:
            heads.add(line.stem)
        elif line.money != "no" and line.then:
            heads |= {_telling_word(each) for each in line.then.split("|")}
    told = {"give", "lend", "guarantee", "borrow", "label"}
    for noun in read_tsv(_FOLDER / "nouns.tsv", NounLine):
        if noun.frame in told:
            heads |= {_telling_word(form) for form in noun.forms}
    heads -= singles("extent") | singles("measured")
    return tuple(
        sorted({f" {fold(one)}" if len(one) < _TOLD_APART else fold(one) for one in heads})
    )


def _telling_word(phrase: str) -> str:
    """Return the word of a phrase that fewest sentences hold: its last, unless that is short."""
    words = _words(phrase)
    return words[-1] if len(words[-1]) > _TOLD_APART else max(words, key=len)


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(WORD.findall(phrase))
