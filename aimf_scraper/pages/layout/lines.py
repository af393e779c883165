"""Words of several elements in one line: cells of a row, spans that only a style sheet parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout.blocks import Block
from aimf_scraper.pages.layout.labelled_values import names_a_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: Cells of a row that are joined are this long at most; longer ones are a layout's.
_MAX_ROW_CHARS: Final = 600


def row_line(blocks: list[Block], cells: Sequence[tuple[int, int, str]], bits: int) -> Block | None:
    """Return the line that *cells* make together, ``None`` where each keeps its own.

    A cell is the range of *blocks* that stand in it, and its tag. *bits*: the row's.
    """
    if len(cells) < 2 or any(end - start != 1 for start, end, _ in cells):
        return None
    said = blocks[cells[0][0] : cells[-1][1]]
    texts = [one.text for one in said]
    if sum(map(len, texts)) > _MAX_ROW_CHARS:
        return None
    named = len(texts) == 2 and (
        cells[1][2] == "td" and (cells[0][2] == "th" or names_a_fact(texts[0]))
    )
    if named or (len(texts) == 2 and texts[0].endswith(":")):
        text = f"{texts[0].rstrip(' :')} : {texts[1]}"
    else:
        text = " | ".join(texts)
    return Block(text, "tr", sum(one.links for one in said), bits, entry=False)


def part_spans(parts: list[str], before: int, span: _Element) -> None:
    """Put a space between two spans that only a style sheet parts ("Budget" "3,5 M€").

    *parts*: the words of the open line; those of *span* begin at *before*.
    """
    if not 0 < before < len(parts) or len(parts[before - 1]) < 3:
        return
    first = parts[before][:1]
    if not (first.isupper() or first.isdigit()) or not parts[before - 1][-1:].isalnum():
        return
    sister = span.getprevious()
    if sister is not None and sister.tag == "span" and not sister.tail:
        parts.insert(before, " ")
