"""The ranking of an indicator: bars from zero for amounts and counts, dots for rates, ranks and scores.

A place without data has a hatched track and the word for it, no mark and no rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from geodata.chosen import Chosen
from geodata.indicator_words import NO_DATA
from geodata.indicators import Value, value_at
from geodata.known import Known
from geodata.ranking import Ranked, Ranking, ranking
from geodata.trends import change
from geodata.view import View
from layouts.chart_style import (
    CLEAR,
    NARROW_PX,
    NOTE_PX,
    TEXT_PX,
    Colours,
    brief,
    hatched,
    hue,
    label,
    picture,
    plain,
    width,
)
from layouts.palette import palette
from layouts.text import text
from layouts.value_words import SAME, changed, places, rank_of, written

ROW_PX, TALL_ROW_PX, GROUP_PX, BAR_PX, DOT_PX = 31, 48, 30, 14, 13
# What has no data is named, in lower rows.
LOW_PX, LEFT_PX = 6, 40
GAP_PX = 8
LONGEST_NAME_PX = 92
BARRED = ("amount", "count")


@dataclass(frozen=True)
class RankRow:
    """A line of the ranking: what is drawn, and the same words in the table twin."""

    place: str
    name: str
    rank: str
    moved: str
    change: str
    value: Value | None
    is_own: bool
    since: int | None = None
    is_beside: bool = False


def ranked(chosen: Chosen) -> Ranking:
    """Return the ranking of the places of the level."""
    return ranking(chosen.seen, chosen.definition, chosen.places, chosen.year, chosen.basis)


def ranking_rows(known: Known, chosen: Chosen, view: View) -> tuple[RankRow, ...]:
    """Return the ranked places best first, those without data, then those beside, which have no rank."""
    found = ranked(chosen)
    values = [value_at(chosen.seen, chosen.definition.id, place, *_when(chosen)) for place in chosen.beside]
    beside = sorted((value for value in values if value is not None), key=lambda value: -value.value)
    lines = [(each.value, each) for each in found.ranked] + [(value, None) for value in beside]
    rows = [_row(known, chosen, view, value, one) for value, one in lines]
    missing = [_without_data(known, view, place) for place in found.missing]
    return (*rows[: len(found.ranked)], *missing, *rows[len(found.ranked) :])


def _when(chosen: Chosen) -> tuple[int, str]:
    return chosen.year, chosen.basis


def _row(known: Known, chosen: Chosen, view: View, value: Value, one: Ranked | None) -> RankRow:
    since = change(chosen.seen, value, chosen.definition)
    return RankRow(
        place=value.place,
        name=known.names[value.place][view.lang],
        rank=rank_of(one) if one else "–",
        moved=places(one.moved) if one else "",
        change=changed(since, chosen.definition, view.lang, is_short=True),
        since=since.previous.year if since.previous and since.absolute is not None else None,
        value=value,
        is_own=is_own(value.place, view),
        is_beside=one is None,
    )


def _without_data(known: Known, view: View, place: str) -> RankRow:
    return RankRow(place, known.names[place][view.lang], "–", "", "", None, is_own(place, view))


def is_own(place: str, view: View) -> bool:
    """Say whether a place is the one a View is about."""
    return place == view.selected or place in view.compare


def ranking_figure(known: Known, chosen: Chosen, view: View) -> go.Figure:
    """Return the chart; its height grows with the rows, and it needs no legend."""
    return _Drawing(known, chosen, view).figure()


class _Drawing:
    """Positions in pixels: y counts downwards from the top, x is in the units of the data."""

    def __init__(self, known: Known, chosen: Chosen, view: View) -> None:
        self.known, self.chosen, self.view = known, chosen, view
        self.colours: Colours = palette(view.theme)
        self.rows = ranking_rows(known, chosen, view)
        self.is_barred = chosen.definition.measure in BARRED
        self.is_rank = chosen.definition.measure == "rank"
        self.names = [brief(row.name, NARROW_PX - LEFT_PX) for row in self.rows]
        longest = max(map(width, self.names), default=0.0)
        self.is_tall = longest > LONGEST_NAME_PX
        self.rank_px = 8 + max((width(row.rank + row.moved, NOTE_PX) for row in self.rows), default=0.0)
        self.name_px = 0.0 if self.is_tall else longest + GAP_PX
        self.value_px = max([width(self.word(row)) * 1.08 for row in self.rows], default=0.0) + GAP_PX
        self.change_px = max((width(row.change, NOTE_PX) for row in self.rows), default=0.0)
        self.change_px += GAP_PX if self.change_px else 0

    def word(self, row: RankRow) -> str:
        return written(row.value) if row.value else NO_DATA[self.view.lang]

    def figure(self) -> go.Figure:
        places_px, height = self.positions()
        left, right = round(self.rank_px + self.name_px), round(self.value_px + self.change_px)
        figure = picture(
            self.view.theme,
            height,
            {"l": left, "r": min(right, NARROW_PX - left - 40)},
            xaxis={"range": self.span()},
            yaxis={"range": [height, 0]},
        )
        for row, y in zip(self.rows, places_px, strict=True):
            figure.add_trace(self.track(row, y))
            if row.value:
                figure.add_trace(self.bar(row, y) if self.is_barred else self.dot(row, y))
        figure.update_layout(annotations=[*self.labels(places_px, left, right), *self.group(places_px)])
        return figure

    def positions(self) -> tuple[list[float], int]:
        """Return the middle of each row's mark and the height of all."""
        y, found = 0.0, []
        for i, row in enumerate(self.rows):
            if row.is_beside and (i == 0 or not self.rows[i - 1].is_beside):
                y += GROUP_PX
            step = (TALL_ROW_PX if self.is_tall else ROW_PX) - (0 if row.value else LOW_PX)
            found.append(y + (step - 15 if self.is_tall else step / 2))
            y += step
        return found, max(round(y), 1)

    def span(self) -> list[float]:
        """Return the ends of the axis: from zero for bars; dots need none, and the best is on the right."""
        values = [row.value.value for row in self.rows if row.value]
        if not values:
            return [0, 1]
        low, high = min(values), max(values)
        if self.is_barred:
            return [min(low, 0.0), max(high, 0.0) or 1.0]
        pad = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
        ends = [low - pad, high + pad]
        return ends[::-1] if self.chosen.definition.direction == "lower" else ends

    def track(self, row: RankRow, y: float) -> go.Bar | go.Scatter:
        """Return the ground of a row: hatched without data, a thin line under a dot, else nothing to see."""
        low, high = self.span()
        if row.value is None:
            return go.Bar(
                **{"x": [high - low], "base": [low], "y": [y], "width": [BAR_PX], "orientation": "h"},
                **{"marker": hatched(self.colours), "name": "no-data", "ids": [row.place]},
            )
        colour = CLEAR if self.is_barred else self.colours["line"]
        return go.Scatter(
            x=[low, high],
            y=[y, y],
            mode="lines",
            line={"color": colour, "width": 1},
            name="track",
            ids=[row.place] * 2,
        )

    def outline(self, row: RankRow) -> dict[str, object]:
        """Return the edge and filling of a mark: open values hollow, approximate ones pale, the own edged."""
        strong = hue(self.known, row.place, self.colours)
        bound = row.value.bound if row.value else "="
        fill = (
            strong
            if bound == "="
            else hue(self.known, row.place, self.colours, "tint")
            if bound == "~"
            else CLEAR
        )
        edge = self.colours["signal"] if row.is_own else strong
        return {"color": fill, "line": {"color": edge, "width": 2 if row.is_own or bound != "=" else 0}}

    def bar(self, row: RankRow, y: float) -> go.Bar:
        amount = row.value.value if row.value else None
        return go.Bar(
            **{"x": [amount], "y": [y], "width": [BAR_PX], "orientation": "h", "ids": [row.place]},
            **{"marker": self.outline(row), "name": "value"},
        )

    def dot(self, row: RankRow, y: float) -> go.Scatter:
        amount = row.value.value if row.value else None
        look = self.outline(row)
        return go.Scatter(
            x=[amount],
            y=[y],
            mode="markers",
            marker=look | {"size": DOT_PX},
            name="value",
            ids=[row.place],
            cliponaxis=False,
        )

    def labels(self, places_px: Sequence[float], left: int, right: int) -> list[dict[str, object]]:
        found = []
        quiet = {"size": NOTE_PX, "color": self.colours["ink-2"]}
        for row, name, y in zip(self.rows, self.names, places_px, strict=True):
            edge = {"xref": "paper", "yref": "y"}
            name_y = y - 21 if self.is_tall else y
            # That a place has not moved is said in the table; here a = would look like a tie.
            moved = row.moved if row.moved != SAME else ""
            rank = f"{plain(row.rank)}<span style='font-size:11px'>{plain(moved)}</span>"
            found.append(label(rank, 0, name_y, xshift=-left, font=quiet, **edge))
            ink = self.colours["signal" if row.is_own else "ink"]
            words = f"<b>{plain(name)}</b>" if row.is_own else plain(name)
            found.append(
                label(
                    words,
                    0,
                    name_y,
                    xshift=round(self.rank_px) - left,
                    font={"color": ink, "size": TEXT_PX},
                    **edge,
                )
            )
            value = f"<b>{plain(self.word(row))}</b>" if row.value else plain(self.word(row))
            said = {"color": self.colours["ink" if row.value else "ink-2"], "size": TEXT_PX}
            found.append(
                label(value, 1, y, xshift=right - round(self.change_px), xanchor="right", font=said, **edge)
            )
            if row.change:
                found.append(
                    label(plain(row.change), 1, y, xshift=right, xanchor="right", font=quiet, **edge)
                )
        return found

    def group(self, places_px: Sequence[float]) -> list[dict[str, object]]:
        """Return the line above the places that stand beside the ranking."""
        first = next((i for i, row in enumerate(self.rows) if row.is_beside), None)
        if first is None:
            return []
        y = places_px[first] - (TALL_ROW_PX - 15 if self.is_tall else ROW_PX / 2) - GROUP_PX / 2 + 3
        left = round(self.rank_px + self.name_px)
        quiet = {"size": NOTE_PX, "color": self.colours["ink-2"]}
        words = plain(text("ranking.beside", self.view.lang))
        return [label(words, 0, y, xshift=-left, xref="paper", yref="y", font=quiet)]
