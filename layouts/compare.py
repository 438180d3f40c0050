"""Two to four places side by side, one row an indicator, bars on the row's own scale. Never a radar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from geodata.comparing import FEWEST, MOST, Compared, Comparison, compare
from geodata.indicator_words import DIMENSION_NAMES, NO_DATA
from geodata.indicators import Definition, Value, in_dimensions
from geodata.known import Known
from geodata.peers import REASONS, offered
from geodata.readings import compare_reading
from geodata.view import View
from layouts.attributes import aria, data
from layouts.indicator_notes import downloads, peer_button
from layouts.provenance import source_link
from layouts.text import text
from layouts.value_words import basis_name, when, with_unit

UNBARRED = ("rank",)


@dataclass(frozen=True)
class Line:
    """One indicator of the table."""

    definition: Definition
    found: Comparison


def compare_view(known: Known, view: View) -> list[Component]:
    """Return the table, or what to choose while fewer than two places are."""
    picked = [place for place in view.compare if place in known.level_of][:MOST]
    if len(picked) < FEWEST:
        return [
            _head(text("compare.choose", view.lang), text("compare.choose.how", view.lang)),
            _offers(known, picked, view),
        ]
    lines = compared_lines(known, picked)
    return [
        _head(table_reading(known, lines, picked, view), first_reading(known, lines, view)),
        _offers(known, picked, view),
        _table(known, picked, lines, view) if lines else html.P(text("compare.nothing", view.lang)),
        downloads("indicators", view),
    ]


def compared_lines(known: Known, picked: Sequence[str]) -> list[Line]:
    """Return each indicator that at least two places have, in the year and on the basis most share."""
    lines = []
    for _, defined in in_dimensions(known.defined):
        for definition in defined:
            with_value = [place for place in picked if known.seen.of(definition.id, place)]
            if len(with_value) >= FEWEST:
                basis, year = _common(known.seen.all_of(definition.id, picked))
                lines.append(Line(definition, compare(known.seen, definition.id, picked, year, basis)))
    return lines


def _common(values: Sequence[Value]) -> tuple[str, int]:
    """Return the basis and year that most places share, the newest of several."""
    counts = Counter((value.basis, value.year) for value in values if not value.period)
    if not counts:
        return values[-1].basis, values[-1].year
    return max(counts, key=lambda pair: (counts[pair], pair[1]))


def _head(title: str, note: str) -> Component:
    return html.Div(
        [html.H2(title, className="reading"), html.P(note, className="caption")], className="list-head"
    )


def table_reading(known: Known, lines: Sequence[Line], picked: Sequence[str], view: View) -> str:
    """Return who stands beside whom, and how many rows are not alike."""
    names = text("list.separator", view.lang).join(known.names[place][view.lang] for place in picked)
    unlike = sum(line.found.has_other_years or line.found.has_other_bases for line in lines)
    return text("compare.reading", view.lang, names=names, count=len(lines), unlike=unlike)


def first_reading(known: Known, lines: Sequence[Line], view: View) -> str:
    """Return the sentence of the indicator of the View, else of the first row."""
    wanted = view.indicator.partition(".")[0]
    line = next((each for each in lines if each.definition.id == wanted), lines[0] if lines else None)
    return compare_reading(line.found, line.definition, known.names)[view.lang] if line else ""


def _offers(known: Known, picked: Sequence[str], view: View) -> Component:
    """Return the chosen places and whom to add, each with the reason."""
    lang = view.lang
    reasons = (
        {each.place: REASONS[each.reason][lang] for each in offered(known.catalog, picked[0])}
        if picked
        else {}
    )
    rest = [place for place in reasons if known.with_data(place)]
    if not picked:
        rest = [
            place
            for place, level in known.level_of.items()
            if level in {"city", "zone"} and known.with_data(place)
        ]
    chips = [
        peer_button(known, place, reasons.get(place, ""), picked, lang)
        for place in dict.fromkeys((*picked, *rest))
    ]
    return html.Div(chips, className="peer-chips", role="group", **aria(label=text("compare.title", lang)))


def _table(known: Known, picked: Sequence[str], lines: Sequence[Line], view: View) -> Component:
    lang = view.lang
    heads = [html.Th(text("twin.indicator", lang), scope="col")]
    heads += [
        html.Th(
            html.Span([html.Span(className="swatch"), known.names[place][lang]], className="place-head"),
            scope="col",
            **data(city=known.city_code.get(place, "")),
        )
        for place in picked
    ]
    body: list[Component] = []
    dimension = ""
    for line in lines:
        if line.definition.dimension != dimension:
            dimension = line.definition.dimension
            words = html.Th(DIMENSION_NAMES[dimension][lang], scope="colgroup", colSpan=len(picked) + 1)
            body.append(html.Tr(words, className="dimension-row"))
        body.append(_row(known, line, view))
    table = html.Table(
        [
            html.Caption(text("compare.title", lang), className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody(body),
        ],
        className="compare-table",
    )
    return html.Div(
        table, className="scroll-both", tabIndex=0, role="region", **aria(label=text("compare.title", lang))
    )


def _row(known: Known, line: Line, view: View) -> Component:
    lang, definition = view.lang, line.definition
    basis = basis_name(line.found.basis, lang)
    suffix = f".{line.found.basis}" if line.found.basis else ""
    name = html.Button(
        definition.short[lang],
        type="button",
        className="link",
        **data(set=f"lens:indicator,indicator:{definition.id}{suffix},list:"),
    )
    year = text("value.year", lang, year=line.found.year)
    hint = html.Div(" · ".join(words for words in (year, basis) if words), className="second")
    values = [each.value.value for each in line.found.compared if each.value]
    most = max([*values, 0.0])
    has_bars = definition.measure not in UNBARRED and most > 0 and min(values) >= 0
    cells = [_cell(known, each, line, most if has_bars else 0.0, lang) for each in line.found.compared]
    return html.Tr([html.Th([name, hint], scope="row"), *cells])


def _cell(known: Known, each: Compared, line: Line, most: float, lang: str) -> Component:
    if each.value is None:
        return html.Td([html.Div(className="cell-track hatch"), html.Span(NO_DATA[lang], className="quiet")])
    value = each.value
    share = f"{value.value / most * 100:.1f}%" if most else "0"
    bar = (
        [html.Div(html.Span(className=_look(value), style={"width": share}), className="cell-track")]
        if most
        else []
    )
    notes = [when(value, lang)] if each.has_other_year else []
    notes += [basis_name(value.basis, lang) or text("compare.plain", lang)] if each.has_other_basis else []
    warning = (
        [html.Span(text("compare.differs", lang, what=" · ".join(notes)), className="differs")]
        if notes
        else []
    )
    source = html.Div(source_link(known, value.source, lang), className="second")
    return html.Td(
        [*bar, html.B(with_unit(value, line.definition, lang)), *warning, source],
        **data(city=known.city_code.get(value.place, "")),
    )


def _look(value: Value) -> str:
    return "cell-bar" if value.is_exact else "cell-bar open"
