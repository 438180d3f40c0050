"""The places that placed sites gather at. Sites at one point, known equally well, share one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.catalog import Catalog
from geodata.wording import Row, both, present, rows

# A point known better is named first, so that it keeps the plain name.
ORDER = ("site", "street", "district", "city")
_AT_SEAT_DEGREES = 1e-6


def places(catalog: Catalog) -> tuple[list[Row], dict[str, str]]:
    """Return the places as the browser gets them, and the place id of each placed site."""
    groups: dict[tuple[str, float, float], list[Row]] = {}
    for site in rows(catalog.sites):
        if present(site["lon"]):
            groups.setdefault((site["location_precision"], site["lon"], site["lat"]), []).append(site)
    seats = {seat["id"]: seat for seat in rows(catalog.cities) + rows(catalog.districts)}
    found: list[Row] = []
    place_of: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(groups, key=lambda key: (ORDER.index(key[0]), key[1:])):
        place = _place(key, groups[key], seats, taken)
        taken.add(place["id"])
        found.append(place)
        place_of |= {site["id"]: place["id"] for site in groups[key]}
    return found, place_of


def _place(key: tuple[str, float, float], sites: list[Row], seats: dict[str, Row], taken: set[str]) -> Row:
    precision, lon, lat = key
    place = {"lon": lon, "lat": lat, "precision": precision, "city": sites[0]["city_id"]}
    unit = _one(site[f"{precision}_id"] for site in sites) if precision in {"district", "city"} else ""
    if unit and _is_at(seats[unit], lon, lat) and unit not in taken:
        # A city is an item itself; the sites known only by city are another thing, with an id of its own.
        return {
            "id": f"at-{unit}" if precision == "city" else unit,
            **place,
            "name": both(seats[unit], "name"),
        }
    name = f"at-{lon:g}-{lat:g}"
    return {"id": name if name not in taken else f"{name}-{precision}", **place, "name": _name(sites, seats)}


def _name(sites: list[Row], seats: dict[str, Row]) -> dict[str, str]:
    """Return what the sites have in common, from the nearest word to the widest: address, district, city."""
    address = _one(site["address_zh"] for site in sites)
    if address:
        return both(sites[0], "address")
    return both(seats[_one(site["district_id"] for site in sites) or sites[0]["city_id"]], "name")


def _one(values: Iterable[Any]) -> str:
    """Return the one value that all share, else an empty text."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _is_at(seat: Row, lon: float, lat: float) -> bool:
    return bool(abs(seat["lon"] - lon) < _AT_SEAT_DEGREES and abs(seat["lat"] - lat) < _AT_SEAT_DEGREES)
