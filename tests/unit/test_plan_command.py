"""`read-plan`, as it is run: what it prints, what it keeps and how it ends."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from geodata.__main__ import main
from tests.tiny_catalogue import TinyCatalogue
from tests.unit.test_plan_reading_rules import WHOLE


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "plan.txt"


@pytest.fixture
def options(tiny: TinyCatalogue, kept: Path) -> list[str]:
    return ["--out", str(kept), "--catalogue", str(tiny.folder), "--ground", str(tiny.ground)]


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.txt"
    path.write_text(text, encoding="gb18030")
    return str(path)


def test_a_whole_plan_is_counted_and_kept(
    tmp_path: Path, kept: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read-plan", written(tmp_path, WHOLE), *options]) == 0
    told = capsys.readouterr()
    assert "条款 Clauses: 2 / 2" in told.out
    assert "句子 Sentences: 6 = 4 提到事物 with items + 2 未提到 without" in told.out
    assert "事物 Items: 13 = 13 找到 found + 0 未找到 not found" in told.out
    assert f"Stored: {kept}" in told.out
    assert f"PLAN_FILE={kept}" in told.out
    assert told.err == ""
    assert kept.read_text(encoding="utf-8") == WHOLE


def test_the_usual_place_is_shown_at_the_next_start(
    tmp_path: Path,
    kept: Path,
    options: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("geodata.__main__.STORED_PLAN", kept)
    assert main(["read-plan", written(tmp_path, WHOLE), *options[2:]]) == 0
    assert "at its next start" in capsys.readouterr().out
    assert kept.is_file()


def test_a_word_document_is_kept_as_text(tmp_path: Path, kept: Path, options: list[str]) -> None:
    document = docx.Document()
    for line in WHOLE.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "mine.docx"))
    assert main(["read-plan", str(tmp_path / "mine.docx"), *options]) == 0
    assert kept.read_text(encoding="utf-8").split() == WHOLE.split()


def test_a_plan_with_gaps_is_told_and_not_kept(
    tmp_path: Path, kept: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    kept.parent.mkdir()
    kept.write_text("旧", encoding="utf-8")
    assert main(["read-plan", written(tmp_path, WHOLE.replace("江宁园", "江宁")), *options]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "+ 1 未找到 not found" in told.err
    assert "mine.txt, “江宁园”: park-jiangning 的名称和别名都不在文本中,应在 三(一)" in told.err
    assert "PLAN_FILE" in told.err
    assert kept.read_text(encoding="utf-8") == "旧"


def test_clauses_that_were_not_recognised_are_named(
    tmp_path: Path, tiny: TinyCatalogue, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read-plan", written(tmp_path, WHOLE.replace("(一)", "首先,")), *options]) == 0
    assert "条款 Clauses: 1 / 2\n  未认出 Not recognised: 三(一)\n" in capsys.readouterr().out


def test_another_text_is_told_and_not_kept(
    tmp_path: Path, kept: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read-plan", written(tmp_path, "买菜:白菜、萝卜。"), *options]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "mine.txt: 不是实施方案全文" in told.err
    assert not kept.exists()


def test_a_file_that_cannot_be_read_ends_with_2(
    kept: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read-plan", "nowhere.txt", *options]) == 2
    assert "cannot be done: nowhere.txt: 找不到文件" in capsys.readouterr().err
    assert not kept.exists()


def test_a_place_that_cannot_be_written_ends_with_2(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    place = ["--out", str(tmp_path / "file" / "plan.txt"), *options[2:]]
    assert main(["read-plan", written(tmp_path, WHOLE), *place]) == 2
    assert "无法完成 cannot be done" in capsys.readouterr().err


def test_a_damaged_catalogue_ends_with_1(
    tmp_path: Path, tiny: TinyCatalogue, kept: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.edit("sites", "lab-purple", kind="laboratory")
    assert main(["read-plan", written(tmp_path, WHOLE), *options]) == 1
    assert "The data are damaged" in capsys.readouterr().err
    assert not kept.exists()
