"""The verbs and nouns of giving in a sentence: where they stand, who is their subject, whether it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aimf_scraper.rules.funding.items import begins_with, ends_with
from aimf_scraper.rules.funding.lexicon import A_SUM, nouns, singles, verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.funding.items import Item
    from aimf_scraper.rules.funding.lexicon import NounLine, Verb, VerbLine

#: What must follow a verb ("en charge") may stand so many words behind it.
_THEN_WITHIN: Final = 3
#: A word that says that something is wished for or denied stands so many words before the verb.
_MOOD_WITHIN: Final = 5
_FINITE: Final = frozenset({"present", "future", "imperfect"})
_CUTS: Final = frozenset(";:.()")


class VerbHead(NamedTuple):
    """A verb at ``items[first:last]``, the words that help it among them.

    ``given``: ``False`` where it is only wished for, or denied.
    """

    first: int
    last: int
    line: VerbLine
    voice: Literal["active", "passive"]
    given: bool


class NounHead(NamedTuple):
    """A noun at ``items[first:last]``."""

    first: int
    last: int
    line: NounLine


def heads_of(items: Sequence[Item]) -> tuple[list[VerbHead], list[NounHead]]:
    """Return the verbs and the nouns of giving, in reading order."""
    verb_heads: list[VerbHead] = []
    noun_heads: list[NounHead] = []
    past = 0
    known_verbs, known_nouns = verbs(), nouns()
    for at, one in enumerate(items):
        word = one.word
        if at < past or (word not in known_verbs and word not in known_nouns):
            continue
        verb = _verb(items, at) if word in known_verbs else None
        if verb is not None:
            if verb_heads and verb.first < verb_heads[-1].last:
                verb_heads.pop()  # "s'est engagé à verser": it only helps
            verb_heads.append(verb)
            past = verb.last
            continue
        for noun in known_nouns.get(word, ()):
            size = len(noun.words)
            if size == 1 or tuple(each.word for each in items[at : at + size]) == noun.words:
                noun_heads.append(NounHead(at, at + size, noun.line))
                past = at + size
                break
    return verb_heads, noun_heads


def _verb(items: Sequence[Item], at: int) -> VerbHead | None:
    for verb in verbs().get(items[at].word, ()):
        last = _followed(items, at, verb)
        if last is not None and (head := _read(items, at, last, verb)) is not None:
            return head
    return None


def _followed(items: Sequence[Item], at: int, verb: Verb) -> int | None:
    """Return where *verb* ends with what must follow it, ``None`` where that does not follow."""
    if not verb.then:
        return at + 1
    if (A_SUM,) in verb.then and any(
        one.kind == "sum" for one in items[at + 1 : at + _THEN_WITHIN]
    ):
        return at + 1
    for start in range(at + 1, at + 1 + _THEN_WITHIN):
        for words in verb.then:
            if tuple(one.word for one in items[start : start + len(words)]) == words:
                return start if words[-1] in singles("extent") else start + len(words)
        if start >= len(items) or items[start].kind == "name":
            return None
    return None


def _read(items: Sequence[Item], at: int, last: int, verb: Verb) -> VerbHead | None:
    line, tense = verb.line, verb.tense
    first = at
    if items[at - 1].word in singles("reflexive") and at and line.receiver == "object":
        return None  # "la commune se dote d'un marché"
    while size := ends_with(items, first, "between"):
        first -= size
    helped = ends_with(items, first, "is")
    voice: Literal["active", "passive"] = "active"
    if tense == "participle":
        has = 0 if helped else ends_with(items, first, "has")
        voice = "active" if has else "passive"
        first -= helped or has
    elif tense == "infinitive":
        decided = ends_with(items, first, "decides")
        if not decided:
            wished = ends_with(items, first, "wishes")
            return VerbHead(first - wished, last, line, "active", given=False) if wished else None
        first -= decided
    elif tense in _FINITE:
        if at and _is_noun(items, at):
            return None
    elif tense == "gerund":
        return None
    while size := ends_with(items, first, "between"):
        first -= size
    given = tense != "conditional" and not _is_doubted(items, first, at)
    return VerbHead(first, last, line, voice, given)


def _is_noun(items: Sequence[Item], at: int) -> bool:
    """Return whether an article makes a noun of the form at *at*: "la demande", not "l'UE la finance"."""
    before = items[at - 1].word
    if before not in singles("article"):
        return False
    if before not in singles("object") or at == 1:
        return True
    subject = items[at - 2]
    return subject.kind != "name" and subject.word not in singles("which") | {")"}


def _is_doubted(items: Sequence[Item], first: int, at: int) -> bool:
    """Return whether the words up to the verb at *at* wish for it, or deny it."""
    for i in range(max(0, first - _MOOD_WITHIN), at):
        if any(one.word in _CUTS or not one.word for one in items[i:first]):
            continue
        if begins_with(items, i, "wishes") or begins_with(items, i, "denies"):
            return True
    return False
