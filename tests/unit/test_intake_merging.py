"""Edits on a release that has moved: only what a steward changed is taken, nothing else is overwritten."""

from __future__ import annotations

import pytest

from geodata.intake.asking import NOWHERE, Spot, Talk, choice
from geodata.intake.grid import Book
from geodata.intake.merging import Edits
from geodata.problems import Words
from tests.intake_books import base, changes, csv_book, grid, only_error, row, rules, taken, with_row

THEN = "0001-aaaaaaaa"
SITE = "编号,名称,类别,位置精度\nfin-roadshow-yrd,{name},{kind},\n"
OLD_NAME = "长三角国际路演中心"
SPOT = Spot("点位", 2, 1, "名称", "新名")


def template_of(name: str = OLD_NAME, kind: str = "创投集聚区") -> Book:
    return Book("xlsx", (grid(f"模板版本,{THEN}\n", "说明"), grid(SITE.format(name=name, kind=kind), "点位")))


def test_cells_that_the_steward_left_are_not_put_back() -> None:
    now = with_row(base(), "sites", "fin-roadshow-yrd", name_zh="长三角路演中心", kind="park")
    untouched = taken(template_of(), "sites", tables=now, released=lambda _: base())
    assert not changes(untouched, now)
    assert any(THEN in one for one in rules(untouched, "note"))


def test_edits_of_different_cells_of_a_row_meet() -> None:
    now = with_row(base(), "sites", "fin-roadshow-yrd", kind="park")
    outcome = taken(template_of(name="长三角路演大厅"), "sites", tables=now, released=lambda _: base())
    kept = row(outcome.tables, "sites", "fin-roadshow-yrd")
    assert (kept["name_zh"], kept["kind"]) == ("长三角路演大厅", "park")


@pytest.mark.parametrize(("answer", "name"), [("mine", "长三角路演大厅"), ("theirs", "长三角路演中心")])
def test_edits_of_one_cell_are_asked(answer: str, name: str) -> None:
    now = with_row(base(), "sites", "fin-roadshow-yrd", name_zh="长三角路演中心")
    book = template_of(name="长三角路演大厅")
    asked = taken(book, "sites", tables=now, released=lambda _: base())
    assert [(one.key, len(one.findings)) for one in asked.questions] == [("conflict", 1)]
    answered = taken(book, "sites", {"conflict": answer}, tables=now, released=lambda _: base())
    assert row(answered.tables, "sites", "fin-roadshow-yrd")["name_zh"] == name


def test_a_row_that_others_removed_does_not_come_back() -> None:
    frame = base()["sites"]
    now = {**base(), "sites": frame[frame["id"] != "fin-roadshow-yrd"]}
    outcome = taken(template_of(), "sites", tables=now, released=lambda _: base())
    assert not changes(outcome, now)
    edited = taken(template_of(kind="园区"), "sites", tables=now, released=lambda _: base())
    assert not changes(edited, now)
    assert any("others removed this site" in one for one in rules(edited, "warning"))


def test_without_its_release_a_template_is_compared_with_the_data_in_use() -> None:
    now = with_row(base(), "sites", "fin-roadshow-yrd", kind="park")
    outcome = taken(template_of(), "sites", tables=now)
    assert row(outcome.tables, "sites", "fin-roadshow-yrd")["kind"] == "finance"
    assert any("is not here" in one for one in rules(outcome, "warning"))


def test_what_is_not_touched_stays_the_same_frame() -> None:
    outcome = taken(csv_book("编号,类别\nfin-roadshow-yrd,园区\n"), "sites")
    assert outcome.tables is not None
    assert {name for name in base() if outcome.tables[name] is not base()[name]} == {"sites"}
    frame = outcome.tables["sites"]
    assert list(frame.columns) == list(base()["sites"].columns)
    assert frame.index.name == "line" and frame.index.dtype == "int64" and frame.index.is_unique


