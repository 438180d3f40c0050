"""The sign of life of the hall's screens, for the script that watches over them (deploy/kiosk)."""

import time
from collections.abc import Callable


class Heartbeat:
    """When a kiosk last asked for the server's health: one whose page hangs asks no more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: float | None = None

    def told(self, is_kiosk: bool) -> dict[str, float]:
        """Note a kiosk's question; return the seconds since the last one, nothing if none ever asked."""
        if is_kiosk:
            self._last = self._clock()
        return {} if self._last is None else {"kiosk": round(self._clock() - self._last, 1)}
