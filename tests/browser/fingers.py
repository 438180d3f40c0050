"""Real fingers on a page: touches as the browser gets them from a screen, by the DevTools protocol."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

Point = tuple[float, float]


class Fingers:
    """Up to two fingers; each gesture ends with none on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: Point) -> None:
        at = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    def down(self, point: Point) -> None:
        self._send("touchStart", point)

    def move(self, point: Point) -> None:
        self._send("touchMove", point)

    def up(self) -> None:
        self._send("touchEnd")

    def tap(self, point: Point) -> None:
        self.down(point)
        self.up()

    def drag(self, start: Point, end: Point, steps: int = 6) -> None:
        self.down(start)
        for n in range(1, steps + 1):
            self.move(tuple(a + (b - a) * n / steps for a, b in zip(start, end, strict=True)))  # type: ignore[arg-type]
        self.up()

    def pinch(self, centre: Point, start: float, end: float, steps: int = 6) -> None:
        """Move two fingers beside each other, from one distance to another."""
        x, y = centre
        self._send("touchStart", (x - start, y), (x + start, y))
        for n in range(1, steps + 1):
            apart = start + (end - start) * n / steps
            self._send("touchMove", (x - apart, y), (x + apart, y))
        self.up()

    def measured(self) -> dict[str, float]:
        """Return heap in bytes and DOM nodes after what can be freed has been freed."""
        for _ in range(2):
            self.session.send("HeapProfiler.collectGarbage")
        self.session.send("Performance.enable")
        metrics: list[dict[str, Any]] = self.session.send("Performance.getMetrics")["metrics"]
        found = {one["name"]: one["value"] for one in metrics}
        return {"heap": found["JSHeapUsedSize"], "nodes": found["Nodes"]}
