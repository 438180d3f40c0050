"""What an upload would change, on the map: the five cities drawn, with a mark where something changes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import geopandas as gpd
import shapely

from layouts.text import text

WIDTH = 900
EDGE = 24
BELOW = 34
MARK = 11
# Cities are drawn by about a thousand points: one pixel is some 300 m here.
SIMPLE_DEGREES = 0.003
Point = tuple[float, float]
ORDER = ("removed", "changed", "added")


@dataclass(frozen=True)
class Mark:
    """One change at a place in WGS-84: `kind` is added, changed or removed; a moved point says from where."""

    kind: str
    lon: float
    lat: float
    name: str
    number: int
    moved_from: Point | None = None


@dataclass(frozen=True)
class _Frame:
    west: float
    north: float
    scale: float
    squeeze: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return EDGE + (lon - self.west) * self.squeeze * self.scale, EDGE + (self.north - lat) * self.scale


def preview_map(
    cities: gpd.GeoDataFrame, seats: Mapping[str, Point], marks: Iterable[Mark], language: str
) -> str:
    """Return the drawing as SVG. `cities` are outlines in EPSG:4326, `seats` are named points to label."""
    west, south, east, north = cities.total_bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    frame = _Frame(west, north, (WIDTH - 2 * EDGE) / ((east - west) * squeeze), squeeze)
    height = 2 * EDGE + (north - south) * frame.scale
    shapes = [shape.simplify(SIMPLE_DEGREES) for shape in cities.geometry]
    drawn = [f'<path class="city" d="{_path(shape, frame)}"/>' for shape in shapes]
    drawn += _marks(marks, frame)
    drawn += [_label(name, point, frame) for name, point in seats.items()]
    title = escape(text("steward.map", language))
    return (
        f'<svg class="changes" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{title}">'
        f"{''.join(drawn)}</svg>"
    )


def _path(shape: shapely.Geometry, frame: _Frame) -> str:
    rings = [ring for part in getattr(shape, "geoms", [shape]) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + "L".join("{:.1f} {:.1f}".format(*frame.at(*point[:2])) for point in ring.coords) + "Z"
        for ring in rings
    )


def _label(name: str, point: Point, frame: _Frame) -> str:
    x, y = frame.at(*point)
    y += BELOW  # what changes about a city has its mark at the seat itself
    return f'<text class="city-name" x="{x:.0f}" y="{y:.0f}">{escape(name)}</text>'


def _marks(marks: Iterable[Mark], frame: _Frame) -> list[str]:
    """Return one mark for each place, shared by all that changes there; numbers are those of the table."""
    at: dict[Point, list[Mark]] = {}
    for mark in marks:
        at.setdefault((round(mark.lon, 4), round(mark.lat, 4)), []).append(mark)
    drawn = []
    for here in sorted(at.values(), key=lambda found: max(ORDER.index(one.kind) for one in found)):
        x, y = frame.at(here[0].lon, here[0].lat)
        kind = max((one.kind for one in here), key=ORDER.index)
        said = escape("\n".join(f"{one.number} {one.name}" for one in here[:12]))
        drawn += [_way(one.moved_from, (x, y), frame) for one in here if one.moved_from]
        words = str(here[0].number) if len(here) == 1 else f"×{len(here)}"
        drawn.append(
            f'<g class="mark {kind}"><title>{said}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="{MARK}"/>'
            f'<text x="{x + MARK + 3:.1f}" y="{y + 4:.1f}">{words}</text></g>'
        )
    return drawn


def _way(old: Point, now: Point, frame: _Frame) -> str:
    x, y = frame.at(*old)
    return f'<path class="way" d="M{x:.1f} {y:.1f}L{now[0]:.1f} {now[1]:.1f}"/>'
