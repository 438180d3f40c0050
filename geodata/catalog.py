"""The catalogue, loaded and proved: frozen, read-only, in WGS-84. The rest of the program works with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata import loading
from geodata.contracts import check_tables
from geodata.ground import Ground, load_ground
from geodata.loading import BOUNDARIES_DIR, CATALOGUE_DIR
from geodata.problems import CatalogueError, Problem, Words, in_order
from geodata.release import content_hash
from geodata.row_tests import Surroundings
from geodata.tables import TABLES
from geodata.zones import zone_outlines

_CITY_OUTLINE = Words(
    *("边界数据中没有这个市", "核对编号,或重新生成边界"),
    *("no outline of this city", "check the id or build the outlines again"),
)
_STRAY = Words(
    *("不认识的文件,未读入", "移走,或按表名命名"),
    *("not a table of the catalogue, not read", "move it away or name it after its table"),
)
_UNDATED = Words("没有一个来源有查阅日期", "至少填一个", "no source has a date", "fill in at least one")


@dataclass(frozen=True)
class Catalog:
    """One version of all the data. Frames are never changed: derive new ones.

    Text cells are `str` (empty: ""), lists are tuples, numbers float64 or Int64 (missing: NaN or NA), flags
    bool. `cities`, `districts`, `zones` and `sites` have a point geometry, None where not placed;
    `zone_outlines` has id, outline (district | circle | unknown) and geometry. `date` is the newest day on
    which a source was consulted, empty if none says.
    """

    cities: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    regions: pd.DataFrame
    zones: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    industries: pd.DataFrame
    relations: pd.DataFrame
    targets: pd.DataFrame
    indicators: pd.DataFrame
    observations: pd.DataFrame
    governance: pd.DataFrame
    profiles: pd.DataFrame
    clauses: pd.DataFrame
    stages: pd.DataFrame
    sources: pd.DataFrame
    ground: Ground
    zone_outlines: gpd.GeoDataFrame
    release: str
    date: str
    warnings: tuple[Problem, ...] = ()

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name, without geometry and with its columns as in the file."""
        frame: pd.DataFrame = getattr(self, name)
        return pd.DataFrame(frame[[column.name for column in TABLES[name]]])


# The catalogue as text cells, by table: what is read from files, edited, checked and kept in a release.
Tables = Mapping[str, pd.DataFrame]


def load_catalog(folder: Path = CATALOGUE_DIR, ground_folder: Path = BOUNDARIES_DIR) -> Catalog:
    """Read and prove the catalogue and its ground. Raises CatalogueError with everything that is wrong."""
    problems: list[Problem] = []
    tables = read_tables(folder, problems)
    ground = load_ground(ground_folder, problems)
    problems += _check(tables, ground)
    if any(not problem.is_warning for problem in problems) or ground is None:
        raise CatalogueError(problem for problem in problems if not problem.is_warning)
    warnings = in_order(problems)
    return _composed(tables, ground, content_hash([folder, ground_folder]), warnings)


def catalog_of(tables: Tables, release: str) -> Catalog:
    """Prove tables of text cells on the ground that ships. Raises CatalogueError as load_catalog does."""
    problems = check_tables_on_ground(tables)
    if errors := [problem for problem in problems if not problem.is_warning]:
        raise CatalogueError(errors)
    return _composed(tables, shipped_ground(), release, in_order(problems))


def check_tables_on_ground(tables: Tables) -> list[Problem]:
    """Return all that is wrong with a whole catalogue of text cells on the ground that ships."""
    return _check(tables, shipped_ground())


@cache
def shipped_ground() -> Ground:
    """Return the ground that ships, read once. Raises CatalogueError when its files are damaged."""
    problems: list[Problem] = []
    ground = load_ground(BOUNDARIES_DIR, problems)
    if ground is None:
        raise CatalogueError(problems)
    return ground


def _check(tables: Tables, ground: Ground | None) -> list[Problem]:
    around = Surroundings(tables, ground.cities if ground else None, ground.counties if ground else None)
    return [*check_tables(around), *_check_together(around)]


def read_tables(folder: Path, problems: list[Problem]) -> dict[str, pd.DataFrame]:
    """Return the tables of a folder as text cells, indexed by line; `problems` gets what cannot be read."""
    read = {name: loading.attempt(loading.read_table, folder / f"{name}.csv", problems) for name in TABLES}
    strays = [path.name for path in folder.glob("*.csv") if path.stem not in TABLES]
    problems += [Problem(name, None, "", "", _STRAY, is_warning=True) for name in strays]
    return {name: frame for name, frame in read.items() if frame is not None}


def _check_together(around: Surroundings) -> list[Problem]:
    """Return what is wrong between the catalogue and the ground, or with the catalogue as a whole."""
    problems = []
    cities, sources = around.tables.get("cities"), around.tables.get("sources")
    if around.cities is not None and cities is not None and "id" in cities:
        missing = cities["id"][~cities["id"].isin(around.cities["id"])]
        problems += [
            Problem("cities.csv", int(str(row)), "id", value, _CITY_OUTLINE) for row, value in missing.items()
        ]
    if sources is not None and "accessed" in sources and (sources["accessed"] == "").all():
        problems.append(Problem("sources.csv", None, "accessed", "", _UNDATED, is_warning=True))
    return problems


def _composed(tables: Tables, ground: Ground, release: str, warnings: tuple[Problem, ...]) -> Catalog:
    frames = {name: loading.typed(frame, TABLES[name]) for name, frame in tables.items()}
    placed = {name: loading.with_points(frames[name]) for name in ("cities", "districts", "zones", "sites")}
    return Catalog(
        **(frames | placed),
        ground=ground,
        zone_outlines=zone_outlines(frames["zones"], ground.counties),
        release=release,
        date=max(frames["sources"]["accessed"]),
        warnings=warnings,
    )
