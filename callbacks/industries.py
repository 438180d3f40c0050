"""What the server draws on the page of the matrix: how industries spread over the cities."""

from typing import Any

from dash import Dash, Input, Output

from callbacks.indicators import asked, only_if
from geodata.catalog import Catalog
from layouts import ids
from layouts.industry_chart import industry_chart


def register(app: Dash, catalog: Catalog) -> None:
    """Wire the View to the chart under the matrix; it is drawn only while that page is open."""

    @app.callback(
        Output(ids.MATRIX_CHART, "children"), Input(ids.VIEW_STORE, "data"), prevent_initial_call=True
    )
    def show_flows(query: object) -> Any:
        now = asked(query)
        only_if(now.list == "matrix")
        return industry_chart(catalog, now)
