"""What the browser gets: complete, plain JSON, and nothing for what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.indicator_payload import indicator_payload
from geodata.payload import payload, zones_geojson
from tests.tiny_catalogue import TinyCatalogue


@pytest.fixture
def sent(tiny_catalog: Catalog) -> dict[str, Any]:
    """The payload as the browser reads it: through JSON that knows no NaN."""
    content: dict[str, Any] = json.loads(
        json.dumps(payload(tiny_catalog) | indicator_payload(tiny_catalog), allow_nan=False)
    )
    return content


def item(sent: dict[str, Any], identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in sent["items"] if item["id"] == identifier)
    return found


def test_its_parts_are_those_agreed(sent: dict[str, Any]) -> None:
    assert list(sent) == [
        *("release", "cities", "kinds", "industries", "items", "places"),
        *("relations", "profiles", "clauses", "sources", "labels"),
        *("dimensions", "measures", "bases", "periods", "levels", "subjects", "areas", "indicators"),
        *("observations", "classes", "classMethods", "circles", "readings"),
    ]


def test_items_come_table_by_table(sent: dict[str, Any]) -> None:
    assert [item["kind"] for item in sent["items"]] == [
        *("city", "city", "zone", "zone", "zone", "lab", "park", "industrial_base", "event"),
        *("target", "target", "body", "body"),
    ]


def test_nothing_missing_is_sent(sent: dict[str, Any]) -> None:
    def values(content: Any) -> list[Any]:
        inner = (
            content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
        )
        return [content, *(value for part in inner for value in values(part))]

    # A packed observation keeps the places of its parts, and no basis is one of the bases.
    named = sent | {"indicators": [each | {"bases": []} for each in sent["indicators"]]}
    named.pop("observations")
    assert not [value for value in values(named) if value is None or value in ("", {})]


def test_a_site_has_all_its_facts(sent: dict[str, Any]) -> None:
    assert item(sent, "lab-purple") == {
        "id": "lab-purple",
        "kind": "lab",
        "name": {"zh": "网络通信与安全紫金山实验室", "en": "Purple Mountain Laboratories"},
        "aliases": ["紫金山实验室"],
        "keys": "wangluotongxinyuanquanzijinshanshiyanshi wltxyaqzjssys zijinshanshiyanshi zjssys",
        "city": "city-nanjing",
        "cityClaim": "external",
        "district": {"zh": "江宁区", "en": "Jiangning District"},
        "industries": ["ind-network", "ind-it"],
        "clauses": ["三(一)"],
        "claim": "stated",
        "stage": {"zh": "加快建设", "en": "Speed up building"},
        "source": "src-plan",
        "precision": "street",
        "place": "at-118.7-31.9",
        "lon": 118.7,
        "lat": 31.9,
        "locationClaim": "external",
        "locationSource": "src-web",
        "address": {"zh": "秣周东路9号", "en": "9 Mozhou East Road"},
    }


def test_what_has_no_place_has_no_point(sent: dict[str, Any]) -> None:
    assert not {"precision", "place", "lon", "lat", "city"} & set(item(sent, "event-roadshow"))


def test_a_zone_says_how_it_is_drawn(sent: dict[str, Any]) -> None:
    zone = item(sent, "z-suzhou")
    assert (zone["outline"], zone["nine"], zone["strategic"], zone["year"]) == (
        "district",
        True,
        "ind-nano",
        1992,
    )
    assert zone["bbox"] == [120.3, 31.2, 120.5, 31.4]
    assert zone["level"] == {"zh": "国家级", "en": "National"}
    assert item(sent, "z-sip")["nine"] is False


def test_a_target_keeps_its_comparator_and_its_whole_numbers(sent: dict[str, Any]) -> None:
    assert item(sent, "t-labs")["target"] == {
        "comparator": "左右",
        "value": 38,
        "unit": {"zh": "家", "en": "labs"},
        "scope": "sunan",
        "status": "none",
    }
    actual = item(sent, "t-rd")["target"]["actual"]
    assert actual == {"value": 3.4, "year": 2020, "source": "src-web", "claim": "external"}
    assert isinstance(actual["year"], int)


def test_counts_are_of_what_is_sent(sent: dict[str, Any]) -> None:
    counts = sent["release"]["counts"]
    assert (counts["cities"], counts["zones"], counts["nine"], counts["sites"], counts["placed"]) == (
        2,
        3,
        2,
        4,
        3,
    )
    assert sum(counts[kind] for kind in sent["kinds"]) == counts["sites"]
    assert sent["release"]["date"] == "2024-11-30"


def test_clauses_and_sources_can_be_followed(sent: dict[str, Any]) -> None:
    refs = {clause["ref"]["zh"] for clause in sent["clauses"]}
    assert {clause for item in sent["items"] for clause in item["clauses"]} <= refs
    assert {clause["parent"] for clause in sent["clauses"] if "parent" in clause} <= refs
    assert sent["sources"]["src-web"]["url"] == "https://example.org/a"


def test_an_address_not_to_be_linked_is_not_sent(tiny: TinyCatalogue) -> None:
    tiny.edit("sources", "src-web", linkable="false")
    assert "url" not in payload(tiny.load())["sources"]["src-web"]


def test_profiles_stand_under_every_city_in_order(sent: dict[str, Any]) -> None:
    assert [line["label"]["zh"] for line in sent["profiles"]["city-nanjing"]] == ["一圈双核", "创新名城"]
    assert sent["profiles"]["city-suzhou"] == []


def test_relations_have_two_ends(sent: dict[str, Any]) -> None:
    (relation,) = sent["relations"]
    assert (relation["from"], relation["what"], relation["to"]) == (
        "z-suzhou",
        "strategic_industry",
        "ind-nano",
    )


def test_building_it_changes_no_frame(tiny_catalog: Catalog) -> None:
    before = tiny_catalog.sites.copy(deep=True)
    payload(tiny_catalog)
    assert tiny_catalog.sites.equals(before)


def place_ids(catalog: Catalog) -> dict[str, str]:
    return {item["id"]: item["place"] for item in payload(catalog)["items"] if "place" in item}


def test_places_are_named_by_what_they_stand_for(tiny_catalog: Catalog) -> None:
    assert place_ids(tiny_catalog) == {
        "lab-purple": "at-118.7-31.9",
        "park-jiangning": "district-320115",
        "base-nano": "at-city-suzhou",
    }


def test_sites_at_one_point_known_equally_well_share_a_place(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "park-jiangning", lon="118.7", lat="31.9", location_precision="street")
    content = payload(tiny.load())
    (place,) = [place for place in content["places"] if place["precision"] == "street"]
    # They have no address in common, so the place is called by their district.
    assert place["name"] == {"zh": "江宁区", "en": "Jiangning District"}


def test_one_point_known_in_two_ways_is_two_places(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "park-jiangning", lon="118.7", lat="31.9")
    assert place_ids(tiny.load()) == {
        "lab-purple": "at-118.7-31.9",
        "park-jiangning": "at-118.7-31.9-district",
        "base-nano": "at-city-suzhou",
    }


def test_a_district_point_beside_the_seat_does_not_take_its_name(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "park-jiangning", lon="118.61")
    assert place_ids(tiny.load())["park-jiangning"] == "at-118.61-31.95"


def test_zone_features_carry_their_id(tiny_catalog: Catalog) -> None:
    content = json.loads(json.dumps(zones_geojson(tiny_catalog), allow_nan=False))
    assert content["type"] == "FeatureCollection"
    assert [feature["id"] for feature in content["features"]] == ["z-nanjing", "z-suzhou", "z-sip"]
    assert content["features"][0]["properties"] == {
        **{"id": "z-nanjing", "outline": "circle", "city": "city-nanjing", "nine": True}
    }


@pytest.mark.parametrize("claim", ["external", "unconfirmed"])
def test_a_value_says_its_claim_unless_it_is_the_usual_one(tiny_catalog: Catalog, claim: str) -> None:
    seen = tiny_catalog.observations.assign(claim=claim)
    values = indicator_payload(replace(tiny_catalog, observations=seen))["observations"].values()
    told = {row[8].get("claim") if len(row) > 8 else None for rows in values for row in rows}
    assert told == ({None} if claim == "external" else {claim})
