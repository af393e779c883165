"""Which lines of a page are the article: found by landmarks, else by where the prose is.

No builder's class names are needed. Chrome and cards are out before; then the
box that holds most of the prose is the body, however many boxes that is inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages import marks
from aimf_scraper.pages.published import is_dateline, read_day
from aimf_scraper.pages.tables import table
from aimf_scraper.text.chrome import Line, dated_list_start, is_bare_date, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.pages.walk import Block, Node, Walk

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: How much of the page's prose a box must hold to be the body, by what marks it.
_BODY_SHARE: Final = 0.85
_LANDMARK_SHARE: Final = 0.5
_DESCEND_SHARE: Final = 0.75
_PROSE_CHARS: Final = 60
_LABEL: Final = re.compile(r"([^:]{2,40}?) ?: ?\S")
_MAX_VALUE_CHARS: Final = 160
#: A run of lines longer than this is never taken for a fact sheet.
_MAX_SHEET_LINES: Final = 40


@dataclass(slots=True)
class Body:
    """``blocks[start:end]`` are the article; ``taken`` the positions of its lines."""

    start: int
    end: int
    taken: list[int] = field(default_factory=list)
    datelines: list[str] = field(default_factory=list)
    prose_chars: int = 0
    #: Where the prose begins: between the title and here stand dates and labels.
    prose_start: int = 0


@cache
def _fact_labels() -> frozenset[str]:
    return frozenset(table("markup")["facts"]["labels"])


def find_body(
    walk: Walk,
    carded: list[bool],
    title_at: int | None,
    *,
    files: frozenset[int] = frozenset(),
    keep_dates: bool = False,
) -> Body | None:
    """Return the article's lines, ``None`` where the page holds no prose outside its cards.

    *files*: the blocks that link to documents. *keep_dates*: a bare date over
    the prose is the page's subject (an event's day), not its dateline.
    """
    blocks = walk.blocks
    if walk.root is None or not blocks:
        return None
    for at, block in enumerate(blocks):
        block.dropped = carded[at]
    _drop_boxes(walk.root, blocks)
    teasers = _cut_teasers(walk.root, blocks, title_at)
    teasers += [at for at in range(1, len(blocks)) if carded[at] and not carded[at - 1]]
    sums = list(accumulate((_weight(one) for one in blocks), initial=0))
    if not sums[-1]:
        return None
    box = _box(walk.root, sums)
    start, end = box.start, box.end
    if title_at is not None:
        before = sums[title_at] - sums[start] if title_at >= start else 0
        if title_at < end and before <= 0.3 * (sums[end] - sums[start]):
            start = title_at + 1
    end = _loose_end(walk.root, box, blocks, end)
    if not box.bits & (marks.MAIN | marks.ARTICLE | marks.BODY):
        end = _end_at_teasers(blocks, teasers, start, end)
    body = Body(start, end)
    lines = [at for at in range(start, end) if not blocks[at].dropped]
    body.prose_start = next((at for at in lines if _is_prose(blocks[at])), end)
    body.taken = list(_article_lines(blocks, lines, body, files, keep_dates=keep_dates))
    body.taken += _fact_sheets(walk.root, blocks, body)
    body.prose_chars = sum(_weight(blocks[at]) for at in body.taken)
    return body


def text_of(walk: Walk, body: Body) -> str:
    """Return the body's lines as text: one a block, list entries as "- entry"."""
    lines: list[str] = []
    label = None
    for at in body.taken:
        block = walk.blocks[at]
        text = block.text
        if label is not None:
            if _is_value(block):
                lines.append(f"{label} : {text}")
                label = None
                continue
            lines.append(label)
            label = None
        if _is_label(block):
            label = text.rstrip(" :")
        else:
            lines.append(f"- {text}" if block.entry and not text.startswith(("- ", "• ")) else text)
    if label is not None:
        lines.append(label)
    return "\n".join(lines)


def _is_label(block: Block) -> bool:
    """Tell whether the next line says the value of this one: a ``dt``, "Budget"."""
    if len(block.text) > 40 or block.entry or block.tag == "tr":
        return False
    if block.tag == "dt" or (block.bits & marks.LABEL and block.text[-1] not in ".!?"):
        return True
    if ":" in block.text[:-1]:
        return False
    return fold(block.text.rstrip(" :")) in _fact_labels()


