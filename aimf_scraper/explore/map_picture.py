"""A map drawn on the server: towns as circles on coasts and borders, wide or near as they lie.

Wide maps are drawn in the Equal Earth projection (Šavrič, Patterson, Jenny 2018), which keeps areas;
near ones in a plain one that is true at their middle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.explore.look import render
from aimf_scraper.explore.outlines import Line, outlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markupsafe import Markup

    from aimf_scraper.explore.texts import Texts

    Projection = Callable[[float, float], tuple[float, float]]

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
    box = _box(places)
    west, _, east, _ = box
    is_wide = east - west >= _WIDE
    project = _equal_earth if is_wide else _plain((box[1] + box[3]) / 2)
    frame = _Frame.around(box, project)
    lines = outlines("c", _LEAST_KM2) if is_wide else outlines("l")
    most = max(one.count for one in places)
    drawn = [
        {
            "place": one,
            "at": frame.at(*project(one.longitude, one.latitude)),
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
        width=_WIDTH,
        height=frame.height,
        has_outlines=lines is not None,
        land=frame.path(lines.land, project, end="Z") if lines else "",
        borders=frame.path(lines.borders, project) if lines else "",
        drawn=drawn,
    )


def _box(places: Iterable[Place]) -> tuple[float, float, float, float]:
    """Return west, south, east, north around the places, in degrees, with a margin."""
    longitudes = [one.longitude for one in places]
    latitudes = [one.latitude for one in places]
    west, east = _widened(min(longitudes), max(longitudes), 180.0)
    south, north = _widened(min(latitudes), max(latitudes), 90.0)
    return west, south, east, north


def _widened(low: float, high: float, bound: float) -> tuple[float, float]:
    lacking = max(0.0, _LEAST_SPAN - (high - low)) / 2
    margin = (high - low) * _MARGIN + lacking + 0.5
    return max(-bound, low - margin), min(bound, high + margin)


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    theta = math.asin(_ROOT * math.sin(math.radians(latitude)))
    a1, a2, a3, a4 = _EQUAL_EARTH
    square = theta * theta
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = math.radians(longitude) * math.cos(theta) / (_ROOT * slope)
    return x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


def _plain(middle: float) -> Projection:
    shrunk = math.cos(math.radians(middle))

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        return math.radians(longitude) * shrunk, math.radians(latitude)

    return project


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a projected point lies in the picture."""

    left: float
    top: float
    scale: float
    height: int

    @classmethod
    def around(cls, box: tuple[float, float, float, float], project: Projection) -> _Frame:
        """Return the frame that holds *box* whole, as high as it must be between two bounds."""
        west, south, east, north = box
        steps = [south + (north - south) * step / 8 for step in range(9)]
        edge = [project(longitude, one) for longitude in (west, east) for one in steps]
        left, right = min(x for x, _ in edge), max(x for x, _ in edge)
        bottom, top = min(y for _, y in edge), max(y for _, y in edge)
        scale = min(_WIDTH / (right - left), _HIGHEST / (top - bottom))
        height = min(_HIGHEST, max(_LOWEST, round((top - bottom) * scale)))
        spare_x = _WIDTH / scale - (right - left)
        spare_y = height / scale - (top - bottom)
        return cls(left - spare_x / 2, top + spare_y / 2, scale, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return round((x - self.left) * self.scale, 1), round((self.top - y) * self.scale, 1)

    def path(
        self,
        lines: Iterable[Line],
        project: Projection,
        end: str = "",
    ) -> str:
        """Return the lines that touch the picture as the data of one SVG path, to half a unit."""
        return "".join(
            f"M{' '.join(points)}{end}"
            for line in lines
            if (points := list(self._seen(line, project)))
        )

    def _seen(self, line: Line, project: Projection) -> Iterator[str]:
        """Yield the points of a line, those that fall on one another once; none of one far away."""
        corners = [self.at(*project(*one)) for one in _corners(line)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        if max(xs) < 0 or min(xs) > _WIDTH or max(ys) < 0 or min(ys) > self.height:
            return
        before = None
        for x, y in (self.at(*project(*one)) for one in line.points):
            # Far outside nobody sees where exactly.
            near = (
                min(max(x, -_APART), _WIDTH + _APART),
                min(max(y, -_APART), self.height + _APART),
            )
            here = (round(near[0] * 2) / 2, round(near[1] * 2) / 2)
            if here != before:
                yield f"{here[0]:g},{here[1]:g}"
            before = here


def _corners(line: Line) -> Iterator[tuple[float, float]]:
    """Yield points around a line: in both projections no point of it lies outside theirs.

    On either side of the equator a meridian is farthest out where it is nearest to it.
    """
    nearest = min(max(0.0, line.south), line.north)
    for longitude in (line.west, line.east):
        for latitude in (line.south, nearest, line.north):
            yield longitude, latitude
