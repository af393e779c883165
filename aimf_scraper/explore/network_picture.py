"""A picture of who works where: partners on the left, towns on the right, a line for shared projects.

Both sides are put into the order in which few lines cross: each stands, again and again, at the mean
place of those that it is tied to (barycentre method, Sugiyama and others 1981). No chance is in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.explore.look import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from aimf_scraper.explore.texts import Texts

_WIDTH: Final = 760
_ROW: Final = 22
_LEFT, _RIGHT = 300, 520
_SWEEPS: Final = 8
#: Of a name longer than this the beginning is written, all of it in its title.
_MOST_CHARS: Final = 42


@dataclass(frozen=True, slots=True)
class Node:
    key: str
    name: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A partner and a town that share ``count`` projects."""

    partner: Node
    town: Node
    count: int


def draw_network(title: str, ties: Sequence[Tie], texts: Texts, *, most: int = 22) -> Markup | None:
    """Return the strongest ties as a picture, at most *most* nodes a side; ``None``: there is none.

    The table of all ties is the caller's.
    """
    kept = _strongest(ties, most)
    if not kept:
        return None
    left, right = _ordered(kept)
    rows = max(len(left), len(right))
    y_left, y_right = _places(left, rows), _places(right, rows)
    largest = max(one.count for one in kept)
    edges = [
        {
            "path": _curve(y_left[one.partner.key], y_right[one.town.key]),
            "width": round(1 + 4 * (one.count - 1) / max(largest - 1, 1), 1),
            "tie": one,
        }
        for one in sorted(kept, key=lambda one: (one.count, one.partner.key, one.town.key))
    ]
    return render(
        "network.html",
        texts,
        title=title,
        width=_WIDTH,
        height=rows * _ROW + 12,
        left=[_drawn(one, _LEFT, y_left[one.key]) for one in left],
        right=[_drawn(one, _RIGHT, y_right[one.key]) for one in right],
        edges=edges,
        left_out=len(ties) - len(kept),
    )


def _strongest(ties: Sequence[Tie], most: int) -> list[Tie]:
    """Return the ties between the partners and towns that have most of them."""
    partners = _foremost(((one.partner.key, one.count) for one in ties), most)
    near = [one for one in ties if one.partner.key in partners]
    towns = _foremost(((one.town.key, one.count) for one in near), most)
    return [one for one in near if one.town.key in towns]


def _foremost(counted: Iterable[tuple[str, int]], most: int) -> set[str]:
    counts: Counter[str] = Counter()
    for key, count in counted:
        counts[key] += count
    return {key for key, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]}


def _ordered(ties: Sequence[Tie]) -> tuple[list[Node], list[Node]]:
    left = sorted({one.partner.key: one.partner for one in ties}.values(), key=lambda n: n.key)
    right = sorted({one.town.key: one.town for one in ties}.values(), key=lambda n: n.key)
    to_right: dict[str, list[str]] = {}
    to_left: dict[str, list[str]] = {}
    for one in sorted(ties, key=lambda one: (one.partner.key, one.town.key)):
        to_right.setdefault(one.partner.key, []).append(one.town.key)
        to_left.setdefault(one.town.key, []).append(one.partner.key)
    for _ in range(_SWEEPS):
        right = _by_mean(right, to_left, left)
        left = _by_mean(left, to_right, right)
    return left, right


def _by_mean(
    nodes: Sequence[Node], tied: Mapping[str, Sequence[str]], others: Sequence[Node]
) -> list[Node]:
    at = {one.key: place / max(len(others) - 1, 1) for place, one in enumerate(others)}
    return sorted(
        nodes, key=lambda n: (sum(at[key] for key in tied[n.key]) / len(tied[n.key]), n.key)
    )


def _places(nodes: Sequence[Node], rows: int) -> dict[str, float]:
    """Return the height of each node, the shorter side spread over the longer one's."""
    step = rows / len(nodes)
    return {one.key: round(6 + (at + 0.5) * step * _ROW, 1) for at, one in enumerate(nodes)}


def _curve(start: float, end: float) -> str:
    middle = (_LEFT + _RIGHT) / 2
    return f"M{_LEFT},{start}C{middle:g},{start} {middle:g},{end} {_RIGHT},{end}"


def _drawn(node: Node, x: float, y: float) -> dict[str, object]:
    name = node.name if len(node.name) <= _MOST_CHARS else f"{node.name[: _MOST_CHARS - 1]}…"
    return {"node": node, "x": x, "y": y, "name": name}
