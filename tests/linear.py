"""Hostile texts must cost linear time: told by comparing two lengths, not by seconds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: A text so many times as long takes as many times as long, where time is linear; 64 times where it is a square.
_LONGER: Final = 8
_MAY_TAKE: Final = 3 * _LONGER
_RUNS: Final = 2
_MEASURABLE: Final = 10_000_000  # nanoseconds: less is as much the clock's as the rule's
_LONGEST: Final = 400_000


def assert_linear(
    read: Callable[[str], object], piece: str | Callable[[int], str], length: int = 5_000
) -> None:
    """Fail where *read* takes longer by far than in proportion for a long text made of *piece*.

    *piece*: what is repeated, or what makes a text of so many characters. The quickest of several
    runs counts: what else the machine does only adds to them.
    """
    _spent(read, piece, length)  # tables and patterns are loaded
    while (short := _spent(read, piece, length)) < _MEASURABLE and length < _LONGEST:
        length *= 2
    assert _spent(read, piece, _LONGER * length) < _MAY_TAKE * max(short, _MEASURABLE / _LONGER)


def _spent(read: Callable[[str], object], piece: str | Callable[[int], str], length: int) -> int:
    text = piece * (length // len(piece)) if isinstance(piece, str) else piece(length)
    spent = []
    for _ in range(_RUNS):
        begun = time.process_time_ns()
        read(text)
        spent.append(time.process_time_ns() - begun)
    return min(spent)
