"""Fact sheets: labels and their values ("Budget : 3,5 M€"), in the article or in a box beside it."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS, Block
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aimf_scraper.pages.layout.blocks import Node

_LABEL: Final = re.compile(r"([^:]{2,40}?) ?: ?\S")
_OWN: Final = marks.ARTICLE | marks.MAIN
_WIDGETS: Final = marks.PANELS | marks.COUNTER
_TABLES: Final = frozenset({"table", "tbody", "tr"})
_MAX_VALUE_CHARS: Final = 160
_MAX_SHORT_VALUE: Final = 60
#: One of several lines that make a value together.
_MAX_PIECE_CHARS: Final = 120
#: So many labels in a row at most have their values in a row after them.
_MAX_LABELS: Final = 12
#: What says more than that is no label.
_MAX_LABEL_CHARS: Final = 40
#: A run of lines longer than this is never taken for a fact sheet.
_MAX_SHEET_LINES: Final = 40


@cache
def _fact_labels() -> frozenset[str]:
    return frozenset(table("markup")["facts"]["labels"])


def names_a_fact(text: str) -> bool:
    """Tell whether *text* is a fact sheet's label: "Budget", "Partenaires :"."""
    return len(text) <= 40 and fold(text.strip(" :-•")) in _fact_labels()


def is_label(block: Block) -> bool:
    """Return whether the next line says the value of this one: a ``dt``, "Budget"."""
    text = block.text
    if (
        len(text) > _MAX_LABEL_CHARS
        or block.entry
        or block.tag == "tr"
        or block.bits & marks.PANEL_TITLE
    ):
        return False
    if _is_marked(block):
        return True
    if ":" in text[:-1]:
        return False
    return names_a_fact(text)


def is_value(block: Block) -> bool:
    """Return whether *block* is short and says what a label before it names."""
    text = block.text
    if block.entry or len(text) > _MAX_VALUE_CHARS or block.tag in HEADINGS or block.tag == "tr":
        return False
    named = _LABEL.match(text)
    return not names_a_fact(named[1] if named else text)


def sheet_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield *blocks* as lines of text, a label with its value in one: "Budget : 3,5 M€".

    Labels in a row are those of as many values after them, or of nothing. A bold
    line is a label only among other labels: else it is a heading.
    """
    at = paired = 0  # ``paired``: where the pair before ends
    while at < len(blocks):
        block = blocks[at]
        if len(block.text) > _MAX_LABEL_CHARS:  # nearly every line of an article
            yield _line(block)
            at += 1
            continue
        labels = _labels_from(blocks, at)
        if labels > 1:
            end = at + 2 * labels
            if _are_values(blocks, at + labels, end):
                for one in range(at, at + labels):
                    yield _pair(blocks[one], blocks[one + labels : one + labels + 1])
                at = paired = end
                continue
            if not _is_marked(blocks[at + labels - 1]):
                yield from (one.text.rstrip(" :") for one in blocks[at : at + labels])
                at += labels
                continue
        if labels and at + 1 < len(blocks) and _says(block, blocks[at + 1]):
            end = at + 2
            while end < len(blocks) and blocks[end].tag == "dd" == blocks[end - 1].tag:
                end += 1
            if joined(blocks[at + 1 : end]) is None:
                end = at + 2
            yield _pair(block, blocks[at + 1 : end])
            at = paired = end
        elif _is_entry_pair(blocks, at):
            yield f"- {_pair(block, blocks[at + 1 : at + 2])}"
            at += 2
        elif (
            not labels
            and _is_bold_pair(blocks, at)
            and (paired == at > 0 or _leads_to_fact(blocks, at))
        ):
            yield _pair(block, blocks[at + 1 : at + 2])
            at = paired = at + 2
        else:
            yield block.text.rstrip(" :") if labels else _line(block)
            at += 1


def field_lines(blocks: Sequence[Block]) -> list[Block] | None:
    """Return the lines of a field with its items in one, ``None`` where they are no short items."""
    label, said = blocks[0], blocks[1:]
    if len(said) < 2 or not label.bits & marks.LABEL or not is_label(label):
        return None
    if any(one.tag in HEADINGS or one.entry or is_label(one) for one in said):
        return None
    text = joined(said)
    if text is None:
        return None
    return [label, Block(text, "dd", sum([one.links for one in said]), said[0].bits, entry=False)]


def joined(blocks: Sequence[Block]) -> str | None:
    """Return the lines of one value as one ("Ville de Caen, AIMF"), ``None`` where they are a text."""
    texts = [one.text for one in blocks]
    if len(texts) == 1:
        return texts[0]
    if not texts or any(len(one) > _MAX_PIECE_CHARS or one[-1] in ".!?:" for one in texts):
        return None
    mark = " ; " if any("," in one or ":" in one for one in texts) else ", "
    return mark.join([one.rstrip(" ,;") for one in texts])


def _line(block: Block) -> str:
    text = block.text
    return f"- {text}" if block.entry and not text.startswith(("- ", "• ")) else text


def _pair(label: Block, values: Sequence[Block]) -> str:
    return f"{label.text.rstrip(' :')} : {joined(values)}"


def _is_marked(block: Block) -> bool:
    """Return whether the markup says that *block* is a label."""
    return block.tag == "dt" or bool(block.bits & marks.LABEL and block.text[-1] not in ".!?")


def _labels_from(blocks: Sequence[Block], at: int) -> int:
    """Return how many labels stand in a row from *at* on."""
    end = at
    while end < len(blocks) and end - at < _MAX_LABELS and is_label(blocks[end]):
        end += 1
    return end - at


def _are_values(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Return whether all from *start* to *end* are short values, and no further one follows."""
    if end > len(blocks) or not all(map(_is_short_value, blocks[start:end])):
        return False
    return end == len(blocks) or not _is_short_value(blocks[end])


