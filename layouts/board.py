"""One page to hand out, placed in points: title, one sentence, map, chart or table, legend, small print.

Slides and paper are drawn from the same placement. Nothing is cut silently: letters shrink down to a floor,
then rows are left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from layouts.caption import Caption, Entry
from layouts.exhibit import Bars, Exhibit, Grid
from layouts.lines import broken, fitted, is_wide
from layouts.text import text

LINE = 1.32  # of the letters' size; Microsoft YaHei needs as much
CELL_PAD, CELL_SIDES = 3.0, 1.1  # below and above a cell in points; left and right of its words in letters
NARROWEST_MAP = 0.32  # of the page
BAR_ROW, BAR_LEAST = 30.0, 14.0
DISC, ENTRY_LINE = 1.25, 1.6  # of the letters' size
GUTTER = 20.0
FEWEST_ROWS = 3
Measure = Callable[[str, float, bool], float]


@dataclass(frozen=True)
class Page:
    """A sheet: its size, margin and letters in points; `least` is what letters may shrink to."""

    width: float
    height: float
    margin: float
    kicker: float
    title: float
    title_least: float
    note: float
    body: float
    least: float
    legend: float
    foot: float
    side: float  # the least width beside the map


SLIDE = Page(960, 540, 34, 11, 25, 17, 13.5, 10.5, 7.5, 9, 8, 320)
A4 = Page(841.9, 595.3, 34, 9.5, 21, 14, 11.5, 9, 6.5, 8, 7, 285)


@dataclass(frozen=True)
class Step:
    """What a page shows: words, exhibits and the size of the map's picture, None where there is none."""

    caption: Caption
    exhibits: tuple[Exhibit, ...]
    picture: tuple[int, int] | None
    title: str = ""
    text: str = ""
    number: str = ""


