"""What is covered and what is not: places by indicators, each cell a year and a sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd
from dash import html
from dash.development.base_component import Component

from geodata.freshness import Status, coverage, to_collect
from geodata.indicator_words import DIMENSION_NAMES, STATUS_NAMES
from geodata.indicators import Definition, in_dimensions, latest
from geodata.known import Known
from geodata.readings import coverage_reading
from geodata.view import View
from layouts.attributes import aria, data
from layouts.indicator_notes import downloads
from layouts.text import text

# A sign beside the year, so that colour is never the only one.
MARKS: dict[Status, str] = {"filled": "●", "single-source": "◐", "stale": "△"}
EMPTY: tuple[Status, ...] = ("empty",)
ALWAYS = ("region", "city", "zone")
NAMED_AT_MOST = 10


@dataclass(frozen=True)
class Covered:
    """The matrix: its columns, its rows by dimension, and the cells as `freshness.coverage` has them."""

    places: tuple[str, ...]
    shown: tuple[Definition, ...]
    cells: pd.DataFrame


def covered(known: Known, as_of: date) -> Covered:
    """Return all regions, cities and zones and what else has data, by what has a value or is a target."""
    targeted = {one.indicator for one in known.targets}
    wanted = {name for name in known.defined if known.seen.places(name) or name in targeted}
    shown = tuple(each for _, listed in in_dimensions(known.defined) for each in listed if each.id in wanted)
    places = tuple(
        place for place, level in known.level_of.items() if level in ALWAYS or known.with_data(place)
    )
    return Covered(places, shown, coverage(known.seen, {each.id: each for each in shown}, places, as_of))


def coverage_view(known: Known, view: View, as_of: date) -> list[Component]:
    """Return reading, legend, matrix and what to collect next."""
    found = covered(known, as_of)
    lang = view.lang
    head = html.Div(
        [html.H2(coverage_reading(found.cells)[lang], className="reading"), _legend(lang)],
        className="list-head",
    )
    return [
        head,
        _matrix(known, found, lang),
        _next(known, found.cells, lang),
        downloads("indicators", view),
    ]


def _mark(status: Status, lang: str) -> str:
    return MARKS.get(status) or text("coverage.empty", lang)


def _legend(lang: str) -> Component:
    return html.Ul(
        [
            html.Li([html.Span(_mark(status, lang), className="cover-mark"), STATUS_NAMES[status][lang]])
            for status in (*MARKS, *EMPTY)
        ],
        className="cover-legend",
    )


def _matrix(known: Known, found: Covered, lang: str) -> Component:
    places, cells = found.places, found.cells
    states = {
        (place, name): (status, year)
        for place, name, status, year in zip(
            cells["place"], cells["indicator"], cells["status"], cells["year"], strict=True
        )
    }
    heads = [
        html.Th(text("twin.indicator", lang), scope="col"),
        *(html.Th(html.Span(known.names[place][lang]), scope="col") for place in places),
    ]
    bodies = []
    for dimension, listed in groupby(found.shown, key=lambda each: each.dimension):
        title = html.Th(DIMENSION_NAMES[dimension][lang], scope="rowgroup", colSpan=len(places) + 1)
        rows = [html.Tr(title, className="dimension-row")]
        for each in listed:
            marks = [_cell(known, each, place, states[place, each.id], lang) for place in places]
            rows.append(html.Tr([html.Th(each.short[lang], scope="row"), *marks]))
        bodies.append(html.Tbody(rows))
    caption = html.Caption(text("coverage.title", lang), className="unseen")
    table = html.Table([caption, html.Thead(html.Tr(heads)), *bodies], className="cover-table")
    return html.Div(
        table, className="scroll-both", tabIndex=0, role="region", **aria(label=text("coverage.title", lang))
    )


def _cell(
    known: Known, definition: Definition, place: str, state: tuple[Status, int], lang: str
) -> Component:
    status, year = state
    if status == "empty":
        # A cell of many says in two characters what the legend says in full.
        return html.Td(text("coverage.empty", lang), className="cover-empty")
    name, word = known.names[place][lang], STATUS_NAMES[status][lang]
    value = latest(known.seen, definition.id, place)
    basis = f".{value.basis}" if value and value.basis else ""
    level = {"city": "city", "region": "city"}.get(known.level_of[place], "zone")
    patch = f"lens:indicator,indicator:{definition.id}{basis},year:{year},level:{level},list:"
    button = html.Button(
        [html.Span(MARKS[status], **aria(hidden="true")), str(year)],
        type="button",
        className=f"cover cover-{status}",
        title=f"{name} · {definition.short[lang]} · {word}",
        **data(set=patch),
        **aria(label=f"{name} {definition.short[lang]} {year} {word}"),
    )
    return html.Td(button)


def _next(known: Known, cells: pd.DataFrame, lang: str) -> Component:
    """Return what to collect first: regional figures of targets, then what cities lack or have of old."""
    targets = [
        html.Li(_asked(one.name[lang], one.owner.get(lang, ""), lang))
        for one in known.targets
        if one.actual is None
    ]
    city = to_collect(cells[cells["place"].map(known.level_of) == "city"])
    several = city[city["indicator"].map(lambda name: bool(known.seen.places(name)))]
    lines = [
        html.Li(
            text(
                f"coverage.ask.{'empty' if status == 'empty' else 'old'}",
                lang,
                place=known.names[place][lang],
                indicator=known.defined[name].short[lang],
                year=year,
            )
        )
        for place, name, status, year in zip(
            several["place"], several["indicator"], several["status"], several["year"], strict=True
        )
    ][:NAMED_AT_MOST]
    rest = max(len(several) - NAMED_AT_MOST, 0)
    return html.Section(
        [
            html.H3(text("coverage.next", lang)),
            html.H4(text("coverage.next.targets", lang, count=len(targets))),
            html.Ul(targets),
            html.H4(text("coverage.next.cities", lang, count=len(several))),
            html.Ul(lines),
            html.P(text("coverage.rest", lang, count=rest), className="second")
            if rest
            else html.P(hidden=True),
        ],
        className="collect",
    )


def _asked(name: str, owner: str, lang: str) -> list[Component | str]:
    words = text("coverage.ask.owner", lang, owner=owner) if owner else text("targets.owner.none", lang)
    return [name, html.Span(words, className="second")]
