"""What is known of the indicators, read from the catalogue once, for panels, charts and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.areas import Area, areas
from geodata.catalog import Catalog
from geodata.indicators import Both, Definition, Observed, definitions, observed
from geodata.peers import levels, region_of, short_names
from geodata.tables import REGION_KINDS
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
    """Read-only. `city_code` gives the code of the city a place lies in, by which it is coloured."""

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
    )


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
