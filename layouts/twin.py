"""The table twin of a chart: exact values in rows, one click below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.attributes import aria
from layouts.text import both

Cell = Any


def twin(content_id: str) -> Component:
    """Return the frame that opens; it stays open when another table is put into `content_id`."""
    return html.Details(
        [html.Summary(both("twin.open")), html.Div(id=content_id, className="twin-body")], className="twin"
    )


def plain_table(caption: str, heads: Sequence[str], body: Iterable[Sequence[Cell]]) -> Component:
    """Return a table whose first column names the row; it scrolls by itself where it is too wide."""
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    rows = [
        html.Tr([html.Th(first, scope="row"), *(html.Td(cell) for cell in rest)]) for first, *rest in body
    ]
    return html.Div(
        html.Table(
            [html.Caption(caption, className="unseen"), head, html.Tbody(rows)], className="plain-table"
        ),
        className="scroll-x",
        tabIndex=0,
        role="region",
        **aria(label=caption),
    )
