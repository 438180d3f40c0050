"""The tables of the catalogue: their columns, what a cell may hold and what it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "list", "number", "whole", "flag", "date"]

CLAIMS = ("stated", "external", "derived", "unconfirmed")
PRECISIONS = ("site", "street", "district", "city", "none")
SITE_KINDS = (
    *("lab", "innovation_centre", "service_platform", "incubator", "industrial_base", "cluster", "finance"),
    *("park", "intl_park", "pilot", "event", "talent", "corridor"),
)
GOVERNANCE_KINDS = ("body", "pillar", "platform", "project", "action_plan", "programme", "safeguard")
PREDICATES = (
    *("strategic_industry", "in_zone", "same_ground", "part_of"),
    *("coordinated_with", "hosted_by", "serves_target", "core_of", "concerns"),
)
ASPECTS = (
    *("formula", "positioning", "strategy", "zone", "core_area", "platform"),
    *("industry_leading", "industry_forward", "industry_key", "landmark", "opening"),
)
OUTLINES = ("district", "district-west", "circle", "unknown")
REGION_KINDS = ("region", "province")
DIRECTIONS = ("higher", "lower", "neutral")
DIMENSIONS = ("innovation", "structure", "enterprise", "output", "openness", "capacity", "green", "ranking")
MEASURES = ("rate", "amount", "count", "rank", "score")
# The part of the year a value is for; empty is the whole year. Q3 is the first three quarters together.
PERIODS = ("Q1", "H1", "Q3")
# What must never stand in one series: which list, which year a ranking is named by, which scope.
BASES = (
    *("provincial-list", "national-list", "city-list", "unstated-list", "with-unicorns"),
    *(
        "evaluation-year",
        "data-year",
        "unstated-year",
        "with-etdz",
        "without-etdz",
        "former-extent",
        "scope-unclear",
    ),
)
# Empty is exact: a spreadsheet takes a lone `=` for the beginning of a formula.
BOUNDS = (">", ">=", "<", "<=", "~")
CONFIDENCES = ("high", "medium", "low")
# Where an observation may be made.
PLACE_TABLES = ("regions", "cities", "zones", "sites", "districts")
NAMED_TABLES = ("cities", "zones", "sites", "targets", "governance")
# What a programme or target `concerns` can be shown on the map.
PLAN_TABLES, PLACEABLE_TABLES = ("governance", "targets"), ("cities", "zones", "sites")
# How many characters the short name of an industry may have: it heads a column.
SHORT_ZH, SHORT_EN = 5, 10
PLAN_SOURCE = "src-plan"
# Clauses are pointed at by what a reader would write, `三(一)`, not by their id.
CLAUSE_REFS = "clauses.ref_zh"


@dataclass(frozen=True)
class Column:
    """One column. A list cell joins its parts with `|`; `refers` names the tables whose rows it points at."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()


def _names(*stems: str, required: bool = True) -> tuple[Column, ...]:
    return tuple(Column(f"{stem}_{tongue}", required=required) for stem in stems for tongue in ("zh", "en"))


def _choice(name: str, choices: tuple[str, ...], required: bool = True) -> Column:
    return Column(name, required=required, choices=choices)


def _ref(name: str, *tables: str, required: bool = False) -> Column:
    return Column(name, required=required, refers=tables)


def _point(required: bool = False) -> tuple[Column, ...]:
    return Column("lon", "number", required), Column("lat", "number", required)


