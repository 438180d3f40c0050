"""One self-contained map: written by Folium with Leaflet inside, both languages, no request at all.

The outlines are Folium's; marks, layers, list and language are standalone_page/page.js over the data in the
page. Data never passes a template: it is put in last, as JSON that no markup can leave.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import folium
from branca.element import Element

from geodata.chosen import chosen
from geodata.classification import class_of
from geodata.indicators import value_at
from geodata.known import Known
from geodata.loading import BOUNDARIES_DIR
from geodata.settings import Settings
from geodata.view import View
from geodata.wording import Row
from layouts.caption import THEME, is_of_indicator, read
from layouts.fallback import OfflineMap, leaflet_parts
from layouts.palette import palette, shades
from layouts.standalone_data import kept_items, standalone_data

PAGE = Path(__file__).parent / "standalone_page"
SCRIPTS = ("place.js", "page.js")
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
LANG_TAGS = {"zh": "zh-CN", "en": "en"}
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')


class LeafletMissingError(Exception):
    """Leaflet has not been built, so no map can be written."""


def standalone_page(known: Known, view: View, settings: Settings, as_of: date | None = None) -> str:
    """Return the whole file. Raises LeafletMissingError where `make setup` ran without Node."""
    if not leaflet_parts():
        raise LeafletMissingError
    view = read(known, view)
    page, zones = _map(known, view)
    root: Any = page.get_root()
    root.header.add_child(Element(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'))
    root.header.add_child(Element(f"<style>{_style()}</style>"))
    head, rest = str(root.render()).split("<head>", 1)
    body, _ = rest.rsplit("</html>", 1)
    # Folium forbids to enlarge the page.
    body = VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1">', body, count=1)
    head = head.replace("<html>", f'<html lang="{LANG_TAGS[view.lang]}" data-lang="{view.lang}">', 1)
    data = standalone_data(known, view, settings, as_of or date.today())
    title = html.escape(data["captions"][view.lang]["title"])
    start = f"atlas.start({page.get_name()}, {zones or 'null'}, {json.dumps(_bounds(known, view))});"
    script = "\n".join([*((PAGE / name).read_text(encoding="utf-8") for name in SCRIPTS), start])
    return (
        f"{head}<head>\n<title>{title}</title>{body}"
        f'<script type="application/json" id="atlas-data">{_json(data)}</script>\n'
        f"<script>\n{script}\n</script>\n</html>\n"
    )


def _bounds(known: Known, view: View) -> list[list[float]] | None:
    """Return what the map fits into its frame; a View with a camera looks where that looks."""
    if view.camera:
        return None
    outlines = known.catalog.ground.cities
    chosen_cities = outlines[outlines["id"].isin(view.city)] if view.city else outlines
    west, south, east, north = chosen_cities.total_bounds.tolist()
    return [[south, west], [north, east]]


def _json(content: Any) -> str:
    """Return JSON that may stand in a script element: no `<` in it can end the element."""
    written_out = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return written_out.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _style() -> str:
    colours = palette(THEME)
    names = {
        name: value for name, value in colours.items() if not name.startswith(("kind-", "city-", "tint-"))
    }
    properties = "".join(f"--{name}:{value};" for name, value in names.items())
    return f":root{{{properties}}}\n{(PAGE / 'page.css').read_text(encoding='utf-8')}"


# ---- the map --------------------------------------------------------------------------------------------


def _map(known: Known, view: View) -> tuple[OfflineMap, str]:
    """Return the map and the script's name of its layer of zones, empty where it has none."""
    west, south, east, north = known.catalog.ground.cities.total_bounds
    centre, zoom = [(south + north) / 2, (west + east) / 2], 8
    if view.camera:
        # Leaflet's world is 256 px wide at zoom 0, MapLibre's 512.
        centre, zoom = [view.camera.lat, view.camera.lon], round(view.camera.zoom) + 1
    page = OfflineMap(
        centre,
        zoom_start=zoom,
        tiles=None,
        zoom_control="bottomright",
        attribution_control=False,
        min_zoom=6,
        max_zoom=15,
        zoom_snap=0.25,
        fade_animation=False,
        width="100%",
        height="100%",
    )
    return page, _ground(page, known, view)


