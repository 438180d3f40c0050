"""What a visitor takes away from a hall without a network: the essentials of a View as text in a QR code."""

from __future__ import annotations

from dataclasses import replace

from geodata.known import Known
from geodata.settings import Settings
from geodata.view import View
from layouts.caption import caption
from layouts.item_words import ItemWords
from layouts.text import LANGUAGES, text

# What phones read at once from a screen: a code of about 60 modules.
MOST_BYTES = 240
CUT = "…"


def phone_view(view: View) -> View:
    """Return a View as a phone shows it: what only the hall has is left out."""
    return replace(view, room=View().room, shelf="") if view.room == "kiosk" else view


def view_text(known: Known, view: View, settings: Settings) -> str:
    """Return names, clause, kind, place and precision of what is selected, else what the View says, and date.

    Lines that would make the code too fine to read are left out, the last first; a name too long is cut.
    """
    told = caption(known, view, settings)
    row = known.subjects.get(view.selected)
    lines = item_lines(known, row, view.lang) if row and "kind" in row else [told.title, told.note]
    lines = [line for line in dict.fromkeys(lines) if line]
    while len(lines) > 1 and _size([*lines, told.dated]) > MOST_BYTES:
        lines.pop()
    left = MOST_BYTES - _size(["", told.dated])
    return "\n".join([*(_cut(line, left) for line in lines[:1]), *lines[1:], told.dated])


def item_lines(known: Known, row: dict[str, object], lang: str) -> list[str]:
    """Return what is essential of a thing, the most essential first."""
    words = ItemWords(known, lang)
    other = next(each for each in LANGUAGES if each != lang)
    precision = row.get("location_precision")
    kind = text(f"kind.{row['kind']}", lang) if row.get("kind") else ""
    return [
        str(row.get(f"name_{lang}", "")),
        str(row.get(f"name_{other}", "")),
        words.in_plan(row) if row.get("clause") else "",
        " · ".join(part for part in (kind, words.place(row)) if part),
        text(f"precision.{precision}", lang) if precision else "",
    ]


def _cut(line: str, most: int) -> str:
    """Return as much of a line as `most` bytes hold."""
    if _size([line]) <= most:
        return line
    return line.encode()[: most - len(CUT.encode())].decode(errors="ignore") + CUT


def _size(lines: list[str]) -> int:
    return len("\n".join(lines).encode())
