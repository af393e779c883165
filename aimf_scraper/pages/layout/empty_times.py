"""Where a ``<time>`` without words stands: a script fills it, so it has no line of its own yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element


def has_words(el: _Element) -> bool:
    """Return whether a reader finds a word in *el*: an icon has none."""
    return any(not piece.isspace() for piece in cast("Iterable[str]", el.itertext()))


def line_of(time: _Element, start: int, following: int) -> int:
    """Return the line that a *time* without words belongs to.

    *start*: the first line of its box, *following*: the one that comes next. It belongs
    to the line before it, unless its box begins with such a time.
    """
    if start == following:
        return following
    top, tail = time, time.tail
    while (
        not (tail and not tail.isspace())
        and (parent := top.getparent()) is not None
        and not has_words(parent)
    ):
        top, tail = parent, parent.tail
    box = top.getparent()
    if (tail and not tail.isspace()) or box is None or _leads(box[0]):
        return following
    return following - 1


def _leads(first: _Element) -> bool:
    """Return whether a box begins with a time without words."""
    return next(first.iter("time"), None) is not None and not has_words(first)


def settle(times: list[tuple[_Element, int]], since: int, box: range, outer_start: int) -> None:
    """Let the times that stand at the end of *box* belong to its last line, or to the box round it.

    *since*: the first of *times* in the box. *outer_start*: the first line of the box round it.
    """
    for at in range(len(times) - 1, since - 1, -1):
        el, line = times[at]
        if line < box.stop:
            return
        times[at] = (el, box.stop - 1 if box else line_of(el, outer_start, box.stop))
