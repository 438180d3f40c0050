"""Targets as bullet charts in one figure: all share the scale of percent of target, from zero to beyond it.

The target is the vermilion line. What has not been published has a hatched track and no bar, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from geodata.indicators import Both, Value
from geodata.targets import Progress
from geodata.view import View
from layouts.chart_style import (
    CLEAR,
    NARROW_PX,
    NOTE_PX,
    Colours,
    hatched,
    label,
    picture,
    plain,
    width,
    wrapped,
)
from layouts.palette import palette
from layouts.text import text
from layouts.value_words import SIGNS, joined

BAR_PX, LINE_PX, ABOVE_PX, GAP_PX = 18, 19, 5, 16
BELOW_PX = 5
FEWEST_PERCENT = 130.0


def quantity(comparator: str, value: float, unit: Both, lang: str) -> str:
    """Return a value with its comparator and unit, in the order the language has: 38 家左右, about 38."""
    return text(f"comparator.{comparator or 'none'}", lang, v=joined(value, unit[lang]))


def actual_words(one: Progress, actual: Value, lang: str) -> str:
    """Return the latest actual value in the unit of the target."""
    return f"{SIGNS[actual.bound]}{quantity('', actual.value, one.unit, lang)}"


def standing(one: Progress, lang: str) -> str:
    """Return whether a target is met and since when, else what is missing in its unit."""
    if one.actual is None:
        return text("panel.unpublished", lang)
    if one.is_met:
        return text("targets.since", lang, year=one.met_year or one.actual.year)
    if one.is_met is None or one.gap is None:
        return text("targets.open", lang)
    return text("targets.short", lang, gap=quantity("", one.gap, one.unit, lang))


def percent(one: Progress) -> float | None:
    """Return the latest actual value in percent of the target."""
    return None if one.actual is None else one.actual.value / one.target * 100


def target_figure(targets: Sequence[Progress], view: View, with_names: bool = True) -> go.Figure:
    """Return the bullets of targets, top to bottom in the order given."""
    colours, lang = palette(view.theme), view.lang
    most = max([FEWEST_PERCENT, *(found * 1.04 for found in map(percent, targets) if found)])
    bars: list[tuple[Progress, float]] = []
    labels: list[dict[str, Any]] = []
    y = 0.0
    for one in targets:
        names = wrapped(one.name[lang], NARROW_PX) if with_names else []
        for words in names:
            labels.append(label(f"<b>{plain(words)}</b>", 0, y + LINE_PX / 2, xref="paper"))
            y += LINE_PX
        y += LINE_PX
        labels += _heads(one, y - LINE_PX / 2, colours, lang)
        bars.append((one, y + ABOVE_PX + BAR_PX / 2))
        labels += _values(one, y + ABOVE_PX + BAR_PX / 2, colours, lang)
        y += ABOVE_PX + BAR_PX + GAP_PX
    height = max(round(y - GAP_PX + BELOW_PX), 1)
    figure = picture(view.theme, height, xaxis={"range": [0, most]}, yaxis={"range": [height, 0]})
    for one, middle in bars:
        for trace in _bullet(one, middle, most, colours):
            figure.add_trace(trace)
    shapes = [_target_line(middle, colours) for _, middle in bars]
    figure.update_layout(annotations=labels, shapes=shapes)
    return figure


def _heads(one: Progress, y: float, colours: Colours, lang: str) -> list[dict[str, Any]]:
    """Return the line above the bar: target with its scope at the left, how it stands at the right."""
    goal = text("targets.goal", lang, goal=quantity(one.comparator, one.target, one.unit, lang))
    scope = text(f"scope.{one.scope}", lang)
    state = standing(one, lang)
    good = colours["good" if one.is_met else "ink-2"]
    said = f"<b>{plain(state)}</b>" if one.is_met else plain(state)
    short = width(f"{goal} {scope} {state}", NOTE_PX) > NARROW_PX
    words = f"<span style='color:{colours['signal']}'>{plain(goal)}</span>" + (
        "" if short else f"  {plain(scope)}"
    )
    quiet = {"size": NOTE_PX, "color": colours["ink-2"]}
    return [
        label(words, 0, y, xref="paper", font=quiet),
        label(said, 1, y, xref="paper", xanchor="right", font={"size": NOTE_PX, "color": good}),
    ]


def _values(one: Progress, y: float, colours: Colours, lang: str) -> list[dict[str, Any]]:
    """Return the actual value with its year, inside the bar where there is room, else behind it."""
    if one.actual is None:
        return []
    words = f"{actual_words(one, one.actual, lang)} · {text('value.year', lang, year=one.actual.year)}"
    is_solid = one.actual.is_exact
    ink = colours["paper"] if is_solid else colours["ink"]
    return [
        label(f"<b>{plain(words)}</b>", 0, y, xref="paper", xshift=7, font={"size": NOTE_PX, "color": ink})
    ]


def _bullet(one: Progress, y: float, most: float, colours: Colours) -> list[go.Bar]:
    found = percent(one)
    shape = {"y": [y], "width": [BAR_PX], "orientation": "h", "ids": [one.id]}
    if found is None:
        return [go.Bar(x=[most], base=[0], marker=hatched(colours), name="no-data", **shape)]
    track = go.Bar(
        x=[most], base=[0], marker={"color": colours["paper-3"], "line": {"width": 0}}, name="track", **shape
    )
    solid = colours["good"] if one.is_met else colours["zone"]
    is_exact = one.actual is not None and one.actual.is_exact
    look = {"color": solid if is_exact else CLEAR, "line": {"color": solid, "width": 0 if is_exact else 2}}
    return [track, go.Bar(x=[found], base=[0], marker=look, name="value", **shape)]


def _target_line(y: float, colours: Colours) -> dict[str, Any]:
    reach = BAR_PX / 2 + ABOVE_PX - 1
    line = {"color": colours["signal"], "width": 3}
    return {
        "type": "line",
        "x0": 100,
        "x1": 100,
        "y0": y - reach,
        "y1": y + reach,
        "line": line,
        "layer": "above",
    }
