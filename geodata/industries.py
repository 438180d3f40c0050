"""Which sites and zones belong to which industry, and how they spread over the cities.

What a View shows is decided in geodata/shown.py, so that a picture drawn here counts what the map shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.catalog import Catalog
from geodata.shown import map_items, shown
from geodata.tables import SITE_KINDS
from geodata.view import View

# From research to production; what is no link of the chain follows.
CHAIN = ("lab", "innovation_centre", "service_platform", "incubator", "park", "industrial_base", "cluster")
KINDS = (*CHAIN, "zone", *(kind for kind in SITE_KINDS if kind not in CHAIN))
NOWHERE = ""  # the plan names no city


@dataclass(frozen=True)
class Flows:
    """How many items go from each source (a major industry, or a kind) to each city.

    Sources and cities stand in their usual order, only those that have an item, NOWHERE last. An item of
    several majors counts in each of them, so `sum` may exceed `items`.
    """

    counts: Mapping[tuple[str, str], int]
    sources: tuple[str, ...]
    cities: tuple[str, ...]
    items: int
    is_by_kind: bool

    @property
    def sum(self) -> int:
        """Return how many there are of all flows together."""
        return sum(self.counts.values())

    def of_source(self, source: str) -> int:
        """Return how many come from a source."""
        return sum(count for (one, _), count in self.counts.items() if one == source)

    def of_city(self, city: str) -> int:
        """Return how many go to a city."""
        return sum(count for (_, one), count in self.counts.items() if one == city)


def majors(catalog: Catalog) -> tuple[str, ...]:
    """Return the industries of the first level."""
    return tuple(catalog.industries["id"][catalog.industries["parent_id"] == ""])


def chosen_industries(catalog: Catalog, view: View) -> tuple[str, ...]:
    """Return the industries of a View that the catalogue has."""
    return tuple(one for one in view.industry if one in set(catalog.industries["id"]))


def known_choices(catalog: Catalog, view: View) -> View:
    """Return the View without cities and industries that the catalogue does not have: they are no choice."""
    cities = tuple(one for one in view.city if one in set(catalog.cities["id"]))
    return replace(view, city=cities, industry=chosen_industries(catalog, view))


def flows(catalog: Catalog, view: View) -> Flows:
    """Return majors → cities while no industry is chosen, else kinds → cities."""
    found = shown(map_items(catalog), known_choices(catalog, view)).items
    is_by_kind = bool(chosen_industries(catalog, view))
    order: Sequence[str] = KINDS if is_by_kind else majors(catalog)
    wanted = set(order)
    counts: Counter[tuple[str, str]] = Counter()
    items = 0
    for one in found:
        sources = [one.kind] if is_by_kind else one.industries & wanted
        counts.update((source, one.city) for source in sources)
        items += bool(sources)
    return Flows(
        counts=dict(counts),
        sources=_held(order, (source for source, _ in counts)),
        cities=_held((*catalog.cities["id"], NOWHERE), (city for _, city in counts)),
        items=items,
        is_by_kind=is_by_kind,
    )


def _held(order: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    have = set(held)
    return tuple(one for one in order if one in have)
