"""The map's first draw: the browser gives the figure its colours and camera; what follows never asks here."""

from dash import ClientsideFunction, Dash, Input, Output

from layouts import ids


def register(app: Dash) -> None:
    """Wire the stored graph to its slot."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("map_view", "graph"),
        Output(ids.MAP_SLOT, "children"),
        Input(ids.MAP_FIGURE, "data"),
    )
