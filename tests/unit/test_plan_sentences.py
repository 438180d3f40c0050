"""The text falls into clauses of the catalogue, paragraphs and sentences, and loses no character."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.plan_clauses import lines
from geodata.plan_sentences import Clause, clauses

KNOWN = pd.DataFrame(
    [
        ("c-0", "引言", ""),
        ("c-1", "一", ""),
        ("c-1-2", "一(二)", "c-1"),
        ("c-1-2-1", "一(二)1", "c-1-2"),
        ("c-annex", "附件", ""),
        ("c-annex-overview", "附件·总述", "c-annex"),
        ("c-annex-nanjing", "附件·南京市", "c-annex"),
    ],
    columns=["id", "ref_zh", "parent_id"],
)


def told(text: str) -> list[tuple[str, str, bool]]:
    """Return id, text and whether a heading, of every sentence."""
    return [
        (each.id, each.text, each.is_heading) for clause in clauses(KNOWN, text) for each in clause.sentences
    ]


def texts(text: str) -> list[str]:
    return [sentence for _, sentence, _ in told(text)]


def test_headings_stand_apart_from_what_they_head() -> None:
    assert told(
        "一、总体要求\n(二)原则。守正。创新。\n1﹒高质量。先行。\n附件:布局\n五市布局\n统筹。\n南京市 先行。"
    ) == [
        ("c-1.1", "一、总体要求", True),
        ("c-1-2.1", "(二)原则。", True),
        ("c-1-2.2", "守正。", False),
        ("c-1-2.3", "创新。", False),
        ("c-1-2-1.1", "1﹒高质量。", True),
        ("c-1-2-1.2", "先行。", False),
        ("c-annex.1", "附件:布局", True),
        ("c-annex-overview.1", "五市布局", True),
        ("c-annex-overview.2", "统筹。", False),
        ("c-annex-nanjing.1", "南京市 ", True),
        ("c-annex-nanjing.2", "先行。", False),
    ]


def test_a_title_stands_before_the_first_sentence_only() -> None:
    assert told("实施方案\n为了先行,制定本方案。\n未完") == [
        ("c-0.1", "实施方案", True),
        ("c-0.2", "为了先行,制定本方案。", False),
        ("c-0.3", "未完", False),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("坚持“先行。”再推广。", ["坚持“先行。”", "再推广。"]),
        ("统筹(含各市。)再推广。", ["统筹(含各市。)", "再推广。"]),
        ("统筹（含各市。） 再推广。", ["统筹（含各市。） ", "再推广。"]),
        ("甲,乙:丙、丁。", ["甲,乙:丙、丁。"]),
        ("真的？！当然。", ["真的？！", "当然。"]),
    ],
)
def test_a_sentence_ends_with_its_mark_and_what_closes_behind_it(text: str, wanted: list[str]) -> None:
    assert texts(text) == wanted


@pytest.mark.parametrize("mark", ["(二)", "（二）", "　　（二）", "\ufeff（二）"])
def test_copies_write_and_indent_the_marks_in_several_ways(mark: str) -> None:
    assert told(f"一、总体要求\n{mark}原则。守正。")[1] == (
        "c-1-2.1",
        f"{mark.strip()}原则。".lstrip("\ufeff"),
        True,
    )


@pytest.mark.parametrize("line", ["南京市", "南京市\u3000先行。", "南京市：先行。", "南京市\t先行。"])
def test_a_city_is_told_by_what_follows_its_name(line: str) -> None:
    assert told(f"附件\n{line}")[1][0] == "c-annex-nanjing.1"
    assert told(f"附件\n{line}")[1][2]


def test_a_paragraph_is_a_line_and_numbers_go_on() -> None:
    (clause,) = clauses(KNOWN, "  甲。乙。 \n\n丙。\n")
    assert [[each.text for each in paragraph] for paragraph in clause.paragraphs] == [
        ["甲。", "乙。"],
        ["丙。"],
    ]
    assert [each.id for each in clause.sentences] == ["c-0.1", "c-0.2", "c-0.3"]


def test_a_clause_knows_what_it_stands_under() -> None:
    found = {clause.ref: clause for clause in clauses(KNOWN, "一、要求\n(二)原则。\n1．先行。\n")}
    point = found["一(二)1"]
    assert (point.id, point.chapter, point.within) == ("c-1-2-1", "c-1", {"c-1-2-1", "c-1-2", "c-1"})


def test_unknown_clauses_are_kept_under_the_nearest_known_one() -> None:
    text = "一、要求\n(二)原则。\n9．再行。\n(三)目标。\n1．远。\n二、工作\n附件\n苏州市 先行。"
    refs = [(clause.ref, [each.text for each in clause.sentences]) for clause in clauses(KNOWN, text)]
    assert refs == [
        ("一", ["一、要求", "(三)目标。", "1．远。", "二、工作"]),
        ("一(二)", ["(二)原则。", "9．再行。"]),
        ("附件", ["附件", "苏州市 ", "先行。"]),
    ]


def test_a_clause_that_comes_twice_is_one() -> None:
    """A table of contents names every chapter before the chapters come."""
    assert [each[0] for each in told("一、要求\n附件\n附\n")] == ["c-1.1", "c-annex.1", "c-annex-overview.1"]
    assert [each[0] for each in told("一、要求\n(二)原则\n一、要求\n(二)原则。守正。")] == [
        *("c-1.1", "c-1.2", "c-1-2.1", "c-1-2.2", "c-1-2.3"),
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*"一二、(（二)）1．附件南京市 。；”\n\u3000甲", "附件", "南京市 ", "一、"])
    ).map("".join)
)
def test_every_character_is_kept(text: str) -> None:
    found: list[Clause] = clauses(KNOWN, text)
    kept = sorted(
        "".join(each.text for each in paragraph) for clause in found for paragraph in clause.paragraphs
    )
    assert kept == sorted(line.text for line in lines(text))
    assert all(each.text for clause in found for each in clause.sentences)
    ids = [each.id for clause in found for each in clause.sentences]
    assert len(ids) == len(set(ids))
