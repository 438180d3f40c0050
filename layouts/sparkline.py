"""A line the size of a word: a series as an SVG picture, without axis; a year without data breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from geodata.indicators import Value
from geodata.trends import Point

WIDTH_PX, HEIGHT_PX, PAD_PX = 72, 24, 4


def sparkline(points: Sequence[Point], colour: str, goes_down: bool = False) -> str:
    """Return the picture as a data URI; `goes_down` puts small values at the top, as for ranks."""
    places = [_place(point, points, goes_down) for point in points]
    held = zip(points, places, strict=True)
    drawn = [
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>'
        for run in _runs(places)
        if len(run) > 1
    ]
    dots = [
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="2.2" fill="{_filling(point.value, colour)}"/>'
        for point, at in held
        if point.value is not None and at is not None
    ]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}"'
        f' viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" fill="none" stroke="{colour}" stroke-width="1.5">'
        f"{''.join(drawn)}{''.join(dots)}</svg>"
    )
    return f"data:image/svg+xml,{quote(picture)}"


def _filling(value: Value, colour: str) -> str:
    return colour if value.is_exact else "none"


def _place(point: Point, points: Sequence[Point], goes_down: bool) -> tuple[float, float] | None:
    if point.value is None:
        return None
    values = [each.value.value for each in points if each.value is not None]
    low, high = min(values), max(values)
    years = max(points[-1].year - points[0].year, 1)
    share = (point.value.value - low) / (high - low) if high > low else 0.5
    x = PAD_PX + (point.year - points[0].year) / years * (WIDTH_PX - 2 * PAD_PX)
    return x, PAD_PX + (share if goes_down else 1 - share) * (HEIGHT_PX - 2 * PAD_PX)


def _runs(places: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    for has_value, run in groupby(places, key=lambda place: place is not None):
        if has_value:
            yield [place for place in run if place is not None]
