"""A catalogue of a few made-up rows on square ground, written to a folder where tests may damage it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from geodata.catalog import Catalog, load_catalog
from geodata.tables import LABELS, TABLES

Row = dict[str, Any]

NANJING = [shapely.box(118.5, 31.8, 118.75, 32.2), shapely.box(118.75, 31.8, 119.0, 32.2)]
HUQIU = shapely.MultiPolygon([shapely.box(120.3, 31.2, 120.5, 31.4), shapely.box(120.6, 31.2, 120.7, 31.3)])
WUZHONG = shapely.box(120.5, 31.2, 120.6, 31.4)

STATED: Row = {"claim": "stated", "clause": "三(一)", "source_id": "src-plan"}
PLACED: Row = {"location_claim": "external", "location_source_id": "src-web"}

INDICATOR: Row = {
    **{"short_zh": "指标", "short_en": "Indicator", "direction": "higher", "minimum": 0},
    **{
        "per_area": "false",
        "expected_update_months": 6,
        "definition_zh": "定义",
        "definition_en": "What it is",
    },
    **{"standard_zh": "工作定义", "standard_en": "Working definition"},
}


def _seen(place: str, indicator: str, year: int, value: float, unit: str) -> Row:
    return {
        **{"id": f"obs-{place}-{indicator}-{year}", "place_id": place, "indicator_id": indicator},
        **{"year": year, "value": value, "unit": unit, "source_id": "src-web", "confidence": "high"},
        **{"claim": "external"},
    }


ROWS: dict[str, list[Row]] = {
    "cities": [
        {
            **{
                "id": "city-nanjing",
                "code": "nj",
                "adcode": "320100",
                "name_zh": "南京市",
                "name_en": "Nanjing",
            },
            **{
                "short_zh": "南京",
                "short_en": "Nanjing",
                "formula_zh": "一圈双核",
                "formula_en": "One circle",
            },
            **{"lon": 118.76, "lat": 32.04, **STATED},
        },
        {
            **{
                "id": "city-suzhou",
                "code": "sz",
                "adcode": "320500",
                "name_zh": "苏州市",
                "name_en": "Suzhou",
            },
            **{
                "short_zh": "苏州",
                "short_en": "Suzhou",
                "formula_zh": "四核多区",
                "formula_en": "Four cores",
            },
            **{"lon": 120.55, "lat": 31.3, "aliases": "苏州", **STATED},
        },
    ],
    "districts": [
        {
            **{
                "id": "district-320115",
                "adcode": "320115",
                "name_zh": "江宁区",
                "name_en": "Jiangning District",
            },
            **{"city_id": "city-nanjing", "lon": 118.6, "lat": 31.95, "source_id": "src-web"},
        },
        {
            **{"id": "district-320505", "adcode": "320505", "name_zh": "虎丘区", "name_en": "Huqiu District"},
            **{"city_id": "city-suzhou", "lon": 120.4, "lat": 31.3, "source_id": "src-web"},
        },
        {
            **{"id": "district-sip", "name_zh": "苏州工业园区", "name_en": "Suzhou Industrial Park"},
            **{"city_id": "city-suzhou", "lon": 120.65, "lat": 31.25, "source_id": "src-web"},
        },
    ],
    "zones": [
        {
            **{
                "id": "z-nanjing",
                "name_zh": "南京高新区",
                "name_en": "Nanjing High-tech Zone",
                "nine": "true",
            },
            **{"city_id": "city-nanjing", "outline": "circle", "area_km2": 100, "lon": 118.7, "lat": 32.1},
            **{"location_precision": "street", **PLACED, **STATED, "nine_source_id": "src-web"},
        },
        {
            **{"id": "z-suzhou", "name_zh": "苏州高新区", "name_en": "Suzhou New District", "nine": "true"},
            **{"city_id": "city-suzhou", "district_id": "district-320505", "outline": "district-west"},
            **{"outline_adcodes": "320505", "lon": 120.4, "lat": 31.3, "location_precision": "district"},
            **{**PLACED, **STATED, "nine_source_id": "src-web", "strategic_industry_id": "ind-nano"},
            **{"level_zh": "国家级", "level_en": "National", "approved_year": 1992, "industries": "ind-nano"},
        },
        {
            **{
                "id": "z-sip",
                "name_zh": "苏州工业园区",
                "name_en": "Suzhou Industrial Park",
                "nine": "false",
            },
            **{"city_id": "city-suzhou", "district_id": "district-sip", "outline": "unknown", "lon": 120.65},
            **{"lat": 31.25, "location_precision": "district", **PLACED, **STATED},
        },
    ],
    "sites": [
        {
            **{
                "id": "lab-purple",
                "name_zh": "网络通信与安全紫金山实验室",
                "name_en": "Purple Mountain Laboratories",
            },
            **{"aliases": "紫金山实验室", "kind": "lab", "city_id": "city-nanjing", "city_claim": "external"},
            **{"district_id": "district-320115", "lon": 118.7, "lat": 31.9, "location_precision": "street"},
            **{"industries": "ind-network|ind-it", "stage_id": "stage-build", **STATED, **PLACED},
            **{"address_zh": "秣周东路9号", "address_en": "9 Mozhou East Road"},
        },
        {
            **{"id": "park-jiangning", "name_zh": "江宁园", "name_en": "Jiangning Park", "kind": "park"},
            **{"city_id": "city-nanjing", "city_claim": "stated", "district_id": "district-320115"},
            **{"lon": 118.6, "lat": 31.95, "location_precision": "district", **STATED, **PLACED},
        },
        {
            **{
                "id": "base-nano",
                "name_zh": "苏州纳米基地",
                "name_en": "Suzhou Nano Base",
                "kind": "industrial_base",
            },
            **{
                "city_id": "city-suzhou",
                "city_claim": "stated",
                "zone_id": "z-sip",
                "industries": "ind-nano",
            },
            **{"lon": 120.55, "lat": 31.3, "location_precision": "city", **STATED, **PLACED},
        },
        {
            **{"id": "event-roadshow", "name_zh": "长三角国际路演中心", "name_en": "YRD Roadshow Centre"},
            **{"kind": "event", "location_precision": "none", **STATED},
        },
    ],
    "industries": [
        {
            **{"id": "ind-it", "name_zh": "新一代信息", "name_en": "Next-generation IT", "claim": "derived"},
            **{"short_zh": "新一代信息", "short_en": "Next IT"},
        },
        {
            **{
                "id": "ind-network",
                "parent_id": "ind-it",
                "name_zh": "未来网络",
                "name_en": "Future networks",
            },
            **{"synonyms": "future internet", "claim": "stated", "clause": "三(一)"},
        },
        {
            **{"id": "ind-nano", "name_zh": "纳米技术", "name_en": "Nanotechnology"},
            **{"short_zh": "纳米技术", "short_en": "Nano", "claim": "stated", "clause": "三"},
        },
    ],
    "relations": [
        {
            **{"id": "rel-nano", "subject_id": "z-suzhou", "predicate": "strategic_industry"},
            **{"object_id": "ind-nano", **STATED},
        }
    ],
    "targets": [
        {
            **{
                "id": "t-rd",
                "name_zh": "研发投入占比",
                "name_en": "R&D intensity",
                "comparator": "达",
                "value": 3.2,
            },
            **{
                "unit_zh": "%",
                "unit_en": "%",
                "scope": "sunan",
                "indicator_id": "i-rd-intensity",
                "status": "met",
            },
            **{"actual_value": 3.4, "actual_year": 2020, "actual_source_id": "src-web", "met_year": 2019},
            **{"actual_claim": "external", **STATED},
        },
        {
            **{"id": "t-labs", "name_zh": "国家重点实验室", "name_en": "State key laboratories", "value": 38},
            **{
                "comparator": "左右",
                "unit_zh": "家",
                "unit_en": "labs",
                "scope": "sunan",
                "status": "none",
                **STATED,
            },
        },
    ],
    "regions": [
        {
            **{"id": "region-sunan", "kind": "region", "name_zh": "苏南地区", "name_en": "Sunan"},
            **{"short_zh": "苏南", "short_en": "Sunan", "claim": "external", "source_id": "src-web"},
        },
        {
            **{"id": "province-jiangsu", "kind": "province", "name_zh": "江苏省", "name_en": "Jiangsu"},
            **{"short_zh": "江苏", "short_en": "Jiangsu", "claim": "external", "source_id": "src-web"},
        },
    ],
    "indicators": [
        {
            **{"id": "i-rd-intensity", "code": "rd_intensity", "name_zh": "研发投入强度"},
            **{"name_en": "R&D intensity", "unit_zh": "%", "unit_en": "%", "measure": "rate", "decimals": 2},
            **{"dimension": "innovation", "maximum": 100, "claim": "stated", "source_id": "src-plan"},
            **INDICATOR,
        },
        {
            **{"id": "i-rd", "code": "rd", "name_zh": "研发经费", "name_en": "R&D expenditure"},
            **{"unit_zh": "亿元", "unit_en": "100 million yuan", "measure": "amount", "decimals": 1},
            **{"dimension": "innovation", "claim": "unconfirmed", **INDICATOR, "per_area": "true"},
        },
        {
            **{"id": "i-firms", "code": "firms", "name_zh": "高企数", "name_en": "High-tech enterprises"},
            **{"unit_zh": "家", "unit_en": "enterprises", "measure": "count", "decimals": 0},
            **{"dimension": "enterprise", "claim": "unconfirmed", **INDICATOR},
        },
        {
            **{"id": "i-rank", "code": "rank", "name_zh": "高新区排名", "name_en": "Rank of zones"},
            **{"unit_zh": "位", "unit_en": "place", "measure": "rank", "decimals": 0, "minimum": 1},
            **{"dimension": "ranking", "claim": "unconfirmed"},
            **{key: value for key, value in INDICATOR.items() if key not in {"direction", "minimum"}},
            **{"direction": "lower"},
        },
    ],
    "observations": [
        _seen("region-sunan", "i-rd-intensity", 2019, 3.26, "%"),
        _seen("region-sunan", "i-rd-intensity", 2020, 3.4, "%"),
        _seen("region-sunan", "i-rd", 2021, 1600, "亿元"),
        _seen("city-nanjing", "i-rd", 2021, 600, "亿元"),
        _seen("city-suzhou", "i-rd", 2021, 900, "亿元"),
        _seen("city-suzhou", "i-rd", 2020, 800, "亿元"),
        {
            **_seen("city-nanjing", "i-firms", 2021, 8800, "家"),
            **{"bound": ">", "note_zh": "超8800家", "note_en": "over 8800", "published": "2022-02-01"},
        },
        {**_seen("z-sip", "i-rank", 2021, 4, "位"), "id": "obs-sip-rank", "basis": "evaluation-year"},
    ],
    "governance": [
        {
            "id": "body-council",
            "kind": "body",
            "name_zh": "理事会",
            "name_en": "Council",
            "order": 1,
            **STATED,
        },
        {
            **{
                "id": "body-office",
                "kind": "body",
                "name_zh": "秘书处",
                "name_en": "Secretariat",
                "order": 2,
            },
            **{"parent_id": "body-council", **STATED},
        },
    ],
    "profiles": [
        {
            **{
                "id": "p-nanjing-2",
                "city_id": "city-nanjing",
                "aspect": "positioning",
                "order": 2,
                "clause": "三",
            },
            **{"label_zh": "创新名城", "label_en": "City of innovation", "claim": "stated"},
        },
        {
            **{"id": "p-nanjing", "city_id": "city-nanjing", "aspect": "formula", "order": 1, "clause": "三"},
            **{"label_zh": "一圈双核", "label_en": "One circle", "ref_id": "city-nanjing", "claim": "stated"},
        },
    ],
    "clauses": [
        {"id": "c-3", "ref_zh": "三", "ref_en": "III", "title_zh": "平台", "title_en": "Platforms"},
        {
            **{
                "id": "c-3-1",
                "ref_zh": "三(一)",
                "ref_en": "III(1)",
                "title_zh": "设施",
                "title_en": "Facilities",
            },
            **{"parent_id": "c-3"},
        },
    ],
    "stages": [{"id": "stage-build", "name_zh": "加快建设", "name_en": "Speed up building"}],
    "sources": [
        {"id": "src-plan", "title_zh": "方案", "title_en": "The plan", "linkable": "false"},
        {
            **{"id": "src-web", "title_zh": "网页", "title_en": "A page", "url": "https://example.org/a"},
            **{"linkable": "true", "confidence": "high", "accessed": "2024-11-30"},
        },
    ],
}

LABEL_ROWS: list[Row] = [
    {
        **{"id": "city-nanjing", "kind": "city", "name_zh": "南京", "name_en": "Nanjing"},
        **{"lon": 118.76, "lat": 32.04, "rank": 1},
    },
    {
        **{"id": "yangtze", "kind": "water", "name_zh": "长江", "name_en": "Yangtze"},
        **{"lon": 118.7, "lat": 32.1, "rank": 1, "angle": -25.5},
    },
]

COUNTIES: list[tuple[Row, shapely.Geometry]] = [
    (
        {"id": "district-320115", "adcode": "320115", "name_zh": "江宁区", "city_id": "city-nanjing"},
        NANJING[0],
    ),
    (
        {"id": "district-320113", "adcode": "320113", "name_zh": "栖霞区", "city_id": "city-nanjing"},
        NANJING[1],
    ),
    ({"id": "district-320505", "adcode": "320505", "name_zh": "虎丘区", "city_id": "city-suzhou"}, HUQIU),
    ({"id": "district-320506", "adcode": "320506", "name_zh": "吴中区", "city_id": "city-suzhou"}, WUZHONG),
]

CITIES: list[tuple[Row, shapely.Geometry]] = [
    ({"id": "city-nanjing", "adcode": "320100"}, shapely.union_all(NANJING)),
    ({"id": "city-suzhou", "adcode": "320500"}, shapely.union_all([HUQIU, WUZHONG])),
]


@dataclass(frozen=True)
class TinyCatalogue:
    """The folders of the tiny catalogue, with ways to change them."""

    folder: Path
    ground: Path

    def load(self) -> Catalog:
        return load_catalog(self.folder, self.ground)

    def read(self, table: str) -> list[Row]:
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: list[Row], names: list[str] | None = None) -> None:
        names = names or [column.name for column in TABLES[table]]
        _write_rows(self.folder / f"{table}.csv", rows, names)

    def edit(self, table: str, identifier: str, **cells: str) -> int:
        """Change cells of one row and return the line it stands on."""
        rows = self.read(table)
        place = next(place for place, row in enumerate(rows) if row["id"] == identifier)
        rows[place] |= cells
        self.write(table, rows)
        return place + 2


def _write_rows(path: Path, rows: list[Row], names: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_features(path: Path, features: list[tuple[Row, shapely.Geometry]]) -> None:
    content = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": row, "geometry": json.loads(shapely.to_geojson(shape))}
            for row, shape in features
        ],
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def write_tiny(parent: Path) -> TinyCatalogue:
    """Write a sound catalogue and its ground into `parent`."""
    catalogue = TinyCatalogue(parent / "catalogue", parent / "boundaries")
    catalogue.folder.mkdir()
    catalogue.ground.mkdir()
    for table, rows in ROWS.items():
        catalogue.write(table, rows)
    _write_rows(catalogue.ground / "labels.csv", LABEL_ROWS, [column.name for column in LABELS])
    _write_features(catalogue.ground / "cities.geojson", CITIES)
    _write_features(catalogue.ground / "counties.geojson", COUNTIES)
    return catalogue
