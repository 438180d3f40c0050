"""Where figures and sites come from: a source of the catalogue, one that the upload brings, or none named."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz, process

from geodata.intake.asking import NOWHERE, Spot, Talk, choice
from geodata.intake.columns import MOST_TEXT_CHARS, Row
from geodata.intake.headings import SOURCE_COLUMNS, folded
from geodata.intake.merging import Edits, cell_of
from geodata.intake.places import short_hash
from geodata.problems import Words

TABLE = "sources"
STEWARD = "src-steward"
ALIKE = 88  # of 100: from here on two names may be one
_NEW = "new"
_STEWARD_ROW = {
    **{"id": STEWARD, "linkable": "false", "confidence": "low"},
    "title_zh": "创新区报送(未注明来源)",
    "title_en": "Return of a steward (no source named)",
}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ].*)?")
_ID = re.compile(r"src-[a-z0-9-]+", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")

_MADE = Words(
    *("目录中没有这一来源,已新增", "如已有,改写其编号或标题"),
    *("the catalogue does not have this source: it is added", "write its id or title if it is there already"),
)
_NO_ID = Words(
    *("没有编号为“{name}”的来源", "是否指 {nearest}?也可写来源的标题"),
    *("there is no source with the id “{name}”", "did you mean {nearest}? You may write its title instead"),
)
_ALIKE = Words(
    *("来源“{name}”与目录中的很像,请选择", "是同一来源则选其编号"),
    *(
        "the source “{name}” looks like one of the catalogue: please choose",
        "choose its id if it is the same",
    ),
)
_NO_TITLE = Words("来源没有标题", "填写标题", "a source without a title", "write its title")
_NOT_DATE = Words("不是日期", "写成 2024-12-31", "not a date", "write it as 2024-12-31")
_NOT_ADDRESS = Words(
    *("不是网址", "以 http:// 或 https:// 开头且无空格,或留空"),
    *("not a web address", "begin with http:// or https://, without spaces, or leave it empty"),
)


class Sources:
    """The sources of the catalogue and of the upload, by id and title; new ones are made when used."""

    def __init__(self, edits: Edits, talk: Talk) -> None:
        self._edits, self._talk = edits, talk
        self._ids: dict[str, str] = {}
        for row in edits.rows(TABLE):
            self._know(row["id"], row["id"], row["title_zh"], row["title_en"])
        self._titles = {folded(row["title_zh"]): row["id"] for row in edits.rows(TABLE)}

    def _know(self, identifier: str, *names: str) -> None:
        for name in filter(None, map(folded, names)):
            self._ids.setdefault(name, identifier)

    def steward(self) -> str:
        """Return the source of what names none; it is added to the catalogue when first needed."""
        if self._edits.row(TABLE, STEWARD) is None:
            self._edits.add(TABLE, _STEWARD_ROW, NOWHERE)
        return STEWARD

    def confidence(self, identifier: str) -> str:
        """Return how far what a source says is to be trusted."""
        row = self._edits.row(TABLE, identifier)
        return (row and row["confidence"]) or "medium"

    def known(self, text: str) -> str:
        """Return the id of a source by id or title, "" for one that is not known."""
        return self._ids.get(folded(text), "")

    def named(self, row: Row) -> str | None:
        """Return the source that a row names, "" for none, None after asking or saying what is wrong."""
        text = row.text("source", self._talk, MOST_TEXT_CHARS)
        if not text or (known := self.known(text)):
            return known if text else text
        spot = row.spot("source")
        if _ID.fullmatch(text):
            nearest = process.extractOne(text.casefold(), [one["id"] for one in self._edits.rows(TABLE)])
            self._talk.error(_NO_ID, spot, name=text[:60], nearest=nearest[0] if nearest else STEWARD)
            return None
        identifier = self._alike(text, spot)
        if identifier != _NEW:
            return identifier
        self._talk.note(_MADE, spot)
        return self._made({"title_zh": text, "title_en": text}, spot)

    def _alike(self, text: str, spot: Spot) -> str | None:
        """Return the look-alike that is meant, `new` for none of them, None after asking."""
        title = folded(text)
        found = process.extract(title, list(self._titles), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
        # Two years of one bulletin look alike and are two sources.
        alike = [self._titles[one] for one, *_ in found if numbers_in(one) == numbers_in(title)]
        if not alike:
            return _NEW
        rows = [row for one in alike if (row := self._edits.row(TABLE, one))]
        choices = [choice(row["id"], row["title_zh"], row["title_en"]) for row in rows]
        choices.append(choice(_NEW, "新的来源", "a new source"))
        answer = self._talk.ask(f"source-{short_hash(title)}", _ALIKE.filled(name=text[:60]), choices, spot)
        if answer and answer != _NEW:
            self._know(answer, text)
        return answer

    def _made(self, cells: dict[str, str], spot: Spot) -> str:
        identifier = self._edits.new_id(f"src-{short_hash(folded(cells['title_zh']))}")
        row = {"linkable": "false", "confidence": "medium"} | cells | {"id": identifier}
        self._edits.add(TABLE, row, spot)
        self._know(identifier, identifier, row["title_zh"], row["title_en"])
        return identifier

    def take(self, row: Row) -> None:
        """Add or change a source from a line of the sources' sheet; what is wrong with it is said."""
        cells = self._cells(row)
        if cells is None:
            return
        wanted = cells.pop("id", "")
        known = self.known(wanted or cells.get("title_zh", ""))
        if not known:
            if not self._edits.once(TABLE, wanted):  # else others removed it since the template was made
                self._add(row, wanted, cells)
            return
        was, now = self._edits.once(TABLE, known), self._edits.row(TABLE, known)
        for column, value in cells.items():
            before, after = cell_of(was, column), cell_of(now, column)
            if self._edits.is_mine(value, before, after, row.spot(column)):
                self._edits.change(TABLE, known, {column: value}, row.spot(column))

    def _add(self, row: Row, wanted: str, cells: dict[str, str]) -> None:
        spot = row.spot("title_zh")
        if not cells.get("title_zh"):
            self._talk.error(_NO_TITLE, spot)
            return
        identifier = self._alike(cells["title_zh"], spot)
        if identifier == _NEW:
            cells.setdefault("title_en", cells["title_zh"])
            cells["linkable"] = "true" if cells.get("url") else "false"
            identifier = self._made(cells, spot)
        if identifier:
            # The other sheets may name it as this one does.
            self._know(identifier, wanted)

    def _cells(self, row: Row) -> dict[str, str] | None:
        """Return the filled cells of a line by column; None after saying what is wrong with one."""
        texts = {one.key: row.text(one.key, self._talk, MOST_TEXT_CHARS) for one in SOURCE_COLUMNS}
        cells = {key: text for key, text in texts.items() if text}
        is_sound = None not in texts.values()
        if "accessed" in cells:
            cells["accessed"] = _date_of(cells["accessed"])
            if not cells["accessed"]:
                self._talk.error(_NOT_DATE, row.spot("accessed"))
                is_sound = False
        if "url" in cells and not _ADDRESS.fullmatch(cells["url"]):
            self._talk.error(_NOT_ADDRESS, row.spot("url"))
            is_sound = False
        return cells if is_sound else None


def _date_of(text: str) -> str:
    """Return a date as the catalogue writes it, "" for what is none."""
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def numbers_in(text: str) -> list[str]:
    """Return the numbers in a name, in Arabic or Chinese digits: names that differ in them are two things."""
    return re.findall(r"[0-9]+|[一二三四五六七八九十]+", text)