def _is_value(block: Block) -> bool:
    """Tell whether *block* is short and says what a label before it names."""
    text = block.text
    named = _LABEL.match(text)
    return (
        not block.entry
        and len(text) <= _MAX_VALUE_CHARS
        and block.tag not in _HEADINGS
        and not (named and fold(named[1].strip()) in _fact_labels())
        and block.tag != "tr"
    )


def _weight(block: Block) -> int:
    """Return how much prose a line is: its characters, 0 for menus, little for short lines."""
    length = len(block.text)
    if block.dropped or block.links * 2 > length:
        return 0
    if length < _PROSE_CHARS:
        return length // 4
    return length


def _is_prose(block: Block) -> bool:
    return _weight(block) >= _PROSE_CHARS and not is_dateline(block.text)


def _drop_boxes(node: Node, blocks: list[Block]) -> None:
    """Drop forms that are no page's frame, and asides that only link."""
    total = sum(len(one.text) for one in blocks)
    for one in _nodes(node):
        if not one.bits & (marks.FORM | marks.ASIDE):
            continue
        said = blocks[one.start : one.end]
        chars = sum(len(b.text) for b in said)
        linked = sum(b.links for b in said)
        frame = chars * 2 > total
        if not frame and (one.bits & marks.FORM or linked * 2 > chars):
            for block in said:
                block.dropped = True


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _nodes(kid)


def _cut_teasers(root: Node, blocks: list[Block], title_at: int | None) -> list[int]:
    """Drop the site's own lines, and the boxes of teasers that some open; return where these do."""
    found: list[int] = []
    for at, block in enumerate(blocks):
        if block.dropped:
            continue
        what = judge_line(block.text)
        if what is Line.TEXT:
            continue
        if at == title_at:
            continue
        block.dropped = True
        if what in {Line.RELATED, Line.ALSO, Line.FOOT}:
            found.append(at)
            _drop_after(root, blocks, at, title_at, strict=what is not Line.ALSO)
    return found


def _end_at_teasers(blocks: list[Block], teasers: list[int], start: int, end: int) -> int:
    """Return the first place after most of the prose where teasers begin: the site's foot follows."""
    for at in sorted(teasers):
        if start < at < end:
            before = sum(_weight(one) for one in blocks[start:at])
            after = sum(_weight(one) for one in blocks[at:end])
            if before >= _PROSE_CHARS and after * 3 < before:
                return at
    return end


def _drop_after(
    root: Node, blocks: list[Block], at: int, title_at: int | None, *, strict: bool
) -> None:
    """Drop what the heading at *at* opens: to the end of its own box.

    Where that box is the article's own, a strict marker ends the article and a
    loose one ("À lire aussi") takes only the links and cut leads after it.
    """
    path = _path(root, at)
    box = next((one for one in reversed(path) if one.end > at + 1), None)
    if box is None:
        return
    prose_before = sum(_weight(one) for one in blocks[box.start : at])
    own_box = prose_before < _PROSE_CHARS and not (
        title_at is not None and box.start <= title_at < box.end
    )
    for block in blocks[at + 1 : box.end]:
        if not (own_box or strict):
            teaser = block.dropped or block.links * 2 > len(block.text) or is_bare_date(block.text)
            if not teaser and not block.text.endswith(("...", "…", "[…]", "[...]")):
                break
        block.dropped = True


def _path(node: Node, at: int) -> list[Node]:
    """Return the boxes round block *at*, the outermost first."""
    path = [node]
    while True:
        for kid in path[-1].kids:
            if kid.start <= at < kid.end:
                path.append(kid)
                break
        else:
            return path


