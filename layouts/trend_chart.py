"""An indicator over the years: a line a place, gaps as gaps, names at the line's end instead of a legend.

Region and province are dashed grey lines. An open or approximate value is a hollow mark with its sign.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from geodata.chosen import Chosen
from geodata.known import Known
from geodata.trends import Point, series
from geodata.view import View
from layouts.chart_style import NARROW_PX, NOTE_PX, Colours, brief, hue, label, picture, plain, width, wrapped
from layouts.palette import palette
from layouts.ranking_chart import is_own
from layouts.value_words import SIGNS, digits, written

HEIGHT_PX, TALLEST_PX, LABEL_PX = 190, 460, 17
NAME_PX, LABEL_WIDTH_PX, BOLD = 104, 128, 1.06
LEFT_PX, BOTTOM_PX, TOP_PX = 50, 28, 14
OUT_OF_SCALE = 2.0
ROUNDS, TICK_PX, CROWDED = 80, 40, 1.15
SYMBOLS = ("circle", "square", "diamond", "triangle-up")
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Line:
    """One place over the years."""

    place: str
    name: str
    points: tuple[Point, ...]
    is_reference: bool
    is_own: bool


def trend_lines(known: Known, chosen: Chosen, view: View) -> tuple[Line, ...]:
    """Return the places of the level that have a value on the basis, then region and province."""
    references = [place for place in (known.region, known.province) if place]
    lines = []
    for place in (*chosen.everywhere, *references):
        points = series(chosen.seen, chosen.definition.id, place, chosen.basis)
        if points:
            line = Line(
                place, known.names[place][view.lang], points, place in references, is_own(place, view)
            )
            lines.append(line)
    return tuple(lines)


def left_out(lines: Sequence[Line]) -> list[Line]:
    """Return references so far above the places that those would lie on the ground: sums of many."""
    highest = max((_highest(line) for line in lines if not line.is_reference), default=math.inf)
    return [line for line in lines if line.is_reference and _highest(line) > highest * OUT_OF_SCALE]


def _highest(line: Line) -> float:
    return max(point.value.value for point in line.points if point.value is not None)


def trend_figure(known: Known, chosen: Chosen, view: View) -> go.Figure:
    """Return the chart of all lines; years without data break a line."""
    every = trend_lines(known, chosen, view)
    lines = [line for line in every if line not in left_out(every)]
    colours = palette(view.theme)
    if not lines:
        return picture(view.theme, 1)
    years = sorted({point.year for line in lines for point in line.points})
    ticks = _ticks(lines, chosen)
    labels = _Labels(lines, years, ticks, chosen.definition.measure == "rank")
    figure = picture(
        view.theme,
        labels.height_px,
        {"l": LEFT_PX, "b": BOTTOM_PX, "t": TOP_PX},
        xaxis=_year_axis(years, labels.right_px, colours),
        yaxis=_value_axis(ticks, chosen, colours),
    )
    for line in lines:
        figure.add_trace(_trace(known, line, _symbol(known, line, lines), colours))
    figure.update_layout(annotations=[*labels.annotations(known, colours), *_signs(lines, colours)])
    return figure


def _trace(known: Known, line: Line, symbol: str, colours: Colours) -> go.Scatter:
    colour = colours["ink-3"] if line.is_reference else hue(known, line.place, colours)
    values = [point.value for point in line.points]
    shapes = [symbol if value is None or value.is_exact else f"{symbol}-open" for value in values]
    return go.Scatter(
        x=[point.year for point in line.points],
        y=[None if value is None else value.value for value in values],
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={
            "color": colour,
            "width": 3 if line.is_own else 2,
            "dash": "dash" if line.is_reference else "solid",
        },
        marker={"symbol": shapes, "size": 8, "color": colour, "line": {"color": colour, "width": 2}},
        name=line.place,
    )


def _symbol(known: Known, line: Line, lines: Sequence[Line]) -> str:
    """Return a shape of its own for each line among those of one colour."""
    alike = [
        each.place for each in lines if known.city_code.get(each.place) == known.city_code.get(line.place)
    ]
    return SYMBOLS[alike.index(line.place) % len(SYMBOLS)]


def _signs(lines: Sequence[Line], colours: Colours) -> list[dict[str, Any]]:
    """Return the signs over the open marks; at the end of a line its label has the sign."""
    return [
        label(
            plain(SIGNS[value.bound]),
            value.year,
            value.value,
            yshift=13,
            xanchor="center",
            font={"size": NOTE_PX},
        )
        for line in lines
        for value in (point.value for point in line.points[:-1])
        if value is not None and not value.is_exact
    ]


def _ticks(lines: Sequence[Line], chosen: Chosen) -> list[float]:
    """Return round values around the data; amounts and counts start at zero, ranks at one."""
    values = [point.value.value for line in lines for point in line.points if point.value]
    low, high = min(values), max(values)
    if chosen.definition.can_be_shared_out:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _step((high - low) / 3)
    first, last = int(low // step), int(-(-high // step))
    ticks = [float(f"{i * step:.10g}") for i in range(first, last + 1)]
    return [1.0, *(tick for tick in ticks if tick > 1)] if chosen.definition.measure == "rank" else ticks


def _step(rough: float) -> float:
    power = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 1.0
    while rough < power:
        power /= 10
    return next(step * power for step in _STEPS if step * power >= rough)


def _year_axis(years: Sequence[int], right_px: float, colours: Colours) -> dict[str, Any]:
    share = right_px / (NARROW_PX - LEFT_PX)
    span = max(years[-1] - years[0], 1)
    end = years[0] + span / (1 - share) if years[-1] > years[0] else years[0] + 1
    most = max(int((NARROW_PX - LEFT_PX - right_px) / TICK_PX), 1)
    stride = max(-(-span // most), 1)
    shown = list(range(years[-1], years[0] - 1, -stride))[::-1]
    return {
        "visible": True,
        "range": [years[0] - span * 0.04, end],
        "tickvals": shown,
        "ticktext": [str(year) for year in shown],
        "tickfont": {"size": NOTE_PX, "color": colours["ink-2"]},
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 5,
    }


def _value_axis(ticks: Sequence[float], chosen: Chosen, colours: Colours) -> dict[str, Any]:
    ends = [ticks[0], ticks[-1]]
    return {
        "visible": True,
        "range": ends[::-1] if chosen.definition.measure == "rank" else ends,
        "tickvals": list(ticks),
        "ticktext": [plain(digits(tick)) for tick in ticks],
        "tickfont": {"size": NOTE_PX, "color": colours["ink-2"]},
        "showgrid": True,
        "gridcolor": colours["line"],
        "ticks": "",
    }


class _Labels:
    """The name and last value at the end of each line, pushed apart where they would touch."""

    def __init__(
        self, lines: Sequence[Line], years: Sequence[int], ticks: Sequence[float], is_down: bool
    ) -> None:
        self.lines, self.years, self.ticks, self.is_down = lines, years, ticks, is_down
        self.words = [self.said(line) for line in lines]
        # Only what ends in the last year needs room at the right; the rest stands over the years that follow.
        wanted = [self.wide(i) for i, line in enumerate(lines) if self.ends_last(line)]
        self.right_px = max(wanted, default=60.0) + 14
        crowd = sum(map(self.tall, range(len(lines))))
        self.height_px = round(min(max(HEIGHT_PX, crowd * CROWDED + BOTTOM_PX + TOP_PX), TALLEST_PX))
        self.plot_px = self.height_px - BOTTOM_PX - TOP_PX

    def ends_last(self, line: Line) -> bool:
        return line.points[-1].year == self.years[-1]

    def said(self, line: Line) -> list[str]:
        """Return the lines of a label: name, last value, and its year unless it is the last of the axis."""
        last = line.points[-1].value
        year = "" if self.ends_last(line) else f" ({line.points[-1].year})"
        value = f"{written(last) if last else ''}{year}"
        lines = wrapped(brief(line.name, 2 * NAME_PX), NAME_PX, NOTE_PX)
        if width(f"{lines[-1]} {value}", NOTE_PX) <= LABEL_WIDTH_PX:
            return [*lines[:-1], f"{lines[-1]} {value}"]
        return [*lines, value]

    def wide(self, i: int) -> float:
        return max(width(words, NOTE_PX) * BOLD for words in self.words[i])

    def tall(self, i: int) -> float:
        return LABEL_PX * len(self.words[i])

    def box(self, i: int) -> tuple[float, float, float]:
        """Return left and right edge and the height above the axis of a label's middle, in pixels."""
        last = self.lines[i].points[-1]
        if last.value is None:
            raise ValueError("a series ends with a value")
        share = (last.value.value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])
        span = max(self.years[-1] - self.years[0], 1)
        left = (last.year - self.years[0]) / span * (NARROW_PX - LEFT_PX - self.right_px) + 8
        return left, left + self.wide(i), (1 - share if self.is_down else share) * self.plot_px

    def shifts(self) -> list[float]:
        """Return by how many pixels each label goes up, so that none covers another."""
        boxes = [self.box(i) for i in range(len(self.lines))]
        at = [middle for _, _, middle in boxes]
        pairs = [
            (i, j)
            for i, one in enumerate(boxes)
            for j, other in enumerate(boxes)
            if i < j and one[0] < other[1] and other[0] < one[1]
        ]
        for _ in range(ROUNDS):
            for i, j in pairs:
                low, high = (i, j) if (boxes[i][2], i) <= (boxes[j][2], j) else (j, i)
                push = (at[low] + (self.tall(i) + self.tall(j)) / 2 - at[high]) / 2
                if push > 0:
                    at[low], at[high] = at[low] - push, at[high] + push
            at = [
                min(max(y, self.tall(i) / 2), self.plot_px + TOP_PX - self.tall(i) / 2)
                for i, y in enumerate(at)
            ]
        return [y - boxes[i][2] for i, y in enumerate(at)]

    def annotations(self, known: Known, colours: Colours) -> list[dict[str, Any]]:
        found = []
        # What runs behind a label stays to be seen around its letters.
        halo = ", ".join(f"{x}px {y}px 1px {colours['paper']}" for x in (-1, 1) for y in (-1, 1))
        for line, words, shift in zip(self.lines, self.words, self.shifts(), strict=True):
            last = line.points[-1]
            if last.value is None:
                continue
            ink = colours["ink-2"] if line.is_reference else hue(known, line.place, colours, "text")
            said = "<br>".join(map(plain, words))
            look: dict[str, Any] = {
                "xshift": 9,
                "yshift": round(shift),
                "align": "left",
                "font": {"size": NOTE_PX, "color": colours["signal"] if line.is_own else ink, "shadow": halo},
            }
            words_html = said if line.is_reference else f"<b>{said}</b>"
            found.append(label(words_html, last.year, last.value.value, **look))
        return found
