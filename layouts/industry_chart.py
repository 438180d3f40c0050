"""How industries spread over the cities, as flows: majors → cities, or kinds → cities once one is chosen.

Bands have the hue of the city they go to; names and counts stand beside the nodes, never on the bands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from geodata.catalog import Catalog
from geodata.industries import NOWHERE, Flows, chosen_industries, flows
from geodata.view import View
from geodata.wording import rows
from layouts.attributes import aria
from layouts.chart_style import CONFIG, TEXT_PX, Colours, brief, label, picture, plain, width
from layouts.palette import palette
from layouts.provenance import claim_mark
from layouts.text import both, text
from layouts.twin import plain_table

NODE_PX, PAD_PX, GAP_PX = 12, 14, 8
# All bands together; one item is never broader than MOST_PX, and no node lower than its name needs.
FLOW_PX, MOST_PX, ENDS_PX = 480, 20, 10
NAME_PX = 150
BAND_OPACITY = {"light": 0.5, "dark": 0.5, "contrast": 0.65}
# More at the top than this say nothing as a superlative.
TIED_AT_MOST = 3


def industry_chart(catalog: Catalog, view: View) -> list[Component]:
    """Return heading with its reading, chart and table twin; only the reading where nothing is left."""
    found, lang = flows(catalog, view), view.lang
    reading = flow_reading(catalog, found, view)
    head = html.Div(
        [
            html.H2(text("flow.kinds" if found.is_by_kind else "flow.industries", lang)),
            claim_mark("derived", lang),
        ],
        className="flow-head",
    )
    if not found.counts:
        return [head, html.P(reading, className="caption")]
    graph = dcc.Graph(
        figure=flow_figure(catalog, found, view), config=CONFIG, responsive="auto", className="chart-graph"
    )
    table = html.Div(flow_table(catalog, found, view), className="twin-body")
    return [
        head,
        html.P(reading, className="caption"),
        html.Div(graph, className="chart", role="img", **aria(label=reading)),
        html.Details([html.Summary(both("twin.open")), table], className="twin"),
    ]


# ---- names


def capital(words: str) -> str:
    """Return words with a capital first letter: here they stand at the head of a line."""
    return words[:1].upper() + words[1:]


def city_name(catalog: Catalog, city: str, lang: str) -> str:
    """Return the short name of a city, or the word for none."""
    if city == NOWHERE:
        return capital(text("industry.nocity", lang))
    return str(catalog.cities.loc[catalog.cities["id"] == city, f"short_{lang}"].iloc[0])


def source_names(catalog: Catalog, found: Flows, stem: str, lang: str) -> Mapping[str, str]:
    """Return the names of the sources: majors by `stem` (name or short), kinds by their short word."""
    if found.is_by_kind:
        return {kind: capital(text(f"kind.{kind}.short", lang)) for kind in found.sources}
    return {
        row["id"]: row[f"{stem}_{lang}"] for row in rows(catalog.industries) if row["id"] in found.sources
    }


# ---- the sentence


def flow_reading(catalog: Catalog, found: Flows, view: View) -> str:
    """Return the one-line reading: how many, where most, how many without a city."""
    lang = view.lang
    if not found.counts:
        return text("flow.reading.empty", lang)
    cities = [city for city in found.cities if city != NOWHERE]
    names = source_names(catalog, found, "name", lang)
    said = [
        _total(catalog, found, view),
        _most("kind" if found.is_by_kind else "industry", found.sources, found.of_source, names.get, lang),
        _most("city", cities, found.of_city, lambda city: city_name(catalog, city, lang), lang),
    ]
    if rest := found.of_city(NOWHERE):
        said.append(text("flow.reading.nowhere", lang, count=rest))
    return text("flow.reading.join", lang).join(filter(None, said)) + text("flow.reading.end", lang)


def _total(catalog: Catalog, found: Flows, view: View) -> str:
    lang, values = view.lang, {"items": found.items, "count": len(found.sources)}
    if not found.is_by_kind and found.sum == found.items:
        return text("flow.reading.once", lang, **values)
    if not found.is_by_kind:
        return text("flow.reading.several", lang, **values, sum=found.sum)
    named = {row["id"]: row[f"name_{lang}"] for row in rows(catalog.industries)}
    chosen = text("list.separator", lang).join(named[one] for one in chosen_industries(catalog, view))
    return text("flow.reading.kinds", lang, **values, industries=chosen)


def _most(
    group: str, ids: Sequence[str], count: Callable[[str], int], name: Callable[[str], str | None], lang: str
) -> str:
    """Return who of a group has most; nothing where there is one only or too many are equal."""
    highest = max(map(count, ids), default=0)
    first = [one for one in ids if count(one) == highest]
    if len(ids) < 2 or len(first) > TIED_AT_MOST:
        return ""
    names = text("flow.and", lang).join(str(name(one)) for one in first)
    words = str(highest) if len(first) == 1 else text("flow.each", lang, count=highest)
    return text(f"flow.most.{group}", lang, names=names, count=words)


# ---- the picture


def flow_figure(catalog: Catalog, found: Flows, view: View) -> go.Figure:
    """Return the flows; every position is ours, so that names can stand beside their nodes."""
    colours, lang = palette(view.theme), view.lang
    counts = [
        [found.of_source(one) for one in found.sources],
        [found.of_city(one) for one in found.cities],
    ]
    lefts, rights = _left_words(catalog, found, colours, lang), _right_words(catalog, found, lang)
    px = min(MOST_PX, FLOW_PX / found.sum)
    height = round(px * found.sum + PAD_PX * (max(map(len, counts)) - 1))
    middles = [_middles([px * count for count in column], height) for column in counts]
    margin = {"l": _room(lefts), "r": _room(rights), "t": ENDS_PX, "b": ENDS_PX}
    figure = picture(view.theme, height + 2 * ENDS_PX, margin)
    figure.add_trace(
        _sankey(catalog, found, [[y / height for y in column] for column in middles], view.theme)
    )
    shift = NODE_PX / 2 + GAP_PX
    figure.update_layout(
        annotations=[
            *(
                _name(words, 0, 1 - y / height, -shift, "right")
                for (words, _), y in zip(lefts, middles[0], strict=True)
            ),
            *(
                _name(words, 1, 1 - y / height, shift, "left")
                for (words, _), y in zip(rights, middles[1], strict=True)
            ),
        ]
    )
    return figure


def _middles(sizes: Sequence[float], height: float) -> list[float]:
    """Return the middles of nodes from the top, with equal gaps over the whole height."""
    gap = (height - sum(sizes)) / (len(sizes) - 1) if len(sizes) > 1 else 0.0
    top = 0.0 if len(sizes) > 1 else (height - sum(sizes)) / 2
    found = []
    for size in sizes:
        found.append(top + size / 2)
        top += size + gap
    return found


def _sankey(catalog: Catalog, found: Flows, middles: Sequence[Sequence[float]], theme: str) -> go.Sankey:
    colours = palette(theme)
    nodes = (*found.sources, *found.cities)
    hues = {city: _city_colour(catalog, city, colours) for city in found.cities}
    links = [
        (i, len(found.sources) + j, found.counts[source, city], faded(hues[city], BAND_OPACITY[theme]))
        for i, source in enumerate(found.sources)
        for j, city in enumerate(found.cities)
        if (source, city) in found.counts
    ]
    sources, targets, values, bands = zip(*links, strict=True)
    return go.Sankey(
        arrangement="fixed",
        node={
            # Plotly takes 0 for no position.
            "x": [0.0001] * len(found.sources) + [1.0] * len(found.cities),
            "y": [*middles[0], *middles[1]],
            "color": [*(_source_colour(found, one, colours) for one in found.sources), *hues.values()],
            "customdata": nodes,
            "label": [""] * len(nodes),
            "line": {"width": 0},
            "pad": PAD_PX,
            "thickness": NODE_PX,
            "hoverinfo": "skip",
            "sort": "input",
        },
        link={
            **{"source": sources, "target": targets, "value": values, "color": bands},
            **{"hoverinfo": "skip", "sort": "input", "line": {"width": 0}},
        },
        hoverinfo="skip",
    )


def faded(colour: str, opacity: float) -> str:
    """Return a colour `#rrggbb` with an opacity."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _city_colour(catalog: Catalog, city: str, colours: Colours) -> str:
    code = dict(zip(catalog.cities["id"], catalog.cities["code"], strict=True)).get(city, "")
    return colours.get(f"city-{code}", colours["ink-3"])


