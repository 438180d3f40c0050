"""Which row a name means: by id, name, short name, alias or English; asked where two things bear it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from geodata.catalog import Tables
from geodata.intake.asking import Spot, Talk, choice
from geodata.intake.headings import folded
from geodata.peers import PARK_KINDS
from geodata.problems import Words
from geodata.releases.difference import rows_by_id
from geodata.tables import PLACE_TABLES, parts

LIKE = 60  # of 100: below this a suggestion is none
_NAME_COLUMNS = ("id", "code", "name_zh", "name_en", "short_zh", "short_en")

_UNKNOWN = Words(
    *("认不出“{name}”", "是否指 {nearest}?改成其中之一"),
    *("“{name}” is not known", "did you mean {nearest}? Write one of these"),
)
_STRANGE = Words(
    *("认不出“{name}”", "写目录中的名称、简称或编号"),
    *("“{name}” is not known", "write a name, short name or id of the catalogue"),
)
_WHICH = Words(
    *("“{name}”可指不止一项,请选择", "回答,或在表中写全称或编号"),
    *("“{name}” may mean more than one thing: please choose", "answer, or write the full name or id"),
)
_TAKEN = Words(
    *("“{name}”认作 {known}", "不对则改写全称或编号"),
    *("“{name}” was taken for {known}", "write the full name or the id if that is wrong"),
)


class Names:
    """What the rows of some tables may be called."""

    def __init__(self, tables: Tables, names: Sequence[str], are_places: bool = False) -> None:
        self._are_places = are_places
        self._ids: dict[str, dict[str, None]] = {}
        self.said: dict[str, tuple[str, str]] = {}
        self._zones, self._names = set[str](), dict[str, str]()
        self._full: dict[str, set[str]] = {}
        for table in names:
            for row in rows_by_id(tables[table]).values():
                self._add(table, row)

    def _add(self, table: str, row: Mapping[str, str]) -> None:
        if table == "sites" and row["kind"] not in PARK_KINDS:
            # Only ground with firms on it has figures; other sites bear names of whole areas.
            self._ids.setdefault(folded(row["id"]), {})[row["id"]] = None
            self.said[row["id"]] = row["name_zh"], row["name_en"]
            return
        for name in spellings(row):
            self._ids.setdefault(folded(name), {})[row["id"]] = None
        self.said[row["id"]] = row["name_zh"], row["name_en"]
        self._names[row["id"]] = folded(row["name_zh"])
        self._full[row["id"]] = {folded(row["name_zh"]), folded(row["name_en"])}
        if table == "zones":
            self._zones.add(row["id"])

    def find(self, name: str) -> tuple[str, ...]:
        """Return all that bear a name; of a zone and its namesake on the same ground, the zone."""
        wanted = folded(name)
        found = tuple(self._ids.get(wanted, ()))
        if not self._are_places:
            # A full name means its bearer, though another may be called so for short.
            full = [one for one in found if wanted in self._full[one]]
            return (full[0],) if len(full) == 1 else found
        zones = [one for one in found if one in self._zones]
        if len(zones) == 1 and len({self._names.get(one) for one in found}) == 1:
            return (zones[0],)
        return found

    def beginning(self, name: str) -> tuple[str, ...]:
        """Return all whose full name begins so: 昆山 begins a city's name and a zone's."""
        wanted = folded(name)
        return tuple(one for one, full in self._names.items() if len(wanted) > 1 and full.startswith(wanted))

    def nearest(self, name: str, most: int = 3) -> list[str]:
        """Return the spellings of up to three things that look most like a name."""
        spelled = {spelling: ids for spelling, ids in self._ids.items() if spelling}
        likest = process.extract(folded(name)[:200], list(spelled), scorer=fuzz.ratio, limit=12)
        ids = dict.fromkeys(
            one for spelling, score, _ in likest if score >= LIKE for one in spelled[spelling]
        )
        return [self.said[one][0] for one in ids][:most]


def spellings(row: Mapping[str, str]) -> Iterator[str]:
    """Yield everything a row of the catalogue may be called."""
    yield from (row[column] for column in _NAME_COLUMNS if row.get(column))
    yield from parts(row.get("aliases", ""))
    yield from parts(row.get("synonyms", ""))


def place_names(tables: Tables) -> Names:
    """Return the names of everything that may have figures."""
    return Names(tables, PLACE_TABLES, are_places=True)


def short_hash(text: str) -> str:
    """Return eight hex digits that stand for a text, the same on every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def resolved(name: str, names: Names, spot: Spot, talk: Talk) -> str | None:
    """Return the id of what a name means; None after asking or saying that it is not known."""
    found = names.find(name) or names.beginning(name)
    is_exact = bool(names.find(name))
    if len(found) == 1 and is_exact:
        said = names.said[found[0]]
        if folded(name) not in map(folded, (*said, found[0])):
            talk.note(_TAKEN, spot, name=name, known=said[0])
        return found[0]
    if len(found) > 1:
        return _chosen(name, found, names, spot, talk)
    nearest = [names.said[one][0] for one in found] or names.nearest(name)
    if nearest:
        talk.error(_UNKNOWN, spot, name=name[:60], nearest="、".join(nearest))
    else:
        talk.error(_STRANGE, spot, name=name[:60])
    return None


def _chosen(name: str, found: Iterable[str], names: Names, spot: Spot, talk: Talk) -> str | None:
    choices = [choice(one, *names.said[one]) for one in found]
    key = f"place-{short_hash(folded(name))}"
    return talk.ask(key, _WHICH.filled(name=name), choices, spot)
