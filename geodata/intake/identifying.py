"""Which site a row is about: by id, by name, or one that looks like it, which is asked; or a new one."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.cell_rules import KEBAB
from geodata.intake.alike import SiteNames
from geodata.intake.asking import Talk, choice
from geodata.intake.columns import Row
from geodata.intake.headings import folded
from geodata.intake.merging import Edits
from geodata.intake.places import Names
from geodata.problems import Words
from geodata.releases.difference import rows_by_id

TABLE = "sites"
NEW = "new"

_NO_NAME = Words(
    *("没有名称", "新点位须有名称"),
    *("no name", "a new site needs one"),
)
_BAD_ID = Words(
    *("编号写法有误", "只用小写字母、数字与连字符,或留空;最近的编号是 {nearest}"),
    *("not an id", "use small letters, digits and hyphens, or leave it empty; the nearest id is {nearest}"),
)
_TAKEN = Words("编号已用于他物", "改用新编号或留空", "the id is taken", "choose another or leave it empty")
_SAME = Words(
    *("“{name}”与目录中的点位很像,请选择", "是同一处则选其编号"),
    *("“{name}” looks like a site of the catalogue: please choose", "choose its id if it is the same"),
)
_SEVERAL = Words(
    *("目录中有几处叫“{name}”,请选择", "回答,或填编号"),
    *("several sites are called “{name}”: please choose", "answer, or fill in the id"),
)
_TWICE = Words(
    *("第 {row} 行已写过这一点位", "只留一行"),
    *("row {row} is about this site already", "keep one row"),
)


class Identity:
    """Tells the sites of the catalogue, and the rows of an upload, from one another."""

    def __init__(self, edits: Edits, cities: Names, talk: Talk) -> None:
        self._edits, self._cities, self._talk = edits, cities, talk
        self.names = SiteNames(edits.rows(TABLE), rows_by_id(edits.base["cities"]).values())
        self._rows: dict[str, int] = {}

    def which(self, row: Row, cells: Mapping[str, str]) -> str | None:
        """Return the id of the site a row is about, `new`; None after asking or saying what is wrong."""
        identifier, name = cells["id"].casefold(), cells["name_zh"]
        if identifier and (self._edits.row(TABLE, identifier) or self._edits.once(TABLE, identifier)):
            return identifier
        if identifier and not self._can_be_id(row, identifier):
            return None
        if not name:
            self._talk.error(_NO_NAME, row.spot("name_zh"))
            return None
        found = self.names.find(name)
        if found and identifier:
            return self._asked(row, _SAME, name, found, (NEW,))
        if found:
            return found[0] if len(found) == 1 else self._asked(row, _SEVERAL, name, found, ())
        return self._new_or_alike(row, cells, name)

    def is_again(self, row: Row, which: str) -> bool:
        """Say whether an earlier row is about the same site, and that this is an error."""
        if which == NEW:
            return False
        before = self._rows.setdefault(which, row.number)
        if before != row.number:
            spot = row.spot("id" if row.raw("id").strip() else "name_zh")
            self._talk.error(_TWICE, spot, row=str(before))
        return before != row.number

    def _new_or_alike(self, row: Row, cells: Mapping[str, str], name: str) -> str | None:
        city = self._cities.find(cells["city_id"])
        alike = self.names.alike(name, city[0] if len(city) == 1 else "")
        which = self._asked(row, _SAME, name, alike, (NEW,)) if alike else NEW
        if which == NEW and (before := self._rows.setdefault(folded(name), row.number)) != row.number:
            self._talk.error(_TWICE, row.spot("name_zh"), row=str(before))
            return None
        return which

    def _can_be_id(self, row: Row, identifier: str) -> bool:
        if not KEBAB.fullmatch(identifier):
            self._talk.error(_BAD_ID, row.spot("id"), nearest=self.names.nearest(identifier))
            return False
        if self._edits.is_taken(identifier):
            self._talk.error(_TAKEN, row.spot("id"))
            return False
        return True

    def _asked(
        self, row: Row, words: Words, name: str, found: tuple[str, ...], more: tuple[str, ...]
    ) -> str | None:
        rows = [one for identifier in found if (one := self._edits.row(TABLE, identifier))]
        choices = [choice(one["id"], one["name_zh"], one["name_en"]) for one in rows]
        choices += [choice(one, "新的点位", "a new site") for one in more]
        return self._talk.ask(
            f"same-{row.number}", words.filled(name=name[:60]), choices, row.spot("name_zh")
        )
