"""Files as stewards and others may send them, put together byte by byte."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return an XLSX file by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file.getvalue()


def bare_parts(rows: str, declared: str = "") -> dict[str, bytes | str]:
    """Return the least parts of a workbook: one sheet whose rows are given as XML, and declarations."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{declared}<worksheet xmlns="{MAIN}"><dimension ref="A1"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }


def bare_workbook(rows: str, declared: str = "", **more: bytes | str) -> bytes:
    return zipped(bare_parts(rows, declared) | more)


def many_rows(count: int) -> str:
    cells = "<c><v>1</v></c>" * 5
    return f"<row>{cells}</row>" * count


def shared_text_bomb(length: int, times: int) -> bytes:
    """Return a workbook that shows one long text in very many cells."""
    row = "".join(["<row>", *['<c t="s"><v>0</v></c>'] * 100, "</row>"])
    parts = bare_parts(row * (times // 100))
    types = str(parts["[Content_Types].xml"])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>' + "x" * length + "</t></si></sst>"
    return zipped(parts)


def lying_about_its_size(data: bytes, true: int, said: int) -> bytes:
    """Return a zip whose headers give another unpacked size of a part than it has."""
    old, new = true.to_bytes(4, "little"), said.to_bytes(4, "little")
    assert data.count(old) >= 2
    return data.replace(old, new)


def features(points: Iterable[Any], crs: Any = None, **properties: Any) -> bytes:
    content: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": dict(properties), "geometry": _geometry(point)}
            for point in points
        ],
    }
    if crs is not None:
        content["crs"] = crs
    return json.dumps(content, ensure_ascii=False).encode()


def _geometry(point: Any) -> Any:
    if point is None or isinstance(point, dict):
        return point
    return {"type": "Point", "coordinates": list(point)}


def named_crs(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}
