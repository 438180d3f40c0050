"""The dash-leaflet page: circles on a canvas, filtered in the browser by `leaflet_assets/filter.js`."""

from pathlib import Path

import dash_leaflet as dl
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from flask import Response, jsonify

from bench import dataset
from bench.dataset import Payload
from layouts.map_view import HOME

ASSETS = Path(__file__).parent / "leaflet_assets"
LEAFLET_ZOOM = 8  # whole zooms only; at 9 (MapLibre's 8) the west would be cut off


def geojson(content: Payload) -> Payload:
    """Return the sites as GeoJSON."""
    colours = dataset.colours(content)
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": point.name,
                "colour": colours[point.kind],
                "industries": sorted(point.industries),
            },
            "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        }
        for point in dataset.points(content)
    ]
    return {"type": "FeatureCollection", "features": features}


def create_app(content: Payload) -> Dash:
    """Return the page over a payload."""
    app = Dash("leaflet_dash", title="dash-leaflet", assets_folder=str(ASSETS))
    sites = geojson(content)
    outlines = dl.GeoJSON(
        url="/ground/counties.geojson",
        options={"style": {"color": "#888", "weight": 0.6, "fillOpacity": 0.35}},
    )
    marks = dl.GeoJSON(
        id="sites",
        url="/sites.geojson",
        hideout="",
        pointToLayer={"variable": "benchLeaflet.mark"},
        filter={"variable": "benchLeaflet.shows"},
    )
    options = [
        {"value": "", "label": "全部"},
        *({"value": i, "label": name} for i, name in dataset.majors(content)),
    ]
    app.layout = html.Div(
        [
            dcc.RadioItems(options, "", id="industry", style={"width": 320}),
            dl.Map(
                [outlines, marks],
                center=[HOME["lat"], HOME["lon"]],
                zoom=LEAFLET_ZOOM,
                preferCanvas=True,
                id="map",
                style={"flex": 1},
            ),
        ],
        style={"display": "flex", "height": "96vh"},
    )
    app.clientside_callback(
        ClientsideFunction("benchLeaflet", "choose"), Output("sites", "hideout"), Input("industry", "value")
    )

    @app.server.get("/sites.geojson")
    def sites_file() -> Response:
        return jsonify(sites)

    return app