def _box(root: Node, sums: list[int]) -> Node:
    """Return the smallest marked box with enough of the prose, else the densest box."""
    total = sums[-1]

    def held(node: Node) -> int:
        return sums[node.end] - sums[node.start]

    best: Node | None = None
    for node in _nodes(root):
        share = held(node) / total
        marked = node.bits & (marks.MAIN | marks.ARTICLE)
        if (marked and share >= _LANDMARK_SHARE) or (
            node.bits & marks.BODY and share >= _BODY_SHARE
        ):
            best = node
    if best is not None:
        return best
    node = root
    while True:
        heavy = next((kid for kid in node.kids if held(kid) >= _DESCEND_SHARE * held(node)), None)
        if heavy is not None and any(
            kid is not heavy and held(kid) and _alike(kid, heavy) for kid in node.kids
        ):
            return node  # its sisters are parts of the same body
        if heavy is None or (heavy.bits & marks.ITEM and len(node.kids) > 3):
            return node
        node = heavy


def _loose_end(root: Node, box: Node, blocks: list[Block], end: int) -> int:
    """Return where the body ends, with the paragraphs that stand loose right after its box.

    Broken pages close their boxes too early; what belongs to the site stands
    in boxes of its own.
    """
    path = _path(root, box.start)
    parents = [node for node in path if node.start <= box.start and node.end > end]
    if not parents or box.bits & (marks.MAIN | marks.ARTICLE):
        return end
    parent = parents[-1]
    boxed = {at for kid in parent.kids for at in range(kid.start, kid.end)}
    while end < parent.end and end not in boxed and _weight(blocks[end]) >= _PROSE_CHARS:
        end += 1
    return end


def _alike(one: Node, two: Node) -> bool:
    """Tell whether two boxes are of one make: most of their class tokens are the same."""
    if one.tag != two.tag:
        return False
    first, second = _make(one), _make(two)
    shared = len(first & second)
    return shared > 0 and shared * 4 >= 3 * min(len(first), len(second))


def _make(node: Node) -> set[str]:
    """Return the class tokens of *node* without those that number it."""
    return {one for one in node.names.split() if not any(char.isdigit() for char in one)}


def _article_lines(
    blocks: list[Block],
    lines: list[int],
    body: Body,
    files: frozenset[int],
    *,
    keep_dates: bool,
) -> Iterator[int]:
    """Yield the positions of the article's lines among *lines*.

    Out: datelines before the prose, links alone after its end, the dated list
    of other news at the foot of old pages.
    """
    last_prose = max((at for at in lines if _weight(blocks[at]) >= _PROSE_CHARS), default=-1)
    kept: list[int] = []
    introduced = False
    for at in lines:
        block = blocks[at]
        text = block.text
        if at < body.prose_start and (is_dateline(text) or (is_bare_date(text) and read_day(text))):
            body.datelines.append(text)
            if is_dateline(text) or not keep_dates:
                continue
        linked = block.links * 10 > len(text) * 8 and at not in files
        if linked and not introduced and at < body.prose_start:
            continue  # the site's sections, the terms over the title
        if linked and not introduced and at > last_prose:
            continue
        if not linked or not block.entry:
            introduced = not linked and (
                text.endswith(":") or block.tag in _HEADINGS or _is_label(block)
            )
        kept.append(at)
    cut = dated_list_start([blocks[at].text for at in kept])
    kept = kept[:cut]
    while kept and blocks[kept[-1]].tag in _HEADINGS:
        kept.pop()
    yield from kept


def _fact_sheets(root: Node, blocks: list[Block], body: Body) -> list[int]:
    """Return the lines of boxes beside the body that are fact sheets ("Budget : …")."""
    labels = _fact_labels()
    found: list[int] = []

    def facts(node: Node) -> int:
        count = 0
        for block in blocks[node.start : node.end]:
            if block.dropped:
                continue
            said = _LABEL.match(block.text)
            name = said[1] if said else block.text.rstrip(" :")
            count += len(name) <= 40 and fold(name.lstrip("-• ")) in labels
        return count

    def look(node: Node) -> None:
        if node.end <= body.start or node.start >= body.end:
            lines = node.end - node.start
            if lines <= _MAX_SHEET_LINES and facts(node) >= 2:
                found.extend(
                    at
                    for at in range(node.start, node.end)
                    if not blocks[at].dropped and blocks[at].links * 2 <= len(blocks[at].text)
                )
                return
        for kid in node.kids:
            if kid.start < body.start or kid.end > body.end:
                look(kid)

    look(root)
    return found
