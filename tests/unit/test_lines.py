"""Lines: broken where both languages allow it, never wider than their room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.lines import CLOSING, OPENING, broken, ems, fitted

CHINESE = "2022年苏南R&D经费支出2548.4亿元，苏州961.4亿元居首；镇江当年未单列。"
words = st.text(st.sampled_from("苏州无锡，。（）“”abc XYZ 123.4%—…"), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("said", "room", "lines"),
    [
        ("苏州无锡常州", 3, ["苏州无", "锡常州"]),
        ("苏州，无锡", 2.5, ["苏", "州，", "无锡"]),
        ("five cities of Sunan", 6.5, ["five cities", "of Sunan"]),
        ("看（2020）年", 5.5, ["看（2020）", "年"]),
        ("", 5, [""]),
    ],
)
def test_known_breaks(said: str, room: float, lines: list[str]) -> None:
    assert broken(said, room) == lines


@given(words, st.floats(3, 30))
def test_no_line_is_wider_than_its_room(said: str, room: float) -> None:
    lines = broken(said, room)
    assert all(ems(line) <= room or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == said.replace(" ", "")


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation() -> None:
    for room in range(6, 30):
        lines = broken(CHINESE, room)
        assert not any(line[0] in CLOSING for line in lines[1:])
        assert not any(line[-1] in OPENING for line in lines)


def test_an_address_is_broken_anywhere() -> None:
    address = "https://example.org/" + "a" * 60
    lines = broken(address, 10)
    assert "".join(lines) == address and all(ems(line) <= 10 for line in lines)


def test_what_has_no_room_ends_with_a_sign() -> None:
    assert fitted("国家先进功能纤维制造业创新中心", 6) == "国家先进功…"
    assert fitted("苏州", 6) == "苏州"
