"""What a row says of a site besides its place: kind, city, zone, industries, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from geodata.cell_rules import CHINESE
from geodata.intake.asking import Talk
from geodata.intake.columns import Row, nearest_words
from geodata.intake.headings import CHOICES, code_of
from geodata.intake.merging import Cells, Edits
from geodata.intake.places import Names, resolved
from geodata.problems import Words

TABLE = "sites"
_SEPARATORS = re.compile(r"[、,;/]")

_NO_KIND = Words(
    *("新点位须有类别", "填写类别,如 {nearest}"),
    *("a new site needs its kind", "write it, such as {nearest}"),
)
_CHOICE = Words(
    *("不在可选之列", "是否指“{nearest}”?从下拉列表中选"),
    *("not one of the choices", "did you mean “{nearest}”? Choose from the list"),
)
_PINYIN = Words(
    *("没有英文名,以拼音代替", "补上英文名称"),
    *("no English name: pinyin stands in for it", "fill in the English name"),
)
_OTHER_CITY = Words(
    *("所在区不在这个城市", "核对区与城市"),
    *("the zone is in another city", "check zone and city"),
)
_CITY_OF_ZONE = Words(
    *("城市按所在区填为 {city}", "不对则填写城市"),
    *("the city was taken from the zone: {city}", "fill in the city if that is wrong"),
)


class Described:
    """Reads the cells that stand for something of the catalogue."""

    def __init__(self, edits: Edits, cities: Names, talk: Talk) -> None:
        base = edits.base
        self._edits, self._cities, self._talk = edits, cities, talk
        self._zones, self._industries = Names(base, ["zones"]), Names(base, ["industries"])
        self._city_of_zone = dict(zip(base["zones"]["id"], base["zones"]["city_id"], strict=True))

    def removes(self, row: Row, cells: Mapping[str, str]) -> bool | None:
        """Say whether a row is to remove its site; None after saying that this cannot be told."""
        code = code_of("remove", cells["remove"])
        if cells["remove"] and code is None:
            self._wrong_choice(row, "remove", cells["remove"])
            return None
        return code == "yes"

    def wanted(self, row: Row, cells: Mapping[str, str], known: str) -> Cells | None:
        """Return the filled cells as the catalogue writes them, without point and source; None if wrong."""
        found = self.found(row, cells)
        is_by_id = cells["id"].casefold() == known
        # The site may have been found by an alias: its name is changed only beside its id.
        found |= {
            "name_en": cells["name_en"],
            "name_zh": cells["name_zh"] if not known or is_by_id else "",
        }
        wanted = {key: value for key, value in found.items() if value}
        is_sound = None not in found.values() and self._is_in_city(row, wanted, known)
        if not known:
            is_sound = self._has_what_a_new_one_needs(row, wanted) and is_sound
        return wanted if is_sound else None

    def found(self, row: Row, cells: Mapping[str, str]) -> dict[str, str | None]:
        """Return the cells that refer to something, by its code or id; None for those that are wrong."""
        return {
            "kind": self._code(row, "kind", cells["kind"]),
            "location_precision": self._code(row, "location_precision", cells["location_precision"]),
            "city_id": self._named(row, "city_id", cells["city_id"], self._cities),
            "zone_id": self._named(row, "zone_id", cells["zone_id"], self._zones),
            "industries": self._several(row, cells["industries"]),
        }

    def _code(self, row: Row, key: str, words: str) -> str | None:
        code = code_of(key, words) if words else ""
        if code is None:
            self._wrong_choice(row, key, words)
        return code

    def _wrong_choice(self, row: Row, key: str, words: str) -> None:
        self._talk.error(_CHOICE, row.spot(key), nearest=_nearest_choice(key, words))

    def _named(self, row: Row, key: str, words: str, names: Names) -> str | None:
        return resolved(words, names, row.spot(key), self._talk) if words else ""

    def _several(self, row: Row, words: str) -> str | None:
        whole = self._industries.find(words) if words else ()
        if len(whole) == 1:
            return whole[0]
        split = words.split("|") if "|" in words else _SEPARATORS.split(words)
        names = [one.strip() for one in split if one.strip()]
        found = [resolved(one, self._industries, row.spot("industries"), self._talk) for one in names]
        return None if None in found else "|".join(dict.fromkeys(one for one in found if one))

    def _is_in_city(self, row: Row, wanted: Cells, known: str) -> bool:
        """Say whether zone and city agree; a city that is not given is that of the zone."""
        now = (self._edits.row(TABLE, known) if known else None) or {}
        zone = wanted.get("zone_id") or now.get("zone_id", "")
        city, home = wanted.get("city_id") or now.get("city_id", ""), self._city_of_zone.get(zone, "")
        if home and city and home != city:
            self._talk.error(_OTHER_CITY, row.spot("zone_id" if "zone_id" in wanted else "city_id"))
            return False
        if home and not city:
            wanted["city_id"] = home
            self._talk.note(_CITY_OF_ZONE, row.spot("zone_id"), city=self._cities.said[home][0])
        return True

    def _has_what_a_new_one_needs(self, row: Row, wanted: Cells) -> bool:
        if "kind" not in wanted and not row.raw("kind").strip():
            self._talk.error(_NO_KIND, row.spot("kind"), nearest=_nearest_choice("kind", ""))
            return False
        if not wanted.get("name_en"):
            wanted["name_en"] = _in_pinyin(wanted["name_zh"])
            self._talk.note(_PINYIN, row.spot("name_zh"))
        return True


def _nearest_choice(column: str, words: str) -> str:
    said = {word: words[0] for code, words in CHOICES[column].items() if code for word in words}
    return said[nearest_words(words, said)]


def _in_pinyin(name: str) -> str:
    """Return a name in pinyin, syllables apart, what is not Chinese as it is."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  50 MB of memory, only when a name needs it

    spelt = " ".join(one.strip().capitalize() if one.isalpha() else one.strip() for one in lazy_pinyin(name))
    plain = unicodedata.normalize("NFKC", spelt)
    return CHINESE.sub("", plain).strip() or name
