"""Files that cannot be read are said to be so, in words, at the right line."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import loading
from geodata.loading import Unreadable
from geodata.tables import Column


def write(folder: Path, data: bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_cells_stay_text_and_the_index_is_the_line(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufeffid,n\r\na,007\r\n\r\n"b\r\nb",NA\r\nc,\r\n'.encode())
    frame = loading.read_table(path)
    assert frame.index.to_list() == [2, 4, 6]
    assert frame["n"].to_list() == ["007", "NA", ""]
    assert pd.api.types.is_string_dtype(frame["n"])


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"", None, "no header"),
        ("id,名\na,南京".encode("gbk"), 1, "not UTF-8"),
        (b"id,n\na,1\nb,\xff\n", 3, "not UTF-8"),
        (b"id,n\na,1\nb,2,3\n", 3, "2 cells wanted, 3 found"),
        (b"id,n\na,1\nb\n", 3, "2 cells wanted, 1 found"),
        (b'id,n\na,1\nb,"2\nc,3\n', 3, "not well-formed CSV"),
        (b'id,n\na,1\nb,"2"x\n', 3, "not well-formed CSV"),
        (b"id,id\na,1\n", 1, "column name repeats"),
    ],
)
def test_a_damaged_table_names_its_line(tmp_path: Path, data: bytes, line: int | None, says: str) -> None:
    with pytest.raises(Unreadable) as raised:
        loading.read_table(write(tmp_path, data))
    problem = raised.value.problem
    assert (problem.file, problem.row) == ("t.csv", line)
    assert says in str(problem)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.text(alphabet='a,"\n\r\0|é\ufeff', max_size=60).map(str.encode))
def test_no_bytes_end_in_a_traceback(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, data)
    for read in (loading.read_table, loading.read_features):
        with contextlib.suppress(Unreadable):
            read(path)


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="file not found"):
        loading.read_table(tmp_path / "none.csv")
    with pytest.raises(Unreadable, match="cannot be read"):
        loading.read_table(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not well-formed JSON"),
        ("[" * 100_000, "not well-formed JSON"),
        ('{"features": [NaN]}', "not well-formed JSON"),
        ("[]", "not a collection of features"),
        ('{"features": []}', "not a collection of features"),
        ('{"features": [{"properties": {"id": "a"}, "geometry": null}]}', "feature 1"),
        (
            '{"features": [{"properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
            "feature 1",
        ),
        (
            '{"features": [{"properties": {"id": 1}, "geometry": {"type":"Point", "coordinates":[999, 2]}}]}',
            "feature 1",
        ),
        (
            '{"features": [{"properties": {"id": "bow-tie"}, "geometry": {"type": "Polygon",'
            ' "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}}]}',
            "feature 1",
        ),
    ],
)
def test_damaged_outlines_are_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        loading.read_features(write(tmp_path, text.encode(), "t.geojson"))


def test_cells_become_values() -> None:
    cells = pd.DataFrame(
        {"t": ["x", ""], "l": ["a|b", ""], "n": ["1.5", ""], "w": ["7", ""], "f": ["true", "false"]},
        index=[2, 5],
        dtype="str",
    )
    columns = [
        Column("t"),
        Column("l", "list"),
        Column("n", "number"),
        Column("w", "whole"),
        Column("f", "flag"),
    ]
    values = loading.typed(cells, columns)
    assert values.index.to_list() == [0, 1]
    assert values["t"].to_list() == ["x", ""]
    assert values["l"].to_list() == [("a", "b"), ()]
    assert values["n"].dtype == "float64"
    assert values["n"].isna().to_list() == [False, True]
    assert values["w"].dtype == "Int64"
    assert values["f"].to_list() == [True, False]


def test_a_row_without_a_point_has_no_geometry() -> None:
    frame = loading.with_points(pd.DataFrame({"lon": [118.5, float("nan")], "lat": [32.0, float("nan")]}))
    assert frame.crs == "EPSG:4326"
    assert frame.geometry[0].coords[0] == (118.5, 32.0)
    assert frame.geometry[1] is None
