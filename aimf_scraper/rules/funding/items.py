"""A sentence as what funding asks of it: names, sums and the words between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aimf_scraper.rules.funding.lexicon import WORD, Link, by_first, by_last

if TYPE_CHECKING:
    from collections.abc import Sequence

#: "(", a name, ")".
_BRACKETED: Final = 3


class Span(NamedTuple):
    """A name or a sum at ``start:end`` of a part. ``key``: alike for all that mean the same thing.

    ``pays``: it is known to give, whatever the sentence says; ``place``: it may be only a place;
    ``again``: a sum said again in another currency; ``short``: said by its head alone.
    """

    start: int
    end: int
    key: int
    pays: bool = False
    place: bool = False
    again: bool = False
    short: bool = False


class Item(NamedTuple):
    """One piece of a sentence; ``word`` in small letters, empty where it is a name or a sum."""

    kind: Literal["word", "name", "sum"]
    start: int
    end: int
    word: str = ""
    span: Span | None = None


def items_of(
    text: str, start: int, end: int, names: Sequence[Span], sums: Sequence[Span]
) -> list[Item]:
    """Return the pieces of ``text[start:end]`` in reading order; what overlaps a longer name is left out."""
    spans = [Item("name", one.start, one.end, span=one) for one in names]
    spans += [Item("sum", one.start, one.end, span=one) for one in sums]
    spans.sort(key=lambda one: (one.start, -one.end))
    found: list[Item] = []
    at = start
    for one in spans:
        if one.start < at:
            continue
        found += _words(text, at, one.start)
        found.append(one)
        at = one.end
    found += _words(text, at, end)
    return _with_short_names(found) if len(names) > 1 and "(" in text[start:end] else found


def _with_short_names(items: list[Item]) -> list[Item]:
    """Return *items*, a name with its short form in brackets as one: "Union européenne (UE)"."""
    found: list[Item] = []
    at = 0
    while at < len(items):
        one = items[at]
        following = items[at + 1 : at + 4]
        if one.span and len(following) == _BRACKETED and _is_its_short_name(one.span, following):
            one = one._replace(end=following[-1].end)
            at += _BRACKETED
        found.append(one)
        at += 1
    return found


def _is_its_short_name(span: Span, following: Sequence[Item]) -> bool:
    opens, name, closes = following
    if opens.word != "(" or closes.word != ")":
        return False
    return name.kind == "name" and name.span is not None and name.span.key == span.key


def _words(text: str, start: int, end: int) -> list[Item]:
    new = tuple.__new__  # thirty a sentence: a NamedTuple's own way takes twice as long
    return [
        new(Item, ("word", *m.span(), m[0].lower().replace("\u2019", "'"), None))
        for m in WORD.finditer(text, start, end)
    ]


def ends_with(items: Sequence[Item], end: int, says: Link) -> int:
    """Return how many words before *end* are a little word that *says* so, the longest; 0 for none."""
    if not end:
        return 0
    for words in by_last(says).get(items[end - 1].word, ()):
        size = len(words)
        if size == 1 or are(items, end - size, words):
            return size
    return 0


def begins_with(items: Sequence[Item], start: int, says: Link) -> int:
    """Return how many words from *start* on are a little word that *says* so, the longest; 0 for none."""
    if start >= len(items):
        return 0
    for words in by_first(says).get(items[start].word, ()):
        size = len(words)
        if size == 1 or are(items, start, words):
            return size
    return 0


def are(items: Sequence[Item], start: int, words: tuple[str, ...]) -> bool:
    """Return whether *words* stand from *start* on."""
    if start < 0 or start + len(words) > len(items):
        return False
    for at, word in enumerate(words, start):  # noqa: SIM110 - a generator takes twice as long
        if items[at].word != word:
            return False
    return True
