"""How boxes are made: what those of one listing share, its rows taken together."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aimf_scraper.pages.layout.blocks import Node
    from aimf_scraper.pages.listing.card_box import CardBox
    from aimf_scraper.pages.listing.card_links import Role
    from aimf_scraper.pages.listing.groups import Group

_DIGITS: Final = re.compile(r"[0-9]+")
_NAMED_BY_TAG: Final = frozenset({"article", "li", "tr"})


def shape(node: Node) -> str:
    """Return what siblings of one kind share: the tag, and the first class without its number."""
    if node.tag in _NAMED_BY_TAG:
        return node.tag
    first = next(iter(node.names.split(maxsplit=1)), "")
    return f"{node.tag}.{_DIGITS.sub('', first)}"


def count_alike(groups: Collection[Group]) -> None:
    """Note of each group how many boxes of all *groups* are made as its first one."""
    made = Counter(map(_make_of, chain.from_iterable(one.boxes for one in groups)))
    for group in groups:
        group.alike = made[_make_of(group.boxes[0])]


def makes_of(groups: Iterable[Group]) -> Counter[tuple[str, Role]]:
    """Return how the cards of *groups* are made that can be nothing else, and how many of each make."""
    strong = (one.boxes for one in groups if one.strong)
    return Counter(map(_make_of, chain.from_iterable(strong)))


def count_made_so(box: CardBox, makes: Mapping[tuple[str, Role], int]) -> int:
    """Return how many of *makes* are made as *box*, which bears its row's class too where it is alone there."""
    return max(makes.get((one, box.role), 0) for one in _shapes(box.node))


def _make_of(box: CardBox) -> tuple[str, Role]:
    return shape(box.node), box.role


def _shapes(node: Node) -> Iterator[str]:
    yield shape(node)
    if node.tag not in _NAMED_BY_TAG:
        for name in node.names.split():
            yield f"{node.tag}.{_DIGITS.sub('', name)}"
