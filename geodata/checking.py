"""What `python -m geodata check` says: the counts of a sound catalogue and what deserves a second look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata import loading
from geodata.catalog import Catalog, load_catalog
from geodata.ground import check_scenery
from geodata.loading import BOUNDARIES_DIR
from geodata.peers import LEVELS, levels
from geodata.plan import misses
from geodata.plan_file import read_plan_file
from geodata.problems import CatalogueError, in_order
from geodata.storytelling import load_stories, stories_folder
from geodata.tables import (
    CLAIMS,
    CONFIDENCES,
    GOVERNANCE_KINDS,
    MEASURES,
    NAMED_TABLES,
    PRECISIONS,
    SITE_KINDS,
    TABLES,
)

NO_CITY = "无所在市 no city"


def check(folder: Path, ground: Path = BOUNDARIES_DIR, plan: Path | None = None) -> str:
    """Prove the catalogue, its ground, its stories and, with the plan's text, its names; return the report.

    Raises CatalogueError with every problem found, and loading.Unreadable if the plan cannot be read.
    """
    text = read_plan_file(plan) if plan else None
    problems = check_scenery(ground)
    try:
        catalog = load_catalog(folder, ground)
    except CatalogueError as error:
        raise CatalogueError([*error.problems, *problems]) from None
    try:
        stories = load_stories(catalog, stories_folder(folder))
    except CatalogueError as error:
        stories, problems = (), [*problems, *error.problems]
    if text is not None:
        problems += misses({name: loading.read_table(folder / f"{name}.csv") for name in TABLES}, text)
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        raise CatalogueError(errors)
    lines = [*report(catalog)]
    lines.append(_line("讲稿 Stories by steps", {story.id: len(story.steps) for story in stories}))
    if text is not None:
        lines.append("方案 Plan: 所有名称均见于方案 every name stands in the plan")
    warnings = in_order([*catalog.warnings, *problems])
    lines.append(f"提示 Warnings: {len(warnings)}")
    return "\n".join([*lines, *(f"  {warning}" for warning in warnings)])


def report(catalog: Catalog) -> Iterator[str]:
    """Yield the counts of a sound catalogue, line by line."""
    named = {name: len(getattr(catalog, name)) for name in ("cities", "zones", "sites")}
    items = [row for name in NAMED_TABLES for row in getattr(catalog, name).to_dict("records")]
    yield f"目录完好 The catalogue is sound. 版本 Release {catalog.release}, {catalog.date}"
    yield _line("表 Tables", {name: len(getattr(catalog, name)) for name in TABLES})
    summands = " + ".join(f"{count} {name}" for name, count in named.items())
    yield f"具名事物 Named things: {sum(named.values())} = {summands}"
    yield f"九区 The nine: {int(catalog.zones['nine'].sum())}"
    yield _line("按类 By kind", _in_turn(catalog.sites["kind"], SITE_KINDS))
    yield _line("机制 Governance", _in_turn(catalog.governance["kind"], GOVERNANCE_KINDS))
    yield _line("按市 Zones and sites by city", _by_city(catalog))
    yield _line("按依据 Items by claim", _in_turn((row["claim"] for row in items), CLAIMS))
    for name in ("zones", "sites"):
        precisions = getattr(catalog, name)["location_precision"]
        yield _line(f"按位置精度 {name.capitalize()} by precision", _in_turn(precisions, PRECISIONS))
    yield _line("指标 Indicators by measure", _in_turn(catalog.indicators["measure"], MEASURES))
    yield _line("观测 Observations by level", _in_turn(_levels_observed(catalog), LEVELS))
    yield _line("观测 Observations by confidence", _in_turn(catalog.observations["confidence"], CONFIDENCES))
    exact = int((catalog.observations["bound"] == "").sum())
    unexact = len(catalog.observations) - exact
    yield _line("观测 Observations", {"确切 exact": exact, "开口或约数 open or approximate": unexact})
    located = [*catalog.zones["location_claim"], *catalog.sites["location_claim"]]
    yield _line("位置依据 Locations by claim", _in_turn(located, CLAIMS))


def _levels_observed(catalog: Catalog) -> list[str]:
    level_of = levels(catalog)
    return [level_of.get(place, "") for place in catalog.observations["place_id"]]


def _by_city(catalog: Catalog) -> dict[str, int]:
    name_of = dict(zip(catalog.cities["id"], catalog.cities["short_zh"], strict=True))
    found = [*catalog.zones["city_id"], *catalog.sites["city_id"]]
    return _in_turn((name_of.get(city, NO_CITY) for city in found), [*name_of.values(), NO_CITY])


def _in_turn(values: Iterable[str], order: Iterable[str]) -> dict[str, int]:
    counted = Counter(values)
    return {value: counted[value] for value in order}


def _line(title: str, counted: dict[str, int]) -> str:
    return f"{title}: {' · '.join(f'{name} {count}' for name, count in counted.items())}"
