"""The map without WebGL: the same View drawn by Leaflet, one page written by Folium that fetches nothing."""

import html
from functools import cache
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
from branca.element import Element

from geodata.catalog import Catalog
from geodata.loading import BOUNDARIES_DIR
from geodata.places import places
from geodata.shown import map_items, shown
from geodata.view import View
from layouts.palette import palette
from layouts.text import text

VENDOR = Path(__file__).parent / "vendor"
PAGE_STYLE = """
html,body{{margin:0;height:100%;font:14px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}}
.folium-map.leaflet-container{{background:{land};font:inherit}}
.sign{{display:grid;place-items:center;width:28px;height:28px;border-radius:50%;background:{halo};color:{ink};
 border:3px solid var(--k);font-weight:700;cursor:pointer;box-sizing:border-box}}
.sign.city{{border-radius:8px}}
.sign.one{{border-style:dashed;color:var(--k)}}
.sign.street{{background:var(--k);border:2px solid {halo};color:#fff}}
.sign.chosen{{outline:3px solid {signal};outline-offset:1px}}
.name{{white-space:nowrap;transform:translate(-50%,-50%);width:max-content;font-size:18px;color:{ink-2};
 text-shadow:0 0 3px {halo},0 0 3px {halo}}}
"""
# Folium gives each marker Leaflet's picture before its own sign; this keeps it from being fetched.
NO_PICTURES = """
delete L.Icon.Default.prototype._getIconUrl;
var none="data:image/gif;base64,R0lGODlhAQABAAAAACw=";
L.Icon.Default.mergeOptions({iconUrl:none,iconRetinaUrl:none,shadowUrl:none});
"""
SELECT_SCRIPT = """
document.addEventListener("click",function(e){var s=e.target.closest("[data-select]");
if(s)parent.postMessage({select:s.dataset.select},location.origin)});
"""

Colours = dict[str, str]


def plain(words: str) -> str:
    """Return words that neither HTML nor a script's template literal can take for anything else."""
    escaped = html.escape(words)
    for character in "`$\\{}":
        escaped = escaped.replace(character, f"&#{ord(character)};")
    return escaped


@cache
def leaflet_parts() -> tuple[tuple[str, str], ...]:
    """Return Leaflet's style and scripts, to stand inside the page. Empty when they have not been built."""
    parts = (("style", "leaflet.css"), ("script", "jquery.js"), ("script", "leaflet.js"))
    found = [(tag, VENDOR / name) for tag, name in parts if (VENDOR / name).is_file()]
    return tuple(
        (tag, path.read_text(encoding="utf-8").replace("</script", "<\\/script")) for tag, path in found
    )


