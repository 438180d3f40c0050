"""The View: everything that decides what is on the screen, and its one text form, the URL query.

`parse_view(format_view(v)) == (v, ())` for every View. assets/view.js is the browser's copy; both are tested
on tests/cases/view.json. Defaults are left out, keys are sorted, what is not understood is dropped and named.
"""

import re
from dataclasses import dataclass, fields, replace
from typing import NamedTuple
from urllib.parse import parse_qsl

ROOMS = ("browse", "present", "presenter", "kiosk")
LANGUAGES = ("zh", "en")
THEMES = ("light", "dark", "contrast")
LENSES = ("overview", "industry", "indicator", "target", "system", "plan")
LISTS = ("", "sites", "targets", "plan", "compare", "coverage", "matrix")
# What the kiosk offers beside its map: its tiles, the attract loop, or one of the lists to choose from.
SHELVES = ("", "attract", "cities", "zones", "industries", "items", "stories")
LEVELS = ("city", "zone")  # what the indicator lens draws: the five cities, or zones and parks
PER = ("", "km2")
CLAIMS = ("stated", "external", "derived", "unconfirmed")

NOTHING = "none"  # `kind=none`: every layer is switched off, which is not the same as no choice
MAX_QUERY_CHARS = 2000
MAX_CHOICES = 40

ID_PATTERN = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
CAMERA_PATTERN = re.compile(r"(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)")


class Camera(NamedTuple):
    """Where the map looks: centre in degrees (WGS-84) and MapLibre zoom, rounded to what the URL carries."""

    lon: float
    lat: float
    zoom: float


# Far enough out to see where Jiangsu lies, no farther than the land that is drawn.
CAMERA_LIMITS = (Camera(114.0, 27.5, 5.0), Camera(126.0, 36.0, 16.0))


@dataclass(frozen=True)
class View:
    """One picture. Empty tuples mean "all"; `camera` None means "fit the subject into this frame"."""

    room: str = "browse"
    lang: str = "zh"
    theme: str = "light"
    lens: str = "overview"
    city: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    indicator: str = ""  # an indicator's id, with `.basis` where its values stand on different bases
    year: str = ""
    level: str = "city"
    per: str = ""
    compare: tuple[str, ...] = ()
    selected: str = ""
    list: str = ""
    shelf: str = ""
    story: str = ""  # what is told, and at which of its steps, counted from 1
    step: str = ""
    passage: str = ""  # where in the plan: a clause's id, with `.n` for its n-th sentence
    camera: Camera | None = None


CHOICES = {
    "room": ROOMS,
    "lang": LANGUAGES,
    "theme": THEMES,
    "lens": LENSES,
    "list": LISTS,
    "level": LEVELS,
    "per": PER,
    "shelf": SHELVES,
}
SEVERAL = ("city", "kind", "industry", "claim", "compare")
KEYS = tuple(sorted(field.name for field in fields(View)))


def format_view(view: View) -> str:
    """Return the canonical query of a View, without the question mark; "" is the default View."""
    default = View()
    parts = [
        f"{key}={_text(getattr(view, key))}" for key in KEYS if getattr(view, key) != getattr(default, key)
    ]
    return "&".join(parts)


def parse_view(query: str) -> tuple[View, tuple[str, ...]]:
    """Return the View a query says, and the keys that were dropped because they are unknown or malformed.

    Never raises: a link from another version, a typing slip or an attack still opens the atlas.
    """
    if len(query) > MAX_QUERY_CHARS:
        return View(), ("…",)
    found: dict[str, object] = {}
    dropped: list[str] = []
    for key, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        value = _value(key, text) if key in KEYS and key not in found else None
        if value is None:
            dropped.append(key[:40])
        else:
            found[key] = value
    return View(**found), tuple(dict.fromkeys(dropped))  # type: ignore[arg-type]


def parse_address(path: str, query: str) -> tuple[View, tuple[str, ...]]:
    """Return the View of an address: a room has a path of its own, what else it says is its query."""
    view, dropped = parse_view(query)
    room = path.strip("/")
    return (replace(view, room=room) if room in ROOMS else view), dropped


def camera_at(lon: float, lat: float, zoom: float) -> Camera | None:
    """Return a Camera rounded to the precision of the URL, or None when it looks away from the drawn land."""
    camera = Camera(round(lon, 4), round(lat, 4), round(zoom, 2))
    low, high = CAMERA_LIMITS
    inside = all(a <= value <= b for a, value, b in zip(low, camera, high, strict=True))
    return camera if inside else None


def _text(value: object) -> str:
    if isinstance(value, Camera):
        return f"{value.lon:.4f},{value.lat:.4f},{value.zoom:.2f}"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _value(key: str, text: str) -> object | None:
    """Return the parsed value of one key, or None when it is malformed."""
    if key in CHOICES:
        return text if text in CHOICES[key] else None
    if key == "camera":
        match = CAMERA_PATTERN.fullmatch(text)
        return camera_at(*map(float, match.groups())) if match else None
    if key == "year":
        return text if re.fullmatch(r"(19|20)\d\d", text) else None
    if key == "step":
        return text if re.fullmatch(r"[1-9]\d?", text) else None
    if key in ("selected", "indicator", "passage", "story"):
        return text if ID_PATTERN.fullmatch(text) and len(text) <= 80 else None
    ids = tuple(sorted(set(text.split(","))))
    fits = all(ID_PATTERN.fullmatch(part.replace("_", "-")) and len(part) <= 60 for part in ids)
    return ids if fits and len(ids) <= MAX_CHOICES else None
