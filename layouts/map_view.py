"""The map: its MapLibre style, its Plotly figure and the furniture around it.

The layers stand in map_style.json, from the sea upwards; the trace of the five cities goes below the bands.
Colours are names of CSS custom properties (`metadata` of each layer); assets/map_view.js fills in the theme's
values before the first draw and after each change of theme, so no colour stands in Python.
"""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from geodata.catalog import Catalog
from layouts import ids
from layouts.attributes import data
from layouts.later import stored
from layouts.text import both

HOME = {"lon": 119.95, "lat": 31.62, "zoom": 7.5}
CITY_CODES = ("nj", "zj", "cz", "wx", "sz")
DRAWN = {"west": 113.5, "south": 27, "east": 126, "north": 36.5}  # beyond it no land is drawn
# Half a pixel is not seen, and lines here are thin: smaller tiles are cut and drawn faster.
GROUND = {"type": "geojson", "promoteId": "id", "tolerance": 0.5, "buffer": 16}
STYLE_LAYERS = Path(__file__).with_name("map_style.json")


def map_style(ground_url: str) -> dict[str, Any]:
    """Return the MapLibre style: own sources only, no tiles, glyphs or sprite.

    No empty object may stand in it, or plotly takes every later update for a new style; `transition` keeps
    MapLibre from fading every change for 300 ms.
    """
    return {
        "version": 8,
        "name": "sunan",
        "transition": {"duration": 0, "delay": 0},
        "sources": {"ground": GROUND | {"data": f"{ground_url}/ground.geojson"}},
        "layers": [of_the_ground(layer) for layer in json.loads(STYLE_LAYERS.read_text(encoding="utf-8"))],
    }


def of_the_ground(layer: dict[str, Any]) -> dict[str, Any]:
    """Return a layer that draws its part of the one ground source: six would be drawn in six rounds."""
    if "source" not in layer:
        return layer
    is_part = ["==", ["get", "layer"], layer["source"]]
    where = ["all", is_part, layer["filter"]] if "filter" in layer else is_part
    return layer | {"source": "ground", "filter": where}


def map_figure(catalog: Catalog, ground_url: str) -> go.Figure:
    """Return the map without colours, at a provisional camera; the browser sets both before it draws."""
    cities = catalog.cities
    steps = len(CITY_CODES)
    tints = [[i / (steps - 1), "rgba(0,0,0,0)"] for i in range(steps)]
    trace = go.Choroplethmap(
        uid="cities",
        geojson=f"{ground_url}/ground.geojson",
        featureidkey="properties.id",
        locations=cities["id"].tolist(),
        z=[CITY_CODES.index(code) for code in cities["code"]],
        zmin=0,
        zmax=steps - 1,
        colorscale=tints,
        showscale=False,
        marker={"line": {"width": 0}},
        hoverinfo="none",
        below="band-nj",
        name="cities",
    )
    figure = go.Figure(trace)
    figure.update_layout(
        map={
            "style": map_style(ground_url),
            "center": {"lon": HOME["lon"], "lat": HOME["lat"]},
            "zoom": HOME["zoom"],
            "bounds": DRAWN,
        },
        uirevision="keep",
        hovermode=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
    )
    return figure


GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": True,
    "doubleClick": False,
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": ["sendChartToCloud"],
}


def zoom_buttons() -> Component:
    """Return zoom in, zoom out and the whole region."""
    return html.Div(
        [
            html.Button(
                [
                    html.Span(className=f"icon icon-{name}"),
                    html.Span(both(f"map.{name}"), className="unseen"),
                ],
                type="button",
                **data(act=name),
            )
            for name in ("zoom-in", "zoom-out", "whole")
        ],
        className="zoom-buttons",
        **data(covers=""),
    )


def map_graph(catalog: Catalog, ground_url: str) -> dcc.Graph:
    """Return the graph, which the browser dresses and puts into its slot."""
    figure = map_figure(catalog, ground_url)
    return dcc.Graph(
        ids.MAP_GRAPH, figure=figure, config=GRAPH_CONFIG, responsive=False, className="map-graph"
    )


def map_view(catalog: Catalog, ground_url: str, furniture_block: Component) -> Component:
    """Return the stage: the graph, what lies over it, and its furniture."""
    region = [round(edge, 4) for edge in catalog.ground.cities.total_bounds.tolist()]
    return html.Div(
        [
            stored(ids.MAP_FIGURE, map_graph(catalog, ground_url)),
            html.Div(id=ids.MAP_SLOT, className="map-slot"),
            html.Div(id=ids.MAP_FALLBACK, className="map-fallback", hidden=True),
            html.Div(
                [
                    html.Div(id=ids.HEADLINE, className="headline", **data(covers="", pads="top")),
                    html.Div(id=ids.CHIPS, className="active-chips", **data(covers="")),
                ],
                className="map-top",
            ),
            html.Div(id=ids.EMPTY, className="empty", role="status"),
            furniture_block,
            zoom_buttons(),
        ],
        id=ids.MAP,
        className="map",
        **data(bbox=json.dumps(region)),
    )
