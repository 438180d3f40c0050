"""The kiosk's own parts: what stands beside its map, the bar that never moves, and what lies over them.

The words that change with the View are drawn by assets/kiosk.js; the bar is the same on every screen.
"""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.attributes import aria, data
from layouts.header import language_switch
from layouts.text import both

# What each button does, the key of its word and its sign.
WAYS = (
    ("kiosk-home", "home", "whole"),
    ("kiosk-back", "back", "back"),
    ("seated", "seated", "seated"),
    ("keypad-open", "search", "search"),
    ("take-away", "take-away", "qr"),
)


def kiosk_parts() -> list[Component]:
    """Return the parts, which only the kiosk's room shows."""
    return [
        html.Section(id=ids.KIOSK, className="kiosk", **aria(label="从这里开始 Start here")),
        kiosk_bar(),
        html.Section(id=ids.KEYPAD, className="keypad", hidden=True, **aria(label="查找 Search")),
        html.Section(id=ids.ATTRACT, className="attract", hidden=True),
        html.Div(id=ids.OVER, className="kiosk-over"),
    ]


def kiosk_bar() -> Component:
    """Return home, back, seated, search, take away and the languages: always there, in the same places."""
    ways = [bar_button(*way) for way in WAYS]
    return html.Nav([*ways, language_switch()], id=ids.KIOSK_BAR, **aria(label="导航 Navigation"))


def bar_button(act: str, word: str, icon: str) -> Component:
    """Return a button of the bar with its sign and its word."""
    parts = [
        html.Span(className=f"icon icon-{icon}", **aria(hidden="true")),
        html.Span(both(f"kiosk.{word}")),
    ]
    return html.Button(parts, type="button", className=f"kiosk-button {act}", **data(act=act))
