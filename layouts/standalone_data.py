"""What the stand-alone map holds beside its outlines: words and items in both languages, as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from geodata.chosen import Chosen, chosen
from geodata.indicator_words import NO_DATA
from geodata.indicators import value_at
from geodata.known import Known
from geodata.settings import Settings
from geodata.shown import Item, shown
from geodata.tables import CLAIMS, PRECISIONS
from geodata.view import View
from geodata.wording import Row, both, compact, present, rows
from layouts.caption import THEME, Caption, Entry, caption, is_of_indicator, kind_colour
from layouts.exhibit import Bars, Exhibit, exhibits
from layouts.facts import area_words, outline_words, precision_words
from layouts.filters import LAYERS
from layouts.item_words import ItemWords
from layouts.palette import palette
from layouts.provenance import source_words
from layouts.text import LANGUAGES, text
from layouts.value_words import joined, written

LABELS = ("city", "water", "neighbour", "county")
WORDS = {
    "all": "standalone.all",
    "none": "standalone.none",
    "unplaced": "standalone.unplaced",
    "sources": "standalone.sources",
    "title": "app.title",
    "noplace": "industry.nocity",
    "separator": "list.separator",
    "filters": "sheet.filters",
    "layers": "filters.layers",
    "precision": "filters.precision",
    "legend": "indicators.legend",
}
LABELLED = (
    "place",
    "precision",
    "clause",
    "source",
    "industries",
    "stage",
    "note",
    "area",
    "outline",
    "nine",
)
Both = dict[str, str]


def standalone_data(known: Known, view: View, settings: Settings, today: date) -> Row:
    """Return all that the page writes and draws from."""
    kept = () if is_of_indicator(view) else kept_items(known, view)
    names = {lang: ItemWords(known, lang) for lang in LANGUAGES}
    views = {lang: replace(view, lang=lang) for lang in LANGUAGES}
    return {
        "lang": view.lang,
        "words": {lang: _words(lang) for lang in LANGUAGES},
        "captions": {lang: _said(caption(known, views[lang], settings, today)) for lang in LANGUAGES},
        "kinds": [_kind(kind, view) for kind in LAYERS],
        "meanings": {name: _in_both(f"precision.{name}.meaning") for name in PRECISIONS},
        "claims": {name: _in_both(f"claim.{name}") for name in CLAIMS},
        "places": [_place(place) for place in known.places.values()],
        "items": [_item(known, names, item) for item in kept],
        "labels": [_label(row) for row in rows(known.catalog.ground.labels) if row["kind"] in LABELS],
        "values": _values(known, chosen(known, view)) if is_of_indicator(view) else [],
        "tables": {lang: [_table(one) for one in exhibits(known, views[lang], today)] for lang in LANGUAGES},
        "sources": {name: _source(known, name) for name in known.sources},
        "selected": view.selected if view.selected in {item.id for item in kept} else "",
    }


def kept_items(known: Known, view: View) -> tuple[Item, ...]:
    """Return the items of the file: the View's filters hold, but layers can be switched on again in it."""
    return shown(known.items, replace(view, kind=())).items


def _in_both(key: str) -> Both:
    return {lang: text(key, lang) for lang in LANGUAGES}


def _words(lang: str) -> Both:
    labels = {name: text(f"panel.{name}", lang) for name in LABELLED}
    return {f"panel.{name}": word for name, word in labels.items()} | {
        name: text(key, lang) for name, key in WORDS.items()
    }


def _said(said: Caption) -> Row:
    return {
        "title": said.title,
        "note": said.note,
        "filters": said.filters,
        "precision": [{"sign": one.sign, "words": one.words, "count": one.count} for one in said.precision],
        "legend": [{"sign": one.sign, "words": one.words, "colour": one.colour} for one in _shades(said)],
        "sources": list(said.sources),
        "review": said.review,
        "ground": said.ground,
        "dated": said.dated,
    }


def _shades(said: Caption) -> list[Entry]:
    """Return the classes of a rate with their unit; values that are no rate stand on the map as they are."""
    has_classes = any(one.sign == "swatch" for one in said.legend)
    return [one for one in said.legend if one.sign in {"swatch", "words"}] if has_classes else []


def _kind(kind: str, view: View) -> Row:
    return {
        "id": kind,
        "mark": text(f"kind.{kind}.mark", "zh"),
        "colour": kind_colour(kind, palette(THEME)),
        "name": _in_both(f"kind.{kind}"),
        "on": not view.kind or kind in view.kind,
    }


def _source(known: Known, source: str) -> Row:
    names = {lang: source_words(known, source, lang) for lang in LANGUAGES}
    return names | {"url": known.sources[source].url}


def _place(place: Row) -> Row:
    return {name: place[name] for name in ("id", "lon", "lat", "precision", "name")}


def _item(known: Known, names: Mapping[str, ItemWords], item: Item) -> Row:
    row = item.row

    def said(how: str) -> Both:
        found = {lang: getattr(names[lang], how)(row) for lang in LANGUAGES}
        return {lang: words for lang, words in found.items() if words}

    precision = {lang: precision_words(item.precision, lang) for lang in LANGUAGES}
    stage = {lang: names[lang].name(row, "stage_id") for lang in LANGUAGES}
    return compact(
        id=item.id,
        kind=item.kind,
        name=both(row, "name"),
        where=said("where"),
        precision=precision,
        place=known.place_of.get(item.id, ""),
        placeClaim=row["location_claim"],
        clause=said("in_plan"),
        claim=row["claim"],
        source=row["source_id"],
        placeSource=row["location_source_id"],
        industries=said("industries"),
        stage=stage if stage["zh"] else {},
        note=both(row, "note"),
    ) | (_zone(row) if item.kind == "zone" else {})


def _zone(row: Row) -> Row:
    area = {lang: area_words(row, lang) for lang in LANGUAGES}
    return compact(
        at=[row["lat"], row["lon"]] if present(row["lat"]) else [],
        outline={lang: outline_words(row, lang) for lang in LANGUAGES},
        nine=_in_both(f"panel.nine.{'yes' if row['nine'] else 'no'}"),
        area=area if area["zh"] else {},
    )


def _label(row: Row) -> Row:
    spot = {name: row[name] for name in ("id", "kind", "lon", "lat")}
    return spot | {"name": both(row, "name"), "rank": int(row["rank"])}


def _values(known: Known, now: Chosen) -> list[Row]:
    """Return what each place of the level has: the value as it is written, or that there is none."""
    labels = {row["id"]: (row["lat"], row["lon"]) for row in rows(known.catalog.ground.labels)}
    found = []
    for place in now.everywhere:
        subject = known.subjects.get(place, {})
        at = labels.get(place) or (subject.get("lat"), subject.get("lon"))
        if not present(at[0]):
            continue
        value = value_at(now.seen, now.definition.id, place, now.year, now.basis)
        found.append(
            {
                "id": place,
                "at": list(at),
                "name": dict(known.names[place]),
                "text": {lang: written(value) if value else NO_DATA[lang] for lang in LANGUAGES},
                "has": value is not None,
                "beside": now.level != "city",
            }
        )
    return found


def _table(one: Exhibit) -> Row:
    common = {"title": one.title, "notes": list(one.notes)}
    if isinstance(one, Bars):
        pairs = zip(one.names, one.values, strict=True)
        lines = [[name, joined(value, one.unit).strip()] for name, value in pairs]
        return common | {"heads": [], "rows": lines, "numbers": [1]}
    lines = [list(row) for row in one.rows]
    return common | {"heads": list(one.heads), "rows": lines, "numbers": sorted(one.numbers)}
