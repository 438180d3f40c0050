"""What a View shows: the same cases as the browser's filter, and the same items as it gets."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.known import known
from geodata.payload import payload
from geodata.resolving import resolved
from geodata.shown import UNPLACED, Item, map_items, shown, with_parents
from geodata.tables import SITE_KINDS
from geodata.view import parse_view

CASES = json.loads((Path(__file__).parents[1] / "cases" / "filters.json").read_text(encoding="utf-8"))
PARENTS = {row["id"]: row.get("parent", "") for row in CASES["industries"]}


def item(given: dict[str, Any]) -> Item:
    grounds = (given.get(key, "") for key in ("claim", "cityClaim", "locationClaim"))
    return Item(
        id=given["id"],
        kind=given["kind"],
        city=given.get("city", ""),
        industries=with_parents(given.get("industries", ()), PARENTS),
        claims=frozenset(ground for ground in grounds if ground),
        precision=given.get("precision", UNPLACED),
    )


@pytest.mark.parametrize("case", CASES["cases"], ids=[case["name"] for case in CASES["cases"]])
def test_cases_shared_with_the_browser(case: dict[str, Any]) -> None:
    found = shown(map(item, CASES["items"]), parse_view(case["query"])[0])
    assert [one.id for one in found.items] == case["shown"]


def test_counts_add_up(shipped: Catalog) -> None:
    found = shown(map_items(shipped), parse_view("city=city-suzhou&claim=unconfirmed")[0])
    for field in ("kind", "city", "precision"):
        assert sum(found.count(field).values()) == found.total
    assert found.placed == found.total - found.count("precision")[UNPLACED]


def test_items_are_those_of_the_browser(shipped: Catalog) -> None:
    sent = payload(shipped)
    parents = {row["id"]: row.get("parent", "") for row in sent["industries"]}
    theirs = {
        row["id"]: Item(
            row["id"],
            row["kind"],
            row.get("city", ""),
            with_parents(row.get("industries", ()), parents),
            frozenset(row[key] for key in ("claim", "cityClaim", "locationClaim") if key in row),
            row.get("precision", UNPLACED),
        )
        for row in sent["items"]
        if row["kind"] == "zone" or row["kind"] in SITE_KINDS
    }
    assert {one.id: one for one in map_items(shipped)} == theirs
    assert Counter(one.kind for one in theirs.values())["zone"] == 12


def test_what_the_release_does_not_know_is_left_out(shipped: Catalog) -> None:
    view, _ = parse_view(
        "city=city-suzhou,city-venice&kind=lab,castle&industry=ind-ic,ind-x&compare=city-wuxi,x&selected=lab-x"
    )
    kept = resolved(known(shipped), view)
    assert (kept.city, kept.kind, kept.compare, kept.selected) == (
        ("city-suzhou",),
        ("lab",),
        ("city-wuxi",),
        "",
    )
    assert kept.industry == ("ind-ic",)
    assert resolved(known(shipped), parse_view("selected=lab-pml")[0]).selected == "lab-pml"
