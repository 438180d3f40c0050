"""What is known of the indicators and of what the map shows, read from the catalogue once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geodata.areas import Area, areas
from geodata.catalog import Catalog
from geodata.indicators import Both, Definition, Observed, definitions, observed
from geodata.peers import levels, region_of, short_names
from geodata.places import places
from geodata.shown import Item, map_items
from geodata.tables import NAMED_TABLES, REGION_KINDS
from geodata.targets import Progress, progress
from geodata.wording import Row, both, rows


@dataclass(frozen=True)
class Source:
    """Where a value comes from. `url` is empty where the source is named but must not be linked."""

    id: str
    title: Both
    publisher: str
    url: str
    confidence: str


@dataclass(frozen=True)
class Meaning:
    """What an indicator measures, by which standard, and how sure that is."""

    words: Both
    standard: Both
    claim: str


@dataclass(frozen=True)
class Known:
    """Read-only. `city_code` gives the code of the city a place lies in, by which it is coloured.

    `places` are where sites gather on the map, `place_of` says at which a site does; `subjects` is whatever
    may be selected, under its id. `scales` holds the classes and circles of the indicators as the browser
    gets them; it is empty where they have not been computed.
    """

    catalog: Catalog
    defined: Mapping[str, Definition]
    meanings: Mapping[str, Meaning]
    seen: Observed
    names: Mapping[str, Both]
    level_of: Mapping[str, str]
    city_code: Mapping[str, str]
    sizes: Mapping[str, Area]
    sources: Mapping[str, Source]
    targets: tuple[Progress, ...]
    region: str
    province: str
    items: tuple[Item, ...] = ()
    places: Mapping[str, Row] = field(default_factory=dict)
    place_of: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, Row] = field(default_factory=dict)
    scales: Mapping[str, Any] = field(default_factory=dict)

    def with_data(self, place: str) -> tuple[str, ...]:
        """Return the indicators that a place has a value of, in the order of the definitions."""
        return tuple(each for each in self.defined if self.seen.of(each, place))


def known(catalog: Catalog) -> Known:
    """Return what the catalogue knows of its indicators."""
    defined, seen, region = (
        definitions(catalog.indicators),
        observed(catalog.observations),
        region_of(catalog),
    )
    found, place_of = places(catalog)
    gathered = {place["id"]: place for place in found}
    provinces = catalog.regions["id"][catalog.regions["kind"] == REGION_KINDS[1]]
    return Known(
        catalog=catalog,
        defined=defined,
        meanings={row["id"]: _meaning(row) for row in rows(catalog.indicators)},
        seen=seen,
        names=short_names(catalog),
        level_of=levels(catalog),
        city_code=_city_codes(catalog),
        sizes=areas(catalog),
        sources={row["id"]: _source(row) for row in rows(catalog.sources)},
        targets=progress(catalog.targets, seen, defined, region),
        region=region,
        province=str(provinces.iloc[0]) if len(provinces) else "",
        items=map_items(catalog),
        places=gathered,
        place_of=place_of,
        subjects=gathered | _named(catalog),
    )


def _named(catalog: Catalog) -> dict[str, Row]:
    """Return every named thing by id; what has no kind of its own has that of its table."""
    own_kind = {"cities": "city", "zones": "zone", "targets": "target"}
    return {
        row["id"]: {"kind": own_kind.get(table, "")} | row
        for table in NAMED_TABLES
        for row in rows(getattr(catalog, table))
    }


def _meaning(row: Row) -> Meaning:
    return Meaning(both(row, "definition"), both(row, "standard"), row["claim"])


def _source(row: Row) -> Source:
    can_link = row["linkable"] and row["url"].startswith(("https://", "http://"))
    return Source(
        row["id"], both(row, "title"), row["publisher"], row["url"] if can_link else "", row["confidence"]
    )


def _city_codes(catalog: Catalog) -> dict[str, str]:
    code_of = {row["id"]: row["code"] for row in rows(catalog.cities)}
    placed = [row for frame in (catalog.zones, catalog.sites, catalog.districts) for row in rows(frame)]
    return code_of | {row["id"]: code_of[row["city_id"]] for row in placed if row["city_id"] in code_of}
