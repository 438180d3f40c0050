"""The table of results: each number beside its target, with ✓ or ✗, and the ratios to the plain Dash page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from unicodedata import east_asian_width

from bench.browsing import PAGES
from bench.dataset import MADE, REAL
from bench.measures import Samples, median, p95

TITLES = {"plain": "plain Dash", "leaflet": "dash-leaflet", "atlas": "atlas"}
SIZE_TITLES = {REAL: "catalogue", MADE: "21,000"}


@dataclass(frozen=True)
class Row:
    """One line: what, its value in words, and whether a target is met (None: no target)."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None


def summary(samples: Samples) -> dict[str, dict[str, float]]:
    """Return median, p95, count and the ratio of the median to plain Dash, for each page."""
    base = median(samples["plain"])
    return {
        page: {
            "median": round(median(samples[page]), 1),
            "p95": round(p95(samples[page]), 1),
            "count": len(samples[page]),
            "ratio": round(median(samples[page]) / base, 3),
        }
        for page in PAGES
    }


def compared(title: str, found: Mapping[str, Mapping[str, float]]) -> list[Row]:
    """Return a line a page: median, p95 and ratio."""
    return [
        Row(
            f"{title} · {TITLES[page]}",
            f"{found[page]['median']:7.0f} ms   p95 {found[page]['p95']:6.0f}   × {found[page]['ratio']:.2f}",
        )
        for page in PAGES
    ]


def with_targets(results: Mapping[str, Any]) -> list[Row]:
    """Return the atlas's numbers beside the targets."""
    clicks, paints = results["click"], results["first_paint"]
    traffic, changes = results["traffic"]["atlas"], results["requests_for_a_change"]
    foreign = traffic["foreign_requests"] + changes["foreign"]
    own = sum(len(asked) for asked in changes["own"].values())
    rows = [
        at_most("requests to any other origin", foreign, 0),
        at_most("requests to our server: filter, layer, language, theme, selection", own, 0),
    ]
    for size in clicks:
        one = clicks[size]["atlas"]
        rows += [
            at_most(f"filter click, {SIZE_TITLES[size]}, × plain Dash", one["ratio"], 0.12),
            at_most(
                f"filter click, {SIZE_TITLES[size]}, × dash-leaflet",
                one["median"] / clicks[size]["leaflet"]["median"],
                1,
            ),
        ]
    rows.append(
        at_most("filter click, catalogue, median (quiet machine)", clicks[REAL]["atlas"]["median"], 80, "ms")
    )
    if MADE in clicks:
        grown = clicks[MADE]["atlas"]["median"] / clicks[REAL]["atlas"]["median"]
        rows.append(at_most("filter click, 21,000 × catalogue", grown, 1.3))
    rows += [
        at_most(f"first paint, {SIZE_TITLES[s]}, × plain Dash", paints[s]["atlas"]["ratio"], 0.70)
        for s in paints
    ]
    changed = {part: median(found) for part, found in results["indicator"].items()}
    rows += [
        at_most(
            "indicator change → map, × filter click", changed["map"] / clicks[REAL]["atlas"]["median"], 1.3
        ),
        at_most("indicator change → panel, median (quiet machine)", changed["panel"], 300, "ms"),
    ]
    rows += [
        at_most(f"{name} → map and panel, median (quiet machine)", median(found), 200, "ms")
        for name, found in results["open"].items()
    ]
    rows += [
        at_most("bytes of the first visit", traffic["first_bytes"] / 1e6, 2.0, "MB"),
        at_most("bytes of the second visit", traffic["second_bytes"] / 1e3, 60, "kB"),
        at_most("start → /healthz", median(results["start_s"]), 5, "s"),
        at_most("server memory, idle", results["memory_mb"]["atlas"], 250, "MB"),
        at_most("server CPU over all filter clicks", results["cpu_s"][REAL]["atlas"], 0.0, "s", slack=0.02),
    ]
    return rows


def at_most(what: str, value: float, limit: float, unit: str = "", slack: float = 0) -> Row:
    """Return a line that is met up to the limit (`slack`: what the clock cannot tell from it)."""
    shown = f"{value:.0f}" if isinstance(value, int) else f"{value:.2f}"
    return Row(what, f"{shown} {unit}".strip(), f"≤ {limit:g} {unit}".strip(), value <= limit + slack)


def others(results: Mapping[str, Any]) -> list[Row]:
    """Return the rest of the numbers of all pages, which have no target."""
    rows = []
    for page in PAGES:
        traffic = results["traffic"][page]
        visits = f"{traffic['first_bytes'] / 1e3:7.0f} kB, then {traffic['second_bytes'] / 1e3:6.1f} kB"
        rows.append(Row(f"visit as sent · {TITLES[page]}", visits))
    for page in PAGES:
        cpu = ", ".join(
            f"{cpu_s[page]:.2f} s ({SIZE_TITLES[size]})" for size, cpu_s in results["cpu_s"].items()
        )
        rows.append(
            Row(f"server · {TITLES[page]}", f"{results['memory_mb'][page]:.0f} MB; CPU for the clicks {cpu}")
        )
    return rows


def table(results: Mapping[str, Any]) -> str:
    """Return everything as one table."""
    rows: list[Row] = []
    for size, found in results["click"].items():
        rows += compared(f"filter click → shown, {SIZE_TITLES[size]}", found)
    for size, found in results["click_settled"].items():
        rows += compared(f"filter click → all still, {SIZE_TITLES[size]}", found)
    for size, found in results["first_paint"].items():
        rows += compared(f"first paint, {SIZE_TITLES[size]}", found)
    rows += others(results)
    return "\n".join([*_lines(rows), "", *_lines(with_targets(results))])


def _lines(rows: Sequence[Row]) -> list[str]:
    widths = [max(_width(asdict(row)[column]) for row in rows) for column in ("what", "value", "target")]
    sign = {True: "✓", False: "✗", None: ""}
    return [
        "  ".join(
            [
                _padded(row.what, widths[0]),
                _padded(row.value, widths[1]),
                _padded(row.target, widths[2]),
                sign[row.met],
            ]
        ).rstrip()
        for row in rows
    ]


def _width(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def _padded(words: str, width: int) -> str:
    return words + " " * (width - _width(words))
