"""Where values come from, on screen: sources with claim and confidence, linked only where that is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dash import html
from dash.development.base_component import Component

from geodata.freshness import Freshness, freshness
from geodata.indicators import Definition, Observed, Value
from geodata.known import Known
from layouts.text import text

BOTH_LANGUAGES = " / "


def claim_mark(claim: str, lang: str) -> Component:
    """Return the sign of a claim with its word; the sign is never alone."""
    return html.Span(
        [html.Span(className=f"claim claim-{claim}"), text(f"claim.{claim}", lang)], className="claim-mark"
    )


def source_words(known: Known, source: str, lang: str) -> str:
    """Return title and publisher; a publisher may stand as 江苏省 / Jiangsu Province."""
    found = known.sources[source]
    both = found.publisher.split(BOTH_LANGUAGES)
    publisher = both[lang != "zh"] if len(both) == 2 else found.publisher
    title = found.title[lang]
    return f"{title} · {publisher}" if publisher and publisher not in title else title


def source_link(known: Known, source: str, lang: str) -> Component:
    """Return a source as a link, or only named where its host must not be linked."""
    words, url = source_words(known, source, lang), known.sources[source].url
    if not url:
        return html.Span(words)
    return html.A(words, href=url, target="_blank", rel="noopener noreferrer")


def source_list(known: Known, values: Iterable[Value], lang: str) -> Component:
    """Return every source of some values once: the link, its claim and how far it can be relied on."""
    claims: dict[str, tuple[str, str]] = {}
    for value in values:
        claims.setdefault(value.source, (value.claim, value.confidence))
    return html.Ul(
        [
            html.Li(
                [
                    source_link(known, source, lang),
                    html.Span(
                        [claim_mark(claim, lang), html.Span(text(f"confidence.{confidence}", lang))],
                        className="second",
                    ),
                ]
            )
            for source, (claim, confidence) in claims.items()
        ],
        className="source-list",
    )


def fresh(seen: Observed, value: Value, definition: Definition, as_of: date) -> Freshness:
    """Return the freshness of one value among all of its place."""
    return freshness(value, seen.of(value.indicator, value.place), definition, as_of)


def fresh_mark(found: Freshness, lang: str) -> Component:
    """Return the freshness in a word, with the day by which a newer value was due."""
    return html.Span(
        text(f"fresh.{found.status}", lang),
        className=f"fresh fresh-{found.status}",
        title=text("fresh.due", lang, date=found.stale_after.isoformat()),
    )
