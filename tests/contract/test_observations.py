"""The shipped indicators and observations: cleaned by the rules of geodata/sources/README.md."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from geodata import indicator_words, tables
from geodata.areas import areas
from geodata.catalog import Catalog
from geodata.freshness import coverage
from geodata.indicator_payload import indicator_payload
from geodata.indicators import Definition, Observed, definitions, observed, value_at
from geodata.payload import payload
from geodata.peers import levels, members, region_of
from geodata.targets import progress


@pytest.fixture(scope="module")
def seen(shipped: Catalog) -> Observed:
    return observed(shipped.observations)


@pytest.fixture(scope="module")
def defined(shipped: Catalog) -> dict[str, Definition]:
    return definitions(shipped.indicators)


@pytest.fixture(scope="module")
def sent(shipped: Catalog) -> dict[str, Any]:
    return indicator_payload(shipped)


def test_every_place_has_a_level_and_every_target_an_indicator(shipped: Catalog) -> None:
    assert set(shipped.observations["place_id"]) <= set(levels(shipped))
    assert set(shipped.targets["indicator_id"]) <= set(shipped.indicators["id"])
    assert (shipped.targets["indicator_id"] != "").all()


def test_conflicts_are_settled_and_the_loser_is_in_the_note(seen: Observed) -> None:
    intensity = value_at(seen, "i-rd-intensity", "region-sunan", 2020)
    assert intensity is not None and intensity.value == 3.4
    assert "3.3%" in intensity.note["zh"]
    wujin = value_at(seen, "i-gdp", "district-320412", 2023, "with-etdz")
    assert wujin is not None and "2239.58" in wujin.note["en"]


@pytest.mark.parametrize(
    ("indicator", "place", "year", "bound", "amount", "basis"),
    [
        ("i-hnte-count", "city-nanjing", 2022, ">", 8800, ""),
        ("i-hnte-count", "region-sunan", 2020, "~", 24000, ""),
        ("i-torch-rank", "z-sip", 2019, "<=", 4, "unstated-year"),
        ("i-torch-rank", "z-nanjing", 2024, "=", 9, "evaluation-year"),
        ("i-unicorn-count", "region-sunan", 2020, "=", 13, "provincial-list"),
        ("i-gazelle-count", "city-wuxi", 2021, "=", 1676, "city-list"),
        ("i-rd-expenditure", "city-suzhou", 2022, "=", 961.4, ""),
    ],
)
def test_bounds_and_bases_are_kept(  # noqa: PLR0913, PLR0917 - one column each
    seen: Observed, indicator: str, place: str, year: int, bound: str, amount: float, basis: str
) -> None:
    found = value_at(seen, indicator, place, year, basis)
    assert found is not None and (found.bound, found.value) == (bound, amount)


def test_lists_of_unicorns_and_rankings_always_say_which(shipped: Catalog) -> None:
    mixed = shipped.observations["indicator_id"].str.contains("unicorn-count|gazelle|-rank")
    assert (shipped.observations["basis"][mixed] != "").all()


def test_original_units_are_kept(shipped: Catalog) -> None:
    gazelles = shipped.observations.set_index("id").loc["obs-city-suzhou-gazelle-count-2022-city-list"]
    assert (gazelles["unit"], gazelles["unit_original"]) == ("家", "家(市级)")


def test_spam_is_named_and_not_linked(shipped: Catalog) -> None:
    spam = shipped.observations[shipped.observations["source_id"] == "src-dingqianjf-suzhou"]
    assert len(spam) == 7
    assert "url" not in payload(shipped)["sources"]["src-dingqianjf-suzhou"]
    assert spam["note_zh"].str.contains("不链接").all()


def test_targets_and_observations_say_the_same(
    shipped: Catalog, seen: Observed, defined: dict[str, Definition]
) -> None:
    found = {each.id: each for each in progress(shipped.targets, seen, defined, region_of(shipped))}
    for row in shipped.targets.to_dict("records"):
        actual = found[row["id"]].actual
        if row["status"] == "none":
            assert actual is None
            continue
        assert actual is not None
        assert (actual.value, actual.year, actual.source) == (
            *(row["actual_value"], row["actual_year"], row["actual_source_id"]),
        )
        assert found[row["id"]].is_met == (row["status"] == "met")
        if row["status"] == "met":
            assert found[row["id"]].met_year == row["met_year"]
    assert sum(each.is_met is True for each in found.values()) == 5


def test_areas_are_those_people_know(shipped: Catalog) -> None:
    found = areas(shipped)
    for city, km2 in (
        ("nanjing", 6587),
        ("wuxi", 4627),
        ("changzhou", 4372),
        ("suzhou", 8657),
        ("zhenjiang", 3840),
    ):
        assert found[f"city-{city}"].km2 == pytest.approx(km2, rel=0.03)


def test_coverage_has_every_cell_once(
    shipped: Catalog, seen: Observed, defined: dict[str, Definition]
) -> None:
    places = members(shipped, "nine")
    cells = coverage(seen, defined, places, date(2026, 1, 1))
    assert len(cells) == 9 * len(defined) == len(cells.drop_duplicates(["place", "indicator"]))
    zhenjiang = cells[cells["place"] == "z-zhenjiang"]
    assert (zhenjiang["status"] == "empty").all()


@pytest.mark.parametrize(
    ("choices", "names"),
    [
        (tables.DIMENSIONS, indicator_words.DIMENSION_NAMES),
        (tables.MEASURES, indicator_words.MEASURE_NAMES),
        (tables.PERIODS, indicator_words.PERIOD_NAMES),
        (tables.BASES, indicator_words.BASIS_NAMES),
    ],
)
def test_every_choice_has_its_words(choices: tuple[str, ...], names: dict[str, Any]) -> None:
    assert list(names) == list(choices)
    assert all(name["zh"] and name["en"].isascii() for name in names.values())


def test_the_payload_repaints_the_map_alone(sent: dict[str, Any]) -> None:
    text = json.dumps([sent[key] for key in ("observations", "classes", "circles", "readings")])
    assert len(text.encode()) < 150_000
    by_id = {each["id"]: each for each in sent["indicators"]}
    for name, values in sent["observations"].items():
        assert {row[0] for row in values} <= set(sent["subjects"])
        if by_id[name]["measure"] == "rate":
            for row in values:
                level = sent["subjects"][row[0]]["level"]
                if level != "region":
                    breaks = sent["classes"][name][row[3]][level]["breaks"]
                    assert breaks[0] <= row[5] <= breaks[-1]
                    assert len(breaks) <= 6


def test_readings_are_whole_sentences(sent: dict[str, Any]) -> None:
    def sentences(content: Any) -> list[dict[str, str]]:
        return (
            [content] if "zh" in content else [each for part in content.values() for each in sentences(part)]
        )

    for reading in sentences(sent["readings"]):
        assert reading["zh"].endswith("。") and reading["en"].endswith(".")
        assert not {",", ";", "?"} & set(reading["zh"])
        assert not any("\u3000" <= char <= "\u9fff" or char >= "\uff00" for char in reading["en"])
    assert sent["readings"]["i-rd-expenditure"][""]["2022"]["city"]["zh"] == (
        "2022年苏南R&D经费支出2548.4亿元，苏州961.4亿元居首；镇江当年未单列。"
    )
