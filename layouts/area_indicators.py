"""The indicators of one place: value, year, change, rank among its peers, course, freshness, source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from geodata.indicator_words import DIMENSION_NAMES, LEVEL_NAMES
from geodata.indicators import Definition, Value, bases, in_dimensions, latest
from geodata.known import Known
from geodata.peers import group_of, peers
from geodata.ranking import ranking
from geodata.trends import WHY, change, series
from geodata.view import View
from layouts.attributes import data
from layouts.palette import palette
from layouts.provenance import claim_mark, fresh, fresh_mark, source_link
from layouts.sparkline import sparkline
from layouts.text import text
from layouts.value_words import basis_name, changed, rank_of, when, with_unit


def area_indicators(known: Known, place: str, view: View, as_of: date) -> list[Component]:
    """Return what is known of a place, or nothing for a place without indicators."""
    if not known.with_data(place):
        return []
    sections = []
    count = 0
    for dimension, defined in in_dimensions(known.defined):
        rows = [
            _row(known, definition, value, view, as_of) for definition, value in newest(known, place, defined)
        ]
        count += len(rows)
        if rows:
            title = html.H4(DIMENSION_NAMES[dimension][view.lang])
            sections.append(html.Section([title, html.Ul(rows, className="area-rows")]))
    hint = html.Small(text("area.count", view.lang, count=count))
    return [html.H3([text("area.title", view.lang), " ", hint]), *sections]


def newest(known: Known, place: str, defined: tuple[Definition, ...]) -> Iterator[tuple[Definition, Value]]:
    """Yield the newest value on each basis: lists of different kinds are different figures."""
    for definition in defined:
        for basis in bases(known.seen.of(definition.id, place)):
            value = latest(known.seen, definition.id, place, basis)
            if value is not None:
                yield definition, value


def _row(known: Known, definition: Definition, value: Value, view: View, as_of: date) -> Component:
    lang = view.lang
    basis = basis_name(value.basis, lang)
    name: list[Any] = [definition.short[lang], *([html.Small(f" {basis}")] if basis else [])]
    lens = f"lens:indicator,indicator:{definition.id}{'.' if value.basis else ''}{value.basis},selected:"
    level = {"city": "city", "zone": "zone", "park": "zone", "district": "zone"}.get(
        known.level_of[value.place]
    )
    patch = f"{lens},year:{value.year}" + (f",level:{level}" if level else "")
    head = html.Div(
        [
            html.Button(name, type="button", className="area-name", **data(set=patch)),
            _spark(known, definition, value, view),
            html.B(with_unit(value, definition, lang), className="area-value"),
        ],
        className="area-head",
    )
    facts = [
        html.Span(when(value, lang)),
        *_change(known, definition, value, lang),
        *_rank(known, definition, value, lang),
    ]
    mark = fresh_mark(fresh(known.seen, value, definition, as_of), lang)
    origin = [source_link(known, value.source, lang), claim_mark(value.claim, lang)]
    note = [html.Div(value.note[lang], className="area-note")] if value.note.get(lang) else []
    return html.Li(
        [
            head,
            html.Div([*facts, mark], className="area-facts"),
            html.Div(origin, className="area-source"),
            *note,
        ]
    )


def _spark(known: Known, definition: Definition, value: Value, view: View) -> Component:
    points = series(known.seen, definition.id, value.place, value.basis, value.period)
    held = [point for point in points if point.value is not None]
    if len(held) < 2:
        return html.Span(className="spark")
    colours = palette(view.theme)
    colour = colours.get(f"city-{known.city_code.get(value.place, '')}", colours["ink-3"])
    first, last = held[0], held[-1]
    alt = text("area.course", view.lang, first=first.year, last=last.year, count=len(held))
    return html.Img(src=sparkline(points, colour, definition.measure == "rank"), alt=alt, className="spark")


def _change(known: Known, definition: Definition, value: Value, lang: str) -> list[Component]:
    found = change(known.seen, value, definition)
    if found.previous is None or found.absolute is None:
        return [] if found.why in {"", "no-earlier"} else [html.Span(WHY[found.why][lang], className="quiet")]
    words = changed(found, definition, lang)
    return [html.Span(text("area.change", lang, change=words, year=found.previous.year))]


def _rank(known: Known, definition: Definition, value: Value, lang: str) -> list[Component]:
    """Return the rank among the peers with a value of the same year and basis, and of how many."""
    among = peers(known.catalog, value.place)
    if value.period or value.place not in among or definition.direction == "neutral":
        return []
    found = ranking(known.seen, definition, among, value.year, value.basis)
    own = found.of(value.place)
    if own is None:
        return []
    level = LEVEL_NAMES[group_of(known.catalog, value.place)][lang]
    if len(found.ranked) == 1:
        return [html.Span(text("area.alone", lang, of=len(among), level=level))]
    tied = text("area.tied", lang) if own.is_tied else ""
    words = text("area.rank", lang, rank=rank_of(own), count=len(found.ranked), of=len(among), level=level)
    return [html.Span(f"{words}{tied}")]
