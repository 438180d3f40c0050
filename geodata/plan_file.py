"""The file that holds the plan's text: .txt or .docx from whoever has it, and the copy kept for the app.

The text is not part of the product. It stays on the reader's machine, in a folder that git passes over.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from geodata.loading import Unreadable
from geodata.problems import Words
from geodata.settings import Settings
from geodata.writing import write_whole

STORED_PLAN = Path(__file__).parents[1] / ".plan" / "plan.txt"
MOST_BYTES = 20 * 2**20
# A .docx is a zip: what it unfolds to is limited too.
MOST_BYTES_UNFOLDED = 100 * 2**20

_MISSING = Words("找不到文件", "核对路径", "file not found", "check the path")
_UNREADABLE = Words(
    "文件无法读取", "检查权限与磁盘", "file cannot be read", "check its permissions and the disk"
)
_KIND = Words(
    *("既不是 .txt 也不是 .docx", "另存为其中一种"),
    *("neither .txt nor .docx", "save it as one of the two"),
)
_LARGE = Words(
    *("文件过大,上限 {limit} MB", "只留方案正文,另存为 .txt"),
    *("the file is larger than {limit} MB", "keep the plan's text alone and save it as .txt"),
)
_EMPTY = Words(
    *("文件里没有文字", "核对文件;扫描件须先转成文字"),
    *("there is no text in the file", "check the file; a scan must first be turned into text"),
)
_NOT_TEXT = Words(
    *("不是文本,或编码不是 UTF-8、GB18030、带 BOM 的 UTF-16", "另存为 UTF-8 文本"),
    *("no text, or not in UTF-8, GB18030 or UTF-16 with BOM", "save it as UTF-8 text"),
)
_DAMAGED = Words(
    *("不是完好的 Word 文档", "用 Word 或 WPS 打开、去掉密码后另存为 .docx 或 .txt"),
    *("not a sound Word document", "open it, remove its password and save it as .docx or .txt"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Text boxes repeat or interrupt the text; what was moved away by a tracked change stands elsewhere.
_APART = "[not(ancestor::w:txbxContent or ancestor::w:moveFrom)]"
_PARAGRAPHS = f"//w:body//w:p{_APART}"
_RUNS = f".//w:r{_APART}"


def plan_text(settings: Settings, stored: Path = STORED_PLAN) -> str | None:
    """Return the plan's text from the configured file, else from the stored copy; None if there is none.

    Raises Unreadable.
    """
    if settings.plan_file:
        return read_plan_file(settings.plan_file)
    return read_plan_file(stored) if stored.is_file() else None


def store_plan(text: str, path: Path = STORED_PLAN) -> None:
    """Keep the text as UTF-8, whole or not at all; its folder is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole({path: text.encode()})


def read_plan_file(path: Path, limit: int = MOST_BYTES, unfolded: int = MOST_BYTES_UNFOLDED) -> str:
    """Return the text of a .txt or .docx file, a paragraph a line. Raises Unreadable.

    The limits are in bytes: of the file, and of all that a .docx unfolds to.
    """
    if path.suffix.lower() not in {".txt", ".docx"}:
        raise Unreadable(path.name, _KIND)
    data = _read(path, limit)
    text = (
        _from_docx(path.name, data, unfolded) if path.suffix.lower() == ".docx" else _decoded(path.name, data)
    )
    if not text.strip():
        raise Unreadable(path.name, _EMPTY)
    return text


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Unreadable(path.name, _MISSING) from None
    except OSError:
        raise Unreadable(path.name, _UNREADABLE) from None
    if len(data) > limit:
        raise _too_large(path.name, limit)
    return data


def _too_large(file: str, limit: int) -> Unreadable:
    return Unreadable(file, _LARGE.filled(limit=f"{limit / 2**20:g}"))


def _decoded(file: str, data: bytes) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise Unreadable(file, _NOT_TEXT)


def _from_docx(file: str, data: bytes, unfolded: int) -> str:
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415  only needed here

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > unfolded:
            raise _too_large(file, unfolded)
        return "\n".join(_paragraphs(data))
    # Whatever is wrong inside the archive shows as one of these; damaged XML is a SyntaxError.
    except (
        *(zipfile.BadZipFile, PackageNotFoundError, SyntaxError, zlib.error),
        *(LookupError, ValueError, AttributeError, RuntimeError, EOFError, OSError),
    ):
        raise Unreadable(file, _DAMAGED) from None


def _paragraphs(data: bytes) -> Iterator[str]:
    """Yield the paragraphs in the order of the document.

    Those in tables and content controls and what a tracked change adds are included: Document.paragraphs
    leaves them out.
    """
    import docx  # noqa: PLC0415  only needed here, and slow to import

    for paragraph in docx.Document(io.BytesIO(data)).element.xpath(_PARAGRAPHS):
        yield "".join(run.text for run in paragraph.xpath(_RUNS))
