"""How every chart looks: the page's letters, no template, no buttons. Text from data is escaped.

Charts are static pictures: their facts stand on the marks and in the table twin, never behind a hover.
"""

from __future__ import annotations

import re
from typing import Any

import plotly.graph_objects as go

from geodata.known import Known
from layouts.lines import broken, ems
from layouts.palette import palette

Colours = dict[str, str]

FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
TEXT_PX = 14
NOTE_PX = 13
# What a panel of 372 px leaves beside its padding; charts grow with a wider one.
NARROW_PX = 324
SHORTEST_PX = 10  # Plotly takes no less
CLEAR = "rgba(0,0,0,0)"
CONFIG: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "staticPlot": True,
    "responsive": True,
    "plotlyServerURL": "",
}
# Plotly reads some HTML, its own %{…} and, beside MathJax, $…$ in what it writes.
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})
SHARED_WORDS = re.compile(
    r"\b(?:China|National|New &|Industrial(?= Development| Zone)|Development(?= Zone)) "
)


def plain(words: str) -> str:
    """Return words from the data that Plotly can take for nothing but words."""
    return words.translate(ESCAPES)


def width(words: str, size_px: int = TEXT_PX) -> float:
    """Return about how wide words are in pixels."""
    return ems(words) * size_px


def brief(name: str, width_px: float = NARROW_PX, size_px: int = TEXT_PX) -> str:
    """Return a name as a chart has room for it, without the words that many share; tables have it whole."""
    short = SHARED_WORDS.sub("", name)
    lines = wrapped(short, width_px, size_px)
    return lines[0] if len(lines) == 1 else f"{lines[0]}…"


def wrapped(words: str, width_px: float, size_px: int = TEXT_PX) -> list[str]:
    """Return words in lines of at most `width_px`, broken between words or Chinese characters."""
    return broken(words, width_px / size_px)


def hue(known: Known, place: str, colours: Colours, kind: str = "city") -> str:
    """Return the colour of the city a place lies in (`city`, `tint`, `text`), grey if it lies in none."""
    return colours.get(
        f"{kind}-{known.city_code.get(place, '')}", colours["paper-3" if kind == "tint" else "ink-3"]
    )


def picture(theme: str, height_px: int, margin: dict[str, int] | None = None, **layout: Any) -> go.Figure:
    """Return an empty figure with the look of the page; its paper is transparent."""
    colours = palette(theme)
    sides = {"l": 0, "r": 0, "t": 0, "b": 0} | (margin or {})
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    figure = go.Figure()
    figure.update_layout(
        template=None,
        height=max(height_px, SHORTEST_PX),
        autosize=True,
        margin=sides | {"pad": 0, "autoexpand": False},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        font={"family": FONT, "size": TEXT_PX, "color": colours["ink"]},
        showlegend=False,
        hovermode=False,
        dragmode=False,
        uirevision="keep",
        barmode="overlay",
        **{"xaxis": axis | layout.pop("xaxis", {}), "yaxis": axis | layout.pop("yaxis", {})},
        **layout,
    )
    return figure


def label(words: str, x: float, y: float, **look: Any) -> dict[str, Any]:
    """Return an annotation without arrow; `words` must be plain already."""
    return {
        "text": words,
        "x": x,
        "y": y,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "borderpad": 0,
    } | look


def hatched(colours: Colours) -> dict[str, Any]:
    """Return the marker of a track without data."""
    return {
        "color": CLEAR,
        "line": {"color": colours["hatch"], "width": 1},
        "pattern": {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": colours["hatch"], "bgcolor": CLEAR},
    }
