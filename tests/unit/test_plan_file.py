"""The plan's text comes as text in the usual encodings or as .docx; everything else is refused in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from geodata.loading import Unreadable
from geodata.plan_file import plan_text, read_plan_file, store_plan
from geodata.settings import Settings

TEXT = "一、平台\n(一)设施。建设江宁园。\n"


def refused(path: Path, **limits: int) -> str:
    with pytest.raises(Unreadable) as error:
        read_plan_file(path, **limits)
    return str(error.value)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A Word document with a table between two paragraphs, a line break and a tab."""
    document = docx.Document()
    document.add_paragraph("一、平台")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "甲乙丙丁", strict=True):
        cell.text = text
    document.add_paragraph("(一)设施。").add_run("\n建设\t江宁园。").bold = True
    path = tmp_path / "plan.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_usual_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.TXT"
    path.write_bytes(TEXT.encode(encoding))
    assert read_plan_file(path) == TEXT


def test_the_other_byte_order_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_plan_file(path) == TEXT


def test_paragraphs_and_cells_come_in_their_order(word: Path) -> None:
    assert read_plan_file(word).split("\n") == [
        "一、平台",
        "甲",
        "乙",
        "丙",
        "丁",
        "(一)设施。",
        "建设\t江宁园。",
    ]


def test_tracked_changes_and_content_controls_are_read_and_text_boxes_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>"
            "<w:r><w:t>建设</w:t></w:r><w:ins><w:r><w:t>江宁园</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>旧园</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>别处</w:t></w:r></w:moveFrom>"
            "<w:r><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r>"
            "</w:p></w:sdtContent></w:sdt>"
        ),
    )
    document.save(str(tmp_path / "plan.docx"))
    assert read_plan_file(tmp_path / "plan.docx") == "建设江宁园"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "plan.txt").startswith("plan.txt: 找不到文件")
    (tmp_path / "folder.txt").mkdir()
    assert "cannot be read" in refused(tmp_path / "folder.txt")


@pytest.mark.parametrize("name", ["plan.pdf", "plan.doc", "plan"])
def test_other_kinds_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert "neither .txt nor .docx" in refused(tmp_path / name)


@pytest.mark.parametrize("content", ["", " \n\u3000\n"])
def test_a_text_without_words_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "plan.txt").write_text(content, encoding="utf-8")
    assert "文件里没有文字" in refused(tmp_path / "plan.txt")


def test_a_document_without_words_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "plan.docx"))
    assert "a scan must first" in refused(tmp_path / "plan.docx")


@pytest.mark.parametrize(
    "content", [b"\x80\xff\x80", b"PK\x03\x04\x00\x00", "平台".encode("utf-16-le"), b"\xff\xfe\x00"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.txt").write_bytes(content + b"\x00")
    assert "save it as UTF-8 text" in refused(tmp_path / "plan.txt")


def test_a_large_file_is_refused(tmp_path: Path, word: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    size = (tmp_path / "plan.txt").stat().st_size
    assert read_plan_file(tmp_path / "plan.txt", limit=size) == TEXT
    assert "larger than" in refused(tmp_path / "plan.txt", limit=size - 1)
    assert "larger than" in refused(word, limit=1000)


def test_a_document_that_unfolds_to_too_much_is_refused(word: Path) -> None:
    with zipfile.ZipFile(word) as archive:
        unfolded = sum(part.file_size for part in archive.infolist())
    assert read_plan_file(word, unfolded=unfolded)
    assert "larger than" in refused(word, unfolded=unfolded - 1)


def test_a_damaged_document_is_refused(word: Path) -> None:
    whole = word.read_bytes()
    for damaged in (b"", b"not a zip", whole[: len(whole) // 2], whole[100:], without_body(whole)):
        word.write_bytes(damaged)
        assert "不是完好的 Word 文档" in refused(word)


def test_any_broken_part_is_refused_in_words(word: Path) -> None:
    """Bytes are spoilt all over the file; what can still be read is read."""
    whole = word.read_bytes()
    for place in range(0, len(whole), len(whole) // 200):
        word.write_bytes(whole[:place] + bytes(40) + whole[place + 40 :])
        try:
            assert "江宁园" in read_plan_file(word)
        except Unreadable as error:
            assert "plan.docx" in str(error)


def without_body(whole: bytes) -> bytes:
    """Return a document whose main part is XML of something else."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(copy, "w") as target:
        for part in source.namelist():
            target.writestr(part, b"<a><b/>" if part == "word/document.xml" else source.read(part))
    return copy.getvalue()


def test_the_configured_file_goes_before_the_stored_copy(tmp_path: Path) -> None:
    stored = tmp_path / "kept" / "plan.txt"
    assert plan_text(Settings(plan_file=None), stored) is None
    store_plan("存\n", stored)
    assert plan_text(Settings(plan_file=None), stored) == "存\n"
    (tmp_path / "mine.txt").write_text("我的\n", encoding="utf-8")
    assert plan_text(Settings(plan_file=tmp_path / "mine.txt"), stored) == "我的\n"


def test_storing_replaces_the_copy_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    stored = tmp_path / "kept" / "plan.txt"
    store_plan("旧\n", stored)
    store_plan("新\n", stored)
    assert [path.name for path in stored.parent.iterdir()] == ["plan.txt"]
    assert stored.read_bytes() == "新\n".encode()


def test_what_cannot_be_stored_leaves_the_copy(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").mkdir()
    with pytest.raises(OSError, match="not a regular file"):
        store_plan("新\n", tmp_path / "plan.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]
