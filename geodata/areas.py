"""How large places are, in km², so that amounts can be shared out. No population is known here."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from geodata.catalog import Catalog
from geodata.indicators import Both, Definition, Value
from geodata.peers import region_of
from geodata.wording import both, present, rows
from geodata.zones import METRIC_CRS

MEASURED: Both = {
    "zh": "由简化的界线量算，并非法定面积",
    "en": "measured from simplified outlines; not a legal area",
}
# A value for ground that was smaller then cannot be divided by the area of today.
FORMER_EXTENT = "former-extent"
_KM2_DECIMALS = 0


@dataclass(frozen=True)
class Area:
    """An area, where it comes from in words, and its claim (`derived` if measured here)."""

    km2: float
    basis: Both
    claim: str


def areas(catalog: Catalog) -> dict[str, Area]:
    """Return the area of each city, county and zone that has one, and of the region the cities make up."""
    cities = _measured(catalog.ground.cities)
    found = _measured(catalog.ground.counties) | cities
    region = region_of(catalog)
    if region:
        found[region] = Area(sum(area.km2 for area in cities.values()), MEASURED, "derived")
    for zone in rows(catalog.zones):
        if present(zone["area_km2"]):
            found[zone["id"]] = Area(zone["area_km2"], both(zone, "area_basis"), "external")
    return found


def _measured(outlines: gpd.GeoDataFrame) -> dict[str, Area]:
    km2 = outlines.geometry.to_crs(METRIC_CRS).area / 1e6
    sizes = zip(outlines["id"], km2.round(_KM2_DECIMALS), strict=True)
    return {place: Area(float(size), MEASURED, "derived") for place, size in sizes if size > 0}


def per_km2(value: Value, definition: Definition, area: Area | None) -> float | None:
    """Return a value per square kilometre, None where that means nothing or the area is not known.

    An open value stays open: the bound of the value is the bound of what is returned.
    """
    if area is None or not definition.per_area or value.basis == FORMER_EXTENT:
        return None
    return value.value / area.km2