def _source_colour(found: Flows, source: str, colours: Colours) -> str:
    return colours["zone-disc" if source == "zone" else f"kind-{source}" if found.is_by_kind else "ink-2"]


Words = tuple[str, float]


def _left_words(catalog: Catalog, found: Flows, colours: Colours, lang: str) -> list[Words]:
    """Return the words beside each source and how wide they are; a kind has its character before it."""
    words = []
    for source, name in source_names(catalog, found, "short", lang).items():
        mark = text(f"kind.{source}.mark", lang) if found.is_by_kind else ""
        hue = colours["zone" if source == "zone" else f"kind-{source}-text" if found.is_by_kind else "ink"]
        sign = f"<span style='color:{hue}'><b>{mark}</b></span> " if mark else ""
        short, count = brief(name, NAME_PX), str(found.of_source(source))
        words.append((f"{sign}{plain(short)} <b>{count}</b>", width(f"{mark} {short} {count}")))
    return words


def _right_words(catalog: Catalog, found: Flows, lang: str) -> list[Words]:
    words = []
    for city in found.cities:
        count, name = str(found.of_city(city)), city_name(catalog, city, lang)
        words.append((f"<b>{count}</b> {plain(name)}", width(f"{count} {name}")))
    return words


def _room(words: Sequence[Words]) -> int:
    return round(max(wide for _, wide in words) + NODE_PX / 2 + GAP_PX + 2)


def _name(words: str, x: float, y: float, shift: float, anchor: str) -> dict[str, object]:
    paper = {"xref": "paper", "yref": "paper", "font": {"size": TEXT_PX}}
    return label(words, x, y, xshift=shift, xanchor=anchor, **paper)


# ---- the table


def flow_table(catalog: Catalog, found: Flows, view: View) -> Component:
    """Return the table twin: a row a source, a column a city, sums at the ends."""
    lang = view.lang
    names = source_names(catalog, found, "name", lang)
    first = text("flow.kind" if found.is_by_kind else "flow.industry", lang)
    heads = [first, *(city_name(catalog, city, lang) for city in found.cities), text("flow.sum", lang)]
    body = [
        [
            names[one],
            *(found.counts.get((one, city), "–") for city in found.cities),
            found.of_source(one),
        ]
        for one in found.sources
    ]
    sums = [text("flow.sum", lang), *map(found.of_city, found.cities), found.sum]
    title = text("flow.kinds" if found.is_by_kind else "flow.industries", lang)
    return plain_table(title, heads, [*body, sums])
