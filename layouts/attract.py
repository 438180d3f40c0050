"""The slides of the attract loop, made from the data: the same data always give the same slides.

A slide says one thing in both languages; its `view` is the query of what a touch opens, `area` the city that
the dark map lights, "" for all. What the data do not give is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geodata.catalog import Catalog
from geodata.indicators import Definition, Value, value_at
from geodata.industry_facts import STAGES, IndustryFacts, industry_facts
from geodata.known import Known, known
from geodata.ranking import Ranking, ranking
from geodata.targets import Progress
from geodata.view import View, format_view
from geodata.wording import both, rows
from layouts.target_chart import quantity
from layouts.text import LANGUAGES, text
from layouts.value_words import digits, joined, with_unit

Both = Mapping[str, str]
Slide = dict[str, Any]

SECONDS = 7
LEAST_PLACES = 3  # a superlative among fewer is none
NO_WORDS = dict.fromkeys(LANGUAGES, "")


def slides_payload(catalog: Catalog) -> dict[str, Any]:
    """Return the slides as the browser fetches them."""
    book = known(catalog)
    makers = (_cities, _record, _zones, _chain, _target, _counts)
    return {"slides": [slide for make in makers for slide in make(book)]}


def _say(key: str, **values: object) -> Both:
    return {lang: text(f"attract.{key}", lang, **values) for lang in LANGUAGES}


def _in_both(key: str, **values: Both) -> Both:
    """Return a sentence whose parts are themselves in both languages."""
    return {
        lang: text(f"attract.{key}", lang, **{name: value[lang] for name, value in values.items()})
        for lang in LANGUAGES
    }


def _slide(kind: str, view: View, title: Both, **more: Any) -> Slide:
    blank: Slide = {
        "area": "",
        "lead": NO_WORDS,
        "figure": None,
        "note": NO_WORDS,
        "rows": [],
        "source": NO_WORDS,
    }
    return (
        {"id": kind, "kind": kind, "view": format_view(view), "title": title, "seconds": SECONDS}
        | blank
        | more
    )


def _row(one: str, name: Both, words: Both, **more: Any) -> dict[str, Any]:
    return {"id": one, "name": name, "text": words, "city": ""} | more


def _count(number: int) -> Both:
    return {lang: text("count.items", lang, count=number) for lang in LANGUAGES}


# ---- what there is -----------------------------------------------------------------------------------


def _cities(book: Known) -> Iterator[Slide]:
    held = [(city, sum(item.city == city["id"] for item in book.items)) for city in rows(book.catalog.cities)]
    most = max((count for _, count in held), default=0)
    if not most:
        return
    lines = [
        _row(city["id"], both(city, "short"), _count(count), city=city["code"], share=count / most)
        for city, count in held
    ]
    yield _slide(
        *("cities", View(shelf="cities"), _say("cities.title")),
        lead=_say("cities.lead", count=len(book.items), held=sum(count for _, count in held)),
        rows=lines,
        source=_say("source.catalogue", date=book.catalog.date),
    )


def _zones(book: Known) -> Iterator[Slide]:
    nine = [row for row in rows(book.catalog.zones) if row["nine"]]
    if not nine:
        return
    name_of = {row["id"]: both(row, "name") for row in rows(book.catalog.industries)}
    lines = [
        _row(
            zone["id"],
            book.names.get(zone["id"], both(zone, "name")),
            name_of.get(zone["strategic_industry_id"], _say("zones.none")),
            city=book.city_code.get(zone["id"], ""),
        )
        for zone in nine
    ]
    named = sum(bool(zone["strategic_industry_id"]) for zone in nine)
    yield _slide(
        *("zones", View(shelf="zones"), _say("zones.title")),
        lead=_say("zones.lead", count=named),
        rows=lines,
        source=_say("source.zones"),
    )


def _counts(book: Known) -> Iterator[Slide]:
    total = len(book.items)
    if not total:
        return
    placed = sum(item.is_placed for item in book.items)
    yield _slide(
        *("counts", View(shelf="items"), _say("counts.title")),
        figure={"text": {lang: str(total) for lang in LANGUAGES}, "unit": _say("counts.unit")},
        lead=_say("counts.lead", placed=placed, rest=total - placed),
        note=_say("counts.note", clauses=len(book.catalog.clauses), targets=len(book.targets)),
        source=_say("source.catalogue", date=book.catalog.date),
    )


# ---- an industry's chain -----------------------------------------------------------------------------


def _chain(book: Known) -> Iterator[Slide]:
    majors = [one for one in industry_facts(book.catalog).values() if one.parent is None and one.of(*STAGES)]
    if not majors:
        return
    one = max(majors, key=lambda facts: len(facts.of(*STAGES)))
    most = max(len(one.of(stage)) for stage in STAGES)
    kinds = {stage: {lang: text(f"kind.{stage}", lang) for lang in LANGUAGES} for stage in STAGES}
    lines = [_stage(one, stage, kinds[stage], most) for stage in STAGES]
    yield _slide(
        *("chain", View(lens="industry", industry=(one.id,)), _in_both("chain.title", name=one.name)),
        lead=_say("chain.lead", count=len(one.of(*STAGES)), cities=len(one.cities_with(*STAGES))),
        rows=lines,
        source=_say("source.derived"),
    )


def _stage(one: IndustryFacts, stage: str, name: Both, most: int) -> dict[str, Any]:
    count = len(one.of(stage))
    missing = {lang: text("chain.gap", lang) for lang in LANGUAGES}
    return _row(stage, name, _count(count) if count else missing, share=count / most if count else None)


# ---- figures -----------------------------------------------------------------------------------------


def _record(book: Known) -> Iterator[Slide]:
    """Yield who certainly leads in the newest year of an amount or count, the one with most cities' data."""
    cities = book.catalog.cities["id"].tolist()
    found = [found for one in book.defined.values() for found in _rankings(book, one, cities)]
    if not found:
        return
    definition, best = max(found, key=lambda pair: (pair[1].year, len(pair[1].ranked)))
    leader = best.leaders[0]
    before = value_at(book.seen, definition.id, leader.place, best.year - 1, best.basis)
    parts = {
        "more": _more(leader.value, before, definition),
        "among": _say("record.among", count=len(best.ranked)),
    }
    view = View(lens="indicator", indicator=definition.id, year=str(best.year))
    city = book.names[leader.place]
    yield _slide(
        *("record", view, _titled(city, best.year, definition)),
        area=leader.place,
        figure={"text": {lang: digits(leader.value.value) for lang in LANGUAGES}, "unit": definition.unit},
        lead=_in_both("record.lead", **parts),
        rows=_bars(book, best, leader.value.value, cities),
        source=_in_both("source.derived-from", title=book.sources[leader.value.source].title),
    )


