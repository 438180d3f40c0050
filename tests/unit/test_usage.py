"""Counts of what a hall's screens were asked about: subjects by the hour, never more."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from geodata.usage import HEAD, MOST_A_SECOND, Usage

NAMES = {"z-sip": "苏州工业园区", "home": "", "bad": "=1+1"}
NINE = datetime(2026, 11, 25, 9, 59, 58)


def counting(folder: Path, times: list[datetime]) -> Usage:
    return Usage(folder, NAMES, now=lambda: times.pop(0) if len(times) > 1 else times[0])


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_day_has_a_file_with_the_hours(tmp_path: Path) -> None:
    usage = counting(tmp_path, [NINE, NINE, NINE + timedelta(hours=1), NINE + timedelta(days=1)])
    assert all(usage.count("z-sip", "hall-1") for _ in range(4))
    assert table(tmp_path / "usage-2026-11-25.csv") == [
        list(HEAD),
        ["2026-11-25", "09", "hall-1", "z-sip", "苏州工业园区", "2"],
        ["2026-11-25", "10", "hall-1", "z-sip", "苏州工业园区", "1"],
    ]
    assert (tmp_path / "usage-2026-11-26.csv").is_file()


def test_a_restart_adds_to_the_day(tmp_path: Path) -> None:
    for _ in range(2):
        counting(tmp_path, [NINE]).count("home")
    assert table(tmp_path / "usage-2026-11-25.csv")[1][-1] == "2"


@pytest.mark.parametrize(
    "damage",
    [
        b"\xff\xfe\x00",
        b'date,hour,screen,subject,name,count\r\n2026-11-25,09,"',
        b"\0" * 4096,
        b"a,b\r\n1",
        b"",
    ],
    ids=["no text", "no end", "zeros", "another table", "empty"],
)
def test_a_damaged_file_does_not_end_the_counting(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "usage-2026-11-25.csv"
    path.write_bytes(damage)
    assert counting(tmp_path, [NINE]).count("home")
    assert table(path) == [list(HEAD), ["2026-11-25", "09", "", "home", "", "1"]]


def test_what_damage_left_whole_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "usage-2026-11-25.csv"
    counting(tmp_path, [NINE]).count("home")
    path.write_bytes(path.read_bytes() + b"2026-11-25,09,,z-sip,\xe8\x8b\r\n")
    counting(tmp_path, [NINE]).count("home")
    assert table(path)[1:] == [["2026-11-25", "09", "", "home", "", "2"]]


@pytest.mark.parametrize(
    ("subject", "screen"), [("nobody", ""), ("home", "Hall 1"), ("home", "../x"), ("home", "-1")]
)
def test_what_is_not_known_is_not_counted(tmp_path: Path, subject: str, screen: str) -> None:
    assert not counting(tmp_path, [NINE]).count(subject, screen)
    assert list(tmp_path.iterdir()) == []


def test_no_name_is_a_formula(tmp_path: Path) -> None:
    counting(tmp_path, [NINE]).count("bad")
    assert table(tmp_path / "usage-2026-11-25.csv")[1][4] == "'=1+1"


def test_faster_than_any_finger_is_not_counted(tmp_path: Path) -> None:
    usage = counting(tmp_path, [NINE])
    assert [usage.count("home") for _ in range(MOST_A_SECOND + 2)].count(True) == MOST_A_SECOND
