"""What stands beside the map in a file: bars or a table of what the View shows.

Only exact values become bars. An open value (`>8800`) stands as text in a table; no data is said in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.chosen import Chosen, chosen
from geodata.freshness import Status
from geodata.indicator_words import DIMENSION_NAMES, NO_DATA, STATUS_NAMES
from geodata.indicators import in_dimensions
from geodata.known import Known
from geodata.shown import Item, Shown, shown
from geodata.tables import GOVERNANCE_KINDS
from geodata.targets import in_order
from geodata.view import View
from geodata.wording import rows
from layouts.area_indicators import newest
from layouts.caption import (
    THEME,
    clause_of,
    gathered,
    is_of_indicator,
    is_of_subject,
    is_of_targets,
    kind_colour,
    named_in,
    page_of,
    read,
)
from layouts.chart_style import hue
from layouts.compare import compared_lines
from layouts.coverage import covered
from layouts.facts import facts
from layouts.filters import LAYERS
from layouts.indicator_panel import unit_words
from layouts.palette import palette
from layouts.ranking_chart import RankRow, ranking_rows
from layouts.target_chart import actual_words, quantity, standing
from layouts.text import text
from layouts.value_words import when, with_unit

FEWEST_BARS, MOST_BARS = 2, 14
LISTED_AT_MOST = 14  # so many items are listed; more are counted by kind and city
STATES: tuple[Status, ...] = ("filled", "single-source", "stale", "empty")


@dataclass(frozen=True)
class Bars:
    """Bars from zero, first on top; `notes` say what is not drawn."""

    title: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    colours: tuple[str, ...]
    unit: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table. `marks` are the sign and colour before each row; `numbers` the columns that stand right.

    `is_legend` says that it explains the kinds and their counts, so that no other legend of them is needed;
    `is_wide` that it wants more room than a chart.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[str, str], ...] = ()
    numbers: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    is_legend: bool = False
    is_wide: bool = False


Exhibit = Bars | Grid


def exhibits(known: Known, view: View, as_of: date | None = None) -> tuple[Exhibit, ...]:
    """Return the charts and tables of a View, the most telling first."""
    view = read(known, view)
    found = shown(known.items, view)
    if page_of(view):
        return (_page(known, view, found, as_of or date.today()),)
    if is_of_subject(view):
        return _of_subject(known, view, found)
    if is_of_targets(view):
        return (_targets(known, view.lang),)
    if is_of_indicator(view):
        return _of_indicator(known, chosen(known, view), view)
    clause = clause_of(known, view)
    return _of_items(known, view, Shown(named_in(clause, found.items)) if clause else found)


# ---- items ----------------------------------------------------------------------------------------------


def _of_items(known: Known, view: View, found: Shown) -> tuple[Exhibit, ...]:
    if not found.items:
        return (Grid(text("empty.title", view.lang), (), ()),)
    if view.lens == "industry":
        by_city = _by_city(known, found, view.lang)
        return (by_city, item_list(known, found.items, view.lang)) if view.industry else (by_city,)
    if found.total <= LISTED_AT_MOST:
        return (item_list(known, found.items, view.lang),)
    return (_by_kind_and_city(known, found, view.lang),)


def item_list(known: Known, items: Sequence[Item], lang: str) -> Grid:
    """Return items by name, kind and place."""
    names = {row["id"]: row[f"short_{lang}"] for row in rows(known.catalog.cities)}
    return Grid(
        title=text("column.items", lang, count=len(items)),
        heads=tuple(text(f"column.{name}", lang) for name in ("name", "city", "precision")),
        rows=tuple(
            (
                item.row[f"name_{lang}"],
                names.get(item.city) or text("industry.nocity", lang),
                text(f"precision.{item.precision}", lang),
            )
            for item in items
        ),
        marks=tuple(mark(item.kind) for item in items),
    )


def mark(kind: str) -> tuple[str, str]:
    """Return the sign of a kind and its colour."""
    return text(f"kind.{kind}.mark", "zh"), kind_colour(kind, palette(THEME))


def _by_city(known: Known, found: Shown, lang: str) -> Bars:
    counts, colours = found.count("city"), palette(THEME)
    cities = sorted(rows(known.catalog.cities), key=lambda row: -counts[row["id"]])
    bars = [(row[f"short_{lang}"], counts[row["id"]], colours[f"city-{row['code']}"]) for row in cities]
    if counts[""]:
        bars.append((text("industry.nocity", lang), counts[""], colours["ink-3"]))
    names, values, hues = zip(*bars, strict=True)
    return Bars(
        text("exhibit.cities", lang), names, tuple(map(float, values)), hues, text("unit.items", lang)
    )


def _by_kind_and_city(known: Known, found: Shown, lang: str) -> Grid:
    cities = [row for row in rows(known.catalog.cities) if found.count("city")[row["id"]]]
    places = [*(row["id"] for row in cities), *([""] if found.count("city")[""] else [])]
    counts = Counter((item.kind, item.city) for item in found.items)
    kinds = [kind for kind in LAYERS if found.count("kind")[kind]]
    heads = [row[f"short_{lang}"] for row in cities] + [text("exhibit.nocity", lang)] * (
        len(places) > len(cities)
    )
    return Grid(
        title=text("exhibit.kinds", lang),
        heads=(text("column.kind", lang), *heads, text("exhibit.total", lang)),
        rows=tuple(
            (
                text(f"kind.{kind}", lang),
                *(str(counts[kind, place] or "·") for place in places),
                str(found.count("kind")[kind]),
            )
            for kind in kinds
        ),
        marks=tuple(mark(kind) for kind in kinds),
        numbers=frozenset(range(1, len(places) + 2)),
        is_legend=True,
    )


# ---- one subject ----------------------------------------------------------------------------------------


def _of_subject(known: Known, view: View, found: Shown) -> tuple[Exhibit, ...]:
    subject = known.subjects[view.selected]
    if "kind" not in subject:
        return (item_list(known, gathered(known, subject, found), view.lang),)
    lang = view.lang
    told = Grid(
        title=text(f"kind.{subject['kind']}", lang),
        heads=(),
        rows=tuple(facts(known, subject, lang)),
    )
    figures = tuple(
        (definition.short[lang], with_unit(value, definition, lang), when(value, lang))
        for _, defined in in_dimensions(known.defined)
        for definition, value in newest(known, subject["id"], defined)
    )
    if not figures:
        return (told,)
    heads = tuple(text(f"twin.{name}", lang) for name in ("indicator", "value", "year"))
    return told, Grid(text("area.title", lang), heads, figures, numbers=frozenset({1}))


# ---- indicators and targets -----------------------------------------------------------------------------


def _of_indicator(known: Known, now: Chosen, view: View) -> tuple[Exhibit, ...]:
    """Return bars of the exact values, and the ranking with every value as it is written."""
    lang = view.lang
    # Where rows have to be left out, those without data go first.
    listed = sorted(ranking_rows(known, now, view), key=lambda row: row.value is None)
    title = f"{now.definition.short[lang]}{text('list.part', lang)}{unit_words(now, lang)}"
    exact = [row for row in listed if row.value is not None and row.value.is_exact]
    table = _ranking(text("ranking.title", lang), listed, now, lang)
    if now.definition.measure == "rank" or len(exact) < FEWEST_BARS:
        return (replace(table, title=title),)
    drawn, rest = exact[:MOST_BARS], len(exact[MOST_BARS:])
    unlike = [row for row in listed if row.value and not row.value.is_exact]
    bars = Bars(
        title=title,
        names=tuple(row.name for row in drawn),
        values=tuple(row.value.value for row in drawn if row.value),
        colours=tuple(_bar_colour(known, row) for row in drawn),
        unit=now.definition.unit[lang],
        notes=(
            *_named(NO_DATA[lang], [row.name for row in listed if row.value is None], lang),
            *_named(text("exhibit.open", lang), [_written(row, now, lang) for row in unlike], lang),
            *([text("exhibit.more", lang, count=rest)] if rest else []),
        ),
    )
    return bars, table


def _bar_colour(known: Known, row: RankRow) -> str:
    colours = palette(THEME)
    return colours["signal"] if row.is_own else hue(known, row.place, colours)


def _named(label: str, names: Sequence[str], lang: str) -> list[str]:
    listed = text("list.separator", lang).join(names)
    return [f"{label}{text('list.colon', lang)}{listed}"] if names else []


def _written(row: RankRow, now: Chosen, lang: str) -> str:
    return f"{row.name} {with_unit(row.value, now.definition, lang)}" if row.value else row.name


def _ranking(title: str, listed: Sequence[RankRow], now: Chosen, lang: str) -> Grid:
    """Return every place with its rank, its value with the sign of its bound, and the change."""
    since = {row.since for row in listed if row.since}
    against = text("ranking.against", lang, year=min(since)) if len(since) == 1 else ""
    heads = [text(f"twin.{name}", lang) for name in ("place", "rank", "value", "change")]
    return Grid(
        title=title,
        heads=(*heads[:-1], f"{heads[-1]}{against}"),
        rows=tuple(
            (
                row.name,
                row.rank,
                with_unit(row.value, now.definition, lang) if row.value else NO_DATA[lang],
                _change(row, lang, is_alike=len(since) == 1),
            )
            for row in listed
        ),
        numbers=frozenset({1, 2, 3}),
    )


def _change(row: RankRow, lang: str, is_alike: bool) -> str:
    if not row.since:
        return "–"
    return row.change if is_alike else f"{row.change} {text('ranking.against', lang, year=row.since)}"


def _targets(known: Known, lang: str) -> Grid:
    unpublished = text("panel.unpublished", lang)
    listed = [
        (
            one.name[lang],
            quantity(one.comparator, one.target, one.unit, lang),
            actual_words(one, one.actual, lang) if one.actual else unpublished,
            str(one.actual.year) if one.actual else "–",
            standing(one, lang) if one.actual else "–",
        )
        for one in in_order(known.targets, "gap")
    ]
    return Grid(
        title=text("targets.kind", lang),
        heads=tuple(text(f"twin.{name}", lang) for name in ("target", "goal", "actual", "year", "status")),
        rows=tuple(listed),
        numbers=frozenset({1, 2, 3}),
        is_wide=True,
    )


# ---- the pages of the list ------------------------------------------------------------------------------


def _page(known: Known, view: View, found: Shown, as_of: date) -> Grid:
    made = {
        "compare": lambda: _compared(known, view),
        "coverage": lambda: _coverage(known, view.lang, as_of),
        "matrix": lambda: _matrix(known, found, view.lang),
        "plan": lambda: _plan(known, view.lang),
    }
    return made[page_of(view)]()


def _matrix(known: Known, found: Shown, lang: str) -> Grid:
    """Return how many items of each major industry each city has; an item of several counts in each."""
    cities = rows(known.catalog.cities)
    majors = [row for row in rows(known.catalog.industries) if not row["parent_id"]]
    counts = Counter((one, item.city) for item in found.items for one in item.industries)
    places = [*(row["id"] for row in cities), ""]
    heads = [*(row[f"short_{lang}"] for row in cities), text("exhibit.nocity", lang)]
    return Grid(
        title=text("matrix.title", lang),
        heads=(text("kind.industry", lang), *heads, text("exhibit.total", lang)),
        rows=tuple(
            (
                row[f"name_{lang}"],
                *(str(counts[row["id"], place] or "·") for place in places),
                str(sum(counts[row["id"], place] for place in places)),
            )
            for row in majors
        ),
        numbers=frozenset(range(1, len(places) + 2)),
        notes=(text("matrix.legend.count", lang),),
    )


def _compared(known: Known, view: View) -> Grid:
    lang = view.lang
    return Grid(
        title=text("compare.title", lang),
        heads=(text("twin.indicator", lang), *(known.names[place][lang] for place in view.compare)),
        rows=tuple(
            (
                f"{line.definition.short[lang]}{text('list.part', lang)}{line.found.year}",
                *(
                    NO_DATA[lang]
                    if each.value is None
                    else with_unit(each.value, line.definition, lang)
                    + (f" ({when(each.value, lang)})" if each.has_other_year else "")
                    for each in line.found.compared
                ),
            )
            for line in compared_lines(known, view.compare)
        ),
        numbers=frozenset(range(1, len(view.compare) + 1)),
        is_wide=True,
    )


def _coverage(known: Known, lang: str, as_of: date) -> Grid:
    cells = covered(known, as_of).cells
    counts = Counter(
        (known.defined[name].dimension, status)
        for name, status in zip(cells["indicator"], cells["status"], strict=True)
    )
    dimensions = list(dict.fromkeys(dimension for dimension, _ in counts))
    return Grid(
        title=text("coverage.title", lang),
        heads=(text("exhibit.dimension", lang), *(STATUS_NAMES[state][lang] for state in STATES)),
        rows=tuple(
            (DIMENSION_NAMES[each][lang], *(str(counts[each, state]) for state in STATES))
            for each in dimensions
        ),
        numbers=frozenset(range(1, len(STATES) + 1)),
    )


def _plan(known: Known, lang: str) -> Grid:
    counts = Counter(known.catalog.governance["kind"])
    return Grid(
        title=text("table.plan", lang),
        heads=(text("column.kind", lang), text("exhibit.total", lang)),
        rows=tuple(
            (text(f"kind.{kind}", lang), str(counts[kind])) for kind in GOVERNANCE_KINDS if counts[kind]
        ),
        numbers=frozenset({1}),
    )
