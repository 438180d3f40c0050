"""Who may be compared with whom: the places of a level, their short names, whom to offer beside one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geodata.catalog import Catalog
from geodata.indicators import Both
from geodata.tables import REGION_KINDS
from geodata.wording import both, rows

LEVELS = ("region", "city", "zone", "park", "district")
# What is listed and ranked together. The nine are zones, and a group of their own.
GROUPS = ("city", "zone", "nine", "park")
# A site is a park to the figures if it is ground with firms on it.
PARK_KINDS = ("park", "intl_park")

REASONS: dict[str, Both] = {
    "same-city": {"zh": "同市", "en": "same city"},
    "nine": {"zh": "同为九区", "en": "also one of the nine"},
    "same-level": {"zh": "同级", "en": "same level"},
}
_IN_BRACKETS = re.compile(r"\s*\(.*\)$")


@dataclass(frozen=True)
class Offered:
    """A place to put beside another, and why (a key of REASONS)."""

    place: str
    reason: str


def levels(catalog: Catalog) -> dict[str, str]:
    """Return the level of every place that may have a value."""
    sites = catalog.sites
    return {
        **dict.fromkeys(catalog.regions["id"], "region"),
        **dict.fromkeys(catalog.cities["id"], "city"),
        **dict.fromkeys(catalog.zones["id"], "zone"),
        **dict.fromkeys(sites["id"][sites["kind"].isin(PARK_KINDS)], "park"),
        **dict.fromkeys(catalog.districts["id"], "district"),
    }


def members(catalog: Catalog, group: str) -> tuple[str, ...]:
    """Return the places of a level or of the nine, in the order of the catalogue."""
    if group == "nine":
        return tuple(catalog.zones["id"][catalog.zones["nine"]])
    return tuple(place for place, level in levels(catalog).items() if level == group)


def group_of(catalog: Catalog, place: str) -> str:
    """Return the group in which a place is ranked: the nine for one of them, else its level, else ""."""
    if place in members(catalog, "nine"):
        return "nine"
    return levels(catalog).get(place, "")


def peers(catalog: Catalog, place: str) -> tuple[str, ...]:
    """Return the places ranked together with this one, itself among them."""
    group = group_of(catalog, place)
    return members(catalog, group) if group else ()


def offered(catalog: Catalog, place: str) -> tuple[Offered, ...]:
    """Return the peers to offer beside a place, those of its city first."""
    cities = _city_of(catalog)
    group = group_of(catalog, place)
    others = [peer for peer in peers(catalog, place) if peer != place]
    return tuple(
        sorted(
            (Offered(peer, _reason(peer, place, group, cities)) for peer in others),
            key=lambda each: each.reason != "same-city",
        )
    )


def _reason(peer: str, place: str, group: str, cities: dict[str, str]) -> str:
    if cities.get(place) and cities.get(peer) == cities[place]:
        return "same-city"
    return "nine" if group == "nine" else "same-level"


def _city_of(catalog: Catalog) -> dict[str, str]:
    return {
        row["id"]: row["city_id"]
        for frame in (catalog.zones, catalog.sites, catalog.districts)
        for row in rows(frame)
    }


def short_names(catalog: Catalog) -> dict[str, Both]:
    """Return what each place is called in a sentence or beside a bar."""
    return dict(_short_names(catalog))


def _short_names(catalog: Catalog) -> Iterator[tuple[str, Both]]:
    for frame in (catalog.regions, catalog.cities):
        for row in rows(frame):
            yield row["id"], both(row, "short")
    for frame in (catalog.zones, catalog.sites, catalog.districts):
        for row in rows(frame):
            yield row["id"], {"zh": row["name_zh"], "en": _IN_BRACKETS.sub("", row["name_en"])}


def region_of(catalog: Catalog) -> str:
    """Return the region that the cities make up, "" if the catalogue has none."""
    own = catalog.regions[catalog.regions["kind"] == REGION_KINDS[0]]
    return str(own["id"].iloc[0]) if len(own) else ""
