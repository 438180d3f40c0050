"""The panel of the targets: one reading, all bullets in one figure, and the table twin."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from geodata.known import Known
from geodata.readings import targets_reading
from geodata.targets import Order, Progress, in_order
from geodata.view import View
from layouts import ids
from layouts.attributes import aria, data
from layouts.indicator_notes import downloads
from layouts.indicator_panel import graph
from layouts.provenance import source_link
from layouts.target_chart import actual_words, quantity, standing, target_figure
from layouts.text import both, text
from layouts.twin import plain_table, twin

ORDERS: tuple[Order, ...] = ("gap", "chapter")
HEADS = (
    "target",
    "goal",
    "comparator",
    "scope",
    "actual",
    "year",
    "gap",
    "status",
    "source",
    "clause",
    "owner",
)


def target_panel() -> Component:
    """Return the frame; the browser shows it while the View is about the targets and nothing is selected."""
    orders = [
        html.Button(
            both(f"targets.order.{order}"),
            type="button",
            **data(act=f"order-{order}"),
            **aria(pressed=str(order == ORDERS[0]).lower()),
        )
        for order in ORDERS
    ]
    return html.Div(
        [
            html.Div(id=ids.TARGETS_HEAD),
            html.Div(orders, className="segmented", role="group", **aria(label="次序 Order")),
            dcc.Store(id=ids.TARGET_ORDER, data=ORDERS[0]),
            graph(ids.TARGETS_GRAPH, ids.TARGETS_HEAD),
            twin(ids.TARGETS_TWIN),
            html.Div(id=ids.TARGETS_NOTES),
        ],
        id=ids.TARGET_PANEL,
        className="target-panel",
    )


def target_parts(known: Known, view: View, order: str) -> tuple[Any, go.Figure, Any, Any]:
    """Return head, figure, table and notes. An order that is not known is the first one."""
    wanted: Order = "chapter" if order == "chapter" else "gap"
    targets = in_order(known.targets, wanted)
    head = [
        html.P(text("targets.kind", view.lang), className="panel-kind"),
        html.H2(targets_reading(targets)[view.lang], className="reading"),
        html.P(text("targets.legend", view.lang), className="caption"),
    ]
    return head, target_figure(targets, view), target_table(known, targets, view.lang), _notes(view)


def target_table(known: Known, targets: tuple[Progress, ...], lang: str) -> Component:
    """Return the table twin; a target's name opens it."""
    return plain_table(
        text("targets.kind", lang),
        [text(f"twin.{head}", lang) for head in HEADS],
        [_line(known, one, lang) for one in targets],
    )


def _line(known: Known, one: Progress, lang: str) -> list[Any]:
    actual = one.actual
    name = html.Button(one.name[lang], type="button", className="link", **data(select=one.id))
    missing = one.gap is not None and one.gap > 0
    return [
        *(
            name,
            quantity("", one.target, one.unit, lang),
            comparator(one, lang),
            text(f"scope.{one.scope}", lang),
        ),
        actual_words(one, actual, lang) if actual else text("panel.unpublished", lang),
        str(actual.year) if actual else "–",
        quantity("", one.gap, one.unit, lang) if missing and one.gap else "–",
        standing(one, lang),
        source_link(known, actual.source, lang) if actual else "–",
        one.clause,
        one.owner.get(lang) or text("targets.owner.none", lang),
    ]


def comparator(one: Progress, lang: str) -> str:
    """Return the plan's own word for how the target binds."""
    return text(f"comparator.{one.comparator}", lang, v="").strip() if one.comparator else "–"


def _notes(view: View) -> list[Component]:
    return [
        html.P(text("targets.scope.note", view.lang), className="caption"),
        downloads("targets", view, ["all"]),
    ]
