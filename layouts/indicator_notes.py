"""What stands below the charts of an indicator: sources, definition, whom to compare, files to take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from geodata.chosen import Chosen
from geodata.comparing import MOST
from geodata.indicator_words import NO_DATA
from geodata.indicators import Value
from geodata.known import Known
from geodata.peers import REASONS, offered
from geodata.view import View, format_view
from layouts.attributes import aria, data
from layouts.provenance import claim_mark, fresh, fresh_mark, source_list
from layouts.text import text


def indicator_notes(known: Known, now: Chosen, view: View, as_of: date) -> list[Component]:
    """Return what stands below the charts: sources, definition, peers, files."""
    values = [value for place in shown_places(known, now) for value in now.seen.of(now.definition.id, place)]
    shown = [value for value in values if value.basis == now.basis]
    return [
        _sources(known, now, shown, view, as_of),
        _definition(known, now, view.lang),
        _peers(known, now, view),
        downloads("indicators", view),
    ]


def shown_places(known: Known, now: Chosen) -> list[str]:
    """Return the places of the charts, with the region and the province."""
    return [*now.everywhere, *(place for place in (known.region, known.province) if place)]


def _sources(known: Known, now: Chosen, shown: Sequence[Value], view: View, as_of: date) -> Component:
    lang = view.lang
    of_year = [value for value in shown if value.year == now.year] or list(shown)
    newest = max(of_year, key=lambda value: value.year, default=None)
    mark = [fresh_mark(fresh(now.seen, newest, now.definition, as_of), lang)] if newest else []
    head = html.H3([text("panel.source", lang), " ", *mark])
    if not of_year:
        return html.Section([head, html.P(NO_DATA[lang])], className="figure-block")
    return html.Section([head, source_list(known, of_year, lang)], className="figure-block")


def _definition(known: Known, now: Chosen, lang: str) -> Component:
    meaning = known.meanings[now.definition.id]
    months = text("indicator.expected", lang, months=now.definition.update_months)
    words = [
        html.P(meaning.words.get(lang, "")),
        html.P([meaning.standard.get(lang, ""), " ", claim_mark(meaning.claim, lang)]),
    ]
    if now.is_per_km2:
        words.append(html.P(text("indicator.area", lang)))
    return html.Section(
        [html.H3(text("indicator.definition", lang)), *words, html.P(months, className="second")],
        className="figure-block",
    )


def _peers(known: Known, now: Chosen, view: View) -> Component:
    """Return whom to put side by side, each with the reason; the first chosen one decides who is offered."""
    lang, picked = view.lang, view.compare
    first = next((place for place in picked if place in known.level_of), "")
    reasons = (
        {each.place: REASONS[each.reason][lang] for each in offered(known.catalog, first)} if first else {}
    )
    rest = list(reasons) or list(now.places)
    chips = [
        peer_button(known, place, reasons.get(place, ""), picked, lang)
        for place in dict.fromkeys((*picked, *rest))
        if place in known.names
    ]
    hint = text("compare.hint", lang, most=MOST)
    to_list = html.Button(
        text("compare.open", lang), type="button", className="button", **data(set="list:compare")
    )
    return html.Section(
        [
            html.H3([text("compare.title", lang), " ", html.Small(hint)]),
            html.Div(chips, className="peer-chips", role="group", **aria(label=text("compare.title", lang))),
            to_list,
        ],
        className="figure-block",
    )


def peer_button(known: Known, place: str, reason: str, picked: Sequence[str], lang: str) -> Component:
    """Return the switch that puts a place beside the others, or takes it away; four are enough."""
    is_on = place in picked
    words: list[Any] = [known.names[place][lang]]
    if reason:
        words += [" ", html.Small(reason)]
    return html.Button(
        words,
        type="button",
        className="chip fine",
        disabled=not is_on and len(picked) >= MOST,
        **data(toggle=f"compare:{place}"),
        **aria(pressed=str(is_on).lower()),
    )


def downloads(what: str, view: View, scopes: Sequence[str] = ("shown", "all")) -> Component:
    """Return the links to what is shown, or all of it, as files."""
    lang, query = view.lang, format_view(view)
    links = [
        html.A(
            f"{text(f'download.{scope}', lang)} {kind.upper()}",
            href=f"/download/{what}.{kind}?{query}{'&' if query else ''}scope={scope}",
            download="",
        )
        for scope in scopes
        for kind in ("xlsx", "csv")
    ]
    return html.P([html.B(text("download.title", lang)), *links], className="downloads")