def test_sources_come_and_change_with_their_sheet() -> None:
    sources = "编号,标题,发布者,网址,查阅日期\nsrc-gmap,,新发布者,,\n,2030年无锡市统计公报,无锡市统计局,https://tj.wuxi.gov.cn/,2024/3/1\n"
    figures = "地区,年份,GDP(亿元),来源\n无锡,2023,15456.19,2030年无锡市统计公报\n"
    outcome = taken(Book("xlsx", (grid(figures, "指标"), grid(sources, "来源"))), "indicators")
    found = changes(outcome)
    assert [(one.id, one.column, one.new) for one in found.changed] == [("src-gmap", "publisher", "新发布者")]
    added = {one.table: one for one in found.added}
    assert added["sources"].row["accessed"] == "2024-03-01"
    assert added["sources"].row["linkable"] == "true"
    assert added["observations"].row["source_id"] == added["sources"].id


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (",新来源之一,,javascript:alert(1),", "not a web address"),
        (",新来源之一,,,2024-13-01", "not a date"),
        ("src-new,,甲,,", "a source without a title"),
    ],
)
def test_a_bad_source_is_refused(cells: str, rule: str) -> None:
    sources = f"编号,标题,发布者,网址,查阅日期\n{cells}\n"
    figures = "地区,年份,GDP(亿元)\n无锡,2022,14850.82\n"
    error = only_error(taken(Book("xlsx", (grid(figures, "指标"), grid(sources, "来源"))), "indicators"))
    assert error.words.rule_en == rule and error.sheet == "来源"


def test_what_the_contracts_refuse_is_named_at_its_cell() -> None:
    # The point in use lies in Nanjing: in another city the contract of the whole catalogue refuses it.
    outcome = taken("编号,城市\nlab-pml,苏州\n", "sites")
    assert rules(outcome) == ["the point lies outside its city", "the district is in another city"]
    assert {(one.sheet, one.row, one.heading) for one in outcome.errors} == {("data", 2, "城市")}
    assert outcome.tables is None


def test_both_sheets_of_a_template_are_taken_at_once() -> None:
    figures = grid("地区,年份,GDP(亿元),来源\n无锡,2023,15456.19,src-gmap\n", "Indicators")
    sites = grid("Id,Kind\nfin-roadshow-yrd,Parks\n", "Sites")
    both = changes(taken(Book("xlsx", (figures, sites)), "all"))
    assert [one.table for one in both.added] == ["observations"]
    assert [one.table for one in both.changed] == ["sites"]
    one = changes(taken(Book("xlsx", (figures, sites)), "sites"))
    assert not one.added and len(one.changed) == 1
    assert "there is no sheet" in only_error(taken(Book("xlsx", (figures, figures)), "sites")).words.rule_en


def test_ids_are_never_used_twice() -> None:
    edits = Edits(base(), None, Talk({}))
    assert edits.new_id("src-gmap") == "src-gmap-2"
    assert edits.new_id("src-gmap") == "src-gmap-3"


def test_the_same_is_said_once_and_counted() -> None:
    talk = Talk({"unknown": "1", "key": "a"})
    words = Words("甲", "乙", "a rule", "a way")
    for number in range(3):
        talk.note(words, Spot("s", number, 1))
        talk.error(words, Spot("s", number, 1))
    assert talk.ask("key", words, [choice("a", "", "")], SPOT) == "a"
    assert talk.ask("other", words, [choice("a", "", "")], NOWHERE) is None
    found = talk.findings()
    assert [one.level for one in found] == ["error"] * 3 + ["note"] * 2
    assert "a rule (3 cells)" in [one.words.rule_en for one in found]
    assert talk.used == {"key": "a"} and not talk.is_settled


def test_of_very_many_findings_a_thousand_are_told() -> None:
    talk = Talk({})
    words = Words("甲", "乙", "a rule", "a way")
    for number in range(1500):
        talk.error(words, Spot("s", number, 1))
    found = talk.findings()
    assert len(found) == 1001
    assert found[-1].words.rule_en == "500 more of these are not listed"
