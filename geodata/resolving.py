"""A View as this release can show it: what it does not know is left out, as assets/atlas.js does."""

from __future__ import annotations

from dataclasses import replace

from geodata.known import Known
from geodata.tables import CLAIMS, SITE_KINDS
from geodata.view import NOTHING, View

KINDS = {*SITE_KINDS, "zone", NOTHING}


def resolved(known: Known, view: View) -> View:
    """Return the View without cities, kinds, industries, claims, places and a subject that are not known."""
    catalog = known.catalog
    cities, industries = set(catalog.cities["id"]), set(catalog.industries["id"])
    return replace(
        view,
        city=tuple(one for one in view.city if one in cities),
        kind=tuple(one for one in view.kind if one in KINDS),
        industry=tuple(one for one in view.industry if one in industries),
        claim=tuple(one for one in view.claim if one in CLAIMS),
        compare=tuple(one for one in view.compare if one in known.level_of),
        selected=view.selected if view.selected in known.subjects else "",
    )
