"""What is measured. Pages take turns within each run, so that a busy moment of the machine meets all."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack

from playwright.sync_api import Browser, Page, Request

from bench.browsing import PAGES, Probes, new_visitor, open_page, press_industry
from bench.servers import Server, running
from bench.wire import counted

Samples = dict[str, list[float]]
STILL_MS = 1500


def first_paints(browser: Browser, servers: Mapping[str, Server], probe: Probes, runs: int) -> Samples:
    """Return ms from navigation to the map with all sites, each for a new visitor with an empty cache."""
    found: Samples = defaultdict(list)
    for run in range(runs + 1):
        for page in PAGES:
            visitor = new_visitor(browser)
            _, painted_ms = open_page(visitor, page, servers[page].url, probe)
            visitor.close()
            if run:  # the first round warms the servers and the machine's own caches
                found[page].append(painted_ms)
    return found


def clicks(
    browser: Browser, servers: Mapping[str, Server], probe: Probes, count: int
) -> tuple[Samples, Samples, dict[str, float]]:
    """Return ms from press to change, ms from press to stillness, and CPU seconds of each server.

    Two industries in turn, on and off: first → all → second → all. The first four presses only warm.
    """
    shown: Samples = defaultdict(list)
    settled: Samples = defaultdict(list)
    cpu_s: dict[str, float] = {}
    with ExitStack() as stack:
        opened: dict[str, Page] = {}
        for page in PAGES:
            visitor = new_visitor(browser)
            stack.callback(visitor.close)
            opened[page], _ = open_page(visitor, page, servers[page].url, probe)
        for number in range(count + 4):
            if number == 4:
                cpu_s = {page: servers[page].cpu_s() for page in PAGES}
            for page in PAGES:
                opened[page].bring_to_front()
                choice = probe.choices[number // 2 % 2]
                measured = press_industry(opened[page], page, choice, turn_on=number % 2 == 0)
                if number >= 4:
                    shown[page].append(measured["shown"])
                    settled[page].append(measured["settled"])
        cpu_s = {page: servers[page].cpu_s() - cpu_s[page] for page in PAGES}
    return shown, settled, cpu_s


def traffic(browser: Browser, server: Server, page: str, probe: Probes) -> dict[str, int]:
    """Return bytes of the first and second visit as sent, and the requests that went to another origin."""
    with counted(server.port) as door:
        visitor = new_visitor(browser)
        foreign: list[str] = []
        visitor.on("request", lambda request: _note_foreign(request, door.url, foreign))
        visits = []
        for _ in range(2):
            before = door.sent
            opened, _ = open_page(visitor, page, door.url, probe)
            opened.wait_for_timeout(STILL_MS)
            visits.append(door.sent - before)
            opened.close()
        visitor.close()
    return {"first_bytes": visits[0], "second_bytes": visits[1], "foreign_requests": len(foreign)}


def _note_foreign(request: Request, home: str, foreign: list[str]) -> None:
    if not request.url.startswith((home, "data:", "blob:")):
        foreign.append(request.url)


def changes(browser: Browser, server: Server, probe: Probes) -> tuple[dict[str, list[str]], int]:
    """Return the requests that reach our server for each change of the View, and how many went elsewhere."""
    steps = {
        "filter": f'#rail [data-toggle="industry:{probe.choices[0].industry}"]',
        "layer": '#rail [data-layer="lab"]',
        "language": '[data-set="lang:en"]',
        "theme": '[data-act="theme"]',
        "selection": "#map .mark[data-mark]",
    }
    asked: dict[str, list[str]] = {}
    foreign: list[str] = []
    with counted(server.port) as door:
        visitor = new_visitor(browser)
        opened, _ = open_page(visitor, "atlas", door.url, probe)
        opened.wait_for_timeout(STILL_MS)
        visitor.on("request", lambda request: _note_foreign(request, door.url, foreign))
        for step, control in steps.items():
            view, before = opened.get_attribute("#map", "data-view"), len(door.asked)
            opened.locator(control).first.click()
            opened.wait_for_function("was => document.getElementById('map').dataset.view !== was", arg=view)
            opened.wait_for_timeout(STILL_MS)
            asked[step] = door.asked[before:]
        visitor.close()
    return asked, len(foreign)


INDICATORS = ("i-gdp", "i-rd-expenditure")
CHANGE_INDICATOR = """async (id) => {
  const map = document.getElementById("map"), head = document.getElementById("ranking-head");
  const seen = { childList: true, subtree: true };
  const filled = new Promise((done) => new MutationObserver(done).observe(head, seen));
  const started = performance.now();
  document.querySelector(`[data-indicator="${id}"]`).click();
  while (!map.dataset.view.includes(`indicator=${id}`)) await new Promise(requestAnimationFrame);
  const map_ms = performance.now() - started;
  await filled;
  return [map_ms, performance.now() - started];
}"""


def indicator_changes(browser: Browser, server: Server, count: int) -> dict[str, list[float]]:
    """Return ms from a press on an indicator to the repainted map, and to the panel's new ranking."""
    found: dict[str, list[float]] = {"map": [], "panel": []}
    visitor = new_visitor(browser)
    opened = visitor.new_page()
    opened.goto(f"{server.url}/?lens=indicator&indicator={INDICATORS[1]}")
    opened.wait_for_selector("#map[data-view]")
    opened.wait_for_selector("#ranking-head:not(:empty)")
    for number in range(count + 2):
        opened.wait_for_timeout(STILL_MS / 3)
        map_ms, panel_ms = opened.evaluate(CHANGE_INDICATOR, INDICATORS[number % 2])
        if number >= 2:
            found["map"].append(map_ms)
            found["panel"].append(panel_ms)
    visitor.close()
    return found