def _is_short_value(block: Block) -> bool:
    return is_value(block) and len(block.text) <= _MAX_SHORT_VALUE and block.text[-1] not in ".!?"


def _says(label: Block, value: Block) -> bool:
    """Return whether *value* says what *label* names; under a heading a sentence is a text."""
    if not is_value(value):
        return False
    return label.tag not in HEADINGS or len(value.text) <= 80 or value.text[-1] not in ".!?"


def _leads_to_fact(blocks: Sequence[Block], at: int) -> bool:
    """Return whether the bold pairs that begin at *at* are followed by a label of a fact: all are a sheet."""
    for position in range(at, at + 2 * _MAX_LABELS, 2):
        if _labels_from(blocks, position) == 1:
            return True
        if not _is_bold_pair(blocks, position):
            return False
    return False


def _is_entry_pair(blocks: Sequence[Block], at: int) -> bool:
    """Return whether an entry of a list is a label and its value, on a line each."""
    label = blocks[at]
    if not label.entry or at + 1 >= len(blocks) or len(label.text) > _MAX_LABEL_CHARS:
        return False
    named = names_a_fact(label.text) or (
        label.bits & marks.BOLD and label.text[-1] not in ".!?,;" and ":" not in label.text[:-1]
    )
    if not named or not _is_short_value(blocks[at + 1]):
        return False
    return at + 2 >= len(blocks) or blocks[at + 2].entry or blocks[at + 2].tag in HEADINGS


def _is_bold_pair(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a bold line and a short one stand at *at*, as a label and its value do."""
    if at + 1 >= len(blocks):
        return False
    label, value = blocks[at], blocks[at + 1]
    return (
        bool(label.bits & marks.BOLD)
        and not value.bits & marks.BOLD
        and len(label.text) <= _MAX_LABEL_CHARS
        and label.text[-1] not in ".!?,;"
        and not label.entry
        and _is_short_value(value)
    )


def fact_sheets(root: Node, blocks: list[Block], start: int, end: int) -> list[int]:
    """Return the lines of boxes beside the body that are fact sheets ("Budget : …").

    The body is ``blocks[start:end]``.
    """
    facts = [0] * len(blocks)
    for at in [*range(start), *range(end, len(blocks))]:
        block = blocks[at]
        if not block.dropped:
            facts[at] = _is_fact(block)
    sums = list(accumulate(facts, initial=0))
    return [
        at
        for box in _sheets(root, range(start, end), sums, blocks, own=False)
        for at in range(box.start, box.end)
        if not blocks[at].dropped and (_is_text(blocks[at]) or _follows_label(blocks, at, box))
    ]


def _is_text(block: Block) -> bool:
    return block.links * 2 <= len(block.text) or (":" in block.text and _is_fact(block))


def _follows_label(blocks: list[Block], at: int, box: Node) -> bool:
    return at > box.start and not blocks[at].entry and is_label(blocks[at - 1])


def _sheets(
    node: Node, body: range, sums: list[int], blocks: list[Block], *, own: bool
) -> Iterator[Node]:
    """Yield the outermost small boxes outside *body* that hold two facts or more.

    *own*: the box stands in the article's own box. There one fact is enough, or
    a label that the markup names, as Drupal's fields beside the body have one;
    and what is plainly a part of an article: panels, counters, tables.
    """
    facts = sums[node.end] - sums[node.start]
    own = own or (bool(node.bits & _OWN) and node.start <= body.start and body.stop <= node.end)
    if facts < 2 and not own:
        return
    outside = node.end <= body.start or node.start >= body.stop
    if outside and own and (node.bits & _WIDGETS or node.tag in _TABLES):
        yield node
        return
    if outside and node.end - node.start <= _MAX_SHEET_LINES:
        first = blocks[node.start] if node.end > node.start else None
        if facts > 1 or (own and (facts or (first and _is_marked(first) and is_label(first)))):
            yield node
            return
    for kid in node.kids:
        yield from _sheets(kid, body, sums, blocks, own=own)


def _is_fact(block: Block) -> bool:
    """Tell whether *block* is a fact sheet's line: "Budget : 3,5 M€", or "Budget" alone."""
    text = block.text
    if len(text) > 40:
        name, colon, _ = text[:44].partition(":")
        if not colon:
            return False
    else:
        name = text.partition(":")[0]
    return fold(name.strip(" -•")) in _fact_labels()
