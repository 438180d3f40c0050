"""Parses one upload in a process of its own: no network to ask, no file to write, memory of its own.

`python -m geodata.intake.child read|annotate`: a line of JSON and the upload come on standard input;
JSON goes out, or the annotated workbook.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from geodata.intake import delimited, features, limits, refusals, workbook
from geodata.intake.refusals import Refusal

# openpyxl would use these where they are installed: slower to start, more memory, more that parses.
SPARED = "lxml", "numpy", "PIL"
MOST_ASKED_BYTES = 4 * 2**20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What is surely no table, whatever its name says.
MARKUP, OTHERS = (
    (b"<", b"{\\rtf"),
    (b"%PDF", b"SQLite format 3", b"\x89PNG", b"\xff\xd8", b"GIF8", b"\x1f\x8b"),
)


def read(data: bytes) -> dict[str, object]:
    """Return format, sheets and what is to be said of an upload. Raises Refusal."""
    start = data.lstrip()[:16].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise Refusal(refusals.EMPTY)
    if data.startswith(OLE):
        raise Refusal(refusals.OLD_EXCEL)
    if data.startswith(ZIP):
        return {"format": "xlsx", "sheets": workbook.read_workbook(data)}
    if start.startswith((*MARKUP, *OTHERS)):
        raise Refusal(refusals.UNKNOWN)
    text, encoding = delimited.decoded(data)
    if text.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
        rows, crs = features.read_features(text.lstrip("\ufeff"))
        return {"format": "geojson", "sheets": [[features.SHEET, rows]], "crs": crs}
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise Refusal(refusals.UNKNOWN)
    rows = delimited.read_delimited(text.removeprefix("\ufeff"), delimited.SHEET)
    return {"format": "csv", "sheets": [[delimited.SHEET, rows]], "encoding": encoding}


def confine() -> None:
    """Take from this process what parsing does not need; on Windows only time and counts limit it."""
    for name in SPARED:
        sys.modules[name] = None  # type: ignore[assignment]  # what imports it takes it for not installed
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.MOST_MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main(arguments: Sequence[str]) -> int:
    """Answer one question and end."""
    confine()
    asked = sys.stdin.buffer.readline(MOST_ASKED_BYTES)
    data = sys.stdin.buffer.read(limits.MOST_UPLOAD_BYTES)
    try:
        answer = _annotated(asked, data) if arguments == ["annotate"] else _json(read(data))
    except Refusal as refusal:
        answer = _json({"refused": refusal.words})
    except (MemoryError, RecursionError):
        answer = _json({"refused": refusals.TOO_SLOW})
    sys.stdout.buffer.write(answer)
    return 0


def _annotated(asked: bytes, data: bytes) -> bytes:
    from geodata.intake import marking  # noqa: PLC0415  rarely asked for

    return marking.marked(data, read(data), **json.loads(asked))


def _json(answer: dict[str, object]) -> bytes:
    # JSON may smuggle in halves of characters, which no text file can hold.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
