"""Sites that may be one under two spellings: found by how their names are written, decided by the steward."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from geodata.intake.headings import folded
from geodata.intake.places import spellings
from geodata.intake.sources import ALIKE, numbers_in


class SiteNames:
    """The names and aliases of the sites in use."""

    def __init__(self, sites: Iterable[Mapping[str, str]], cities: Iterable[Mapping[str, str]]) -> None:
        shorts = "|".join(re.escape(row["short_zh"]) for row in cities)
        # 苏州XX中心 and XX中心(苏州) say the same.
        self._where = re.compile(f"江苏省?|({shorts})市?" if shorts else "江苏省?")
        self._cities: dict[str, str] = {}
        self._ids: dict[str, dict[str, None]] = {}
        self._bare: dict[str, dict[str, None]] = {}
        for row in sites:
            self._cities[row["id"]] = row["city_id"]
            for name in spellings(row):
                self._ids.setdefault(folded(name), {})[row["id"]] = None
                self._bare.setdefault(self._without_place(name), {})[row["id"]] = None

    def find(self, name: str) -> tuple[str, ...]:
        """Return the sites that bear a name exactly, punctuation and spaces aside."""
        return tuple(self._ids.get(folded(name), ()))

    def nearest(self, name: str) -> str:
        """Return the id or name that looks most like what was written."""
        found = process.extractOne(folded(name)[:200], list(self._ids))
        return next(iter(self._ids[found[0]])) if found else ""

    def alike(self, name: str, city: str) -> tuple[str, ...]:
        """Return the sites of a city, or of none that is known, whose names look like this one."""
        found: dict[str, None] = {}
        for wanted, known in ((folded(name), self._ids), (self._without_place(name), self._bare)):
            likest = process.extract(wanted, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8)
            for written, *_ in likest:
                if numbers_in(written) == numbers_in(wanted):
                    found |= known[written]
        return tuple(one for one in found if not city or self._cities[one] in ("", city))

    def _without_place(self, name: str) -> str:
        return self._where.sub("", folded(name)) or folded(name)
