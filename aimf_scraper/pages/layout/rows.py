"""Rows of a table as lines: short cells in one line, a label with its value, a row of labels over one of values."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.layout.blocks import Block
from aimf_scraper.pages.layout.labelled_values import joined, names_a_fact
from aimf_scraper.pages.source.tree import short_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: Cells of a row that are joined are this long at most; longer ones are a layout's.
_MAX_ROW_CHARS: Final = 600
_MAX_LABEL_CHARS: Final = 60
_MOST_ROWS: Final = 60


class Cell(NamedTuple):
    """A cell of a row: ``blocks[start:end]`` stand in it."""

    start: int
    end: int
    tag: str


class RowLines(NamedTuple):
    """What a row comes to: the blocks from *start* on are *lines*."""

    start: int
    lines: list[Block]


class _Head(NamedTuple):
    """The row of labels of a *table*, a line of its own at block *at*."""

    table: _Element | None
    at: int
    labels: list[str]


class Rows:
    """Reads the rows of one page, in page order: a row of labels is kept for the next."""

    def __init__(self) -> None:
        self._head: _Head | None = None
        self._sheets: dict[_Element, bool] = {}  # table -> whether it is a fact sheet

    def begin(self) -> _Head | None:
        """Return the row of labels before, which a table inside this row must not take."""
        head, self._head = self._head, None
        return head

    def read(
        self,
        row: _Element,
        cells: Sequence[Cell],
        head: _Head | None,
        blocks: list[Block],
        bits: int,
    ) -> RowLines | None:
        """Return what *row* comes to, whose *cells* are the last of *blocks*.

        ``None``: each cell keeps its own lines. *bits*: the row's.
        """
        filled = [one for one in cells if one.end > one.start]
        if not filled or (len(filled) < 2 and head is None):
            return None
        table = next(row.iterancestors("table"), None)
        if head is not None and head.table is table and cells[0].start == head.at + 1:
            lines = _labelled_columns(blocks, head.labels, cells, bits)
            if lines:
                return RowLines(head.at, lines)
        if pairs := _pairs(blocks, filled, len(cells), bits):
            return RowLines(filled[0].start, pairs)
        bold = len(cells) == 2 and cells[1].tag == "td" and self._is_label(row, table)
        line = _row_line(blocks, filled, bits, bold=bold)
        if line is None:
            return None
        if len(filled) == len(cells) and _is_first_of_two(row, table):
            texts = [blocks[one.start].text for one in filled]
            if _are_labels(row, texts, [one.tag for one in cells]):
                self._head = _Head(table, filled[0].start, texts)
        return RowLines(filled[0].start, [line])

    def _is_label(self, row: _Element, table: _Element | None) -> bool:
        """Return whether the first cell of *row* is written as a label; each table is looked at once."""
        if table is not None:
            if table not in self._sheets:
                self._sheets[table] = _is_sheet(table)
            if self._sheets[table]:
                return True
        return _is_bold(next(row.iterchildren("td", "th")))


def _row_line(
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
        text = f"{label.rstrip(' :')} : {value}"
        if names_a_fact(label):  # what a fact is made of are no ways on, be it all links
            links = min(links, len(text) // 2)
        return Block(text, "tr", links, bits, entry=False)
    if any(one.end - one.start != 1 for one in cells):
        return None
    return Block(" | ".join([one.text for one in said]), "tr", links, bits, entry=False)


def _labelled_columns(
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


def _pairs(blocks: list[Block], filled: Sequence[Cell], cells: int, bits: int) -> list[Block]:
    """Return the lines of a row of several labels, each before its value; none where it is another."""
    if cells < 4 or cells % 2 or len(filled) < cells or any(b - a != 1 for a, b, _ in filled):
        return []
    said = [blocks[one.start] for one in filled]
    if not all(names_a_fact(one.text) for one in said[::2]):
        return []
    if any(names_a_fact(one.text) for one in said[1::2]):
        return []
    return [
        Block(f"{label.text.rstrip(' :')} : {value.text}", "tr", value.links, bits, entry=False)
        for label, value in zip(said[::2], said[1::2], strict=True)
    ]


def _are_labels(row: _Element, texts: Sequence[str], tags: Sequence[str]) -> bool:
    """Return whether the cells of *row* are labels: heads of columns, all bold, or known names."""
    if len(texts) < 2 or any(len(one) > _MAX_LABEL_CHARS or one[-1] in ".!?" for one in texts):
        return False
    parent = row.getparent()
    return (
        all(one == "th" for one in tags)
        or (parent is not None and parent.tag == "thead")
        or all(map(names_a_fact, texts))
        or all(_is_bold(one) for one in row if one.tag in {"td", "th"})
    )


def _is_bold(el: _Element) -> bool:
    """Return whether all that *el* says is bold."""
    strong = next(el.iter("b", "strong"), None)
    return strong is not None and short_words(strong) == short_words(el) != ""


def _is_first_of_two(row: _Element, table: _Element | None) -> bool:
    """Return whether *row* is the first of the two rows of *table*."""
    if table is None:
        return False
    return [one is row for one in islice(table.iter("tr"), 3)] == [True, False]


def _is_sheet(table: _Element) -> bool:
    """Return whether *table* is two columns, and two of the names in the first are those of facts."""
    facts = 0
    rows = (one for box in table for one in ([box] if box.tag == "tr" else box) if one.tag == "tr")
    for row in islice(rows, _MOST_ROWS):
        cells = [one for one in row if one.tag in {"td", "th"}]
        if len(cells) > 2 or (len(cells) == 2 and cells[1].tag == "th"):
            return False
        facts += len(cells) == 2 and names_a_fact(short_words(cells[0]))
    return facts > 1
