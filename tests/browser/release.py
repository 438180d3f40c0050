"""The release as Python sees it, to hold the browser's counts against."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shapely.geometry.base import BaseGeometry

Item = dict[str, Any]


class Release:
    """What may be filtered: the sites and zones of a payload."""

    def __init__(self, payload: dict[str, Any], outlines: dict[str, BaseGeometry]) -> None:
        self.payload, self.outlines = payload, outlines
        self.layers = [*payload["kinds"], "zone"]
        self.items: list[Item] = [item for item in payload["items"] if item["kind"] in self.layers]
        self.parents = {row["id"]: row.get("parent", "") for row in payload["industries"]}

    def of_industry(self, industry: str) -> list[Item]:
        """Return the items tagged with an industry or with a term below it."""
        return [
            item
            for item in self.items
            if any(industry in (one, self.parents[one]) for one in item.get("industries", []))
        ]

    def item(self, identifier: str) -> Item:
        found: Item = next(item for item in self.payload["items"] if item["id"] == identifier)
        return found


def placed(items: list[Item]) -> list[Item]:
    """Return the items that stand on the map."""
    return [item for item in items if item.get("precision")]


def marked(items: list[Item]) -> Counter[str]:
    """Return how many items stand at each place that has a mark: zones are areas."""
    return Counter(item["place"] for item in items if item.get("place"))
