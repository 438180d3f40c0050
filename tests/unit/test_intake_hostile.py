"""Hostile, damaged and oversized files: refused in words, quickly, in little memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from geodata.intake import limits, refusals
from geodata.intake.grid import RefusedError
from geodata.intake.reading import ROOT, ask_child, read_upload
from tests.intake_files import (
    bare_parts,
    bare_workbook,
    features,
    lying_about_its_size,
    many_rows,
    saved,
    shared_text_bomb,
    workbook,
    zipped,
)

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg", "gh"))
    + "]>"
)
EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    b"</OGRVRTLayer></OGRVRTDataSource>"
)
INLINE = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'


def reason(data: bytes, name: str = "") -> refusals.Said:
    with pytest.raises(RefusedError) as refused:
        read_upload(data, name)
    words = refused.value.words
    return (words.rule_zh, words.way_zh, words.rule_en, words.way_en)


def is_for(words: refusals.Said, data: bytes) -> bool:
    """Say whether data are refused with these words, whatever limit or place they name."""
    said = reason(data)
    return all(one.split("{")[0] in two and "{" not in two for one, two in zip(words, said, strict=True))


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def sheets(count: int) -> bytes:
    book = openpyxl.Workbook()
    for _ in range(count - 1):
        book.create_sheet()
    return saved(book)


def nested(depth: int) -> bytes:
    return b'{"type":"FeatureCollection","features":' + b'[{"a":' * depth + b"1" + b"}]" * depth + b"}"


KINDS: dict[str, tuple[refusals.Said, Callable[[], bytes]]] = {
    "nothing": (refusals.EMPTY, lambda: b" \r\n"),
    "old or encrypted Excel": (refusals.OLD_EXCEL, encrypted),
    "macros": (refusals.MACROS, lambda: bare_workbook(many_rows(1), **{"xl/vbaProject.bin": b"x"})),
    "OpenDocument": (refusals.UNKNOWN, lambda: zipped({"mimetype": "x", "content.xml": "<x/>"})),
    "VRT": (refusals.UNKNOWN, lambda: VRT),
    "VRT in UTF-16": (refusals.UNKNOWN, lambda: VRT.decode().encode("utf-16")),
    "HTML": (refusals.UNKNOWN, lambda: b"\xef\xbb\xbf\n<html><table><tr><td>1</table></html>"),
    "PDF": (refusals.UNKNOWN, lambda: b"%PDF-1.7\n"),
    "GeoPackage": (refusals.UNKNOWN, lambda: b"SQLite format 3\0" + bytes(100)),
    "half a zip": (refusals.NOT_WORKBOOK, lambda: bare_workbook(many_rows(5))[:-200]),
    "a part of no XML": (refusals.NOT_WORKBOOK, lambda: bare_workbook("<row><c>")),
    "entities": (refusals.NOT_WORKBOOK, lambda: bare_workbook(INLINE.format("&h;"), ENTITIES)),
    "external entity": (refusals.NOT_WORKBOOK, lambda: bare_workbook(INLINE.format("&x;"), EXTERNAL)),
    "NUL": (refusals.NUL, lambda: b"a,b\n1,\0\n"),
    "no encoding": (refusals.ENCODING, lambda: bytes(range(128, 256)) * 20),
    "open quotes": (refusals.BAD_CSV, lambda: b'a,b\n"1,2\n'),
    "NaN": (refusals.BAD_JSON, lambda: features([(120.0, 31.0)], value=float("nan"))),
    "deep JSON": (refusals.BAD_JSON, lambda: nested(100_000 // 2)),
    "a number without end": (refusals.BAD_JSON, lambda: b'{"features":[' + b"9" * 5000 + b"]}"),
    "half a JSON": (refusals.BAD_JSON, lambda: features([(120.0, 31.0)])[:-1]),
    "a JSON of other things": (refusals.NO_FEATURES, lambda: b'{"type":"Topology"}'),
    "features of nothing": (refusals.NOT_POINT, lambda: b'{"features":[1,"a",[],{}]}'),
    "infinite": (
        refusals.NOT_POINT,
        lambda: b'{"features":[{"geometry":{"type":"Point","coordinates":[1e999,1]}}]}',
    ),
}
LIMITS: dict[str, tuple[refusals.Said, Callable[[], bytes]]] = {
    "50 MB": (refusals.TOO_LARGE, lambda: bytes(50 * 2**20)),
    "200,000 rows": (refusals.ROWS, lambda: bare_workbook(many_rows(200_000))),
    "200,000 rows with prefixes": (
        refusals.ROWS,
        lambda: bare_workbook(f'<x:row xmlns:x="u"/><row r="{limits.MOST_ROWS + 1}"><c><v>1</v></c></row>'),
    ),
    "200,000 rows of CSV": (refusals.ROWS, lambda: b"1,2,3,4,5\n" * 200_000),
    "a cell at XFD1048576": (
        refusals.ROWS,
        lambda: bare_workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "a cell at XFD1": (refusals.COLUMNS, lambda: bare_workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
    "columns of CSV": (refusals.COLUMNS, lambda: b"1," * limits.MOST_COLUMNS + b"1\n"),
    "cells": (refusals.CELLS, lambda: b"1,2,3,4,5,6,7,8,9,0,1,2\n" * 19_000),
    "characters": (refusals.CHARS, lambda: shared_text_bomb(limits.MOST_CELL_CHARS, 100_000)),
    "a long cell": (refusals.LONG_CELL, lambda: workbook({"S": [["x" * (limits.MOST_CELL_CHARS + 1)]]})),
    "sheets": (refusals.SHEETS, lambda: sheets(limits.MOST_SHEETS + 1)),
    "parts": (
        refusals.ENTRIES,
        lambda: bare_workbook("", **{f"x{i}": b"" for i in range(limits.MOST_ENTRIES)}),
    ),
    "zip bomb": (refusals.BOMB, lambda: bare_workbook(" " * (limits.MOST_UNPACKED_BYTES + 1))),
    "bomb of shared texts": (refusals.BOMB, lambda: shared_text_bomb(limits.MOST_PART_BYTES, 100)),
    "features": (refusals.FEATURES, lambda: b'{"features":[' + b"1," * limits.MOST_FEATURES + b"1]}"),
    "vertices": (refusals.VERTICES, lambda: b"{" + b"[" * (limits.MOST_VERTICES + 1)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_upload_is_refused_with_the_way_out(kind: str) -> None:
    words, make = KINDS[kind]
    assert is_for(words, make())


@pytest.mark.parametrize("kind", LIMITS)
def test_what_is_too_much_is_refused_naming_the_limit(kind: str) -> None:
    words, make = LIMITS[kind]
    assert is_for(words, make())


def test_sizes_that_lie_do_not_help() -> None:
    rows = " " * (limits.MOST_UNPACKED_BYTES + 1)
    true = len(bare_parts(rows)["xl/worksheets/sheet1.xml"])
    assert is_for(refusals.NOT_WORKBOOK, lying_about_its_size(bare_workbook(rows), true, 1000))


def test_a_driver_of_files_named_geojson_is_no_geojson() -> None:
    assert reason(VRT, "places.geojson") == refusals.UNKNOWN


def test_a_dimension_that_lies_costs_nothing() -> None:
    parts = bare_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace('ref="A1"', 'ref="A1:XFD1048576"')
    assert parts["xl/worksheets/sheet1.xml"] != sheet
    assert read_upload(zipped(parts)).grids[0].rows == (("1",),)


def test_halves_of_characters_do_not_come_through() -> None:
    data = json.dumps({"features": [{"properties": {"name": "\ud800"}, "geometry": None}]}).encode()
    assert read_upload(data).grids[0].rows[1] == ("?", "", "")


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SECONDS", 0.001)
    assert reason(b"a,b\n1,2\n") == refusals.TOO_SLOW


def test_a_child_that_dies_is_said() -> None:
    with pytest.raises(RefusedError) as refused:
        ask_child("annotate", {"no": "such question"}, b"a,b\n1,2\n")
    assert refused.value.words.rule_en == refusals.TOO_SLOW[2]


CONFINED = """
from geodata.intake.child import confine
confine()
import openpyxl, sys
assert not openpyxl.LXML and openpyxl.DEFUSEDXML and not sys.modules["numpy"]
for act in (lambda: bytes(400 * 2**20), lambda: print("x", file=open(sys.argv[1], "w"), flush=True)):
    try:
        act()
    except (MemoryError, OSError) as refused:
        print(type(refused).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")
def test_the_child_can_neither_fill_memory_nor_write(tmp_path: Path) -> None:
    target = tmp_path / "written"
    ended = subprocess.run(
        [sys.executable, "-c", CONFINED, str(target)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["MemoryError", "OSError"]
    assert target.read_bytes() == b""


def test_nothing_of_our_surroundings_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []

    def watched(*_: object, env: dict[str, str], **__: object) -> subprocess.CompletedProcess[bytes]:
        seen.append(env)
        return subprocess.CompletedProcess([], 0, b'{"format": "csv", "sheets": []}')

    monkeypatch.setenv("SECRET_KEY", "s")
    monkeypatch.setenv("HTTPS_PROXY", "p")
    monkeypatch.setattr(subprocess, "run", watched)
    read_upload(b"a")
    assert not {"SECRET_KEY", "HTTPS_PROXY", "HOME"} & set(seen[0])


MEASURED = """
import resource, sys, time
from pathlib import Path
from geodata.intake.grid import RefusedError
from geodata.intake.reading import read_upload

def peak_mb(who):
    return resource.getrusage(who).ru_maxrss / 1024

before = peak_mb(resource.RUSAGE_SELF)
for path in sys.argv[1:]:
    data, start = Path(path).read_bytes(), time.monotonic()
    try:
        read_upload(data)
    except RefusedError:
        pass
    print(Path(path).name, time.monotonic() - start)
print("MB", peak_mb(resource.RUSAGE_SELF) - before + peak_mb(resource.RUSAGE_CHILDREN))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in the units of Linux")
def test_no_file_takes_long_or_much_memory(tmp_path: Path) -> None:
    objects = b'{"features":[' + b'{"a":{}},' * 2_000_000 + b"{}]}"
    styles = bare_workbook("", **{"xl/styles.xml": "<a/>" * (limits.MOST_PART_BYTES // 4)})
    cells = b"".join(b"<row>%s</row>" % (b"<c/>" * 700) for _ in range(limits.MOST_ROWS))
    files = {name: LIMITS[name][1]() for name in ("50 MB", "200,000 rows", "characters", "zip bomb")}
    files |= {"objects": objects, "styles": styles, "empty cells": bare_workbook(cells.decode())}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, *(str(tmp_path / name) for name in files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    *times, memory = ended.stdout.splitlines()
    assert float(memory.split()[-1]) < 400, ended.stdout
    slowest = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in times}
    assert slowest.keys() == files.keys()
    # The two that are promised; the others may use up the time that is given to the child.
    assert max(slowest["50 MB"], slowest["200,000 rows"]) < 5, ended.stdout


def test_many_formulas_with_their_results_are_read() -> None:
    row = f"<row>{'<c><f>1+1</f><v>2</v></c>' * 10}</row>"
    book = read_upload(bare_workbook(row * (limits.MOST_CELLS // 20)))
    assert book.grids[0].rows == (("2",) * 10,) * (limits.MOST_CELLS // 20)


def test_the_files_are_what_they_are_called() -> None:
    with zipfile.ZipFile(io.BytesIO(LIMITS["zip bomb"][1]())) as bomb:
        assert sum(part.file_size for part in bomb.infolist()) > limits.MOST_UNPACKED_BYTES
        assert sum(part.compress_size for part in bomb.infolist()) < limits.MOST_UNPACKED_BYTES / 500
