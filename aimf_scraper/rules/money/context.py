"""The words around an amount: its sentence, and what is said right before and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.amount import Amount

_SENTENCE: Final = 200  # code points of a sentence read on either side
_LABEL: Final = 80  # of the line above, where the amount stands on a line of its own
_AFTER: Final = 60


class Context(NamedTuple):
    """Spans of the folded text: ``before`` since the last amount, ``after`` to the next.

    ``more``: ``after`` ends because another amount begins.
    """

    sentence: tuple[int, int]
    before: tuple[int, int]
    after: tuple[int, int]
    more: bool


def around(part: Part, amounts: Sequence[Amount], group: Sequence[int]) -> Context:
    """Return the context of the amounts of *group*, which say one sum together."""
    head, tail = group[0], group[-1]
    first, last = amounts[head].start, amounts[tail].end
    start = _sentence_start(part, first)
    end = min(last + _SENTENCE, part.sentences.end(last))
    stop = min(end, last + _AFTER)
    before, after, more = start, stop, False
    if head:
        before = max(start, amounts[head - 1].end)
    if tail + 1 < len(amounts):
        following = amounts[tail + 1].start
        more = following <= stop
        after = min(stop, following)
    return Context((start, end), (before, first), (last, after), more)


def _sentence_start(part: Part, at: int) -> int:
    start = max(at - _SENTENCE, part.sentences.start(at))
    folded = part.folded
    if start and not folded[start:at].strip(" -•:*"):  # "Budget global :" on the line above
        above = folded.rfind("\n", max(0, start - _LABEL), start - 1)
        return above + 1 if above != -1 else max(0, start - _LABEL)
    return start
