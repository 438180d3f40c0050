"""Has an upload parsed by a child process with limits, and takes its answer: sheets of text, or why not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import defusedxml  # type: ignore[import-untyped]  # noqa: F401  the child does not parse without it: then nothing should start
import pyproj

from geodata.intake import limits, refusals
from geodata.intake.grid import Book, Grid, RefusedError
from geodata.intake.headings import SHEETS
from geodata.problems import Words

ROOT = Path(__file__).parents[2]
# Projected systems a survey in southern Jiangsu may come in; EPSG codes.
PROJECTED = {"3857", "4508", "4509", "4528", "4529", "4547", "4548", "4549", "32650", "32651"}
SUFFIXES = {"xlsx": {".xlsx"}, "csv": {".csv", ".txt", ".tsv"}, "geojson": {".geojson", ".json"}}
# Encodings that need no word.
PLAIN = {"utf-8", "utf-8-sig"}

_ENCODING = Words(
    *("文本编码认作 {encoding}", "如有乱码,另存为“CSV UTF-8”"),
    *("the text was read as {encoding}", "save it as “CSV UTF-8” if characters look wrong"),
)
_MISNAMED = Words(
    *("文件名的后缀与内容不符,内容是 {format}", "已按内容读取,无需处理"),
    *("the ending of the file name does not fit: it holds {format}", "it was read as that, nothing to do"),
)
_CONVERTED = Words(
    *("坐标已由 EPSG:{crs} 换算为 WGS-84", "核对地图上的位置"),
    *("coordinates were converted from EPSG:{crs} to WGS-84", "check the places on the map"),
)


def read_upload(data: bytes, name: str = "") -> Book:
    """Return an upload as sheets of text cells; its kind is told by its content. Raises RefusedError."""
    book = _book(answered(ask_child("read", {}, data)))
    suffix = Path(name).suffix.casefold()
    if suffix in set().union(*SUFFIXES.values()) - SUFFIXES[book.format]:
        misnamed = _MISNAMED.filled(format=book.format.upper())
        return replace(book, remarks=(misnamed, *book.remarks))
    return book


def answered(answer: bytes) -> dict[str, Any]:
    """Return the JSON that the child answers. Raises RefusedError for what it refuses."""
    content: dict[str, Any] = json.loads(answer)
    if "refused" in content:
        raise refused(tuple(content["refused"]))
    return content


def refused(words: tuple[str, ...], **values: object) -> RefusedError:
    """Return the error for a refusal of the child."""
    return RefusedError(Words(*refusals.Refusal(words, **values).words))  # type: ignore[arg-type]


def ask_child(what: str, asked: dict[str, object], data: bytes) -> bytes:
    """Return what the child answers. Raises RefusedError when it dies or takes too long."""
    if len(data) > limits.MOST_UPLOAD_BYTES:
        raise refused(refusals.TOO_LARGE, most=limits.MOST_UPLOAD_BYTES // 2**20)
    # Nothing of our own surroundings: no proxies, no paths, no secrets; openpyxl parses without lxml.
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    environment = kept | {
        **{"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        "OPENPYXL_LXML": "False",
    }
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-s", "-m", "geodata.intake.child", what],
            input=json.dumps(asked).encode("ascii") + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT.anchor,
            env=environment,
            timeout=limits.MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refused(refusals.TOO_SLOW) from None
    if ended.returncode != 0:
        raise refused(refusals.TOO_SLOW)
    return ended.stdout


def _book(answer: dict[str, Any]) -> Book:
    own = {SHEETS["findings"].zh, SHEETS["findings"].en}
    grids = [
        Grid(name, tuple(map(tuple, rows)))
        for name, rows in answer["sheets"]
        # What an annotated copy says about itself was not sent by a steward.
        if name not in own or len(answer["sheets"]) == 1
    ]
    remarks = []
    if (encoding := answer.get("encoding")) and encoding not in PLAIN:
        remarks.append(_ENCODING.filled(encoding=str(encoding).upper()))
    if crs := answer.get("crs"):
        if crs not in PROJECTED:
            raise refused(refusals.CRS_UNKNOWN, crs=f"EPSG:{crs}")
        grids = [_in_degrees(grid, crs) for grid in grids]
        remarks.append(_CONVERTED.filled(crs=crs))
    return Book(answer["format"], tuple(grids), tuple(remarks))


def _in_degrees(grid: Grid, crs: str) -> Grid:
    """Return a grid whose last two columns were metres in degrees of WGS-84."""
    to_degrees = pyproj.Transformer.from_crs(f"EPSG:{crs}", "EPSG:4326", always_xy=True)
    head, *rows = grid.rows
    done = [head]
    for row in rows:
        x, y = row[-2:]
        lon, lat = to_degrees.transform(float(x), float(y)) if x and y else ("", "")
        done.append((*row[:-2], *(f"{one:.7f}" if one != "" else "" for one in (lon, lat))))
    return Grid(grid.sheet, tuple(done))
