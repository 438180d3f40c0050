"""Slides for PowerPoint and WPS: native title, text, chart, table and legend around the map's picture.

Everything but the picture can be edited. Fonts are named for Latin and Chinese letters alike, not embedded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from geodata.spreadsheets import guarded
from layouts.board import (
    LINE,
    SLIDE,
    Board,
    Box,
    Chart,
    Sign,
    Step,
    Table,
    Words,
    board,
    entry_words,
    estimated,
)
from layouts.caption import THEME
from layouts.palette import palette
from layouts.text import text

FONT = "Microsoft YaHei"
LANG_TAGS = {"zh": "zh-CN", "en": "en-GB"}
KEPT_LAYOUT = "Title Only"
NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
EMU_PER_POINT = 12700
THIN = 0.5
PLACEHOLDER_SCALE = 4 / 3  # the template is 4:3, our slides are 16:9


@dataclass(frozen=True)
class Slide:
    """One slide: what is placed on it, the map as PNG, what the speaker reads."""

    step: Step
    picture: bytes | None = None
    notes: str = ""


def presentation(slides: Sequence[Slide]) -> bytes:
    """Return a .pptx file with one slide each. Raises ValueError without any."""
    import pptx  # noqa: PLC0415  only who exports slides needs it
    from pptx.util import Emu  # noqa: PLC0415

    if not slides:
        raise ValueError("a presentation needs a slide")
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Emu(_emu(SLIDE.width)), Emu(_emu(SLIDE.height))
    layout = _prepared(deck)
    for one in slides:
        _Writer(deck.slides.add_slide(layout), one).write()
    _describe(deck, slides[0].step)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _prepared(deck: Any) -> Any:
    """Make the template 16:9 with our font and one layout, which is returned."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    for layout in list(deck.slide_layouts):
        if layout.name != KEPT_LAYOUT:
            deck.slide_layouts.remove(layout)
    kept = deck.slide_layouts[0]
    for shape in [*deck.slide_master.placeholders, *kept.placeholders]:
        if shape._element.xpath("./p:spPr/a:xfrm"):
            shape.left, shape.width = (round(side * PLACEHOLDER_SCALE) for side in (shape.left, shape.width))
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    words = re.sub(rb'(<a:latin typeface=")[^"]*"', rb'\1%s"' % FONT.encode(), theme.blob)
    theme._blob = re.sub(rb'(<a:ea typeface=")[^"]*"', rb'\1%s"' % FONT.encode(), words)
    return kept


def _describe(deck: Any, first: Step) -> None:
    said, about = first.caption, deck.core_properties
    about.title = first.title or said.title
    about.author = text("app.title", said.lang)
    about.subject = said.filters[:255]
    about.comments = f"{said.dated} · {said.review}"
    about.language = LANG_TAGS[said.lang]
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)
    about.last_modified_by = about.author


def _emu(points: float) -> int:
    return round(points * EMU_PER_POINT)


def _printable(words: str) -> str:
    """Return words without the narrow space that few fonts have."""
    return words.replace("\u202f", "\u00a0")