_ID = Column("id", required=True)
_ALIASES = Column("aliases", "list")
_INDUSTRIES = Column("industries", "list", refers=("industries",))
_CLAUSE = Column("clause", "list", refers=(CLAUSE_REFS,))
_CLAIM = _choice("claim", CLAIMS)
_STAGE = _ref("stage_id", "stages")
_SOURCE = _ref("source_id", "sources")
_NOTE = _names("note", required=False)
_LOCATION = (
    *_point(),
    _choice("location_precision", PRECISIONS),
    _choice("location_claim", CLAIMS, required=False),
    _ref("location_source_id", "sources"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "cities": (
        *(_ID, Column("code", required=True), Column("adcode", required=True)),
        *_names("name", "short"),
        _ALIASES,
        *_names("formula"),
        *_point(required=True),
        *(_CLAUSE, _CLAIM, _SOURCE),
        *_NOTE,
    ),
    "districts": (
        *(_ID, Column("adcode")),
        *_names("name"),
        _ref("city_id", "cities", required=True),
        *_point(required=True),
        _SOURCE,
    ),
    "regions": (
        *(_ID, _choice("kind", REGION_KINDS)),
        *_names("name", "short"),
        *(_ALIASES, _CLAUSE, _CLAIM, _SOURCE),
        *_NOTE,
    ),
    "zones": (
        _ID,
        *_names("name"),
        _ALIASES,
        *(_ref("city_id", "cities", required=True), _ref("district_id", "districts")),
        Column("nine", "flag", required=True),
        *_names("level", required=False),
        *(Column("approved_year", "whole"), Column("area_km2", "number")),
        *_names("area_basis", required=False),
        *(_choice("outline", OUTLINES), Column("outline_adcodes", "list")),
        _ref("strategic_industry_id", "industries"),
        *_LOCATION,
        *(_INDUSTRIES, _CLAUSE, _CLAIM, _STAGE, _SOURCE, _ref("nine_source_id", "sources")),
        *_NOTE,
    ),
    "sites": (
        _ID,
        *_names("name"),
        *(_ALIASES, _choice("kind", SITE_KINDS)),
        *(_ref("city_id", "cities"), _ref("district_id", "districts"), _ref("zone_id", "zones")),
        *_names("address", required=False),
        *(_INDUSTRIES, _CLAUSE, _CLAIM, _STAGE, _SOURCE),
        _choice("city_claim", ("stated", "external", "unconfirmed"), required=False),
        *_LOCATION,
        *_NOTE,
    ),
    "industries": (
        *(_ID, _ref("parent_id", "industries")),
        *_names("name"),
        *_names("short", required=False),
        *(Column("synonyms", "list"), _CLAUSE, _CLAIM),
    ),
    "relations": (
        *(_ID, _ref("subject_id", *NAMED_TABLES, "industries", "districts", required=True)),
        _choice("predicate", PREDICATES),
        _ref("object_id", *NAMED_TABLES, "industries", "districts", required=True),
        *(_CLAUSE, _SOURCE, _CLAIM),
        *_NOTE,
    ),
    "targets": (
        _ID,
        *_names("name"),
        *(_ALIASES, Column("comparator"), Column("value", "number", required=True)),
        *_names("unit"),
        *(_choice("scope", ("sunan", "zone")), _ref("indicator_id", "indicators")),
        *(_CLAUSE, _CLAIM, _SOURCE),
        *(Column("actual_comparator"), Column("actual_value", "number"), Column("actual_year", "whole")),
        *(_ref("actual_source_id", "sources"), _choice("actual_claim", CLAIMS, required=False)),
        *(_choice("status", ("met", "near", "open", "none")), Column("met_year", "whole")),
        *_names("owner", required=False),
        *_NOTE,
    ),
    "indicators": (
        *(_ID, Column("code", required=True)),
        *_names("name", "short", "unit"),
        *(
            _choice("direction", DIRECTIONS),
            _choice("dimension", DIMENSIONS),
            _choice("measure", MEASURES),
        ),
        *(
            Column("decimals", "whole", required=True),
            Column("minimum", "number"),
            Column("maximum", "number"),
        ),
        *(
            Column("per_area", "flag", required=True),
            Column("expected_update_months", "whole", required=True),
        ),
        *_names("definition"),
        *_names("standard"),
        *(_SOURCE, _CLAIM),
    ),
    "observations": (
        *(_ID, _ref("place_id", *PLACE_TABLES, required=True)),
        *(_ref("indicator_id", "indicators", required=True), Column("year", "whole", required=True)),
        *(_choice("period", PERIODS, required=False), _choice("basis", BASES, required=False)),
        *(_choice("bound", BOUNDS, required=False), Column("value", "number", required=True)),
        *(Column("unit", required=True), Column("value_original"), Column("unit_original")),
        *(_ref("source_id", "sources", required=True), Column("published", "date")),
        *(_choice("confidence", CONFIDENCES), _CLAIM),
        *_NOTE,
    ),
    "governance": (
        *(_ID, _choice("kind", GOVERNANCE_KINDS), _ref("parent_id", "governance")),
        *_names("name"),
        *(_ALIASES, _INDUSTRIES, _CLAUSE, _CLAIM, _STAGE, _SOURCE, Column("order", "whole")),
        *_NOTE,
    ),
    "profiles": (
        *(
            _ID,
            _ref("city_id", "cities", required=True),
            _choice("aspect", ASPECTS),
            Column("order", "whole"),
        ),
        *_names("label"),
        *(_ref("ref_id", *NAMED_TABLES, "industries", "districts"), _CLAUSE, _CLAIM),
    ),
    "clauses": (_ID, *_names("ref", "title"), _ref("parent_id", "clauses")),
    "stages": (_ID, *_names("name")),
    "sources": (
        _ID,
        *_names("title"),
        *(Column("publisher"), Column("url"), Column("linkable", "flag", required=True)),
        *(_choice("confidence", CONFIDENCES, required=False), Column("accessed", "date")),
        Column("note"),
    ),
}

# Stands with the ground, not with the catalogue: its ids may repeat those of the things it labels.
LABELS: tuple[Column, ...] = (
    *(_ID, _choice("kind", ("city", "county", "water", "neighbour"))),
    *_names("name"),
    *_point(required=True),
    *(Column("rank", "whole", required=True), Column("angle", "number")),
)


def parts(cell: str) -> tuple[str, ...]:
    """Return the parts of a list cell; an empty cell has none."""
    return tuple(cell.split("|")) if cell else ()
