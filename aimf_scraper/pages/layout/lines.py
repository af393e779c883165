"""Words of several elements in one line: cells of a row, spans that only a style sheet parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.layout.blocks import Block
from aimf_scraper.pages.layout.labelled_values import joined, names_a_fact
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: Cells of a row that are joined are this long at most; longer ones are a layout's.
_MAX_ROW_CHARS: Final = 600
_MAX_LABEL_CHARS: Final = 60


class Cell(NamedTuple):
    """A cell of a row: ``blocks[start:end]`` stand in it."""

    start: int
    end: int
    tag: str


def row_line(
    blocks: list[Block], cells: Sequence[Cell], bits: int, *, bold: bool = False
) -> Block | None:
    """Return the line that *cells* make together, ``None`` where each keeps its own.

    *bits*: the row's. *bold*: the first of two cells is written as a label.
    """
    if len(cells) < 2 or cells[0].end - cells[0].start != 1:
        return None
    said = blocks[cells[0].start : cells[-1].end]
    if sum([len(one.text) for one in said]) > _MAX_ROW_CHARS:
        return None
    label = blocks[cells[0].start].text
    named = len(cells) == 2 and (
        label.endswith(":")
        or (cells[1].tag == "td" and (cells[0].tag == "th" or bold or names_a_fact(label)))
    )
    links = sum([one.links for one in said])
    if named:
        if (value := joined(blocks[cells[1].start : cells[1].end])) is None:
            return None
        return Block(f"{label.rstrip(' :')} : {value}", "tr", links, bits, entry=False)
    if any(one.end - one.start != 1 for one in cells):
        return None
    return Block(" | ".join([one.text for one in said]), "tr", links, bits, entry=False)


def labelled_columns(
    blocks: list[Block], labels: Sequence[str], cells: Sequence[Cell], bits: int
) -> list[Block] | None:
    """Return the lines of a table that is one row of labels over one row of values."""
    if len(cells) != len(labels):
        return None
    lines: list[Block] = []
    for label, cell in zip(labels, cells, strict=True):
        said = blocks[cell.start : cell.end]
        if not said:
            continue
        value = joined(said)
        if value is None or len(value) > _MAX_ROW_CHARS:
            return None
        text = f"{label.rstrip(' :')} : {value}"
        lines.append(Block(text, "tr", sum([one.links for one in said]), bits, entry=False))
    return lines


def are_labels(row: _Element, texts: Sequence[str], tags: Sequence[str]) -> bool:
    """Return whether the cells of *row* are labels: heads of columns, all bold, or known names."""
    if len(texts) < 2 or any(len(one) > _MAX_LABEL_CHARS or one[-1] in ".!?" for one in texts):
        return False
    parent = row.getparent()
    return (
        all(one == "th" for one in tags)
        or (parent is not None and parent.tag == "thead")
        or all(map(names_a_fact, texts))
        or all(is_bold(one) for one in row if one.tag in {"td", "th"})
    )


def is_bold(el: _Element) -> bool:
    """Return whether all that *el* says is bold."""
    strong = next(el.iter("b", "strong"), None)
    return strong is not None and words_of(strong) == words_of(el) != ""


def part_spans(parts: list[str], before: int, span: _Element) -> bool:
    """Part two spans that only a style sheet parts ("Budget" "3,5 M€").

    *parts*: the words of the open line; those of *span* begin at *before*.
    Return whether they begin a line: the next label of a sheet.
    """
    if not 0 < before < len(parts):
        return False
    said, first = parts[before - 1], parts[before][:1]
    if not (first.isupper() or first.isdigit()) or len(said) < 2 or said[-1].isspace():
        return False
    sister = span.getprevious()
    if sister is None or sister.tag != "span" or sister.tail:
        return False
    if names_a_fact("".join(parts[before:])):
        return True
    parts.insert(before, " : " if names_a_fact(said) and ":" not in said else " ")
    return False
