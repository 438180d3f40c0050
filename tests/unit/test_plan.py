"""Names are looked for in the plan's text as a whole, and in the clauses they are said to stand in."""

from __future__ import annotations

import pytest

from geodata import loading
from geodata.plan import misses, normalised, sections
from geodata.problems import Problem
from geodata.tables import TABLES
from tests.tiny_catalogue import TinyCatalogue

PLAN = """苏南的实施方案。
一、总体要求
(二)基本原则。
1﹒高质量。理事会。
2．统筹。
三、平台
统筹纳米技术。
（一）设施。加快建设网络通信与安全 紫金山实验室、江宁园、苏州纳米基地、长三角国际路演中心。
南京市、苏州市、南京高新区、苏州高新区、苏州工业园区、未来网络、研发投入占比、国家重点实验室、理事会、秘书处。
附件:布局
布局
深入实施。
南京市 新一代信息。
更多。
"""


def missed(tiny: TinyCatalogue, text: str) -> list[Problem]:
    return misses({name: loading.read_table(tiny.folder / f"{name}.csv") for name in TABLES}, text)


def test_the_text_falls_into_its_clauses() -> None:
    found = sections(PLAN)
    assert list(found) == [
        "引言",
        "一",
        "一(二)",
        "一(二)1",
        "一(二)2",
        "三",
        "三(一)",
        "附件",
        "附件·总述",
        "附件·南京市",
    ]
    assert found["三(一)"].endswith("秘书处。")
    assert found["附件·南京市"].endswith("更多。")


def test_every_name_is_found_whatever_the_spaces_and_parentheses(tiny: TinyCatalogue) -> None:
    assert missed(tiny, PLAN) == []


def test_an_alias_is_enough(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "lab-purple", name_zh="紫金山国家实验室")
    assert missed(tiny, PLAN) == []


def test_a_name_that_is_not_there_is_an_error(tiny: TinyCatalogue) -> None:
    line = tiny.edit("sites", "park-jiangning", name_zh="江宁高新园")
    (problem,) = missed(tiny, PLAN)
    assert (problem.file, problem.row, problem.value, problem.is_warning) == (
        "sites.csv",
        line,
        "江宁高新园",
        False,
    )


def test_a_name_in_another_clause_is_a_warning(tiny: TinyCatalogue) -> None:
    line = tiny.edit("industries", "ind-nano", clause="三(一)")
    (problem,) = missed(tiny, PLAN)
    assert (problem.file, problem.row, problem.value, problem.is_warning) == (
        "industries.csv",
        line,
        "三(一)",
        True,
    )


@pytest.mark.parametrize(
    "text", ["新型电力（智能电网）装备", "新型电力(智能电网) 装备", "新型 电力(智能电网\u3000)装备"]
)
def test_copies_differ_in_spaces_and_parentheses_only(text: str) -> None:
    assert normalised(text) == "新型电力(智能电网)装备"
