"""The desk: nothing is live before it is published, nobody overwrites unseen, two can be asked for."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from geodata.desk import Desk
from geodata.drafts import Draft, Drafts
from geodata.releases.faults import BaseMoved
from geodata.releases.store import Store

GDP = "地区,年份,地区生产总值（亿元）,来源\n南京市,2024,{value},统计公报\n"


@pytest.fixture
def open_desk(tmp_path: Path) -> Callable[..., Desk]:
    def made(approvals: int = 1) -> Desk:
        return Desk(Store(tmp_path / "releases"), Drafts(tmp_path / "drafts"), approvals)

    return made


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


def receive(desk: Desk, value: str = "18500.8", who: str = "王") -> Draft:
    return desk.receive(GDP.format(value=value).encode(), "gdp.csv", "indicators", who, "::1")


def gdp(desk: Desk) -> str:
    rows = desk.store.open().tables["observations"]
    found = rows[(rows["place_id"] == "city-nanjing") & (rows["indicator_id"] == "i-gdp")]
    return "|".join(found[found["year"] == "2024"]["value"])


def told(desk: Desk) -> list[tuple[str, str, str]]:
    return [(entry["who"], entry["what"], entry["result"]) for entry in desk.store.log()]


def test_a_preview_changes_nothing(desk: Desk) -> None:
    before = desk.store.digest()
    preview = desk.preview(receive(desk))
    assert preview.is_ready and preview.outcome.errors == []
    assert desk.store.digest() == before != preview.digest


def test_the_preview_says_what_would_be_added_and_where(desk: Desk) -> None:
    line = next(line for line in desk.preview(receive(desk)).lines if line.table == "observations")
    assert (line.kind, line.name["zh"]) == ("added", "南京市 · 地区生产总值 · 2024")
    assert line.name["en"].startswith("Nanjing · ")
    value = next(cell for cell in line.cells if cell.column == "value")
    assert (value.old["zh"], value.new["zh"], value.new["en"]) == (
        *("", "18500.8 亿元"),
        "18500.8 (100 million yuan)",
    )
    cities = desk.store.open().tables["cities"]
    row = cities[cities["id"] == "city-nanjing"].iloc[0]
    assert line.point == (float(row["lon"]), float(row["lat"]))


def test_a_large_jump_is_flagged_at_its_line(desk: Desk) -> None:
    line = next(line for line in desk.preview(receive(desk, "185008")).lines if line.table == "observations")
    assert line.jump.startswith("×")


def test_what_was_seen_is_published_and_the_draft_is_gone(desk: Desk) -> None:
    draft = receive(desk)
    release = desk.publish(draft, "王", "2024", "::1", desk.preview(draft).seen)
    assert release is not None and desk.store.open().release.id == release.id
    assert (release.who, release.note, gdp(desk)) == ("王", "2024", "18500.8")
    assert desk.drafts.all() == ()
    assert told(desk) == [("王", "upload", "done"), ("王", "publish", "begun"), ("王", "publish", "done")]


def test_what_was_answered_is_kept_with_the_release(desk: Desk) -> None:
    sites = "名称,类别,城市,经度,纬度,位置精度,来源\n验证中心,服务平台,南京市,118.78,32.06,街道级,公报\n"
    draft = desk.receive(sites.encode(), "sites.csv", "sites", "王", "::1")
    assert [question.key for question in desk.preview(draft).outcome.questions] == ["datum"]
    draft = desk.answer(draft, {"datum": "gcj02"})
    release = desk.publish(draft, "王", "点位", "::1", desk.preview(draft).seen)
    assert release is not None and release.note == "点位 [datum=gcj02]"
    assert told(desk)[0] == ("王", "upload", "asked")


def test_a_discarded_upload_leaves_the_log_alone(desk: Desk) -> None:
    before, draft = desk.store.digest(), receive(desk)
    desk.discard(draft, "王", "::1")
    assert desk.store.digest() == before and desk.drafts.all() == ()
    assert told(desk) == [("王", "upload", "done"), ("王", "discard", "done")]


def test_the_second_to_publish_sees_the_new_difference_first(desk: Desk) -> None:
    first, second = receive(desk, "18500.8"), receive(desk, "18600", "李")
    seen = desk.preview(second)
    desk.publish(first, "王", "first", "::1", desk.preview(first).seen)
    with pytest.raises(BaseMoved):
        desk.publish(second, "李", "second", "::1", seen.seen)
    assert gdp(desk) == "18500.8"
    again = desk.preview(second)
    line = next(line for line in again.lines if line.table == "observations")
    value = next(cell for cell in line.cells if cell.column == "value")
    assert (line.kind, value.old["zh"], value.new["zh"]) == ("changed", "18500.8 亿元", "18600 亿元")
    desk.publish(second, "李", "second", "::1", again.seen)
    assert gdp(desk) == "18600"


def test_two_are_asked_for_and_one_counts_once(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(approvals=2)
    draft = receive(desk)
    seen = desk.preview(draft).seen
    assert desk.publish(draft, "王", "2024", "::1", seen) is None
    draft = desk.drafts.all()[0]
    assert desk.publish(draft, "王", "2024", "::1", seen) is None
    assert gdp(desk) == ""
    release = desk.publish(desk.drafts.all()[0], "李", "", "::1", seen)
    assert release is not None and (release.who, release.note) == ("王, 李", "2024")


def test_agreement_is_void_when_the_outcome_changes(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(approvals=2)
    draft, other = receive(desk), receive(desk, "1700", "李")
    desk.publish(draft, "王", "2024", "::1", desk.preview(draft).seen)
    other_seen = desk.preview(other).seen
    desk.publish(other, "李", "other", "::1", other_seen)
    desk.publish(desk.drafts.find(other.token) or other, "赵", "", "::1", other_seen)
    draft = desk.drafts.find(draft.token) or draft
    assert desk.publish(draft, "李", "", "::1", desk.preview(draft).seen) is None


def test_rolling_back_brings_back_what_was(desk: Desk) -> None:
    before, draft = desk.store.digest(), receive(desk)
    first = desk.store.open().release.id
    desk.publish(draft, "王", "2024", "::1", desk.preview(draft).seen)
    desk.roll_back(first, "李", "wrong year", "::1")
    assert desk.store.digest() == before
    assert told(desk)[-1] == ("李", "rollback", "done") and ("王", "publish", "done") in told(desk)


def test_the_template_is_current_and_unchanged_changes_nothing(desk: Desk) -> None:
    draft = receive(desk)
    desk.publish(draft, "王", "2024", "::1", desk.preview(draft).seen)
    for language in ("zh", "en"):
        preview = desk.preview(desk.receive(desk.template(language), "template.xlsx", "all", "王", "::1"))
        assert preview.outcome.errors == [] and preview.outcome.questions == ()
        assert preview.outcome.tables is not None and preview.lines == () and not preview.is_ready
    assert "18500.8" in {
        str(cell.value)
        for row in openpyxl.load_workbook(io.BytesIO(desk.template("zh")))["指标"].iter_rows()
        for cell in row
    }


def test_an_old_template_takes_only_its_own_edits(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(desk.template("zh")))
    draft = receive(desk)
    desk.publish(draft, "王", "2024", "::1", desk.preview(draft).seen)
    sheet = book["指标"]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("高新技术企业数（家）") + 1
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "无锡市")
    sheet.cell(row, column).value = 7000
    file = io.BytesIO()
    book.save(file)
    preview = desk.preview(desk.receive(file.getvalue(), "t.xlsx", "indicators", "李", "::1"))
    observed = [line for line in preview.lines if line.table == "observations"]
    assert [line.name["zh"].split(" · ")[:2] for line in observed] == [["无锡市", "高新技术企业数"]]


def test_a_file_that_is_no_table_is_refused_in_words(desk: Desk) -> None:
    preview = desk.preview(desk.receive(b"%PDF-1.7", "x.xlsx", "all", "王", "::1"))
    assert preview.refused is not None and not preview.is_ready


def test_the_log_says_what_became_of_an_upload(desk: Desk) -> None:
    receive(desk, "abc")
    desk.receive(b"%PDF-1.7", "x.xlsx", "all", "王", "::1")
    assert told(desk) == [("王", "upload", "refused"), ("王", "upload", "refused")]


def test_the_copy_comes_back_with_its_marks(desk: Desk) -> None:
    draft = receive(desk, "abc")
    book = openpyxl.load_workbook(io.BytesIO(desk.copy(draft, "en")))
    cell = book.worksheets[0]["C2"]
    assert cell.value == "abc" and cell.comment is not None and cell.fill.fill_type == "solid"
