"""The shipped catalogue and its ground: sound, whole, and honest about where its facts come from."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.catalog import Catalog, load_catalog
from geodata.ground import check_scenery
from geodata.loading import BOUNDARIES_DIR, CATALOGUE_DIR
from geodata.payload import payload, zones_geojson
from geodata.tables import GOVERNANCE_KINDS, NAMED_TABLES, TABLES


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def sent(catalog: Catalog) -> dict[str, Any]:
    return payload(catalog)


def test_what_the_plan_counts_is_there(catalog: Catalog) -> None:
    assert len(catalog.cities) == 5
    assert int(catalog.zones["nine"].sum()) == 9
    assert {"z-changshu", "z-yixing", "z-jiangbei"} <= set(catalog.zones["id"][~catalog.zones["nine"]])
    assert len(catalog.targets) == 18
    assert len(catalog.sites) >= 140


def test_each_kind_has_what_the_plan_names(catalog: Catalog) -> None:
    kinds = Counter(catalog.sites["kind"])
    assert kinds["industrial_base"] == 17
    assert kinds["incubator"] == 6
    governance = Counter(catalog.governance["kind"])
    assert (governance["action_plan"], governance["pillar"]) == (6, 4)
    assert (governance["platform"], governance["project"]) == (4, 4)
    assert set(governance) == set(GOVERNANCE_KINDS)


def test_five_zones_have_the_strategic_industry_the_plan_gives_them(catalog: Catalog) -> None:
    strategic = catalog.zones[catalog.zones["strategic_industry_id"] != ""]
    assert set(strategic["id"]) == {"z-suzhou", "z-wuxi", "z-changzhou", "z-zhenjiang", "z-sip"}


def concerned(catalog: Catalog, subject: str) -> set[str]:
    ties = catalog.relations
    return set(ties[(ties["predicate"] == "concerns") & (ties["subject_id"] == subject)]["object_id"])


def test_what_the_plan_concerns_is_taken_from_the_plan(catalog: Catalog) -> None:
    ties = catalog.relations[catalog.relations["predicate"] == "concerns"]
    ours = catalog.governance[catalog.governance["kind"] == "programme"]["id"]
    assert set(ties["subject_id"]) <= {*ours, *catalog.targets["id"]}
    assert set(ties["object_id"]) <= {*catalog.cities["id"], *catalog.zones["id"], *catalog.sites["id"]}
    assert (ties["clause"].map(len) > 0).all()
    assert set(ties["claim"]) <= {"stated", "derived"}
    assert (ties["source_id"] == "src-plan").all()
    readings = ties[ties["claim"] == "derived"]
    assert (readings["note_zh"] != "").all(), "a reading of ours says what it rests on"


def test_one_zone_one_industry_concerns_the_five_zones_that_have_one(catalog: Catalog) -> None:
    strategic = catalog.zones[catalog.zones["strategic_industry_id"] != ""]
    assert concerned(catalog, "prog-one-zone") == set(strategic["id"])


def test_the_target_of_eleven_zones_concerns_eleven(catalog: Catalog) -> None:
    target = catalog.targets.set_index("id").loc["t-parks"]
    assert len(concerned(catalog, "t-parks")) == target["value"] == 11


def test_a_programme_concerns_what_its_sentence_names(catalog: Catalog) -> None:
    assert concerned(catalog, "prog-121") == {"city-nanjing"}
    assert concerned(catalog, "prog-sip-standard") == {"z-sip"}
    assert concerned(catalog, "prog-ip-reform") == {"sp-ip-exchange"}
    assert concerned(catalog, "prog-aero-engine") == {"lab-gasturbine", "cl-wx-aero"}
    bids = {"cl-sz-bio", "cl-cz-smart", "city-wuxi", "city-nanjing"}
    assert concerned(catalog, "prog-sei-cluster") == bids
    links = {"pilot-sunan", "pilot-ftz", "city-nanjing", "city-suzhou"}
    assert concerned(catalog, "prog-dual-link") == links


def test_manufacturing_clusters_are_those_of_the_plan(catalog: Catalog) -> None:
    sites = catalog.sites
    named = sites[(sites["kind"] == "cluster") & sites["clause"].map(lambda refs: "四(一)" in refs)]
    assert concerned(catalog, "prog-adv-cluster") == set(named["id"])


def test_what_lists_its_sites_itself_is_found_by_clause(catalog: Catalog) -> None:
    kinds = catalog.governance[catalog.governance["kind"] != "programme"]["id"]
    assert not [row for row in kinds if concerned(catalog, row)]


def test_every_city_has_a_profile(sent: dict[str, Any]) -> None:
    assert all(sent["profiles"][city["id"]] for city in sent["cities"])


def test_industries_have_two_levels_of_which_the_first_is_short(catalog: Catalog) -> None:
    majors = catalog.industries[catalog.industries["parent_id"] == ""]
    assert 14 <= len(majors) <= 16
    used = {industry for cell in catalog.sites["industries"] for industry in cell}
    parent_of = dict(zip(catalog.industries["id"], catalog.industries["parent_id"], strict=True))
    reached = used | {parent_of[industry] for industry in used}
    assert set(majors["id"]) <= reached, "a major group that no site belongs to"


def test_only_the_zones_that_are_districts_have_a_district_outline(catalog: Catalog) -> None:
    outlines = dict(zip(catalog.zone_outlines["id"], catalog.zone_outlines["outline"], strict=True))
    assert {zone for zone, kind in outlines.items() if kind == "district"} == {
        "z-wuxi",
        "z-changzhou",
        "z-suzhou",
    }


def test_the_western_piece_stands_for_the_suzhou_zone(catalog: Catalog) -> None:
    outlines = catalog.zone_outlines.set_index("id").to_crs("EPSG:4549")
    assert outlines.geometry["z-suzhou"].area / 1e6 == pytest.approx(337, rel=0.05)


def test_the_plan_calls_nothing_completed(catalog: Catalog) -> None:
    assert not catalog.stages["name_zh"].str.contains("建成|已|完成").any()


def test_no_precision_is_claimed_without_an_address(catalog: Catalog) -> None:
    assert not (catalog.sites["location_precision"] == "site").any()


def test_bases_are_named_in_full(catalog: Catalog) -> None:
    bases = catalog.sites[catalog.sites["kind"] == "industrial_base"]["name_zh"]
    assert bases.str.endswith("基地").all()


@pytest.mark.parametrize("table", NAMED_TABLES)
def test_english_is_english(catalog: Catalog, table: str) -> None:
    frame = getattr(catalog, table)
    assert not frame["name_en"].str.contains(r"[\u3000-\u9fff\uff00-\uffef]").any()
    assert not frame["note_en"].str.contains(r"[\u3400-\u9fff]").any()


def test_sources_that_must_not_be_linked_are_not(sent: dict[str, Any]) -> None:
    barred = ("hadonghoon.cn", "gzyxsc.cn", "dingqianjf.com")
    assert not [
        source for source in sent["sources"].values() if any(host in source.get("url", "") for host in barred)
    ]


def test_the_data_have_a_date(sent: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", sent["release"]["date"])


def test_the_payload_is_plain_and_small(catalog: Catalog, sent: dict[str, Any]) -> None:
    text = json.dumps(sent, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    assert len(text.encode()) < 600_000
    assert len({item["id"] for item in sent["items"]}) == len(sent["items"])
    places = {place["id"] for place in sent["places"]}
    assert len(places) == len(sent["places"])
    assert {item["place"] for item in sent["items"] if "place" in item} == places
    assert len(json.dumps(zones_geojson(catalog))) < 100_000


def test_every_chinese_name_can_be_typed(sent: dict[str, Any]) -> None:
    assert not [item["id"] for item in sent["items"] if not re.fullmatch(r"[a-z0-9 ]+", item["keys"])]


def test_the_ground_is_one_coverage(catalog: Catalog) -> None:
    counties = catalog.ground.counties
    assert shapely.coverage_is_valid(counties.geometry.to_numpy())
    for city in catalog.ground.cities.itertuples():
        own = counties[counties["city_id"] == city.id]
        assert len(own) > 0
        gap = shapely.union_all(own.geometry.to_numpy()).symmetric_difference(city.geometry)
        assert gap.area < 1e-6


def test_the_scenery_is_sound() -> None:
    assert check_scenery(BOUNDARIES_DIR) == []


@pytest.mark.parametrize(
    "path", [CATALOGUE_DIR / f"{name}.csv" for name in TABLES], ids=lambda path: path.stem
)
def test_tables_are_kept_as_people_and_diffs_want_them(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
