"""The list: the frame of the table twin; assets/table.js loads the grid itself when it is first opened."""

from dash import html
from dash.development.base_component import Component

from geodata.view import LISTS
from layouts import ids
from layouts.attributes import aria, data
from layouts.matrix import matrix_page
from layouts.text import both


def table() -> Component:
    """Return the frame: which table, what it holds in words, the grid's place, the way back."""
    scopes = [
        html.Button(both(f"table.{name}"), type="button", **data(set=f"list:{name}", scope=name))
        for name in LISTS
        if name
    ]
    head = html.Div(
        [
            html.Div(scopes, className="segmented", role="group", **aria(label="列表 Lists")),
            html.Div(id=ids.TABLE_SUMMARY, role="status"),
            html.Button(both("table.back"), type="button", className="button", **data(set="list:")),
        ],
        className="table-head",
    )
    return html.Section(
        [
            head,
            html.Div(id=ids.TABLE_BODY),
            html.Div(id=ids.COMPARE_BODY, className="table-page", hidden=True),
            html.Div(id=ids.COVERAGE_BODY, className="table-page", hidden=True),
            matrix_page(),
        ],
        id=ids.TABLE,
        className="table",
        hidden=True,
        **aria(label="列表 List"),
    )
