"""The map's first draw: the browser gives the figure its colours and camera; what follows never asks here."""

from dash import ClientsideFunction, Dash, Input, Output

from layouts import ids


def register(app: Dash) -> None:
    """Wire the stored figure to the graph."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("map_view", "figure"),
        Output(ids.MAP_GRAPH, "figure"),
        Input(ids.MAP_FIGURE, "data"),
    )
