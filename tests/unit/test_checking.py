"""The check, as it is run: what it prints and how it ends."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.ground import SCENERY
from tests.tiny_catalogue import TinyCatalogue


@pytest.fixture
def folders(tiny: TinyCatalogue) -> list[str]:
    """The options that point the command at the tiny catalogue."""
    for name in SCENERY:
        (tiny.ground / f"{name}.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    return ["--catalogue", str(tiny.folder), "--ground", str(tiny.ground)]


def test_a_sound_catalogue_is_counted(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *folders]) == 0
    out = capsys.readouterr().out
    assert "The catalogue is sound" in out
    assert "Named things: 9 = 2 cities + 3 zones + 4 sites" in out
    assert "lab 1 · innovation_centre 0" in out
    assert "南京 3 · 苏州 3 · 无所在市 no city 1" in out
    assert "site 0 · street 1 · district 1 · city 1 · none 1" in out
    assert "Warnings: 0" in out


def test_a_damaged_one_ends_with_1_and_all_messages(
    tiny: TinyCatalogue, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.edit("sites", "lab-purple", kind="laboratory", city_id="city-atlantis")
    (tiny.ground / "water.geojson").write_text("{")
    assert main(["check", *folders]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "The data are damaged in 3 places" in told.err
    assert "water.geojson" in told.err
    assert "sites.csv, 第 2 行/line 2, kind" in told.err
    assert main(["export", "--format", "csv", "--out", str(tiny.folder / "out"), *folders]) == 1
    assert not (tiny.folder / "out").exists()


def test_damaged_scenery_is_found(
    tiny: TinyCatalogue, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny.ground / "water.geojson").write_text("{")
    assert main(["check", *folders]) == 1
    assert "water.geojson: 不是规范的 JSON" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_damage_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--catalogue", str(tmp_path / "nowhere")]) == 1
    assert "cities.csv: 找不到文件" in capsys.readouterr().err


def test_names_missing_from_the_plan_end_with_1(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("南京市", encoding="utf-8")
    assert main(["check", "--plan", str(plan), *folders]) == 1
    err = capsys.readouterr().err
    assert "sites.csv, 第 3 行/line 3, name_zh = “江宁园”: 方案中没有这个名称" in err
    assert "cities.csv, 第 2 行" not in err


def test_a_plan_that_cannot_be_read_ends_with_2(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--plan", "nowhere.txt", *folders]) == 2
    assert "cannot be done: nowhere.txt: 找不到文件" in capsys.readouterr().err


def test_export_writes_what_it_says(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "geojson", "--out", str(tmp_path / "a.geojson"), *folders]) == 0
    assert len(json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]) == 13
    assert main(["export", "--format", "csv", "--out", str(tmp_path / "tables"), *folders]) == 0
    with (tmp_path / "tables" / "sites.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4
    assert "Written" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_a_path_that_cannot_be_written_ends_with_2(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (tmp_path / "file").write_text("mine")
    out = tmp_path / "file" / "x"
    assert main(["export", "--format", form, "--out", str(out), *folders]) == 2
    assert "无法完成 cannot be done" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"
