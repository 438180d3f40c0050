"""The places of the matrix "industry × city", which assets/matrix.js fills: strip under the map, page."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.attributes import aria


def matrix_strip() -> Component:
    """Return the strip at the bottom of the stage; it has room in the industry lens on a wide screen."""
    return html.Section(
        id=ids.MATRIX, className="matrix matrix-strip", **aria(label="产业 × 城市 Industry × city")
    )


def matrix_page() -> Component:
    """Return the page of the list: the matrix in full, below it the chart that the server draws."""
    return html.Div(
        [
            html.Div(id=ids.MATRIX_BODY, className="matrix matrix-full"),
            html.Div(id=ids.MATRIX_CHART, className="matrix-chart"),
        ],
        id=ids.MATRIX_PAGE,
        className="table-page",
        hidden=True,
    )
