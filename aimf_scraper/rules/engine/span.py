"""Stretches of a text, and how two of them stand to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spanned(Protocol):
    """Whatever stands from ``start`` to ``end`` of a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


def overlap(one: Spanned, other: Spanned) -> bool:
    """Return whether the two share a character.

    >>> overlap(Span(0, 3), Span(2, 5)), overlap(Span(0, 3), Span(3, 5))
    (True, False)
    """
    return one.start < other.end and other.start < one.end


def gap(one: Spanned, other: Spanned) -> Span:
    """Return what parts the two, whichever comes first; empty where they touch or overlap.

    >>> gap(Span(7, 9), Span(0, 3)), gap(Span(0, 5), Span(3, 9))
    (Span(start=3, end=7), Span(start=5, end=5))
    """
    first, second = (one, other) if one.start <= other.start else (other, one)
    return Span(first.end, max(first.end, second.start))


def longest(found: Iterable[S]) -> list[S]:
    """Return those that overlap none, in reading order: of two neighbours that do, the longer.

    Of equals, the first stays.

    >>> longest([Span(0, 4), Span(2, 9), Span(9, 12)])
    [Span(start=2, end=9), Span(start=9, end=12)]
    """
    kept: list[S] = []
    for one in sorted(found, key=_start):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept


def _start(one: Spanned) -> int:
    return one.start