def _ground(page: OfflineMap, known: Known, view: View) -> str:
    """Add land, cities in their hues, their bands, waters, borders and zones, as the map has them."""
    looks = _Looks(known, view)
    cities = known.catalog.ground.cities[["id", "geometry"]]
    for shapes, look in (
        (_boundary("land"), looks.land),
        (cities, looks.city),
        (_boundary("bands"), looks.band),
        (_boundary("water"), looks.water),
        (_boundary("borders"), looks.border),
    ):
        folium.GeoJson(shapes, style_function=look, interactive=False).add_to(page)
    # While the cities have the values, zones would only stand in the way.
    is_of_cities = is_of_indicator(view) and view.level == "city"
    kept = {item.id for item in kept_items(known, view) if item.kind == "zone" and not is_of_cities}
    outlines = known.catalog.zone_outlines
    zones = outlines[outlines["id"].isin(kept)].dropna(subset="geometry")
    if not len(zones):
        return ""
    layer = folium.GeoJson(zones[["id", "outline", "geometry"]], style_function=looks.zone)
    layer.add_to(page)
    name: str = layer.get_name()
    return name


class _Looks:
    """How each part of the ground is drawn, in Leaflet's words."""

    def __init__(self, known: Known, view: View) -> None:
        cities = known.catalog.cities
        self.view, self.colours = view, palette(THEME)
        self.codes = dict(zip(cities["id"], cities["code"], strict=True))
        self.fills = _fills(known, view)

    def off(self, city: str) -> bool:
        """Say whether the View's filter leaves a city out."""
        return bool(self.view.city) and city not in self.view.city

    def land(self, _: Row) -> Row:
        return {"stroke": False, "fillColor": self.colours["land"], "fillOpacity": 1}

    def city(self, feature: Row) -> Row:
        city = feature["properties"]["id"]
        fill = self.fills.get(city, self.colours[f"tint-{self.codes[city]}"])
        return {"stroke": False, "fillColor": fill, "fillOpacity": 0.25 if self.off(city) else 1}

    def band(self, feature: Row) -> Row:
        city = feature["properties"]["id"]
        hue = self.colours.get(f"city-{self.codes.get(city)}", self.colours["line-2"])
        return {"stroke": False, "fillColor": hue, "fillOpacity": 0.08 if self.off(city) else 0.36}

    def water(self, _: Row) -> Row:
        hues = {"fillColor": self.colours["water"], "color": self.colours["waterline"]}
        return hues | {"weight": 0.6, "fillOpacity": 1}

    def border(self, feature: Row) -> Row:
        kind = feature["properties"]["kind"]
        if kind == "county":
            return {"color": self.colours["county"], "weight": 0.9, "dashArray": "3 2"}
        dashes = "0.1 4" if kind == "city_water" else None
        return {"color": self.colours["city-edge"], "weight": 1.2, "dashArray": dashes}

    def zone(self, feature: Row) -> Row:
        zone, outline = feature["properties"]["id"], feature["properties"]["outline"]
        dashes = {"district": None, "circle": "5 4"}.get(outline, "1 4")
        fill: Row = {"fillColor": self.fills.get(zone, self.colours["zone"])}
        fill |= {"fillOpacity": 0.75 if zone in self.fills else 0.07}
        return fill | {"color": self.colours["zone"], "weight": 1.6, "dashArray": dashes}


def _boundary(name: str) -> Row:
    found: Row = json.loads((BOUNDARIES_DIR / f"{name}.geojson").read_text(encoding="utf-8"))
    return found


def _fills(known: Known, view: View) -> Mapping[str, str]:
    """Return the shades of places by the classes of a rate, as the map has them."""
    if not is_of_indicator(view):
        return {}
    now = chosen(known, view)
    name = f"{now.definition.id}/km2" if now.is_per_km2 else now.definition.id
    by_level = known.scales.get("classes", {}).get(name, {}).get(now.basis, {})
    found = by_level.get("city" if now.level == "city" else "zone")
    if now.definition.measure != "rate" or not found:
        return {}
    hues = shades(len(found["breaks"]) - 1)
    values = [
        (place, value_at(now.seen, now.definition.id, place, now.year, now.basis)) for place in now.everywhere
    ]
    return {place: hues[class_of(value.value, found["breaks"])] for place, value in values if value}
