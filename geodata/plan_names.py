"""Finds the catalogue's names in the plan's text, in one pass over all of them.

In an item's own clauses each of its names counts, also inside a longer one: there the plan lists things whose
names run into each other. Elsewhere, and for cities everywhere, only the longest counts, and only where no
item of the clause is named; industries count where no item is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick  # type: ignore[import-not-found]

from geodata.catalog import Catalog
from geodata.plan_folding import Folded, normalised
from geodata.tables import NAMED_TABLES
from geodata.wording import Row, rows

# The column that says what else a row is called, by table.
OTHER_NAMES = {**dict.fromkeys(NAMED_TABLES, "aliases"), "industries": "synonyms"}


@dataclass(frozen=True)
class Owner:
    """What a name is the name of. `order` counts through the catalogue, `home` are the ids of its clauses."""

    id: str
    order: int
    is_item: bool
    home: frozenset[str]


@dataclass(frozen=True)
class Mention:
    """A name found, from `start` to before `end` of the folded text."""

    owner: Owner
    start: int
    end: int


class Names:
    """Every name of the catalogue's items and industries, ready to be looked for."""

    def __init__(self, catalog: Catalog) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, owners in _by_name(catalog).items():
            self._automaton.add_word(name, (len(name), owners))
        self._automaton.make_automaton()

    def mentions(self, text: Folded, within: frozenset[str]) -> list[Mention]:
        """Return the mentions that count in a clause; `within` has its id and those it stands under."""
        every = list(self._every(text))
        counted = [each for each in every if each.owner.home & within]
        for are_items in (True, False):
            taken = {position for each in counted for position in range(each.start, each.end)}
            free = [
                each
                for each in every
                if each.owner.is_item == are_items and taken.isdisjoint(range(each.start, each.end))
            ]
            counted += _longest(free)
        return counted

    def _every(self, text: Folded) -> Iterator[Mention]:
        for last, (length, owners) in self._automaton.iter(text.text):
            start, end = last + 1 - length, last + 1
            if not (text.cuts_a_word(start) or text.cuts_a_word(end)):
                yield from (Mention(owner, start, end) for owner in owners)


def _by_name(catalog: Catalog) -> Mapping[str, tuple[Owner, ...]]:
    """Return what each name belongs to, in the order of the catalogue."""
    found: dict[str, dict[str, Owner]] = {}
    for owner, names in _owners(catalog):
        for name in filter(None, map(normalised, names)):
            found.setdefault(name, {})[owner.id] = owner
    return {name: tuple(owners.values()) for name, owners in found.items()}


def _owners(catalog: Catalog) -> Iterator[tuple[Owner, list[str]]]:
    id_of = dict(zip(catalog.clauses["ref_zh"], catalog.clauses["id"], strict=True))
    every = ((table, row) for table in OTHER_NAMES for row in rows(getattr(catalog, table)))
    for order, (table, row) in enumerate(every):
        # A city is part of many names in its own clause without being what they name.
        home = frozenset() if table in {"cities", "industries"} else _ids(row, id_of)
        yield (
            Owner(row["id"], order, table in NAMED_TABLES, home),
            [row["name_zh"], *row[OTHER_NAMES[table]]],
        )


def _ids(row: Row, id_of: Mapping[str, str]) -> frozenset[str]:
    return frozenset(id_of[ref] for ref in row["clause"])


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Return what is left when, from the left, the longest is taken and hides all that touches it."""
    taken: list[Mention] = []
    for each in sorted(mentions, key=lambda each: (each.start, -each.end)):
        last = taken[-1] if taken else None
        if last is None or each.start >= last.end or (each.start, each.end) == (last.start, last.end):
            taken.append(each)
    return taken
