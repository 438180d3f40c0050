"""The ordinary Dash page: one figure, built anew by a server callback for each choice of an industry."""

from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from bench import dataset
from bench.dataset import Payload, Point
from layouts.map_view import HOME

STYLE: dict[str, Any] = {
    "version": 8,
    "transition": {"duration": 0, "delay": 0},
    "sources": {
        "land": {"type": "geojson", "data": "/ground/land.geojson"},
        "water": {"type": "geojson", "data": "/ground/water.geojson"},
    },
    "layers": [
        {"id": "sea", "type": "background", "paint": {"background-color": "#cfe3ee"}},
        {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": "#f4f1ea"}},
        {"id": "water", "type": "fill", "source": "water", "paint": {"fill-color": "#cfe3ee"}},
    ],
}


def figure(placed: list[Point], outlines: Payload, colours: dict[str, str], industry: str) -> go.Figure:
    """Return the map of the sites of an industry ("" for all)."""
    shown = [point for point in placed if not industry or industry in point.industries]
    counties = [feature["id"] for feature in outlines["features"]]
    made = go.Figure()
    made.add_choroplethmap(
        uid="counties",
        geojson=outlines,
        locations=counties,
        z=[int(county) % 5 for county in counties],
        showscale=False,
        marker={"opacity": 0.35, "line": {"width": 0.6, "color": "#888"}},
    )
    made.add_scattermap(
        uid="sites",
        lon=[point.lon for point in shown],
        lat=[point.lat for point in shown],
        text=[point.name for point in shown],
        mode="markers",
        marker={"size": 10, "color": [colours[point.kind] for point in shown]},
    )
    made.update_layout(
        map={"style": STYLE, "center": {"lon": HOME["lon"], "lat": HOME["lat"]}, "zoom": HOME["zoom"]},
        uirevision="keep",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
    )
    return made


def create_app(content: Payload) -> Dash:
    """Return the page over a payload."""
    placed, outlines, colours = dataset.points(content), dataset.counties(), dataset.colours(content)
    app = Dash("plain_dash", title="plain Dash")
    options = [
        {"value": "", "label": "全部"},
        *({"value": i, "label": name} for i, name in dataset.majors(content)),
    ]
    app.layout = html.Div(
        [
            dcc.RadioItems(options, "", id="industry", style={"width": 320}),
            dcc.Graph(
                id="map",
                figure=figure(placed, outlines, colours, ""),
                style={"flex": 1},
                config={"displayModeBar": False, "scrollZoom": True, "plotlyServerURL": ""},
            ),
        ],
        style={"display": "flex", "height": "96vh"},
    )

    @app.callback(Output("map", "figure"), Input("industry", "value"), prevent_initial_call=True)
    def rebuild(industry: str) -> go.Figure:
        return figure(placed, outlines, colours, industry)

    return app
