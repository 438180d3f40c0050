"""The servers as processes: on free ports of 127.0.0.1, always stopped; their memory and CPU time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
PATIENCE_S = 90
OWN_ENVIRONMENT = ("HOST", "PORT", "PROFILE", "THREADS")


@dataclass(frozen=True)
class Server:
    """A running page."""

    port: int
    process: psutil.Process
    start_s: float

    @property
    def url(self) -> str:
        """Return the address of its first page."""
        return f"http://127.0.0.1:{self.port}/"

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def memory_mb(self) -> float:
        """Return the resident memory in MB (10⁶ bytes), children included."""
        return sum(one.memory_info().rss for one in self._family()) / 1e6

    def cpu_s(self) -> float:
        """Return the CPU time used so far in seconds, children included."""
        return sum(sum(one.cpu_times()[:2]) for one in self._family())


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(page: str, size: str) -> Iterator[Server]:
    """Run a page. The atlas at its real size is `app.py` itself, as `make run` starts it."""
    port = free_port()
    command = (
        ["-m", "app"] if (page, size) == ("atlas", "real") else ["-m", "bench.serve", page, size, str(port)]
    )
    environment = {key: value for key, value in os.environ.items() if key not in OWN_ENVIRONMENT}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment | {"PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}/{'healthz' if page == 'atlas' else ''}")
        yield Server(port, psutil.Process(process.pid), time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(PATIENCE_S * 50):
        if process.poll() is not None:
            raise RuntimeError(f"The server of {url} ended ({process.returncode}) before it answered.")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{url} did not answer within {PATIENCE_S} s.")
