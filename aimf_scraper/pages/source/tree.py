"""Elements of a page: gathered once by tag, and asked for their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element


#: Pieces of text, white space between tags among them, that a short text is made of at most.
_MOST_PIECES: Final = 60
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def settable(text: str) -> str:
    """Return *text* as an element takes it: a parser of HTML lets characters pass that XML has none of."""
    return _NO_XML.sub("", text)


def words_of(el: _Element) -> str:
    """Return the text in *el* with every run of white space as one plain space."""
    if len(el) == 0:
        return " ".join((el.text or "").split())
    return " ".join("".join(cast("Iterable[str]", el.itertext())).split())


def short_words(el: _Element, most: int = 400) -> str:
    """Return the text in *el* as ``words_of``, ``""`` where it is longer than *most* characters.

    A page may nest a thousand boxes in one another: their whole text is not read at each.
    """
    pieces: list[str] = []
    chars = 0
    for piece in cast("Iterable[str]", el.itertext()):
        chars += len(piece)
        pieces.append(piece)
        if chars > most or len(pieces) > _MOST_PIECES:
            return ""
    return " ".join("".join(pieces).split())


def label_of(el: _Element) -> str:
    """Return a menu link's own words, or its only child's; ``""`` where an icon stands before them.

    A page has hundreds of these, and looking into each takes longer than the
    rest of its reading.
    """
    said = el.text
    if (not said or said.isspace()) and len(el) == 1:
        said = el[0].text
    return " ".join(said.split())[:300] if said else ""


@dataclass(slots=True)
class Gathered:
    """The elements that are looked for by tag, each list in page order."""

    anchors: list[_Element] = field(default_factory=list)
    #: Of each anchor its ``href``.
    hrefs: list[str | None] = field(default_factory=list)
    scripts: list[_Element] = field(default_factory=list)
    metas: list[_Element] = field(default_factory=list)
    links: list[_Element] = field(default_factory=list)
    titles: list[_Element] = field(default_factory=list)
    paragraphs: list[_Element] = field(default_factory=list)
    #: ``<h1>`` and ``<main>``: what holds one of them is no chrome.
    anchorage: list[_Element] = field(default_factory=list)
    base: _Element | None = None


def gather(root: _Element) -> Gathered:
    """Return the elements of *root* that are looked for by tag, in one pass."""
    found = Gathered()
    put = {
        "script": found.scripts.append,
        "meta": found.metas.append,
        "link": found.links.append,
        "title": found.titles.append,
        "h1": found.anchorage.append,
        "main": found.anchorage.append,
        "p": found.paragraphs.append,
    }
    for el in root.iter("a", "base", *put):
        tag = el.tag
        if tag == "a":
            found.anchors.append(el)
            found.hrefs.append(el.get("href"))
        elif keep := put.get(tag):
            keep(el)
        elif found.base is None:
            found.base = el
    return found
