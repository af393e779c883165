"""Which link of a table's row is its item's title, where others lead to its author, its theme, its section."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.source.tree import short_words
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Walk

#: A link stands at most so many boxes inside its row.
_MAX_BOXES: Final = 8
_MAX_COLUMNS: Final = 20
_MAX_NAME_CHARS: Final = 120
_MIN_ROWS: Final = 2
#: Titles are longer than names and themes, if nothing names their column.
_LONGER: Final = 1.5
_WORD: Final = re.compile("[a-z]+")


class _Cell(NamedTuple):
    row: _Element
    column: int
    cell: _Element


def beside_titles(walk: Walk, keys: Sequence[str | None]) -> frozenset[int]:
    """Return the links in tables of items that lead to an item's author, theme or section, not to itself.

    *keys*: the page that each link of *walk* leads to. A table of items has a column whose
    links are its titles: it is named so, or they are much longer than those of the others.
    """
    placed: dict[_Element, dict[int, _Cell]] = defaultdict(dict)
    for at, (el, _) in enumerate(walk.links):
        if keys[at] is not None and (cell := _cell_of(el)) is not None:
            parent = cell.row.getparent()
            if parent is not None:
                placed[parent][at] = cell
    found: set[int] = set()
    for body, links in placed.items():
        found |= _others(body, links, walk, keys)
    return frozenset(found)


def _cell_of(el: _Element) -> _Cell | None:
    for box in islice(el.iterancestors(), _MAX_BOXES):
        if box.tag in {"td", "th"}:
            row = box.getparent()
            if row is None or row.tag != "tr":
                return None
            before = islice(box.itersiblings("td", "th", preceding=True), _MAX_COLUMNS)
            return _Cell(row, sum(1 for _ in before), box)
    return None


def _others(
    body: _Element, links: dict[int, _Cell], walk: Walk, keys: Sequence[str | None]
) -> set[int]:
    """Return those of *links*, all of one table, that are not their row's title's page."""
    rows: dict[_Element, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    for at, cell in links.items():
        rows[cell.row].append(at)
        columns[cell.column].append(at)
    several = [row for row, own in rows.items() if len({keys[at] for at in own}) > 1]
    if len(several) < _MIN_ROWS:
        return set()
    said = {at: short_words(walk.links[at][0]) for at in links}
    column = _title_column(body, links, columns, said, len(rows))
    if column is None:
        return set()
    found: set[int] = set()
    for row in several:
        own = [at for at in rows[row] if links[at].column == column]
        if own:
            title = keys[max(own, key=lambda at: len(said[at]))]
            found.update(at for at in rows[row] if keys[at] != title)
    return found


def _title_column(
    body: _Element,
    links: dict[int, _Cell],
    columns: dict[int, list[int]],
    said: dict[int, str],
    rows: int,
) -> int | None:
    """Return the column of the titles, ``None`` where none can be told from the others."""
    lengths: dict[int, float] = {}
    named: list[int] = []
    titles = table("markup")["item"]["title_columns"]
    heads = {column for column, words in _heads(body).items() if words in titles}
    for column, own in columns.items():
        words = [len(said[at]) for at in own if not is_day_only(said[at])]
        filled = len({links[at].row for at in own if said[at]})
        if filled * 2 <= rows or not any(words):
            lengths[column] = 0.0
            continue
        lengths[column] = sum(words) / len({links[at].row for at in own})
        if column in heads or _is_named(links[own[0]].cell):
            named.append(column)
    if len(named) == 1:
        return named[0]
    ranked = sorted(lengths, key=lambda one: (-lengths[one], one))
    if len(ranked) == 1:
        return ranked[0]
    return ranked[0] if lengths[ranked[0]] >= _LONGER * lengths[ranked[1]] else None


def days_of_others(row: _Element) -> set[str]:
    """Return the words of the cells of *row* whose column says that its days are no publication's."""
    body = row.getparent()
    if row.tag != "tr" or body is None:
        return set()
    names = table("markup")["item"]["other_day_columns"]
    others = {at for at, said in _heads(body).items() if said in names}
    cells = islice(row.iterchildren("td", "th"), _MAX_COLUMNS) if others else ()
    return {short_words(one) for at, one in enumerate(cells) if at in others} - {""}


def _heads(body: _Element) -> dict[int, str]:
    """Return, of each column with a heading, what it says, folded."""
    whole = body if body.tag == "table" else body.getparent()
    first = None if whole is None else next(whole.iter("tr"), None)
    cells = () if first is None else islice(first.iterchildren("th", "td"), _MAX_COLUMNS)
    return {at: fold(short_words(one)) for at, one in enumerate(cells) if one.tag == "th"}


def _is_named(cell: _Element) -> bool:
    words = _WORD.findall((cell.get("class") or "")[:_MAX_NAME_CHARS].lower())
    return not set(table("markup")["item"]["title_columns"]).isdisjoint(words)
