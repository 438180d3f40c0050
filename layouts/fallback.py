"""The map without WebGL: the same View drawn by Leaflet, written by Folium as one page that fetches nothing."""

import html
from functools import cache
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
from branca.element import Element

from geodata.catalog import Catalog
from geodata.settings import Settings
from geodata.view import NOTHING, View
from layouts.text import text

VENDOR = Path(__file__).parent / "vendor"
TINTS = {"nj": "#e9e0e7", "zj": "#f2e2da", "cz": "#f0e9d3", "wx": "#dfe9e0", "sz": "#e0e4ed"}
EDGES = {"nj": "#9b72a8", "zj": "#c97b63", "cz": "#c3a13f", "wx": "#6a9f80", "sz": "#6c86c4"}
PAGE_STYLE = """
html,body{margin:0;height:100%;background:#efede6;font:14px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
#map .leaflet-container,.folium-map.leaflet-container{background:#efede6;font:inherit}
.sign{display:grid;place-items:center;width:28px;height:28px;border-radius:50%;background:#fdfcf8;border:3px solid #4a5a68;
 color:#1b2a38;font-weight:700;cursor:pointer;box-sizing:border-box}
.sign.city{border-radius:8px}.sign.one{border-style:dashed}.sign.street{background:#1b5fae;border:2px solid #fdfcf8;color:#fff}
.sign.chosen{border-color:#b23510;border-style:solid}
"""
# Folium gives each marker Leaflet's picture before its own sign; without this it would be asked of the server.
NO_PICTURES = """
delete L.Icon.Default.prototype._getIconUrl;
var none="data:image/gif;base64,R0lGODlhAQABAAAAACw=";
L.Icon.Default.mergeOptions({iconUrl:none,iconRetinaUrl:none,shadowUrl:none});
"""
SELECT_SCRIPT = """
document.addEventListener("click",function(e){var s=e.target.closest("[data-select]");
if(s)parent.postMessage({select:s.dataset.select},location.origin)});
"""


def plain(words: str) -> str:
    """Return words that neither HTML nor a script's template literal can take for anything else."""
    escaped = html.escape(words)
    for character in "`$\\{}":
        escaped = escaped.replace(character, f"&#{ord(character)};")
    return escaped


@cache
def leaflet_parts() -> tuple[tuple[str, str], ...]:
    """Return Leaflet's style and scripts, to stand inside the page. Empty when they have not been built."""
    names = (("style", "leaflet.css"), ("script", "jquery.js"), ("script", "leaflet.js"))
    return tuple((tag, (VENDOR / name).read_text(encoding="utf-8")) for tag, name in names if (VENDOR / name).is_file())


class OfflineMap(folium.Map):
    """A Folium map whose page holds Leaflet itself instead of links to it."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    def render(self, **kwargs: Any) -> None:
        """Write the map, then take away every link to another host."""
        header = self.get_root().header
        for tag, body in leaflet_parts():
            safe = body.replace("</script", "<\\/script")
            header.add_child(Element(f"<{tag}>{safe}</{tag}>"))
        header.add_child(Element(f"<script>{NO_PICTURES}</script>"))
        super().render(**kwargs)
        for name, child in list(header._children.items()):
            if str(getattr(child, "url", "")).startswith("http"):
                del header._children[name]


def shown_sites(catalog: Catalog, view: View) -> gpd.GeoDataFrame:
    """Return the placed sites that a View shows: the same rule as assets/filters.js."""
    sites = catalog.sites
    parents = dict(zip(catalog.industries["id"], catalog.industries["parent_id"], strict=True))
    chosen = set(view.industry)

    def in_industry(ids: tuple[str, ...]) -> bool:
        return not chosen or any(one in chosen or parents.get(one) in chosen for one in ids)

    keep = sites["location_precision"] != "none"
    keep &= sites["city_id"].isin(view.city) if view.city else True
    keep &= sites["kind"].isin(view.kind) if view.kind else True
    keep &= sites["industries"].map(in_industry).astype(bool)
    if view.claim:
        keep &= sites[["claim", "city_claim", "location_claim"]].isin(view.claim).any(axis=1)
    return sites[keep]


def sign(group: pd.DataFrame, view: View) -> str:
    """Return the sign of one place: a character for one site, a number for several."""
    ids, precision = group["id"].tolist(), group["location_precision"].iloc[0]
    one = len(ids) == 1
    words = text(f"kind.{group['kind'].iloc[0]}.mark", "zh") if one else str(len(ids))
    classes = ["sign", precision, "one" if one else "many", "chosen" if view.selected in ids else ""]
    names = plain("\n".join(group[f"name_{view.lang}"]))
    return f'<div class="{" ".join(classes)}" data-select="{plain(ids[0])}" title="{names}">{words}</div>'


def add_areas(page: OfflineMap, catalog: Catalog, view: View) -> None:
    """Add cities in their hues and, while their layer is on, the zones."""
    codes = dict(zip(catalog.cities["id"], catalog.cities["code"], strict=True))

    def look(feature: dict[str, Any]) -> dict[str, Any]:
        city = feature["properties"]["id"]
        off = bool(view.city) and city not in view.city
        return {"fillColor": TINTS[codes[city]], "color": EDGES[codes[city]], "weight": 2, "fillOpacity": 0.25 if off else 1}

    folium.GeoJson(catalog.ground.cities[["id", "geometry"]], style_function=look).add_to(page)
    if not view.kind or "zone" in view.kind:
        zones = catalog.zone_outlines[["id", "outline", "geometry"]].dropna(subset="geometry")
        folium.GeoJson(zones, style_function=zone_look).add_to(page)


def zone_look(feature: dict[str, Any]) -> dict[str, Any]:
    """Return the line of a zone: solid where a district outline stands in, else dashed."""
    is_district = feature["properties"]["outline"] == "district"
    return {"color": "#274b73", "weight": 1.5, "fillOpacity": 0.06, "dashArray": None if is_district else "5 4"}


def leaflet_page(catalog: Catalog, settings: Settings, view: View) -> str:
    """Return the whole page: ground, signs, labels of cities, the review line. It makes no request."""
    west, south, east, north = catalog.ground.cities.total_bounds
    page = OfflineMap([(south + north) / 2, (west + east) / 2], zoom_start=8, tiles=None, zoom_control="bottomright",
                      attribution_control=False)
    add_areas(page, catalog, view)
    sites = shown_sites(catalog, view) if view.kind != (NOTHING,) else catalog.sites.iloc[:0]
    for (lon, lat, _), group in sites.groupby(["lon", "lat", "location_precision"], sort=True):
        icon = folium.DivIcon(html=sign(group, view), icon_size=(28, 28), icon_anchor=(14, 14))
        folium.Marker([lat, lon], icon=icon).add_to(page)
    if view.camera:
        lon, lat, zoom = view.camera
        page.location, page.options["zoom"] = [lat, lon], round(zoom)
    else:
        page.fit_bounds([[south, west], [north, east]])
    root = page.get_root()
    root.header.add_child(Element(f"<style>{PAGE_STYLE}</style>"))
    root.script.add_child(Element(SELECT_SCRIPT))
    written: str = root.render()
    return written
