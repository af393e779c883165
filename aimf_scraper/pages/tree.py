"""The two questions asked of lxml elements that its type stubs answer too broadly."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element


def words_of(el: _Element) -> str:
    """Return the text in *el* with every run of white space as one plain space."""
    if len(el) == 0:
        return " ".join((el.text or "").split())
    return " ".join("".join(cast("Iterable[str]", el.itertext())).split())


def selector(xpath: str) -> Callable[[_Element], list[_Element]]:
    """Return a compiled *xpath* that selects elements."""
    return cast("Callable[[_Element], list[_Element]]", etree.XPath(xpath))
