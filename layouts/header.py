"""The header: brand, rooms of the View (overview, industry, list), search, language, theme, link."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.attributes import aria, data
from layouts.text import both

TABS = (
    ("overview", "pin", "lens:overview,list:"),
    ("industry", "chain", "lens:industry,list:"),
    ("indicator", "bars", "lens:indicator,list:"),
    ("target", "flag", "lens:target,list:"),
    ("system", "plan", "lens:system,list:,passage:"),
    ("list", "table", "list:sites"),
)


def tab_buttons(class_name: str) -> list[Component]:
    """Return the tabs; `data-set` says which part of the View each one sets."""
    return [
        html.Button(
            [html.Span(className=f"icon icon-{icon}"), *both(f"tab.{name}")],
            type="button",
            className=class_name,
            **data(tab=name, set=view),
        )
        for name, icon, view in TABS
    ]


def search_box() -> Component:
    """Return the place of the search combobox, which assets/search.js fills."""
    return html.Div(id=ids.SEARCH, className="search", role="search")


def language_switch() -> Component:
    """Return the language switch; names of languages stand in themselves."""
    return html.Div(
        [
            html.Button(name, type="button", lang=code, **data(set=f"lang:{code}", on=f"lang:{code}"))
            for code, name in (("zh", "中文"), ("en", "English"))
        ],
        className="segmented",
        role="group",
        **aria(label="语言 Language"),
    )


def theme_button() -> Component:
    """Return the theme switch: light, dark, high contrast in turn."""
    return html.Button(
        [html.Span(className="icon icon-theme"), html.Span(both("theme.switch"), className="unseen")],
        type="button",
        className="button square",
        **data(act="theme"),
    )


def header() -> Component:
    """Return the header of the browse room."""
    brand = html.A(
        [
            html.Span(className="logo", **aria(hidden="true")),
            html.Span("苏南创新图谱", className="brand-zh", lang="zh"),
            html.Span("Sunan Innovation Atlas", className="brand-en", lang="en"),
        ],
        href="/",
        className="brand",
        **data(act="home"),
    )
    share = html.Button(
        [html.Span(className="icon icon-share"), html.Span(both("share.open"), className="label")],
        type="button",
        className="button",
        **data(act="share-open"),
    )
    find = html.Button(
        [html.Span(className="icon icon-search"), html.Span(both("search.open"), className="unseen")],
        type="button",
        className="button square find",
        **data(act="find"),
    )
    present = html.Button(
        [html.Span(className="icon icon-stage"), html.Span(both("present.open"), className="label")],
        type="button",
        className="button primary",
        **data(act="present"),
    )
    tabs = html.Nav(tab_buttons("tab"), className="tabs", **aria(label="视图 Views"))
    parts = [brand, tabs, search_box(), find, language_switch(), theme_button(), share, present]
    return html.Header(parts, className="header")
