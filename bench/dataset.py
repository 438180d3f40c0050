"""The data of all three pages: the placed sites of the catalogue, or those and made-up ones up to 21,000."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from geodata.catalog import Catalog
from geodata.loading import BOUNDARIES_DIR
from geodata.payload import payload

REAL, MADE = "real", "21k"
MADE_TOTAL = 21_000
SEED = 2022
KIND_COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#7a5195",
    "#4d4d4d",
    "#8c564b",
)

Payload = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """A placed site as the two other pages read it; `industries` holds the majors above its own terms too."""

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    industries: frozenset[str]


@dataclass(frozen=True)
class Choice:
    """An industry to press, and a place in degrees where a mark disappears when it is chosen."""

    industry: str
    probe: tuple[float, float]


def data(catalog: Catalog, size: str) -> Payload:
    """Return the payload of a size, as the browser of the atlas gets it."""
    real = payload(catalog)
    return real if size == REAL else extended(real, catalog)


def extended(real: Payload, catalog: Catalog) -> Payload:
    """Return the payload with made-up sites, each at a street of its own inside one of the five cities."""
    random = np.random.default_rng(SEED)
    wanted = MADE_TOTAL - sum("place" in item for item in real["items"])
    terms = [industry["id"] for industry in real["industries"]]
    outlines = catalog.ground.cities.set_index("id").geometry
    cities = [city["id"] for city in real["cities"]]
    items: list[Payload] = []
    places: list[Payload] = []
    for number, city in enumerate(cities):
        count = wanted // len(cities) + (number < wanted % len(cities))
        for lon, lat in scattered(outlines[city], count, random):
            name = {"zh": f"试点{len(items)}", "en": f"Trial {len(items)}"}
            place = {
                "id": f"bench-at-{len(items)}",
                "lon": lon,
                "lat": lat,
                "precision": "street",
                "city": city,
            }
            site = {
                "id": f"bench-{len(items)}",
                "kind": real["kinds"][random.integers(9)],
                "industries": [
                    terms[i] for i in random.choice(len(terms), random.integers(1, 3), replace=False)
                ],
                "claim": "stated",
                "clauses": [],
                "keys": f"shidian{len(items)}",
                "place": place["id"],
            }
            items.append(site | place | {"id": site["id"], "name": name})
            places.append(place | {"name": name})
    return real | {"items": [*real["items"], *items], "places": [*real["places"], *places]}


def scattered(
    outline: shapely.Geometry, count: int, random: np.random.Generator
) -> list[tuple[float, float]]:
    """Return `count` points in degrees, evenly spread inside an outline."""
    west, south, east, north = outline.bounds
    shapely.prepare(outline)
    found: list[tuple[float, float]] = []
    while len(found) < count:
        lon, lat = random.uniform(west, east, count), random.uniform(south, north, count)
        inside = shapely.contains_xy(outline, lon, lat)
        found += zip(lon[inside].round(4).tolist(), lat[inside].round(4).tolist(), strict=True)
    return found[:count]


def points(content: Payload) -> list[Point]:
    """Return the placed sites of a payload."""
    parents = {row["id"]: row.get("parent") for row in content["industries"]}
    return [
        Point(
            id=item["id"],
            name=item["name"]["zh"],
            kind=item["kind"],
            lon=item["lon"],
            lat=item["lat"],
            industries=frozenset(
                term for own in item.get("industries", ()) for term in (own, parents.get(own)) if term
            ),
        )
        for item in content["items"]
        if "place" in item
    ]


def majors(content: Payload) -> list[tuple[str, str]]:
    """Return id and name of the first level of industries."""
    return [(row["id"], row["name"]["zh"]) for row in content["industries"] if not row.get("parent")]


def colours(content: Payload) -> dict[str, str]:
    """Return a colour a kind."""
    return {kind: KIND_COLOURS[i % len(KIND_COLOURS)] for i, kind in enumerate(content["kinds"])}


def choices(content: Payload) -> tuple[Choice, Choice]:
    """Return the two majors with most sites, each with the site that stands farthest from all of its own."""
    placed = points(content)
    counts = {major: sum(major in point.industries for point in placed) for major, _ in majors(content)}
    first, second, *_ = sorted(counts, key=lambda major: (-counts[major], major))
    return Choice(first, _lonely(placed, first)), Choice(second, _lonely(placed, second))


def _lonely(placed: list[Point], industry: str) -> tuple[float, float]:
    at = np.array([(point.lon, point.lat) for point in placed])
    own = np.array([industry in point.industries for point in placed])
    gaps = [float(np.hypot(*(at[own] - place).T).min()) for place in at[~own]]
    lon, lat = at[~own][int(np.argmax(gaps))].tolist()
    return lon, lat


def counties() -> Payload:
    """Return the county outlines as GeoJSON, each with a number as its id."""
    content: Payload = json.loads((BOUNDARIES_DIR / "counties.geojson").read_text(encoding="utf-8"))
    for number, feature in enumerate(content["features"]):
        feature["id"] = str(number)
    return content
