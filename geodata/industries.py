"""Which sites and zones belong to which industry, and how they spread over the cities.

The filters are those of assets/filters.js, so that a picture drawn here counts what the map shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geodata.catalog import Catalog
from geodata.tables import SITE_KINDS
from geodata.view import View
from geodata.wording import Row, rows

# From research to production; what is no link of the chain follows.
CHAIN = ("lab", "innovation_centre", "service_platform", "incubator", "park", "industrial_base", "cluster")
KINDS = (*CHAIN, "zone", *(kind for kind in SITE_KINDS if kind not in CHAIN))
NOWHERE = ""  # the plan names no city


@dataclass(frozen=True)
class Member:
    """A site or zone. `industries` holds its own and the majors above them; `city` may be NOWHERE."""

    id: str
    kind: str
    city: str
    industries: frozenset[str]
    claims: frozenset[str]


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


def members(catalog: Catalog) -> tuple[Member, ...]:
    """Return all sites and zones, table by table, in the order of the files."""
    parents = dict(zip(catalog.industries["id"], catalog.industries["parent_id"], strict=True))
    return (
        *(_member(row, "zone", parents) for row in rows(catalog.zones)),
        *(_member(row, row["kind"], parents) for row in rows(catalog.sites)),
    )


def _member(row: Row, kind: str, parents: Mapping[str, str]) -> Member:
    own = set(row["industries"])
    above = {parents[one] for one in own if parents[one]}
    claims = {row["claim"], row.get("city_claim", ""), row["location_claim"]} - {""}
    return Member(row["id"], kind, row["city_id"], frozenset(own | above), frozenset(claims))


def chosen_industries(catalog: Catalog, view: View) -> tuple[str, ...]:
    """Return the industries of a View that the catalogue has."""
    return tuple(one for one in view.industry if one in set(catalog.industries["id"]))


def shown(catalog: Catalog, view: View) -> tuple[Member, ...]:
    """Return what a View shows; cities and industries that the catalogue does not have are no choice."""
    cities = set(view.city) & set(catalog.cities["id"])
    industries = set(chosen_industries(catalog, view))
    return tuple(
        one
        for one in members(catalog)
        if (not cities or one.city in cities)
        and (not view.kind or one.kind in view.kind)
        and (not industries or one.industries & industries)
        and (not view.claim or one.claims & set(view.claim))
    )


def flows(catalog: Catalog, view: View) -> Flows:
    """Return majors → cities while no industry is chosen, else kinds → cities."""
    found, is_by_kind = shown(catalog, view), bool(chosen_industries(catalog, view))
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
