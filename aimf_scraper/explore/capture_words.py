"""Where on an archived page the words of a record stand, however the page breaks its lines.

Blanks are no part of the comparison, nor which of several signs an apostrophe is. Where the
words stand several times, those count that have the same text around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So much of the record's text around the words is compared.
_AROUND: Final = 400
#: Words that stand more often than this are looked for no further.
_MOST_PLACES: Final = 500
_ALIKE: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})  # fmt: skip


class Wanted(NamedTuple):
    """Words of a record: those before them, and behind; how much of these is their sentence."""

    before: str
    quote: str
    after: str
    sentence_before: int
    sentence_after: int


class Found(NamedTuple):
    """Where the sentence and the words in it stand, in the page's texts laid end to end."""

    start: int
    quote_start: int
    quote_end: int
    end: int


def wanted_of(text: str, start: int, end: int) -> Wanted:
    """Return what to look for, for the words ``text[start:end]`` of a record."""
    sentences = Sentences(text)
    first, last = sentences.start(start), max(end, sentences.end(max(start, end - 1)))
    return Wanted(
        text[max(0, start - _AROUND) : start],
        text[start:end],
        text[end : end + _AROUND],
        start - first,
        last - end,
    )


def find_words(texts: Sequence[str], wanted: Wanted) -> Found | None:
    """Return where *wanted* stands in *texts*; ``None``: nowhere."""
    page, places = _squeezed("".join(texts))
    quote, _ = _squeezed(wanted.quote)
    if not quote:
        return None
    before, _ = _squeezed(wanted.before)
    after, _ = _squeezed(wanted.after)
    best: tuple[int, int, int] | None = None
    at = page.find(quote)
    for _ in range(_MOST_PLACES):
        if at < 0:
            break
        left = _alike(before[::-1], page[max(0, at - len(before)) : at][::-1])
        right = _alike(after, page[at + len(quote) : at + len(quote) + len(after)])
        if best is None or left + right > best[1] + best[2]:
            best = (at, left, right)
        at = page.find(quote, at + 1)
    if best is None:
        return None
    at, left, right = best
    first = at - min(left, len(_squeezed(_tail(wanted.before, wanted.sentence_before))[0]))
    last = at + len(quote) + min(right, len(_squeezed(wanted.after[: wanted.sentence_after])[0]))
    found = Found(places[first], places[at], places[at + len(quote) - 1] + 1, places[last - 1] + 1)
    return _whole_words("".join(texts), found)


def _whole_words(page: str, found: Found) -> Found:
    """Return *found* without a word at either end that the page has only a part of alike."""
    start, end = found.start, found.end
    while start < found.quote_start and page[start - 1 : start].isalnum() and page[start].isalnum():
        start += 1
    while end > found.quote_end and page[end : end + 1].isalnum() and page[end - 1].isalnum():
        end -= 1
    while end > found.quote_end and page[end - 1].isspace():
        end -= 1
    return found._replace(start=start, end=end)


def _tail(text: str, number: int) -> str:
    return text[-number:] if number else ""


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return *text* without blanks, and where each of its characters stood."""
    places = [at for at, one in enumerate(text) if not one.isspace()]
    return "".join(text[at] for at in places).translate(_ALIKE), places


def _alike(one: str, other: str) -> int:
    """Return how many characters at the beginning of both are the same."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number
