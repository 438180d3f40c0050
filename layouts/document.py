"""Pages to print: PDF on A4 or A3 across, words that can be selected, the Chinese font embedded.

Drawn from the same placement as the slides, in vectors but for the map's picture.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from layouts.board import A4, LINE, Board, Box, Chart, Measure, Sign, Step, Table, Words, board, entry_words
from layouts.caption import THEME, Entry
from layouts.lines import fitted
from layouts.palette import palette
from layouts.text import text
from layouts.typeface import MISSING, UNITS_PER_EM, Letter, faces, letters, printable, small_font
from layouts.value_words import digits

A3_SCALE = 2**0.5
LANG_TAGS = {"zh": "zh-CN", "en": "en"}
SCALES = {"a4": 1.0, "a3": A3_SCALE}
ASCENT = 0.88
_names = itertools.count()


@dataclass(frozen=True)
class Sheet:
    """One page: what is placed on it and the map as PNG."""

    step: Step
    picture: bytes | None = None


@dataclass(frozen=True)
class _Fonts:
    """Two weights under names that no other document has, and how wide their letters are."""

    plain: str
    bold: str
    widths: tuple[dict[str, float], dict[str, float]]

    def measure(self, words: str, size: float, bold: bool) -> float:
        """Return how wide words are in points."""
        held = self.widths[bold]
        return sum(held.get(one, held[MISSING]) for one in printable(words)) * size

    def name(self, bold: bool) -> str:
        return self.bold if bold else self.plain


@dataclass(frozen=True)
class _Look:
    """Colour, weight and on which side of its spot a line stands."""

    colour: str = "ink"
    bold: bool = False
    at: str = "left"


WHITE = _Look("paper", bold=True, at="middle")


def document(sheets: Sequence[Sheet], paper: str = "a4") -> bytes:
    """Return a PDF file of one page each. Raises FontMissingError, or ValueError without any page."""
    from reportlab import rl_config  # noqa: PLC0415  only who exports a document needs it
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    if not sheets:
        raise ValueError("a document needs a page")
    rl_config.useA85 = 0  # as text, pictures would be a quarter larger
    scale = SCALES[paper]
    said = sheets[0].step.caption
    file = io.BytesIO()
    with _fonts(sheets) as fonts:
        size = (A4.width * scale, A4.height * scale)
        canvas = Canvas(
            file, pagesize=size, pageCompression=1, lang=LANG_TAGS[said.lang], initialFontName=fonts.plain
        )
        canvas.setTitle(sheets[0].step.title or said.title)
        canvas.setAuthor(text("app.title", said.lang))
        canvas.setSubject(said.filters)
        canvas.setKeywords([said.review, said.dated])
        canvas.setCreator(f"{text('app.title', said.lang)} {said.release}")
        for one in sheets:
            canvas.scale(scale, scale)
            _Writer(canvas, fonts, one).write()
            canvas.showPage()
        canvas.save()
    return file.getvalue()


@contextmanager
def _fonts(sheets: Sequence[Sheet]) -> Iterator[_Fonts]:
    """Give reportlab the two weights with the letters of these pages, and take them away afterwards.

    Its own `registerFont` keeps a font in four places for good; each document would add two.
    """
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    used = _characters(sheets)
    drawn = [letters(face, used, sheets[0].step.caption.lang) for face in faces()]
    number = next(_names)
    names = [f"Atlas{weight}-{number}" for weight in ("Regular", "Bold")]
    try:
        for name, found in zip(names, drawn, strict=True):
            pdfmetrics._fonts[name] = TTFont(name, io.BytesIO(small_font(name.replace("-", ""), found)))
        yield _Fonts(names[0], names[1], (_widths(drawn[0]), _widths(drawn[1])))
    finally:
        for name in names:
            pdfmetrics._fonts.pop(name, None)


def _widths(drawn: dict[str, Letter]) -> dict[str, float]:
    return {one: letter.advance / UNITS_PER_EM for one, letter in drawn.items()}


def _characters(sheets: Sequence[Sheet]) -> set[str]:
    """Return every character that may be written: all words of all pages, digits and signs."""
    found = set(map(chr, range(32, 127))) | {"…", "·", "\u00a0", MISSING}
    for lang in ("zh", "en"):
        for key in ("caption.nopicture", "caption.sources", "exhibit.rows", "indicators.legend", "app.title"):
            found |= set(text(key, lang, count="0") if "{" in text(key, lang, count="{") else text(key, lang))
        for key in ("sheet.filters", "sheet.sources", "list.colon", "list.stroke", "list.part"):
            found |= set(text(key, lang))
    for one in sheets:
        found |= set(printable(_all_words(one.step)))
    return {character for character in found if character not in "\n\t"}


def _all_words(step: Step) -> str:
    said = step.caption
    parts = [step.title, step.text, step.number, said.title, said.note, said.filters, said.lens]
    parts += [*said.sources, said.ground, said.dated, said.review]
    for entry in (*said.legend, *said.precision):
        parts += [entry.words, entry.mark]
    for one in step.exhibits:
        parts += [one.title, *one.notes]
        rows = getattr(one, "rows", ())
        parts += [cell for row in rows for cell in row]
        parts += [*getattr(one, "heads", ()), *getattr(one, "names", ())]
        parts += [character for character, _ in getattr(one, "marks", ())]
        parts += [digits(value) for value in getattr(one, "values", ())]
    return "".join(parts)


class _Writer:
    """Writes one placed page; y counts upwards in PDF."""

    def __init__(self, canvas: Any, fonts: _Fonts, given: Sheet) -> None:
        self.canvas, self.fonts, self.given = canvas, fonts, given
        self.colours = palette(THEME)
        measure: Measure = fonts.measure
        self.placed: Board = board(A4, given.step, measure)

    def write(self) -> None:
        if self.placed.picture and self.given.picture:
            self.picture(self.placed.picture, self.given.picture)
        for words in self.placed.words:
            self.words(words)
        for chart in self.placed.charts:
            self.chart(chart)
        for table in self.placed.tables:
            self.table(table)
        for sign in self.placed.signs:
            self.sign(sign)
        for rule in self.placed.rules:
            self.line((rule.x, rule.y), (rule.x + rule.width, rule.y), "line")

    def ink(self, name: str) -> Any:
        from reportlab.lib.colors import HexColor  # noqa: PLC0415

        return HexColor(self.colours.get(name, name))

    def up(self, y: float) -> float:
        return A4.height - y

    def say(self, words: str, spot: tuple[float, float], size: float, look: _Look) -> None:
        """Write a line whose letters stand on a spot, counted downwards."""
        words, (x, y) = printable(words), spot
        width = self.fonts.measure(words, size, look.bold)
        x -= {"left": 0.0, "right": width, "middle": width / 2}[look.at]
        self.canvas.setFillColor(self.ink(look.colour))
        self.canvas.setFont(self.fonts.name(look.bold), size)
        self.canvas.drawString(x, self.up(y), words)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 0.5
    ) -> None:
        self.canvas.setStrokeColor(self.ink(colour))
        self.canvas.setLineWidth(width)
        self.canvas.line(start[0], self.up(start[1]), end[0], self.up(end[1]))

    def words(self, words: Words) -> None:
        x = words.box.x + (words.box.width if words.right else 0)
        look = _Look(words.colour, words.bold, "right" if words.right else "left")
        for i, line in enumerate(words.lines):
            y = words.box.y + i * words.size * LINE + self.stand(words.size)
            self.say(line, (x, y), words.size, look)

    def stand(self, size: float) -> float:
        """Return how far below the top of its line a letter stands."""
        return size * ((LINE - 1) / 2 + ASCENT)

    def picture(self, box: Box, content: bytes) -> None:
        from PIL import Image  # noqa: PLC0415
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415

        with Image.open(io.BytesIO(content), formats=["PNG"]) as opened:
            shown = opened.convert("RGBA")
        paper = Image.new("RGB", shown.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        y = self.up(box.y + box.height)
        self.canvas.drawImage(ImageReader(paper), box.x, y, box.width, box.height)
        self.canvas.setStrokeColor(self.ink("line"))
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(box.x, y, box.width, box.height)

    # -- chart --

    def chart(self, placed: Chart) -> None:
        bars, box, size = placed.bars, placed.box, placed.size
        names = min(max(self.width(name, size) for name in bars.names), box.width * 0.45)
        values = [digits(value) for value in bars.values]
        left = box.x + names + 6
        room = box.width - names - 12 - max(self.width(value, size, bold=True) for value in values)
        low, high = min(0.0, *bars.values), max(0.0, *bars.values) or 1.0
        scale = room / (high - low)
        zero, step = left - low * scale, box.height / len(bars.names)
        for i, (name, value, colour) in enumerate(zip(bars.names, bars.values, bars.colours, strict=True)):
            middle, end = box.y + (i + 0.5) * step, zero + value * scale
            y = middle + size * 0.36
            short = fitted(name, names, lambda words: self.width(words, size))
            self.say(short, (left - 6, y), size, _Look(at="right"))
            self.bar(Box(min(zero, end), middle - step * 0.31, abs(end - zero), step * 0.62), colour)
            self.say(values[i], (max(zero, end) + 4, y), size, _Look(bold=True))
        self.line((zero, box.y), (zero, box.y + box.height), "line-2", 0.7)

    def width(self, words: str, size: float, bold: bool = False) -> float:
        return self.fonts.measure(words, size, bold)

    def bar(self, box: Box, colour: str) -> None:
        self.canvas.setFillColor(self.ink(colour))
        self.canvas.rect(box.x, self.up(box.y + box.height), box.width, box.height, stroke=0, fill=1)

    # -- table --

    def table(self, placed: Table) -> None:
        y = placed.box.y
        heads = 1 if placed.grid.heads else 0
        for i, height in enumerate(placed.heights):
            if placed.mark_width and i >= heads:
                self.mark(placed, i - heads, y + height / 2)
            self.row(placed, i, y)
            y += height
            end = placed.box.x + placed.mark_width + sum(placed.widths)
            self.line((placed.box.x, y), (end, y), "line-2" if i < heads else "line")

    def row(self, placed: Table, number: int, top: float) -> None:
        is_head = number == 0 and bool(placed.grid.heads)
        x, size = placed.box.x + placed.mark_width, placed.size
        for j, (cell, width) in enumerate(zip(placed.cells[number], placed.widths, strict=True)):
            is_number = j in placed.grid.numbers
            strong = is_head or (j == 0 and not placed.mark_width)
            look = _Look("ink-2" if is_head else "ink", strong, "right" if is_number else "left")
            edge = x + width - size * 0.45 if is_number else x + size * 0.45
            start = top + (placed.heights[number] - len(cell) * size * LINE) / 2 + self.stand(size)
            for line, words in enumerate(cell):
                self.say(words, (edge, start + line * size * LINE), size, look)
            x += width

    def mark(self, placed: Table, row: int, middle: float) -> None:
        character, colour = placed.grid.marks[row]
        size = placed.size
        x = placed.box.x + size * 0.62 + 1
        self.canvas.setFillColor(self.ink(colour))
        self.canvas.circle(x, self.up(middle), size * 0.62, stroke=0, fill=1)
        self.say(character, (x, middle + size * 0.27), size * 0.76, WHITE)

    # -- legend --

    def sign(self, sign: Sign) -> None:
        size, box, entry = sign.size, sign.box, sign.entry
        middle, x = box.y + box.height / 2, box.x
        if entry.sign != "words":
            width = size * 1.25
            self.drawn(entry, Box(x, middle - width / 2, width, width))
            if entry.mark:
                self.say(entry.mark, (x + width / 2, middle + size * 0.28), size * 0.78, WHITE)
            x += size * 1.65
        self.say(entry_words(entry), (x, middle + size * 0.36), size, _Look())

    def drawn(self, entry: Entry, box: Box) -> None:
        canvas, sign, width = self.canvas, entry.sign, box.width
        x, y = box.x, self.up(box.y + width)
        is_open = sign in {"dashed", "square", "hatch"}
        canvas.saveState()
        canvas.setFillColor(self.ink("paper" if is_open else entry.colour or "ink-2"))
        canvas.setStrokeColor(self.ink(entry.colour or "ink-2"))
        canvas.setLineWidth(1)
        if sign in {"dashed", "square"}:
            canvas.setDash(1.6, 1.2)
        if sign in {"disc", "filled", "dashed"}:
            canvas.circle(x + width / 2, y + width / 2, width / 2 - 0.5 * is_open, stroke=is_open, fill=1)
        elif sign == "none":
            canvas.line(x, y + width / 2, x + width, y + width / 2)
        elif sign == "square":
            canvas.roundRect(x + 0.5, y + 0.5, width - 1, width - 1, width * 0.2, stroke=1, fill=1)
        else:
            canvas.rect(x, y, width, width, stroke=is_open, fill=1)
        if sign == "hatch":
            for share in (0.25, 0.5, 0.75, 1.0):
                canvas.line(x, y + width * (1 - share), x + width * share, y + width)
            for share in (0.25, 0.5, 0.75):
                canvas.line(x + width * share, y, x + width, y + width * (1 - share))
        canvas.restoreState()
