"""What the catalogue knows of one industry, for the story that is made of it. Nothing here is said in words.

An industry has what is filed under it or under a term below it, as in assets/industry.js and assets/chain.js.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.catalog import Catalog
from geodata.industries import KINDS, members
from geodata.wording import Row, both, rows

Both = Mapping[str, str]

# From research to production, as assets/chain.js has it.
STAGES = ("lab", "innovation_centre", "incubator", "industrial_base", "cluster")
PLATFORMS = ("service_platform", "finance", "park", "intl_park", "zone")
# What the reader understands soonest comes first.
PLAN_KINDS = ("programme", "action_plan", "project", "platform", "safeguard", "body", "pillar")


@dataclass(frozen=True)
class Thing:
    """A site or zone. `city` is empty where none is known; `is_certain` where the plan itself names it."""

    id: str
    name: Both
    kind: str
    city: str
    is_placed: bool
    is_certain: bool


@dataclass(frozen=True)
class Named:
    """A part of the plan, or a target: its id and name."""

    id: str
    name: Both


@dataclass(frozen=True)
class IndustryFacts:
    """What there is of an industry. `positioned` gives the aspect of each city whose annex names it.

    `parent` is None for a major, `terms` counts what lies below it; things, cities and plans stand in order.
    """

    id: str
    name: Both
    parent: Both | None
    terms: int
    things: tuple[Thing, ...]
    city_names: Mapping[str, Both]
    positioned: Mapping[str, str]
    plans: tuple[Named, ...]
    targets: tuple[Named, ...]

    def of(self, *kinds: str) -> tuple[Thing, ...]:
        """Return the things of some kinds, kind by kind in the order given."""
        return tuple(thing for kind in kinds for thing in self.things if thing.kind == kind)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that occur."""
        return tuple(kind for kind in KINDS if self.of(kind))

    @property
    def cities(self) -> tuple[str, ...]:
        """Return the cities that hold something."""
        return self.cities_with(*self.kinds)

    def cities_with(self, *kinds: str) -> tuple[str, ...]:
        """Return the cities that hold one of the kinds."""
        held = {thing.city for thing in self.of(*kinds)}
        return tuple(city for city in self.city_names if city in held)

    @property
    def stages(self) -> tuple[str, ...]:
        """Return the stages of the chain of which the plan names something."""
        return tuple(kind for kind in STAGES if self.of(kind))

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the stages of which it names nothing."""
        return tuple(kind for kind in STAGES if not self.of(kind))

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Return the stages that it names without any place."""
        return tuple(kind for kind in self.stages if not any(thing.is_placed for thing in self.of(kind)))

    @property
    def base_without_lab(self) -> tuple[str, ...]:
        """Return the cities that hold a base of the industry and no laboratory of it."""
        labs = self.cities_with("lab")
        return tuple(city for city in self.cities_with("industrial_base") if city not in labs)


def industry_facts(catalog: Catalog) -> dict[str, IndustryFacts]:
    """Return what is known of each industry that has at least one site or zone, in the order of the table."""
    parents = dict(zip(catalog.industries["id"], catalog.industries["parent_id"], strict=True))
    names = {row["id"]: both(row, "name") for row in rows(catalog.industries)}
    all_things = [(one, thing) for one, thing in zip(members(catalog), _things(catalog), strict=True)]
    found = {}
    for industry, parent in parents.items():
        things = tuple(thing for one, thing in all_things if industry in one.industries)
        if not things:
            continue
        plans = _plans(catalog, industry, parents)
        found[industry] = IndustryFacts(
            id=industry,
            name=names[industry],
            parent=names[parent] if parent else None,
            terms=sum(above == industry for above in parents.values()),
            things=things,
            city_names={row["id"]: both(row, "short") for row in rows(catalog.cities)},
            positioned=_positioned(catalog, industry, parents),
            plans=plans,
            targets=_targets(catalog, plans),
        )
    return found


def _things(catalog: Catalog) -> list[Thing]:
    """Return zones and sites as `members` has them."""
    return [_thing(row, "zone") for row in rows(catalog.zones)] + [
        _thing(row, row["kind"]) for row in rows(catalog.sites)
    ]


def _thing(row: Row, kind: str) -> Thing:
    return Thing(
        id=row["id"],
        name=both(row, "name"),
        kind=kind,
        city=row["city_id"],
        is_placed=row["location_precision"] != "none",
        is_certain=row.get("city_claim", "stated") in {"stated", ""},
    )


def _is_of(industries: Iterable[str], industry: str, parents: Mapping[str, str]) -> bool:
    return any(industry in {one, parents.get(one)} for one in industries)


def _positioned(catalog: Catalog, industry: str, parents: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows(catalog.profiles.sort_values("order", kind="stable")):
        if row["ref_id"] and _is_of([row["ref_id"]], industry, parents):
            found.setdefault(row["city_id"], row["aspect"])
    return {city: found[city] for city in catalog.cities["id"] if city in found}


def _plans(catalog: Catalog, industry: str, parents: Mapping[str, str]) -> tuple[Named, ...]:
    own = [row for row in rows(catalog.governance) if _is_of(row["industries"], industry, parents)]
    own.sort(key=lambda row: PLAN_KINDS.index(row["kind"]))
    return tuple(Named(row["id"], both(row, "name")) for row in own)


def _targets(catalog: Catalog, plans: Iterable[Named]) -> tuple[Named, ...]:
    """Return the targets that these, or what they belong to, serve."""
    above = dict(zip(catalog.governance["id"], catalog.governance["parent_id"], strict=True))
    servers = {one for plan in plans for one in _line_of(plan.id, above)}
    ties = catalog.relations[catalog.relations["predicate"] == "serves_target"]
    served = set(ties["object_id"][ties["subject_id"].isin(servers)])
    return tuple(Named(row["id"], both(row, "name")) for row in rows(catalog.targets) if row["id"] in served)


def _line_of(one: str, above: Mapping[str, str]) -> list[str]:
    line = []
    while one and one not in line:
        line.append(one)
        one = above.get(one, "")
    return line
