"""The panel of an indicator: reading, ranking, trend, related target, sources, whom to compare.

The frame is fixed, so that graphs stay and open tables stay open; what a View decides is put into its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from geodata.chosen import Chosen, chosen
from geodata.indicator_words import MEASURE_NAMES, NO_DATA
from geodata.indicators import value_at
from geodata.known import Known
from geodata.ranking_readings import ranking_reading
from geodata.readings import trend_reading
from geodata.trends import series
from geodata.view import View
from layouts import ids
from layouts.attributes import aria, data
from layouts.chart_style import CONFIG, picture
from layouts.indicator_notes import indicator_notes
from layouts.provenance import claim_mark, source_link
from layouts.ranking_chart import RankRow, ranked, ranking_figure, ranking_rows
from layouts.target_chart import actual_words, standing, target_figure
from layouts.text import text
from layouts.trend_chart import left_out, trend_figure, trend_lines
from layouts.twin import plain_table, twin
from layouts.value_words import basis_name, when, with_unit, written


@dataclass(frozen=True)
class Parts:
    """What a View puts into the frame, in the order of the callback's outputs."""

    head: Any
    ranking_head: Any
    ranking_figure: go.Figure
    ranking_note: Any
    ranking_twin: Any
    trend_head: Any
    trend_figure: go.Figure
    trend_note: Any
    trend_twin: Any
    has_no_target: bool
    target_head: Any
    target_figure: go.Figure
    notes: Any


def graph(graph_id: str, label_id: str, theme: str = "light") -> Component:
    """Return a chart's place; what is said under `label_id` is its text for those who cannot see it."""
    empty = picture(theme, 1)
    plot = dcc.Graph(id=graph_id, figure=empty, config=CONFIG, responsive="auto", className="chart-graph")
    return html.Div(plot, className="chart", role="img", **aria(labelledby=label_id))


def indicator_panel() -> Component:
    """Return the frame; the browser shows it while the View is about an indicator and nothing is selected."""
    ranking = [
        html.Div(id=ids.RANKING_HEAD),
        graph(ids.RANKING_GRAPH, ids.INDICATOR_HEAD),
        html.Div(id=ids.RANKING_NOTE),
        twin(ids.RANKING_TWIN),
    ]
    trend = [
        html.Div(id=ids.TREND_HEAD),
        graph(ids.TREND_GRAPH, ids.TREND_HEAD),
        html.Div(id=ids.TREND_NOTE),
        twin(ids.TREND_TWIN),
    ]
    target = [html.Div(id=ids.TARGET_HEAD), graph(ids.TARGET_GRAPH, ids.TARGET_HEAD)]
    return html.Div(
        [
            html.Div(id=ids.INDICATOR_HEAD),
            html.Section(ranking, className="figure-block"),
            html.Section(trend, className="figure-block"),
            html.Section(target, id=ids.TARGET_SECTION, className="figure-block", hidden=True),
            html.Div(id=ids.INDICATOR_NOTES),
        ],
        id=ids.INDICATOR_PANEL,
        className="indicator-panel",
    )


def indicator_parts(known: Known, view: View, as_of: date) -> Parts:
    """Return what the frame holds for a View."""
    now = chosen(known, view)
    rows = ranking_rows(known, now, view)
    target = next(
        (one for one in known.targets if one.indicator == now.definition.id and not now.is_per_km2), None
    )
    return Parts(
        head=_head(known, now, view),
        ranking_head=_ranking_head(known, now, rows, view),
        ranking_figure=ranking_figure(known, now, view),
        ranking_note=_references(known, now, view.lang),
        ranking_twin=_ranking_twin(known, now, rows, view),
        trend_head=_trend_head(known, now, view),
        trend_figure=trend_figure(known, now, view),
        trend_note=_left_out(known, now, view),
        trend_twin=_trend_twin(known, now, view),
        has_no_target=target is None,
        target_head=_target_head(known, target, view) if target else None,
        target_figure=target_figure([target] if target else [], view, with_names=False),
        notes=indicator_notes(known, now, view, as_of),
    )


def reading(known: Known, now: Chosen, lang: str) -> str:
    """Return the one line that says what the ranking shows."""
    if not now.year:
        # The map may have nothing to show where the region as a whole has a figure.
        points = series(now.seen, now.definition.id, known.region, now.basis)
        return trend_reading(points, now.definition, known.names.get(known.region, {"zh": "", "en": ""}))[
            lang
        ]
    whole = (
        value_at(now.seen, now.definition.id, known.region, now.year, now.basis)
        if now.level == "city"
        else None
    )
    return ranking_reading(ranked(now), now.definition, known.names, now.level, whole)[lang]


def _head(known: Known, now: Chosen, view: View) -> list[Component]:
    lang = view.lang
    kind = [
        now.definition.name[lang],
        basis_name(now.basis, lang),
        MEASURE_NAMES[now.definition.measure][lang],
    ]
    return [
        html.P(" · ".join(words for words in kind if words), className="panel-kind"),
        html.H2(reading(known, now, lang), className="reading"),
    ]


def _title(words: str, hint: str, note: str = "") -> list[Component]:
    return [html.H3([words, " ", html.Small(hint)]), *([html.P(note, className="caption")] if note else [])]


