"""A map drawn on the server: towns as circles on coasts and borders, wide or near as they lie.

Wide maps are drawn in the Equal Earth projection (Šavrič, Patterson, Jenny 2018), which keeps areas;
near ones in a plain one that is true at their middle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.explore.look import render
from aimf_scraper.explore.outlines import outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from aimf_scraper.explore.outlines import Line
    from aimf_scraper.explore.texts import Texts

_WIDTH: Final = 720
_HIGHEST: Final = 420
_LOWEST: Final = 260
#: From so many degrees on a map is drawn as one of the world.
_WIDE: Final = 70.0
#: At least so many degrees are shown around a single town.
_LEAST_SPAN: Final = 7.0
_MARGIN: Final = 0.08
_SMALLEST, _LARGEST = 5.0, 17.0
#: Land smaller than so many km² is a dot on a map of the world.
_LEAST_KM2: Final = 800
#: Points farther outside than so many units are moved to there.
_APART: Final = 300
_EQUAL_EARTH: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT: Final = math.sqrt(3) / 2


class Box(NamedTuple):
    """Degrees."""

    west: int
    south: int
    east: int
    north: int


@dataclass(frozen=True, slots=True)
class Place:
    """A circle: ``count`` gives its area, ``shown`` is what is said of it."""

    name: str
    latitude: float
    longitude: float
    count: int
    shown: str
    href: str | None = None


def draw_map(title: str, places: Sequence[Place], texts: Texts) -> Markup | None:
    """Return a map of *places*; ``None`` where none has a position. The table is the caller's."""
    if not places:
        return None
    view = _View.of(_box(places))
    ground = _ground(view)
    most = max(one.count for one in places)
    drawn = [
        {
            "place": one,
            "at": view.at(one.longitude, one.latitude),
            "radius": round(
                _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt((one.count - 1) / max(most - 1, 1)),
                1,
            ),
        }
        # Small circles lie on large ones.
        for one in sorted(places, key=lambda one: (-one.count, one.name, one.longitude))
    ]
    return render(
        "map.html",
        texts,
        title=title,
        is_wide=view.is_wide,
        width=_WIDTH,
        height=view.height,
        has_outlines=ground is not None,
        land=ground[0] if ground else "",
        borders=ground[1] if ground else "",
        drawn=drawn,
    )


def _box(places: Iterable[Place]) -> Box:
    """Return the whole degrees around the places, with a margin."""
    longitudes = [one.longitude for one in places]
    latitudes = [one.latitude for one in places]
    west, east = _widened(min(longitudes), max(longitudes), 180)
    south, north = _widened(min(latitudes), max(latitudes), 90)
    return Box(west, south, east, north)


def _widened(low: float, high: float, bound: int) -> tuple[int, int]:
    lacking = max(0.0, _LEAST_SPAN - (high - low)) / 2
    margin = (high - low) * _MARGIN + lacking
    return max(-bound, math.floor(low - margin)), min(bound, math.ceil(high + margin))


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    theta = math.asin(_ROOT * math.sin(math.radians(latitude)))
    a1, a2, a3, a4 = _EQUAL_EARTH
    square = theta * theta
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = math.radians(longitude) * math.cos(theta) / (_ROOT * slope)
    return x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


@dataclass(frozen=True, slots=True)
class _View:
    """Where a place lies in the picture.

    ``shrunk``: how much shorter a degree of longitude is than one of latitude; 0: the map is wide.
    """

    shrunk: float
    left: float
    top: float
    scale: float
    height: int

    @classmethod
    def of(cls, box: Box) -> _View:
        """Return the view that holds *box* whole, as high as it must be between two bounds."""
        is_wide = box.east - box.west >= _WIDE
        shrunk = 0.0 if is_wide else math.cos(math.radians((box.south + box.north) / 2))
        whole = cls(shrunk, 0, 0, 1, 0)
        heights = [box.south + (box.north - box.south) * step / 8 for step in range(9)]
        edge = [whole.project(side, one) for side in (box.west, box.east) for one in heights]
        left, right = min(x for x, _ in edge), max(x for x, _ in edge)
        bottom, top = min(y for _, y in edge), max(y for _, y in edge)
        scale = min(_WIDTH / (right - left), _HIGHEST / (top - bottom))
        height = min(_HIGHEST, max(_LOWEST, round((top - bottom) * scale)))
        spare_x = _WIDTH / scale - (right - left)
        spare_y = height / scale - (top - bottom)
        return cls(shrunk, left - spare_x / 2, top + spare_y / 2, scale, height)

    @property
    def is_wide(self) -> bool:
        return self.shrunk == 0

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        if self.is_wide:
            return _equal_earth(longitude, latitude)
        return math.radians(longitude) * self.shrunk, math.radians(latitude)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = self.project(longitude, latitude)
        return round((x - self.left) * self.scale, 1), round((self.top - y) * self.scale, 1)

    def sees(self, line: Line) -> bool:
        """Return whether a line may touch the picture; of a wide one, in which hardly any does not, yes."""
        if self.is_wide:
            return True
        west = math.degrees(self.left / self.shrunk)
        east = math.degrees((self.left + _WIDTH / self.scale) / self.shrunk)
        north = math.degrees(self.top)
        south = math.degrees(self.top - self.height / self.scale)
        return (
            line.west <= east and line.east >= west and line.south <= north and line.north >= south
        )

    def path(self, line: Line) -> str:
        """Return a line as data of an SVG path, to whole units, each point as steps from the last."""
        before: tuple[int, int] | None = None
        told = []
        for longitude, latitude in line.points:
            x, y = self.at(longitude, latitude)
            # Far outside nobody sees where exactly.
            here = (
                round(min(max(x, -_APART), _WIDTH + _APART)),
                round(min(max(y, -_APART), self.height + _APART)),
            )
            if before is None:
                told.append(f"M{here[0]} {here[1]}")
            elif here != before:
                told.append(f"l{here[0] - before[0]} {here[1] - before[1]}")
            before = here
        return "".join(told) if len(told) > 1 else ""


@lru_cache(maxsize=64)
def _ground(view: _View) -> tuple[str, str] | None:
    """Return land and borders as data of two SVG paths; ``None``: there are no outlines."""
    lines = outlines("c", _LEAST_KM2) if view.is_wide else outlines("l")
    if lines is None:
        return None
    land = [path + "z" for one in lines.land if view.sees(one) and (path := view.path(one))]
    borders = [view.path(one) for one in lines.borders if view.sees(one)]
    return "".join(land), "".join(borders)
