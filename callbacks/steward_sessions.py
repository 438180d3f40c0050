"""Who is signed in, kept in this process alone: a restart ends every session."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

IDLE_S, LONGEST_S = 30 * 60, 8 * 3600
TRIES, FIRST_WAIT_S, LONGEST_WAIT_S = 5, 30, 15 * 60
MOST = 1000  # sessions, or names tried, that are remembered

Clock = Callable[[], float]


@dataclass
class _Session:
    name: str
    began: float
    seen: float


@dataclass
class Sessions:
    """The sessions by their unguessable ids."""

    clock: Clock
    _open: OrderedDict[str, _Session] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str) -> str:
        """Return the id of a new session."""
        now, made = self.clock(), secrets.token_urlsafe(32)
        with self._lock:
            self._open[made] = _Session(name, now, now)
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return made

    def name(self, session_id: str) -> str | None:
        """Return who a session belongs to and note that it is used; None when it has ended or never was."""
        now = self.clock()
        with self._lock:
            found = self._open.get(session_id)
            if found is None:
                return None
            if now - found.seen > IDLE_S or now - found.began > LONGEST_S:
                del self._open[session_id]
                return None
            found.seen = now
            return found.name

    def end(self, session_id: str) -> None:
        """End a session; one that is none is no matter."""
        with self._lock:
            self._open.pop(session_id, None)


@dataclass
class Patience:
    """Makes whoever guesses at a name wait, longer after each wrong try."""

    clock: Clock
    _tried: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, name: str) -> float:
        """Return how many seconds a name has to wait before it is tried again."""
        with self._lock:
            return max(0.0, self._tried.get(name, (0, 0.0))[1] - self.clock())

    def failed(self, name: str) -> None:
        """Note a wrong try."""
        with self._lock:
            count = self._tried.pop(name, (0, 0.0))[0] + 1
            wait = min(FIRST_WAIT_S * 2 ** min(count - TRIES, 10), LONGEST_WAIT_S) if count >= TRIES else 0
            self._tried[name] = (count, self.clock() + wait)
            while len(self._tried) > MOST:
                self._tried.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the wrong tries of a name."""
        with self._lock:
            self._tried.pop(name, None)
