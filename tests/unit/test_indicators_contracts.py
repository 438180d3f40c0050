"""Each kind of damage to indicators and observations is named: file, line, column, value, rule, way out."""

from __future__ import annotations

import pytest

from geodata.problems import CatalogueError
from tests.tiny_catalogue import TinyCatalogue

RD = "obs-region-sunan-i-rd-intensity-2020"
MONEY = "obs-city-suzhou-i-rd-2021"
FIRMS = "obs-city-nanjing-i-firms-2021"
RANKED = "obs-sip-rank"


@pytest.mark.parametrize(
    ("table", "row", "cells", "blame"),
    [
        ("observations", RD, {"place_id": "city-atlantis"}, ("place_id", "refers to nothing")),
        ("observations", RD, {"indicator_id": "i-none"}, ("indicator_id", "refers to nothing")),
        ("observations", RD, {"source_id": "src-none"}, ("source_id", "refers to nothing")),
        ("observations", MONEY, {"unit": "万元"}, ("unit", "not the unit of the indicator")),
        ("observations", MONEY, {"unit": ""}, ("unit", "must not be empty")),
        ("observations", MONEY, {"value": "-1"}, ("value", "outside what this indicator can be")),
        ("observations", MONEY, {"value": ">9000"}, ("value", "not a finite number")),
        ("observations", MONEY, {"value": ""}, ("value", "must not be empty")),
        ("observations", RD, {"value": "340"}, ("value", "outside what this indicator can be")),
        ("observations", FIRMS, {"value": "-5"}, ("value", "outside what this indicator can be")),
        ("observations", FIRMS, {"value": "12.5"}, ("value", "counts and ranks are whole numbers")),
        ("observations", RANKED, {"value": "0"}, ("value", "outside what this indicator can be")),
        ("observations", RANKED, {"value": "1.5"}, ("value", "counts and ranks are whole numbers")),
        ("observations", RD, {"year": "1066"}, ("year", "year not in 1978–2035")),
        ("observations", RD, {"year": "2020Q3"}, ("year", "not a whole number")),
        ("observations", RD, {"period": "Q4"}, ("period", "not an allowed value")),
        ("observations", RD, {"basis": "some-list"}, ("basis", "not an allowed value")),
        ("observations", RD, {"bound": "="}, ("bound", "not an allowed value")),
        ("observations", RD, {"bound": "≥"}, ("bound", "not an allowed value")),
        ("observations", RD, {"confidence": "sure"}, ("confidence", "not an allowed value")),
        ("observations", RD, {"claim": ""}, ("claim", "must not be empty")),
        ("observations", RD, {"source_id": "src-plan"}, ("source_id", "a source other than the plan")),
        ("observations", RD, {"published": "2022年"}, ("published", "not a date")),
        ("observations", RD, {"published": "2019-12-31"}, ("published", "published before its year began")),
        (
            "observations",
            RD,
            {"value_original": "3.4"},
            ("value_original", "original value and unit go together"),
        ),
        ("observations", RD, {"year": "2019"}, ("value", "has a value already")),
        ("observations", RD, {"note_zh": "注"}, ("note_en", "one language without the other")),
        ("indicators", "i-rd", {"measure": "sum"}, ("measure", "not an allowed value")),
        ("indicators", "i-rd", {"direction": "up"}, ("direction", "not an allowed value")),
        ("indicators", "i-rd", {"dimension": "other"}, ("dimension", "not an allowed value")),
        ("indicators", "i-firms", {"code": "rd"}, ("code", "this indicator code stands twice")),
        ("indicators", "i-rd", {"decimals": "9"}, ("decimals", "not in 0–6")),
        ("indicators", "i-rd", {"expected_update_months": "48"}, ("expected_update_months", "not in 0–36")),
        (
            "indicators",
            "i-firms",
            {"minimum": "9", "maximum": "1"},
            ("minimum", "the least is above the most"),
        ),
        ("indicators", "i-rd", {"definition_en": ""}, ("definition_en", "must not be empty")),
        ("targets", "t-rd", {"indicator_id": "rd_intensity"}, ("indicator_id", "refers to nothing")),
        ("regions", "region-sunan", {"kind": "city"}, ("kind", "not an allowed value")),
    ],
)
def test_damage_is_found_and_placed(
    tiny: TinyCatalogue, table: str, row: str, cells: dict[str, str], blame: tuple[str, str]
) -> None:
    column, rule = blame
    line = tiny.edit(table, row, **cells)
    with pytest.raises(CatalogueError) as raised:
        tiny.load()
    problems = raised.value.problems
    found = [problem for problem in problems if problem.column == column and rule in str(problem)]
    assert [(problem.file, problem.row) for problem in found] == [(f"{table}.csv", line)], list(
        map(str, problems)
    )
    assert found[0].words.way_zh in str(found[0])


def test_the_same_key_on_another_basis_is_another_value(tiny: TinyCatalogue) -> None:
    tiny.edit("observations", RD, year="2019", basis="data-year")
    assert len(tiny.load().observations) == 8


def test_an_unreadable_table_of_indicators_does_not_blame_the_observations(tiny: TinyCatalogue) -> None:
    (tiny.folder / "indicators.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError) as raised:
        tiny.load()
    assert {problem.file for problem in raised.value.problems} == {"indicators.csv"}
