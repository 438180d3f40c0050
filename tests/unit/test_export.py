"""What leaves as data is complete, opens safely in a spreadsheet, and is never half-written."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from geodata import export, writing
from geodata.__main__ import main
from geodata.catalog import Catalog
from geodata.tables import TABLES
from tests.tiny_catalogue import TinyCatalogue

PROPERTIES = [
    *("id", "name_zh", "name_en", "aliases", "kind", "city", "zone", "industries"),
    *("clause", "claim", "stage", "location_precision", "source"),
]


@pytest.fixture
def features(tiny_catalog: Catalog, tmp_path: Path) -> dict[str, dict[str, Any]]:
    path = tmp_path / "atlas.geojson"
    export.write_geojson(tiny_catalog, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["type"], "crs" in content) == ("FeatureCollection", False)
    return {feature["id"]: feature for feature in content["features"]}


def test_every_item_is_a_feature_with_all_properties(features: dict[str, dict[str, Any]]) -> None:
    assert len(features) == 2 + 3 + 4 + 2 + 2
    for feature in features.values():
        assert feature["type"] == "Feature"
        assert list(feature["properties"]) == PROPERTIES


def test_points_are_lon_lat_and_what_is_not_placed_is_null(features: dict[str, dict[str, Any]]) -> None:
    assert features["lab-purple"]["geometry"] == {"type": "Point", "coordinates": [118.7, 31.9]}
    assert features["city-nanjing"]["geometry"]["coordinates"] == [118.76, 32.04]
    for name in ("event-roadshow", "t-rd", "body-council"):
        assert features[name]["geometry"] is None
        assert features[name]["properties"]["location_precision"] == "none"


def test_properties_are_lists_ids_and_words(features: dict[str, dict[str, Any]]) -> None:
    properties = features["lab-purple"]["properties"]
    assert properties["aliases"] == ["紫金山实验室"]
    assert properties["industries"] == ["ind-network", "ind-it"]
    assert properties["clause"] == ["三(一)"]
    assert (properties["kind"], properties["city"], properties["zone"]) == ("lab", "city-nanjing", None)
    assert properties["stage"] == "加快建设"
    assert features["base-nano"]["properties"]["zone"] == "z-sip"
    assert features["t-rd"]["properties"]["kind"] == "target"


def read_back(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def test_every_table_comes_back_as_it_was(tiny: TinyCatalogue, tmp_path: Path) -> None:
    files = export.write_csv(tiny.load(), tmp_path / "deep" / "out")
    assert sorted(path.stem for path in files) == sorted(TABLES)
    for path in files:
        assert read_back(path) == tiny.read(path.stem)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_cell_that_begins_like_a_formula_is_guarded(start: str) -> None:
    assert export.guarded(f"{start}1+1") == f"'{start}1+1"
    assert export.guarded(f"1{start}1") == f"1{start}1"


def test_text_is_guarded_and_numbers_stay_numbers(tiny: TinyCatalogue, tmp_path: Path) -> None:
    tiny.edit("sites", "lab-purple", aliases="=HYPERLINK(1)|x", note_zh="-2", note_en="@a")
    tiny.edit("targets", "t-labs", value="-38")
    export.write_csv(tiny.load(), tmp_path / "out")
    lab = read_back(tmp_path / "out" / "sites.csv")[0]
    assert (lab["aliases"], lab["note_zh"], lab["note_en"]) == ("'=HYPERLINK(1)|x", "'-2", "'@a")
    assert read_back(tmp_path / "out" / "targets.csv")[1]["value"] == "-38"


def test_a_failed_write_leaves_what_was_there(
    tiny_catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "cities.csv").write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        export.write_csv(tiny_catalog, folder)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("cities.csv", "old")]


def test_a_folder_in_the_way_leaves_everything_as_it_was(tiny_catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "out" / "sources.csv").mkdir(parents=True)
    with pytest.raises(OSError, match=r"sources\.csv"):
        export.write_csv(tiny_catalog, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["sources.csv"]


def test_a_link_stays_a_link_and_a_device_is_not_replaced(tiny_catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real.geojson")
    export.write_geojson(tiny_catalog, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "real.geojson").read_text(encoding="utf-8"))["features"]
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        export.write_geojson(tiny_catalog, tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


def test_the_error_names_the_path_asked_for(tiny_catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nowhere/a\.geojson'$"):
        export.write_geojson(tiny_catalog, tmp_path / "nowhere" / "a.geojson")


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["export", "--format", "shp", "--out", "x"],
        ["export", "--format", "csv"],
        ["export", "--format", "csv", "--out", "x", "--colour", "red"],
        ["dance"],
        [],
    ],
)
def test_a_wrong_command_is_refused_in_words(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "命令有误 wrong command" in capsys.readouterr().err
