"""Who gives what to whom in one record, as a small picture: givers left, receivers right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.explore.look import render
from aimf_scraper.explore.record_facts import money

if TYPE_CHECKING:
    from markupsafe import Markup

    from aimf_scraper.explore.texts import Texts

Data = dict[str, Any]

_ROW: Final = 46
_WIDTH: Final = 440
_BOX: Final = 142
#: So many letters fit into a box.
_LETTERS: Final = 19


class Node(NamedTuple):
    """A box: ``short`` is what fits into it of ``name``."""

    name: str
    short: str
    y: float


class Arrow(NamedTuple):
    """From a giver to a receiver, ``told`` at ``y``; ``joint``: its sum is several givers' together."""

    path: str
    told: str
    y: float
    joint: bool


def gift_graph(record: Data, texts: Texts) -> Markup | None:
    """Return the contributions of *record* as SVG with a list beside it; ``None``: it has none."""
    gifts = record.get("contributions") or []
    if not gifts:
        return None
    nobody, here = texts("gift.nobody"), texts("gift.here")
    givers = list(dict.fromkeys(one["provider"] or nobody for one in gifts))
    takers = list(dict.fromkeys(one["receiver"] or here for one in gifts))
    rows = max(len(givers), len(takers), len(gifts))
    height = rows * _ROW + 8
    left, right = _placed(givers, height), _placed(takers, height)
    arrows = []
    for number, one in enumerate(gifts):
        start, end = left[one["provider"] or nobody].y, right[one["receiver"] or here].y
        middle = height * (number + 0.5) / len(gifts)
        arrows.append(
            Arrow(_curve(start, middle, end), _told(one, record, texts), middle, one["joint"])
        )
    return render(
        "gift_graph.html",
        texts,
        width=_WIDTH,
        height=height,
        box=_BOX,
        givers=list(left.values()),
        takers=list(right.values()),
        arrows=arrows,
        gifts=[
            (one["provider"] or nobody, one["receiver"] or here, _told(one, record, texts))
            for one in gifts
        ],
    )


def _placed(names: list[str], height: int) -> dict[str, Node]:
    step = height / len(names)
    return {
        name: Node(name, _short(name), round(step * (at + 0.5), 1)) for at, name in enumerate(names)
    }


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


def _curve(start: float, middle: float, end: float) -> str:
    """Return a line from the left boxes through the middle to the right ones, as SVG's path."""
    a, c, b = _BOX, _WIDTH / 2, _WIDTH - _BOX - 6
    return (
        f"M{a} {start:.1f}C{a + 30} {start:.1f} {c - 40:.0f} {middle:.1f} {c:.0f} {middle:.1f}"
        f"S{b - 30} {end:.1f} {b} {end:.1f}"
    )


def _told(gift: Data, record: Data, texts: Texts) -> str:
    """Return what is given, as far as it is stated; of several givers' sum that it is theirs."""
    budgets = record.get("budgets") or []
    if gift["amount"] is not None:
        told = money(gift, texts)
    elif gift["joint"] and gift["budget"] is not None and gift["budget"] < len(budgets):
        told = texts("gift.joint", sum=money(budgets[gift["budget"]], texts))
    else:
        told = ""
    instrument = texts.word("instrument", gift["instrument"])
    return " · ".join(one for one in (told, instrument) if one)