def _rankings(book: Known, one: Definition, cities: Sequence[str]) -> Iterator[tuple[Definition, Ranking]]:
    if not one.can_be_shared_out:
        return
    years = {value.year for city in cities for value in book.seen.of(one.id, city) if _counts_as(value)}
    for year in years:
        found = ranking(book.seen, one, cities, year)
        exact = all(each.value.is_exact for each in found.ranked)
        if len(found.ranked) >= LEAST_PLACES and exact and len(found.leaders) == 1:
            yield one, found


def _counts_as(value: Value) -> bool:
    return not value.period and not value.basis and value.is_exact


def _titled(city: Both, year: int, definition: Definition) -> Both:
    return {
        lang: text("attract.record.title", lang, city=city[lang], year=year, name=definition.name[lang])
        for lang in LANGUAGES
    }


def _more(now: Value, before: Value | None, definition: Definition) -> Both:
    if before is None or not before.is_exact or now.value == before.value:
        return NO_WORDS
    gained = round(now.value - before.value, definition.decimals)
    key = "record.more" if gained > 0 else "record.less"
    return {
        lang: text(f"attract.{key}", lang, year=before.year, value=joined(abs(gained), definition.unit[lang]))
        for lang in LANGUAGES
    }


def _bars(book: Known, found: Ranking, most: float, cities: Sequence[str]) -> list[dict[str, Any]]:
    ranked = {each.place: each.value for each in found.ranked}
    order = [*ranked, *(city for city in cities if city not in ranked)]
    nothing = {lang: text("nodata", lang) for lang in LANGUAGES}

    def bar(city: str) -> dict[str, Any]:
        value = ranked.get(city)
        words = {lang: digits(value.value) for lang in LANGUAGES} if value else nothing
        share = value.value / most if value and most else None
        return _row(city, book.names[city], words, city=book.city_code[city], share=share)

    return [bar(city) for city in order]


def _target(book: Known) -> Iterator[Slide]:
    """Yield the target that was exceeded by the largest share."""
    met = [one for one in book.targets if one.is_met and one.actual and one.actual.is_exact]
    if not met:
        return
    best = max(met, key=_beyond)
    actual, definition = best.actual, book.defined[best.indicator]
    assert actual is not None
    figure = {"text": {lang: digits(actual.value) for lang in LANGUAGES}, "unit": definition.unit}
    goal = {lang: quantity(best.comparator, best.target, best.unit, lang) for lang in LANGUAGES}
    yield _slide(
        *("target", View(lens="target", selected=best.id), _in_both("target.title", name=best.name)),
        figure=figure,
        lead={
            lang: text(
                "attract.target.lead",
                lang,
                goal=goal[lang],
                year=actual.year,
                actual=with_unit(actual, definition, lang),
            )
            for lang in LANGUAGES
        },
        source=_in_both("source.record", title=book.sources[actual.source].title),
    )


def _beyond(one: Progress) -> float:
    return -(one.gap_share or 0)
