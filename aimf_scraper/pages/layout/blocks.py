"""What a walk over a page leaves: lines of text, and the boxes that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Block:
    """A line of text. ``links``: how many of its characters stand in links."""

    text: str
    tag: str
    links: int
    bits: int
    entry: bool
    dropped: bool = False


@dataclass(slots=True)
class Node:
    """A box: ``blocks[start:end]`` and ``links[link_start:link_end]`` stand in it."""

    el: _Element
    tag: str
    names: str
    bits: int
    start: int
    end: int
    link_start: int
    link_end: int
    kids: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Walk:
    """What a page shows; ``nodes`` are all boxes, inner ones first.

    Images, times, links and signups carry the index of the block they stand in.
    """

    blocks: list[Block] = field(default_factory=list)
    root: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    links: list[tuple[_Element, int]] = field(default_factory=list)
    images: list[tuple[_Element, int]] = field(default_factory=list)
    times: list[tuple[_Element, int]] = field(default_factory=list)
    crumbs: list[_Element] = field(default_factory=list)
    footers: list[_Element] = field(default_factory=list)
    #: What asks for an e-mail address: forms, and fields and boxes of them that no form holds.
    signups: list[tuple[_Element, int]] = field(default_factory=list)
    #: Boxes left out because of their names or their tag, with the bits that said so.
    left_out: list[tuple[_Element, int]] = field(default_factory=list)