class OfflineMap(folium.Map):
    """A Folium map whose page holds Leaflet itself instead of links to it."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  as folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def render(self, **kwargs: Any) -> Any:
        """Write the map, then take away every link to another host."""
        root: Any = self.get_root()
        header = root.header
        for tag, body in (*leaflet_parts(), ("script", NO_PICTURES)):
            header.add_child(Element(f"<{tag}>{body}</{tag}>"))
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        for name, child in list(header._children.items()):
            if str(getattr(child, "url", "")).startswith("http"):
                del header._children[name]


def shown_sites(catalog: Catalog, view: View) -> gpd.GeoDataFrame:
    """Return the placed sites that a View shows."""
    left = {item.id for item in shown(map_items(catalog), view).items if item.is_placed}
    return catalog.sites[catalog.sites["id"].isin(left)]


def sign(group: pd.DataFrame, place: str, view: View, colours: Colours) -> str:
    """Return the sign of one place: a character for one site, a number for several."""
    ids, kind = group["id"].tolist(), group["kind"].iloc[0]
    is_one = len(ids) == 1
    words = text(f"kind.{kind}.mark", "zh") if is_one else str(len(ids))
    state = "chosen" if view.selected in (*ids, place) else ""
    classes = f"sign {group['location_precision'].iloc[0]} {'one' if is_one else 'many'} {state}"
    hue = colours[f"kind-{kind}-text" if group["location_precision"].iloc[0] != "street" else f"kind-{kind}"]
    names = plain("\n".join(group[f"name_{view.lang}"]))
    select = plain(ids[0] if is_one else place)
    return f'<div class="{classes}" style="--k:{hue}" data-select="{select}" title="{names}">{words}</div>'


def add_areas(page: OfflineMap, catalog: Catalog, view: View, colours: Colours) -> None:
    """Add the cities in their hues, the waters and, while their layer is on, the zones."""
    codes = dict(zip(catalog.cities["id"], catalog.cities["code"], strict=True))

    def city_look(feature: dict[str, Any]) -> dict[str, Any]:
        city = feature["properties"]["id"]
        is_off = bool(view.city) and city not in view.city
        code = codes[city]
        look = {"fillColor": colours[f"tint-{code}"], "color": colours[f"city-{code}"], "weight": 2}
        return look | {"fillOpacity": 0.25 if is_off else 1}

    def water_look(_: dict[str, Any]) -> dict[str, Any]:
        return {"fillColor": colours["water"], "color": colours["waterline"], "weight": 1, "fillOpacity": 1}

    def zone_look(feature: dict[str, Any]) -> dict[str, Any]:
        dashes = None if feature["properties"]["outline"] == "district" else "5 4"
        return {"color": colours["zone"], "weight": 1.5, "fillOpacity": 0.06, "dashArray": dashes}

    folium.GeoJson(catalog.ground.cities[["id", "geometry"]], style_function=city_look).add_to(page)
    waters = (BOUNDARIES_DIR / "water.geojson").read_text(encoding="utf-8")
    folium.GeoJson(waters, style_function=water_look).add_to(page)
    if not view.kind or "zone" in view.kind:
        zones = catalog.zone_outlines[["id", "outline", "geometry"]].dropna(subset="geometry")
        folium.GeoJson(zones, style_function=zone_look).add_to(page)


def add_signs(page: OfflineMap, catalog: Catalog, view: View, colours: Colours) -> None:
    """Add the names of the cities, and one sign for each place that holds sites."""
    labels = catalog.ground.labels
    for label in labels[labels["kind"] == "city"].to_dict("records"):
        name = f'<div class="name">{plain(label[f"name_{view.lang}"])}</div>'
        folium.Marker([label["lat"], label["lon"]], icon=folium.DivIcon(html=name, icon_size=(0, 0))).add_to(
            page
        )
    place_of = places(catalog)[1]
    for (lon, lat, _), group in shown_sites(catalog, view).groupby(
        ["lon", "lat", "location_precision"], sort=True
    ):
        place = place_of[group["id"].iloc[0]]
        icon = folium.DivIcon(
            html=sign(group, place, view, colours), icon_size=(28, 28), icon_anchor=(14, 14)
        )
        folium.Marker([lat, lon], icon=icon).add_to(page)


def leaflet_page(catalog: Catalog, view: View) -> str:
    """Return the whole page: areas, waters, names and signs of a View. It makes no request."""
    colours = palette(view.theme)
    west, south, east, north = catalog.ground.cities.total_bounds
    centre, zoom = [(south + north) / 2, (west + east) / 2], 8
    if view.camera:
        centre, zoom = (
            [view.camera.lat, view.camera.lon],
            round(view.camera.zoom) + 1,
        )  # 256 px tiles, not 512
    page = OfflineMap(
        centre, zoom_start=zoom, tiles=None, zoom_control="bottomright", attribution_control=False
    )
    add_areas(page, catalog, view, colours)
    add_signs(page, catalog, view, colours)
    if not view.camera:
        page.fit_bounds([[south, west], [north, east]])
    root: Any = page.get_root()
    root.header.add_child(Element(f"<style>{PAGE_STYLE.format(**colours)}</style>"))
    root.script.add_child(Element(SELECT_SCRIPT))
    written: str = root.render()
    return written