class _Writer:
    """Writes one placed page to one slide."""

    def __init__(self, slide: Any, given: Slide) -> None:
        self.slide, self.given = slide, given
        self.said = given.step.caption
        self.colours = palette(THEME)
        self.placed: Board = board(SLIDE, given.step)

    def write(self) -> None:
        for words in self.placed.words:
            self.words(words)
        if self.placed.picture and self.given.picture:
            self.picture(self.placed.picture, self.given.picture)
        for chart in self.placed.charts:
            self.chart(chart)
        for table in self.placed.tables:
            self.table(table)
        self.legend(self.placed.signs)
        for rule in self.placed.rules:
            self.rule(rule)
        if self.given.notes:
            frame = self.slide.notes_slide.notes_text_frame
            frame.text = self.given.notes
            for run in _runs(frame):
                self.name_font(run.font._rPr)

    def colour(self, name: str) -> Any:
        from pptx.dml.color import RGBColor  # noqa: PLC0415

        return RGBColor.from_string(  # type: ignore[no-untyped-call]
            self.colours.get(name, name).removeprefix("#").upper()
        )

    def at(self, box: Box) -> tuple[int, int, int, int]:
        return _emu(box.x), _emu(box.y), _emu(box.width), _emu(box.height)

    def name_font(self, properties: Any) -> None:
        """Name the font for Latin, Chinese and other letters, in the order that the format wants."""
        from pptx.oxml.ns import qn  # noqa: PLC0415

        properties.set("lang", LANG_TAGS[self.said.lang])
        properties.set("altLang", "en-GB" if self.said.lang == "zh" else "zh-CN")
        for tag in ("a:latin", "a:ea", "a:cs"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        following = [properties.find(qn(tag)) for tag in ("a:sym", "a:hlinkClick", "a:hlinkMouseOver")]
        before = next((one for one in following if one is not None), None)
        for tag in ("a:latin", "a:ea", "a:cs"):
            made = properties.makeelement(qn(tag), {"typeface": FONT})
            properties.append(made) if before is None else before.addprevious(made)

    def run(self, paragraph: Any, words: str, size: float, colour: str, bold: bool = False) -> None:
        from pptx.util import Pt  # noqa: PLC0415

        paragraph.line_spacing = Pt(round(size * LINE, 1))
        run = paragraph.add_run()
        run.text = _printable(words)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, self.colour(colour)
        self.name_font(run.font._rPr)

    def words(self, words: Words) -> None:
        from pptx.enum.text import PP_ALIGN  # noqa: PLC0415

        if words.role == "title":
            shape = self.slide.shapes.title
            shape.left, shape.top, shape.width, shape.height = self.at(words.box)
        else:
            shape = self.slide.shapes.add_textbox(*self.at(words.box))
            shape.name = words.role
        frame = _bare(shape.text_frame)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if words.right else PP_ALIGN.LEFT
        self.run(paragraph, words.said, words.size, words.colour, words.bold)

    def picture(self, box: Box, content: bytes) -> None:
        shape = self.slide.shapes.add_picture(io.BytesIO(content), *self.at(box))
        shape.name = "map"
        shape.line.color.rgb, shape.line.width = self.colour("line"), _emu(THIN)
        self.describe(shape, f"{self.said.title} {self.said.note}".strip())

    def describe(self, shape: Any, words: str) -> None:
        """Say what a picture or chart shows to those who cannot see it."""
        shape._element.xpath(".//p:cNvPr")[0].set("descr", words)

    def rule(self, box: Box) -> None:
        from pptx.enum.shapes import MSO_CONNECTOR  # noqa: PLC0415

        ends = (box.x, box.y, box.x + box.width, box.y + box.height)
        line = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(_emu, ends))
        line.name = "rule"
        _plain(line)
        line.line.color.rgb, line.line.width = self.colour("line"), _emu(THIN)

    # -- chart --

    def chart(self, placed: Chart) -> None:
        from pptx.chart.data import CategoryChartData  # noqa: PLC0415
        from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

        bars = placed.bars
        data: Any = CategoryChartData(number_format=_number_format(bars.values))  # type: ignore[no-untyped-call]
        # The names stand in a workbook inside the slide: there, too, nothing may become a formula.
        data.categories = [str(guarded(name)) for name in bars.names]
        data.add_series(str(guarded(bars.title)), bars.values)
        frame = self.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *self.at(placed.box), data)
        frame.name = "chart"
        said = text("list.separator", self.said.lang).join(
            f"{name} {value:g}" for name, value in zip(bars.names, bars.values, strict=True)
        )
        self.describe(frame, f"{bars.title}{text('list.colon', self.said.lang)}{said}")
        self.dress(frame.chart, placed)

    def dress(self, chart: Any, placed: Chart) -> None:
        from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415
        from pptx.util import Pt  # noqa: PLC0415

        chart.has_legend = chart.has_title = False
        chart.font.size, chart.font.color.rgb = Pt(placed.size), self.colour("ink")
        names, values = chart.category_axis, chart.value_axis
        # Bars begin at zero, and the first name stands on top.
        names.reverse_order = True
        names.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
        names.format.line.color.rgb = self.colour("line-2")
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        values.minimum_scale = min(0.0, *placed.bars.values)
        values.visible = values.has_major_gridlines = False
        plot = chart.plots[0]
        plot.gap_width, plot.vary_by_categories = 42, False
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = _number_format(placed.bars.values), False
        labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
        labels.font.size, labels.font.bold = Pt(placed.size), True
        for point, colour in enumerate(placed.bars.colours):
            fill = plot.series[0].points[point].format.fill
            fill.solid()
            fill.fore_color.rgb = self.colour(colour)
        for properties in chart._chartSpace.xpath(".//a:defRPr"):
            self.name_font(properties)
        _every_name(names._element)
        self.lay_out(chart, placed)
        for body in chart._chartSpace.xpath(".//c:dLbls/c:txPr/a:bodyPr"):
            body.set("wrap", "none")

    def lay_out(self, chart: Any, placed: Chart) -> None:
        """Give the bars the whole height, the names and the values just the room that they need."""
        from pptx.oxml import parse_xml  # noqa: PLC0415
        from pptx.oxml.ns import nsdecls, qn  # noqa: PLC0415

        width, size = placed.box.width, placed.size
        names = max(estimated(name, size, False) for name in placed.bars.names) + 8
        values = max(estimated(f"{value:,.2f}", size, True) for value in placed.bars.values) + 4
        left = min(names / width, 0.45)
        share = {"x": left, "y": 0.01, "w": max(1 - left - values / width, 0.2), "h": 0.98}
        parts = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in share.items())
        modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
        for old in area.findall(qn("c:layout")):
            area.remove(old)
        layout = f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{parts}</c:manualLayout></c:layout>"
        area.insert(0, parse_xml(layout))

    # -- table --

    def table(self, placed: Table) -> None:
        from pptx.oxml.ns import qn  # noqa: PLC0415

        widths = [*([placed.mark_width] if placed.mark_width else []), *placed.widths]
        frame = self.slide.shapes.add_table(len(placed.said), len(widths), *self.at(placed.box))
        frame.name = "table"
        self.describe(frame, placed.grid.title)
        table = frame.table
        properties = table._tbl.tblPr
        properties.find(qn("a:tableStyleId")).text = NO_TABLE_STYLE
        table.horz_banding, table.first_row = False, bool(placed.grid.heads)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _emu(width)
        for row, height in zip(table.rows, placed.heights, strict=True):
            row.height = _emu(height)
        heads = 1 if placed.grid.heads else 0
        for i, line in enumerate(placed.said):
            if placed.mark_width:
                self.mark(table.cell(i, 0), placed, i - heads)
            for j, words in enumerate(line):
                self.cell(table.cell(i, j + (placed.mark_width > 0)), words, placed, i < heads, j)

    def cell(self, cell: Any, words: str, placed: Table, is_head: bool, column: int) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415

        side = _emu(placed.size * 0.45)
        cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = side, side, 0, 0
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if column in placed.grid.numbers else PP_ALIGN.LEFT
        is_strong = is_head or (column == 0 and not placed.mark_width)
        self.run(paragraph, words, placed.size, "ink-2" if is_head else "ink", is_strong)
        self.edge(cell, "line-2" if is_head else "line")

    def mark(self, cell: Any, placed: Table, row: int) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415

        cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = 0
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        if row < 0:
            self.run(paragraph, "\u00a0", placed.size, "ink")
            self.edge(cell, "line-2")
            return
        character, colour = placed.grid.marks[row]
        self.run(paragraph, character, placed.size, "#ffffff", bold=True)
        self.edge(cell, "#ffffff", 1.5)
        cell.fill.solid()
        cell.fill.fore_color.rgb = self.colour(colour)

    def edge(self, cell: Any, colour: str, width: float = THIN) -> None:
        """Draw the lower edge of a cell; the table's style has no others."""
        from pptx.oxml import parse_xml  # noqa: PLC0415
        from pptx.oxml.ns import nsdecls  # noqa: PLC0415

        properties = cell._tc.get_or_add_tcPr()
        hue = self.colour(colour)
        fill = f'<a:solidFill><a:srgbClr val="{hue}"/></a:solidFill>'
        properties.insert(0, parse_xml(f'<a:lnB {nsdecls("a")} w="{_emu(width)}">{fill}</a:lnB>'))

    # -- legend --

    def legend(self, signs: Iterable[Sign]) -> None:
        signs = list(signs)
        if not signs:
            return
        group = self.slide.shapes.add_group_shape()
        group.name = "legend"
        for sign in signs:
            self.sign(group.shapes, sign)

    def sign(self, shapes: Any, sign: Sign) -> None:
        size, box = sign.size, sign.box
        width = size * 1.25
        if sign.entry.sign != "words":
            middle = box.y + (box.height - width) / 2
            self.drawn(shapes, sign, Box(box.x, middle, width, width))
            box = Box(box.x + width + size * 0.4, box.y, box.width - width - size * 0.4, box.height)
        shape = shapes.add_textbox(*self.at(box))
        shape.name = "legend entry"
        frame = _bare(shape.text_frame)
        from pptx.enum.text import MSO_ANCHOR  # noqa: PLC0415

        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self.run(frame.paragraphs[0], entry_words(sign.entry), size, "ink")

    def drawn(self, shapes: Any, sign: Sign, box: Box) -> None:
        from pptx.enum.dml import MSO_LINE, MSO_PATTERN  # noqa: PLC0415
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415

        kind, entry = sign.entry.sign, sign.entry
        if kind == "none":
            box = Box(box.x, box.y + box.height / 2 - 0.6, box.width, 1.2)
        forms = {"square": MSO_SHAPE.ROUNDED_RECTANGLE, "disc": MSO_SHAPE.OVAL, "filled": MSO_SHAPE.OVAL}
        forms["dashed"] = MSO_SHAPE.OVAL
        shape = shapes.add_shape(forms.get(kind, MSO_SHAPE.RECTANGLE), *self.at(box))
        shape.name = "sign"
        _plain(shape)
        hue = self.colour(entry.colour or "ink-2")
        if kind in {"dashed", "square"}:
            shape.fill.solid()
            shape.fill.fore_color.rgb = self.colour("paper")
            shape.line.color.rgb, shape.line.width, shape.line.dash_style = (
                hue,
                _emu(1.2),
                MSO_LINE.SQUARE_DOT,
            )
        elif kind == "hatch":
            shape.fill.patterned()
            shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            shape.fill.fore_color.rgb, shape.fill.back_color.rgb = hue, self.colour("paper")
            shape.line.color.rgb, shape.line.width = hue, _emu(THIN)
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = hue
            shape.line.fill.background()
        if entry.mark:
            frame = _bare(shape.text_frame)
            frame.vertical_anchor, frame.paragraphs[0].alignment = MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER
            self.run(frame.paragraphs[0], entry.mark, sign.size * 0.78, "#ffffff", bold=True)


def _every_name(axis: Any) -> None:
    """Write every name beside its bar, however narrow the chart."""
    from pptx.oxml.ns import qn  # noqa: PLC0415

    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    following = axis.find(qn("c:noMultiLvlLbl"))
    axis.append(skip) if following is None else following.addprevious(skip)


def _plain(shape: Any) -> None:
    """Take away the theme's shadow and edge."""
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)


def _bare(frame: Any) -> Any:
    """Return a text frame without margins that neither grows nor shrinks."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE  # noqa: PLC0415

    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    return frame


def _runs(frame: Any) -> Iterable[Any]:
    return (run for paragraph in frame.paragraphs for run in paragraph.runs)


def _number_format(values: Sequence[float]) -> str:
    decimals = max((len(f"{value:.15g}".partition(".")[2]) for value in values), default=0)
    return "#,##0" + (f".{'0' * min(decimals, 4)}" if decimals else "")
