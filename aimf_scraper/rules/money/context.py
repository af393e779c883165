"""The words around an amount: its sentence, and what is said right before and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.amount import Amount

_ITEM_MARKS: Final = " -•:*"


class Context(NamedTuple):
    """Spans of the folded text: ``before`` since the last amount, ``after`` to the next.

    ``close``: the last words of ``before``.
    ``more``: ``after`` ends because another amount begins.
    """

    sentence: tuple[int, int]
    before: tuple[int, int]
    close: tuple[int, int]
    after: tuple[int, int]
    more: bool


def around(part: Part, amounts: Sequence[Amount], group: Sequence[int]) -> Context:
    """Return the context of the amounts of *group*, which say one sum together."""
    head, tail = group[0], group[-1]
    first, last = amounts[head].start, amounts[tail].end
    start, end = part.context.around(Span(first, last))
    if not part.folded[start:first].strip(_ITEM_MARKS):  # "Budget global :" on the line above
        start = part.context.line(start - 1).start if start else start
    stop = min(end, part.context.after(last, "near").end)
    before, after, more = start, stop, False
    if head:
        before = max(start, amounts[head - 1].end)
    if tail + 1 < len(amounts):
        following = amounts[tail + 1].start
        more = following <= stop
        after = min(stop, following)
    close = max(before, part.context.before(first, "near").start)
    return Context((start, end), (before, first), (close, first), (last, after), more)
