"""What the server draws when the View is about indicators: panels, charts, comparison and coverage."""

from datetime import date
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from geodata.known import Known
from geodata.view import View, parse_view
from layouts import ids
from layouts.area_indicators import area_indicators
from layouts.compare import compare_view
from layouts.coverage import coverage_view
from layouts.indicator_panel import indicator_parts
from layouts.target_panel import target_parts


def asked(query: object) -> View:
    """Return the View that the browser has put into the store; what is not a query is the default View."""
    return parse_view(query)[0] if isinstance(query, str) else View()


def only_if(is_wanted: bool) -> None:
    """Leave everything as it is unless the View is about this part."""
    if not is_wanted:
        raise PreventUpdate


def register(app: Dash, known: Known) -> None:
    """Wire the View to what it decides, one callback for each part that changes together."""
    _register_panels(app, known)
    _register_lists(app, known)


def _register_panels(app: Dash, known: Known) -> None:
    view = Input(ids.VIEW_STORE, "data")
    # The panels' frames are mounted when first needed; what fills them is asked for then, not with the page.
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("indicators", "frames"),
        Output(ids.INDICATOR_SLOT, "children"),
        Output(ids.TARGET_SLOT, "children"),
        view,
        State(ids.PANEL_FRAMES, "data"),
        State(ids.INDICATOR_SLOT, "children"),
        State(ids.TARGET_SLOT, "children"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(ids.INDICATOR_HEAD, "children"),
        Output(ids.RANKING_HEAD, "children"),
        Output(ids.RANKING_GRAPH, "figure"),
        Output(ids.RANKING_NOTE, "children"),
        Output(ids.RANKING_TWIN, "children"),
        Output(ids.TREND_HEAD, "children"),
        Output(ids.TREND_GRAPH, "figure"),
        Output(ids.TREND_NOTE, "children"),
        Output(ids.TREND_TWIN, "children"),
        Output(ids.TARGET_SECTION, "hidden"),
        Output(ids.TARGET_HEAD, "children"),
        Output(ids.TARGET_GRAPH, "figure"),
        Output(ids.INDICATOR_NOTES, "children"),
        view,
    )
    def show_indicator(query: object) -> tuple[Any, ...]:
        now = asked(query)
        only_if(now.lens == "indicator" and not now.selected)
        parts = indicator_parts(known, now, date.today())
        return tuple(vars(parts).values())

    @app.callback(
        Output(ids.TARGETS_HEAD, "children"),
        Output(ids.TARGETS_GRAPH, "figure"),
        Output(ids.TARGETS_TWIN, "children"),
        Output(ids.TARGETS_NOTES, "children"),
        Input(ids.TARGET_ORDER, "data"),
        view,
    )
    def show_targets(order: object, query: object) -> tuple[Any, ...]:
        now = asked(query)
        only_if(now.lens == "target" and not now.selected)
        return target_parts(known, now, str(order))

    @app.callback(Output(ids.AREA_INDICATORS, "children"), view, prevent_initial_call=True)
    def show_area(query: object) -> Any:
        now = asked(query)
        return area_indicators(known, now.selected, now, date.today())


def _register_lists(app: Dash, known: Known) -> None:
    view = Input(ids.VIEW_STORE, "data")

    @app.callback(Output(ids.COMPARE_BODY, "children"), view, prevent_initial_call=True)
    def show_comparison(query: object) -> Any:
        now = asked(query)
        only_if(now.list == "compare")
        return compare_view(known, now)

    @app.callback(Output(ids.COVERAGE_BODY, "children"), view, prevent_initial_call=True)
    def show_coverage(query: object) -> Any:
        now = asked(query)
        only_if(now.list == "coverage")
        return coverage_view(known, now, date.today())
