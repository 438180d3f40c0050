"""The page of all rooms, put together; the stylesheet shows the parts of the one that is on."""

from dash import dcc, html
from dash.development.base_component import Component

from geodata.catalog import Catalog
from geodata.settings import Settings
from layouts import ids
from layouts.attributes import aria, data
from layouts.filters import rail
from layouts.furniture import furniture
from layouts.header import header, tab_buttons
from layouts.indicator_panel import indicator_panel
from layouts.kiosk import kiosk_parts
from layouts.later import stored
from layouts.map_view import map_view
from layouts.matrix import matrix_strip
from layouts.table import table
from layouts.target_panel import target_panel
from layouts.text import both


def panel_frames() -> dict[str, Component]:
    """Return the panels that are mounted when their lens is first opened."""
    return {"indicator": framed(indicator_panel()), "target": framed(target_panel())}


def framed(panel: Component) -> Component:
    """Return a panel with its way out."""
    words = [html.Span("×", **aria(hidden="true")), html.Span(both("panel.close"), className="unseen")]
    close = html.Button(words, type="button", className="close frame-close", **data(act="close"))
    return html.Div([close, panel])


def page(catalog: Catalog, settings: Settings, ground_url: str) -> Component:
    """Return the whole layout; what a View decides is filled in by the browser."""
    stage = html.Main(
        [
            map_view(catalog, ground_url, furniture(catalog, settings)),
            matrix_strip(),
            table(),
            html.Aside(
                [
                    html.Div(id=ids.PANEL_BODY),
                    html.Div(id=ids.INDICATOR_SLOT),
                    html.Div(id=ids.TARGET_SLOT),
                    html.Div(id=ids.AREA_INDICATORS),
                ],
                id=ids.PANEL,
                className="panel",
                hidden=True,
                **data(covers="", pads="panel"),
                **aria(label="详情 Details"),
            ),
        ],
        className="stage",
    )
    return html.Div(
        [
            html.Button(both("skip.list"), type="button", className="skip", **data(set="list:sites")),
            header(),
            rail(catalog),
            stage,
            html.Section(
                id=ids.WORDS, className="words", tabIndex=0, **aria(live="polite", label="讲解 Words")
            ),
            html.Section(
                id=ids.EDITOR, className="editor", hidden=True, **aria(label="讲稿编辑 Story editor")
            ),
            html.Div(id=ids.SHARING),
            html.Nav(id=ids.STEPS, className="steps-bar", **aria(label="步骤 Steps")),
            *kiosk_parts(),
            html.Nav(tab_buttons("tab"), className="bottom-tabs", **aria(label="视图 Views")),
            html.Div(id=ids.NOTICE, className="notice", hidden=True, role="status"),
            html.Div(id=ids.LIVE, className="unseen", role="status", **aria(live="polite")),
            dcc.Store(id=ids.VIEW_STORE),
            stored(ids.PANEL_FRAMES, panel_frames()),
        ],
        className="app",
    )
