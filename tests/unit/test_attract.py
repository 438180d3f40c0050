"""The slides of the attract loop: from the data alone, true to them, and each leads to what exists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.industry_facts import STAGES, industry_facts
from geodata.known import known
from geodata.view import parse_view
from layouts.attract import slides_payload
from layouts.text import text
from layouts.value_words import digits


@pytest.fixture(scope="module")
def slides(shipped: Catalog) -> dict[str, dict[str, Any]]:
    return {slide["id"]: slide for slide in slides_payload(shipped)["slides"]}


def test_there_are_five_to_eight_and_always_the_same(
    shipped: Catalog, slides: dict[str, dict[str, Any]]
) -> None:
    assert 5 <= len(slides) <= 8
    assert list(slides) == ["cities", "record", "zones", "chain", "target", "counts"]
    assert slides_payload(shipped)["slides"] == list(slides.values())
    assert all(6 <= slide["seconds"] <= 8 for slide in slides.values())


def test_a_touch_opens_what_exists(shipped: Catalog, slides: dict[str, dict[str, Any]]) -> None:
    book = known(shipped)
    for slide in slides.values():
        view, dropped = parse_view(slide["view"])
        assert not dropped, slide["view"]
        assert not view.selected or view.selected in book.subjects
        assert set(view.industry) <= set(shipped.industries["id"])
        assert not view.indicator or view.indicator in book.defined
        assert slide["area"] in {"", *shipped.cities["id"]}


def test_every_slide_speaks_both_languages(slides: dict[str, dict[str, Any]]) -> None:
    for slide in slides.values():
        assert slide["title"]["zh"] and slide["title"]["en"]
        assert slide["source"]["zh"] and slide["source"]["en"]
        for part in ("title", "lead", "note", "source"):
            assert "{" not in slide[part]["zh"] + slide[part]["en"]


def test_the_cities_count_what_the_catalogue_places(
    shipped: Catalog, slides: dict[str, dict[str, Any]]
) -> None:
    held = [*shipped.zones["city_id"], *shipped.sites["city_id"]]
    for row in slides["cities"]["rows"]:
        assert row["text"]["en"] == str(held.count(row["id"]))


def test_the_record_is_the_highest_exact_value_and_says_among_how_many(
    shipped: Catalog, slides: dict[str, dict[str, Any]]
) -> None:
    slide = slides["record"]
    view, _ = parse_view(slide["view"])
    seen = shipped.observations
    rows = seen[
        (seen["indicator_id"] == view.indicator)
        & (seen["year"] == int(view.year))
        & seen["place_id"].isin(shipped.cities["id"])
        & (seen["period"] == "")
        & (seen["basis"] == "")
    ]
    assert set(rows["bound"]) == {""}
    best = rows.loc[rows["value"].idxmax()]
    assert slide["area"] == best["place_id"]
    assert slide["figure"]["text"]["en"].replace("\u202f", "") == f"{best['value']:g}"
    assert str(len(rows)) in slide["lead"]["zh"]
    nothing = [row["id"] for row in slide["rows"] if row["share"] is None]
    assert set(nothing) == set(shipped.cities["id"]) - set(rows["place_id"])
    assert all(row["text"]["zh"] == "无数据" for row in slide["rows"] if row["share"] is None)


def test_an_open_bound_is_no_record(shipped: Catalog) -> None:
    opened = shipped.observations.assign(bound=">")
    found = [slide["id"] for slide in slides_payload(replace(shipped, observations=opened))["slides"]]
    assert found == ["cities", "zones", "chain", "counts"]


def test_two_that_lead_alike_are_no_record(shipped: Catalog, slides: dict[str, dict[str, Any]]) -> None:
    view, _ = parse_view(slides["record"]["view"])
    seen = shipped.observations
    told = (seen["indicator_id"] == view.indicator) & seen["place_id"].isin(shipped.cities["id"])
    levelled = seen.assign(value=seen["value"].where(~told, 500.0))
    found = {
        slide["id"]: slide for slide in slides_payload(replace(shipped, observations=levelled))["slides"]
    }
    assert "record" not in found or parse_view(found["record"]["view"])[0].indicator != view.indicator


def test_the_chain_names_its_gaps(shipped: Catalog, slides: dict[str, dict[str, Any]]) -> None:
    (industry,) = parse_view(slides["chain"]["view"])[0].industry
    facts = industry_facts(shipped)
    for row in slides["chain"]["rows"]:
        count = len(facts[industry].of(row["id"]))
        assert row["text"]["en"] == (str(count) if count else text("chain.gap", "en"))
        assert (row["share"] is None) == (count == 0)
    assert len(facts[industry].of(*STAGES)) == max(
        len(one.of(*STAGES)) for one in facts.values() if one.parent is None
    )
    without = replace(shipped, sites=shipped.sites[shipped.sites["kind"] != "lab"])
    (chain,) = (slide for slide in slides_payload(without)["slides"] if slide["id"] == "chain")
    (gap,) = (row for row in chain["rows"] if row["id"] == "lab")
    assert gap["text"]["zh"] == text("chain.gap", "zh") and gap["share"] is None


def test_the_target_is_met_by_an_exact_value(shipped: Catalog, slides: dict[str, dict[str, Any]]) -> None:
    selected = parse_view(slides["target"]["view"])[0].selected
    (target,) = (one for one in known(shipped).targets if one.id == selected)
    assert target.is_met and target.actual is not None and target.actual.is_exact
    assert slides["target"]["figure"]["text"]["en"] == digits(target.actual.value)
    for told in (str(target.actual.year), digits(target.target)):
        assert told in slides["target"]["lead"]["zh"] and told in slides["target"]["lead"]["en"]


def test_hardly_any_data_still_give_cities_and_zones(shipped: Catalog) -> None:
    bare = replace(
        shipped,
        observations=shipped.observations.iloc[:0],
        sites=shipped.sites.iloc[:0],
        relations=shipped.relations.iloc[:0],
    )
    found = [slide["id"] for slide in slides_payload(bare)["slides"]]
    assert found[:2] == ["cities", "zones"]
