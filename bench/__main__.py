"""Measure everything and print one table: `python -m bench [--quick]`. Measuring is no test: it exits 0."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench import dataset, measures, report
from bench.browsing import PAGES, Probes, chromium, probes
from bench.servers import ROOT, Server, running
from geodata.catalog import load_catalog

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Effort:
    """How often each thing is measured."""

    paints: dict[str, int]  # by size of the data
    clicks: int
    starts: int


FULL = Effort({dataset.REAL: 6, dataset.MADE: 4}, clicks=20, starts=3)
QUICK = Effort({dataset.REAL: 3}, clicks=8, starts=1)


def measured(browser: Browser, effort: Effort) -> dict[str, Any]:
    """Return every number, by what is measured and size."""
    catalog = load_catalog()
    results: dict[str, Any] = {name: {} for name in ("click", "click_settled", "first_paint", "cpu_s")}
    results["start_s"] = measures.start_seconds(effort.starts)
    for size, paints_wanted in effort.paints.items():
        content = dataset.data(catalog, size)
        probe = probes(content, dataset.choices(content))
        with ExitStack() as stack:
            servers = {page: stack.enter_context(running(page, size)) for page in PAGES}
            say(f"{size}: {len(dataset.points(content))} sites; pictures")
            paints = measures.first_paints(browser, servers, probe, paints_wanted)
            say(f"{size}: clicks")
            shown, settled, cpu_s = measures.clicks(browser, servers, probe, effort.clicks)
            results["first_paint"][size] = report.summary(paints)
            results["click"][size] = report.summary(shown)
            results["click_settled"][size] = report.summary(settled)
            results["cpu_s"][size] = cpu_s
            if size == dataset.REAL:
                say(f"{size}: bytes, requests, memory")
                results |= once(browser, servers, probe)
                results["open"] = measures.openings(browser, servers["atlas"], effort.clicks)
                results["indicator"] = measures.indicator_changes(browser, servers["atlas"], effort.clicks)
    return results


def once(browser: Browser, servers: dict[str, Server], probe: Probes) -> dict[str, Any]:
    """Return what does not vary from run to run."""
    own, foreign = measures.changes(browser, servers["atlas"], probe)
    return {
        "traffic": {page: measures.traffic(browser, servers[page], page, probe) for page in PAGES},
        "requests_for_a_change": {"own": own, "foreign": foreign},
        "memory_mb": {page: measures.idle_memory_mb(servers[page]) for page in PAGES},
    }


def say(words: str) -> None:
    """Tell the waiting reader what is going on."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print and keep."""
    reader = argparse.ArgumentParser(prog="bench", description=__doc__)
    reader.add_argument(
        "--quick", action="store_true", help="the catalogue only and fewer runs: about a minute"
    )
    effort = QUICK if reader.parse_args().quick else FULL
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # an exit that still stops the servers
    began = time.monotonic()
    subprocess.run([sys.executable, "app.py", "--prepare"], cwd=ROOT, check=True)
    with chromium() as browser:
        results = measured(browser, effort)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    results |= {"took_s": round(time.monotonic() - began), "load": round(load, 1)}
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=2), encoding="utf-8")
    print(report.table(results))
    print(
        f"\nTook {results['took_s']} s at a load of {results['load']} on {os.cpu_count()} cores."
        f" {RESULTS.name} holds all."
    )


if __name__ == "__main__":
    main()
