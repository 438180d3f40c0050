"""The map: its MapLibre style, its Plotly figure and the furniture around it.

Colours are names of CSS custom properties (`metadata` of each layer); assets/map_view.js fills in the theme's values
before the first draw and after each change of theme, so no colour stands in Python.
"""

import json
from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from geodata.catalog import Catalog
from layouts import ids
from layouts.text import both

HOME = {"lon": 119.95, "lat": 31.62, "zoom": 7.5}
CITY_CODES = ("nj", "zj", "cz", "wx", "sz")
RINGS_BELOW_ZOOM = 6.85  # from afar one ring a city and no zones; assets/overlay.js has the same
GROUND = ("land", "water", "cities", "counties", "bands", "borders", "zones")

Layer = dict[str, Any]


def layer(name: str, kind: str, source: str, colours: dict[str, str], where: list[Any] | None = None,
          layout: dict[str, Any] | None = None, **paint: Any) -> Layer:
    """Return a style layer whose colours are named, not given: `metadata` maps paint property → custom property."""
    drawn = {prop: "rgba(0,0,0,0)" for prop in colours} | {key.replace("_", "-"): value for key, value in paint.items()}
    made: Layer = {"id": name, "type": kind, "source": source, "metadata": colours, "paint": drawn}
    if source == "zones":
        made["minzoom"] = RINGS_BELOW_ZOOM
    if where:
        made["filter"] = where
    if layout:
        made["layout"] = layout
    return made


def style_layers(city_codes: dict[str, str]) -> list[Layer]:
    """Return the layers from the sea upwards. `city_codes` maps city id → code of its hue."""
    by_city = "match:id:" + ",".join(f"{city}=--city-{code}" for city, code in city_codes.items())
    round_line = {"line-join": "round", "line-cap": "round"}
    width_by_zoom = ["interpolate", ["linear"], ["zoom"], 6, 0.7, 10, 1.6]
    zone_line = {"line-color": "--zone"}
    return [
        {"id": "sea", "type": "background", "metadata": {"background-color": "--water"},
         "paint": {"background-color": "rgba(0,0,0,0)"}},
        layer("land", "fill", "land", {"fill-color": "--land"}, fill_antialias=True),
        layer("region", "fill", "cities", {"fill-color": "--region"}),
        # the Choroplethmap trace of the five cities is drawn here, below the bands
        layer("bands", "fill", "bands", {"fill-color": by_city}, 
              fill_opacity=["interpolate", ["linear"], ["zoom"], 7.5, 0.36, 9, 0.24, 11, 0.1]),
        layer("water", "fill", "water", {"fill-color": "--water"}),
        layer("shore", "line", "water", {"line-color": "--waterline"}, layout=round_line, line_width=0.6),
        layer("county", "line", "borders", {"line-color": "--county"}, ["==", ["get", "kind"], "county"],
              line_width=0.9, line_dasharray=[3, 2]),
        layer("city-water", "line", "borders", {"line-color": "--city-edge"}, ["==", ["get", "kind"], "city_water"],
              layout={"line-cap": "round"}, line_width=1.2, line_dasharray=[0.1, 3], line_opacity=0.6),
        layer("city-edge", "line", "borders", {"line-color": "--city-edge"}, ["==", ["get", "kind"], "city"],
              layout=round_line, line_width=width_by_zoom),
        layer("veil", "fill", "cities", {"fill-color": "--land"}, ["in", ["get", "id"], ["literal", ["-"]]],
              fill_opacity=0.78),
        layer("zone-fill", "fill", "zones", {"fill-color": "--zone"}, fill_opacity=0.09),
        layer("zone-solid", "line", "zones", zone_line, ["==", ["get", "outline"], "district"], layout=round_line,
              line_width=1.5),
        layer("zone-dashed", "line", "zones", zone_line, ["==", ["get", "outline"], "circle"], line_width=1.5,
              line_dasharray=[3, 2]),
        layer("zone-dotted", "line", "zones", zone_line, ["==", ["get", "outline"], "unknown"],
              layout={"line-cap": "round"}, line_width=1.8, line_dasharray=[0.1, 2.2]),
        layer("chosen-city", "line", "cities", {"line-color": "--signal"}, ["==", ["get", "id"], "-"],
              layout=round_line, line_width=3),
        layer("chosen-zone", "line", "zones", {"line-color": "--signal"}, ["==", ["get", "id"], "-"],
              layout=round_line, line_width=3),
    ]


def map_style(catalog: Catalog, ground_url: str) -> dict[str, Any]:
    """Return the MapLibre style: own sources only, no tiles, glyphs or sprite.

    No empty object may stand in it, or plotly takes every later update for a new style; and `transition` keeps
    MapLibre from fading every change for 300 ms.
    """
    codes = dict(zip(catalog.cities["id"], catalog.cities["code"], strict=True))
    return {
        "version": 8,
        "name": "sunan",
        "transition": {"duration": 0, "delay": 0},
        "sources": {name: {"type": "geojson", "data": f"{ground_url}/{name}.geojson"} for name in GROUND},
        "layers": style_layers(codes),
    }


def map_figure(catalog: Catalog, ground_url: str) -> go.Figure:
    """Return the map without colours and at a provisional camera; the browser sets both before the first draw."""
    cities = catalog.cities
    steps = len(CITY_CODES)
    tints = [[i / (steps - 1), "rgba(0,0,0,0)"] for i in range(steps)]
    trace = go.Choroplethmap(
        uid="cities",
        geojson=f"{ground_url}/cities.geojson",
        featureidkey="properties.id",
        locations=cities["id"].tolist(),
        z=[CITY_CODES.index(code) for code in cities["code"]],
        zmin=0,
        zmax=steps - 1,
        colorscale=tints,
        showscale=False,
        marker={"line": {"width": 0}},
        hoverinfo="none",
        below="bands",
        name="cities",
    )
    figure = go.Figure(trace)
    figure.update_layout(
        map={"style": map_style(catalog, ground_url), "center": {"lon": HOME["lon"], "lat": HOME["lat"]},
             "zoom": HOME["zoom"]},
        uirevision="keep",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
    )
    return figure


GRAPH_CONFIG = {
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
            html.Button([html.Span(className=f"icon icon-{name}"), html.Span(both(f"map.{name}"), className="unseen")],
                        type="button", **{"data-act": name})
            for name in ("zoom-in", "zoom-out", "whole")
        ],
        className="zoom-buttons",
        **{"data-covers": ""},
    )


def map_view(catalog: Catalog, ground_url: str, furniture_block: Component) -> Component:
    """Return the stage: the graph, what lies over it, and its furniture."""
    region = [round(edge, 4) for edge in catalog.ground.cities.total_bounds.tolist()]
    return html.Div(
        [
            dcc.Store(id=ids.MAP_FIGURE, data=map_figure(catalog, ground_url).to_plotly_json()),
            dcc.Graph(id=ids.MAP_GRAPH, config=GRAPH_CONFIG, responsive=True, className="map-graph"),
            html.Div(id=ids.MAP_FALLBACK, className="map-fallback", hidden=True),
            html.Div(
                [
                    html.Div(id=ids.HEADLINE, className="headline", **{"data-covers": "", "data-pads": "top"}),
                    html.Div(id=ids.CHIPS, className="active-chips", **{"data-covers": ""}),
                ],
                className="map-top",
            ),
            html.Div(id=ids.EMPTY, className="empty", role="status"),
            furniture_block,
            zoom_buttons(),
        ],
        id=ids.MAP,
        className="map",
        **{"data-bbox": json.dumps(region)},
    )