def unit_words(now: Chosen, lang: str) -> str:
    """Return year and unit, as a heading has them."""
    year = text("value.year", lang, year=now.year) if now.year else ""
    return text("list.part", lang).join(words for words in (year, now.definition.unit[lang]) if words)


def _ranking_head(known: Known, now: Chosen, rows: Sequence[RankRow], view: View) -> list[Component]:
    lang, since = view.lang, {row.since for row in rows if row.since}
    hint = [unit_words(now, lang)]
    if len(since) == 1:
        points = text("ranking.points", lang) if now.definition.is_percent else ""
        hint.append(text("ranking.since", lang, year=since.pop(), points=points))
    elif since:
        hint.append(text("ranking.before", lang))
    return _title(text("ranking.title", lang), text("list.part", lang).join(hint))


def _ranking_twin(known: Known, now: Chosen, rows: Sequence[RankRow], view: View) -> Component:
    lang = view.lang
    heads = ("place", "rank", "value", "change", "moved", "source", "claim", "confidence", "note")
    return plain_table(
        f"{text('ranking.title', lang)} {unit_words(now, lang)}",
        [text(f"twin.{head}", lang) for head in heads],
        [_ranking_line(known, now, row, lang) for row in rows],
    )


def _ranking_line(known: Known, now: Chosen, row: RankRow, lang: str) -> list[Any]:
    value = row.value
    if value is None:
        return [row.name, row.rank, NO_DATA[lang], "", "", "", "", "", ""]
    since = text("ranking.against", lang, year=row.since) if row.since else ""
    confidence = text(f"confidence.{value.confidence}", lang)
    return [
        *(
            row.name,
            row.rank,
            with_unit(value, now.definition, lang),
            f"{row.change} {since}".strip(),
            row.moved,
        ),
        *(source_link(known, value.source, lang), claim_mark(value.claim, lang), confidence),
        value.note.get(lang, ""),
    ]


def _references(known: Known, now: Chosen, lang: str) -> Component:
    """Return region and province as words: they are sums or averages of the places, no peers."""
    said = [
        html.Span([known.names[value.place][lang], " ", html.B(written(value))])
        for place in (known.region, known.province)
        if place and (value := value_at(now.seen, now.definition.id, place, now.year, now.basis))
    ]
    return html.P(said, className="references") if said else html.P(hidden=True)


def _subject(known: Known, now: Chosen, view: View) -> str:
    """Return the place whose course the caption tells: the own one, the region, else who has most values."""
    lines = trend_lines(known, now, view)
    own = [line.place for line in lines if line.is_own]
    told = {line.place: sum(point.value is not None for point in line.points) for line in lines}
    if own:
        return own[0]
    if told.get(known.region, 0) > 1 or not told:
        return known.region
    return max(told, key=lambda place: told[place])


def _trend_head(known: Known, now: Chosen, view: View) -> list[Component]:
    lang, place = view.lang, _subject(known, now, view)
    points = series(now.seen, now.definition.id, place, now.basis)
    name = known.names.get(place, {"zh": "", "en": ""})
    return _title(
        text("trend.title", lang),
        now.definition.unit[lang],
        trend_reading(points, now.definition, name)[lang],
    )


def _left_out(known: Known, now: Chosen, view: View) -> Component:
    """Return what is not drawn because it would press all other lines to the ground."""
    missing = left_out(trend_lines(known, now, view))
    if not missing:
        return html.P(hidden=True)
    names = text("list.separator", view.lang).join(line.name for line in missing)
    return html.P(text("trend.left", view.lang, names=names), className="caption")


def _trend_twin(known: Known, now: Chosen, view: View) -> list[Component]:
    lang, lines = view.lang, trend_lines(known, now, view)
    years = sorted({point.year for line in lines for point in line.points})
    body = []
    for line in lines:
        held = {point.year: point.value for point in line.points}
        body.append(
            [line.name, *((written(value) if (value := held.get(year)) else NO_DATA[lang]) for year in years)]
        )
    heads = [text("twin.place", lang), *(text("value.year", lang, year=year) for year in years)]
    parts = [
        html.Li(
            f"{known.names[value.place][lang]} {when(value, lang)} {with_unit(value, now.definition, lang)}"
        )
        for value in now.seen.all_of(now.definition.id)
        if value.period and value.basis == now.basis
    ]
    table = plain_table(f"{text('trend.title', lang)} {now.definition.unit[lang]}", heads, body)
    return [table, *([html.P(text("trend.parts", lang)), html.Ul(parts)] if parts else [])]


def _target_head(known: Known, target: Any, view: View) -> list[Component]:
    lang = view.lang
    hint = f"{target.name[lang]}{text('list.part', lang)}{text(f'scope.{target.scope}', lang)}"
    actual = target.actual
    said = standing(target, lang)
    if actual is not None:
        value = f"{text('value.year', lang, year=actual.year)} {actual_words(target, actual, lang)}"
        said = f"{value}{text('list.part', lang)}{said}"
    note = actual.note.get(lang, "") if actual else ""
    link = html.Button(target.clause, type="button", className="tag", **data(select=target.id))
    return [
        html.H3([text("targets.related", lang), " ", html.Small(hint)]),
        html.P([said, " ", link], className="caption"),
        *([html.P(note, className="second")] if note else []),
    ]