@dataclass(frozen=True)
class Box:
    """A place on the page, from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Words:
    """Words of one size, and the lines in which they stand. `role` names what they are."""

    box: Box
    said: str
    lines: tuple[str, ...]
    size: float
    role: str
    bold: bool = False
    colour: str = "ink"
    right: bool = False


@dataclass(frozen=True)
class Table:
    """A grid with its cells in lines; the first row is the heads where there are any."""

    box: Box
    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]
    mark_width: float

    @property
    def said(self) -> list[tuple[str, ...]]:
        """Return the cells as they are said, heads first."""
        return with_heads(self.grid)


@dataclass(frozen=True)
class Chart:
    """Bars in their box."""

    box: Box
    bars: Bars
    size: float


@dataclass(frozen=True)
class Sign:
    """An entry of the legend at its place."""

    box: Box
    entry: Entry
    size: float


@dataclass
class Board:
    """Everything placed, in the order in which it is read."""

    page: Page
    words: list[Words] = field(default_factory=list)
    picture: Box | None = None
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)


def with_heads(grid: Grid) -> list[tuple[str, ...]]:
    """Return the lines of a table, its heads first where it has any."""
    return [*([grid.heads] if grid.heads else []), *grid.rows]


def estimated(words: str, size: float, bold: bool) -> float:
    """Return how wide words are in points at most, in whatever font stands in for the one that is named.

    DejaVu is the widest of them; between Chinese and Latin letters some programs leave a gap.
    """
    total, was_wide = 0.0, None
    for one in words:
        wide = is_wide(one)
        total += 1.0 if wide else _letter(one)
        total += 0.2 if was_wide is not None and wide != was_wide else 0.0
        was_wide = wide
    return total * size * (1.1 if bold else 1.0)


def _letter(one: str) -> float:
    if one in " .,:;·|'()[]ijlftrI-\u202f":
        return 0.40
    return 0.95 if one in "mwMW%@" else 0.70 if one.isupper() else 0.62


def board(page: Page, step: Step, measure: Measure = estimated) -> Board:
    """Return the placed page."""
    return _Placing(page, step, measure).whole()


class _Placing:
    def __init__(self, page: Page, step: Step, measure: Measure) -> None:
        self.page, self.step, self.measure = page, step, measure
        self.caption, self.lang = step.caption, step.caption.lang
        self.board = Board(page)
        self.left, self.room = page.margin, page.width - 2 * page.margin

    def whole(self) -> Board:
        top = self.head()
        bottom = self.foot()
        self.middle(top + 12, bottom - 10)
        return self.board

    # -- words --

    def fit(self, words: str, size: float, room: float, bold: bool = False) -> list[str]:
        return broken(words, room, lambda part: self.measure(part, size, bold))

    def put(self, words: str, y: float, size: float, role: str, **look: object) -> float:
        """Place words over the whole width, or from `x` on over `room`; return where they end."""
        x, room = float(str(look.pop("x", self.left))), float(str(look.pop("room", self.room)))
        bold = bool(look.get("bold", False))
        lines = tuple(self.fit(words, size, room, bold)) if words else ()
        height = len(lines) * size * LINE
        if lines:
            self.board.words.append(Words(Box(x, y, room, height), words, lines, size, role, **look))  # type: ignore[arg-type]
        return y + height

    def head(self) -> float:
        page, said = self.page, self.caption
        y = page.margin * 0.72
        kicker = text("list.part", self.lang).join([text("app.title", self.lang), said.lens])
        self.put(kicker, y, page.kicker, "kicker", colour="ink-3", room=self.room * 0.8)
        if self.step.number:
            at = {"x": self.left + self.room * 0.8, "room": self.room * 0.2}
            self.put(self.step.number, y, page.kicker, "number", colour="ink-3", right=True, **at)
        y += page.kicker * LINE + 3
        title = self.step.title or said.title
        size = page.title
        while size > page.title_least and len(self.fit(title, size, self.room, True)) > 1 + (
            size < page.title * 0.8
        ):
            size -= 0.5
        y = self.put(title, y, size, "title", bold=True)
        note = self.step.text if self.step.text or self.step.title else said.note
        if not note:
            return y
        size = page.note
        while size > page.least + 1 and len(self.fit(note, size, self.room)) > 2:
            size -= 0.5
        for part in note.split("\n"):
            y = self.put(part, y + 2, size, "note", colour="ink-2")
        return y

    def foot(self) -> float:
        """Place the small print upwards from the lower edge; return where it begins."""
        page, said, size = self.page, self.caption, self.page.foot
        half = (self.room - GUTTER) / 2
        left = [(said.review, True), (said.ground, False), (said.dated, False)]
        right = [(f"{text('sheet.filters', self.lang)}{text('list.colon', self.lang)}{said.filters}", False)]
        right.append((self.sources(half, size), False))
        columns = [(self.left, left), (self.left + half + GUTTER, right)]
        heights = [
            sum(
                len(self.fit(words, size + strong, half, strong)) * (size + strong) * LINE
                for words, strong in column
            )
            for _, column in columns
        ]
        top = page.height - page.margin * 0.6 - max(heights)
        self.board.rules.append(Box(self.left, top - 5, self.room, 0))
        for x, column in columns:
            y = top
            for words, strong in column:
                role = "review" if strong else "foot"
                colour = "ink" if strong else "ink-3"
                y = self.put(words, y, size + strong, role, bold=strong, colour=colour, x=x, room=half)
        return top - 5

    def sources(self, room: float, size: float) -> str:
        """Return the sources on three lines at most; how many there are is said where not all have room."""
        label = f"{text('sheet.sources', self.lang)}{text('list.colon', self.lang)}"
        listed = self.caption.sources
        if not listed:
            return f"{label}–"
        for count in range(len(listed), 0, -1):
            words = label + text("list.stroke", self.lang).join(listed[:count])
            if count < len(listed):
                words += text("caption.sources", self.lang, count=len(listed))
            if len(self.fit(words, size, room)) <= 3:
                break
        return words

    # -- the middle --

    def middle(self, top: float, bottom: float) -> None:
        """Place map, exhibits and legend; that stands below the map where the exhibits need the room."""
        exhibits, groups = self.step.exhibits, self.entries()
        room = bottom - top
        natural = max([self.natural(one) for one in exhibits], default=0.0)
        most = self.room * (0.64 if any(isinstance(one, Grid) and one.is_wide for one in exhibits) else 0.46)
        width = self.room - min(max(self.page.side, natural), most) - GUTTER
        if not self.step.picture:
            self.without_map(top, bottom, width)
            return
        box = self.fit_picture(top, room, width)
        beside = self.beside(box, room)
        height = self.legend_height(groups, beside.width)
        needed = sum(self.needed(one, beside.width) for one in exhibits) + 10 * max(len(exhibits) - 1, 0)
        is_crowded = needed + height + 14 > room
        below = self.above_legend(top, room, width, 0.6 if is_crowded else 0.99)
        if below:
            self.board.picture, size = below
            self.column(exhibits, self.beside(self.board.picture, room))
            end = self.board.picture.y + self.board.picture.height + 8
            self.legend(groups, Box(self.left, end, self.board.picture.width, bottom - end), size)
            return
        strip = self.legend_height(groups, self.room)
        if is_crowded and strip < height * 0.8:
            self.legend(groups, Box(self.left, bottom - strip, self.room, strip))
            room -= strip + 8
            box, height, groups = self.fit_picture(top, room, width), 0.0, []
            beside = self.beside(box, room)
        self.board.picture = box
        self.column(exhibits, replace(beside, height=room - height - 14 * bool(groups)))
        self.legend(groups, Box(beside.x, bottom - height, beside.width, height))

    def fit_picture(self, top: float, height: float, width: float) -> Box:
        """Return the place of the picture, as large as it goes without distorting it."""
        across, down = self.step.picture or (1, 1)
        scale = min(width / across, height / down)
        return Box(self.left, top, across * scale, down * scale)

    def beside(self, box: Box, height: float) -> Box:
        x = box.x + box.width + GUTTER
        return Box(x, box.y, self.left + self.room - x, height)

    def above_legend(self, top: float, room: float, width: float, least: float) -> tuple[Box, float] | None:
        """Return the picture's place with room for the legend below, and the legend's letters.

        None where the picture would be smaller than a share `least` of what it could be.
        """
        whole = self.fit_picture(top, room, width)
        for size in (self.page.legend, self.page.legend - 0.5, self.page.legend - 1):
            height = whole.height
            while height >= whole.height * least:
                box = self.fit_picture(top, height, width)
                if box.width < self.room * NARROWEST_MAP:
                    break
                if box.height + 8 + self.legend_height(self.entries(), box.width, size) <= room:
                    return box, size
                height -= 4
        return None

    def without_map(self, top: float, bottom: float, width: float) -> None:
        """Say that there is no picture, and give its place to the first exhibit."""
        exhibits, groups = self.step.exhibits, self.entries()
        is_alone = not groups and len(exhibits) < 2
        width = self.room if is_alone else width
        y = self.put(
            text("caption.nopicture", self.lang), top, self.page.body, "missing", colour="ink-3", room=width
        )
        self.column(exhibits[:1], Box(self.left, y + 6, width, bottom - y - 6), 1.25)
        beside = self.beside(Box(self.left, top, width, 0), bottom - top)
        height = self.legend_height(groups, beside.width)
        self.legend(groups, replace(beside, height=height))
        used = height + 14 * bool(groups)
        self.column(exhibits[1:], replace(beside, y=top + used, height=bottom - top - used))

    def column(self, exhibits: Sequence[Exhibit], box: Box, larger: float = 1.0) -> None:
        """Place exhibits one below the other; the first makes room as long as it can be read."""
        y, end = box.y, box.y + box.height
        size = self.common_size(exhibits, box, self.page.body * larger)
        for i, one in enumerate(exhibits):
            rest = self.for_others(one, exhibits[i + 1 :], Box(box.x, y, box.width, end - y), size)
            room = end - y - rest
            if room < self.least(one, box.width):
                return
            y = self.exhibit(one, Box(box.x, y, box.width, room), size) + 10

    def for_others(self, one: Exhibit, others: Sequence[Exhibit], box: Box, size: float) -> float:
        """Return how much room an exhibit leaves: bars give way to what follows, rows of a table do not."""
        wished = sum(self.needed(each, box.width, size) + 10 for each in others)
        if self.needed(one, box.width, size) + wished <= box.height:
            return wished
        own = self.least(one, box.width)
        least = sum(self.least(each, box.width) + 10 for each in others)
        wishes = (wished, least) if isinstance(one, Bars) else (least,)
        return next((wish for wish in wishes if box.height - wish >= own), 0.0)

    def common_size(self, exhibits: Sequence[Exhibit], box: Box, size: float) -> float:
        """Return the largest letters in which all tables have room, so that they look alike."""
        gaps = 10 * max(len(exhibits) - 1, 0)
        while size > self.page.least:
            if sum(self.needed(one, box.width, size) for one in exhibits) + gaps <= box.height:
                return size
            size -= 0.5
        return size

    def needed(self, one: Exhibit, width: float, size: float = 0) -> float:
        """Return the height of an exhibit in letters of a size, else of full size."""
        size = size or self.page.body
        head = max(size, self.page.body) * LINE + 3 + self.noted(one, width)
        if isinstance(one, Bars):
            return head + len(one.names) * BAR_ROW * 0.7
        return head + (sum(self.cells(one, Box(0, 0, width, 0), size).heights) if one.rows else 0)

    def noted(self, one: Exhibit, width: float) -> float:
        """Return the height of the notes below an exhibit."""
        size = self.page.legend
        lines = sum(len(self.fit(note, size, width)) for note in one.notes)
        return lines * size * LINE + 4 if lines else 0.0

    def least(self, one: Exhibit, width: float) -> float:
        """Return the height below which an exhibit is not worth its place."""
        head = self.page.body * LINE + 3 + self.noted(one, width)
        if isinstance(one, Bars):
            return head + len(one.names) * BAR_LEAST
        return head + (min(len(one.rows), FEWEST_ROWS) + 2) * (self.page.least * LINE + CELL_PAD)

    def exhibit(self, one: Exhibit, box: Box, size: float) -> float:
        at = {"x": box.x, "room": box.width}
        head = max(size, self.page.body)
        y = self.put(one.title, box.y, head, "exhibit", bold=True, **at) + 3
        room = box.y + box.height - y - self.noted(one, box.width)
        if isinstance(one, Bars):
            height = min(len(one.names) * BAR_ROW * head / self.page.body, room)
            letters = min(head, height / len(one.names) * 0.62)
            self.board.charts.append(Chart(Box(box.x, y, box.width, height), one, letters))
            y += height
        elif one.rows:
            y = self.table(one, Box(box.x, y, box.width, room), size)
        y += 4 if one.notes else 0
        for note in one.notes:
            y = self.put(note, y, self.page.legend, "remark", colour="ink-2", **at)
        return y

    # -- tables --

    def natural(self, one: Exhibit) -> float:
        """Return the width that an exhibit would have with every cell on one line."""
        if isinstance(one, Bars):
            return 0.0
        return sum(self.widths(one, self.page.body)) + self.mark_width(one, self.page.body)

    def mark_width(self, grid: Grid, size: float) -> float:
        return size * 1.7 if grid.marks else 0.0

    def widths(self, grid: Grid, size: float) -> list[float]:
        lines = with_heads(grid)
        pad = size * CELL_SIDES
        if not lines:
            return []
        return [
            max(self.measure(line[i], size, i == 0 or line is grid.heads) for line in lines) + pad
            for i in range(len(lines[0]))
        ]

    def table(self, grid: Grid, box: Box, size: float) -> float:
        """Place a table with the largest letters with which all rows have room; else leave rows out."""
        placed = self.cells(grid, box, size)
        while placed.size > self.page.least and (
            sum(placed.heights) > box.height or self.is_squeezed(placed)
        ):
            placed = self.cells(grid, box, placed.size - 0.5)
        placed = self.shortened(placed, box) if sum(placed.heights) > box.height else placed
        self.board.tables.append(placed)
        y = box.y + sum(placed.heights)
        left_out = len(grid.rows) - len(placed.grid.rows)
        if left_out:
            more = text("exhibit.rows", self.lang, count=left_out)
            y = self.put(more, y + 2, self.page.legend, "remark", colour="ink-3", x=box.x, room=box.width)
        return y

    def is_squeezed(self, placed: Table) -> bool:
        """Say whether a number or a head of numbers is broken, which smaller letters may mend."""
        return any(len(line[i]) > 1 for line in placed.cells for i in placed.grid.numbers)

    def cells(self, grid: Grid, box: Box, size: float) -> Table:
        mark = self.mark_width(grid, size)
        widths = self.shared(self.widths(grid, size), box.width - mark, grid)
        pad = size * CELL_SIDES
        lines = with_heads(grid)
        cells = tuple(
            tuple(
                tuple(self.fit(cell, size, widths[i] - pad + 0.1, i == 0 or line is grid.heads))
                for i, cell in enumerate(line)
            )
            for line in lines
        )
        heights = tuple(max(len(cell) for cell in line) * size * LINE + CELL_PAD for line in cells)
        return Table(
            Box(box.x, box.y, box.width, sum(heights)), grid, size, tuple(widths), heights, cells, mark
        )

    def shared(self, natural: list[float], room: float, grid: Grid) -> list[float]:
        """Return columns that fill the room: numbers keep their width, texts share what is left."""
        texts = [i for i in range(len(natural)) if i not in grid.numbers] or list(range(len(natural)))
        left = room - sum(width for i, width in enumerate(natural) if i not in texts)
        if left < room * 0.25:
            return [width * room / sum(natural) for width in natural]
        widths = list(natural)
        lacking = sum(natural[i] for i in texts) - left
        while lacking > 0.1:
            # What lacks is taken from the widest, down to the next.
            top = max(widths[i] for i in texts)
            most = [i for i in texts if widths[i] >= top - 0.1]
            below = max((widths[i] for i in texts if widths[i] < top - 0.1), default=0.0)
            step = min(max(top - below, 0.5), lacking / len(most))
            for i in most:
                widths[i] -= step
            lacking -= step * len(most)
        if lacking < 0:
            self.spread(widths, texts, -lacking)
        return widths

    def spread(self, widths: list[float], texts: list[int], spare: float) -> None:
        """Share out spare room: a little to every column, the rest to the widest text."""
        little = min(spare / len(widths), self.page.body * 1.2)
        for i in range(len(widths)):
            widths[i] += little
        widths[max(texts, key=lambda i: widths[i])] += spare - little * len(widths)

    def shortened(self, placed: Table, box: Box) -> Table:
        room = box.height - self.page.legend * LINE - 2
        heads = 1 if placed.grid.heads else 0
        kept, used = 0, 0.0
        for height in placed.heights:
            if used + height > room and kept > heads:
                break
            used += height
            kept += 1
        grid = replace(
            placed.grid, rows=placed.grid.rows[: kept - heads], marks=placed.grid.marks[: kept - heads]
        )
        return replace(
            placed, grid=grid, heights=placed.heights[:kept], cells=placed.cells[:kept],
            box=replace(placed.box, height=used),
        )  # fmt: skip

    # -- legend --

    def entries(self) -> list[tuple[Entry, ...]]:
        """Return the legend in groups, without what a table already explains."""
        explained = any(isinstance(one, Grid) and one.is_legend for one in self.step.exhibits)
        groups = (() if explained else self.caption.legend, self.caption.precision)
        return [group for group in groups if group]

    def entry_width(self, entry: Entry, size: float) -> float:
        return size * (DISC + 1.6) + self.measure(entry_words(entry), size, False)

    def grouped(self, entries: Sequence[Entry], width: float, size: float) -> tuple[int, int]:
        """Return columns and rows."""
        widest = max(self.entry_width(entry, size) for entry in entries)
        columns = max(1, min(len(entries), int(width / widest)))
        rows = -(-len(entries) // columns)
        return -(-len(entries) // rows), rows

    def legend_height(self, groups: Sequence[Sequence[Entry]], width: float, size: float = 0) -> float:
        if not groups:
            return 0.0
        size = size or self.page.legend
        rows = sum(self.grouped(group, width, size)[1] for group in groups)
        return size * LINE + 3 + rows * size * ENTRY_LINE + (len(groups) - 1) * size * 0.5

    def legend(self, groups: Sequence[Sequence[Entry]], box: Box, size: float = 0) -> None:
        if not groups:
            return
        size = size or self.page.legend
        at = {"x": box.x, "room": box.width}
        top = self.put(text("indicators.legend", self.lang), box.y, size, "exhibit", bold=True, **at) + 3
        for group in groups:
            columns, rows = self.grouped(group, box.width, size)
            width = box.width / columns
            for i, entry in enumerate(group):
                column, row = divmod(i, rows)
                y = top + row * size * ENTRY_LINE
                place = Box(box.x + column * width, y, width, size * ENTRY_LINE)
                words = self.shortened_words(entry, width - size * (DISC + 0.8), size)
                self.board.signs.append(Sign(place, replace(entry, words=words), size))
            top += rows * size * ENTRY_LINE + size * 0.5

    def shortened_words(self, entry: Entry, room: float, size: float) -> str:
        tail = "" if entry.count is None else f"  {entry.count}"
        left = room - self.measure(tail, size, False)
        return fitted(entry.words, left, lambda words: self.measure(words, size, False))


def entry_words(entry: Entry) -> str:
    """Return the words of an entry with its count."""
    return entry.words if entry.count is None else f"{entry.words}  {entry.count}"
