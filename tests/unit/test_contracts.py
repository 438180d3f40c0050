"""Each kind of damage is found, and said with file, line, column, value, rule and the way out."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.export import feature_collection
from geodata.payload import payload
from geodata.problems import CatalogueError, Problem
from geodata.tables import TABLES
from tests.tiny_catalogue import TinyCatalogue, write_tiny


def damage(tiny: TinyCatalogue) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as raised:
        tiny.load()
    return raised.value.problems


def test_the_tiny_catalogue_is_sound(tiny: TinyCatalogue) -> None:
    assert tiny.load().warnings == ()


@pytest.mark.parametrize(
    ("table", "row", "cells", "blame"),
    [
        ("sites", "lab-purple", {"id": "Lab_Purple"}, ("id", "not a kebab-case id")),
        ("sites", "lab-purple", {"id": "z-sip"}, ("id", "id already used in zones.csv:4")),
        ("sites", "lab-purple", {"id": ""}, ("id", "must not be empty")),
        ("sites", "lab-purple", {"name_en": ""}, ("name_en", "must not be empty")),
        ("sites", "lab-purple", {"name_en": "紫金山 Lab"}, ("name_en", "Chinese in an English name")),
        ("sites", "lab-purple", {"name_zh": " 实验室"}, ("name_zh", "leading or trailing space")),
        ("sites", "lab-purple", {"name_zh": "实\u200b验室"}, ("name_zh", "control character")),
        ("sites", "lab-purple", {"kind": "laboratory"}, ("kind", "not an allowed value")),
        ("sites", "lab-purple", {"city_id": "city-atlantis"}, ("city_id", "refers to nothing")),
        ("sites", "lab-purple", {"district_id": "district-0"}, ("district_id", "refers to nothing")),
        ("sites", "lab-purple", {"zone_id": "z-none"}, ("zone_id", "refers to nothing")),
        ("sites", "lab-purple", {"stage_id": "stage-none"}, ("stage_id", "refers to nothing")),
        ("sites", "lab-purple", {"source_id": "src-none"}, ("source_id", "refers to nothing")),
        ("sites", "lab-purple", {"clause": "三(一)|九(九)"}, ("clause", "no such clause")),
        ("sites", "lab-purple", {"industries": "ind-it|ind-it"}, ("industries", "repeats within the cell")),
        ("sites", "lab-purple", {"industries": "ind-it||ind-nano"}, ("industries", "must not be empty")),
        ("sites", "lab-purple", {"lon": "east"}, ("lon", "not a finite number")),
        ("sites", "lab-purple", {"lon": "nan"}, ("lon", "not a finite number")),
        ("sites", "lab-purple", {"lon": "1e2"}, ("lon", "not a finite number")),
        ("sites", "lab-purple", {"lon": "１１８.7"}, ("lon", "not a finite number")),
        ("sites", "lab-purple", {"lon": "31.9", "lat": "118.7"}, ("lon", "is it the latitude?")),
        ("sites", "lab-purple", {"lon": ""}, ("lon", "half a point")),
        ("sites", "lab-purple", {"lon": "119.2"}, ("lon", "outside its city")),
        (
            "sites",
            "lab-purple",
            {"location_precision": "none"},
            ("location_precision", "precision none means no point"),
        ),
        (
            "sites",
            "event-roadshow",
            {"location_precision": "street"},
            ("location_precision", "none means no point"),
        ),
        ("sites", "lab-purple", {"location_claim": ""}, ("location_claim", "a place needs its claim")),
        (
            "sites",
            "lab-purple",
            {"location_source_id": "src-plan"},
            ("location_source_id", "other than the plan"),
        ),
        (
            "sites",
            "lab-purple",
            {"location_claim": "derived", "location_source_id": ""},
            ("location_source_id", "source of its point"),
        ),
        ("sites", "park-jiangning", {"district_id": ""}, ("district_id", "which?")),
        ("sites", "park-jiangning", {"city_id": "", "city_claim": ""}, ("city_id", "needs its city")),
        ("sites", "park-jiangning", {"city_claim": ""}, ("city_claim", "go together")),
        ("sites", "base-nano", {"zone_id": "z-nanjing"}, ("zone_id", "the zone is in another city")),
        (
            "sites",
            "base-nano",
            {"district_id": "district-320115"},
            ("district_id", "the district is in another city"),
        ),
        ("sites", "base-nano", {"clause": ""}, ("clause", "needs a clause")),
        ("sites", "base-nano", {"claim": "external"}, ("source_id", "a source other than the plan")),
        ("sites", "base-nano", {"claim": "sure"}, ("claim", "not an allowed value")),
        ("sites", "base-nano", {"note_zh": "只有中文"}, ("note_en", "one language without the other")),
        ("cities", "city-nanjing", {"lon": "119.5"}, ("lon", "the seat lies outside its city")),
        ("cities", "city-suzhou", {"code": "nj"}, ("code", "this city code stands twice")),
        ("zones", "z-nanjing", {"nine_source_id": ""}, ("nine_source_id", "an outside fact")),
        ("zones", "z-nanjing", {"nine": "yes"}, ("nine", "neither true nor false")),
        ("zones", "z-nanjing", {"area_km2": ""}, ("area_km2", "a circle needs an area")),
        ("zones", "z-nanjing", {"area_km2": "-5"}, ("area_km2", "must be above zero")),
        ("zones", "z-nanjing", {"approved_year": "20144"}, ("approved_year", "year not in")),
        ("zones", "z-suzhou", {"outline_adcodes": "320999"}, ("outline_adcodes", "no county outline")),
        ("zones", "z-suzhou", {"outline_adcodes": "320506"}, ("outline_adcodes", "no western piece")),
        ("industries", "ind-nano", {"parent_id": "ind-network"}, ("parent_id", "two levels")),
        ("industries", "ind-nano", {"short_en": ""}, ("short_zh", "needs its short names")),
        ("industries", "ind-nano", {"short_zh": "纳米技术及应用"}, ("short_zh", "too long for the head")),
        ("governance", "body-council", {"parent_id": "body-office"}, ("parent_id", "stands under itself")),
        ("targets", "t-rd", {"actual_year": ""}, ("actual_value", "needs year and claim")),
        ("targets", "t-labs", {"status": "met"}, ("status", "met needs the actual value")),
        ("targets", "t-rd", {"value": ">3"}, ("value", "not a finite number")),
        ("clauses", "c-3-1", {"ref_zh": "三"}, ("ref_zh", "this clause stands twice")),
        ("sources", "src-web", {"url": "javascript:alert(1)"}, ("url", "not a web address")),
        ("sources", "src-web", {"url": ""}, ("url", "linkable without an address")),
        ("sources", "src-web", {"accessed": "2024-13-01"}, ("accessed", "not a date")),
        ("relations", "rel-nano", {"predicate": "loves"}, ("predicate", "not an allowed value")),
        ("relations", "rel-nano", {"object_id": "ind-none"}, ("object_id", "refers to nothing")),
        ("relations", "rel-nano", {"predicate": "concerns"}, ("subject_id", "only what the plan sets up")),
        ("relations", "rel-nano", {"predicate": "concerns"}, ("object_id", "a city, zone or site")),
        (
            "relations",
            "rel-nano",
            {"predicate": "concerns", "claim": "derived", "clause": ""},
            ("clause", "needs a clause"),
        ),
        ("profiles", "p-nanjing", {"ref_id": "z-none"}, ("ref_id", "refers to nothing")),
    ],
)
def test_damage_is_named(
    tiny: TinyCatalogue, table: str, row: str, cells: dict[str, str], blame: tuple[str, str]
) -> None:
    blamed, says = blame
    line = tiny.edit(table, row, **cells)
    found = [
        problem
        for problem in damage(tiny)
        if problem.file == f"{table}.csv" and problem.row in {line, None} and problem.column == blamed
    ]
    assert any(says in str(problem) for problem in found), damage(tiny)


def test_the_message_has_file_line_column_value_rule_and_way_out(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "park-jiangning", city_id="city-atlantis")
    message = str(damage(tiny)[0])
    assert message == (
        "sites.csv, 第 3 行/line 3, city_id = “city-atlantis”: "
        "所指编号不存在;改用 cities 中已有的编号,或先在那里添加。"
        "refers to nothing: use an id that stands in cities, or add it there first."
    )


def test_all_problems_are_told_at_once(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "lab-purple", kind="laboratory", lon="x")
    tiny.edit("zones", "z-sip", city_id="city-atlantis")
    (tiny.folder / "stages.csv").write_bytes("id,名\n".encode("gbk"))
    (tiny.ground / "labels.csv").unlink()
    told = str(CatalogueError(damage(tiny))).splitlines()
    assert {problem.file for problem in damage(tiny)} == {
        "sites.csv",
        "zones.csv",
        "stages.csv",
        "labels.csv",
    }
    assert len(told) == len(damage(tiny))


def test_an_unreadable_table_does_not_damn_what_refers_to_it(tiny: TinyCatalogue) -> None:
    (tiny.folder / "sources.csv").unlink()
    assert [problem.file for problem in damage(tiny)] == ["sources.csv"]


CELLS = [(table, column.name) for table, columns in TABLES.items() for column in columns]
ODD = st.sampled_from(
    ["", "nan", "-0", "999999999999999", "1e999", "|", "src-plan", "none", "true", "三(一)"]
)


@settings(max_examples=30, deadline=None)
@given(cell=st.sampled_from(CELLS), value=ODD | st.text(max_size=8))
def test_whatever_a_cell_holds_it_loads_or_is_said_in_words(cell: tuple[str, str], value: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(CatalogueError):
        tiny = write_tiny(Path(folder))
        table, column = cell
        tiny.write(table, [{**tiny.read(table)[0], column: value}, *tiny.read(table)[1:]])
        catalog = tiny.load()
        json.dumps([payload(catalog), feature_collection(catalog)], allow_nan=False)


def test_missing_and_extra_columns_are_named(tiny: TinyCatalogue) -> None:
    rows = [{**row, "colour": "red"} for row in tiny.read("stages")]
    tiny.write("stages", rows, ["id", "name_zh", "colour", "name_en"])
    (extra,) = damage(tiny)
    assert (extra.column, "column not known" in str(extra)) == ("colour", True)
    tiny.write("stages", [{"id": row["id"], "name_zh": row["name_zh"]} for row in rows], ["id", "name_zh"])
    (missing,) = damage(tiny)
    assert (missing.column, "column is missing" in str(missing)) == ("name_en", True)


@pytest.mark.parametrize("column", ["id", "city_id", "claim", "lon", "clause", "industries"])
def test_no_missing_column_ends_in_a_traceback(tiny: TinyCatalogue, column: str) -> None:
    rows = tiny.read("sites")
    names = [name for name in rows[0] if name != column]
    tiny.write("sites", [{name: row[name] for name in names} for row in rows], names)
    assert ("sites.csv", column) in {(problem.file, problem.column) for problem in damage(tiny)}


def test_a_table_without_rows_is_an_error(tiny: TinyCatalogue) -> None:
    tiny.write("targets", [])
    assert "no rows" in str(damage(tiny)[0])


def test_a_point_on_the_border_is_inside_whatever_its_rounding(tiny: TinyCatalogue) -> None:
    # 0.002° of longitude are 190 m here.
    tiny.edit("sites", "lab-purple", lon="118.498")
    assert tiny.load().warnings == ()


def test_outside_its_district_is_a_warning_only(tiny: TinyCatalogue) -> None:
    line = tiny.edit("sites", "lab-purple", lon="118.8")
    (warning,) = tiny.load().warnings
    assert (warning.file, warning.row, warning.is_warning) == ("sites.csv", line, True)
    assert "outside its district" in str(warning)


def test_labels_may_share_a_name(tiny: TinyCatalogue) -> None:
    path = tiny.ground / "labels.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "yangtze-2,water,长江,Yangtze,119,32,2,\n", encoding="utf-8"
    )
    assert tiny.load().warnings == ()


def test_undated_sources_leave_the_data_undated(tiny: TinyCatalogue) -> None:
    tiny.edit("sources", "src-web", accessed="")
    catalog = tiny.load()
    assert catalog.date == ""
    assert ["no source has a date" in str(warning) for warning in catalog.warnings] == [True]


def test_a_stray_file_is_mentioned(tiny: TinyCatalogue) -> None:
    (tiny.folder / "site.csv").write_text("id\n", encoding="utf-8")
    assert [warning.file for warning in tiny.load().warnings] == ["site.csv"]


def test_long_and_invisible_values_stay_on_one_line(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "lab-purple", kind="x" * 500 + "\n{tables}")
    message = str(damage(tiny)[0])
    assert "\n" not in message
    assert len(message) < 500
