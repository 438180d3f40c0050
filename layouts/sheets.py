"""What a download holds: the observations a View shows, or all of them, and the targets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geodata.chosen import chosen
from geodata.comparing import FEWEST
from geodata.freshness import freshness
from geodata.indicator_words import BASIS_NAMES, LEVEL_NAMES, PERIOD_NAMES
from geodata.indicators import EXACT, Value
from geodata.known import Known
from geodata.settings import Settings
from geodata.spreadsheets import Cell, Sheet
from geodata.targets import Progress
from geodata.view import View
from layouts.caption import caption, file_head
from layouts.compare import compared_lines
from layouts.indicator_panel import reading
from layouts.provenance import source_words
from layouts.target_chart import standing
from layouts.target_panel import comparator
from layouts.text import text
from layouts.value_words import SIGNS, digits

SCOPES = ("shown", "all")
OBSERVATION_COLUMNS = (
    *(
        "place",
        "level",
        "indicator",
        "year",
        "period",
        "basis",
        "bound",
        "value",
        "unit",
        "shown",
        "original",
    ),
    *("claim", "confidence", "fresh", "source", "url", "published", "note", "place.id", "indicator.id"),
)
TARGET_COLUMNS = (
    *(
        "target",
        "comparator",
        "goal",
        "unit",
        "scope",
        "actual.bound",
        "actual",
        "year",
        "gap",
        "status",
        "met",
    ),
    *("source", "url", "clause", "owner", "note", "target.id"),
)


def shown_values(known: Known, view: View) -> tuple[Value, ...]:
    """Return the observations on the screen: of the indicator, the place or the places compared; else all."""
    if view.list == "compare" and len(view.compare) >= FEWEST:
        wanted = {line.definition.id for line in compared_lines(known, view.compare)}
        return tuple(
            value for value in every_value(known) if value.place in view.compare and value.indicator in wanted
        )
    if view.list == "coverage":
        return every_value(known)
    if view.selected and known.with_data(view.selected):
        return tuple(value for value in every_value(known) if value.place == view.selected)
    if view.lens == "indicator":
        now = chosen(known, view)
        # Files hold what was observed: a value per km² can be made again from it, not the other way round.
        listed = known.seen.all_of(now.definition.id, (*now.everywhere, known.region, known.province))
        return tuple(value for value in listed if value.basis == now.basis)
    if view.lens == "target":
        wanted = {one.indicator for one in known.targets}
        return tuple(
            value for value in every_value(known) if value.indicator in wanted and value.place == known.region
        )
    return every_value(known)


def every_value(known: Known) -> tuple[Value, ...]:
    """Return all observations, by indicator and place."""
    return tuple(value for name in known.defined for value in known.seen.all_of(name))


def indicator_sheet(known: Known, view: View, settings: Settings, scope: str, as_of: date) -> Sheet:
    """Return the observations with names, bound, source and how far each can be relied on."""
    values = shown_values(known, view) if scope == "shown" else every_value(known)
    title = _title(known, view) if scope == "shown" else text("sheet.all", view.lang)
    sources = dict.fromkeys(value.source for value in values)
    return Sheet(
        name=text("sheet.observations", view.lang),
        head_name=text("sheet.about", view.lang),
        head=_head(known, view, settings, (title, _filters(known, view, scope)), sources),
        columns=tuple(text(f"twin.{name}", view.lang) for name in OBSERVATION_COLUMNS),
        rows=tuple(_observation(known, value, view.lang, as_of) for value in values),
    )


def _observation(known: Known, value: Value, lang: str, as_of: date) -> tuple[Cell, ...]:
    definition, source = known.defined[value.indicator], known.sources[value.source]
    held = known.seen.of(value.indicator, value.place)
    return (
        *(
            known.names[value.place][lang],
            LEVEL_NAMES[known.level_of[value.place]][lang],
            definition.name[lang],
        ),
        *(value.year, PERIOD_NAMES[value.period][lang] if value.period else ""),
        BASIS_NAMES[value.basis][lang] if value.basis else "",
        *("" if value.bound == EXACT else SIGNS[value.bound], _number(value.value), definition.unit[lang]),
        *(_in_words(value), value.original),
        *(text(f"claim.{value.claim}", lang), text(f"confidence.{value.confidence}", lang)),
        text(f"fresh.{freshness(value, held, definition, as_of).status}", lang),
        *(source_words(known, value.source, lang), source.url, value.published, value.note.get(lang, "")),
        *(value.place, value.indicator),
    )


def _in_words(value: Value) -> str:
    return f"{SIGNS[value.bound]}{digits(value.value)}"


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def target_sheet(known: Known, view: View, settings: Settings) -> Sheet:
    """Return the targets as the page shows them; what has not been published has no number."""
    sources = dict.fromkeys(one.actual.source for one in known.targets if one.actual)
    notes = dict(zip(known.catalog.targets["id"], known.catalog.targets[f"note_{view.lang}"], strict=True))
    return Sheet(
        name=text("sheet.targets", view.lang),
        head_name=text("sheet.about", view.lang),
        head=_head(
            known,
            view,
            settings,
            (text("targets.kind", view.lang), text("sheet.targets.all", view.lang)),
            sources,
        ),
        columns=tuple(text(f"twin.{name}", view.lang) for name in TARGET_COLUMNS),
        rows=tuple(_target(known, one, str(notes[one.id]), view.lang) for one in known.targets),
    )


def _target(known: Known, one: Progress, note: str, lang: str) -> tuple[Cell, ...]:
    actual = one.actual
    return (
        *(
            one.name[lang],
            comparator(one, lang),
            _number(one.target),
            one.unit[lang],
            text(f"scope.{one.scope}", lang),
        ),
        "" if actual is None or actual.is_exact else SIGNS[actual.bound],
        *(
            _number(actual.value) if actual else text("panel.unpublished", lang),
            actual.year if actual else None,
        ),
        *(_number(one.gap) if one.gap is not None else None, standing(one, lang), one.met_year),
        source_words(known, actual.source, lang) if actual else "",
        known.sources[actual.source].url if actual else "",
        *(one.clause, one.owner.get(lang, ""), note, one.id),
    )


def _title(known: Known, view: View) -> str:
    if view.lens == "indicator" and not view.list and not view.selected:
        return reading(known, chosen(known, view), view.lang)
    return text("sheet.shown", view.lang)


def _filters(known: Known, view: View, scope: str) -> str:
    """Return in words what of all the values the file holds."""
    lang, comma = view.lang, text("list.separator", view.lang)
    if scope == "all" or view.list == "coverage":
        return text("sheet.filter.all", lang)
    if view.list == "compare" and len(view.compare) >= FEWEST:
        names = comma.join(known.names[place][lang] for place in view.compare if place in known.names)
        return text("sheet.filter.compare", lang, names=names)
    if view.selected and known.with_data(view.selected):
        return known.names[view.selected][lang]
    if view.lens == "indicator":
        now = chosen(known, view)
        basis = [BASIS_NAMES[now.basis][lang]] if now.basis else []
        return text("list.part", lang).join(
            [known.defined[now.definition.id].name[lang], *basis, text(f"sheet.level.{now.level}", lang)]
        )
    return text("sheet.filter.targets" if view.lens == "target" else "sheet.filter.all", lang)


def _head(
    known: Known, view: View, settings: Settings, said: tuple[str, str], sources: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    lang = view.lang
    named = [source_words(known, source, lang) for source in sources]
    return (
        *file_head(caption(known, view, settings), said, named),
        (text("sheet.bounds", lang), text("sheet.bounds.words", lang)),
        (text("app.title", lang), text("sheet.made", lang)),
    )
