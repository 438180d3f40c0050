"""The items as a table to take away: what a View shows, or all, in the language of the View."""

from __future__ import annotations

from typing import Any

from geodata.known import Known
from geodata.settings import Settings
from geodata.shown import Item, shown
from geodata.spreadsheets import Cell, Sheet
from geodata.view import View
from geodata.wording import Row, present
from layouts.caption import Caption, caption, file_head, read
from layouts.item_words import ItemWords
from layouts.provenance import source_words
from layouts.text import text

COLUMNS = (
    *("name.zh", "name.en", "kind", "city", "district", "zone", "industries", "clause", "claim", "stage"),
    *("precision", "location", "address", "lon", "lat", "source", "url", "location.source", "aliases"),
    *("note", "id"),
)


def wanted_items(known: Known, view: View, scope: str) -> tuple[Item, ...]:
    """Return the items of a View, or all of them."""
    return known.items if scope == "all" else shown(known.items, read(known, view)).items


def item_about(known: Known, view: View, settings: Settings, scope: str) -> tuple[tuple[str, str], ...]:
    """Return what heads a file of items: title, filters, sources, date, release, review line, and more."""
    lang, said = view.lang, caption(known, view, settings)
    whole = text("sheet.items.all", lang)
    titled = (whole, text("caption.all", lang, total=len(known.items))) if scope == "all" else _said(said)
    sources = {
        row[column]
        for row in (item.row for item in wanted_items(known, view, scope))
        for column in ("source_id", "location_source_id", "nine_source_id")
        if row.get(column)
    }
    named = [source_words(known, one, lang) for one in known.sources if one in sources]
    return (
        *file_head(said, titled, named),
        (text("sheet.points", lang), text("sheet.points.words", lang)),
        (text("app.title", lang), text("sheet.items.made", lang)),
    )


def _said(said: Caption) -> tuple[str, str]:
    return said.title, said.filters


def item_sheet(known: Known, view: View, settings: Settings, scope: str) -> Sheet:
    """Return the table; every text is guarded against formulas when it is written."""
    lang = view.lang
    items = wanted_items(known, view, scope)
    words = ItemWords(known, lang)
    return Sheet(
        name=text("sheet.items", lang),
        head_name=text("sheet.about", lang),
        head=item_about(known, view, settings, scope),
        columns=tuple(text(f"column.{name}", lang) for name in COLUMNS),
        rows=tuple(_line(words, item.row) for item in items),
    )


def _line(words: ItemWords, row: Row) -> tuple[Cell, ...]:
    lang = words.lang
    return (
        *(row["name_zh"], row["name_en"], text(f"kind.{row['kind']}", lang)),
        *(words.name(row, key) for key in ("city_id", "district_id", "zone_id")),
        *(words.industries(row), words.clauses(row)),
        *(text(f"claim.{row['claim']}", lang), words.name(row, "stage_id")),
        text(f"precision.{row['location_precision']}", lang),
        text(f"claim.{row['location_claim']}", lang) if row["location_claim"] else "",
        *(row.get(f"address_{lang}", ""), _degrees(row["lon"]), _degrees(row["lat"])),
        *(words.source(row), words.url(row), words.source(row, "location_source_id")),
        *(words.joined(list(row["aliases"])), row[f"note_{lang}"], row["id"]),
    )


def _degrees(value: Any) -> float | None:
    return float(value) if present(value) else None
