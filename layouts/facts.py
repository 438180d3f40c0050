"""The facts of one thing as rows of label, words and claim, as the panel has them, for files."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.known import Known
from geodata.wording import Row, present
from layouts.item_words import ItemWords
from layouts.target_chart import actual_words, quantity, standing
from layouts.text import text

Fact = tuple[str, str, str]


def facts(known: Known, subject: Row, lang: str) -> list[Fact]:
    """Return label, words and claim of everything known of a city, zone, site, target, body or action."""
    names = ItemWords(known, lang)
    found = [*_where(names, subject), *_what(names, subject), *_from(names, subject)]
    return [
        (text(label, lang), words, claim and text(f"claim.{claim}", lang))
        for label, words, claim in found
        if words
    ]


def precision_words(precision: str, lang: str) -> str:
    """Return how well a place is known, and what that means."""
    return f"{text(f'precision.{precision}', lang)} · {text(f'precision.{precision}.meaning', lang)}"


def outline_words(zone: Row, lang: str) -> str:
    """Return what stands for the outline of a zone, and why."""
    outline = zone["outline"].removesuffix("-west")
    return f"{text(f'outline.{outline}', lang)} · {text(f'outline.{outline}.meaning', lang)}"


def area_words(zone: Row, lang: str) -> str:
    """Return the area of a zone and what it is the area of, "" where none is known."""
    return f"{zone['area_km2']:g} km² · {zone[f'area_basis_{lang}']}" if present(zone["area_km2"]) else ""


def _where(names: ItemWords, subject: Row) -> Iterator[Fact]:
    lang = names.lang
    if subject["kind"] == "city":
        yield "aspect.formula", subject[f"formula_{lang}"], "stated"
        zones = names.known.catalog.zones
        held = zones[f"name_{lang}"][zones["city_id"] == subject["id"]]
        yield "panel.zones", names.joined(held.tolist()), ""
    if "location_precision" in subject:
        claim = subject.get("city_claim") or subject["location_claim"]
        yield "panel.place", names.where(subject) or text("panel.place.none", lang), claim
        words = precision_words(subject["location_precision"], lang)
        yield "panel.precision", words, subject["location_claim"]


def _what(names: ItemWords, subject: Row) -> Iterator[Fact]:
    lang = names.lang
    yield "panel.industries", names.industries(subject), "derived"
    if subject["kind"] == "zone":
        is_nine = bool(subject["nine"])
        words = text(f"panel.nine.{'yes' if is_nine else 'no'}", lang)
        yield "panel.nine", words, "external" if is_nine else "stated"
        yield "panel.area", area_words(subject, lang), "external"
        yield "panel.outline", outline_words(subject, lang), "derived"
    if subject["kind"] == "target":
        yield from _target(names, subject)
    if subject.get("parent_id"):
        yield "panel.parent", names.known.subjects[subject["parent_id"]][f"name_{lang}"], ""


def _target(names: ItemWords, subject: Row) -> Iterator[Fact]:
    lang = names.lang
    one = next(each for each in names.known.targets if each.id == subject["id"])
    goal = quantity(one.comparator, one.target, one.unit, lang)
    yield "panel.target", f"{goal} · {text(f'scope.{one.scope}', lang)}", "stated"
    if one.actual is None:
        yield "panel.actual", text("panel.unpublished", lang), ""
        return
    year = text("value.year", lang, year=one.actual.year)
    yield "panel.actual", f"{actual_words(one, one.actual, lang)} · {year}", one.actual.claim
    yield "panel.status", standing(one, lang), "derived"


def _from(names: ItemWords, subject: Row) -> Iterator[Fact]:
    yield "panel.clause", names.in_plan(subject), "stated"
    yield "panel.stage", names.name(subject, "stage_id"), "stated"
    yield "panel.source", names.source(subject), subject["claim"]
    yield "panel.note", subject.get(f"note_{names.lang}", ""), ""
