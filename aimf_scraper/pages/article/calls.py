"""Calls to the reader among an article's lines: to subscribe, to give, to join. Nobody's text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.related_content import path_to
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.text.chrome import Line, asks_to_subscribe, calls_of, is_about_calls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Block, Node

#: A call says no more than this.
_MAX_CALL_CHARS: Final = 500
#: Lines right before a form, of no box of their own, that may lead to it.
_MAX_LINES_BEFORE: Final = 3
#: No page has more calls whose boxes are looked for: a hostile one takes linear time.
_MOST_CALLS: Final = 100
#: What the page says beside a call is at least as much.
_LEAST_SHARE: Final = 2


def drop_signups(
    root: Node, blocks: list[Block], signups: Sequence[tuple[_Element, int]], title_at: int | None
) -> None:
    """Drop the box round each form that asks for an address: a call to subscribe, with its few words."""
    for form, at in signups[:_MOST_CALLS]:
        for box in _around(root, blocks, form, at):
            said = [one for one in blocks[box.start : box.end] if not one.dropped]
            if not said:
                continue
            if _is_beside(box, blocks, title_at):
                for block in said:
                    block.dropped = True
            else:
                _drop_lead(blocks, at, box.start)
            break


def _around(root: Node, blocks: list[Block], form: _Element, at: int) -> Iterator[Node]:
    """Yield the boxes that *form* stands in, the smallest first; *at*: the block after its beginning.

    A box that holds nothing but another is one node with it, the other's.
    """
    holders = {form, *form.iterancestors()}
    found: dict[int, Node] = {}
    for line in (min(at, len(blocks) - 1), max(0, at - 1)):
        path = path_to(root, line)
        for outer, box in zip([None, *path], path, strict=False):
            if _holds(box, outer, holders, fields=box.start == at):
                found[id(box)] = box
    yield from sorted(found.values(), key=_lines_in)


def _holds(box: Node, outer: Node | None, holders: set[_Element], *, fields: bool) -> bool:
    """Return whether one of the boxes that *box* is, up to *outer*, is among *holders*.

    *fields*: one that holds fields will do, where broken nesting has put them behind their form.
    """
    for el in chain([box.el], box.el.iterancestors()):
        if outer is not None and el is outer.el:
            return False
        if el in holders or (fields and next(el.iter("input"), None) is not None):
            return True
    return False


def drop_calls(
    root: Node, blocks: list[Block], judged: Sequence[Line], title_at: int | None
) -> None:
    """Drop what asks the reader to give or to join, with the box that it opens; no page about that.

    *judged*: what each line is.
    """
    if Line.CALL not in judged:
        return
    texts = [one.text for one in blocks]
    if title_at is not None and is_about_calls(texts[title_at]):
        return
    for count, at in enumerate(sorted(calls_of(texts, judged))):
        box = next(_opened(root, blocks, at, title_at), None) if count < _MOST_CALLS else None
        for block in blocks[at : at + 1] if box is None else blocks[box.start : box.end]:
            block.dropped = True


def _opened(root: Node, blocks: list[Block], at: int, title_at: int | None) -> Iterator[Node]:
    """Yield the boxes that the line at *at* opens and that hold little, the largest first."""
    for box in path_to(root, at):
        opens = all(one.dropped for one in blocks[box.start : at])
        if opens and not box.bits & marks.MARKED and _is_beside(box, blocks, title_at):
            yield box


def _is_beside(box: Node, blocks: list[Block], title_at: int | None) -> bool:
    """Return whether *box* holds little, not the title, and not most of what the page says."""
    if title_at is not None and box.start <= title_at < box.end:
        return False
    chars = sum(len(one.text) for one in blocks[box.start : box.end] if not one.dropped)
    if chars > _MAX_CALL_CHARS:
        return False
    total = 0
    for one in blocks:
        total += 0 if one.dropped else len(one.text)
        if total >= chars * _LEAST_SHARE:
            return True
    return False


def _drop_lead(blocks: list[Block], at: int, start: int) -> None:
    """Drop the lines of a call that stand loose before its form."""
    for block in reversed(blocks[max(start, at - _MAX_LINES_BEFORE) : at]):
        if block.dropped or not asks_to_subscribe(block.text):
            return
        block.dropped = True


def _lines_in(box: Node) -> int:
    return box.end - box.start
