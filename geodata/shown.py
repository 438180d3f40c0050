"""The items a View shows: sites and zones, by the rule of assets/filters.js.

Both are tested on tests/cases/filters.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geodata.catalog import Catalog
from geodata.view import View
from geodata.wording import Row, rows

UNPLACED = "none"


@dataclass(frozen=True)
class Item:
    """What a filter asks of a site or zone. `industries` has the majors above them, `claims` every ground."""

    id: str
    kind: str
    city: str
    industries: frozenset[str]
    claims: frozenset[str]
    precision: str
    row: Row = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_placed(self) -> bool:
        """Say whether the map shows it."""
        return self.precision != UNPLACED


@dataclass(frozen=True)
class Shown:
    """What is left by a View's filters, in the order of the catalogue, and how much of what."""

    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """Return how many items there are, on the map or not."""
        return len(self.items)

    @property
    def placed(self) -> int:
        """Return how many stand on the map."""
        return sum(item.is_placed for item in self.items)

    def count(self, field_name: str) -> Mapping[str, int]:
        """Return how many items there are by `kind`, `city` or `precision`."""
        return Counter(getattr(item, field_name) for item in self.items)


def with_parents(ids: Iterable[str], parents: Mapping[str, str]) -> frozenset[str]:
    """Return industries with the majors above them, so that a choice on either level finds an item."""
    held = list(ids)
    return frozenset([*held, *(parents[one] for one in held if parents.get(one))])


def map_items(catalog: Catalog) -> tuple[Item, ...]:
    """Return every zone and site of the catalogue, as the browser's filter has them."""
    parents = dict(zip(catalog.industries["id"], catalog.industries["parent_id"], strict=True))
    listed = [row | {"kind": "zone"} for row in rows(catalog.zones)] + rows(catalog.sites)
    return tuple(_item(row, parents) for row in listed)


def _item(row: Row, parents: Mapping[str, str]) -> Item:
    grounds = (row["claim"], row.get("city_claim", ""), row["location_claim"])
    return Item(
        id=row["id"],
        kind=row["kind"],
        city=row["city_id"],
        industries=with_parents(row["industries"], parents),
        claims=frozenset(ground for ground in grounds if ground),
        precision=row["location_precision"],
        row=row,
    )


def shown(items: Iterable[Item], view: View) -> Shown:
    """Return what a View's filters leave. An empty choice is no filter; several of one kind add up."""
    return Shown(tuple(item for item in items if _is_shown(item, view)))


def _is_shown(item: Item, view: View) -> bool:
    return (
        (not view.city or item.city in view.city)
        and (not view.kind or item.kind in view.kind)
        and (not view.industry or not item.industries.isdisjoint(view.industry))
        and (not view.claim or not item.claims.isdisjoint(view.claim))
    )
