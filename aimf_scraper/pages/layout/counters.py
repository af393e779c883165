"""Counters: figures that a script counts up to, while the page itself says 0 or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout.blocks import Block
from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.source.tree import settable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: How the attribute ends that holds the figure: "data-to-value", "data-purecounter-end".
_TARGET: Final = re.compile(
    r"data-(?:[a-z]{1,20}-){0,3}(?:value|to|target|count|countto|number|num|end|stop|final|max"
    r"|percent|percentage|counter)"
)
_NOT_TARGET: Final = re.compile(r"-(?:from|start|min|begin|duration|speed|delay|id)(?:-|$)")
_NUMBER: Final = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}(?:[.,][0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]{1,6})?"
)
#: What is seen before the script runs: "0", "0 %", "€ 0".
_AT_REST: Final = re.compile(r"[^\w\s]{0,3}\s?(0{1,3}(?:[.,]0{1,2})?)\s?[^\w\s]{0,3}")
#: Where a counter's box prints its figure.
_FIGURE_BOX: Final = re.compile(r"value|number|percent|count|figure|chiffre", re.IGNORECASE)
#: A figure with its sign and unit: "8400", "+ 1 200", "3,5 M€", "64 %".
_FIGURE_LINE: Final = re.compile(
    r"[^\w\s]{0,3}\s?[0-9]{1,12}(?:[ .,][0-9]{1,3}){0,4}\s?[^\W\d_]{0,8}\s?[^\w\s]{0,3}"
)
_MAX_NAME_CHARS: Final = 90
_MOST_ELEMENTS: Final = 40


@lru_cache(maxsize=500)
def _is_target(name: str) -> bool:
    return _TARGET.fullmatch(name) is not None and _NOT_TARGET.search(name) is None


def figure_of(el: _Element) -> str | None:
    """Return the figure that a script prints in *el*, ``None`` where no attribute holds one."""
    for name, value in el.attrib.items():
        if _is_target(str(name)):
            said = str(value).strip()
            if _NUMBER.fullmatch(said) and said.strip("0.,"):
                return said
    return None


def shown(el: _Element, text: str) -> str:
    """Return *text*, which *el* begins with, as it is seen when the counter has run.

    A space follows the figure: builders leave it to a style sheet.
    """
    at_rest = _AT_REST.fullmatch(text.strip())
    if at_rest is None:
        return text
    figure = figure_of(el)
    if figure is None and (parent := el.getparent()) is not None:
        figure = figure_of(parent)
    return text if figure is None else text.replace(at_rest[1], f"{figure} ", 1)


def fill(box: _Element) -> None:
    """Write the figure that the attributes of *box* hold into the empty element that shows it."""
    figure = figure_of(box)
    if figure is None:
        return
    inside = list(islice(box.iter(), 1, _MOST_ELEMENTS))
    if any(char.isdigit() for one in inside for char in (one.text or "")[:40]):
        return
    for one in inside:
        if (
            not len(one)
            and not (one.text or "").strip()
            and _FIGURE_BOX.search(one.get("class") or "")
        ):
            one.text = settable(figure)
            return
    if not inside and not (box.text or "").strip():
        box.text = settable(figure)


def figure_with_name(blocks: Sequence[Block]) -> list[Block] | None:
    """Return the lines of a counter with its figure and its name in one: "8400 élèves".

    ``None`` where it has not one figure with one name beside it.
    """
    at = [one for one, block in enumerate(blocks) if _is_figure(block.text)]
    if len(at) != 1:
        return None
    figure = at[0]
    name = (
        figure + 1 if figure + 1 < len(blocks) and _is_name(blocks[figure + 1].text) else figure - 1
    )
    if name < 0 or not _is_name(blocks[name].text):
        return None
    said, value = blocks[name].text, blocks[figure].text
    text = f"{said.rstrip(' :')} : {value}" if names_a_fact(said) else f"{value} {said}"
    links = blocks[name].links + blocks[figure].links
    line = Block(text, "div", links, blocks[figure].bits, blocks[min(name, figure)].entry)
    first, last = min(name, figure), max(name, figure)
    return [*blocks[:first], line, *blocks[last + 1 :]]


def _is_figure(text: str) -> bool:
    return len(text) <= 30 and _FIGURE_LINE.fullmatch(text) is not None


def _is_name(text: str) -> bool:
    return (
        2 < len(text) <= _MAX_NAME_CHARS
        and not text[0].isdigit()
        and text[-1] not in ".!?:"
        and any(char.isalpha() for char in text)
    )
