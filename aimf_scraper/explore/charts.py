"""Charts drawn on the server: tables with a bar in each row, columns by year, spans over time.

A chart is its own table, or has it beside it: who sees no picture reads the same figures. Positions
are per cent of the width, so letters keep their size on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.explore.look import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from aimf_scraper.explore.texts import Texts

#: Of the rows to unfold so many are drawn; the data have them all.
_MOST_UNFOLDED: Final = 400
#: So many labels of years fit below each other's side on a phone.
_MOST_LABELS: Final = 8
_COLUMN_HEIGHT: Final = 150


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: ``value`` (not negative) is drawn, ``shown`` is written, ``note`` in small beside it."""

    label: str
    value: float
    shown: str
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A row of a chart over time: from year ``start`` to year ``end``, both included.

    ``start`` or ``end`` ``None``: open on that side.
    """

    label: str
    start: int | None
    end: int | None
    shown: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """What the columns of a chart's table are called."""

    label: str
    value: str


def bars(
    title: str, rows: Sequence[Bar], texts: Texts, heads: Heads, *, note: str = "", most: int = 15
) -> Markup:
    """Return a table with a bar in each row; of many rows the first *most*, the rest to unfold."""
    largest = max((one.value for one in rows), default=0)
    left_out = len(rows[most + _MOST_UNFOLDED :])
    drawn = [(one, _share(one.value, largest)) for one in rows]
    parts = {"shown": drawn[:most], "rest": drawn[most:][:_MOST_UNFOLDED]}
    values = {"title": title, "heads": heads, "note": note, "left_out": left_out, **parts}
    return render("bars.html", texts, **values)


def columns(
    title: str, rows: Sequence[Bar], texts: Texts, heads: Heads, *, note: str = ""
) -> Markup:
    """Return a column a row, in the order given, and the same figures as a table to unfold."""
    largest = max((one.value for one in rows), default=0)
    step = -(-len(rows) // _MOST_LABELS) or 1
    width = 100 / max(len(rows), 1)
    drawn = []
    for at, one in enumerate(rows):
        height = round(_share(one.value, largest) / 100 * _COLUMN_HEIGHT, 1)
        drawn.append(
            {
                "row": one,
                "x": round(at * width + width * 0.12, 2),
                "width": round(width * 0.76, 2),
                "middle": round((at + 0.5) * width, 2),
                "top": _COLUMN_HEIGHT - height,
                "height": height,
                # The last year is always named, and none that would touch it.
                "is_named": (len(rows) - 1 - at) % step == 0,
            }
        )
    top = max(rows, key=lambda one: one.value, default=None)
    values = {"title": title, "heads": heads, "note": note, "drawn": drawn, "top": top}
    return render("columns.html", texts, full=_COLUMN_HEIGHT, **values)


def timeline(
    title: str, rows: Sequence[Span], texts: Texts, heads: Heads, *, note: str = "", most: int = 25
) -> Markup | None:
    """Return spans over one axis of years, in the order given; ``None`` where none has a year."""
    years = [year for one in rows for year in (one.start, one.end) if year is not None]
    if not years:
        return None
    first, last = min(years), max(years) + 1
    scale = 100 / (last - first)
    drawn = []
    for one in rows:
        if one.start is None and one.end is None:
            continue
        start = first if one.start is None else one.start
        end = last if one.end is None else one.end + 1
        drawn.append(
            {
                "row": one,
                "x": round((start - first) * scale, 2),
                "width": round(max(end - start, 0) * scale, 2),
            }
        )
    step = -(-(last - first) // _MOST_LABELS) or 1
    ticks = [
        {"year": year, "x": round((year - first) * scale, 2)} for year in range(first, last, step)
    ]
    parts = {"shown": drawn[:most], "rest": drawn[most:][:_MOST_UNFOLDED], "ticks": ticks}
    left_out = len(drawn[most + _MOST_UNFOLDED :])
    values = {"title": title, "heads": heads, "note": note, "left_out": left_out, **parts}
    return render("timeline.html", texts, **values)


def _share(value: float, largest: float) -> float:
    """Return *value* in per cent of the *largest*; what is not nothing is seen."""
    if largest <= 0 or value <= 0:
        return 0.0
    return max(round(value / largest * 100, 1), 0.5)
