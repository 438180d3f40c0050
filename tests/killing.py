"""Children of a warm process that die by `kill -9`: at a chosen step towards the disk, or after a while."""

from __future__ import annotations

import os
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from typing import Any

Act = Callable[[], object]
# What makes or changes something that outlives the process, save for what GDAL does by itself.
STEPS = ("write", "fsync", "replace", "rename", "mkdir", "rmdir")


def forked(act: Act) -> int:
    """Run `act` in a child and return its pid; the child ends with 0, or with 1 for an exception."""
    with warnings.catch_warnings():
        # Newer versions of Python warn where other threads exist; these hold nothing that the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return pid


def ended(pid: int) -> int:
    """Wait for a child and return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def is_killed_at_step(act: Act, step: int) -> bool:
    """Run `act` in a child that dies at its n-th step towards the disk, a write half done.

    False: it ended before. An exception in it is a failure.
    """

    def run() -> None:
        _arm(step)
        act()

    return _is_killed(ended(forked(run)))


def is_killed_after(act: Act, seconds: float) -> bool:
    """Run `act` in a child that is killed after a while; False: it ended before."""
    pid = forked(act)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return _is_killed(ended(pid))


def _is_killed(code: int) -> bool:
    assert code in (0, -signal.SIGKILL), code
    return code != 0


def _arm(step: int) -> None:
    left = [step]
    for name in STEPS:
        setattr(os, name, _counted(name, getattr(os, name), left))


def _counted(name: str, call: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def counted(*given: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            if name == "write":
                call(given[0], given[1][: len(given[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **more)

    return counted
