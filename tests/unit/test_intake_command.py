"""`import` and `template` on the command line: reports, exit codes, releases and the log, on real files."""

from __future__ import annotations

import argparse
from pathlib import Path

import openpyxl
import pytest

from geodata.intake import command
from geodata.intake.grid import Choice, Finding, Outcome, Question
from geodata.intake.reporting import column_letters, report
from geodata.problems import Words
from geodata.releases.store import Store

GDP = "地区,年份,地区生产总值（亿元）,来源\n无锡市,2023,15456.19,2022年无锡市统计公报\n"


def run(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers(required=True))
    options = parser.parse_args([str(one) for one in arguments])
    code: int = options.run(options)
    return code


@pytest.fixture(autouse=True)
def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELEASES_DIR", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "releases"


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "upload.csv"
    file.write_text(text, encoding=encoding)
    return file


def test_an_import_becomes_a_release_and_the_same_again_does_not(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, GDP, "gb18030")
    assert run("import", file, "--kind", "indicators", "--releases", folder, "--note", "年报") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "新增 observations 1,修改 0,删除 0"
    assert "+ observations obs-city-wuxi-gdp-2023" in shown
    assert any(line.startswith("提示 ") and "GB18030" in line for line in shown)
    store = Store(folder)
    assert len(store.history()) == 2 and store.open().release.note == "年报"
    before = store.pointer()
    assert run("import", file, "--kind", "indicators", "--releases", folder) == 0
    assert store.pointer() == before
    assert capsys.readouterr().out.splitlines()[0] == "没有变动"


def test_a_dry_run_writes_nothing(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, GDP)
    assert run("import", file, "--kind", "indicators", "--dry-run", "--releases", folder, "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("Added observations 1, changed 0, removed 0")
    assert run("import", file, "--kind", "indicators", "--dry-run") == 0
    assert not folder.exists()


def test_a_refused_import_is_logged_and_changes_nothing(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", written(tmp_path, GDP), "--kind", "indicators", "--releases", folder) == 0
    store = Store(folder)
    before = store.digest()
    bad = written(tmp_path, "地区,年份,GDP(亿元)\n火星,2023,<b>x</b>\n")
    options = ("--kind", "indicators", "--releases", folder, "--name", "报送\u202e.csv")
    assert run("import", bad, *options) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("错误 ")] == [
        "错误 CSV, 第 2 行 A2, 地区 “火星”: 认不出“火星”;写目录中的名称、简称或编号。",
        "错误 CSV, 第 2 行 C2, GDP(亿元) “<b>x</b>”: 不是数;写成如 31.25 的数字;无数据则留空。",
    ]
    assert store.digest() == before
    entry = store.log()[-1]
    assert (entry["what"], entry["result"], entry["note"]) == ("import", "refused", "报送\\u202e.csv")
    assert run("import", written(tmp_path, "\x00\x00"), *options, "--dry-run") == 1
    assert len(store.log()) == 3


def test_a_choice_is_asked_and_its_answer_taken(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, GDP.replace("（亿元）", ""))
    assert run("import", file, "--kind", "indicators", "--releases", folder) == 3
    asked = [line for line in capsys.readouterr().out.splitlines() if line.startswith("请选择 ")]
    assert "--answer unit-gdp=亿元" in asked[0]
    assert not folder.exists()
    answer = ("--answer", "unit-gdp=亿元")
    assert run("import", file, "--kind", "indicators", "--releases", folder, *answer) == 0
    assert Store(folder).open().release.note == "import upload.csv [unit-gdp=亿元]"


def test_what_cannot_be_carried_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, GDP)
    assert run("import", file, "--kind", "indicators") == 2
    assert "RELEASES_DIR" in capsys.readouterr().err
    assert run("import", tmp_path / "none.csv", "--kind", "sites", "--dry-run") == 2
    assert "the file cannot be read" in capsys.readouterr().err
    assert run("import", tmp_path, "--kind", "sites", "--dry-run") == 2
    assert run("template", "--out", tmp_path / "no" / "folder.xlsx") == 2
    with pytest.raises(SystemExit):
        run("import", file, "--kind", "indicators", "--answer", "datum")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_imported_unchanged_changes_nothing(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "template.xlsx"
    assert run("template", "--out", file, "--lang", language) == 0
    for kind in ("all", "indicators", "sites"):
        assert run("import", file, "--kind", kind, "--dry-run", "--lang", language) == 0
        shown = capsys.readouterr().out
        assert "没有变动" in shown or "Nothing changes" in shown


def test_an_edited_template_changes_its_cells_even_when_others_published_since(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "template.xlsx"
    assert run("template", "--out", file, "--releases", folder) == 0
    assert run("import", written(tmp_path, GDP), "--kind", "indicators", "--releases", folder) == 0
    theirs = written(tmp_path, "编号,名称\nlab-pml,紫金山国家实验室\n")
    assert run("import", theirs, "--kind", "sites", "--releases", folder) == 0
    book = openpyxl.load_workbook(file)
    sheet = book["点位"]
    heads = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "lab-ceni")
    line[heads.index("类别")].value = "园区"
    book.save(file)
    capsys.readouterr()
    assert run("import", file, "--kind", "all", "--releases", folder) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "新增 0,修改 sites 1,删除 0"
    assert "~ sites lab-ceni kind: “lab” → “park”" in shown


def test_the_report_is_a_line_each_in_the_language_asked_for() -> None:
    words = Words("规则", "办法", "rule", "way")
    finding = Finding("warning", words, "指标", 3, 27, "名\n称", "\u202e" + "长" * 99)
    question = Question("datum", words, (Choice("wgs84", words), Choice("bd09", words)), (finding,))
    outcome = Outcome((finding,), (question,))
    zh, en = (report(outcome, None, language).splitlines() for language in ("zh", "en"))
    assert [line.split()[0] for line in zh] == ["尚不能发布:0", "请选择", "请选择", "警告"]
    assert en[1] == "Please choose rule: way. --answer datum=wgs84 (rule) | --answer datum=bd09 (rule)"
    assert en[3].startswith("Warning 指标, row 3 AB3, 名\\n称 “\\u202e长长")
    assert len(en[3]) < 140


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [column_letters(one) for one in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
