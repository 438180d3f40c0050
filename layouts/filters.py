"""The rail: cities, layers (the legend is the switch), industries on two levels, claims, precision.

assets/filters.js writes the counts into `data-count`; `data-toggle` says which choice a press turns over.
"""

from dash import html
from dash.development.base_component import Component

from geodata.catalog import Catalog
from geodata.tables import CLAIMS, SITE_KINDS
from geodata.wording import rows
from layouts import ids
from layouts.attributes import aria, data
from layouts.text import both, names, text

MINOR_KINDS = ("pilot", "event", "talent", "corridor")
LAYERS = (*(kind for kind in SITE_KINDS if kind not in MINOR_KINDS), "zone", *MINOR_KINDS)
PRECISIONS = ("street", "district", "city", "none")


def rail(catalog: Catalog) -> Component:
    """Return the rail of filters; on a phone it is the sheet at the bottom."""
    grip = html.Button(
        html.Span(both("sheet.grip"), className="unseen"),
        type="button",
        className="grip",
        **data(act="sheet"),
    )
    sections = [cities(catalog), layers(), industries(catalog), claims(), precisions()]
    inner = html.Div(
        [html.Div(id=ids.SHEET_HEADLINE), html.Div(id=ids.INDICATOR_RAIL), *sections],
        className="rail-scroll",
        tabIndex=0,
        role="region",
        **aria(label="筛选 Filters"),
    )
    return html.Aside(
        [grip, inner],
        id=ids.RAIL,
        className="rail",
        **data(stop="half", covers="", pads="sheet"),
    )


def section(name: str, field: str, children: list[Component]) -> Component:
    """Return a titled block with its count and its one-tap clear."""
    clear = html.Button(
        [*both("filters.all"), html.Span(both(f"filters.{name}"), className="unseen")],
        type="button",
        className="clear",
        **data(clear=field),
    )
    head = html.Div(
        [html.H2(both(f"filters.{name}")), html.Span(className="hint", **data(hint=name)), clear],
        className="head",
    )
    return html.Section([head, *children], className=f"block block-{name}")


def chip(
    field: str,
    value: str,
    label: list[Component],
    before: list[Component] | None = None,
    class_name: str = "chip",
) -> Component:
    """Return a chip that turns one choice of the View over and carries its live count."""
    return html.Button(
        [
            *(before or []),
            html.Span(label, className="chip-name"),
            html.Span(className="count", **data(count=f"{field}:{value}")),
        ],
        type="button",
        className=class_name,
        **data(toggle=f"{field}:{value}"),
        **aria(pressed="false"),
    )


def cities(catalog: Catalog) -> Component:
    """Return the five city chips, each with its hue."""
    chips = [
        chip(
            "city",
            city.id,
            names(city.short_zh, city.short_en),
            [html.Span(className="swatch", **data(city=city.code))],
        )
        for city in catalog.cities.itertuples()
    ]
    return section("cities", "city", [html.Div(chips, className="chips")])


def disc(kind: str) -> Component:
    """Return a kind's disc: its colour and its character."""
    return html.Span(
        text(f"kind.{kind}.mark", "zh"), className="disc", **data(kind=kind), **aria(hidden="true")
    )


def layers() -> Component:
    """Return the legend, one switch a kind: the character disc, the name, the live count."""
    rows = [
        html.Button(
            [
                disc(kind),
                html.Span(
                    both(f"kind.{kind}.short" if kind in MINOR_KINDS else f"kind.{kind}"),
                    className="layer-name",
                ),
                html.Span(className="count", **data(count=f"kind:{kind}")),
                html.Span(className="tick", **aria(hidden="true")),
            ],
            type="button",
            role="switch",
            className="layer minor" if kind in MINOR_KINDS else "layer",
            **data(layer=kind),
            **aria(checked="true"),
        )
        for kind in LAYERS
    ]
    return section("layers", "kind", [html.Div(rows, className="layers")])


def industries(catalog: Catalog) -> Component:
    """Return the chips of the major industries; their terms open below in the browser, when one is chosen."""
    majors = [row for row in rows(catalog.industries) if not row["parent_id"]]
    chips = [chip("industry", row["id"], names(row["name_zh"], row["name_en"])) for row in majors]
    return section(
        "industries", "industry", [html.Div(chips, className="chips"), html.Div(id=ids.SECOND_LEVEL)]
    )


def claims() -> Component:
    """Return the claim chips: where the facts of an item come from."""
    chips = [
        chip("claim", claim, both(f"claim.{claim}"), [html.Span(className=f"claim claim-{claim}")])
        for claim in CLAIMS
    ]
    return section("claims", "claim", [html.Div(chips, className="chips")])


def precisions() -> Component:
    """Return the legend of how well a place is known, with counts."""
    rows = [
        html.Div(
            [
                html.Span(className=f"precision precision-{name}"),
                html.Span(both(f"precision.{name}.legend")),
                html.Span(className="count", **data(count=f"precision:{name}")),
            ],
            className="precision-row",
        )
        for name in PRECISIONS
    ]
    head = html.Div(html.H2(both("filters.precision")), className="head")
    return html.Section([head, *rows], className="block block-precision")