# What opens: a control of ours that is pressed, and the words of the panel that then must stand.
OPENED = {
    "profile": ("data-select", ("city-suzhou", "city-wuxi")),
    "zone": ("data-select", ("z-wuxi", "z-sip")),
    "industry": (
        "data-set",
        ("lens:industry,selected:,industry:ind-ic", "lens:industry,selected:,industry:ind-materials"),
    ),
    "sentence": (
        "data-set",
        ("lens:plan,selected:,passage:c-3-1.3", "lens:plan,selected:,passage:c-3-2.4"),
    ),
}
OPEN = """async ([attribute, value]) => {
  const map = document.getElementById("map"), view = map.dataset.view;
  const panel = document.getElementById("panel-body");
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.setAttribute(attribute, value);
  document.body.append(button);
  const words = panel.innerHTML, started = performance.now();
  button.click();
  while (map.dataset.view === view || panel.innerHTML === words) await new Promise(requestAnimationFrame);
  button.remove();
  return performance.now() - started;
}"""


def openings(browser: Browser, server: Server, count: int) -> dict[str, list[float]]:
    """Return ms from a press to the painted map and panel, for what opens. Sentences need a PLAN_FILE."""
    visitor = new_visitor(browser)
    opened = visitor.new_page()
    opened.goto(f"{server.url}/")
    opened.wait_for_selector("#map[data-view]")
    given = opened.evaluate("document.documentElement.dataset.plan")
    found: dict[str, list[float]] = {}
    for name, (attribute, values) in OPENED.items():
        if name == "sentence" and not given:
            continue
        found[name] = []
        for number in range(count + 2):
            opened.wait_for_timeout(STILL_MS / 2)
            taken = opened.evaluate(OPEN, [attribute, values[number % 2]])
            if number >= 2:
                found[name].append(taken)
    visitor.close()
    return found


def start_seconds(runs: int) -> list[float]:
    """Return how long `python app.py` takes until /healthz answers, everything being prepared."""
    found = []
    for _ in range(runs):
        with running("atlas", "real") as server:
            found.append(server.start_s)
    return found


def idle_memory_mb(server: Server) -> float:
    """Return the memory of a server that has served pages and now has nothing to do."""
    time.sleep(1)
    return server.memory_mb()


def median(values: list[float]) -> float:
    """Return the middle of the samples."""
    return statistics.median(values)


def p95(values: list[float]) -> float:
    """Return the sample that 95 of 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]
